"""The day around the breaks: working hours, routines in turn, and what keeps a break from being offered.

Theory of operation
-------------------
``machine`` leads from one break to the next and knows nothing of hours or meetings. This automaton holds its state as
``facing`` and puts it into the day. At the end of the hours it takes it away, and at their beginning it makes a fresh
one. While something *holds* breaks (a meeting, do-not-disturb), an offer never reaches the user: the break is *owed*,
with the reason, and the rhythm goes on. Once nothing holds any more, everything owed becomes one offer; or it merges
into the next regular break, if that is less than half an interval away; or it is closed at the end of the hours.

As in ``machine``, every event first crosses whatever lies before it, each at its own time, earliest first: the end of
a hold, an edge of the hours, a deadline of the break.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from stretchbreak.core import machine
from stretchbreak.core.day import Declining, Due, HeadsUp, OnPause, Plan, Snoozing, State, Stretching, Working
from stretchbreak.core.effects import Announce, DayEffect, DecisionKind, OpenBreak, Record
from stretchbreak.core.events import (
    DayEvent,
    Finished,
    Held,
    Moment,
    Released,
    Returned,
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


def begin(plan: WorkPlan, at: Moment) -> Workday:
    """A day that begins now, with a fresh interval if it is within working hours."""
    is_open = plan.hours.is_open(at.wall)
    return Workday(facing=machine.begin(plan.plan(0), at) if is_open else OffHours(), seen=at.mono)


def step(plan: WorkPlan, day: Workday, event: WorkdayEvent) -> Step:
    """What becomes of the day, and what is to be done about it."""
    if isinstance(event, Returned):
        left, crossed = _advance(plan, day, event.at.shifted(-event.away))
        back, answered = _come_back(plan, left, event)
    else:
        left, crossed = _advance(plan, day, event.at)
        back, answered = _answer(plan, left, event)
    settled, offered = _settle(plan, replace(back, seen=max(back.seen, event.at.mono)), event.at)
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
    """Cross whatever lies before ``at``, earliest first; at one time hours before holds, and holds before breaks."""
    effects: list[DayEffect] = []
    while (due := deadline(plan, day, at)) is not None and due <= at.mono:
        crossing = at.at(due)
        if due == _edge(plan, day, at):
            day, crossed = _turn_hours(plan, day, crossing)
        elif due == _release(day):
            day, crossed = _end_holds(plan, day, crossing)
        elif not isinstance(day.facing, OffHours):
            day, crossed = _pass(plan, day, day.facing, crossing)
        day = replace(day, seen=max(day.seen, due))
        effects += crossed
    return replace(day, seen=max(day.seen, at.mono)), tuple(effects)


def _pass(plan: WorkPlan, day: Workday, facing: State, at: Moment) -> Step:
    """Let the break cross its own deadline."""
    after, effects = machine.cross(plan.plan(day.turn), facing, at)
    return _muted(plan, day, replace(day, facing=after), at, effects)


def _muted(plan: WorkPlan, before: Workday, after: Workday, at: Moment, effects: tuple[DayEffect, ...]) -> Step:
    """What time brought, less what a hold keeps from being said: a new offer is owed, a heads-up is not heard."""
    if not after.holds or isinstance(_beneath(before.facing), Due):
        return after, effects
    if isinstance(_beneath(after.facing), Due):
        return _hold(plan, after, at, effects)
    return after, _unsaid(effects)


def _hold(plan: WorkPlan, day: Workday, at: Moment, effects: tuple[DayEffect, ...] = ()) -> Step:
    """Owe the break that is due, and let the rhythm go on."""
    reason = " and ".join(hold.reason for hold in day.holds)
    held = _record(plan, day, at, "held", f"{reason}; it will be offered afterwards")
    kept = _unsaid(effects)
    working = Working(due=plan.plan(day.turn).next_due(at))
    return replace(day, facing=working, owed=(*day.owed, Owed(at, reason))), (*kept, held)


def _unsaid(effects: tuple[DayEffect, ...]) -> tuple[DayEffect, ...]:
    """The effects without what a user would hear of."""
    unheard = {"offer", "heads-up"}
    return tuple(
        effect
        for effect in effects
        if not isinstance(effect, Announce) and not (isinstance(effect, Record) and effect.what in unheard)
    )


def _turn_hours(plan: WorkPlan, day: Workday, at: Moment) -> Step:
    """Begin or end the working hours."""
    if plan.hours.is_open(at.wall):
        if not isinstance(day.facing, OffHours):
            return day, ()
        facing = machine.begin(plan.plan(day.turn), at)
        return replace(day, facing=facing), (_record(plan, day, at, "on-hours", "working hours begin"),)
    return _close(plan, day, at)


def _close(plan: WorkPlan, day: Workday, at: Moment) -> Step:
    """End the hours: what is owed, or still unanswered, is closed and not carried into tomorrow."""
    why = "lunch" if plan.hours.is_lunch(at.wall) else "working hours ended"
    open_offer = isinstance(_beneath(day.facing), Due | Snoozing)
    reasons = [f"held at {owed.since.wall:%H:%M} ({owed.reason})" for owed in day.owed]
    unmet = [*reasons, *(["still unanswered"] if open_offer else [])]
    closed = tuple(_record(plan, day, at, "closed", f"{why}: {reason}") for reason in unmet)
    after = replace(day, owed=())
    if isinstance(day.facing, Stretching | OnPause | OffHours):
        return after, closed
    return replace(after, facing=OffHours()), (*closed, _record(plan, day, at, "off-hours", why))


def _beneath(facing: Facing) -> Facing:
    return facing.before if isinstance(facing, Declining) else facing


def _end_holds(plan: WorkPlan, day: Workday, at: Moment) -> Step:
    """Let every hold go whose time is over, and offer what is owed."""
    return _settle(plan, _without_ended_holds(day, at), at)


# Coming to rest after each event


def _settle(plan: WorkPlan, day: Workday, at: Moment) -> Step:
    """Offer what is owed as soon as nothing holds it, and keep breaks out of off-hours."""
    if not isinstance(day.facing, OffHours | Stretching | OnPause) and not plan.hours.is_open(at.wall):
        return _close(plan, day, at)
    if not day.owed or day.holds or not isinstance(day.facing, Working | HeadsUp | Snoozing):
        return day, ()
    return _offer_owed(plan, day, day.facing, at)


def _offer_owed(plan: WorkPlan, day: Workday, facing: Working | HeadsUp | Snoozing, at: Moment) -> Step:
    """One offer for everything owed; or none, if the next regular break is near enough."""
    turn, left = plan.plan(day.turn), facing.due - at.mono
    reasons = ", ".join(dict.fromkeys(owed.reason for owed in day.owed))
    since = f"{len(day.owed)} held since {day.owed[0].since.wall:%H:%M} ({reasons})"
    paid = replace(day, owed=())
    if left < turn.every / 2:
        return paid, (_record(plan, day, at, "merged", f"{since}; the next break is {duration(left)} away"),)
    return replace(paid, facing=Due(since=at.mono)), (
        Announce(at=at, what="offer", routine=turn.routine, due_in=0.0),
        _record(plan, day, at, "owed-offer", since),
    )


# Back from an absence


def _come_back(plan: WorkPlan, day: Workday, event: Returned) -> Step:
    """Hours may have ended, or begun, while nobody was there; otherwise it is the break's own affair."""
    edge = _edge(plan, day, event.at)
    if edge is not None and edge <= event.at.mono:
        return _come_back_over_an_edge(plan, day, event, edge)
    return _face(plan, _without_ended_holds(day, event.at), event)


