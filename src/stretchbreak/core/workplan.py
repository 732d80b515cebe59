"""What a working day goes by, and what it is made of: the break it faces, and what lies around it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from stretchbreak.core.day import Plan, State
from stretchbreak.core.effects import DayEffect, DecisionKind, Record
from stretchbreak.core.events import Moment
from stretchbreak.core.rhythm import ALWAYS, Hours

Layer = Literal["main", "small"]
"""The breaks of the rhythm, or the lighter ones between them."""


@dataclass(frozen=True, slots=True)
class Patience:
    """An offer waits for hands that rest ``idle`` seconds, ``at_most`` so many seconds."""

    idle: float = 20.0
    at_most: float = 300.0


@dataclass(frozen=True, slots=True)
class WorkPlan:
    """What a working day goes by: a plan for each routine, taken in turn, within these hours.

    ``small`` is the plan of the second layer, if there is one. ``patience`` with typing hands is None where an offer
    does not wait for them. ``ordered`` turns lie in the order of what had been done when they were planned:
    a day that goes on by a new plan begins with the first.
    """

    turns: tuple[Plan, ...]
    hours: Hours = ALWAYS
    small: Plan | None = None
    patience: Patience | None = None
    ordered: bool = False

    def plan(self, day: Workday) -> Plan:
        """The plan of the break whose turn it is, with the interval that was chosen for today."""
        turn = self.turns[day.turn % len(self.turns)]
        return turn if day.spacing is None else replace(turn, every=day.spacing.every)


@dataclass(frozen=True, slots=True)
class OffHours:
    """Outside working hours: nothing falls due."""


@dataclass(frozen=True, slots=True)
class Joined:
    """The small break has become part of a main one; its rhythm starts afresh after that."""


@dataclass(frozen=True, slots=True)
class Hold:
    """Breaks are held for this reason, until ``until`` on the monotonic clock (None: until told otherwise)."""

    reason: str
    until: float | None


@dataclass(frozen=True, slots=True)
class Owed:
    """A break that fell due at ``since`` and was held."""

    since: Moment
    reason: str
    layer: Layer = "main"


@dataclass(frozen=True, slots=True)
class Typing:
    """Somebody is typing, until ``until`` on the monotonic clock (None: until told otherwise)."""

    until: float | None


@dataclass(frozen=True, slots=True)
class Spacing:
    """Another interval, in seconds, for this day alone."""

    every: float
    day: date


Facing = State | OffHours
SmallFacing = State | OffHours | Joined


@dataclass(frozen=True, slots=True, kw_only=True)
class Workday:
    """The state of a day. ``seen`` is the monotonic time up to which everything has been crossed.

    ``small`` is None without a second layer. ``unstarted`` counts breaks let go in a row, ``minis`` the mini doses.
    """

    facing: Facing
    seen: float
    turn: int = 0
    small: SmallFacing | None = None
    holds: tuple[Hold, ...] = ()
    owed: tuple[Owed, ...] = ()
    typing: Typing | None = None
    spacing: Spacing | None = None
    unstarted: int = 0
    minis: int = 0


Step = tuple[Workday, tuple[DayEffect, ...]]


def record(plan: Plan, at: Moment, what: DecisionKind, why: str) -> Record:
    """A decision about a break that goes by this plan."""
    return Record(at=at, what=what, routine=plan.routine, why=why)
