"""Decisions → the hours of a day, each with what became of its break."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from typing import Literal

from stretchbreak.core.decisions import Decision
from stretchbreak.core.effects import DecisionKind
from stretchbreak.core.rhythm import Hours
from stretchbreak.core.today import of_date

HourMark = Literal["done", "partial", "skipped", "none", "now", "to come"]
"""What became of an hour's break, best first; ``none``: the hour is over, and there was none."""

_ENDS: frozenset[DecisionKind] = frozenset({"finish", "skip", "missed", "natural", "closed"})
"""What a break comes to, with its snoozes."""

_BEST: tuple[HourMark, ...] = ("done", "partial", "skipped")


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour of the clock; ``snoozed`` where its break was put off before it was done."""

    hour: int
    mark: HourMark
    snoozed: bool = False


def hours_line(decisions: Iterable[Decision], now: datetime, hours: Hours) -> tuple[Hour, ...]:
    """The hours of the date that it is now, from the first that matters to the last: of work, or of now."""
    outcomes: dict[int, Hour] = {}
    kept = of_date(decisions, now)
    for found in _outcomes(kept, now):
        before = outcomes.get(found.hour)
        if before is None or _BEST.index(found.mark) < _BEST.index(before.mark):
            outcomes[found.hour] = found
    matter = {now.hour, *(one.at.astimezone(now.tzinfo).hour for one in kept), *_working(hours, now)}
    return tuple(outcomes.get(hour) or _open(hour, now) for hour in range(min(matter), max(matter) + 1))


def _outcomes(decisions: Iterable[Decision], now: datetime) -> Iterator[Hour]:
    """What became of each break that came to something."""
    snoozed = False
    for one in decisions:
        mark = _mark(one)
        if mark is not None:
            yield Hour(one.at.astimezone(now.tzinfo).hour, mark, snoozed and mark != "skipped")
        snoozed = one.what == "snooze" or (snoozed and one.what not in _ENDS)


def _mark(one: Decision) -> HourMark | None:
    match one.what, one.outcome:
        case "finish", "completed" | None:
            return "done"
        case "finish", "partial":
            return "partial"
        case "skip", _:
            return "skipped"
        case _:
            return None


def _open(hour: int, now: datetime) -> Hour:
    """An hour that came to nothing, so far."""
    if hour == now.hour:
        return Hour(hour, "now")
    return Hour(hour, "none" if hour < now.hour else "to come")


def _working(hours: Hours, now: datetime) -> Iterator[int]:
    """The first and the last of today's working hours, where there are any."""
    for span in hours.of_weekday(now.weekday()) if hours.week else ():
        yield span.start.hour
        last = span.end.hour if span.end > time(span.end.hour) else span.end.hour - 1
        yield 23 if span.end <= span.start else last
