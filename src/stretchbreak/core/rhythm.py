"""When breaks fall due: every so many minutes of work, or at times of the clock, within working hours.

Hours and clock times are civil: they belong to a date and a zone, and are found anew from the moment at hand, so
that a clock change or a journey moves them, and never a duration. A local time that a clock change skips is taken as
if the clock had not changed yet; one that comes twice means the first.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache

AHEAD = 9
"""Days looked ahead for the next working hours: a week later at most, everything that can come has come."""

NEAR = 900.0
"""Seconds: a clock time nearer than this to the last break is passed over."""

Stretch = tuple[datetime, datetime]
"""From one instant up to another, both in UTC."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Part of a day, from ``start`` up to but not including ``end``; an end at midnight is the end of the day."""

    start: time
    end: time


@dataclass(frozen=True, slots=True)
class Anchor:
    """A time of the clock at which a break falls due: of every hour, if ``hour`` is None."""

    minute: int
    hour: int | None = None

    @property
    def name(self) -> str:
        """As people write it: ``:15`` or ``10:30``."""
        return f"{'' if self.hour is None else f'{self.hour:02}'}:{self.minute:02}"

    def of_day(self, day: date, zone: tzinfo | None) -> Iterator[datetime]:
        """Each of its times on this date, as instants."""
        hours = range(24) if self.hour is None else (self.hour,)
        return (_instant(day, time(hour, self.minute), zone) for hour in hours)


def next_anchor(anchors: tuple[Anchor, ...], wall: datetime, near: float = NEAR) -> datetime:
    """The first time of these that is not too near behind ``wall``."""
    earliest = wall.astimezone(UTC) + timedelta(seconds=near)
    days = (wall.date() + timedelta(days=number) for number in range(3))
    return min(at for day in days for anchor in anchors for at in anchor.of_day(day, wall.tzinfo) if at >= earliest)


@dataclass(frozen=True, slots=True)
class Hours:
    """Working hours: the spans of each weekday from Monday, less lunch. Without spans the whole week is open."""

    week: tuple[tuple[Span, ...], ...] = ()
    lunch: Span | None = None
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Asked for several times in each step of a day: worked out once.
        object.__setattr__(self, "_hash", hash((self.week, self.lunch)))

    def __hash__(self) -> int:
        return self._hash

    def is_open(self, wall: datetime) -> bool:
        """Whether this moment lies within working hours."""
        return self._is_always() or self._edges_until(wall)[0] % 2 == 1

    def next_edge(self, wall: datetime) -> datetime | None:
        """The next moment after ``wall`` at which hours begin or end, as an instant; None if they never do."""
        if self._is_always():
            return None
        passed, edges = self._edges_until(wall)
        # The last of them is no edge of the hours, only the end of the days looked at.
        return edges[passed] if passed < len(edges) - 1 else None

    def _is_always(self) -> bool:
        return not self.week and self.lunch is None

    def _edges_until(self, wall: datetime) -> tuple[int, tuple[datetime, ...]]:
        """How many of the edges around this day have passed, and all of them: beginning, end, beginning ..."""
        edges = _edges(self, wall.date(), wall.tzinfo)
        return bisect_right(edges, wall.astimezone(UTC)), edges

    def is_lunch(self, wall: datetime) -> bool:
        """Whether this moment lies within lunch."""
        return self.lunch is not None and self.lunch.start <= wall.time() < self.lunch.end

    def of_weekday(self, weekday: int) -> tuple[Span, ...]:
        """The spans of this weekday, 0 being Monday."""
        return self.week[weekday] if self.week else (Span(time(0), time(0)),)


ALWAYS = Hours()


@lru_cache(maxsize=8)
def _edges(hours: Hours, day: date, zone: tzinfo | None) -> tuple[datetime, ...]:
    """Where working time begins and ends in turn, from the day before on."""
    days = [day + timedelta(days=number) for number in range(-1, AHEAD)]
    worked = _joined(
        sorted(_in_order(each, span, zone) for each in days for span in hours.of_weekday(each.weekday()))
    )
    for gap in _joined([_in_order(each, hours.lunch, zone) for each in days if hours.lunch is not None]):
        worked = _without(worked, gap)
    return tuple(edge for stretch in worked for edge in stretch)


def _in_order(day: date, span: Span, zone: tzinfo | None) -> Stretch:
    """The span on this day, overnight if it ends before it begins; nothing where a clock change turns it round."""
    last = day if span.start < span.end else day + timedelta(days=1)
    start = _instant(day, span.start, zone)
    return start, max(start, _instant(last, span.end, zone))


def _instant(day: date, clock: time, zone: tzinfo | None) -> datetime:
    return datetime.combine(day, clock, zone).astimezone(UTC)


def _joined(stretches: list[Stretch]) -> list[Stretch]:
    """These in their order, without the empty, and those that touch made one."""
    joined: list[Stretch] = []
    for start, end in stretches:
        if start == end:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined


def _without(stretches: list[Stretch], gap: Stretch) -> list[Stretch]:
    pieces = [piece for start, end in stretches for piece in ((start, min(end, gap[0])), (max(start, gap[1]), end))]
    return [(start, end) for start, end in pieces if start < end]
