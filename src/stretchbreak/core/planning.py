"""Settings and routines → the plan of a working day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from stretchbreak.core import machine
from stretchbreak.core.day import HeadsUp, Plan, Working
from stretchbreak.core.events import Moment
from stretchbreak.core.exercise import Side
from stretchbreak.core.rhythm import Hours, Span
from stretchbreak.core.routine import Routine, adjusted
from stretchbreak.core.settings import Settings
from stretchbreak.core.workday import Workday, WorkPlan

REMINDED_AFTER = 60.0
"""Seconds from an offer to its first reminder, and from each reminder to the next."""


def work_plan(settings: Settings, routines: Sequence[Routine]) -> WorkPlan:
    """The plan of a day that goes by these settings, with these routines taken in turn."""
    lunch = None if settings.lunch is None else Span(*settings.lunch)
    week = tuple(tuple(Span(*span) for span in day) for day in settings.hours)
    return WorkPlan(tuple(_plan(settings, routine) for routine in routines), Hours(week, lunch))


def replanned(old: WorkPlan, new: WorkPlan, day: Workday, at: Moment) -> Workday:
    """The same day going by a new plan from now on: work that is done counts, and nothing falls due in the past."""
    before, after = old.plan(day.turn), new.plan(day.turn)
    if not isinstance(day.facing, Working | HeadsUp) or (before.every, before.anchors) == (
        after.every,
        after.anchors,
    ):
        return day
    worked = before.every - (day.facing.due - at.mono)
    left = max(after.every - worked, after.notice) if not (before.anchors or after.anchors) else None
    return replace(day, facing=machine.working(after, after.first_due(at, left), at.mono))


def first_side(settings: Settings) -> Side | None:
    """The side every exercise begins with; None for each one's own: right, unless its author meant it otherwise."""
    return settings.first if settings.first == "left" else None


def _plan(settings: Settings, routine: Routine) -> Plan:
    repeat = settings.alerts.repeat
    return Plan(
        routine=adjusted(routine, first=first_side(settings)),
        every=settings.rhythm.every,
        anchors=settings.rhythm.at,
        heads_up=settings.heads_up,
        snooze=settings.snooze.seconds,
        snoozes=settings.snooze.at_most,
        reminders=tuple(REMINDED_AFTER * number for number in range(1, repeat + 1)),
        missed_after=REMINDED_AFTER * (repeat + 1),
        natural_break=settings.natural_break,
    )
