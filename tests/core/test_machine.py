"""The day: when a break is announced, offered, taken, put off or let go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import BEGIN, MODEST, a_routine, at
from stretchbreak.core import machine, passing
from stretchbreak.core.day import AskedBack, Due, HeadsUp, OnPause, Plan, Snoozing, State, Stretching, Working
from stretchbreak.core.effects import Announce, DayEffect, OpenBreak, Record, Refuse
from stretchbreak.core.events import (
    AbsenceReason,
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
from stretchbreak.core.tally import rep_of, tally
from stretchbreak.core.timeline import timeline

ROUTINE = a_routine()
PLAN = Plan(routine=ROUTINE)
NOTHING_DONE = tally(timeline(ROUTINE), frozenset())
MINUTE = 60.0
HOUR = 3600.0

Making = Callable[[Moment], DayEvent]
Told = list[tuple[float, str]]


def pressed(event: Callable[..., DayEvent]) -> Making:
    """Makes an event that needs nothing but its time."""
    return lambda moment: event(at=moment)


def returned(away: float, reason: AbsenceReason = "sleep") -> Making:
    """Makes the return from an absence of so many seconds."""
    return lambda moment: Returned(at=moment, away=away, reason=reason)


def paused(seconds: float) -> Making:
    """Makes a pause of so many seconds."""
    return lambda moment: Paused(at=moment, seconds=seconds)


def skipped_for(reason: str) -> Making:
    """Makes a skip that says why."""
    return lambda moment: Declined(at=moment, reason=reason)


def finished(moment: Moment) -> DayEvent:
    """The guided break is over."""
    return Finished(at=moment, tally=NOTHING_DONE)


def mini_finished(moment: Moment) -> DayEvent:
    """The mini dose is over, and all of it was done."""
    line = timeline(PLAN.dosed("mini"))
    return Finished(at=moment, tally=tally(line, frozenset(rep for rep in map(rep_of, line.cues) if rep is not None)))


MINI: Making = lambda moment: Started(at=moment, dose="mini")  # noqa: E731 - one of a row
TICK, START, SNOOZE, SKIP, KEEP = (pressed(event) for event in (Ticked, Started, Snoozed, Declined, Kept))
DONE, PAUSE, RESUME = (pressed(event) for event in (SelfReported, Paused, Resumed))
EVERY_EVENT: dict[str, Making] = {
    "tick": TICK,
    "start": START,
    "mini dose": MINI,
    "snooze": SNOOZE,
    "skip": SKIP,
    "skip with a reason": skipped_for("meeting"),
    "keep": KEEP,
    "done already": DONE,
    "finish": finished,
    "pause": PAUSE,
    "short pause": paused(90.0),
    "endless pause": paused(inf),
    "resume": RESUME,
    "short sleep": returned(30.0),
    "long sleep": returned(HOUR),
    "idle": returned(400.0, "idle"),
    "stopped": returned(HOUR, "stopped"),
}


def played(*script: tuple[float, Making], plan: Plan = PLAN) -> tuple[State, list[DayEffect]]:
    """The state and all effects after these events, each so many seconds after the day began."""
    state = machine.begin(plan, at(0))
    seen: list[DayEffect] = []
    for seconds, make in script:
        state, effects = machine.step(plan, state, make(at(seconds)))
        seen += effects
    return state, seen


def state_after(*script: tuple[float, Making], plan: Plan = PLAN) -> State:
    """The state after these events."""
    return played(*script, plan=plan)[0]


def records(effects: Sequence[DayEffect]) -> Told:
    """Seconds and name of every decision."""
    return [(one.at.mono - BEGIN, one.what) for one in effects if isinstance(one, Record)]


def announced(effects: Sequence[DayEffect]) -> Told:
    """Seconds and name of every announcement."""
    return [(one.at.mono - BEGIN, one.what) for one in effects if isinstance(one, Announce)]


def reasons(effects: Sequence[DayEffect], what: str) -> list[str]:
    """Why this was decided, each time."""
    return [one.why for one in effects if isinstance(one, Record) and one.what == what]


def refusals(effects: Sequence[DayEffect]) -> list[str]:
    """What was refused."""
    return [one.why for one in effects if isinstance(one, Refuse)]


# A break comes


def test_an_hour_of_work_leads_to_a_heads_up_and_an_offer() -> None:
    """Two minutes before comes one quiet announcement, and on the hour the offer, each at its exact time."""
    state, effects = played((HOUR, TICK))
    assert announced(effects) == records(effects) == [(3480.0, "heads-up"), (3600.0, "offer")]
    assert [effect.due_in for effect in effects if isinstance(effect, Announce)] == [120.0, 0.0]
    assert state == Due(since=BEGIN + HOUR)
    assert reasons(effects, "offer") == ["1 h of work"]


def test_an_offer_is_repeated_twice_and_then_missed() -> None:
    """After one and two minutes it asks again; after three it is missed, which is not skipped."""
    state, effects = played((HOUR + 180.0, TICK))
    assert announced(effects)[2:] == [(3660.0, "reminder"), (3720.0, "reminder")]
    assert records(effects)[-1] == (3780.0, "missed")
    assert state == Working(due=BEGIN + 2 * HOUR)


def test_a_missed_break_is_followed_an_interval_after_its_offer() -> None:
    """The rhythm goes on from the offer that nobody answered."""
    _, effects = played((2 * HOUR, TICK))
    assert records(effects)[-1] == (7200.0, "offer")


def test_a_heads_up_of_a_short_interval_comes_halfway() -> None:
    """With a break a minute nobody is warned two minutes before it."""
    _, effects = played((60.0, TICK), plan=Plan(routine=ROUTINE, every=60.0))
    assert announced(effects) == [(30.0, "heads-up"), (60.0, "offer")]


def test_a_missed_break_of_a_short_interval_leads_to_no_rush() -> None:
    """With breaks a minute apart, three minutes without an answer are no three overdue breaks."""
    _, effects = played((400.0, TICK), plan=Plan(routine=ROUTINE, every=60.0))
    assert announced(effects)[4:] == [(240.0, "heads-up"), (270.0, "offer"), (330.0, "reminder"), (390.0, "reminder")]


# It is taken


def test_enter_opens_the_break_and_its_end_starts_the_rhythm_afresh() -> None:
    """Next due is an interval after the end, not after the offer."""
    state, effects = played((HOUR, TICK), (HOUR + 10, START))
    assert state == Stretching(since=BEGIN + HOUR + 10)
    assert effects[-1] == OpenBreak(routine=ROUTINE)
    after, told = machine.step(PLAN, state, finished(at(HOUR + 350)))
    assert after == Working(due=BEGIN + 2 * HOUR + 350)
    assert [(one.what, one.tally) for one in told if isinstance(one, Record)] == [("finish", NOTHING_DONE)]


@pytest.mark.parametrize(
    ("script", "why"),
    [
        (((600.0, START),), "asked for"),
        (((HOUR + 5, START),), "taken when offered"),
        (((HOUR + 5, SKIP), (HOUR + 6, START)), "taken when offered"),
        (((HOUR - 60, START),), "asked for"),
    ],
)
def test_a_start_says_whether_it_was_offered(script: tuple[tuple[float, Making], ...], why: str) -> None:
    """A break may be taken at any time; the diary tells which was an answer to an offer."""
    assert reasons(played(*script)[1], "start") == [why]


def test_no_time_passes_for_the_day_while_stretching() -> None:
    """However long a break takes, nothing is announced in it."""
    state, effects = played((600.0, START), (5 * HOUR, TICK))
    assert state == Stretching(since=BEGIN + 600)
    assert announced(effects) == []
    assert passing.deadline(PLAN, state) is None


def test_a_break_that_is_on_cannot_be_started_again() -> None:
    """It is refused with the reason, and nothing else happens."""
    state, effects = played((600.0, START), (601.0, START))
    assert refusals(effects) == ["The break is already on."]
    assert isinstance(state, Stretching)


# It is put off


def test_a_snoozed_break_comes_back_as_an_offer() -> None:
    """Five minutes later it asks again, without another heads-up."""
    state, effects = played((HOUR + 30, SNOOZE), (HOUR + 330, TICK))
    assert announced(effects)[2:] == [(3930.0, "offer")]
    assert state == Due(since=BEGIN + HOUR + 330, snoozes=1)
    assert reasons(effects, "snooze") == ["1 of 2, for 5 min"]
    assert reasons(effects, "offer")[1:] == ["snoozed 1 of 2 times"]


def test_a_third_snooze_is_refused_and_says_so() -> None:
    """Two are the budget; after them the offer stands as it is."""
    script = ((HOUR, SNOOZE), (HOUR + 301, SNOOZE), (HOUR + 301, SNOOZE), (HOUR + 602, SNOOZE))
    state, effects = played(*script)
    assert [what for _, what in records(effects)].count("snooze") == 2
    assert refusals(effects) == ["Snoozed 2 of 2 times already: start it, or skip it with s."]
    assert isinstance(state, Due)


def test_the_second_snooze_is_asked_back_with_the_mini_dose_one_key_away() -> None:
    """Asked for once more it is granted; in between the mini dose can be taken, and the break is on."""
    twice = (HOUR, SNOOZE), (HOUR + 301, SNOOZE)
    asked, effects = played(*twice)
    assert asked == AskedBack(
        before=Due(since=BEGIN + HOUR + 300, snoozes=1), wish="snooze", until=BEGIN + HOUR + 316
    )
    assert [what for _, what in records(effects)].count("snooze") == 1
    assert state_after(*twice, (HOUR + 303, SNOOZE)) == Snoozing(due=BEGIN + HOUR + 603, snoozes=2)
    assert state_after(*twice, (HOUR + 303, MINI)) == Stretching(since=BEGIN + HOUR + 303, dose="mini")
    assert state_after(*twice, (HOUR + 303, KEEP)) == state_after(*twice, (HOUR + 316, TICK))


def test_a_snooze_and_a_skip_are_questions_of_their_own() -> None:
    """Having asked whether to snooze again does not grant a skip, nor the other way round."""
    twice = (HOUR, SNOOZE), (HOUR + 301, SNOOZE)
    state = state_after(*twice, (HOUR + 303, SKIP))
    assert isinstance(state, AskedBack)
    assert state.wish == "skip"
    assert state_after(*twice, (HOUR + 303, SKIP), (HOUR + 304, SNOOZE)) == AskedBack(
        before=state.before, wish="snooze", until=BEGIN + HOUR + 319
    )


def test_a_snooze_can_be_as_long_as_the_user_says() -> None:
    """Ten minutes instead of the five of the plan."""
    state, effects = played((HOUR, lambda moment: Snoozed(at=moment, seconds=600.0)))
    assert state == Snoozing(due=BEGIN + HOUR + 600, snoozes=1)
    assert reasons(effects, "snooze") == ["1 of 2, for 10 min"]


def test_the_mini_dose_is_a_break_of_its_own() -> None:
    """It opens three reps of the first exercise on one side, and the next break is due an interval after it."""
    state, effects = played((HOUR, MINI), (HOUR + 23, mini_finished))
    opened = [one.routine for one in effects if isinstance(one, OpenBreak)]
    assert [(routine.dose, routine.reps, len(routine.exercises)) for routine in opened] == [("mini", 3, 1)]
    assert reasons(effects, "start") == ["mini dose, taken when offered"]
    assert reasons(effects, "finish") == ["mini dose: 3 of 3 reps"]
    assert state == Working(due=BEGIN + HOUR + 23 + HOUR)


def test_without_a_heads_up_the_offer_comes_by_itself() -> None:
    """A heads-up of no seconds is none, not one at the moment of the offer."""
    plan = Plan(routine=ROUTINE, heads_up=0.0)
    assert announced(played((HOUR, TICK), plan=plan)[1]) == [(HOUR, "offer")]
    assert announced(played((HOUR, returned(30.0)), plan=plan)[1]) == [(HOUR, "offer")]


def test_the_budget_of_snoozes_is_renewed_with_every_break() -> None:
    """Used up for one break, it is whole for the next."""
    first = ((HOUR, SNOOZE), (HOUR + 301, SNOOZE), (HOUR + 301, SNOOZE), (HOUR + 602, DONE))
    state, effects = played(*first, (2 * HOUR + 602, SNOOZE))
    assert refusals(effects) == []
    assert isinstance(state, Snoozing)
    assert state.snoozes == 1


def test_a_heads_up_can_be_snoozed() -> None:
    """Who knows already that it will not fit says so before it is due."""
    state, _ = played((HOUR - 60, SNOOZE))
    assert state == Snoozing(due=BEGIN + HOUR + 240, snoozes=1)


@pytest.mark.parametrize("before", [(), ((600.0, PAUSE),), ((600.0, START),)])
def test_nothing_is_snoozed_where_no_break_is_near(before: tuple[tuple[float, Making], ...]) -> None:
    """At work, on pause and in a break, snooze is refused and changes nothing."""
    state, effects = played(*before, (700.0, SNOOZE))
    assert refusals(effects) == ["There is nothing to snooze: no break is due."]
    assert state == state_after(*before)


# It is let go


def test_a_skip_asks_back_first() -> None:
    """The first s only opens the question; the break still waits beneath it."""
    state, effects = played((HOUR + 10, SKIP))
    assert state == AskedBack(before=Due(since=BEGIN + HOUR), wish="skip", until=BEGIN + HOUR + 25)
    assert "skip" not in [what for _, what in records(effects)]


def test_a_second_skip_is_meant() -> None:
    """The next break comes an interval after the answer."""
    state, effects = played((HOUR + 10, SKIP), (HOUR + 15, SKIP))
    assert state == Working(due=BEGIN + 2 * HOUR + 15)
    assert reasons(effects, "skip") == ["no reason given"]


def test_a_reason_is_answer_enough() -> None:
    """Who says why is not asked back, and the diary keeps the reason."""
    state, effects = played((HOUR + 10, SKIP), (HOUR + 12, skipped_for("pain")))
    assert state == Working(due=BEGIN + 2 * HOUR + 12)
    assert reasons(effects, "skip") == ["pain"]


def test_the_question_is_forgotten_after_fifteen_seconds() -> None:
    """Nothing is skipped by a key pressed by mistake: the offer is there again."""
    assert state_after((HOUR + 10, SKIP), (HOUR + 24.9, TICK)) == state_after((HOUR + 10, SKIP))
    assert state_after((HOUR + 10, SKIP), (HOUR + 25, TICK)) == Due(since=BEGIN + HOUR)


def test_thinking_better_of_it_brings_the_offer_back_at_once() -> None:
    """Escape closes the question."""
    assert state_after((HOUR + 10, SKIP), (HOUR + 12, KEEP)) == Due(since=BEGIN + HOUR)


def test_reminders_go_on_beneath_the_question() -> None:
    """The question does not stop the clock of the offer."""
    state, effects = played((HOUR + 55, SKIP), (HOUR + 61, TICK))
    assert announced(effects)[-1] == (3660.0, "reminder")
    assert isinstance(state, AskedBack)


def test_an_offer_takes_the_place_of_the_question_before_it() -> None:
    """Asked in the heads-up, the question is no answer to the offer that comes meanwhile."""
    state, effects = played((HOUR - 5, SKIP), (HOUR + 1, TICK))
    assert state == Due(since=BEGIN + HOUR)
    assert announced(effects)[-1] == (3600.0, "offer")


def test_a_snooze_answers_the_question_too() -> None:
    """Skip? No, later: one key."""
    assert state_after((HOUR + 10, SKIP), (HOUR + 12, SNOOZE)) == Snoozing(due=BEGIN + HOUR + 312, snoozes=1)


def test_a_break_done_already_counts_from_the_answer() -> None:
    """The user's word is taken, and recorded as such."""
    state, effects = played((HOUR + 60, DONE))
    assert state == Working(due=BEGIN + 2 * HOUR + 60)
    assert reasons(effects, "finish") == ["done already, as the user reports"]


