"""`status --watch`: a line at once, a line whenever it changes, and the end with the engine's."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from engines import Engine, engine, no_engine
from fake_time import Leaps, needs_fake_time

from real import PROGRAM, SOON, environment, eventually, window
from stretchbreak.slim import wire
from stretchbreak.slim.counter import MOST

pytestmark = [pytest.mark.slow, pytest.mark.real]


class Told:
    """A command that watches, and the lines that it has printed so far."""

    def __init__(self, process: subprocess.Popen[bytes], place: Path) -> None:
        self.process = process
        self._place = place

    def tells(self, *lines: str) -> bool:
        """Whether these are all of them, soon."""
        return eventually(lambda: self._place.read_text(encoding="utf-8").splitlines() == list(lines))


@contextmanager
def watching(one: Engine, form: str) -> Iterator[Told]:
    """Somebody who watches the status in this format."""
    place = one.home / "watched"
    words = [*PROGRAM, "status", "--watch", "--format", form]
    variables = environment(one.home, one.changes)
    with place.open("wb") as out, subprocess.Popen(words, env=variables, stdout=out, stderr=out) as process:
        try:
            yield Told(process, place)
        finally:
            process.kill()


def test_every_change_is_a_line_whichever_program_answers(tmp_path: Path) -> None:
    """An engine in the background sleeps and wakes in between, and says nothing twice; the end is a good one."""
    with engine(tmp_path / "home") as one, watching(one, "{state}") as told:
        assert told.tells("working")
        one.said("pause")
        assert told.tells("working", "paused")
        assert one.is_now("asleep")
        one.said("why")
        assert one.is_now("asleep")
        one.said("resume")
        assert told.tells("working", "paused", "working")
        assert one.is_now("asleep")
        one.said("stop")
        assert told.process.wait(SOON) == 0
        assert told.tells("working", "paused", "working")


def test_every_change_in_a_terminal_is_a_line_elsewhere(tmp_path: Path) -> None:
    """By keys, the break that is guided there among them; with `q` it is over."""
    home = tmp_path / "home"
    with no_engine(home) as one, window("start", home=home) as shown:
        shown.shows("next break at")
        with watching(one, "{state}") as told:
            assert told.tells("working")
            shown.press(" ")
            assert told.tells("working", "paused")
            shown.press("b")
            assert told.tells("working", "paused", "stretching")
            shown.shows("enter ready")
            shown.press("q")
            shown.shows("any key closes")
            assert told.tells("working", "paused", "stretching", "working")
            shown.press("x")
            shown.shows("next break at")
            shown.press("q")
            assert shown.ends() == 0
            assert told.process.wait(SOON) == 0


@pytest.mark.parametrize("every", ["60m", "2m"])
def test_every_minute_is_a_line_where_minutes_are_shown(tmp_path: Path, every: str) -> None:
    """Of an engine that sleeps, and of one that is awake."""
    needs_fake_time()
    leaps = Leaps(tmp_path / "clocks")
    first, second = every.replace("m", " min"), f"{int(every[:-1]) - 1} min"
    home = tmp_path / "home"
    with engine(home, "--every", every, changes=leaps.variables) as one, watching(one, "{minutes}") as told:
        assert told.tells(first)
        leaps.leap(30)
        one.said("status")
        assert told.tells(first)
        leaps.leap(31)
        one.said("status")
        assert told.tells(first, second)
        one.kill()
        assert told.process.wait(SOON) == 0


@pytest.mark.parametrize(("every", "program"), [("60m", "asleep"), ("2m", "awake")])
def test_those_who_do_not_read_are_let_go(tmp_path: Path, every: str, program: str) -> None:
    """Of fifty that watch and never read only the last ones are kept, and others are answered as before."""
    with engine(tmp_path / "home", "--every", every) as one, ExitStack() as stack:
        assert one.is_now(program)
        (path,) = one.place.glob("run/*.sock")
        crowd = [stack.enter_context(socket.socket(socket.AF_UNIX)) for _ in range(MOST + 18)]
        for each in crowd:
            each.connect(str(path))
            each.sendall(wire.request(["status", "--watch"], "0"))
            assert eventually(lambda each=each: bool(each.recv(1, socket.MSG_PEEK)))  # type: ignore[misc]
        open_files = list(Path(f"/proc/{one.pid}/fd").iterdir())
        assert len(open_files) < MOST + 20
        assert one.status()["state"] in {"working", "heads-up"}
        assert b"Next break" in crowd[-1].recv(4096)
