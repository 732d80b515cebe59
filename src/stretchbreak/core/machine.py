"""Who decides about the day: when a break is announced, due, taken, put off or let go.

Theory of operation
-------------------
A rhythm says when the next break falls due. Two minutes before, a heads-up; then an offer, which is repeated twice
and counts as missed when nobody answers. Whatever the answer, the rhythm starts afresh from it.

``deadline`` tells when a state changes by itself. Every event first *advances* the state to the event's own time,
crossing each deadline at exactly its time, however late the tick comes: how often we are woken cannot change what
happens. Being away is another matter and comes as an event of its own (`Returned`): what fell due meanwhile was
offered to nobody, so that it is offered once, on return; and an absence that was long enough for a break, by sleep
or idleness, is a natural break, after which the rhythm starts afresh.

`step` is total: an event that means nothing in a state changes nothing, and what a user asked for in vain is refused
with the reason. Every decision is recorded with its reason; nothing else explains the day.
"""

from __future__ import annotations

from dataclasses import replace
from math import isinf
from typing import assert_never

from stretchbreak.core.day import (
    Declining,
    Due,
    HeadsUp,
    OnPause,
    Plan,
    Snoozing,
    State,
    Stretching,
    Waiting,
    Working,
)
from stretchbreak.core.effects import Announce, DayEffect, DecisionKind, OpenBreak, Record, Refuse
from stretchbreak.core.events import (
    DayEvent,
    Declined,
    Finished,
    Kept,
    Moment,
    Paused,
    Resumed,
    Returned,
    SelfReported,
    Snoozed,
    Started,
    Ticked,
)
from stretchbreak.core.tally import Tally
from stretchbreak.core.wording import duration

ASK_BACK = 15.0
"""Seconds for which "skip?" stays open; then the question is forgotten and nothing is skipped."""


Step = tuple[State, tuple[DayEffect, ...]]


def begin(plan: Plan, at: Moment) -> State:
    """The state of a day that begins now."""
    return working(plan, plan.first_due(at), at.mono)


def step(plan: Plan, state: State, event: DayEvent) -> Step:
    """What becomes of the day, and what is to be done about it."""
    if isinstance(event, Returned):
        left, crossed = _advance(plan, state, event.at.shifted(-event.away))
        settled, answered = _come_back(plan, left, event)
        return settled, crossed + answered
    reached, crossed = _advance(plan, state, event.at)
    settled, answered = _answer(plan, reached, event)
    return settled, crossed + answered


def deadline(plan: Plan, state: State) -> float | None:
    """Monotonic time at which something happens by itself; None when only the user can change something."""
    match state:
        case Working(due=due):
            return due - plan.notice
        case HeadsUp(due=due) | Snoozing(due=due):
            return due
        case Due(since=since, reminders=sent):
            return since + (plan.reminders[sent] if sent < len(plan.reminders) else plan.missed_after)
        case Declining(before=before, until=until):
            beneath = deadline(plan, before)
            return until if beneath is None else min(until, beneath)
        case OnPause(until=until):
            return until
        case Stretching():
            return None
        case _:
            assert_never(state)


# Time passes


def _advance(plan: Plan, state: State, at: Moment) -> Step:
    """Cross every deadline until ``at``, each at its own time."""
    effects: list[DayEffect] = []
    while (due := deadline(plan, state)) is not None and due <= at.mono:
        state, crossed = cross(plan, state, at.at(due))
        effects += crossed
    return state, tuple(effects)


def cross(plan: Plan, state: State, at: Moment) -> Step:
    """Cross the deadline of this state, which lies at ``at``."""
    match state:
        case Working(due=due):
            return _warn(plan, due, at)
        case HeadsUp():
            return _offer(plan, at, 0, plan.why)
        case Snoozing(snoozes=snoozes):
            return _offer(plan, at, snoozes, f"snoozed for {duration(plan.snooze)}, {snoozes} of {plan.snoozes}")
        case Due():
            return _remind(plan, state, at)
        case Declining(before=before, until=until):
            return _cross_beneath(plan, before, until, at)
        case OnPause(left=left, snoozes=snoozes):
            return _go_on(plan, left, snoozes, at, "the pause is over")
        case Stretching():
            return state, ()
        case _:
            assert_never(state)


def _warn(plan: Plan, due: float, at: Moment) -> Step:
    left = due - at.mono
    why = f"break in {duration(left)}"
    return HeadsUp(due=due), (
        Announce(at=at, what="heads-up", routine=plan.routine, due_in=left),
        _record(plan, at, "heads-up", why),
    )


