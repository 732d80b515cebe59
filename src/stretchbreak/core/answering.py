"""What the user does about a break: takes it, puts it off, lets it go, reports it done, pauses."""

from __future__ import annotations

from dataclasses import replace
from math import isinf
from typing import assert_never

from stretchbreak.core.day import (
    AskedBack,
    Awaiting,
    Due,
    HeadsUp,
    OnPause,
    Plan,
    Snoozing,
    State,
    Stretching,
    Waiting,
    Wish,
    Working,
    beneath,
)
from stretchbreak.core.effects import OpenBreak, Refuse
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
from stretchbreak.core.passing import Step, go_on, record
from stretchbreak.core.wording import duration

ASK_BACK = 15.0
"""Seconds for which a question stays open; then it is forgotten, and nothing is skipped or put off."""


def answer(plan: Plan, state: State, event: DayEvent) -> Step:
    """What becomes of the break by this, at a moment until which time has passed already."""
    match event:
        case Ticked() | Returned():
            return state, ()
        case Started():
            return _start(plan, state, event)
        case Snoozed():
            return _snooze(plan, state, event)
        case Declined(at=at, reason=reason):
            return _decline(plan, state, at, reason)
        case Kept():
            return beneath(state), ()
        case SelfReported(at=at):
            return _take_word(plan, state, at)
        case Finished():
            return _finish(plan, state, event)
        case Paused(at=at, seconds=seconds):
            return _pause(plan, beneath(state), at, plan.pause if seconds is None else seconds)
        case Resumed(at=at):
            return go_on(plan, state, at, "resumed by the user") if isinstance(state, OnPause) else (state, ())
        case _:
            assert_never(event)


def _start(plan: Plan, state: State, event: Started) -> Step:
    facing = beneath(state)
    if isinstance(facing, Stretching):
        return state, (Refuse(why="The break is already on."),)
    why = "taken when offered" if isinstance(facing, Due) else "asked for"
    if event.dose == "mini":
        why = f"mini dose, {why}"
    chosen = plan if event.routine is None else replace(plan, routine=event.routine)
    opening = OpenBreak(routine=chosen.dosed(event.dose))
    return Stretching(since=event.at.mono, dose=event.dose), (record(chosen, event.at, "start", why), opening)


def _snooze(plan: Plan, state: State, event: Snoozed) -> Step:
    match beneath(state):
        case HeadsUp() | Awaiting() as facing:
            used = 0
        case Due(snoozes=used) | Snoozing(snoozes=used) as facing:
            pass
        case Working() | OnPause() | Stretching():
            return state, (Refuse(why="There is nothing to snooze: no break is due."),)
    if not plan.snoozes:
        return state, (Refuse(why="Your settings allow no snooze: start it, or skip it with s."),)
    if used >= plan.snoozes:
        return state, (Refuse(why=f"Snoozed {used} of {plan.snoozes} times already: start it, or skip it with s."),)
    if used and not _asked(state, "snooze"):
        return AskedBack(before=facing, wish="snooze", until=event.at.mono + ASK_BACK), ()
    seconds = plan.snooze if event.seconds is None else event.seconds
    why = f"{used + 1} of {plan.snoozes}, for {duration(seconds)}"
    snoozing = Snoozing(due=event.at.mono + seconds, snoozes=used + 1)
    return snoozing, (record(plan, event.at, "snooze", why),)


def _asked(state: State, wish: Wish) -> bool:
    """Whether this has been asked back already: a second time it is meant."""
    return isinstance(state, AskedBack) and state.wish == wish


def _decline(plan: Plan, state: State, at: Moment, reason: str | None) -> Step:
    facing = beneath(state)
    if isinstance(facing, OnPause | Stretching):
        return state, (Refuse(why="There is nothing to skip: no break is waiting."),)
    if reason is None and not _asked(state, "skip"):
        return AskedBack(before=facing, wish="skip", until=at.mono + ASK_BACK), ()
    return Working(due=plan.next_due(at)), (record(plan, at, "skip", reason or "no reason given"),)


def _take_word(plan: Plan, state: State, at: Moment) -> Step:
    if isinstance(state, OnPause | Stretching):
        return state, (Refuse(why="No break is waiting to be reported."),)
    return Working(due=plan.next_due(at)), (record(plan, at, "finish", "done already, as the user reports"),)


def _finish(plan: Plan, state: State, event: Finished) -> Step:
    if not isinstance(state, Stretching):
        return state, ()
    tally = event.tally
    came_to = "mini dose" if tally.dose == "mini" else tally.outcome
    why = f"{came_to}: {tally.done} of {tally.planned} reps"
    done = plan if event.routine is None else replace(plan, routine=event.routine)
    return Working(due=plan.next_due(event.at)), (record(done, event.at, "finish", why, tally),)


def _pause(plan: Plan, state: Waiting | Stretching | OnPause, at: Moment, seconds: float) -> Step:
    match state:
        case Working(due=due) | HeadsUp(due=due):
            left, snoozes = due - at.mono, 0
        case Snoozing(due=due, snoozes=snoozes):
            left = due - at.mono
        case Awaiting():
            left, snoozes = 0.0, 0
        case Due(snoozes=snoozes):
            left = 0.0
        case OnPause(left=left, snoozes=snoozes):
            pass
        case Stretching():
            return state, (Refuse(why="The break is on; pause it with space."),)
        case _:
            assert_never(state)
    why = "until resumed" if isinf(seconds) else f"for {duration(seconds)}"
    until = None if isinf(seconds) else at.mono + seconds
    return OnPause(since=at.mono, until=until, left=left, snoozes=snoozes), (record(plan, at, "pause", why),)
