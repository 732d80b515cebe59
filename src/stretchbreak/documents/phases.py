"""The phases of a rep, in their short form (``move: 2s Slide up``) and their full one (``phases``)."""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import dataclass, replace
from typing import Final

from stretchbreak.core.exercise import Phase, PhaseKind
from stretchbreak.documents.durations import parse_duration
from stretchbreak.documents.excerpt import printable
from stretchbreak.documents.findings import Findings
from stretchbreak.documents.nodes import Node, Scalar
from stretchbreak.documents.records import Field, Record, Values
from stretchbreak.documents.shapes import Duration, Listed, Text, scalar_of, words
from stretchbreak.documents.source import Span
from stretchbreak.documents.texts import check_text

SECONDS_SHAPE = Duration(longest=600.0)
MOST_PHASES = 20

SAID: Final[Map[PhaseKind, str]] = {"move": "Move", "hold": "Hold", "return": "Back", "rest": "", "step": "Step"}
"""What the voice says where a phase does not tell."""

SHOWN: Final[Map[PhaseKind, str]] = {**SAID, "rest": "Rest"}
"""The cue of a phase that has no words of its own."""

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
UNITS: Final = frozenset({"s", "sec", "secs", "second", "seconds", "m", "min", "mins", "minute", "minutes"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A phase as it is written, with the places of its parts; a place is None for what was not written here."""

    kind: PhaseKind
    seconds: float
    cue: str | None = None
    say: str | None = None
    seconds_at: Span | None = None
    cue_at: Span | None = None
    say_at: Span | None = None

    def finished(self) -> Phase:
        """The phase, with the usual words where it has none of its own."""
        cue = self.cue or SHOWN[self.kind]
        return Phase(
            kind=self.kind, seconds=self.seconds, cue=cue, say=SAID[self.kind] if self.say is None else self.say
        )


@dataclass(frozen=True, slots=True)
class Short:
    """A phase in one line: its duration, then its words."""

    kind: PhaseKind

    @property
    def wanted(self) -> str:
        """What it wants, as it follows "must be"."""
        return "a duration like 2s and a few words"

    def read(self, node: Node, name: str, findings: Findings) -> Draft:
        """The phase that the line describes."""
        scalar = scalar_of(node, name, self.wanted, findings)
        word, _, rest = scalar.text.strip().partition(" ")
        seconds = _plain_seconds(word) or SECONDS_SHAPE.take(scalar, word, name, findings, _remedy(name, word, rest))
        check_text(scalar, name, findings, fills=True)
        _check_unit(scalar, name, word, rest, findings)
        start = scalar.text.find(rest) if rest else 0
        at = scalar.part(start, len(rest)) if rest else scalar.span
        return Draft(
            kind=self.kind,
            seconds=seconds,
            cue=" ".join(rest.split()) or None,
            seconds_at=scalar.part(0, len(word)),
            cue_at=at,
        )


def _plain_seconds(word: str) -> float | None:
    """The duration, if it is one as it should be: then nobody has to think about how it would be right."""
    try:
        seconds = parse_duration(word, bare="seconds")
    except ValueError:
        return None
    return seconds if seconds <= SECONDS_SHAPE.longest else None


def _check_unit(scalar: Scalar, name: str, word: str, rest: str, findings: Findings) -> None:
    unit, _, words_left = rest.partition(" ")
    if word[-1].isdigit() and unit.lower().rstrip(".,") in UNITS:
        remedy = f'write it as "{name}: {word}{unit[0].lower()} {printable(words_left)}"'
        findings.error(scalar.part(0, len(word) + 1 + len(unit)), f"{name} has a space inside its duration", remedy)


def _remedy(name: str, word: str, rest: str) -> str:
    """How the line would be right, as far as that can be guessed."""
    seconds = _NUMBERS.index(word.lower()) + 1 if word.lower() in _NUMBERS else 2
    is_amount = word.lower() in _NUMBERS or any(map(str.isdigit, word))
    told = " ".join(printable(rest if is_amount else f"{word} {rest}").split())[:60]
    return f'write it as "{name}: {seconds}s {told}"' if told else f'write it as "{name}: {seconds}s"'


KIND: Field[PhaseKind] = Field(
    "phase",
    words("move", "hold", "return", "rest", "step"),
    "What happens: move, hold, return, rest, or step for anything else.",
    required=True,
)
SECONDS = Field("seconds", SECONDS_SHAPE, "How long it takes at the standard tempo.", required=True)
CUE = Field("cue", Text(fills=True), "What to do, in at most 40 characters; {side} and {other} are filled in.")
SAY = Field("say", Text(fills=True), "The one or two words that a voice says, in at most 10 characters.")
PHASE = Record("a phase", (KIND, SECONDS, CUE, SAY))

PHASES = Field(
    "phases",
    Listed(each=PHASE, least=1, most=MOST_PHASES),
    "The phases of a rep in their full form, in the order in which they are done.",
)
MOVE = Field("move", Short("move"), "The way into the position, in short form: 2s Slide the arms up.")
HOLD = Field("hold", Short("hold"), "What is held, in short form: 2s Long neck.")
RETURN = Field("return", Short("return"), "The way back, in short form: 1.5s Slide down.")
REST = Field("rest", Short("rest"), "The pause before the next rep, in short form: 0.5s Loose.")
STEP = Field("step", Short("step"), "Anything that is none of these, in short form: 10s Look far away.")
SHORT_FORM = (MOVE, HOLD, RETURN, REST, STEP)


def drafts_of(values: Values, base: tuple[Phase, ...], findings: Findings) -> tuple[Draft, ...]:
    """The phases of an exercise: those written here, in place of or merged into those of its ``base``."""
    short = tuple(values.among(SHORT_FORM))
    if values.has(PHASES):
        if values.has(*SHORT_FORM):
            message = "phases are written twice: in their short form here, and under phases"
            findings.error(values.place(*SHORT_FORM), message, "keep one of the two forms")
        written: tuple[Values, ...] = values.get(PHASES, ())
        return tuple(map(_full, written))
    if base:
        return _merged(short, base, findings)
    return short


def _full(values: Values) -> Draft:
    # Where a part could not be read, that was noted, and any value will do: nobody will see the exercise.
    return Draft(
        kind=values.get(KIND, "rest"),
        seconds=values.get(SECONDS, 1.0),
        cue=values.get(CUE, None),
        say=values.get(SAY, None),
        seconds_at=values.place(SECONDS),
        cue_at=values.place(CUE),
        say_at=values.place(SAY),
    )


def _merged(short: tuple[Draft, ...], base: tuple[Phase, ...], findings: Findings) -> tuple[Draft, ...]:
    """The phases of ``base``, those that are written here in short form changed."""
    drafts = [Draft(kind=phase.kind, seconds=phase.seconds, cue=phase.cue, say=phase.say) for phase in base]
    for change in short:
        places = [index for index, phase in enumerate(base) if phase.kind == change.kind]
        if len(places) != 1:
            message = f"the exercise that is used has {len(places) or 'no'} {change.kind} phases, not one to change"
            findings.error(change.seconds_at, message, "write all phases out, under phases")
            continue
        old = drafts[places[0]]
        drafts[places[0]] = replace(change, cue=change.cue or old.cue, say=old.say)
    return tuple(drafts)