def _offer(plan: Plan, at: Moment, snoozes: int, why: str) -> Step:
    return Due(since=at.mono, snoozes=snoozes), (
        Announce(at=at, what="offer", routine=plan.routine, due_in=0.0),
        _record(plan, at, "offer", why),
    )


def _remind(plan: Plan, state: Due, at: Moment) -> Step:
    if state.reminders < len(plan.reminders):
        why = f"no answer for {duration(plan.reminders[state.reminders])}"
        return replace(state, reminders=state.reminders + 1), (
            Announce(at=at, what="reminder", routine=plan.routine, due_in=0.0),
            _record(plan, at, "reminder", why),
        )
    why = f"no answer in {duration(plan.missed_after)}"
    # With an interval of a few minutes the next break would already be announced by now.
    due = max(plan.next_due(at.at(state.since)), at.mono + plan.notice)
    return Working(due=due), (_record(plan, at, "missed", why),)


def _cross_beneath(plan: Plan, before: Waiting, until: float, at: Moment) -> Step:
    """Let the question go when its time is over, or pass time underneath it while the break still waits."""
    if until <= at.mono:
        return before, ()
    after, effects = cross(plan, before, at)
    if isinstance(after, HeadsUp) or (isinstance(after, Due) and isinstance(before, Due)):
        return Declining(before=after, until=until), effects
    return after, effects


def _go_on(plan: Plan, left: float, snoozes: int, at: Moment, why: str) -> Step:
    resumed = _record(plan, at, "resume", why)
    if left > 0:
        return _left_over(plan, left, snoozes, at), (resumed,)
    state, effects = _offer(plan, at, snoozes, "it was due when the pause began")
    return state, (resumed, *effects)


def _left_over(plan: Plan, left: float, snoozes: int, at: Moment) -> Waiting:
    """What a pause left to wait for; a time of the clock has not waited for it."""
    if snoozes:
        return Snoozing(due=at.mono + left, snoozes=snoozes)
    return working(plan, plan.first_due(at, left), at.mono)


def working(plan: Plan, due: float, mono: float) -> Working | HeadsUp:
    """At work from now on; so near to the break that the heads-up would come late, there is none."""
    return Working(due=due) if mono < due - plan.notice else HeadsUp(due=due)


# Back from an absence


def _come_back(plan: Plan, state: State, event: Returned) -> Step:
    rested = event.reason != "stopped" and event.away >= plan.natural_break
    away = f"{duration(event.away)} away ({event.reason})"
    match state:
        case Declining(before=before):
            return _come_back(plan, before, event)
        case OnPause(until=until) if until is not None and until <= event.at.mono:
            return _come_back_after_pause(plan, state, until, event)
        case OnPause() if rested:
            return replace(state, left=plan.every, snoozes=0), (_record(plan, event.at, "natural", away),)
        case OnPause() | Stretching():
            return state, ()
        case Working() | HeadsUp() | Snoozing() | Due() if rested:
            return Working(due=plan.next_due(event.at)), (_record(plan, event.at, "natural", away),)
        case Working(due=due) | HeadsUp(due=due) | Snoozing(due=due) if due <= event.at.mono:
            snoozes = state.snoozes if isinstance(state, Snoozing) else 0
            return _offer(plan, event.at, snoozes, f"fell due during {away}")
        case Due(since=since):
            # The minutes in which nobody could answer do not count against the offer.
            return replace(state, since=min(since + event.away, event.at.mono)), ()
        case Working(due=due) if due - plan.notice <= event.at.mono:
            return _warn(plan, due, event.at)
        case Working() | HeadsUp() | Snoozing():
            return state, ()
        case _:
            assert_never(state)


def _come_back_after_pause(plan: Plan, state: OnPause, until: float, event: Returned) -> Step:
    """The pause ended meanwhile: what was left of the work ran on from there, as without anybody noticing."""
    resumed = _record(plan, event.at.at(until), "resume", "the pause is over")
    after = _left_over(plan, state.left, state.snoozes, event.at.at(until))
    settled, effects = _come_back(plan, after, event)
    return settled, (resumed, *effects)


# The user answers


