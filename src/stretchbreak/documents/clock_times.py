"""Times, spans of hours and weekdays as people write them: ``14:00``, ``09:00-17:30``, ``mon-fri``, ``:15``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import time
from difflib import get_close_matches
from itertools import pairwise
from typing import Final

from stretchbreak.core.rhythm import Anchor
from stretchbreak.core.settings import ALWAYS, Hours, Range

MIDNIGHT: Final = time(0)
"""As an end it is the end of the day."""

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_LONG = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAYS: Final = {name: index for names in (WEEKDAYS, _LONG) for index, name in enumerate(names)}
"""Every name of a weekday, in small letters, with the weekday."""

_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_MINUTE = re.compile(r":([0-9]{2})")
_TO = re.compile(r"\s*[-\N{EN DASH}]\s*")
_NUMBER = re.compile(r"[0-9]{3,4}")
_MADE_OF_TIMES = range(10 * 60, 24 * 60)
_BARE_HOUR = re.compile(r"[0-9]{1,2}")


class NotationError(ValueError):
    """A text is not written as it should be; tells why, and what to write. Both can be shown to the user."""

    def __init__(self, message: str, remedy: str) -> None:
        self.message = message
        self.remedy = remedy
        super().__init__(f"{message}; {remedy}")


def parse_time(text: str) -> time:
    """The time of day ``14:00`` or ``9:05``. Raises NotationError."""
    found = _TIME.fullmatch(text.strip())
    if not found or int(found[1]) > 23 or int(found[2]) > 59:  # noqa: PLR2004 - hours and minutes of a clock
        raise NotationError(f"{_shown(text)} is not a time of day", _with_quotes(text) or 'write it like "14:00"')
    return time(int(found[1]), int(found[2]))


def parse_anchor(text: str) -> Anchor:
    """A point on the clock: ``:15`` of every hour, or ``10:30`` of every day. Raises NotationError."""
    if found := _MINUTE.fullmatch(text.strip()):
        if int(found[1]) > 59:  # noqa: PLR2004 - minutes of a clock
            raise NotationError(f"{_shown(text)} is not a minute of an hour", 'write it like ":15"')
        return Anchor(int(found[1]))
    try:
        at = parse_time(text)
    except NotationError as error:
        remedy = _with_quotes(text) or 'write it like "10:30", or ":00" for every hour'
        raise NotationError(error.message, remedy) from None
    return Anchor(at.minute, at.hour)


def parse_range(text: str) -> Range:
    """A span of hours ``09:00-17:30``; it may end at ``24:00``. Raises NotationError."""
    ends = _TO.split(text.strip())
    if len(ends) != 2:  # noqa: PLR2004 - a span has two ends
        raise NotationError(f"{_shown(text)} is not a span of hours", 'write it like "09:00-17:30"')
    if all(map(_BARE_HOUR.fullmatch, ends)):
        likely = f'write it as "{int(ends[0]):02}:00-{int(ends[1]):02}:00"'
        raise NotationError(f"{_shown(text)} is not a span of hours", likely)
    start = parse_time(ends[0])
    end = MIDNIGHT if ends[1] == "24:00" else parse_time(ends[1])
    if end != MIDNIGHT and end <= start:
        remedy = "write the earlier time first; hours past midnight are two spans, until 24:00 and from 00:00"
        raise NotationError(f"{_shown(text)} ends {'when' if end == start else 'before'} it begins", remedy)
    return start, end


def parse_weekdays(text: str) -> tuple[int, ...]:
    """The weekdays in ``mon``, ``mon-fri`` or ``mon,wed``, Monday being 0. Raises NotationError."""
    days: list[int] = []
    for part in text.lower().split(","):
        first, *last = map(_weekday, _TO.split(part.strip()))
        if len(last) > 1:
            raise NotationError(f"{_shown(text)} names no weekdays", 'write them like "mon-fri" or "mon,wed"')
        days += _from_to(first, last[0] if last else first)
    twice = next((day for day in days if days.count(day) > 1), None)
    if twice is not None:
        raise NotationError(f"{_shown(text)} names {WEEKDAYS[twice]} twice", "name each weekday once")
    return tuple(days)


def parse_hours(text: str) -> Hours:
    """Working hours in one line: ``mon-fri 09:00-17:30, sat 10:00-12:00``; without weekdays for every day.

    Raises NotationError.
    """
    if text.strip().lower() == "always":
        return ALWAYS
    week: dict[int, list[Range]] = {}
    named: list[int] = []
    is_named = False
    for word in re.split(r"[\s,;]+", _TO.sub("-", text).strip(" ,;\t\n")):
        if word[:1].isdigit():
            for day in named or range(7):
                week.setdefault(day, []).append(parse_range(word))
            is_named = False
        else:
            named = [*(named if is_named else ()), *parse_weekdays(word)]
            is_named = True
    if is_named or not week:
        raise NotationError(f"{_shown(text)} has no hours", 'write them like "mon-fri 09:00-17:30"')
    return tuple(sorted_apart(week.get(day, ())) for day in range(7))


def sorted_apart(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """The ranges in their order. Raises NotationError where two of them overlap."""
    in_order = tuple(sorted(ranges))
    for before, after in pairwise(in_order):
        if before[1] == MIDNIGHT or after[0] < before[1]:
            end = MIDNIGHT if MIDNIGHT in {before[1], after[1]} else max(before[1], after[1])
            message = f'"{write_range(before)}" and "{write_range(after)}" overlap'
            raise NotationError(message, f'make one of them: "{write_range((before[0], end))}"')
    return in_order


def write_range(span: Range) -> str:
    """The span as it is read: ``09:00-17:30``."""
    end = "24:00" if span[1] == MIDNIGHT else f"{span[1]:%H:%M}"
    return f"{span[0]:%H:%M}-{end}"


def write_anchor(anchor: Anchor) -> str:
    """The point on the clock as it is read: ``:15`` or ``10:30``."""
    return anchor.name


def write_weekdays(days: Sequence[int]) -> str:
    """Sorted weekdays as they are read, neighbours together: ``mon-wed,sat``."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ",".join(WEEKDAYS[run[0]] + (f"-{WEEKDAYS[run[-1]]}" if len(run) > 1 else "") for run in runs)


def _with_quotes(text: str) -> str:
    """What to write instead of a number into which other YAML tools turn a time without quotes; empty for others."""
    number = int(text) if _NUMBER.fullmatch(text.strip()) else 0
    if number not in _MADE_OF_TIMES:
        return ""
    meant = f"{number // 60}:{number % 60:02}"
    return f'other YAML tools make this of {meant} without quotes: write it as "{meant}"'


def _weekday(name: str) -> int:
    if name not in DAYS:
        near = get_close_matches(name[:40], DAYS, n=1, cutoff=0.5)
        remedy = f'did you mean "{WEEKDAYS[DAYS[near[0]]]}"?' if near else f"the weekdays are {', '.join(WEEKDAYS)}"
        raise NotationError(f"{_shown(name)} is not a weekday", remedy)
    return DAYS[name]


def _from_to(first: int, last: int) -> list[int]:
    """The days from ``first`` to ``last``, through the weekend if need be."""
    return [(first + step) % 7 for step in range((last - first) % 7 + 1)]


def _shown(text: str) -> str:
    # What cannot be shown is left out: the sentence may go straight to a terminal.
    return '"{}"'.format("".join(character for character in text.strip() if character.isprintable())[:40])
