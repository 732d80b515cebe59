"""What an exercise is: its phases, its dose and its sides.

The dose of the four shipped protocols (holds of 2 seconds, 10 reps, each side) is that of active isolated
stretching as its practitioners describe it; ``docs/evidence.md`` has the sources.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Side = Literal["left", "right"]
PhaseKind = Literal["move", "hold", "return", "rest", "step"]
Order = Literal["block", "alternate", "single"]
"""All reps of one side and then of the other; each rep on both; only the first side, in a mini dose."""

ExerciseKind = Literal["ais", "strength", "mobility", "timed", "steps"]

Place = Literal["doorway", "floor"]
"""What some exercises need, and their seated twins do not."""

AIS_HOLD_LIMIT = 2.0
"""Longest hold of an active isolated stretch, in seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """One part of a rep: what to do, for how many seconds, and the one or two words a voice says."""

    kind: PhaseKind
    seconds: float
    cue: str
    say: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """How a two-sided exercise goes from one side to the other.

    ``means`` says what "right" names (the direction of a tilt, the arm on the frame); ``stretches`` whether the
    side that is named or the opposite one is lengthened: tilting right stretches the left.
    """

    order: Order = "block"
    first: Side = "right"
    means: str = ""
    stretches: Literal["same", "other"] = "same"

    def in_order(self) -> tuple[Side, ...]:
        """The sides that are worked, the first one first."""
        return (self.first,) if self.order == "single" else (self.first, opposite(self.first))

    def stretched(self, side: Side) -> Side:
        """The side of the body that is lengthened while ``side`` is worked."""
        return side if self.stretches == "same" else opposite(side)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One exercise with its dose. ``sides`` is None when both sides of the body work at once.

    ``instead`` is the id of the exercise that stands in where its position or equipment cannot be had. Of the
    ``tips`` the first one is shown; ``core.routine.turned`` brings another one forward each day. ``stands_for`` names
    the exercise in whose place it is done, if there is one.
    """

    id: str
    name: str
    kind: ExerciseKind
    phases: tuple[Phase, ...]
    reps: int
    sides: Sides | None = None
    prepare: float = 8.0
    switch: float = 5.0
    region: str = "whole body"
    lengthens: str = ""
    works: str = ""
    position: str = "sit or stand"
    equipment: str = "none"
    instead: str = ""
    setup: str = ""
    breathing: str = ""
    tips: tuple[str, ...] = ()
    mistakes: tuple[str, ...] = ()
    stop_if: tuple[str, ...] = ()
    avoid_if: str = ""
    easier: str = ""
    harder: str = ""
    basis: str = ""
    stands_for: str = ""

    @property
    def total_reps(self) -> int:
        """Reps of all sides together."""
        return self.reps * (1 if self.sides is None else len(self.sides.in_order()))

    @property
    def counted_phase(self) -> int:
        """Index of the phase at whose end a rep counts: the last hold, else the last thing that is done."""
        kinds = [phase.kind for phase in self.phases]
        if "hold" in kinds:
            return len(kinds) - 1 - kinds[::-1].index("hold")
        return max((index for index, kind in enumerate(kinds) if kind != "rest"), default=len(kinds) - 1)


def opposite(side: Side) -> Side:
    """The other side."""
    return "left" if side == "right" else "right"


def fill(text: str, side: Side | None) -> str:
    """``text`` with ``{side}``, ``{other}``, ``{Side}`` and ``{Other}`` filled in; unchanged without a side."""
    if side is None or "{" not in text:
        return text
    other = opposite(side)
    words = {"{side}": side, "{other}": other, "{Side}": side.capitalize(), "{Other}": other.capitalize()}
    for placeholder, word in words.items():
        text = text.replace(placeholder, word)
    return text