# Pauses


def test_a_pause_ends_by_itself_after_an_hour() -> None:
    """What was left of the interval is left after it."""
    state, effects = played((600.0, PAUSE), (600.0 + HOUR, TICK))
    assert records(effects) == [(600.0, "pause"), (4200.0, "resume")]
    assert state == Working(due=BEGIN + 2 * HOUR)


def test_a_pause_may_be_given_its_length() -> None:
    """Ninety seconds are ninety seconds."""
    assert state_after((600.0, paused(90)), (690.0, TICK)) == Working(due=BEGIN + HOUR + 90)


def test_only_an_endless_pause_does_not_end() -> None:
    """Until resumed means until resumed."""
    state = state_after((600.0, paused(inf)), (99 * HOUR, TICK))
    assert state == OnPause(since=BEGIN + 600, until=None, left=3000.0, snoozes=0)
    assert passing.deadline(PLAN, state) is None
    resumed, _ = machine.step(PLAN, state, RESUME(at(99 * HOUR)))
    assert resumed == Working(due=BEGIN + 99 * HOUR + 3000)


def test_an_offer_that_was_paused_comes_again() -> None:
    """What was due when the pause began is due when it ends, with the snoozes it had."""
    state, effects = played((HOUR, SNOOZE), (HOUR + 310, paused(600)), (HOUR + 910, TICK))
    assert state == Due(since=BEGIN + HOUR + 910, snoozes=1)
    assert reasons(effects, "offer")[-1] == "it was due when the pause began"


