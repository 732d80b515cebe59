"""A real terminal on a display that nobody sees: the window outlives whoever opened it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from desktop import display

from real import SOON, environment, eventually, needs, processes

pytestmark = [pytest.mark.slow, pytest.mark.real]

ARGUMENTS = ["a b", 'it\'s "fine"; $(exit 9)', "", "ünï"]

OPENING = """
import sys
from stretchbreak.shell.children import ChildProcesses
from stretchbreak.shell.clock import SystemClock
from stretchbreak.shell.window import TerminalWindow
setting, *command = sys.argv[1:]
with ChildProcesses(SystemClock()) as children:
    print(TerminalWindow(children).open(command, setting or None))
"""

INSIDE = """
import os, sys
pipe, place, *arguments = sys.argv[1:]
open(pipe).read()
with open(place + ".new", "w", encoding="utf-8") as file:
    print(os.ttyname(0), sys.stdout.isatty(), arguments, sep="\\n", file=file)
os.rename(place + ".new", place)
"""


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A user's empty home."""
    home = tmp_path / "home"
    home.mkdir()
    yield home
    assert eventually(lambda: processes(home) == {}), "a window stayed open"


def is_read(pipe: Path) -> bool:
    """Whether somebody waits at this pipe; who does, goes on."""
    try:
        os.close(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK))
    except OSError:
        return False
    return True


@pytest.mark.parametrize(("setting", "chosen"), [("xterm -e", {}), ("xterm", {}), ("", {"TERMINAL": "xterm"})])
def test_a_command_runs_in_a_window(home: Path, tmp_path: Path, setting: str, chosen: dict[str, str]) -> None:
    """On a terminal of its own, with its arguments whole, when the one who opened the window is long gone."""
    needs("Xvfb", "xterm")
    pipe, place = tmp_path / "pipe", tmp_path / "told"
    os.mkfifo(pipe)
    with display(tmp_path) as shown:
        opening = subprocess.run(
            [sys.executable, "-c", OPENING, setting, sys.executable, "-c", INSIDE, str(pipe), str(place), *ARGUMENTS],
            env=environment(home, {**chosen, **shown}),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=SOON,
            check=True,
        )
        assert opening.stdout.startswith("Opened(")
        assert eventually(lambda: is_read(pipe))
        assert eventually(place.exists)
        assert eventually(lambda: processes(home) == {})
    tty, is_tty, arguments = place.read_text("utf-8").splitlines()
    assert tty.startswith("/dev/")
    assert (is_tty, arguments) == ("True", repr(ARGUMENTS))
