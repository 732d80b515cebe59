"""Settings and routines → the plan of a working day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from stretchbreak.core import passing, small
from stretchbreak.core.day import HeadsUp, OnPause, Plan, Working
from stretchbreak.core.events import Moment
from stretchbreak.core.exercise import Side
from stretchbreak.core.mini import mini_dose
from stretchbreak.core.rhythm import Hours, Span
from stretchbreak.core.routine import Routine, adjusted
from stretchbreak.core.settings import Alerts, Settings
from stretchbreak.core.tempo import Pace
from stretchbreak.core.workplan import OffHours, Patience, SmallFacing, Workday, WorkPlan

REMINDED_AFTER = 60.0
"""Seconds from an offer to its first reminder, and from each reminder to the next."""


def work_plan(settings: Settings, routines: Sequence[Routine], small_routine: Routine | None = None) -> WorkPlan:
    """The plan of a day that goes by these settings, with these routines in turn and the small one between them."""
    lunch = None if settings.lunch is None else Span(*settings.lunch)
    week = tuple(tuple(Span(*span) for span in day) for day in settings.hours)
    turns = tuple(_plan(settings, routine) for routine in routines)
    wait = settings.wait_for_pause
    patience = None if wait is None else Patience(wait.idle, wait.at_most)
    small = _small_plan(settings, small_routine)
    return WorkPlan(turns, Hours(week, lunch), small, patience, ordered=settings.rhythm.pick == "least-recent")


def replanned(old: WorkPlan, new: WorkPlan, day: Workday, at: Moment) -> Workday:
    """The same day going by a new plan from now on: work that is done counts, and nothing falls due in the past."""
    day = replace(day, small=_small_replanned(old, new, day, at))
    before, after = old.plan(day), new.plan(day)
    if (before.every, before.anchors) == (after.every, after.anchors):
        return day
    match day.facing:
        case Working(due=due) | HeadsUp(due=due):
            left = None if before.anchors or after.anchors else _left(before, after, due - at.mono)
            return replace(day, facing=passing.working(after, after.first_due(at, left), at.mono))
        case OnPause(left=left, snoozes=0) as pause if left > 0:
            return replace(day, facing=replace(pause, left=_left(before, after, left)))
        case _:
            return day


def _left(before: Plan, after: Plan, left: float) -> float:
    """Seconds of work that are left by the new plan, when so many were left by the old one."""
    return max(after.every - (before.every - left), after.notice)


def first_side(settings: Settings) -> Side | None:
    """The side every exercise begins with; None for each one's own: right, unless its author meant it otherwise."""
    return settings.first if settings.first == "left" else None


def _small_replanned(old: WorkPlan, new: WorkPlan, day: Workday, at: Moment) -> SmallFacing | None:
    """The second layer goes on as long as its rhythm is the same; a new one begins afresh."""
    if new.small is None:
        return None
    if old.small is not None and old.small.every == new.small.every:
        return day.small
    match day.facing:
        case OffHours():
            return OffHours()
        case OnPause() as pause:
            return replace(pause, left=new.small.every, snoozes=0)
        case _:
            return small.begin(new, at)


def _small_plan(settings: Settings, routine: Routine | None) -> Plan | None:
    """Small breaks come without a heads-up and without reminders, and are put off once at most."""
    if settings.small is None or routine is None:
        return None
    return Plan(
        routine=adjusted(routine, first=first_side(settings)),
        every=settings.small.every,
        heads_up=0.0,
        snooze=settings.snooze.seconds,
        snoozes=min(settings.snooze.at_most, 1),
        reminders=(),
        missed_after=REMINDED_AFTER * (Alerts().repeat + 1),
        natural_break=settings.natural_break,
    )


def _plan(settings: Settings, routine: Routine) -> Plan:
    repeat = settings.alerts.repeat
    sided = adjusted(routine, first=first_side(settings))
    return Plan(
        routine=sided,
        mini=mini_dose(sided, Pace(settings.tempo)),
        every=settings.rhythm.every,
        anchors=settings.rhythm.at,
        heads_up=settings.heads_up,
        snooze=settings.snooze.seconds,
        snoozes=settings.snooze.at_most,
        reminders=tuple(REMINDED_AFTER * number for number in range(1, repeat + 1)),
        missed_after=REMINDED_AFTER * (repeat + 1),
        natural_break=settings.natural_break,
    )