def test_a_paused_snooze_keeps_what_was_left_of_it() -> None:
    """Four minutes left before the pause are four minutes left after it."""
    assert state_after((HOUR, SNOOZE), (HOUR + 60, PAUSE), (HOUR + 90, RESUME)) == Snoozing(
        due=BEGIN + HOUR + 330, snoozes=1
    )


def test_a_heads_up_is_not_given_again_after_a_pause() -> None:
    """Paused thirty seconds before due, the break comes thirty seconds after: announced it has been."""
    state, effects = played((HOUR - 30, PAUSE), (HOUR, RESUME), (HOUR + 30, TICK))
    assert announced(effects) == [(3480.0, "heads-up"), (3630.0, "offer")]
    assert isinstance(state, Due)


def test_a_break_cannot_be_paused_from_outside() -> None:
    """The day refuses, and names the key that does it."""
    _, effects = played((600.0, START), (601.0, PAUSE))
    assert refusals(effects) == ["The break is on; pause it with space."]


@pytest.mark.parametrize("make", [SKIP, skipped_for("focus"), DONE])
@pytest.mark.parametrize("before", [PAUSE, START])
def test_nothing_is_skipped_or_reported_where_no_break_waits(before: Making, make: Making) -> None:
    """On pause and in a break it is refused, and nothing else happens."""
    state, effects = played((600.0, before), (700.0, make))
    assert len(refusals(effects)) == 1
    assert state == state_after((600.0, before))


