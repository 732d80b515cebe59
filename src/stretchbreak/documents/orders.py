"""What a user orders from another terminal: arguments → an order, where they make sense.

Only what is right is understood here. What is not goes to the command line, which knows how to explain it, so that
there is one truth about options.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import inf

from stretchbreak.core.events import (
    Declined,
    Held,
    Moment,
    Paused,
    Released,
    Resumed,
    SelfReported,
    Snoozed,
    WorkdayEvent,
)
from stretchbreak.documents.clock_times import NotationError, parse_time
from stretchbreak.documents.durations import parse_duration

MEETING = "meeting"
MEETING_LASTS = 3600.0
"""Seconds for which a meeting holds breaks unless one says how long: whatever begins also ends."""

MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Order:
    """An event that is ordered. What has to be asked for twice is ordered twice: who types a command means it."""

    event: WorkdayEvent


def ordered(argv: list[str], at: Moment) -> Order | None:
    """The order in these arguments, given at this moment; None if there is none, or it makes no sense."""
    if not argv or len(argv) > MOST_WORDS or argv[0] not in _ORDERS:
        return None
    try:
        event = _ORDERS[argv[0]](argv[1:], at)
    except (NotationError, ValueError):
        return None
    return None if event is None else Order(event)


def _pause(words: list[str], at: Moment) -> WorkdayEvent | None:
    match words:
        case []:
            return Paused(at=at)
        case ["--until-resume"]:
            return Paused(at=at, seconds=inf)
        case ["until", clock]:
            return Paused(at=at, seconds=_until(clock, at))
        case [duration]:
            return Paused(at=at, seconds=_positive(duration))
        case _:
            return None


def _snooze(words: list[str], at: Moment) -> WorkdayEvent | None:
    match words:
        case []:
            return Snoozed(at=at)
        case [duration]:
            return Snoozed(at=at, seconds=_positive(duration))
        case _:
            return None


def _skip(words: list[str], at: Moment) -> WorkdayEvent | None:
    match words:
        case []:
            return Declined(at=at)
        case ["--reason", reason] if reason.strip() and reason.isprintable():
            return Declined(at=at, reason=reason.strip()[:80])
        case _:
            return None


def _meeting(words: list[str], at: Moment) -> WorkdayEvent | None:
    match words:
        case []:
            return Held(at=at, reason=MEETING, seconds=MEETING_LASTS)
        case ["end"]:
            return Released(at=at, reason=MEETING)
        case [duration]:
            return Held(at=at, reason=MEETING, seconds=_positive(duration))
        case _:
            return None


def _until(clock: str, at: Moment) -> float:
    """Seconds until this time of the clock: today, or tomorrow if it has passed."""
    time = parse_time(clock)
    day = at.wall.date()
    for date in (day, day + timedelta(days=1)):
        seconds = (
            datetime.combine(date, time, at.wall.tzinfo).astimezone(UTC) - at.wall.astimezone(UTC)
        ).total_seconds()
        if seconds > 0:
            return seconds
    raise ValueError(clock)


def _positive(duration: str) -> float:
    seconds = parse_duration(duration, bare="minutes")
    if seconds <= 0:
        raise ValueError(duration)
    return seconds


_ORDERS: dict[str, Callable[[list[str], Moment], WorkdayEvent | None]] = {
    "pause": _pause,
    "resume": lambda words, at: None if words else Resumed(at=at),
    "snooze": _snooze,
    "skip": _skip,
    "done": lambda words, at: None if words else SelfReported(at=at),
    "meeting": _meeting,
}
