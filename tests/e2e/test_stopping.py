"""Ending an engine: by `stop`, by a signal, in each of its programs; and beginning another at once."""

from __future__ import annotations

import os
from pathlib import Path
from signal import SIGHUP, SIGINT, SIGTERM

import pytest
from engines import are_near, asking, engine, has_ended, is_running

from real import SOON, eventually

pytestmark = [pytest.mark.slow, pytest.mark.real]

PROGRAMS = pytest.mark.parametrize(("every", "program"), [("60m", "asleep"), ("2m", "awake")])


@PROGRAMS
def test_another_can_begin_as_soon_as_one_has_said_that_it_stopped(tmp_path: Path, every: str, program: str) -> None:
    """`stop` and `start` in one line, five times: the answer comes when lock and socket are free."""
    with engine(tmp_path / "home", "--every", every) as one:
        due = one.next_at
        for _ in range(5):
            assert one.is_now(program)
            pid = one.pid
            assert one.said("stop") == "Stopped.\n"
            assert not list(one.place.glob("run/*.sock"))
            started = one.start("--every", every)
            assert (started.returncode, started.stderr) == (0, ""), started
            assert one.pid != pid
            assert not is_running(pid)
        assert are_near(one.next_at, due)


@pytest.mark.parametrize("number", [SIGTERM, SIGHUP, SIGINT])
@PROGRAMS
def test_a_signal_ends_it_in_good_order(tmp_path: Path, every: str, program: str, number: int) -> None:
    """Nothing is left in the folder of the socket, the state says when it ended, and the day goes on from there."""
    with engine(tmp_path / "home", "--every", every) as one:
        assert one.is_now(program)
        due, pid = one.next_at, one.pid
        os.kill(pid, number)
        assert has_ended(pid)
        assert not list(one.place.glob("run/*.sock"))
        assert one.start("--every", every).returncode == 0
        assert are_near(one.next_at, due)


def test_a_signal_between_the_two_programs_is_not_lost(tmp_path: Path) -> None:
    """At six moments after it was woken, while there is nobody to hear it: it ends in good order all the same."""
    with engine(tmp_path / "home") as one:
        for number in range(6):
            assert one.is_now("asleep")
            pid = one.pid
            with asking(one, "why") as woken:
                eventually(lambda: False, 0.06 * number)
                os.kill(pid, SIGTERM)
                assert has_ended(pid)
                assert not list(one.place.glob("run/*.sock"))
                woken.wait(timeout=SOON)
            assert one.start().returncode == 0