# Absences


@pytest.mark.parametrize("reason", ["sleep", "idle"])
@pytest.mark.parametrize("before", [(600.0, TICK), (HOUR - 60, TICK), (HOUR + 10, TICK), (HOUR + 10, SNOOZE)])
def test_five_minutes_away_are_a_natural_break(reason: AbsenceReason, before: tuple[float, Making]) -> None:
    """It is recorded, and the rhythm starts afresh on return, whatever was near before."""
    back = before[0] + 300.0
    state, effects = played(before, (back, returned(300.0, reason)))
    assert state == Working(due=BEGIN + back + HOUR)
    assert records(effects)[-1] == (back, "natural")
    assert reasons(effects, "natural") == [f"5 min away ({reason})"]


def test_a_short_absence_changes_nothing() -> None:
    """Locking the screen for a minute does not reset the hour."""
    assert state_after((600.0, TICK), (660.0, returned(60.0))) == Working(due=BEGIN + HOUR)


def test_being_stopped_is_never_credited() -> None:
    """While the program was stopped the user may have worked on: two hours of it are no break."""
    state, effects = played((600.0, TICK), (600 + 2 * HOUR, returned(2 * HOUR, "stopped")))
    assert "natural" not in [what for _, what in records(effects)]
    assert announced(effects) == [(600 + 2 * HOUR, "offer")]
    assert isinstance(state, Due)


