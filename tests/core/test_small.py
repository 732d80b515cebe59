"""The second layer: small breaks between the main ones, which stand back from them."""

from __future__ import annotations

import pytest

from fakes import BEGIN
from playing import (
    ANY_TIME,
    CLOSING,
    DAY,
    DONE,
    EVERY_EVENT,
    EYES,
    HOUR,
    MINI,
    MINUTE,
    PAUSE,
    RESUME,
    ROUTINE,
    SKIP,
    SMALL,
    SNOOZE,
    START,
    TICK,
    TURN,
    Making,
    announced,
    finished,
    held,
    office,
    played,
    reasons,
    records,
    refusals,
    released,
    returned,
)
from stretchbreak.core.day import Due, OnPause, Plan, Snoozing, Stretching, Working
from stretchbreak.core.effects import DayEffect, OpenBreak, Record
from stretchbreak.core.workplan import Joined, OffHours, WorkPlan

LAYERS = WorkPlan((TURN,), small=SMALL)
LATE = WorkPlan(
    (Plan(routine=ROUTINE, every=DAY),), office(), small=Plan(routine=EYES, every=CLOSING - 5, heads_up=0.0)
)
AT_THE_OFFICE = WorkPlan((TURN,), office(), small=SMALL)


def of_eyes(effects: list[DayEffect]) -> list[tuple[float, str]]:
    """Minutes and name of every decision about a small break."""
    mine = [one for one in effects if isinstance(one, Record) and one.routine == EYES]
    return [((one.at.mono - BEGIN) / MINUTE, one.what) for one in mine]


def test_small_breaks_come_between_main_ones_without_a_heads_up() -> None:
    """At twenty and at forty minutes; the one at sixty is part of the main break."""
    _, effects = played((HOUR, TICK), plan=LAYERS)
    assert announced(effects) == [(1200.0, "offer"), (2400.0, "offer"), (3480.0, "heads-up"), (3600.0, "offer")]
    assert of_eyes(effects) == [(20, "offer"), (23, "missed"), (40, "offer"), (43, "missed"), (60, "merged")]


@pytest.mark.parametrize(("every", "why"), [(55.5, "the next break is 4 min 30 s away"), (55.0, "5 min away")])
def test_a_small_break_near_a_main_one_is_merged_into_it(every: float, why: str) -> None:
    """Due five minutes before it or less, it is not offered by itself, and says into what it goes."""
    plan = WorkPlan((TURN,), small=Plan(routine=EYES, every=every * MINUTE, heads_up=0.0))
    day, effects = played((every * MINUTE + 1, TICK), plan=plan)
    assert day.small == Joined()
    assert reasons(effects, "merged")[0].endswith(why)
    assert announced(effects) == []


def test_a_small_break_a_little_farther_away_is_offered() -> None:
    """Five minutes and one second are far enough."""
    plan = WorkPlan((TURN,), small=Plan(routine=EYES, every=55 * MINUTE - 1, heads_up=0.0))
    assert announced(played((55 * MINUTE, TICK), plan=plan)[1]) == [(55 * MINUTE - 1, "offer")]


def test_after_a_main_break_the_small_rhythm_begins_afresh() -> None:
    """Merged or not: whoever has stretched looks into the distance twenty minutes later."""
    merged, _ = played((HOUR, START), (HOUR + 300, finished), plan=LAYERS)
    assert merged.small == Working(due=BEGIN + HOUR + 300 + 20 * MINUTE)
    early, _ = played((600.0, START), (900.0, finished), plan=LAYERS)
    assert early.small == Working(due=BEGIN + 900 + 20 * MINUTE)


def test_a_small_break_is_taken_like_any_other_and_leaves_the_main_one_where_it_is() -> None:
    """Enter starts it while it is offered; the main break keeps its time, and its turn."""
    started, effects = played((1210.0, START), plan=LAYERS)
    assert [one.routine for one in effects if isinstance(one, OpenBreak)] == [EYES]
    assert started.small == Stretching(since=BEGIN + 1210)
    day, effects = played((1210.0, START), (1240.0, finished), plan=LAYERS)
    assert of_eyes(effects)[-1] == (1240 / MINUTE, "finish")
    assert day.small == Working(due=BEGIN + 1240 + 20 * MINUTE)
    assert day.facing == Working(due=BEGIN + HOUR)
    assert day.turn == 0


@pytest.mark.parametrize(("answer", "what"), [(SKIP, "skip"), (DONE, "finish"), (SNOOZE, "snooze"), (MINI, "start")])
def test_one_word_is_enough_for_a_small_break(answer: Making, what: str) -> None:
    """No question, and no dose below the smallest."""
    _, effects = played((1210.0, answer), plan=LAYERS)
    assert of_eyes(effects)[-1] == (1210 / MINUTE, what)


def test_a_small_break_is_put_off_once_at_most() -> None:
    """A second time it is refused at once."""
    day, effects = played((1210.0, SNOOZE), (1520.0, SNOOZE), plan=LAYERS)
    assert len(refusals(effects)) == 1
    assert isinstance(day.small, Due)


