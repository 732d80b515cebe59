"""The second layer: small breaks between the main ones, in a rhythm of their own.

A small break goes its way by the same ``machine``, without a heads-up, and is let go at the first word. It stands
back from the main one: due within five minutes before it, or while it is offered or on, it is merged into it.
"""

from __future__ import annotations

from dataclasses import replace

from stretchbreak.core import machine, passing
from stretchbreak.core.day import Awaiting, Due, HeadsUp, OnPause, Plan, Snoozing, Stretching, Working, beneath
from stretchbreak.core.effects import Announce, DayEffect, Record
from stretchbreak.core.events import DayEvent, Declined, Finished, Moment, Paused, Resumed, Returned, Started, Ticked
from stretchbreak.core.wording import duration
from stretchbreak.core.workplan import Joined, OffHours, SmallFacing, Step, Workday, WorkPlan, record

MERGE = 300.0
"""Seconds before a main break within which a small one is merged into it."""


def begin(plan: WorkPlan, at: Moment) -> SmallFacing | None:
    """The second layer at the beginning of the hours."""
    return None if plan.small is None else machine.begin(plan.small, at)


def deadline(plan: WorkPlan, day: Workday) -> float | None:
    """Monotonic time at which the second layer changes by itself."""
    if plan.small is None or day.small is None or isinstance(day.small, OffHours | Joined):
        return None
    return passing.deadline(plan.small, day.small)


def cross(plan: WorkPlan, day: Workday, at: Moment) -> Step:
    """Let the small break cross its own deadline, if it has come."""
    due = deadline(plan, day)
    if due is None or due > at.mono or plan.small is None or isinstance(day.small, OffHours | Joined | None):
        return day, ()
    after, effects = passing.cross(plan.small, day.small, at)
    return _standing_back(plan.small, replace(day, small=after), at, _own(effects))


def is_due(day: Workday) -> bool:
    """Whether a small break is offered."""
    return isinstance(day.small, Due)


def is_attended(day: Workday) -> bool:
    """Whether what the user does now is meant for the small break."""
    return isinstance(day.small, Stretching) or (is_due(day) and isinstance(day.facing, Working | Snoozing))


def answer(plan: WorkPlan, day: Workday, event: DayEvent) -> Step:
    """What becomes of the small break by this."""
    if plan.small is None or day.small is None or isinstance(day.small, OffHours | Joined):
        return day, ()
    after, effects = machine.step(plan.small, day.small, _without_asking(event))
    if isinstance(event, Finished) and isinstance(day.facing, OffHours):
        return replace(day, small=OffHours()), effects
    if isinstance(event, Ticked | Returned | Paused | Resumed):
        return _standing_back(plan.small, replace(day, small=after), event.at, _own(effects))
    return replace(day, small=after), effects


def _without_asking(event: DayEvent) -> DayEvent:
    """A break of half a minute is not worth a question, and has no smaller dose."""
    match event:
        case Declined(reason=None):
            return replace(event, reason="no reason given")
        case Started(dose="mini"):
            return replace(event, dose="full")
        case _:
            return event


def _own(effects: tuple[DayEffect, ...]) -> tuple[DayEffect, ...]:
    """Of these, what the main break has not told already: pauses and absences are the whole day's."""
    told = {"pause", "resume", "natural"}
    return tuple(effect for effect in effects if not (isinstance(effect, Record) and effect.what in told))


def settle(plan: WorkPlan, day: Workday, at: Moment) -> Step:
    """Merge the small break into a main one that is near, or begin afresh after it."""
    if plan.small is None or day.small is None or isinstance(day.facing, OnPause):
        return day, ()
    if isinstance(day.small, Joined):
        return (day if _near(day, at) else restarted(plan, day, at)), ()
    return _standing_back(plan.small, day, at, ())


def _standing_back(small: Plan, day: Workday, at: Moment, effects: tuple[DayEffect, ...]) -> Step:
    """The day with these effects; or, where a main break is near, with a small one that never reaches the user."""
    near = _near(day, at) if is_due(day) else None
    if near is None:
        return day, effects
    return replace(day, small=Joined()), (record(small, at, "merged", near),)


def restarted(plan: WorkPlan, day: Workday, at: Moment) -> Workday:
    """The second layer afresh, after a main break."""
    if plan.small is None or isinstance(day.small, OffHours | OnPause | None):
        return day
    return replace(day, small=Working(due=plan.small.next_due(at)))


def _near(day: Workday, at: Moment) -> str | None:
    """Which main break a small one becomes part of now, in words."""
    match day.facing if isinstance(day.facing, OffHours) else beneath(day.facing):
        case Due() | Awaiting():
            return "into the break that is due now"
        case Stretching():
            return "into the break that is on"
        case Working(due=due) | HeadsUp(due=due) | Snoozing(due=due) if due - at.mono <= MERGE:
            return f"the next break is {duration(due - at.mono)} away"
        case _:
            return None


def close(plan: WorkPlan, day: Workday, at: Moment, why: str) -> Step:
    """End the second layer with the hours; a break that is on goes on."""
    match day.small:
        case None | OffHours() | Stretching():
            return day, ()
        case OnPause() as pause if plan.small is not None:
            return replace(day, small=replace(pause, left=plan.small.every, snoozes=0)), ()
        case Due() if plan.small is not None:
            closed = record(plan.small, at, "closed", f"{why}: still unanswered")
            return replace(day, small=OffHours()), (closed,)
        case _:
            return replace(day, small=OffHours()), ()


def offered(small: Plan, day: Workday, at: Moment, why: str) -> Step:
    """Offer the small break that was held."""
    return replace(day, small=Due(since=at.mono)), (
        Announce(at=at, what="offer", routine=small.routine, due_in=0.0),
        record(small, at, "owed-offer", why),
    )