def test_what_fell_due_in_a_short_absence_is_offered_once_on_return() -> None:
    """Nobody saw a heads-up in it, and nobody is told of one now."""
    _, effects = played((HOUR - 200, TICK), (HOUR + 50, returned(250.0)))
    assert announced(effects) == [(3650.0, "offer")]
    assert reasons(effects, "offer") == ["fell due during 4 min 10 s away (sleep)"]


def test_a_heads_up_on_return_says_what_is_really_left() -> None:
    """Back twenty seconds before due, the user is not told of two minutes."""
    state, effects = played((HOUR - 200, TICK), (HOUR - 20, returned(180.0)))
    assert state == HeadsUp(due=BEGIN + HOUR)
    assert [(one.at.mono - BEGIN, one.due_in) for one in effects if isinstance(one, Announce)] == [(3580.0, 20.0)]


def test_minutes_away_do_not_count_against_an_offer() -> None:
    """Four minutes asleep in an offer are not three minutes without an answer."""
    state, effects = played((HOUR + 30, TICK), (HOUR + 270, returned(240.0)))
    assert state == Due(since=BEGIN + HOUR + 240)
    assert announced(effects)[2:] == []


def test_an_absence_told_too_late_leaves_no_offer_in_the_future() -> None:
    """Told of an absence that is longer than the offer is old, it waits from now on."""
    assert state_after((HOUR + 30, returned(240.0, "stopped"))) == Due(since=BEGIN + HOUR + 30)


