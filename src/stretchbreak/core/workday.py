"""The day around the breaks: who decides by the hours, the holds, the layers and the turns.

Theory of operation
-------------------
``machine`` leads from one break to the next and knows nothing of hours or meetings. This automaton holds its state as
``facing`` and puts it into the day. At the end of the hours it takes it away, and at their beginning it makes a fresh
one. While something *holds* breaks (a meeting, do-not-disturb), an offer never reaches the user: the break is *owed*,
with the reason, and the rhythm goes on (``holding``). A second machine leads from one *small* break to the next and
stands back from the first (``small``). Whoever lets breaks go is offered less (``easing``).

As in ``machine``, every event first crosses whatever lies before it, each at its own time, earliest first: the end of
a hold, an edge of the hours, a deadline of a break. After each of them, and after the event itself, the day *settles*
by the hours and the holds of that moment. It looks where it stands, not at what it crossed, so that a clock set
forward over the beginning of the hours cannot keep them from beginning.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from stretchbreak.core import easing, holding, machine, passing, small
from stretchbreak.core.day import Awaiting, Due, HeadsUp, OnPause, Snoozing, State, Stretching, beneath
from stretchbreak.core.effects import DayEffect, Refuse
from stretchbreak.core.events import (
    DayEvent,
    Declined,
    Finished,
    HandsRested,
    Held,
    Moment,
    Paused,
    Released,
    Respaced,
    Resumed,
    Returned,
    SelfReported,
    Snoozed,
    Started,
    Ticked,
    Typed,
    WorkdayEvent,
)
from stretchbreak.core.wording import duration, to_the_second
from stretchbreak.core.workplan import Facing, OffHours, Step, Workday, WorkPlan, record

HAIR = 0.001
"""Seconds that make no difference: the two clocks are never read at once, and the hours go by the other one."""


def begin(plan: WorkPlan, at: Moment) -> Workday:
    """A day that begins now, with a fresh interval if it is within working hours."""
    if plan.hours.is_open(at.wall):
        return Workday(facing=machine.begin(plan.turns[0], at), seen=at.mono, small=small.begin(plan, at))
    return Workday(facing=OffHours(), seen=at.mono, small=None if plan.small is None else OffHours())


def step(plan: WorkPlan, day: Workday, event: WorkdayEvent) -> Step:
    """What becomes of the day, and what is to be done about it."""
    until = event.at.shifted(-event.away) if isinstance(event, Returned) else event.at
    reached, crossed = _advance(plan, day, until)
    answering, answered = _answer(plan, reached, event)
    settled, offered = _settle(plan, _having_seen(answering, event.at.mono), event.at)
    return settled, crossed + answered + offered


def _having_seen(day: Workday, mono: float) -> Workday:
    """The day, seen up to this monotonic time."""
    return day if mono <= day.seen else replace(day, seen=mono)


def deadline(plan: WorkPlan, day: Workday, at: Moment) -> float | None:
    """Monotonic time at which something happens by itself, seen from ``at``; None if nothing does."""
    due = min((due for due in _deadlines(plan, day, at) if due is not None), default=None)
    edge = _edge(plan, day, at)
    # A break that is due a hair before the hours end is due at their end, and never offered.
    return edge if due is not None and edge is not None and edge < due + HAIR else due


def _deadlines(plan: WorkPlan, day: Workday, at: Moment) -> Iterable[float | None]:
    yield _edge(plan, day, at)
    yield holding.release(day)
    yield small.deadline(plan, day)
    if not isinstance(day.facing, OffHours):
        yield passing.deadline(plan.plan(day), day.facing)


def _edge(plan: WorkPlan, day: Workday, at: Moment) -> float | None:
    edge = plan.hours.next_edge(at.at(day.seen).wall)
    return None if edge is None else at.mono + (edge - at.wall).total_seconds()


# Time passes


def _advance(plan: WorkPlan, day: Workday, at: Moment) -> Step:
    """Cross whatever lies before ``at``, earliest first; at one time hours and holds before breaks."""
    effects: list[DayEffect] = []
    while (due := deadline(plan, day, at)) is not None and due <= at.mono:
        crossing = at.at(due)
        for cross in (_settle, _pass, _pass_small, _settle):
            day, crossed = cross(plan, day, crossing)
            effects += crossed
        day = _having_seen(day, due)
    # An absence may be told of too late: then we have seen more of the hours than ``at``, and stay there.
    day = _having_seen(day, at.mono)
    day, settled = _settle(plan, day, at if day.seen == at.mono else at.at(day.seen))
    return day, (*effects, *settled)


def _pass(plan: WorkPlan, day: Workday, at: Moment) -> Step:
    """Let the main break cross its own deadline, if it has come."""
    if isinstance(day.facing, OffHours):
        return day, ()
    turn = plan.plan(day)
    due = passing.deadline(turn, day.facing)
    if due is None or due > at.mono:
        return day, ()
    after, effects = passing.cross(turn, day.facing, at)
    edge = _edge(plan, day, at)
    if isinstance(after, HeadsUp) and edge is not None and edge < after.due + HAIR:
        effects = ()  # The hours end before the break: nobody need be told of one that will not come.
    return _faced(plan, day, replace(day, facing=after), at, effects)


def _pass_small(plan: WorkPlan, day: Workday, at: Moment) -> Step:
    """The same for the small break."""
    after, effects = small.cross(plan, day, at)
    return (day, ()) if after is day else holding.small_kept_back(plan, after, at, effects)


def _faced(plan: WorkPlan, day: Workday, after: Workday, at: Moment, effects: tuple[DayEffect, ...]) -> Step:
    """What has happened to the main break, as far as it may reach the user now, and as light as is due."""
    reaching, heard = holding.kept_back(plan, after, day.facing, at, effects)
    return easing.eased(plan, reaching, heard)


# Coming to rest at each moment


def _settle(plan: WorkPlan, day: Workday, at: Moment) -> Step:
    """Let ended holds go, begin or end the hours, offer what is owed. A second time it does nothing."""
    if day.holds or day.typing is not None:
        day = holding.without_ended(day, at)
    day = easing.until_midnight(day, at)
    if not plan.hours.is_open(at.wall):
        return _close(plan, day, at)
    if isinstance(day.facing, OffHours):
        return _open(plan, day, at, "working hours begin")
    day, rested = holding.rested(plan, day, at)
    day, eased = easing.eased(plan, day, rested)
    owing = holding.offer_owed(plan, day, at) if day.owed and not day.holds else (day, ())
    day, offered = easing.eased(plan, *owing)
    day, merged = small.settle(plan, day, at)
    return day, (*eased, *offered, *merged)


def _open(plan: WorkPlan, day: Workday, at: Moment, why: str) -> Step:
    """Begin the hours with a fresh interval."""
    turn = plan.plan(day)
    opened = replace(day, facing=machine.begin(turn, at), small=small.begin(plan, at))
    return opened, (record(turn, at, "on-hours", why),)


def _close(plan: WorkPlan, day: Workday, at: Moment) -> Step:
    """End the hours: what is owed, or still unanswered, is closed. A break or a pause that is on goes on."""
    why = "lunch" if plan.hours.is_lunch(at.wall) else "working hours ended"
    turn = plan.plan(day)
    unanswered = _is_unanswered(day.facing)
    unmet = [f"held at {to_the_second(owed.since.wall):%H:%M} ({owed.reason})" for owed in day.owed]
    unmet += ["still unanswered"] if unanswered else []
    closed = tuple(record(turn, at, "closed", f"{why}: {reason}") for reason in unmet)
    day, small_closed = small.close(plan, day, at, why)
    day = replace(day, owed=(), unstarted=day.unstarted + unanswered)
    match day.facing:
        case OffHours() | Stretching():
            return day, (*closed, *small_closed)
        case OnPause() as pause:
            return replace(day, facing=replace(pause, left=turn.every, snoozes=0)), (*closed, *small_closed)
        case _:
            off = record(turn, at, "off-hours", why)
            return replace(day, facing=OffHours()), (*closed, *small_closed, off)


def _is_unanswered(facing: Facing) -> bool:
    match facing if isinstance(facing, OffHours) else beneath(facing):
        case Due() | Snoozing() | Awaiting():
            return True
        case OnPause(left=left, snoozes=snoozes):
            return left <= 0 or snoozes > 0
        case _:
            return False


# The user, and the world, answer


def _answer(plan: WorkPlan, day: Workday, event: WorkdayEvent) -> Step:
    match event:
        case Ticked():
            return day, ()
        case Held():
            return _held(plan, day, event)
        case Released():
            return holding.released(day, event), ()
        case Typed():
            return holding.typed(plan, day, event), ()
        case HandsRested():
            return replace(day, typing=None), ()
        case Respaced():
            return easing.respaced(day, event), ()
        case Returned():
            return _come_back(plan, day, event)
        case Paused() | Resumed():
            return _pause(plan, day, event)
        case _ if small.is_attended(day):
            return small.answer(plan, day, event)
        case _ if isinstance(day.facing, OffHours):
            return _face_off_hours(plan, day, event)
        case _:
            return _face(plan, day, day.facing, event)


def _held(plan: WorkPlan, day: Workday, event: Held) -> Step:
    """A hold takes back an offer that nobody has answered yet."""
    holding_now = holding.held(day, event)
    main, owed = _faced(plan, holding_now, holding_now, event.at, ())
    both, also = holding.small_kept_back(plan, main, event.at, ())
    return both, owed + also


def _pause(plan: WorkPlan, day: Workday, event: Paused | Resumed) -> Step:
    """A pause stops both layers; a break that is on stops neither."""
    if isinstance(day.small, Stretching):
        return small.answer(plan, day, event)
    if isinstance(day.facing, OffHours):
        day, effects = _face_off_hours(plan, day, event)
    else:
        day, effects = _face(plan, day, day.facing, event)
    if isinstance(day.facing, Stretching):
        return day, effects
    after, small_effects = small.answer(plan, day, event)
    kept, heard = holding.small_kept_back(plan, after, event.at, small_effects)
    return kept, effects + heard


def _face(plan: WorkPlan, day: Workday, facing: State, event: DayEvent) -> Step:
    """Let the main break answer."""
    after, effects = machine.step(plan.plan(day), facing, event)
    # Before anything is owed anew: only what was owed already is settled.
    paid, effects = holding.settled_with(day, effects)
    if isinstance(event, Finished) and isinstance(facing, Stretching) and event.tally.done > 0:
        paid = small.restarted(plan, replace(paid, turn=paid.turn + 1), event.at)
    return _faced(plan, day, replace(paid, facing=after), event.at, effects)


def _face_off_hours(plan: WorkPlan, day: Workday, event: DayEvent) -> Step:
    """Out of hours a break can be taken, or told of, and a pause begun; there is none to be put off."""
    match event:
        case Started() | Paused() | SelfReported():
            after, effects = _face(plan, day, machine.begin(plan.plan(day), event.at), event)
            return (day if isinstance(event, SelfReported) else after), effects
        case Snoozed() | Declined():
            return day, (Refuse(why="No break is due outside working hours."),)
        case _:
            return day, ()


# Back from an absence


def _come_back(plan: WorkPlan, day: Workday, event: Returned) -> Step:
    """Within the hours it is the breaks' own affair; but they may have ended, or begun, while nobody was there."""
    back = replace(holding.without_ended(day, event.at), typing=None)
    edge = _edge(plan, day, event.at)
    if edge is not None and edge <= event.at.mono:
        return _come_back_another_time(plan, back, event, event.at.at(edge))
    if isinstance(day.facing, OffHours) or not plan.hours.is_open(event.at.wall):
        return _come_back_another_time(plan, back, event, event.at)
    after, effects = _face(plan, back, day.facing, event)
    both, small_effects = small.answer(plan, after, event)
    kept, heard = holding.small_kept_back(plan, both, event.at, small_effects)
    return kept, effects + heard


def _come_back_another_time(plan: WorkPlan, day: Workday, event: Returned, edge: Moment) -> Step:
    """The first edge ended the hours, if they were on; whatever came after it, they begin afresh on return."""
    after, effects = _close(plan, day, edge)
    if isinstance(after.facing, OnPause) and (until := after.facing.until) is not None and until <= event.at.mono:
        over = event.at.at(max(until, edge.mono) if effects else until)
        effects = (*effects, record(plan.plan(after), over, "resume", "the pause is over"))
        after = replace(after, facing=OffHours(), small=None if plan.small is None else OffHours())
    if isinstance(after.facing, OffHours) and plan.hours.is_open(event.at.wall):
        why = f"back within working hours after {duration(event.away)} away"
        after, opened = _open(plan, after, event.at, why)
        effects += opened
    return after, effects
