"""A scripted day → what happens on it, in order, and the settings it is played with."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from stretchbreak.core.settings import Settings
from stretchbreak.core.simulation import Act, Deed
from stretchbreak.documents.clock_times import NotationError, parse_time
from stretchbreak.documents.durations import parse_duration
from stretchbreak.documents.excerpt import quoted
from stretchbreak.documents.findings import Findings, reading
from stretchbreak.documents.nodes import Node, read_tree
from stretchbreak.documents.records import Field, Record, Values
from stretchbreak.documents.setting_keys import SETTINGS as SETTINGS_RECORD
from stretchbreak.documents.setting_shapes import InPlace, Placed, Stretch, Zone
from stretchbreak.documents.settings import settings_of
from stretchbreak.documents.shapes import Listed, Text, nearest, scalar_of
from stretchbreak.documents.source import Reading, Source, Span

_LONGEST = 24 * 3600.0
_AWAY = Stretch(least=1.0, most=_LONGEST, example="45m")
REASONS: Final = ("meeting", "focus", "pain", "not needed")
ALONE: Final[tuple[Deed, ...]] = ("start", "mini", "snooze", "skip", "done", "pause", "resume", "stop")


@dataclass(frozen=True, slots=True)
class Date:
    """A date as ISO 8601 writes it."""

    @property
    def wanted(self) -> str:
        """What it wants, as it follows "must be"."""
        return "a date like 2026-03-02"

    def read(self, node: Node, name: str, findings: Findings) -> date:
        """The date."""
        scalar = scalar_of(node, name, self.wanted, findings)
        try:
            return date.fromisoformat(scalar.text)
        except ValueError:
            remedy = f'write it as "{name}: 2026-03-02"'
            return findings.refuse(scalar.span, f"{name} must be {self.wanted}, not {quoted(scalar.text)}", remedy)


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """A time of the clock."""

    @property
    def wanted(self) -> str:
        """What it wants, as it follows "must be"."""
        return 'a time like "14:00"'

    def read(self, node: Node, name: str, findings: Findings) -> time:
        """The time."""
        scalar = scalar_of(node, name, self.wanted, findings)
        try:
            return parse_time(scalar.text)
        except NotationError as error:
            return findings.refuse(scalar.span, f"{name}: {error.message}", error.remedy)


@dataclass(frozen=True, slots=True)
class Reps:
    """A number of reps, or the word ``all``."""

    @property
    def wanted(self) -> str:
        """What it wants, as it follows "must be"."""
        return "all, or a number of reps"

    def read(self, node: Node, name: str, findings: Findings) -> int | None:
        """The number; None for all."""
        scalar = scalar_of(node, name, self.wanted, findings)
        if scalar.text == "all":
            return None
        if not (scalar.text.isascii() and scalar.text.isdigit()):
            remedy = f'write it as "{name}: all" or "{name}: 7"'
            findings.refuse(scalar.span, f"{name} must be {self.wanted}, not {quoted(scalar.text)}", remedy)
        return int(scalar.text)


AT = Field("at", InPlace(TimeOfDay()), "When it happens.", required=True)
DO = Field("do", InPlace(Text(longest=60, required=True)), "What the user does: start, mini, snooze, skip, done ...")
REPS = Field("reps", Reps(), "Reps done before leaving the break; all unless told.")
IDLE = Field("idle", _AWAY, "Nobody touches the machine for so long.")
SLEEP = Field("sleep", _AWAY, "The machine sleeps for so long.")
TYPING = Field("typing", _AWAY, "Somebody types for so long, without a pause.")
MEETING = Field("meeting", _AWAY, "A meeting of this length begins.")
LASTING = (IDLE, SLEEP, TYPING, MEETING)
EVENT = Record("an event", (AT, DO, REPS, *LASTING))

DAY = Field("day", Date(), "The date; today unless told.")
TZ = Field("tz", Zone(), "The time zone; the machine's own unless told.")
START = Field("start", TimeOfDay(), "When the day begins; 00:00 unless told.")
END = Field("end", TimeOfDay(), "When it ends; midnight unless told.")
SETTINGS: Field[Values] = Field("settings", SETTINGS_RECORD, "Settings, as in the settings file.")
EVENTS = Field("events", Listed(each=EVENT, most=1000), "What happens, in order.")
SCRIPT = Record("a day", (DAY, TZ, START, END, SETTINGS, EVENTS))


@dataclass(frozen=True, slots=True, kw_only=True)
class DayScript:
    """A day to be played. ``settings`` is None where the script has none."""

    start: datetime
    end: datetime
    settings: Settings | None
    acts: tuple[Act, ...] = field(default=())


def read_day(source: Source, today: date, zone: tzinfo | None) -> Reading[DayScript]:
    """Read a scripted day; ``today`` and ``zone`` count where it does not say."""

    def read(findings: Findings) -> DayScript:
        values = SCRIPT.read(read_tree(source, findings), "the file", findings)
        name = values.get(TZ, None)
        on = _On(values.get(DAY, today), zone if name is None else ZoneInfo(name))
        start, end = on.at(values.get(START, time(0))), on.end(values.get(END, time(0)))
        if end <= start:
            findings.error(values.place(END, START), "the day ends before it begins", "let end be later than start")
        written = values.get(SETTINGS, None)
        acts = [_act(event, on, findings) for event in values.get(EVENTS, ())]
        _check_order(values.get(EVENTS, ()), findings)
        _check_within(values.get(EVENTS, ()), on, (start, end), findings)
        return DayScript(
            start=start,
            end=end,
            settings=None if written is None else settings_of(written, findings),
            acts=tuple(act for act in acts if act is not None),
        )

    return reading(source, read)


@dataclass(frozen=True, slots=True)
class _On:
    """The day that times belong to."""

    day: date
    zone: tzinfo | None

    def at(self, clock: time) -> datetime:
        return datetime.combine(self.day, clock, self.zone)

    def end(self, clock: time) -> datetime:
        return self.at(clock) if clock > time(0) else datetime.combine(self.day + timedelta(days=1), clock, self.zone)


def _act(event: Values, on: _On, findings: Findings) -> Act | None:
    placed: Placed[time] | None = event.get(AT, None)
    kinds = [key for key in (DO, *LASTING) if event.has(key)]
    if len(kinds) != 1:
        message = "an event is one of do, idle, sleep, typing and meeting"
        findings.error(event.span, message, 'write one, like "do: start"')
    if placed is None or len(kinds) != 1:
        return None
    at = on.at(placed.value)
    for key in LASTING:
        if event.has(key):
            return Act(at=at, doing=key.name, seconds=event.get(key, 0.0))  # type: ignore[arg-type]  # each is one
    done: Placed[str] | None = event.get(DO, None)
    return None if done is None else _do(done, at, event.get(REPS, None), findings)


def _do(done: Placed[str], at: datetime, reps: int | None, findings: Findings) -> Act | None:
    word, _, rest = done.value.partition(" ")
    match word, rest:
        case "pause" | "snooze" | "every", str() if rest:
            return _for(word, done.span, rest, at, findings)
        case "skip", str() if rest:
            if rest not in REASONS:
                findings.error(
                    done.span, f"{quoted(rest)} is no reason to skip", f"write one of {', '.join(REASONS)}"
                )
            return Act(at=at, doing="skip", reason=rest)
        case _ if done.value in ALONE:
            return Act(at=at, doing=word, reps=reps)  # type: ignore[arg-type]  # it is one of them
    near = nearest(word, dict.fromkeys(ALONE))
    remedy = f'did you mean "{near}"?' if near else f"write one of {', '.join(ALONE)}, every"
    findings.error(done.span, f"nobody can do {quoted(done.value)} here", remedy)
    return None


def _for(deed: Deed, span: Span, rest: str, at: datetime, findings: Findings) -> Act | None:
    try:
        if deed == "pause" and rest.startswith("until "):
            until = datetime.combine(at.date(), parse_time(rest.removeprefix("until ")), at.tzinfo)
            seconds = (until.astimezone(UTC) - at.astimezone(UTC)).total_seconds()
        else:
            seconds = parse_duration(rest, bare="minutes")
    except (NotationError, ValueError):
        seconds = 0.0
    if seconds <= 0:
        also = ' or "pause until 14:00"' if deed == "pause" else ""
        findings.error(span, f"nobody can {deed} {quoted(rest)}", f'write it like "{deed} 30m"{also}')
        return None
    return Act(at=at, doing=deed, seconds=seconds)


def _check_within(events: tuple[Values, ...], on: _On, day: tuple[datetime, datetime], findings: Findings) -> None:
    for event in events:
        placed: Placed[time] | None = event.get(AT, None)
        if placed is not None and not day[0] <= on.at(placed.value) <= day[1]:
            message = f"this event lies outside the day, which goes from {day[0]:%H:%M} to {day[1]:%H:%M}"
            findings.error(placed.span, message, "change its time, or start or end of the day")


def _check_order(events: tuple[Values, ...], findings: Findings) -> None:
    before: Placed[time] | None = None
    for event in events:
        placed: Placed[time] | None = event.get(AT, None)
        if placed is not None and before is not None and placed.value < before.value:
            message = f"this event comes after one at {before.value:%H:%M}, but happens earlier"
            findings.error(placed.span, message, "put the events in the order in which they happen")
        before = placed or before
