"""Waiting for a pause in typing: an offer never cuts a sentence in half, and never waits for ever."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fakes import BEGIN
from playing import (
    ANY_TIME,
    DONE,
    HOUR,
    KEEP,
    PAUSE,
    REST,
    RESUME,
    ROUTINE,
    SKIP,
    SNOOZE,
    START,
    TICK,
    WITH_LUNCH,
    announced,
    held,
    played,
    reasons,
    records,
    released,
    returned,
    typed,
)
from stretchbreak.core.day import AskedBack, Awaiting, Due, Plan, Snoozing, Stretching, Working
from stretchbreak.core.workplan import Patience, WorkPlan

PATIENT = replace(ANY_TIME, patience=Patience())
BUSY = (HOUR - 10, typed())
WAITED = "1 h of work; waited {} for a pause in typing"


def test_an_offer_waits_for_a_pause_in_typing() -> None:
    """Due while somebody types: offered at the first pause, with how long it waited."""
    waiting, effects = played(BUSY, (HOUR + 60, TICK), plan=PATIENT)
    assert waiting.facing == Awaiting(since=BEGIN + HOUR, until=BEGIN + HOUR + 300)
    assert announced(effects) == [(HOUR - 120, "heads-up")]
    day, effects = played(BUSY, (HOUR + 60, REST), plan=PATIENT)
    assert day.facing == Due(since=BEGIN + HOUR + 60)
    assert reasons(effects, "offer") == [WAITED.format("1 min")]


def test_after_five_minutes_it_waits_no_longer() -> None:
    """Whoever never pauses is asked all the same, at that very moment however late the tick."""
    _, effects = played(BUSY, (HOUR + 400, TICK), plan=PATIENT)
    assert records(effects, "offer") == [(HOUR + 300, "offer")]
    assert reasons(effects, "offer") == [WAITED.format("5 min")]


def test_hands_that_rest_already_are_not_waited_for() -> None:
    """The pause came before the break was due."""
    _, effects = played(BUSY, (HOUR - 5, REST), (HOUR, TICK), plan=PATIENT)
    assert reasons(effects, "offer") == ["1 h of work"]


def test_where_nobody_tells_of_typing_the_offer_comes_on_time() -> None:
    """Without an idle provider, or with the waiting switched off, due is due."""
    assert records(played((HOUR, TICK), plan=PATIENT)[1], "offer") == [(HOUR, "offer")]
    assert records(played(BUSY, (HOUR, TICK), plan=ANY_TIME)[1], "offer") == [(HOUR, "offer")]


def test_typing_that_ends_by_itself_lets_the_offer_through() -> None:
    """Told for how long, it needs nobody to tell of its end: twenty seconds later the hands rest."""
    _, effects = played((HOUR - 10, typed(100.0)), (HOUR + 300, TICK), plan=PATIENT)
    assert records(effects, "offer") == [(HOUR + 110, "offer")]


def test_a_snoozed_break_comes_back_to_the_minute() -> None:
    """Five minutes were agreed: it does not wait for hands."""
    _, effects = played((HOUR, SNOOZE), (HOUR + 290, typed()), (HOUR + 300, TICK), plan=PATIENT)
    assert records(effects, "offer")[1:] == [(HOUR + 300, "offer")]


def test_the_user_can_answer_before_the_offer() -> None:
    """Start, snooze, skip, done already and pause mean what they mean during the heads-up."""
    waiting = BUSY, (HOUR + 30, TICK)
    assert isinstance(played(*waiting, (HOUR + 40, START), plan=PATIENT)[0].facing, Stretching)
    assert isinstance(played(*waiting, (HOUR + 40, SNOOZE), plan=PATIENT)[0].facing, Snoozing)
    assert played(*waiting, (HOUR + 40, DONE), plan=PATIENT)[0].facing == Working(due=BEGIN + 2 * HOUR + 40)
    asked, _ = played(*waiting, (HOUR + 40, SKIP), plan=PATIENT)
    assert isinstance(asked.facing, AskedBack)
    kept, _ = played(*waiting, (HOUR + 40, SKIP), (HOUR + 42, KEEP), plan=PATIENT)
    assert isinstance(kept.facing, Awaiting)
    resumed, _ = played(*waiting, (HOUR + 40, PAUSE), (HOUR + 50, RESUME), plan=PATIENT)
    assert resumed.facing == Due(since=BEGIN + HOUR + 50)


def test_a_meeting_that_begins_meanwhile_holds_the_break() -> None:
    """It is owed as if it had been offered."""
    day, effects = played(BUSY, (HOUR + 30, held()), (HOUR + 40, released()), plan=PATIENT)
    assert records(effects, "held", "owed-offer") == [(HOUR + 30, "held"), (HOUR + 40, "owed-offer")]
    assert day.facing == Due(since=BEGIN + HOUR + 40)


@pytest.mark.parametrize(("away", "state"), [(60.0, Due), (600.0, Working)])
def test_coming_back_from_an_absence_ends_the_waiting(away: float, state: type) -> None:
    """A short one leads to the offer, a long one was the break."""
    day, _ = played(BUSY, (HOUR + 10 + away, returned(away)), plan=PATIENT)
    assert isinstance(day.facing, state)
    assert day.typing is None


def test_lunch_closes_a_break_that_waits_for_hands() -> None:
    """It was due, and nobody has answered."""
    plan = WorkPlan((Plan(routine=ROUTINE, every=3 * HOUR - 60),), WITH_LUNCH.hours, patience=Patience())
    _, effects = played((3 * HOUR - 100, typed()), (3 * HOUR, TICK), plan=plan)
    assert reasons(effects, "closed") == ["lunch: still unanswered"]
