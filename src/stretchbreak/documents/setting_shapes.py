"""The shapes that only settings have: longer durations, points on the clock, working hours, commands, time zones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from math import inf
from typing import Final, Generic, TypeVar
from zoneinfo import ZoneInfo, available_timezones

from stretchbreak.core import wording
from stretchbreak.core.rhythm import Anchor
from stretchbreak.core.settings import ALWAYS, Hours, Range
from stretchbreak.documents.clock_times import (
    WEEKDAYS,
    NotationError,
    parse_anchor,
    parse_range,
    parse_weekdays,
    sorted_apart,
)
from stretchbreak.documents.durations import UnlikelyDurationError, parse_duration
from stretchbreak.documents.excerpt import quoted
from stretchbreak.documents.findings import Findings, UnreadableError
from stretchbreak.documents.nodes import Entry, Mapping, Node, Scalar, Sequence
from stretchbreak.documents.shapes import Shape, described, nearest, scalar_of
from stretchbreak.documents.source import Span

T = TypeVar("T")

LUNCH: Final = "lunch"
NONE: Final = "none"

SHORTEST_CITY: Final = 3

# What YAML 1.1 takes for a number to the base of sixty.
_SEXAGESIMAL = re.compile(r"([1-9][0-9]*):([0-5]?[0-9])")


@dataclass(frozen=True, slots=True)
class Placed(Generic[T]):
    """A value and where it is written."""

    value: T
    span: Span


@dataclass(frozen=True, slots=True)
class InPlace(Generic[T]):
    """A shape whose values remember where they are written."""

    shape: Shape[T]

    @property
    def wanted(self) -> str:
        """What it wants, as it follows "must be"."""
        return self.shape.wanted

    def read(self, node: Node, name: str, findings: Findings) -> Placed[T]:
        """The value with its place."""
        return Placed(self.shape.read(node, name, findings), node.span)


@dataclass(frozen=True, slots=True)
class Known(Generic[T]):
    """One of a few words, all of which are told to whoever writes another one. ``noun`` is what they name."""

    words: tuple[T, ...]
    noun: str

    @property
    def wanted(self) -> str:
        """What it wants, as it follows "must be"."""
        return " or ".join(map(str, self.words))

    def read(self, node: Node, name: str, findings: Findings) -> T:
        """The word."""
        scalar = scalar_of(node, name, self.wanted, findings)
        known = {str(word): word for word in self.words}
        if scalar.text not in known:
            near = nearest(scalar.text, known)
            remedy = f'did you mean "{near}"?' if near else f"known are {', '.join(known)}"
            findings.refuse(scalar.span, f"there is no {self.noun} called {quoted(scalar.text)} here", remedy)
        return known[scalar.text]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A duration from ``least`` to ``most`` seconds, in which a bare number counts minutes."""

    least: float
    most: float
    example: str

    @property
    def wanted(self) -> str:
        """What it wants, as it follows "must be"."""
        return f"a duration like {self.example}"

    def read(self, node: Node, name: str, findings: Findings) -> float:
        """Its seconds."""
        scalar = scalar_of(node, name, self.wanted, findings)
        remedy = f'write it as "{name}: {self.example}"'
        try:
            seconds = parse_duration(scalar.text, bare="minutes")
        except UnlikelyDurationError:
            seconds = inf
        except ValueError:
            if ":" in scalar.text:
                remedy += '; times of the clock go under "at"' if name == "every" else ""
            return findings.refuse(scalar.span, f"{name} must be {self.wanted}, not {quoted(scalar.text)}", remedy)
        if not self.least <= seconds <= self.most:
            limits = f"from {wording.duration(self.least)} to {wording.duration(self.most)}"
            findings.refuse(scalar.span, f"{name} must be {limits}, not {quoted(scalar.text)}", remedy)
        return seconds


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A point on the clock, in quotes, because other YAML tools take ``10:00`` for a number."""

    @property
    def wanted(self) -> str:
        """What it wants, as it follows "must be"."""
        return 'a time like "10:30", or ":00" for every hour'

    def read(self, node: Node, name: str, findings: Findings) -> Anchor:
        """The point on the clock; a warning where it stands without quotes."""
        scalar = scalar_of(node, name, self.wanted, findings)
        try:
            anchor = parse_anchor(scalar.text)
        except NotationError as error:
            findings.refuse(scalar.span, f"{name}: {error.message}", error.remedy)
        if scalar.plain:
            _warn_of_numbers(scalar, findings)
        return anchor


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A span of hours like ``09:00-17:30``; the word ``none`` where ``none`` is allowed."""

    @property
    def wanted(self) -> str:
        """What it wants, as it follows "must be"."""
        return 'a span of hours like "09:00-17:30"'

    def read(self, node: Node, name: str, findings: Findings) -> Range:
        """Its beginning and its end."""
        scalar = scalar_of(node, name, self.wanted, findings)
        try:
            return parse_range(scalar.text)
        except NotationError as error:
            return findings.refuse(scalar.span, f"{name}: {error.message}", error.remedy)


