"""What happens to an engine that sleeps: settings change, the clock is set, its socket is cleaned away, it is killed.

Its clocks leap instead of running, so that no test takes a minute.
"""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from engines import Engine, are_near, engine, whats
from fake_time import Leaps, needs_fake_time

from real import eventually

pytestmark = [pytest.mark.slow, pytest.mark.real]

MINUTE = 60.0
LOOK = 61.0
"""Seconds after which it has looked after itself."""


@pytest.fixture
def leaps(tmp_path: Path) -> Leaps:
    """Clocks that leap."""
    needs_fake_time()
    return Leaps(tmp_path / "clocks")


@pytest.fixture
def one(tmp_path: Path, leaps: Leaps) -> Iterator[Engine]:
    """An engine that sleeps by these clocks, with settings."""
    home = tmp_path / "home"
    (home / "stretchbreak").mkdir(parents=True)
    settings(home, "rhythm: {every: 60m}")
    with engine(home, changes=leaps.variables) as begun:
        assert begun.is_now("asleep")
        yield begun


def settings(home: Path, text: str) -> None:
    """Put these into the settings file."""
    (home / "stretchbreak" / "settings.yaml").write_text(f"{text}\n", encoding="utf-8")


# Settings


def test_settings_that_change_are_followed_within_a_minute(one: Engine) -> None:
    """Work that was done counts: the break is due at its new time, and the journal says why."""
    before = one.next_at
    settings(one.home, "rhythm: {every: 30m}")
    one.said("status")
    assert eventually(lambda: are_near(one.next_at, before - timedelta(minutes=30)))
    assert one.journal()[-1] == ("resume", "the settings changed: every 30 min")
    assert one.is_now("asleep")


@pytest.mark.parametrize("broken", ["rhythm: {every: never}", "rhythm: [", None])
def test_broken_settings_change_nothing_and_are_told_until_they_are_right(
    one: Engine, leaps: Leaps, broken: str | None
) -> None:
    """One line of the status, through every sleep; a file that is gone is no order to go by defaults."""
    settings(one.home, "rhythm: {every: 50m}")
    one.said("status")
    assert eventually(lambda: whats(one.journal())[-1] == "resume")
    before = one.next_at
    if broken is None:
        (one.place / "settings.yaml").unlink()
    else:
        settings(one.home, broken)
    one.said("status")
    assert eventually(lambda: "Failed: settings kept" in one.said("status"))
    one.said("why")
    assert one.is_now("asleep")
    leaps.leap(LOOK)
    assert one.said("status").count("settings kept") == 1
    assert one.next_at == before
    settings(one.home, "rhythm: {every: 40m}")
    one.said("status")
    assert eventually(lambda: are_near(one.next_at, before - timedelta(minutes=10)))
    assert one.is_now("asleep")
    assert "Failed" not in one.said("status")


# Clocks


def test_a_minute_of_the_clock_is_a_minute_less_to_wait(one: Engine, leaps: Leaps) -> None:
    """Nothing is loaded for that."""
    leaps.leap(MINUTE)
    assert 58 * MINUTE <= one.status()["remaining_s"] <= 59 * MINUTE
    assert one.program == "asleep"


def test_a_break_is_announced_and_offered_in_its_time(one: Engine, leaps: Leaps) -> None:
    """Asleep until the heads-up, awake until it is answered, and asleep again."""
    leaps.leap(58 * MINUTE)
    one.said("status")
    assert one.is_now("awake")
    assert eventually(lambda: one.status()["state"] == "heads-up")
    leaps.leap(2 * MINUTE)
    one.said("status")
    assert eventually(lambda: one.status()["state"] == "due")
    assert "Skipped" in one.said("skip", "--reason", "focus")
    assert one.is_now("asleep")
    assert whats(one.journal()) == ["on-hours", "heads-up", "offer", "skip"]


@pytest.mark.parametrize("days", [-1, 1])
def test_a_clock_that_is_set_moves_no_break(tmp_path: Path, days: int) -> None:
    """By a day, back or forward: as long to wait as before, and the time of the day is told by the new clock."""
    needs_fake_time()
    clock = Leaps(tmp_path / "clocks", FAKETIME_DONT_FAKE_MONOTONIC="1")
    with engine(tmp_path / "home", changes=clock.variables) as one:
        assert one.is_now("asleep")
        before = one.status()
        due = one.next_at
        clock.leap(days * 24 * 60 * MINUTE)
        one.said("status")
        assert eventually(lambda: are_near(one.next_at, due + timedelta(days=days)))
        assert before["remaining_s"] - one.status()["remaining_s"] < 10
        assert one.is_now("asleep")
        one.kill()
        assert one.start().returncode == 0
        assert before["remaining_s"] - one.status()["remaining_s"] < 10
        assert sorted(whats(one.journal())) == ["on-hours", "resume"]


# Its socket


@contextmanager
def held(one: Engine) -> Iterator[socket.socket]:
    """A connection to the engine by which it can be disturbed when nobody finds it any more."""
    with socket.socket(socket.AF_UNIX) as connection:
        (path,) = one.place.glob("run/*.sock")
        connection.connect(str(path))
        yield connection


@pytest.mark.parametrize("program", ["asleep", "awake"])
def test_a_socket_that_was_cleaned_away_is_back_within_a_minute(one: Engine, leaps: Leaps, program: str) -> None:
    """The whole folder of it; other commands find the engine again, and there is one socket."""
    if program == "awake":
        leaps.leap(58 * MINUTE)
        one.said("status")
    assert one.is_now(program)
    with held(one) as connection:
        shutil.rmtree(one.place / "run")
        assert one.ask("status").returncode == 4
        leaps.leap(LOOK)
        connection.sendall(b"{")
        assert eventually(lambda: one.ask("status").returncode == 0)
    assert one.program == program
    assert one.status()["engine"]["pid"] == one.pid


# Signs of life


def test_whoever_was_woken_for_nothing_goes_on_giving_signs_of_life(one: Engine, leaps: Leaps) -> None:
    """A question wakes it and decides nothing; half an hour later it is killed, and the break is due when it was."""
    due = one.next_at
    one.said("why")
    assert one.is_now("asleep")
    for _ in range(3):
        leaps.leap(10 * MINUTE)
        one.said("status")
    one.kill()
    assert one.start().returncode == 0
    assert are_near(one.next_at, due)
    assert whats(one.journal()) == ["on-hours", "resume"]


def test_the_times_of_a_dead_one_count_for_as_long_as_a_natural_break(one: Engine, leaps: Leaps) -> None:
    """Four minutes after a kill the break is due when it was; after six, it was one."""
    due = one.next_at
    one.kill()
    leaps.leap(4 * MINUTE)
    assert one.start().returncode == 0
    assert are_near(one.next_at, due)
    one.kill()
    leaps.leap(6 * MINUTE)
    assert one.start().returncode == 0
    assert are_near(one.next_at, due + timedelta(minutes=10), 5)
    assert whats(one.journal()) == ["on-hours", "resume", "natural"]
