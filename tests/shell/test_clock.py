"""Local time as the system reckons it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from stretchbreak.shell.clock import SYSTEM, SystemClock, boot

ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"]


@pytest.fixture(params=ZONES)
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[ZoneInfo]:
    """The system lives in this zone for the time of a test."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield ZoneInfo(request.param)
    monkeypatch.undo()
    time.tzset()


def test_local_time_agrees_with_the_zone_database_all_year(zone: ZoneInfo) -> None:
    """Every hour of a year reads the same, hours that a clock change repeats included."""
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    for hour in range(365 * 24):
        moment = begin + timedelta(hours=hour)
        ours, theirs = moment.astimezone(SYSTEM), moment.astimezone(zone)
        assert (ours.replace(tzinfo=None), ours.utcoffset()) == (theirs.replace(tzinfo=None), theirs.utcoffset())


def test_there_and_back_is_the_same_moment(zone: ZoneInfo) -> None:
    """A moment survives its way through local time."""
    for hour in range(0, 365 * 24, 7):
        moment = datetime(2026, 1, 1, 0, 30, tzinfo=UTC) + timedelta(hours=hour)
        assert moment.astimezone(SYSTEM).astimezone(UTC) == moment, zone


@pytest.mark.parametrize("shift", [-1000.0, 86_400.5])
def test_a_shifted_clock_goes_on_for_one_of_another_boot(shift: float) -> None:
    """It is so many seconds ahead on the monotonic clock, and the same on the wall."""
    plain, shifted = SystemClock(), SystemClock(shift=shift)
    before, between, after = plain.mono(), shifted.mono(), plain.mono()
    assert before + shift <= between + 1e-6
    assert between <= after + shift + 1e-6
    assert abs((shifted.now().wall - plain.now().wall).total_seconds()) < 1.0


def test_a_boot_has_one_name() -> None:
    """The same whenever it is asked for."""
    assert boot() == boot()
    assert boot().isprintable()