@dataclass(frozen=True, slots=True)
class Week:
    """Working hours as they are written: of the weekdays that are named, and lunch if it is told (None: none).

    Hours that are not ``whole``, because something in them cannot be read, are not to be judged further.
    """

    days: dict[int, tuple[Range, ...]] = field(default_factory=dict)
    lunch: tuple[Placed[Range | None], ...] = ()
    whole: bool = True

    @property
    def hours(self) -> Hours:
        """The hours of all seven days; every hour where no day is named."""
        return tuple(self.days.get(day, ()) for day in range(7)) if self.days else ALWAYS

    def over(self, beneath: Week) -> Week:
        """These hours for the days that they name, and those of ``beneath`` for the others."""
        if self is EVERY_HOUR:
            return self
        return Week(beneath.days | self.days, self.lunch or beneath.lunch, self.whole and beneath.whole)


EVERY_HOUR: Final = Week()


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """``always``, or the hours of each weekday and lunch."""

    @property
    def wanted(self) -> str:
        """What it wants, as it follows "must be"."""
        return 'weekdays with their hours, like {mon-fri: "09:00-17:30"}'

    def read(self, node: Node, name: str, findings: Findings) -> Week:
        """The week as far as it can be read; what is wrong with the rest is noted."""
        if isinstance(node, Scalar) and node.text == "always":
            return EVERY_HOUR
        if not isinstance(node, Mapping):
            remedy = f'write it as "{name}: {{mon-fri: "09:00-17:30"}}", or "{name}: always"'
            findings.refuse(node.span, f"{name} must be {self.wanted}, not {described(node)}", remedy)
        known = len(findings.problems)
        week = Week(lunch=tuple(_lunch(node, findings)))
        taken: dict[int, Scalar] = {}
        for entry in node.entries:
            if entry.key.text != LUNCH:
                _read_days(entry, week, taken, findings)
        return replace(week, whole=len(findings.problems) == known)


@dataclass(frozen=True, slots=True)
class Command:
    """A command line as the user would type it."""

    longest: int = 500

    @property
    def wanted(self) -> str:
        """What it wants, as it follows "must be"."""
        return "a command"

    def read(self, node: Node, name: str, findings: Findings) -> str:
        """The command, letter by letter."""
        scalar = scalar_of(node, name, self.wanted, findings)
        text = scalar.text.strip()
        if bad := next((letter for letter in text if not letter.isprintable()), None):
            message = f"{name} holds the invisible character U+{ord(bad):04X}"
            findings.refuse(scalar.span, message, "write the command in one line; a longer one goes into a script")
        if len(text) > self.longest:
            message = f"{name} is {len(text)} characters long; at most {self.longest} are run"
            findings.refuse(scalar.span, message, "put it into a script, and name that")
        return text