def _come_back_over_an_edge(plan: WorkPlan, day: Workday, event: Returned, edge: float) -> Step:
    gone = _without_ended_holds(day, event.at)
    if isinstance(day.facing, Stretching | OnPause):
        return _face(plan, gone, event)
    closed, effects = (gone, ()) if isinstance(day.facing, OffHours) else _close(plan, gone, event.at.at(edge))
    if not plan.hours.is_open(event.at.wall):
        return closed, effects
    facing = machine.begin(plan.plan(day.turn), event.at)
    began = _record(plan, day, event.at, "on-hours", f"back within working hours after {duration(event.away)} away")
    return replace(closed, facing=facing), (*effects, began)


def _without_ended_holds(day: Workday, at: Moment) -> Workday:
    return replace(day, holds=tuple(hold for hold in day.holds if hold.until is None or hold.until > at.mono))


# The user, and the world, answer


def _answer(plan: WorkPlan, day: Workday, event: WorkdayEvent) -> Step:
    match event:
        case Held(at=at, reason=reason, seconds=seconds):
            until = None if seconds is None else at.mono + seconds
            others = tuple(hold for hold in day.holds if hold.reason != reason)
            holding = replace(day, holds=(*others, Hold(reason, until)))
            return _hold(plan, holding, at) if isinstance(_beneath(day.facing), Due) else (holding, ())
        case Released(reason=reason):
            return replace(day, holds=tuple(hold for hold in day.holds if hold.reason != reason)), ()
        case _:
            return _face(plan, day, event)


def _face(plan: WorkPlan, day: Workday, event: DayEvent) -> Step:
    """Let the break answer. Out of hours it is as after a fresh beginning, but only taken breaks stay."""
    out = isinstance(day.facing, OffHours)
    turn = plan.plan(day.turn)
    facing = machine.begin(turn, event.at) if isinstance(day.facing, OffHours) else day.facing
    after, effects = machine.step(turn, facing, event)
    if out and not isinstance(after, Stretching):
        return day, tuple(effect for effect in effects if not isinstance(effect, Record))
    opened = any(isinstance(effect, OpenBreak) for effect in effects)
    taken = isinstance(event, Finished) and isinstance(day.facing, Stretching) and event.tally.done > 0
    settled = replace(day, facing=after, turn=day.turn + taken, owed=() if opened else day.owed)
    return _muted(plan, day, settled, event.at, effects)


def _record(plan: WorkPlan, day: Workday, at: Moment, what: DecisionKind, why: str) -> Record:
    return Record(at=at, what=what, routine=plan.plan(day.turn).routine, why=why)