def _answer(plan: Plan, state: State, event: DayEvent) -> Step:
    match event:
        case Ticked() | Returned():
            return state, ()
        case Started(at=at):
            return _start(plan, state, at)
        case Snoozed(at=at):
            return _snooze(plan, state, at)
        case Declined(at=at, reason=reason):
            return _decline(plan, state, at, reason)
        case Kept():
            return (state.before, ()) if isinstance(state, Declining) else (state, ())
        case SelfReported(at=at):
            return _take_word(plan, state, at)
        case Finished(at=at, tally=tally):
            return _finish(plan, state, at, tally)
        case Paused(at=at, seconds=seconds):
            return _pause(plan, state, at, seconds)
        case Resumed(at=at):
            return _resume(plan, state, at)
        case _:
            assert_never(event)


def _start(plan: Plan, state: State, at: Moment) -> Step:
    if isinstance(state, Stretching):
        return state, (Refuse(why="The break is already on."),)
    facing = state.before if isinstance(state, Declining) else state
    record = _record(plan, at, "start", "taken when offered" if isinstance(facing, Due) else "asked for")
    return Stretching(since=at.mono), (record, OpenBreak(routine=plan.routine))


def _snooze(plan: Plan, state: State, at: Moment) -> Step:
    match state:
        case Declining(before=before):
            return _snooze(plan, before, at)
        case HeadsUp():
            used = 0
        case Due(snoozes=used) | Snoozing(snoozes=used):
            pass
        case Working() | OnPause() | Stretching():
            return state, (Refuse(why="There is nothing to snooze: no break is due."),)
        case _:
            assert_never(state)
    if used >= plan.snoozes:
        return state, (Refuse(why=f"Snoozed {used} of {plan.snoozes} times already: start it, or skip it with s."),)
    why = f"{used + 1} of {plan.snoozes}, for {duration(plan.snooze)}"
    return Snoozing(due=at.mono + plan.snooze, snoozes=used + 1), (_record(plan, at, "snooze", why),)


def _decline(plan: Plan, state: State, at: Moment, reason: str | None) -> Step:
    match state:
        case Working() | HeadsUp() | Snoozing() | Due() if reason is None:
            return Declining(before=state, until=at.mono + ASK_BACK), ()
        case Working() | HeadsUp() | Snoozing() | Due() | Declining():
            return Working(due=plan.next_due(at)), (_record(plan, at, "skip", reason or "no reason given"),)
        case OnPause() | Stretching():
            return state, (Refuse(why="There is nothing to skip: no break is waiting."),)
        case _:
            assert_never(state)


def _take_word(plan: Plan, state: State, at: Moment) -> Step:
    match state:
        case Working() | HeadsUp() | Snoozing() | Due() | Declining():
            return Working(due=plan.next_due(at)), (_record(plan, at, "finish", "done already, as the user reports"),)
        case OnPause() | Stretching():
            return state, (Refuse(why="No break is waiting to be reported."),)
        case _:
            assert_never(state)


def _finish(plan: Plan, state: State, at: Moment, tally: Tally) -> Step:
    if not isinstance(state, Stretching):
        return state, ()
    why = f"{tally.outcome}: {tally.done} of {tally.planned} reps"
    return Working(due=plan.next_due(at)), (_record(plan, at, "finish", why, tally),)


def _pause(plan: Plan, state: State, at: Moment, seconds: float | None) -> Step:
    match state:
        case Declining(before=before):
            return _pause(plan, before, at, seconds)
        case Working(due=due) | HeadsUp(due=due):
            left, snoozes = due - at.mono, 0
        case Snoozing(due=due, snoozes=snoozes):
            left = due - at.mono
        case Due(snoozes=snoozes):
            left = 0.0
        case OnPause(left=left, snoozes=snoozes):
            pass
        case Stretching():
            return state, (Refuse(why="The break is on; pause it with space."),)
        case _:
            assert_never(state)
    seconds = plan.pause if seconds is None else seconds
    endless = isinf(seconds)
    why = "until resumed" if endless else f"for {duration(seconds)}"
    until = None if endless else at.mono + seconds
    paused = OnPause(since=at.mono, until=until, left=left, snoozes=snoozes)
    return paused, (_record(plan, at, "pause", why),)


def _resume(plan: Plan, state: State, at: Moment) -> Step:
    if not isinstance(state, OnPause):
        return state, ()
    return _go_on(plan, state.left, state.snoozes, at, "resumed by the user")


def _record(plan: Plan, at: Moment, what: DecisionKind, why: str, tally: Tally | None = None) -> Record:
    return Record(at=at, what=what, routine=plan.routine, why=why, tally=tally)