@dataclass(frozen=True, slots=True)
class Zone:
    """A time zone by its name in the time zone database."""

    @property
    def wanted(self) -> str:
        """What it wants, as it follows "must be"."""
        return "a time zone like Europe/Berlin"

    def read(self, node: Node, name: str, findings: Findings) -> str:
        """The name of a zone that there is."""
        scalar = scalar_of(node, name, self.wanted, findings)
        try:
            ZoneInfo(scalar.text)
        except (LookupError, ValueError, OSError):
            # Asked only now: listing all six hundred means reading their folder.
            near = nearest_zones(scalar.text)
            meant = " or ".join(f'"{zone}"' for zone in near)
            remedy = f"did you mean {meant}?" if near else "write it like Europe/Berlin, or delete the line"
            findings.refuse(scalar.span, f"{name}: there is no time zone {quoted(scalar.text)}", remedy)
        return scalar.text


def nearest_zones(name: str) -> list[str]:
    """Zones that were probably meant, by their whole name or by their city."""
    zones = sorted(available_timezones())
    city = name.rpartition("/")[2].strip().lower().replace(" ", "_")
    if len(city) < SHORTEST_CITY or ".." in name:
        return []
    same = [zone for zone in zones if zone.rpartition("/")[2].lower() == city]
    near = nearest(name, dict.fromkeys(zones))
    if not (same or near):
        cities = {zone.rpartition("/")[2]: zone for zone in reversed(zones)}
        close = nearest(city, cities)
        near = cities[close] if close else None
    return list(dict.fromkeys([*same, *([near] if near else [])]))[:3]


def _warn_of_numbers(scalar: Scalar, findings: Findings) -> None:
    found = _SEXAGESIMAL.fullmatch(scalar.text)
    told = f"as the number {int(found[1]) * 60 + int(found[2])}" if found else "from 10:00 on as numbers"
    message = f"{scalar.text} is not in quotes: other YAML tools read {'it' if found else 'such times'} {told}"
    findings.warning(scalar.span, message, f'write it as "{scalar.text}", with the quotes')


def _lunch(node: Mapping, findings: Findings) -> Iterator[Placed[Range | None]]:
    for entry in node.entries:
        if entry.key.text == LUNCH:
            yield from _told(entry, LUNCH, findings)


def _told(entry: Entry, name: str, findings: Findings) -> Iterator[Placed[Range | None]]:
    """Each span under a key; None for the word ``none``. What cannot be read is noted and left out."""
    if isinstance(entry.value, Scalar) and entry.value.is_null:
        findings.error(entry.key.span, f"{name} has no value", f"write {TimeSpan().wanted} after the colon")
        return
    if isinstance(entry.value, Scalar) and entry.value.text == NONE:
        yield Placed(None, entry.value.span)
        return
    for node in entry.value.items if isinstance(entry.value, Sequence) and name != LUNCH else (entry.value,):
        try:
            yield Placed(TimeSpan().read(node, name, findings), node.span)
        except UnreadableError:
            continue


def _read_days(entry: Entry, week: Week, taken: dict[int, Scalar], findings: Findings) -> None:
    """Take up the hours of one weekday or of several."""
    key = entry.key
    try:
        days = parse_weekdays(key.text)
    except NotationError as error:
        near = nearest(key.text, {LUNCH: None})
        findings.error(key.span, f"hours: {error.message}", f'did you mean "{near}"?' if near else error.remedy)
        return
    ranges = _apart(list(_told(entry, key.text, findings)), findings)
    for day in days:
        if first := taken.get(day):
            place = f'line {first.span.line}, column {first.span.column} ("{first.text}")'
            findings.error(key.span, f"{WEEKDAYS[day]} has its hours already in {place}", "name each weekday once")
            return
        taken[day] = key
        week.days[day] = ranges


def _apart(told: list[Placed[Range | None]], findings: Findings) -> tuple[Range, ...]:
    """The spans in their order; the first that overlaps one before it is noted, where it is written."""
    good: tuple[Range, ...] = ()
    for span in told:
        if span.value is None:
            continue
        try:
            good = sorted_apart((*good, span.value))
        except NotationError as error:
            findings.error(span.span, error.message, error.remedy)
    return good
