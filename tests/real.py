"""The real program as users meet it: on a pipe, in a terminal's window, on a desktop with notifications.

Nothing sleeps here: whoever waits, waits for a text, a process or an end, and gives up at a deadline.
"""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy, deepcopy
from pathlib import Path
from time import perf_counter
from typing import Any

import pexpect
import pyte
import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
PROGRAM = (sys.executable, "-m", "stretchbreak")
SOON = 10.0
"""Seconds after which we no longer wait: far more than a busy machine needs for anything but a whole break."""

_UNWANTED = {
    *("LINES", "COLUMNS"),  # importing readline exports them, and the child would draw for another window
    *("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "ACCESSIBLE", "TERM", "TERM_PROGRAM", "TMUX", "COLORTERM"),
    *("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "STRETCHBREAK_HOME"),
    *("LANG", "LC_ALL", "LC_CTYPE", "PYTHONUTF8", "PYTHONIOENCODING", "PYTHONCOERCECLOCALE"),
}


def needs(*programs: str) -> None:
    """Skip where one of these programs is missing; in CI, where all of them should be, fail."""
    lacks([program for program in programs if shutil.which(program) is None])


def lacks(missing: Sequence[str]) -> None:
    """Skip where something is missing; in CI, where nothing should be, fail."""
    if missing and os.environ.get("CI") == "true":
        pytest.fail(f"not on this machine: {', '.join(missing)}")
    if missing:
        pytest.skip(f"not on this machine: {', '.join(missing)}")


def environment(home: Path, changes: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a user who has nothing but an empty home."""
    own = {"HOME": "", "STRETCHBREAK_HOME": "stretchbreak", "XDG_RUNTIME_DIR": "run"}
    own |= {f"XDG_{kind}_HOME": kind.lower() for kind in ("CONFIG", "DATA", "STATE", "CACHE")}
    kept = {name: value for name, value in os.environ.items() if name not in _UNWANTED}
    places = {name: str(home / place) for name, place in own.items()}
    # No test is to be heard: each player is led to a place where nothing plays.
    mute = {"PULSE_SERVER": "unix:/nowhere", "PIPEWIRE_REMOTE": "/nowhere", "ALSA_CONFIG_PATH": "/nowhere"}
    return kept | places | mute | {"TERM": "xterm-256color", "LANG": "C.UTF-8"} | dict(changes or {})


def run(
    *arguments: str, home: Path, changes: Mapping[str, str] | None = None, within: float = 60.0
) -> subprocess.CompletedProcess[str]:
    """Run the program on pipes to its end."""
    return subprocess.run(
        [*PROGRAM, *arguments],
        env=environment(home, changes),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="surrogateescape",
        timeout=within,
        check=False,
    )


def shell(script: str, home: Path, changes: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a shell script in which ``stretchbreak`` is the program, with no terminal."""
    return subprocess.run(
        ["bash", "-c", in_shell(script)],
        env=environment(home, changes),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60.0,
        check=False,
    )


def in_shell(script: str) -> str:
    """The script, behind a function that makes ``stretchbreak`` this checkout's."""
    return f'stretchbreak() {{ "{sys.executable}" -m stretchbreak "$@"; }}\n{script}'


def eventually(holds: Callable[[], bool], within: float = SOON) -> bool:
    """Whether it holds before the deadline."""
    end = perf_counter() + within
    while not holds():
        if perf_counter() > end:
            return False
        select.select((), (), (), 0.02)
    return True


def processes(home: Path) -> dict[int, str]:
    """The processes that live in this home, by their command lines."""
    found = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if str(home).encode() in (place / "environ").read_bytes():
                found[int(place.name)] = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
    return found


class Screen(pyte.Screen):
    """A terminal's screen with the alternate one, which pyte itself leaves out."""

    ALTERNATE = 1049
    former: tuple[Any, Any] | None = None

    def set_mode(self, *modes: int, **how: bool) -> None:
        """Keep the normal screen aside when the alternate one is asked for."""
        if self.ALTERNATE in modes:
            self.former = deepcopy(self.buffer), copy(self.cursor)
            self.erase_in_display(2)
        super().set_mode(*modes, **how)

    def reset_mode(self, *modes: int, **how: bool) -> None:
        """Show the normal screen again."""
        super().reset_mode(*modes, **how)
        if self.ALTERNATE in modes and self.former:
            self.buffer, self.cursor = self.former
            self.former = None


class Window:
    """A terminal's window with a command in it: what is on it, what was sent to it, and the keys."""

    def __init__(
        self,
        command: Sequence[str],
        home: Path,
        *,
        columns: int = 80,
        rows: int = 24,
        changes: Mapping[str, str] | None = None,
    ) -> None:
        self.sent = b""
        self.screen = Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        home.mkdir(exist_ok=True)
        self._child = pexpect.spawn(
            command[0], list(command[1:]), env=environment(home, changes), dimensions=(rows, columns), timeout=SOON
        )

    @property
    def text(self) -> str:
        """What is on the window, line by line."""
        return "\n".join(self.screen.display)

    @property
    def pid(self) -> int:
        """The process of the command."""
        return int(self._child.pid)

    def shows(self, text: str, within: float = SOON) -> str:
        """Wait for the text; returns all that is on the window with it."""
        self.until(lambda: text in self.text, f"{text!r} never came", within)
        return self.text

    def hides(self, text: str, within: float = SOON) -> str:
        """Wait until the text is gone."""
        self.until(lambda: text not in self.text, f"{text!r} stayed", within)
        return self.text

    def until(self, holds: Callable[[], bool], otherwise: str, within: float = SOON) -> None:
        """Read what is sent until this holds."""
        end = perf_counter() + within
        while not holds():
            left = end - perf_counter()
            if left <= 0 or not self._receive(left):
                pytest.fail(f"{otherwise} in {within:g} s; on the window:\n{self.text}")

    def watch(self, seconds: float) -> float:
        """Read what is sent for so long; returns how long it really was."""
        start = perf_counter()
        while (left := start + seconds - perf_counter()) > 0 and self._receive(left):
            pass
        return perf_counter() - start

    def press(self, keys: str) -> None:
        """Type."""
        self._child.send(keys)

    def signal(self, number: int) -> None:
        """Send a signal to the command."""
        os.kill(self.pid, number)

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size, as its corner dragged by a mouse would."""
        self.screen.resize(rows, columns)
        self._child.setwinsize(rows, columns)

    @property
    def is_restored(self) -> bool:
        """Whether the normal screen is back, with its cursor."""
        return self.screen.former is None and not self.screen.cursor.hidden

    def close(self) -> None:
        """Close the window, and do nothing else: whatever is in it loses its terminal."""
        self._child.ptyproc.fileobj.close()

    def ends(self, within: float = SOON) -> int:
        """Wait until the command ends; its exit code, or the negative number of the signal that ended it."""
        end = perf_counter() + within
        while self._receive(max(end - perf_counter(), 0.0)):
            if perf_counter() > end:
                pytest.fail(f"it did not end in {within:g} s; on the window:\n{self.text}")
        self._child.wait()
        return -self._child.signalstatus if self._child.exitstatus is None else int(self._child.exitstatus)

    def _receive(self, within: float) -> bool:
        """Read what comes; False once nothing can come any more."""
        try:
            sent = self._child.read_nonblocking(65536, timeout=within)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.sent += sent
        self._stream.feed(sent)
        return True


@contextmanager
def window(
    *arguments: str, home: Path, columns: int = 80, rows: int = 24, changes: Mapping[str, str] | None = None
) -> Iterator[Window]:
    """The program in a window of its own, which is closed in the end."""
    with opened(Window([*PROGRAM, *arguments], home, columns=columns, rows=rows, changes=changes)) as shown:
        yield shown


@contextmanager
def opened(shown: Window) -> Iterator[Window]:
    """The window, closed in the end, with whatever is still in it."""
    try:
        yield shown
    finally:
        shown._child.close(force=True)  # noqa: SLF001 - its own window