def test_an_absence_closes_the_question() -> None:
    """Who comes back finds the offer, not a half answered question."""
    assert isinstance(state_after((HOUR + 10, SKIP), (HOUR + 22, returned(11.0))), Due)


def test_a_break_that_is_on_knows_itself_about_absences() -> None:
    """The guide pauses; the day just goes on stretching."""
    assert state_after((600.0, START), (5000.0, returned(4000.0))) == Stretching(since=BEGIN + 600)


def test_a_night_asleep_in_a_pause_brings_no_flood() -> None:
    """The pause ended in the night; the morning begins with a fresh interval and not one announcement."""
    state, effects = played((600.0, PAUSE), (700.0, TICK), (9 * HOUR, returned(9 * HOUR - 700)))
    assert announced(effects) == []
    assert records(effects) == [(600.0, "pause"), (600 + HOUR, "resume"), (9 * HOUR, "natural")]
    assert state == Working(due=BEGIN + 10 * HOUR)


def test_an_offer_due_at_the_end_of_a_pause_is_made_on_return() -> None:
    """It was due in the pause that ended in a short absence: one offer, now, and no reminder before it."""
    state, effects = played((HOUR, paused(600)), (HOUR + 550, TICK), (HOUR + 750, returned(200.0)))
    assert announced(effects)[2:] == [(4350.0, "offer")]
    assert state == Due(since=BEGIN + HOUR + 750)


def test_a_long_absence_within_a_pause_is_a_natural_break() -> None:
    """It is recorded, the pause goes on, and a whole interval follows it."""
    state, effects = played((HOUR, SNOOZE), (HOUR + 1, PAUSE), (HOUR + 900, returned(600.0)))
    assert state == OnPause(since=BEGIN + HOUR + 1, until=BEGIN + 2 * HOUR + 1, left=HOUR, snoozes=0)
    assert records(effects)[-1] == (HOUR + 900, "natural")


