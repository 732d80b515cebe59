"""Every key of the settings file: its shape, and what it is for. A profile has the same keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, get_args

from stretchbreak.core.effects import DecisionKind
from stretchbreak.core.exercise import Place, Side
from stretchbreak.core.settings import HoldReason, Pick
from stretchbreak.core.tempo import Tempo
from stretchbreak.documents.excerpt import quoted
from stretchbreak.documents.findings import Findings, UnreadableError
from stretchbreak.documents.nodes import Mapping, Node
from stretchbreak.documents.records import Field, Record, Values
from stretchbreak.documents.setting_shapes import (
    LUNCH,
    NONE,
    ClockTime,
    Command,
    InPlace,
    Known,
    Stretch,
    WorkingHours,
    Zone,
)
from stretchbreak.documents.shapes import Choice, Either, Flag, Listed, Shape, Text, Whole, described, words
from stretchbreak.documents.source import Span

_HOUR = 3600.0
_INTERVAL = Stretch(least=1.0, most=24 * _HOUR, example="60m")
_NAME: Shape[Any] = InPlace(Text(longest=80, required=True))

OFF: Final = Values(Span(1, 1), {NONE: True})
"""What stands for a whole mapping of keys when it is switched off."""


def _or_none(record: Record) -> Either[Values]:
    return Either(Choice({NONE: OFF}), record)


EVERY = Field("every", _INTERVAL, "Time of work between two breaks; 60m unless told.")
AT = Field(
    "at",
    Listed(each=ClockTime(), least=1, most=60, lone=True),
    'Times of the clock instead of an interval: ":00" every hour, "10:30" every day.',
)
ROUTINES = Field(
    "routine",
    Listed(each=_NAME, least=1, most=20, lone=True),
    "The routine of each break, or a list of them.",
)
PICK: Field[Pick] = Field(
    "pick",
    words("in-turn", "least-recent"),
    "Which of several routines comes next: in turn, or the one not done for longest; in-turn unless told.",
)
_RHYTHM = Record("a rhythm", (EVERY, AT, ROUTINES, PICK), lone=EVERY.name)
RHYTHM = Field("rhythm", _RHYTHM, "When a break falls due, and what is done.")

SMALL_EVERY = Field("every", _INTERVAL, "Time of work between two small breaks; 20m unless told.")
SMALL_ROUTINE: Field[Any] = Field("routine", _NAME, "What is done in a small break.")
SMALL = Field(
    "small",
    _or_none(Record("a small rhythm", (SMALL_EVERY, SMALL_ROUTINE))),
    "A second, lighter rhythm between the main breaks; none unless told.",
)

HOURS = Field(
    "hours",
    WorkingHours(),
    "Working hours of each weekday, and lunch: no break is offered outside. Always unless told.",
)
TEMPO: Field[Tempo] = Field(
    "tempo", words("gentle", "standard", "brisk"), "How fast a rep goes: 8, 6 or 5 seconds; standard unless told."
)
FIRST: Field[Side] = Field("first", words("right", "left"), "The side that comes first; right unless told.")
HEADS_UP = Field(
    "heads_up",
    Stretch(least=0.0, most=_HOUR, example="2m"),
    "How long before a break it is announced; 2m unless told.",
)

IDLE = Field("idle", Stretch(least=1.0, most=600.0, example="20s"), "The pause in typing that an offer waits for.")
AT_MOST = Field("at_most", Stretch(least=0.0, most=_HOUR, example="5m"), "How long it waits for one.")
WAIT_FOR_PAUSE = Field(
    "wait_for_pause",
    _or_none(Record("wait_for_pause", (IDLE, AT_MOST))),
    "An offer waits for a pause in typing, where that can be told; 20s, at most 5m, unless told.",
)
NATURAL_BREAK = Field(
    "natural_break",
    Stretch(least=1.0, most=24 * _HOUR, example="5m"),
    "An absence this long counts as a break; 5m unless told.",
)

MINUTES = Field("minutes", Stretch(least=1.0, most=4 * _HOUR, example="5"), "How long a break is put off.")
SNOOZES = Field("at_most", Whole(0, 5), "How many times in a row, 0 to 5.")
SNOOZE = Field("snooze", Record("snooze", (MINUTES, SNOOZES)), "Putting a break off; 5 minutes, at most 2 times.")

TARGET = Field("target", Whole(0, 50), "Full routines a day to aim for; 2 unless told.")

SOUND = Field("sound", Flag(), "Whether a break may be heard; true unless told.")
VOLUME = Field("volume", Whole(0, 100, usual=70), "How loud tones and voice are, 0 to 100; 70 unless told.")
VOICE = Field("voice", Flag(), "Whether cues are spoken; false unless told.")
REPEAT = Field("repeat", Whole(0, 5), "How many reminders follow an offer; 2 unless told.")
ALERTS = Field("alerts", Record("alerts", (SOUND, VOLUME, VOICE, REPEAT)), "How a break makes itself heard.")

_REASON: Shape[HoldReason] = words("meeting", "do-not-disturb", "microphone", "full-screen")
_PLACE: Shape[Place] = Known(("doorway", "floor"), "place")
WITHOUT = Field(
    "without",
    Listed(each=_PLACE, most=2, lone=True),
    "Places that cannot be had: what needs one is done in its seated form, if it has one. None unless told.",
)

HOLD_FOR = Field("hold_for", Listed(each=_REASON, most=4), "What may hold a break back, where it can be told.")

COMMANDS = tuple(Field(what, Command(), f"A command to run at every {what}.") for what in get_args(DecisionKind))
HOOKS = Field("hooks", Record("hooks", COMMANDS), "Commands of your own; each may take 5 s and delays nothing.")

TERMINAL = Field("terminal", Command(), "The command that opens a window for a break of an engine in the background.")
TZ = Field("tz", Zone(), "The time zone that hours and clock times are meant in; the machine's own unless told.")

KEYS: Final[tuple[Field[Any], ...]] = (
    *(RHYTHM, SMALL, HOURS, TEMPO, FIRST, HEADS_UP, WAIT_FOR_PAUSE, NATURAL_BREAK, SNOOZE, TARGET, ALERTS),
    *(WITHOUT, HOLD_FOR, HOOKS, TERMINAL, TZ),
)
_INNER: Final = (
    (RHYTHM, (EVERY, AT, ROUTINES, PICK)),
    (SNOOZE, (MINUTES,)),
    (ALERTS, (SOUND, VOLUME, VOICE, REPEAT)),
    (WAIT_FOR_PAUSE, (IDLE,)),
    # Whoever writes heads-up or snooze at the top means the key that is there.
    (HOOKS, tuple(key for key in COMMANDS if key.name not in {"heads-up", SNOOZE.name})),
)
_ELSEWHERE: Final = {key.name: outer.name for outer, inner in _INNER for key in inner} | {LUNCH: HOURS.name}

PROFILE = Record("a profile", KEYS, elsewhere=_ELSEWHERE)


@dataclass(frozen=True, slots=True)
class Profiles:
    """Names, each with settings of its own."""

    @property
    def wanted(self) -> str:
        """What it wants, as it follows "must be"."""
        return "names, each with settings of its own"

    def read(self, node: Node, name: str, findings: Findings) -> dict[str, Values]:
        """The settings of every profile, as far as they can be read."""
        if not isinstance(node, Mapping):
            remedy = f'write it like "{name}: {{home: {{tempo: gentle}}}}"'
            findings.refuse(node.span, f"{name} must be {self.wanted}, not {described(node)}", remedy)
        found: dict[str, Values] = {}
        for entry in node.entries:
            if not entry.key.text.isprintable() or not entry.key.text.strip():
                findings.error(entry.key.span, f"{quoted(entry.key.text)} is no name for a profile", "use a word")
                continue
            try:
                found[entry.key.text] = PROFILE.read(entry.value, f"the profile {entry.key.text}", findings)
            except UnreadableError:
                found[entry.key.text] = Values(entry.key.span)
        return found


PROFILES = Field("profiles", Profiles(), "Settings that take the place of those above when --profile names them.")
SETTINGS = Record("the settings file", (*KEYS, PROFILES), elsewhere=_ELSEWHERE)