def test_while_no_small_break_is_offered_every_key_is_about_the_main_one() -> None:
    """At ten minutes a start takes the main break, and a small one that falls due meanwhile is part of it."""
    day, effects = played((600.0, START), (1300.0, TICK), plan=LAYERS)
    assert [one.routine for one in effects if isinstance(one, OpenBreak)] == [ROUTINE]
    assert reasons(effects, "merged") == ["into the break that is on"]
    assert day.small == Joined()


def test_a_pause_stops_both_layers_and_is_told_once() -> None:
    """After ten minutes of pause both fall due ten minutes later."""
    day, effects = played((600.0, PAUSE), (1200.0, RESUME), plan=LAYERS)
    assert records(effects) == [(600.0, "pause"), (1200.0, "resume")]
    assert (day.facing, day.small) == (Working(due=BEGIN + HOUR + 600), Working(due=BEGIN + 1800))
    merged, _ = played((HOUR, PAUSE), (2 * HOUR, TICK), plan=LAYERS)
    assert isinstance(merged.facing, Due)
    assert merged.small == Joined()


def test_a_pause_is_refused_while_a_small_break_is_on() -> None:
    """It has a pause of its own."""
    day, effects = played((1210.0, START), (1220.0, PAUSE), plan=LAYERS)
    assert refusals(effects) == ["The break is on; pause it with space."]
    assert not isinstance(day.facing, OnPause)


def test_an_absence_is_a_natural_break_for_both_layers_and_told_once() -> None:
    """Both rhythms begin afresh on return."""
    day, effects = played((2000.0, returned(600.0)), plan=LAYERS)
    assert [what for _, what in records(effects)].count("natural") == 1
    assert (day.facing, day.small) == (Working(due=BEGIN + 2000 + HOUR), Working(due=BEGIN + 3200))


def test_a_small_break_held_by_a_meeting_is_offered_once_after_it() -> None:
    """It is owed with its reason, like a main one; if the next small one is near, it goes into that."""
    day, effects = played((1100.0, held()), (1300.0, released()), plan=LAYERS)
    assert of_eyes(effects) == [(20, "held"), (1300 / MINUTE, "owed-offer")]
    assert day.small == Due(since=BEGIN + 1300)
    _, effects = played((1100.0, held()), (2000.0, released()), plan=LAYERS)
    assert reasons(effects, "merged") == ["1 held since 09:20 (meeting); the next small break is 6 min 40 s away"]


def test_an_offered_small_break_is_taken_back_by_a_hold() -> None:
    """Offered when the meeting begins: owed, and offered again afterwards."""
    _, effects = played((1210.0, held()), (1400.0, released()), plan=LAYERS)
    assert [what for _, what in of_eyes(effects)] == ["offer", "held", "owed-offer"]


def test_small_and_main_breaks_that_were_held_become_one_main_offer() -> None:
    """Two hours of meeting: one offer, of the main routine, for everything."""
    day, effects = played((600.0, held()), (2 * HOUR + 900, released()), plan=LAYERS)
    assert [why[:20] for why in reasons(effects, "owed-offer")] == ["8 held since 09:20 ("]
    assert isinstance(day.facing, Due)
    assert day.owed == ()


def test_a_held_small_break_goes_into_a_main_one_that_is_near() -> None:
    """The meeting ends three minutes before the main break."""
    _, effects = played((2300.0, held()), (HOUR - 180, released()), plan=LAYERS)
    assert reasons(effects, "merged") == ["1 held since 09:40 (meeting); the next break is 3 min away"]


def test_small_breaks_keep_to_the_hours() -> None:
    """One that is offered when they end is closed; in the morning the rhythm is fresh."""
    day, effects = played((CLOSING, TICK), plan=LATE)
    assert reasons(effects, "closed")[-1] == "working hours ended: still unanswered"
    assert day.small == OffHours()
    morning, _ = played((24 * HOUR, TICK), plan=AT_THE_OFFICE)
    assert morning.small == Working(due=BEGIN + 24 * HOUR + 20 * MINUTE)


def test_a_small_break_that_is_on_when_the_hours_end_is_finished() -> None:
    """Nobody is thrown out of a stretch; after it the evening begins."""
    day, effects = played((CLOSING - 2, START), (CLOSING + 30, finished), plan=LATE)
    assert of_eyes(effects)[-1] == ((CLOSING + 30) / MINUTE, "finish")
    assert (day.facing, day.small) == (OffHours(), OffHours())


def test_a_pause_over_the_end_of_the_hours_leaves_nothing_of_the_small_break() -> None:
    """As for the main one, a fresh interval is left."""
    day, _ = played((CLOSING - 600, PAUSE), (CLOSING + 1, TICK), plan=AT_THE_OFFICE)
    assert isinstance(day.small, OnPause)
    assert day.small.left == SMALL.every


def test_without_a_second_layer_there_is_none() -> None:
    """Off unless given."""
    assert played((HOUR, TICK), plan=ANY_TIME)[0].small is None


def test_a_main_break_that_is_put_off_for_long_leaves_room_for_small_ones() -> None:
    """Snoozed for an hour it is far away: after twenty minutes a small break is offered, and keys are about it."""
    day, effects = played((HOUR, EVERY_EVENT["long snooze"]), (HOUR + 1210, START), plan=LAYERS)
    assert isinstance(day.facing, Snoozing)
    assert [one.routine for one in effects if isinstance(one, OpenBreak)] == [EYES]