def test_a_short_absence_within_a_pause_changes_nothing() -> None:
    """A pause is a pause, present or not."""
    assert state_after((600.0, PAUSE), (900.0, returned(60.0))) == state_after((600.0, PAUSE))


def test_a_late_tick_is_not_an_absence() -> None:
    """A busy machine that wakes us an hour late has lost nothing: all happened at its own time."""
    late, exact = played((2 * HOUR, TICK)), played(*((second * 10.0, TICK) for second in range(1, 721)))
    assert late == exact


# Every state and event

STATES: dict[str, tuple[tuple[float, Making], ...]] = {
    "working": ((600.0, TICK),),
    "heads-up": ((HOUR - 60, TICK),),
    "due": ((HOUR + 10, TICK),),
    "reminded": ((HOUR + 130, TICK),),
    "snoozing": ((HOUR, SNOOZE),),
    "due again": ((HOUR, SNOOZE), (HOUR + 301, SNOOZE), (HOUR + 605, TICK)),
    "declining at work": ((600.0, SKIP),),
    "declining in the heads-up": ((HOUR - 10, SKIP),),
    "declining an offer": ((HOUR + 10, SKIP),),
    "declining a snooze": ((HOUR, SNOOZE), (HOUR + 10, SKIP)),
    "asked back about a snooze": ((HOUR, SNOOZE), (HOUR + 301, SNOOZE)),
    "stretching": ((600.0, START),),
    "in a mini dose": ((HOUR + 10, MINI),),
    "on pause": ((600.0, PAUSE),),
    "on pause when due": ((HOUR, PAUSE),),
    "on endless pause": ((600.0, paused(inf)),),
}


@pytest.mark.parametrize("event", EVERY_EVENT)
@pytest.mark.parametrize("situation", STATES)
def test_every_event_has_an_answer_in_every_state(situation: str, event: str) -> None:
    """No pair raises; what comes next lies ahead; what was decided was decided by now."""
    state = state_after(*STATES[situation])
    now = at(STATES[situation][-1][0] + 7)
    after, effects = machine.step(PLAN, state, EVERY_EVENT[event](now))
    deadline = passing.deadline(PLAN, after)
    assert deadline is None or deadline > now.mono
    assert all(one.at.mono <= now.mono for one in effects if isinstance(one, Record | Announce))


# However the day goes


@dataclass(frozen=True)
class Beat:
    """So many seconds after the one before, this happens; ``ticks`` are shares of the seconds nobody was away."""

    gap: float
    event: str
    away: float
    ticks: tuple[float, ...]

    @property
    def absence(self) -> AbsenceReason | None:
        """Why nobody was there before this, if it is a return."""
        return {"short sleep": "sleep", "long sleep": "sleep", "idle": "idle", "stopped": "stopped"}.get(self.event)  # type: ignore[return-value]

    @property
    def present(self) -> float:
        """Seconds of the gap in which somebody was there."""
        return self.gap if self.absence is None else self.gap * (1 - self.away)


# Whole seconds and eighths of eighths are whole microseconds too: wall time knows nothing finer.
eighths = st.integers(0, 8).map(lambda count: count / 8)
beats = st.lists(
    st.builds(
        Beat,
        st.sampled_from([1.0, 20.0, 70.0, 180.0, 310.0, 1800.0, 3600.0, 9000.0]) | st.integers(1, 4000).map(float),
        st.sampled_from(sorted(EVERY_EVENT)),
        eighths,
        st.lists(eighths, max_size=4).map(lambda shares: tuple(sorted(shares))),
    ),
    max_size=20,
)
plans = st.sampled_from([60.0, 600.0, HOUR]).map(lambda every: Plan(routine=ROUTINE, every=every))
Telling = list[tuple[DayEvent, State, tuple[DayEffect, ...]]]


