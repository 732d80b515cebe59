"""When breaks fall due: every so many minutes of work, or at times of the clock, within working hours.

Hours and clock times are civil: they belong to a date and a zone, and are found anew from the moment at hand, so
that a clock change or a journey moves them, and never a duration. A local time that a clock change skips is taken as
if the clock had not changed yet; one that comes twice means the first.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache

AHEAD = 9
"""Days looked ahead for the next working hours: no weekly plan leaves more empty."""

NEAR = 900.0
"""Seconds: a clock time nearer than this to the last break is passed over."""

Instants = tuple[tuple[datetime, datetime], ...]


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

    def of_day(self, day: date, zone: tzinfo | None) -> Iterator[datetime]:
        """Each of its times on this date, as instants."""
        hours = range(24) if self.hour is None else (self.hour,)
        return (_instant(day, time(hour, self.minute), zone) for hour in hours)


def next_anchor(anchors: tuple[Anchor, ...], wall: datetime) -> datetime:
    """The first time of these that is not too near behind ``wall``."""
    earliest = wall.astimezone(UTC) + timedelta(seconds=NEAR)
    days = (wall.date() + timedelta(days=number) for number in range(3))
    return min(at for day in days for anchor in anchors for at in anchor.of_day(day, wall.tzinfo) if at >= earliest)


@dataclass(frozen=True, slots=True)
class Hours:
    """Working hours: the spans of each weekday from Monday, less lunch. Without spans the whole week is open."""

    week: tuple[tuple[Span, ...], ...] = ()
    lunch: Span | None = None

    def is_open(self, wall: datetime) -> bool:
        """Whether this moment lies within working hours."""
        if self == ALWAYS:
            return True
        now = wall.astimezone(UTC)
        return any(start <= now < end for start, end in _open_spans(self, wall.date(), wall.tzinfo))

    def next_edge(self, wall: datetime) -> datetime | None:
        """The next moment after ``wall`` at which hours begin or end, as an instant; None if they never do."""
        if self == ALWAYS:
            return None
        edges = [edge for span in _open_spans(self, wall.date(), wall.tzinfo) for edge in span]
        later = bisect_right(edges, wall.astimezone(UTC))
        return edges[later] if later < len(edges) else None

    def is_lunch(self, wall: datetime) -> bool:
        """Whether this moment lies within lunch."""
        return self.lunch is not None and self.lunch.start <= wall.time() < self.lunch.end

    def of_weekday(self, weekday: int) -> tuple[Span, ...]:
        """The spans of this weekday, 0 being Monday."""
        return self.week[weekday] if self.week else (Span(time(0), time(0)),)


ALWAYS = Hours()


@lru_cache(maxsize=8)
def _open_spans(hours: Hours, day: date, zone: tzinfo | None) -> Instants:
    """Spans of working time from the day before on, touching ones joined."""
    days = [day + timedelta(days=number) for number in range(-1, AHEAD)]
    return _joined(sorted(span for each in days for span in _of_day(hours, each, zone)))


def _of_day(hours: Hours, day: date, zone: tzinfo | None) -> Iterator[tuple[datetime, datetime]]:
    lunch = None if hours.lunch is None else _instants(day, hours.lunch, zone)
    for span in hours.of_weekday(day.weekday()):
        whole = _instants(day, span, zone)
        yield from (whole,) if lunch is None else _without(whole, lunch)


def _instants(day: date, span: Span, zone: tzinfo | None) -> tuple[datetime, datetime]:
    last = day if span.start < span.end else day + timedelta(days=1)
    return _instant(day, span.start, zone), _instant(last, span.end, zone)


def _instant(day: date, clock: time, zone: tzinfo | None) -> datetime:
    return datetime.combine(day, clock, zone).astimezone(UTC)


def _without(span: tuple[datetime, datetime], gap: tuple[datetime, datetime]) -> Iterator[tuple[datetime, datetime]]:
    for start, end in ((span[0], min(span[1], gap[0])), (max(span[0], gap[1]), span[1])):
        if start < end:
            yield start, end


def _joined(spans: list[tuple[datetime, datetime]]) -> Instants:
    joined: list[tuple[datetime, datetime]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return tuple(joined)
