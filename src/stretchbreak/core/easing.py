"""What makes breaks lighter for somebody who lets them go: mini doses, and more room between them.

Three breaks in a row that were not started: the next offer puts the mini dose first and asks whether there should be
60 or 90 minutes between breaks, for today. Nothing changes until the user says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from stretchbreak.core.day import Plan
from stretchbreak.core.effects import Announce, DayEffect, DecisionKind, OpenBreak, Record
from stretchbreak.core.events import Moment, Respaced
from stretchbreak.core.mini import other_side
from stretchbreak.core.wording import counted
from stretchbreak.core.workplan import Spacing, Step, Workday, WorkPlan

TIRED = 3
"""Breaks let go in a row after which the next one is made lighter."""

SPACINGS = (3600.0, 5400.0)
"""Seconds between breaks that are proposed for today."""

OFFERING: frozenset[DecisionKind] = frozenset({"offer", "owed-offer"})
LET_GO: frozenset[DecisionKind] = frozenset({"skip", "missed"})
TAKEN: frozenset[DecisionKind] = frozenset({"start", "finish"})


def is_tired(day: Workday) -> bool:
    """Whether the breaks of this day have been let go too often."""
    return day.unstarted >= TIRED


def eased(plan: WorkPlan, day: Workday, effects: tuple[DayEffect, ...]) -> Step:
    """The day and these effects of its main break, with what is due to somebody who lets breaks go."""
    if not effects:
        return day, effects
    lighter = tuple(_lighter(plan.plan(day), day, effect) for effect in effects)
    minis = day.minis + sum(isinstance(effect, OpenBreak) and effect.routine.dose == "mini" for effect in effects)
    unstarted = _unstarted(day.unstarted, effects)
    if (unstarted, minis) == (day.unstarted, day.minis):
        return day, lighter
    return replace(day, unstarted=unstarted, minis=minis), lighter


def _lighter(plan: Plan, day: Workday, effect: DayEffect) -> DayEffect:
    match effect:
        case OpenBreak(routine=routine) if routine.dose == "mini" and day.minis % 2:
            return OpenBreak(routine=other_side(routine))
        case Announce(what="offer" | "reminder") if is_tired(day):
            return replace(effect, dose="mini")
        case Record(what=what) if what in OFFERING and is_tired(day):
            return replace(effect, why=f"{effect.why}; {_proposal(plan, day)}")
        case _:
            return effect


def _proposal(plan: Plan, day: Workday) -> str:
    gone = f"{counted(day.unstarted, 'break')} in a row not started: a mini dose will do"
    return gone if plan.anchors else f"{gone}, and 60 or 90 min between breaks today if you like"


def _unstarted(before: int, effects: Iterable[DayEffect]) -> int:
    kinds = [effect.what for effect in effects if isinstance(effect, Record)]
    if TAKEN.intersection(kinds):
        return 0
    return before + sum(what in LET_GO for what in kinds)


def respaced(day: Workday, event: Respaced) -> Workday:
    """The day with this interval, until midnight. The break that is offered still waits for its answer."""
    return replace(day, spacing=Spacing(event.every, event.at.wall.date()), unstarted=0)


def until_midnight(day: Workday, at: Moment) -> Workday:
    """The day without an interval that was chosen for another one."""
    return replace(day, spacing=None) if day.spacing is not None and day.spacing.day != at.wall.date() else day