def told(plan: Plan, script: Sequence[Beat], *, with_ticks: bool) -> Telling:
    """Every event of the script with the state and the effects that follow; absences begin with a tick."""
    state = machine.begin(plan, at(0))
    telling: Telling = []
    now = 0.0
    for beat in script:
        events: list[DayEvent] = [Ticked(at=at(now + share * beat.present)) for share in beat.ticks if with_ticks]
        if with_ticks or beat.absence is not None:
            events.append(Ticked(at=at(now + beat.present)))
        back = at(now + beat.gap)
        if beat.absence is None:
            events.append(EVERY_EVENT[beat.event](back))
        else:
            events.append(Returned(at=back, away=back.mono - at(now + beat.present).mono, reason=beat.absence))
        now += beat.gap
        for event in events:
            state, effects = machine.step(plan, state, event)
            telling.append((event, state, effects))
    return telling


def all_effects(telling: Telling) -> list[DayEffect]:
    """The effects of a whole day in order."""
    return [effect for _, _, effects in telling for effect in effects]


@pytest.mark.slow
@MODEST
@given(plans, beats)
def test_however_time_is_cut_into_ticks_the_day_is_the_same(plan: Plan, script: list[Beat]) -> None:
    """Any number of wake-ups in between changes neither the final state nor one effect."""
    often, seldom = told(plan, script, with_ticks=True), told(plan, script, with_ticks=False)
    assert all_effects(often) == all_effects(seldom)
    assert not script or often[-1][1] == seldom[-1][1]


@pytest.mark.slow
@MODEST
@given(plans, beats)
def test_no_break_is_offered_twice_without_an_answer(plan: Plan, script: list[Beat]) -> None:
    """Between two offers lies an answer, a pause, a natural break, or that the first was missed."""
    waits = False
    for _, what in records(all_effects(told(plan, script, with_ticks=True))):
        assert not (what == "offer" and waits)
        waits = what in {"offer", "reminder"}


@pytest.mark.slow
@MODEST
@given(plans, beats)
def test_after_any_absence_comes_at_most_one_offer(plan: Plan, script: list[Beat]) -> None:
    """A return is told of one thing at most, now, and never of a reminder or of a missed break."""
    for event, _, effects in told(plan, script, with_ticks=True):
        if isinstance(event, Returned):
            announcements = [one for one in effects if isinstance(one, Announce)]
            assert len(announcements) <= 1
            assert all(one.at == event.at and one.what != "reminder" for one in announcements)
            assert "missed" not in [what for _, what in records(effects)]


@pytest.mark.slow
@MODEST
@given(plans, beats)
def test_whatever_happens_time_only_goes_on(plan: Plan, script: list[Beat]) -> None:
    """Random days never raise or hang; decisions come in their order, and what is next always lies ahead."""
    times = [BEGIN]
    for event, state, effects in told(plan, script, with_ticks=True):
        times += [one.at.mono for one in effects if isinstance(one, Record)]
        deadline = passing.deadline(plan, state)
        assert times[-1] <= event.at.mono
        assert deadline is None or deadline > event.at.mono
    assert times == sorted(times)


@pytest.mark.slow
@MODEST
@given(plans, beats)
def test_every_pause_ends_unless_it_is_endless(plan: Plan, script: list[Beat]) -> None:
    """Left alone long enough, only a break in progress and an endless pause wait for the user for ever."""
    telling = told(plan, script, with_ticks=False)
    if not telling:
        return
    event, state, _ = telling[-1]
    later, _ = machine.step(plan, state, Ticked(at=event.at.shifted(2 * HOUR)))
    assert not (isinstance(later, OnPause) and later.until is not None)


def test_without_a_snooze_in_the_settings_a_snooze_is_refused_in_plain_words() -> None:
    """Not "0 of 0 times already"."""
    _, effects = played((HOUR, SNOOZE), plan=Plan(routine=ROUTINE, snoozes=0))
    assert refusals(effects) == ["Your settings allow no snooze: start it, or skip it with s."]
