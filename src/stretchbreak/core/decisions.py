"""What was decided, as it is kept: enough for every question about a day, and nothing that only a plan can tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import inf

from stretchbreak.core.effects import DecisionKind, Record
from stretchbreak.core.tally import Outcome

DONE: frozenset[Outcome | None] = frozenset({"completed", "partial"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision and its reason. ``outcome`` and ``reps`` only of a break that was guided to its ``finish``."""

    at: datetime
    what: DecisionKind
    routine: str
    why: str
    outcome: Outcome | None = None
    reps: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """What a journal tells: its decisions, how many lines of it are damaged, and why more could not be read."""

    decisions: tuple[Decision, ...] = ()
    damaged: int = 0
    trouble: str = ""


def least_recent(names: Iterable[str], decisions: Iterable[Decision]) -> tuple[str, ...]:
    """These routines in the order in which they should come: never done first, as written; then the longest ago.

    Done is what had a rep done: a break that only was on the screen does not count.
    """
    last: dict[str, datetime] = {}
    for one in decisions:
        if one.outcome in DONE:
            last[one.routine] = max(one.at, last.get(one.routine, one.at))
    return tuple(sorted(dict.fromkeys(names), key=lambda name: last[name].timestamp() if name in last else -inf))


def decision_of(record: Record) -> Decision:
    """What is kept of this record: the routine by its name, the tally by what it came to."""
    return Decision(
        at=record.at.wall,
        what=record.what,
        routine=record.routine.id,
        why=record.why,
        outcome=None if record.tally is None else record.tally.outcome,
        reps=0 if record.tally is None else record.tally.done,
    )
