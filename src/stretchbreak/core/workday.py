"""The day around the breaks: working hours, routines in turn, and what keeps a break from being offered.

Theory of operation
-------------------
``machine`` leads from one break to the next and knows nothing of hours or meetings. This automaton holds its state as
``facing`` and puts it into the day. At the end of the hours it takes it away, and at their beginning it makes a fresh
one. While something *holds* breaks (a meeting, do-not-disturb), an offer never reaches the user: the break is *owed*,
with the reason, and the rhythm goes on. Once nothing holds any more, everything owed becomes one offer; or it merges
into the next regular break, if that is less than half an interval away; or it is closed at the end of the hours.

As in ``machine``, every event first crosses whatever lies before it, each at its own time, earliest first: the end of
a hold, an edge of the hours, a deadline of the break. After each of them, and after the event itself, the day
*settles* by the hours and the holds of that moment. It looks where it stands, not at what it crossed, so that a clock
set forward over the beginning of the hours cannot keep them from beginning.

A break that is owed ends in one of these, each with its record: the one offer afterwards, or its merging into a break
that is near or offered already; the end of the hours; a start, a skip, a break done already or a natural break, each
of which says what it settles. A natural break settles nothing while something still holds: who sits still in a call
has not had a break.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from stretchbreak.core import machine
from stretchbreak.core.day import Declining, Due, HeadsUp, OnPause, Plan, Snoozing, State, Stretching, Working
from stretchbreak.core.effects import Announce, DayEffect, DecisionKind, Record, Refuse
from stretchbreak.core.events import (
    DayEvent,
    Declined,
    Finished,
    Held,
    Moment,
    Paused,
    Released,
    Returned,
    SelfReported,
    Snoozed,
    Started,
    WorkdayEvent,
)
from stretchbreak.core.rhythm import ALWAYS, Hours
from stretchbreak.core.wording import duration


@dataclass(frozen=True, slots=True)
class WorkPlan:
    """What a working day goes by: a plan for each routine, taken in turn, within these hours."""

    turns: tuple[Plan, ...]
    hours: Hours = ALWAYS

    def plan(self, turn: int) -> Plan:
        """The plan of the break whose turn it is."""
        return self.turns[turn % len(self.turns)]


@dataclass(frozen=True, slots=True)
class OffHours:
    """Outside working hours: nothing falls due."""


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


Facing = State | OffHours


@dataclass(frozen=True, slots=True, kw_only=True)
class Workday:
    """The state of a day. ``seen`` is the monotonic time up to which everything has been crossed."""

    facing: Facing
    seen: float
    turn: int = 0
    holds: tuple[Hold, ...] = ()
    owed: tuple[Owed, ...] = ()


Step = tuple[Workday, tuple[DayEffect, ...]]

SETTLING: frozenset[DecisionKind] = frozenset({"start", "skip", "finish", "natural"})
"""What a user can do about a break does it for the owed ones too."""


def begin(plan: WorkPlan, at: Moment) -> Workday:
    """A day that begins now, with a fresh interval if it is within working hours."""
    is_open = plan.hours.is_open(at.wall)
    return Workday(facing=machine.begin(plan.plan(0), at) if is_open else OffHours(), seen=at.mono)


def step(plan: WorkPlan, day: Workday, event: WorkdayEvent) -> Step:
    """What becomes of the day, and what is to be done about it."""
    until = event.at.shifted(-event.away) if isinstance(event, Returned) else event.at
    reached, crossed = _advance(plan, day, until)
    answering, answered = _answer(plan, reached, event)
    settled, offered = _settle(plan, replace(answering, seen=max(reached.seen, event.at.mono)), event.at)
    return settled, crossed + answered + offered


def deadline(plan: WorkPlan, day: Workday, at: Moment) -> float | None:
    """Monotonic time at which something happens by itself, seen from ``at``; None if nothing does."""
    return min((due for due in _deadlines(plan, day, at) if due is not None), default=None)


def _deadlines(plan: WorkPlan, day: Workday, at: Moment) -> Iterable[float | None]:
    yield _edge(plan, day, at)
    yield _release(day)
    if not isinstance(day.facing, OffHours):
        yield machine.deadline(plan.plan(day.turn), day.facing)


def _edge(plan: WorkPlan, day: Workday, at: Moment) -> float | None:
    edge = plan.hours.next_edge(at.at(day.seen).wall)
    return None if edge is None else at.mono + (edge - at.wall).total_seconds()


def _release(day: Workday) -> float | None:
    return min((hold.until for hold in day.holds if hold.until is not None), default=None)


# Time passes


def _advance(plan: WorkPlan, day: Workday, at: Moment) -> Step:
    """Cross whatever lies before ``at``, earliest first; at one time hours and holds before breaks."""
    effects: list[DayEffect] = []
    while (due := deadline(plan, day, at)) is not None and due <= at.mono:
        crossing = at.at(due)
        for cross in (_settle, _pass, _settle):
            day, crossed = cross(plan, day, crossing)
            effects += crossed
        day = replace(day, seen=max(day.seen, due))
    # An absence may be told of too late: then we have seen more of the hours than ``at``, and stay there.
    seen = max(day.seen, at.mono)
    day, settled = _settle(plan, replace(day, seen=seen), at.at(seen))
    return day, (*effects, *settled)


def _pass(plan: WorkPlan, day: Workday, at: Moment) -> Step:
    """Let the break cross its own deadline, if it has come."""
    if isinstance(day.facing, OffHours):
        return day, ()
    turn = plan.plan(day.turn)
    due = machine.deadline(turn, day.facing)
    if due is None or due > at.mono:
        return day, ()
    after, effects = machine.cross(turn, day.facing, at)
    return _muted(plan, replace(day, facing=after), at, effects)


def _muted(plan: WorkPlan, day: Workday, at: Moment, effects: tuple[DayEffect, ...]) -> Step:
    """What happened, less what a hold keeps from being said: an offer is owed, a heads-up is not heard."""
    if not day.holds:
        return day, effects
    unheard = tuple(effect for effect in effects if not _is_heard(effect))
    if not isinstance(_beneath(day.facing), Due):
        return day, unheard
    held, record = _hold(plan, day, at)
    return held, unheard + record


def _is_heard(effect: DayEffect) -> bool:
    return isinstance(effect, Announce) or (isinstance(effect, Record) and effect.what in {"offer", "heads-up"})


def _hold(plan: WorkPlan, day: Workday, at: Moment) -> Step:
    """Owe the break that is due, and let the rhythm go on."""
    reason = " and ".join(hold.reason for hold in day.holds)
    working = Working(due=plan.plan(day.turn).next_due(at))
    held = _record(plan, day, at, "held", f"{reason}; it will be offered afterwards")
    return replace(day, facing=working, owed=(*day.owed, Owed(at, reason))), (held,)


def _beneath(facing: Facing) -> Facing:
    return facing.before if isinstance(facing, Declining) else facing


# Coming to rest at each moment


def _settle(plan: WorkPlan, day: Workday, at: Moment) -> Step:
    """Let ended holds go, begin or end the hours, offer what is owed. A second time it does nothing."""
    day = _without_ended_holds(day, at) if day.holds else day
    if not plan.hours.is_open(at.wall):
        return _close(plan, day, at)
    if isinstance(day.facing, OffHours):
        return _open(plan, day, at, "working hours begin")
    return _offer_owed(plan, day, at) if day.owed and not day.holds else (day, ())


def _open(plan: WorkPlan, day: Workday, at: Moment, why: str) -> Step:
    """Begin the hours with a fresh interval."""
    facing = machine.begin(plan.plan(day.turn), at)
    return replace(day, facing=facing), (_record(plan, day, at, "on-hours", why),)


def _close(plan: WorkPlan, day: Workday, at: Moment) -> Step:
    """End the hours: what is owed, or still unanswered, is closed. A break or a pause that is on goes on."""
    why = "lunch" if plan.hours.is_lunch(at.wall) else "working hours ended"
    unmet = [f"held at {owed.since.wall:%H:%M} ({owed.reason})" for owed in day.owed]
    unmet += ["still unanswered"] if _is_unanswered(day.facing) else []
    closed = tuple(_record(plan, day, at, "closed", f"{why}: {reason}") for reason in unmet)
    match day.facing:
        case OffHours() | Stretching():
            return replace(day, owed=()), closed
        case OnPause() as pause:
            fresh = replace(pause, left=plan.plan(day.turn).every, snoozes=0)
            return replace(day, owed=(), facing=fresh), closed
        case _:
            off = _record(plan, day, at, "off-hours", why)
            return replace(day, owed=(), facing=OffHours()), (*closed, off)


def _is_unanswered(facing: Facing) -> bool:
    match _beneath(facing):
        case Due() | Snoozing():
            return True
        case OnPause(left=left, snoozes=snoozes):
            return left <= 0 or snoozes > 0
        case _:
            return False


def _offer_owed(plan: WorkPlan, day: Workday, at: Moment) -> Step:
    """One offer for everything owed; or none, if the next one is near enough. It waits for a user who is busy."""
    turn, paid = plan.plan(day.turn), replace(day, owed=())
    match day.facing:
        case Due():
            return paid, (_record(plan, day, at, "merged", f"{_owing(day)}; into the break offered now"),)
        case Working(due=due) | HeadsUp(due=due) | Snoozing(due=due) if due - at.mono < turn.every / 2:
            near = f"the next break is {duration(due - at.mono)} away"
            return paid, (_record(plan, day, at, "merged", f"{_owing(day)}; {near}"),)
        case Working() | HeadsUp() | Snoozing():
            return replace(paid, facing=Due(since=at.mono)), (
                Announce(at=at, what="offer", routine=turn.routine, due_in=0.0),
                _record(plan, day, at, "owed-offer", _owing(day)),
            )
        case _:
            return day, ()


def _owing(day: Workday) -> str:
    reasons = ", ".join(dict.fromkeys(owed.reason for owed in day.owed))
    return f"{len(day.owed)} held since {day.owed[0].since.wall:%H:%M} ({reasons})"


# The user, and the world, answer


def _answer(plan: WorkPlan, day: Workday, event: WorkdayEvent) -> Step:
    match event:
        case Held(at=at, reason=reason, seconds=seconds):
            others = tuple(hold for hold in day.holds if hold.reason != reason)
            new = Hold(reason, None if seconds is None else at.mono + seconds)
            return _muted(plan, replace(day, holds=(*others, new)), at, ())
        case Released(reason=reason):
            return replace(day, holds=tuple(hold for hold in day.holds if hold.reason != reason)), ()
        case Returned():
            return _come_back(plan, day, event)
        case _ if isinstance(day.facing, OffHours):
            return _face_off_hours(plan, day, event)
        case _:
            return _face(plan, day, day.facing, event)


def _face(plan: WorkPlan, day: Workday, facing: State, event: DayEvent) -> Step:
    """Let the break answer."""
    after, effects = machine.step(plan.plan(day.turn), facing, event)
    # Before anything is owed anew: only what was owed already is settled.
    paid, effects = _settled_with(day, effects)
    taken = isinstance(event, Finished) and isinstance(facing, Stretching) and event.tally.done > 0
    turn = day.turn + 1 if taken else day.turn
    return _muted(plan, replace(paid, facing=after, turn=turn), event.at, effects)


def _settled_with(day: Workday, effects: tuple[DayEffect, ...]) -> Step:
    """What was done about a break settles what is owed, and says so."""
    settling = SETTLING - {"natural"} if day.holds else SETTLING
    if not day.owed or not any(isinstance(effect, Record) and effect.what in settling for effect in effects):
        return day, effects
    also = f"; settles {_owing(day)}"
    return replace(day, owed=()), tuple(
        replace(effect, why=effect.why + also) if isinstance(effect, Record) and effect.what in settling else effect
        for effect in effects
    )


def _face_off_hours(plan: WorkPlan, day: Workday, event: DayEvent) -> Step:
    """Out of hours a break can be taken, or told of, and a pause begun; there is none to be put off."""
    match event:
        case Started() | Paused() | SelfReported():
            after, effects = _face(plan, day, machine.begin(plan.plan(day.turn), event.at), event)
            return (day if isinstance(event, SelfReported) else after), effects
        case Snoozed() | Declined():
            return day, (Refuse(why="No break is due outside working hours."),)
        case _:
            return day, ()


# Back from an absence


def _come_back(plan: WorkPlan, day: Workday, event: Returned) -> Step:
    """Within the hours it is the break's own affair; but they may have ended, or begun, while nobody was there."""
    back = _without_ended_holds(day, event.at)
    edge = _edge(plan, day, event.at)
    if edge is not None and edge <= event.at.mono:
        return _come_back_another_time(plan, back, event, event.at.at(edge))
    if isinstance(day.facing, OffHours) or not plan.hours.is_open(event.at.wall):
        return _come_back_another_time(plan, back, event, event.at)
    return _face(plan, back, day.facing, event)


def _come_back_another_time(plan: WorkPlan, day: Workday, event: Returned, edge: Moment) -> Step:
    """The first edge ended the hours, if they were on; whatever came after it, they begin afresh on return."""
    after, effects = _close(plan, day, edge)
    if isinstance(after.facing, OnPause) and (until := after.facing.until) is not None and until <= event.at.mono:
        over = event.at.at(max(until, edge.mono) if effects else until)
        effects = (*effects, _record(plan, after, over, "resume", "the pause is over"))
        after = replace(after, facing=OffHours())
    if isinstance(after.facing, OffHours) and plan.hours.is_open(event.at.wall):
        why = f"back within working hours after {duration(event.away)} away"
        after, opened = _open(plan, after, event.at, why)
        effects += opened
    return after, effects


def _without_ended_holds(day: Workday, at: Moment) -> Workday:
    return replace(day, holds=tuple(hold for hold in day.holds if hold.until is None or hold.until > at.mono))


def _record(plan: WorkPlan, day: Workday, at: Moment, what: DecisionKind, why: str) -> Record:
    return Record(at=at, what=what, routine=plan.plan(day.turn).routine, why=why)
