"""A break in one terminal while an engine runs: it is told of every rep, and whoever is ended, it is kept once."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from signal import SIGHUP, SIGINT, SIGKILL, SIGTERM

import pytest
from engines import Engine, engine, has_ended, no_engine, whats

from real import Window, eventually, run, window

pytestmark = [pytest.mark.slow, pytest.mark.real]

ROUTINE = """
name: Two taps
exercises:
  - name: Tap
    prepare: 1s
    sides: none
    move: 0.4s Tap
    hold: 0.4s Stay
    return: 0.4s Back
    reps: 4
    stop_if: [pain]
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with a routine of four quick reps in it."""
    home = tmp_path / "home"
    (home / "stretchbreak" / "routines").mkdir(parents=True)
    (home / "stretchbreak" / "routines" / "taps.yaml").write_text(ROUTINE, encoding="utf-8")
    return home


@pytest.fixture
def one(home: Path) -> Iterator[Engine]:
    """An engine in the background that sleeps, and offers this routine."""
    with engine(home, "taps") as begun:
        assert begun.is_now("asleep")
        yield begun


@contextmanager
def guiding(home: Path, *words: str, reps: int = 1) -> Iterator[Window]:
    """A break in plain lines in a window, when so many reps are done."""
    with window("do", "--plain", *words, home=home) as shown:
        shown.until(lambda: shown.sent.count(b" move ") > reps, "no rep was done")
        yield shown


def finished(one: Engine) -> list[str]:
    """Every break that was kept, by what it came to, as soon as there is one."""
    assert eventually(lambda: "finish" in whats(one.journal()))
    return [why.removeprefix("asked for with do; ") for what, why in one.journal() if what == "finish"]


def test_a_break_is_kept_by_the_engine_alone(home: Path, one: Engine) -> None:
    """Its turn, its reps, its end: one `finish`, the status says so meanwhile, and the rhythm begins at the end."""
    with guiding(home) as shown:
        assert one.status()["state"] == "stretching"
        again = one.ask("do")
        assert (again.returncode, again.stdout) == (1, "")
        assert "already on" in again.stderr
        assert "nothing to snooze" in one.ask("snooze").stderr
        assert shown.ends() == 0
    assert finished(one) == ["completed: 4 of 4 reps"]
    assert whats(one.journal()) == ["on-hours", "start", "finish"]
    told = one.status()
    assert (told["state"], told["today"]["completed"], told["today"]["reps"]) == ("working", 1, 4)
    assert told["remaining_s"] > 3590
    assert one.is_now("asleep")


@pytest.mark.parametrize("number", [SIGKILL, SIGTERM, SIGHUP, SIGINT])
def test_a_break_whose_terminal_is_ended_is_kept_by_the_engine(home: Path, one: Engine, number: int) -> None:
    """To the last rep, by whatever signal; and the engine goes on."""
    with guiding(home, reps=2) as shown:
        shown.signal(number)
        shown.ends()
    assert finished(one) == ["partial: 2 of 4 reps"]
    assert one.status()["state"] == "working"
    assert whats(one.journal()).count("finish") == 1


def test_a_break_whose_window_is_closed_is_kept_by_the_engine(home: Path, one: Engine) -> None:
    """To the last rep."""
    with guiding(home, reps=2) as shown:
        shown.close()
        assert finished(one) == ["partial: 2 of 4 reps"]


@pytest.mark.parametrize("number", [SIGKILL, SIGTERM])
def test_a_break_whose_engine_is_ended_is_kept_in_its_terminal(home: Path, one: Engine, number: int) -> None:
    """It goes on to its end; the next engine knows of it, and begins the rhythm where the former one ended."""
    with guiding(home) as shown:
        pid = one.pid
        os.kill(pid, number)
        assert has_ended(pid)
        assert one.start("taps").returncode == 0
        assert one.status()["state"] == "working"
        assert shown.ends() == 0
    assert finished(one) == ["completed: 4 of 4 reps"]
    assert whats(one.journal()) == ["on-hours", "start", "resume", "closed", "finish"]
    assert one.said("why").count("finish") == 1
    assert one.status()["today"]["completed"] == 1


def test_a_break_outlives_a_stop(home: Path, one: Engine) -> None:
    """Whoever stops the engine has not ended the break."""
    with guiding(home) as shown:
        assert one.said("stop") == "Stopped.\n"
        assert shown.ends() == 0
    assert finished(one) == ["completed: 4 of 4 reps"]


def test_when_both_are_ended_at_once_the_break_is_kept_once(home: Path, one: Engine) -> None:
    """As when a session ends: by the one or the other."""
    with guiding(home, reps=2) as shown:
        os.kill(one.pid, SIGTERM)
        shown.signal(SIGTERM)
        shown.ends()
        assert has_ended(one.pid)
    assert finished(one) == ["partial: 2 of 4 reps"]


def test_a_preview_is_none_of_the_engines_business(home: Path, one: Engine) -> None:
    """Nothing of it is told, or kept."""
    assert run("do", "--plain", "--speed", "60", home=home).returncode == 0
    assert whats(one.journal()) == ["on-hours"]


def test_without_an_engine_the_break_is_kept_where_it_was_done(home: Path) -> None:
    """The name has to be given then, or it is that of the settings."""
    with no_engine(home) as one:
        with guiding(home, "taps") as shown:
            assert shown.ends() == 0
        assert finished(one) == ["completed: 4 of 4 reps"]


def test_another_routine_takes_the_place_of_the_one_that_is_due(home: Path, one: Engine) -> None:
    """By its name; the journal names it too."""
    with window("do", "blade-squeeze", "--plain", home=home) as shown:
        shown.until(lambda: b"prepare" in shown.sent, "it did not begin")
        assert one.status()["state"] == "stretching"
        shown.press("q")
        assert shown.ends() == 0
    assert finished(one) == ["abandoned: 0 of 10 reps"]
    assert re.search(r'"what": "finish", "routine": "blade-squeeze"', (next(one.place.glob("journal/*"))).read_text())
