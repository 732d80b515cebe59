"""What time does to a break that is still to come: it draws near, is offered, asked for again, and missed."""

from __future__ import annotations

from dataclasses import replace
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
    Working,
)
from stretchbreak.core.effects import Announce, DayEffect, DecisionKind, Record
from stretchbreak.core.events import Moment, Returned
from stretchbreak.core.tally import Tally
from stretchbreak.core.wording import duration

Step = tuple[State, tuple[DayEffect, ...]]


def deadline(plan: Plan, state: State) -> float | None:
    """Monotonic time at which something happens by itself; None when only the user can change something."""
    match state:
        case Working(due=due):
            return due - plan.notice
        case HeadsUp(due=due) | Snoozing(due=due):
            return due
        case Awaiting(until=until):
            return until
        case Due(since=since, reminders=sent):
            return since + (plan.reminders[sent] if sent < len(plan.reminders) else plan.missed_after)
        case AskedBack(before=before, until=until):
            below = deadline(plan, before)
            return until if below is None else min(until, below)
        case OnPause(until=until):
            return until
        case Stretching():
            return None
        case _:
            assert_never(state)


def advance(plan: Plan, state: State, at: Moment) -> Step:
    """Cross every deadline until ``at``, each at its own time."""
    effects: list[DayEffect] = []
    while (due := deadline(plan, state)) is not None and due <= at.mono:
        state, crossed = cross(plan, state, at.at(due))
        effects += crossed
    return state, tuple(effects)


def cross(plan: Plan, state: State, at: Moment) -> Step:
    """Cross the deadline of this state, which lies at ``at``."""
    match state:
        case Working(due=due) if plan.notice:
            return _warn(plan, due, at)
        case Working() | HeadsUp():
            return offer(plan, at, why=plan.why)
        case Awaiting():
            return offer_after_typing(plan, state, at)
        case Snoozing(snoozes=snoozes):
            return offer(plan, at, why=f"snoozed {snoozes} of {plan.snoozes} times", snoozes=snoozes)
        case Due():
            return _remind(plan, state, at)
        case AskedBack(before=before, until=until):
            return _cross_beneath(plan, state, before, at) if until > at.mono else (before, ())
        case OnPause():
            return go_on(plan, state, at, "the pause is over")
        case Stretching():
            return state, ()
        case _:
            assert_never(state)


def _warn(plan: Plan, due: float, at: Moment) -> Step:
    left = due - at.mono
    return HeadsUp(due=due), (
        Announce(at=at, what="heads-up", routine=plan.routine, due_in=left),
        record(plan, at, "heads-up", f"break in {duration(left)}"),
    )


def offer(plan: Plan, at: Moment, *, why: str, snoozes: int = 0) -> Step:
    """Ask the user to take the break."""
    return Due(since=at.mono, snoozes=snoozes), (
        Announce(at=at, what="offer", routine=plan.routine, due_in=0.0),
        record(plan, at, "offer", why),
    )


def offer_after_typing(plan: Plan, state: Awaiting, at: Moment) -> Step:
    """The hands rest, or have not done so for long enough to wait for it."""
    waited = duration(at.mono - state.since)
    return offer(plan, at, why=f"{plan.why}; waited {waited} for a pause in typing")


def _remind(plan: Plan, state: Due, at: Moment) -> Step:
    if state.reminders < len(plan.reminders):
        why = f"no answer for {duration(plan.reminders[state.reminders])}"
        return replace(state, reminders=state.reminders + 1), (
            Announce(at=at, what="reminder", routine=plan.routine, due_in=0.0),
            record(plan, at, "reminder", why),
        )
    why = f"no answer in {duration(plan.missed_after)}"
    # With an interval of a few minutes the next break would already be announced by now.
    due = max(plan.next_due(at.at(state.since)), at.mono + plan.notice)
    return Working(due=due), (record(plan, at, "missed", why),)


def _cross_beneath(plan: Plan, asked: AskedBack, before: Waiting, at: Moment) -> Step:
    """Pass time underneath the question while the same break still waits; it falls with anything else."""
    after, effects = cross(plan, before, at)
    if isinstance(after, HeadsUp) or (isinstance(after, Due) and isinstance(before, Due)):
        return replace(asked, before=after), effects
    return after, effects


def go_on(plan: Plan, pause: OnPause, at: Moment, why: str) -> Step:
    """End the pause: with what was left to wait for, or with the break that was due already."""
    resumed = record(plan, at, "resume", why)
    if pause.left > 0:
        return _left_over(plan, pause, at), (resumed,)
    state, effects = offer(plan, at, why="it was due when the pause began", snoozes=pause.snoozes)
    return state, (resumed, *effects)


def _left_over(plan: Plan, pause: OnPause, at: Moment) -> Waiting:
    """What a pause left to wait for; a time of the clock has not waited for it."""
    if pause.snoozes:
        return Snoozing(due=at.mono + pause.left, snoozes=pause.snoozes)
    return working(plan, plan.first_due(at, pause.left), at.mono)


def working(plan: Plan, due: float, mono: float) -> Working | HeadsUp:
    """At work from now on; so near to the break that the heads-up would come late, there is none."""
    return Working(due=due) if mono < due - plan.notice else HeadsUp(due=due)


# Back from an absence


def come_back(plan: Plan, state: State, event: Returned) -> Step:
    """Nobody was there: what fell due meanwhile is offered now, unless the absence was a break itself."""
    rested = event.reason != "stopped" and event.away >= plan.natural_break
    away = f"{duration(event.away)} away ({event.reason})"
    match state:
        case AskedBack(before=before):
            return come_back(plan, before, event)
        case OnPause(until=until) if until is not None and until <= event.at.mono:
            return _come_back_after_pause(plan, state, until, event)
        case OnPause() if rested:
            return replace(state, left=plan.every, snoozes=0), (record(plan, event.at, "natural", away),)
        case OnPause() | Stretching():
            return state, ()
        case Working() | HeadsUp() | Snoozing() | Awaiting() | Due() if rested:
            return Working(due=plan.next_due(event.at)), (record(plan, event.at, "natural", away),)
        case Working(due=due) | HeadsUp(due=due) | Snoozing(due=due) | Awaiting(since=due) if due <= event.at.mono:
            snoozes = state.snoozes if isinstance(state, Snoozing) else 0
            return offer(plan, event.at, why=f"fell due during {away}", snoozes=snoozes)
        case Due(since=since):
            # The minutes in which nobody could answer do not count against the offer.
            return replace(state, since=min(since + event.away, event.at.mono)), ()
        case Working(due=due) if plan.notice and due - plan.notice <= event.at.mono:
            return _warn(plan, due, event.at)
        case Working() | HeadsUp() | Snoozing() | Awaiting():
            return state, ()
        case _:
            assert_never(state)


def _come_back_after_pause(plan: Plan, state: OnPause, until: float, event: Returned) -> Step:
    """The pause ended meanwhile: what was left of the work ran on from there, as without anybody noticing."""
    resumed = record(plan, event.at.at(until), "resume", "the pause is over")
    settled, effects = come_back(plan, _left_over(plan, state, event.at.at(until)), event)
    return settled, (resumed, *effects)


def record(plan: Plan, at: Moment, what: DecisionKind, why: str, tally: Tally | None = None) -> Record:
    """A decision about the break whose turn it is."""
    return Record(at=at, what=what, routine=plan.routine, why=why, tally=tally)
