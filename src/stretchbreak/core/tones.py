"""Which tone marks what: each change in what the body does has a sound of its own.

Tones follow from the cues, as screen and voice do, so that none of them can disagree with the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, assert_never

from stretchbreak.core.exercise import fill
from stretchbreak.core.timeline import Cue

Tone = Literal["ready", "move", "hold", "release", "switch", "exercise-done", "break-done", "offer"]

LEADS: Final[Mapping[Tone, float]] = {
    "ready": 0.30,
    "move": 0.12,
    "hold": 0.16,
    "release": 0.18,
    "switch": 0.34,
    "exercise-done": 0.42,
    "break-done": 0.70,
    "offer": 0.70,
}
"""Seconds after which a tone has said what it says, so that words may follow it."""

RUNG: Final[frozenset[Tone]] = frozenset({"switch", "exercise-done", "break-done"})
"""The tones that a bell may stand in for: where hands or place change, and at the end. One a second is no help."""


def tone(before: Cue | None, cue: Cue) -> Tone | None:
    """The tone with which ``cue`` begins, given after ``before``: the one in front of it, or whatever was left."""
    if before is None or before.station != cue.station:
        return "ready" if before is None or not ends_exercise(before) else "exercise-done"
    match cue.phase:
        case "prepare":
            return "ready"
        case _ if changes_side(before, cue):
            return "switch"
        case "switch" | "hold":
            return cue.phase
        case "move" | "step":
            return "move"
        case "return":
            return "release"
        case "rest":
            # The arm has come back already: what follows is silence, as long as the rest.
            return "release" if before.phase == "hold" else None
        case _:
            assert_never(cue.phase)


def ends_exercise(cue: Cue) -> bool:
    """Whether nothing of the exercise comes after this cue."""
    sides, last = cue.exercise.sides, cue.exercise.phases[-1]
    is_last_rep = cue.rep == cue.of and (sides is None or cue.side == sides.in_order()[-1])
    return is_last_rep and (cue.phase, cue.text) == (last.kind, fill(last.cue, cue.side))


def changes_side(before: Cue, cue: Cue) -> bool:
    """Whether the other side begins in the middle of a block, with or without time to change over."""
    in_blocks = cue.exercise.sides is not None and cue.exercise.sides.order == "block"
    return in_blocks and before.side != cue.side
