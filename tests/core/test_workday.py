"""The day around the breaks: hours, holds, what is owed, and that nothing of it is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from math import inf
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import BEGIN, MODEST, at
from playing import (
    ANY_TIME,
    CLOSING,
    DAY,
    DONE,
    EVERY_EVENT,
    EYES,
    HOUR,
    MINUTE,
    OFFICE,
    OTHER,
    PAUSE,
    RESUME,
    ROUTINE,
    SKIP,
    SMALL,
    SNOOZE,
    START,
    TICK,
    TURN,
    WITH_LUNCH,
    Making,
    Script,
    abandoned,
    announced,
    finished,
    held,
    office,
    paused,
    played,
    reasons,
    records,
    refusals,
    released,
    returned,
    skipped_for,
    typed,
)
from stretchbreak.core import workday
from stretchbreak.core.day import AskedBack, Awaiting, Due, HeadsUp, OnPause, Plan, Snoozing, Stretching, Working
from stretchbreak.core.effects import Announce, DayEffect, OpenBreak, Record
from stretchbreak.core.events import (
    AbsenceReason,
    Held,
    Moment,
    Returned,
    SelfReported,
    Ticked,
    WorkdayEvent,
)
from stretchbreak.core.rhythm import ALWAYS, Anchor, Hours, Span
from stretchbreak.core.workplan import Facing, OffHours, Patience, Workday, WorkPlan

# Hours


def test_hours_begin_with_a_fresh_interval() -> None:
    """Whatever the evening left, the first break of a morning comes an interval after nine."""
    day, effects = played((CLOSING - 60, SNOOZE), (DAY + HOUR, TICK), plan=OFFICE)
    assert records(effects, "on-hours", "offer")[-2:] == [(DAY, "on-hours"), (DAY + HOUR, "offer")]
    assert day.facing == Due(since=BEGIN + DAY + HOUR)


def test_nothing_falls_due_outside_working_hours() -> None:
    """The hours end, are quiet through the night, and begin again."""
    day, effects = played((8 * HOUR - 1, TICK), (20 * HOUR, TICK), plan=OFFICE)
    assert day.facing == OffHours()
    assert [what for seconds, what in records(effects) if seconds >= CLOSING] == ["off-hours"]
    assert [seconds for seconds, _ in announced(effects) if seconds > CLOSING] == []
    assert workday.deadline(OFFICE, day, at(20 * HOUR)) == BEGIN + DAY


def test_lunch_ends_the_hours_and_begins_them_afresh() -> None:
    """After lunch a whole interval passes first; the reason names lunch."""
    day, effects = played((4 * HOUR, TICK), plan=WITH_LUNCH)
    assert records(effects, "off-hours", "on-hours") == [(3 * HOUR, "off-hours"), (4 * HOUR, "on-hours")]
    assert reasons(effects, "off-hours") == ["lunch"]
    assert day.facing == Working(due=BEGIN + 5 * HOUR)


@pytest.mark.parametrize("seconds", [CLOSING + 30, CLOSING - 100])
def test_an_offer_without_an_answer_is_closed_at_the_end_of_the_day(seconds: float) -> None:
    """Offered a minute before five, or snoozed over it: closed with its reason, and not carried into tomorrow."""
    plan = WorkPlan((Plan(routine=ROUTINE, every=CLOSING - 120),), office())
    answer = SNOOZE if seconds < CLOSING else TICK
    day, effects = played((seconds, answer), (CLOSING + 40, TICK), plan=plan)
    assert records(effects)[-2:] == [(CLOSING, "closed"), (CLOSING, "off-hours")]
    assert reasons(effects, "closed") == ["working hours ended: still unanswered"]
    assert day.facing == OffHours()


def test_a_break_that_is_on_is_not_cut_off_by_the_end_of_the_hours() -> None:
    """The hours end when it has ended."""
    script: Script = ((CLOSING - 60, START), (CLOSING + 60, TICK))
    day, effects = played(*script, plan=OFFICE)
    assert isinstance(day.facing, Stretching)
    day, effects = played(*script, (CLOSING + 280, finished), plan=OFFICE)
    assert day.facing == OffHours()
    assert records(effects)[-2:] == [(CLOSING + 280, "finish"), (CLOSING + 280, "off-hours")]


def test_a_break_can_be_taken_outside_working_hours() -> None:
    """Who wants to stretch in the evening is not turned away."""
    day, effects = played((10 * HOUR, START), plan=OFFICE)
    assert isinstance(day.facing, Stretching)
    assert effects[-1] == OpenBreak(routine=ROUTINE)


def test_a_break_done_already_is_recorded_outside_working_hours() -> None:
    """The user's word counts in the evening too, and begins no hours."""
    before, _ = played((10 * HOUR, TICK), plan=OFFICE)
    after, effects = workday.step(OFFICE, before, DONE(at(10 * HOUR)))
    assert after == before
    assert [effect.at for effect in effects if isinstance(effect, Record)] == [at(10 * HOUR)]


@pytest.mark.parametrize("make", [SNOOZE, SKIP, skipped_for("focus")])
def test_there_is_nothing_to_put_off_outside_working_hours(make: Making) -> None:
    """It is refused, and says why."""
    day, effects = played((10 * HOUR, make), plan=OFFICE)
    assert refusals(effects) == ["No break is due outside working hours."]
    assert day.facing == OffHours()


def test_routines_take_turns_when_something_of_them_was_done() -> None:
    """A break that was left without a rep comes again; one that was begun has had its turn."""
    plan = WorkPlan((TURN, replace(TURN, routine=OTHER)))
    _, effects = played((60, START), (70, abandoned), (90, START), (300, finished), (400, START), plan=plan)
    assert [one.routine.name for one in effects if isinstance(one, OpenBreak)] == [
        ROUTINE.name,
        ROUTINE.name,
        OTHER.name,
    ]


# Pauses and hours


def test_a_pause_over_the_end_of_the_hours_ends_without_an_offer() -> None:
    """An offer that was paused at five is closed at five; at six the pause is over and nobody is asked."""
    plan = WorkPlan((Plan(routine=ROUTINE, every=CLOSING - 120),), office())
    day, effects = played((CLOSING - 90, PAUSE), (CLOSING + 3 * HOUR, TICK), plan=plan)
    assert records(effects)[-3:] == [
        (CLOSING, "closed"),
        (CLOSING - 90 + HOUR, "resume"),
        (CLOSING - 90 + HOUR, "off-hours"),
    ]
    assert [seconds for seconds, _ in announced(effects) if seconds >= CLOSING - 90] == []
    assert day.facing == OffHours()


def test_a_pause_may_begin_outside_working_hours() -> None:
    """Paused before nine until ten, the first break comes an interval after ten."""
    day, effects = played((DAY - HOUR, paused(2 * HOUR)), (DAY + HOUR, TICK), plan=OFFICE)
    assert records(effects)[-2:] == [(DAY - HOUR, "pause"), (DAY + HOUR, "resume")]
    assert day.facing == Working(due=BEGIN + DAY + 2 * HOUR)


def test_an_endless_pause_outlasts_the_night_and_is_followed_by_a_whole_interval() -> None:
    """Only the user ends it; what was left of yesterday's interval is forgotten."""
    day, _ = played((CLOSING - 60, paused(inf)), (DAY + HOUR, RESUME), plan=OFFICE)
    assert day.facing == Working(due=BEGIN + DAY + 2 * HOUR)


@pytest.mark.parametrize("reason", ["sleep", "stopped"])
def test_a_pause_that_ends_in_a_night_asleep_brings_no_offer(reason: AbsenceReason) -> None:
    """The hours of the new day begin with a fresh interval, although the pause ended long ago."""
    day, effects = played((CLOSING - 60, PAUSE), (DAY + 600, returned(DAY - CLOSING, reason)), plan=OFFICE)
    assert day.facing == Working(due=BEGIN + DAY + 600 + HOUR)
    assert records(effects)[-2:] == [(CLOSING - 60 + HOUR, "resume"), (DAY + 600, "on-hours")]


# Absences over the edges of the hours


def test_a_night_asleep_begins_the_hours_on_return() -> None:
    """The lid was closed at four and opened at twenty past nine: a fresh interval, and no natural break."""
    day, effects = played((7 * HOUR + 600, TICK), (DAY + 1200, returned(17 * HOUR)), plan=OFFICE)
    assert records(effects)[-2:] == [(CLOSING, "off-hours"), (DAY + 1200, "on-hours")]
    assert reasons(effects, "on-hours") == ["back within working hours after 17 h away"]
    assert day.facing == Working(due=BEGIN + DAY + 1200 + HOUR)


def test_an_absence_told_too_late_does_not_turn_back_the_hours() -> None:
    """Hours that have begun are not ended again by hearing that nobody was there just before."""
    day, effects = played((DAY + 10, TICK), (DAY + 20, returned(60)), plan=OFFICE)
    assert records(effects)[-1] == (DAY, "on-hours")
    assert day.facing == Working(due=BEGIN + DAY + HOUR)


def test_an_evening_asleep_is_no_natural_break() -> None:
    """Outside the hours nobody had to be there."""
    _, effects = played((10 * HOUR, TICK), (12 * HOUR, returned(2 * HOUR)), plan=OFFICE)
    assert "natural" not in [what for _, what in records(effects)]


def test_what_was_owed_is_closed_by_a_night_asleep() -> None:
    """Held at ten to five, it is not carried into tomorrow, not even in a pause."""
    script: Script = ((7 * HOUR, held()), (7 * HOUR + 600, TICK), (7 * HOUR + 700, paused(inf)))
    day, effects = played(*script, (DAY + 60, returned(17 * HOUR)), plan=OFFICE)
    assert day.owed == ()
    assert reasons(effects, "closed") == ["working hours ended: held at 16:00 (meeting)"]


def test_a_natural_break_within_the_hours_is_the_affair_of_the_break() -> None:
    """Recorded, with a fresh interval."""
    day, effects = played((HOUR / 2, returned(600)), plan=OFFICE)
    assert records(effects) == [(HOUR / 2, "natural")]
    assert day.facing == Working(due=BEGIN + 1.5 * HOUR)


# Held, and owed


def test_a_break_in_a_meeting_is_owed_with_its_reason_and_offered_once_afterwards() -> None:
    """Not one word is heard during the meeting; when it ends there is one offer."""
    script: Script = ((HOUR / 2, held()), (HOUR + 600, released()))
    day, effects = played(*script)
    assert records(effects) == [(HOUR, "held"), (HOUR + 600, "owed-offer")]
    assert announced(effects) == [(HOUR + 600, "offer")]
    assert reasons(effects, "held") == ["meeting; it will be offered afterwards"]
    assert reasons(effects, "owed-offer") == ["1 held since 10:00 (meeting)"]
    assert day.facing == Due(since=BEGIN + HOUR + 600)


def test_a_hold_with_an_end_ends_by_itself() -> None:
    """A meeting of eighty minutes is over after eighty minutes, however late the tick."""
    _, effects = played((0, held(seconds=80 * MINUTE)), (80 * MINUTE + 30, TICK))
    assert announced(effects) == [(80 * MINUTE, "offer")]


def test_several_held_breaks_become_one_offer() -> None:
    """A call of two hours and more owes one break, not two."""
    day, effects = played((HOUR / 2, held()), (2 * HOUR + 60, released()))
    assert announced(effects) == [(2 * HOUR + 60, "offer")]
    assert reasons(effects, "owed-offer") == ["2 held since 10:00 (meeting)"]
    assert day.owed == ()


def test_what_is_owed_merges_into_a_next_break_less_than_half_an_interval_away() -> None:
    """Released with 20 minutes to go it waits for the next one; with just half an interval it does not."""
    day, effects = played((HOUR / 2, held()), (HOUR + 40 * MINUTE, released()))
    assert reasons(effects, "merged") == ["1 held since 10:00 (meeting); the next break is 20 min away"]
    assert announced(effects) == []
    assert day.facing == Working(due=BEGIN + 2 * HOUR)
    assert announced(played((HOUR / 2, held()), (1.5 * HOUR, released()))[1]) == [(1.5 * HOUR, "offer")]


def test_what_is_owed_merges_into_an_offer_at_the_end_of_a_pause() -> None:
    """Nobody is asked twice for two breaks at one time."""
    plan = WorkPlan((replace(TURN, every=3 * HOUR),))
    script: Script = ((2 * HOUR, held()), (3 * HOUR, TICK), (6 * HOUR - 1, TICK), (6 * HOUR - 0.5, paused(60)))
    _, effects = played(*script, (6 * HOUR, released()), (6 * HOUR + 90, TICK), plan=plan)
    assert announced(effects) == [(6 * HOUR + 60, "offer")]
    assert len(reasons(effects, "merged")) == 1


def test_an_offer_is_held_when_a_meeting_begins() -> None:
    """What was asked and not yet answered is owed like any other; no reminder rings in the meeting."""
    _, effects = played((HOUR + 30, held()), (HOUR + 900, TICK))
    assert records(effects) == [(HOUR - 120, "heads-up"), (HOUR, "offer"), (HOUR + 30, "held")]


def test_a_snoozed_break_is_held_when_it_comes_back_in_a_meeting() -> None:
    """It is owed from then on."""
    day, _ = played((HOUR, SNOOZE), (HOUR + 10, held()), (HOUR + 400, TICK))
    assert [owed.since for owed in day.owed] == [at(HOUR + 300)]


def test_all_that_holds_must_end_first() -> None:
    """Two reasons are both told, and the last to end lets the offer go."""
    script: Script = ((0, held()), (0, held("do-not-disturb")), (HOUR + 60, released()))
    day, effects = played(*script)
    assert announced(effects) == []
    assert [owed.reason for owed in day.owed] == ["meeting and do-not-disturb"]
    _, effects = played(*script, (HOUR + 120, released("do-not-disturb")))
    assert announced(effects) == [(HOUR + 120, "offer")]


def test_what_is_owed_waits_for_the_end_of_a_pause() -> None:
    """Released in a pause, it is offered when the pause ends, however late the tick."""
    script: Script = ((0, held()), (HOUR + 60, paused(600)), (HOUR + 90, released()))
    _, effects = played(*script, (HOUR + 700, TICK))
    assert announced(effects) == [(HOUR + 660, "offer")]


def test_what_is_owed_waits_for_the_question_whether_to_skip() -> None:
    """No offer tears the question away."""
    day, effects = played((0, held()), (HOUR + 60, SKIP), (HOUR + 61, released()), (HOUR + 76, TICK))
    assert announced(effects) == [(HOUR + 75, "offer")]
    assert isinstance(day.facing, Due)


def test_what_is_owed_at_the_end_of_the_day_is_closed_with_its_reason() -> None:
    """Each of them, at the end of the hours."""
    _, effects = played((6 * HOUR - 10, DONE), (6 * HOUR, held()), (CLOSING + 60, TICK), plan=OFFICE)
    assert reasons(effects, "closed") == [
        "working hours ended: held at 15:59 (meeting)",
        "working hours ended: held at 16:59 (meeting)",
    ]
    assert records(effects)[-1] == (CLOSING, "off-hours")


@pytest.mark.parametrize(("make", "what"), [(START, "start"), (skipped_for("meeting"), "skip"), (DONE, "finish")])
def test_what_a_user_does_about_a_break_settles_what_is_owed(make: Making, what: str) -> None:
    """Taken, skipped or done already in the meeting: it is not asked for again, and the diary says so."""
    day, effects = played((0, held()), (HOUR + 60, make))
    assert day.owed == ()
    assert reasons(effects, what)[-1].endswith("; settles 1 held since 10:00 (meeting)")


def test_a_natural_break_settles_what_is_owed_and_says_so() -> None:
    """The meeting ended while nobody was there: who had ten minutes away is not asked at once."""
    day, effects = played((0, held(seconds=HOUR + 300)), (HOUR + 60, TICK), (HOUR + 660, returned(600)))
    assert reasons(effects, "natural") == ["10 min away (sleep); settles 1 held since 10:00 (meeting)"]
    assert (day.owed, announced(effects)) == ((), [])


def test_sitting_still_in_a_meeting_settles_nothing() -> None:
    """Who listens for ten minutes without a key is still owed the break."""
    day, _ = played((0, held()), (HOUR + 60, TICK), (HOUR + 660, returned(600, "idle")))
    assert len(day.owed) == 1


# Clocks


def jumped(seconds: float, hours: float) -> Moment:
    """The moment so many seconds after nine, by a clock that has been set forward by these hours."""
    moment = at(seconds)
    return Moment(moment.mono, moment.wall + timedelta(hours=hours))


@pytest.mark.parametrize("hours", [-11, -3, 3, 11])
def test_a_clock_set_anew_changes_no_duration(hours: float) -> None:
    """Without hours the break comes after an hour of work, whatever the wall says meanwhile."""
    day = workday.begin(ANY_TIME, at(0))
    day, _ = workday.step(ANY_TIME, day, Ticked(at=jumped(600, hours)))
    assert day.facing == Working(due=BEGIN + HOUR)
    _, effects = workday.step(ANY_TIME, day, Ticked(at=jumped(HOUR, hours)))
    assert announced(effects) == [(HOUR - 120, "heads-up"), (HOUR, "offer")]


def test_a_clock_set_forward_over_the_beginning_of_the_hours_begins_them() -> None:
    """Hours follow the wall, although nine o'clock itself never was."""
    day, _ = played((DAY - 2 * HOUR, TICK), plan=OFFICE)
    day, effects = workday.step(OFFICE, day, Ticked(at=jumped(DAY - 2 * HOUR + 60, 3)))
    assert records(effects, "on-hours") == [(DAY - 2 * HOUR + 60, "on-hours")]
    assert day.facing == Working(due=BEGIN + DAY - HOUR + 60)


@pytest.mark.parametrize("hours", [-3, 9])
def test_a_clock_set_out_of_the_hours_ends_them(hours: float) -> None:
    """A clock that was wrong at noon: it is not working time at all."""
    day, _ = played((HOUR, TICK), plan=OFFICE)
    day, effects = workday.step(OFFICE, day, Ticked(at=jumped(HOUR + 30, hours)))
    assert records(effects) == [(HOUR + 30, "closed"), (HOUR + 30, "off-hours")]
    assert day.facing == OffHours()


# Every state and event

PATIENT = WorkPlan((TURN,), office(), patience=Patience())
LAYERS = WorkPlan((TURN,), office(), small=SMALL)
FACINGS: dict[str, tuple[WorkPlan, Script]] = {
    "working": (OFFICE, ((600.0, TICK),)),
    "heads-up": (OFFICE, ((HOUR - 60, TICK),)),
    "due": (OFFICE, ((HOUR + 10, TICK),)),
    "snoozing": (OFFICE, ((HOUR, SNOOZE),)),
    "declining": (OFFICE, ((HOUR + 10, SKIP),)),
    "stretching": (OFFICE, ((600.0, START),)),
    "on pause": (OFFICE, ((600.0, PAUSE),)),
    "on endless pause when due": (OFFICE, ((HOUR, paused(inf)),)),
    "off hours": (OFFICE, ((10 * HOUR, TICK),)),
    "stretching off hours": (OFFICE, ((10 * HOUR, START),)),
    "paused off hours": (OFFICE, ((10 * HOUR, PAUSE),)),
    "held": (ANY_TIME, ((600.0, held()),)),
    "held, heads-up": (ANY_TIME, ((600.0, held()), (HOUR - 60, TICK))),
    "owing": (ANY_TIME, ((600.0, held()), (HOUR + 10, TICK))),
    "owing, and near the next": (ANY_TIME, ((600.0, held()), (2 * HOUR - 60, TICK))),
    "owing on pause": (ANY_TIME, ((600.0, held()), (HOUR + 10, PAUSE))),
    "owing and declining": (ANY_TIME, ((600.0, held()), (HOUR + 10, SKIP))),
    "at noon before lunch": (WITH_LUNCH, ((3 * HOUR - 1, TICK),)),
    "waiting for hands": (PATIENT, ((HOUR - 10, typed()), (HOUR + 10, TICK))),
    "waiting for hands, and declining": (PATIENT, ((HOUR - 10, typed()), (HOUR + 10, SKIP))),
    "a small break due": (LAYERS, ((1210.0, TICK),)),
    "a small break on": (LAYERS, ((1210.0, START),)),
    "a small break put off": (LAYERS, ((1210.0, SNOOZE),)),
    "a small break merged": (LAYERS, ((HOUR + 10, TICK),)),
    "two layers on pause": (LAYERS, ((600.0, PAUSE),)),
    "two layers off hours": (LAYERS, ((10 * HOUR, TICK),)),
    "owing a small break": (LAYERS, ((600.0, held()), (1210.0, TICK))),
    "offered to somebody tired": (ANY_TIME, ((4 * HOUR + 10, TICK),)),
    "with more room for today": (ANY_TIME, ((600.0, EVERY_EVENT["more room"]),)),
    "by the clock": (WorkPlan((replace(TURN, anchors=(Anchor(0),)),), office()), ((600.0, TICK),)),
}


@pytest.mark.parametrize("event", EVERY_EVENT)
@pytest.mark.parametrize("facing", FACINGS)
def test_every_event_has_an_answer_in_every_state(facing: str, event: str) -> None:
    """No pair raises; what comes next lies ahead; what was decided was decided by now; nothing owed is lost."""
    plan, script = FACINGS[facing]
    day, _ = played(*script, plan=plan)
    now = at(script[-1][0] + 7)
    after, effects = workday.step(plan, day, EVERY_EVENT[event](now))
    deadline = workday.deadline(plan, after, now)
    assert deadline is None or deadline > now.mono
    assert after.seen == now.mono
    assert all(one.at.mono <= now.mono for one in effects if isinstance(one, Record | Announce))
    assert still_owed(len(day.owed), effects) == len(after.owed)


def still_owed(count: int, effects: Sequence[DayEffect]) -> int:
    """How many breaks are owed after these effects, by nothing but the records."""
    for one in effects:
        if not isinstance(one, Record):
            continue
        if one.what == "held":
            count += 1
        elif (
            one.what == "owed-offer" or (one.what == "merged" and " held since " in one.why) or "; settles" in one.why
        ):
            count = 0
        elif one.what == "closed" and "held at" in one.why:
            count -= 1
    return count


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
WAIT = 300.0
eighths = st.integers(0, 8).map(lambda count: count / 8)
beats = st.lists(
    st.builds(
        Beat,
        st.sampled_from([1.0, 20.0, 180.0, 310.0, 1800.0, 3600.0, 9000.0, 60000.0]) | st.integers(1, 4000).map(float),
        st.sampled_from(sorted(EVERY_EVENT)),
        eighths,
        st.lists(eighths, max_size=4).map(lambda shares: tuple(sorted(shares))),
    ),
    max_size=25,
)
plans = st.builds(
    lambda every, hours, anchors, small, patience: WorkPlan(
        (Plan(routine=ROUTINE, every=every, anchors=anchors), Plan(routine=OTHER, every=every, anchors=anchors)),
        hours,
        small,
        patience,
    ),
    st.sampled_from([60.0, 600.0, HOUR]),
    st.sampled_from([ALWAYS, office(), office(Span(time(12), time(13))), Hours(((Span(time(20), time(4)),),) * 7)]),
    st.sampled_from([(), (), (Anchor(0),), (Anchor(30, 10), Anchor(0, 15))]),
    st.sampled_from([None, SMALL]),
    st.sampled_from([None, Patience(at_most=WAIT)]),
)
Telling = list[tuple[WorkdayEvent, Workday, tuple[DayEffect, ...]]]


def told(plan: WorkPlan, script: Sequence[Beat], *, with_ticks: bool = True) -> Telling:
    """Every event of the script with the day and the effects that follow; absences begin with a tick."""
    day = workday.begin(plan, at(0))
    telling: Telling = []
    now = 0.0
    for beat in script:
        events: list[WorkdayEvent] = [Ticked(at=at(now + share * beat.present)) for share in beat.ticks if with_ticks]
        if with_ticks or beat.absence is not None:
            events.append(Ticked(at=at(now + beat.present)))
        back = at(now + beat.gap)
        if beat.absence is None:
            events.append(EVERY_EVENT[beat.event](back))
        else:
            events.append(Returned(at=back, away=back.mono - at(now + beat.present).mono, reason=beat.absence))
        now += beat.gap
        for event in events:
            day, effects = workday.step(plan, day, event)
            telling.append((event, day, effects))
    return telling


def all_effects(telling: Telling) -> list[DayEffect]:
    """The effects of a whole telling in order."""
    return [effect for _, _, effects in telling for effect in effects]


@pytest.mark.slow
@MODEST
@given(plans, beats)
def test_however_time_is_cut_into_ticks_the_day_is_the_same(plan: WorkPlan, script: list[Beat]) -> None:
    """Any number of wake-ups in between changes neither the final day nor one effect."""
    often, seldom = told(plan, script), told(plan, script, with_ticks=False)
    assert all_effects(often) == all_effects(seldom)
    assert not script or often[-1][1] == seldom[-1][1]


@pytest.mark.slow
@MODEST
@given(plans, beats)
def test_nothing_is_announced_outside_the_hours_or_while_held(plan: WorkPlan, script: list[Beat]) -> None:
    """No heads-up, offer or reminder when nobody should hear of it."""
    for event, day, effects in told(plan, script):
        announcements = [one for one in effects if isinstance(one, Announce)]
        assert all(plan.hours.is_open(one.at.wall) for one in announcements)
        assert not (day.holds and isinstance(beneath(day), Due))
        assert not (day.holds and isinstance(day.small, Due))
        # Whatever holds after the step held all through it, unless it has only just begun.
        assert not (announcements and day.holds) or isinstance(event, Held)


def beneath(day: Workday) -> Facing:
    """What the day faces, beneath a question that may be asked just now."""
    return day.facing.before if isinstance(day.facing, AskedBack) else day.facing


@pytest.mark.slow
@MODEST
@given(plans, beats)
def test_what_is_owed_is_never_lost(plan: WorkPlan, script: list[Beat]) -> None:
    """By the records alone one can tell at every moment how many breaks are owed."""
    count = 0
    for _, day, effects in told(plan, script):
        count = still_owed(count, effects)
        assert count == len(day.owed)
        assert not (day.owed and not day.holds and isinstance(day.facing, Working | HeadsUp | Snoozing | Due))


@pytest.mark.slow
@MODEST
@given(plans, beats)
def test_no_break_is_offered_twice_without_an_answer(plan: WorkPlan, script: list[Beat]) -> None:
    """Between two offers of a layer lies an answer, a hold, a pause, or that the first was missed or closed."""
    waiting: set[str] = set()
    for one in all_effects(told(plan, script)):
        if not isinstance(one, Record):
            continue
        layer = "small" if one.routine == EYES else "main"
        assert not (one.what in {"offer", "owed-offer"} and layer in waiting)
        if one.what in {"offer", "owed-offer"}:
            waiting.add(layer)
        elif one.what in {"natural", "pause", "off-hours", "closed"}:
            waiting.clear()
        elif one.what not in {"reminder", "heads-up"} and not (one.what == "merged" and " held since " in one.why):
            waiting.discard(layer)


@pytest.mark.slow
@MODEST
@given(plans, beats)
def test_a_small_break_never_stands_beside_a_main_one(plan: WorkPlan, script: list[Beat]) -> None:
    """While the main break is offered, on, or less than five minutes away, no small one is offered."""
    for _, day, _ in told(plan, script):
        if isinstance(day.small, Due):
            assert isinstance(beneath(day), Working | Snoozing | HeadsUp)


@pytest.mark.slow
@MODEST
@given(plans, beats)
def test_nobody_waits_for_a_pause_in_typing_longer_than_the_plan_says(plan: WorkPlan, script: list[Beat]) -> None:
    """Due and not offered: for five minutes at most, and only while somebody types."""
    for event, day, _ in told(plan, script):
        waiting = beneath(day)
        if isinstance(waiting, Awaiting):
            assert day.typing is not None
            assert waiting.since <= event.at.mono < waiting.until <= waiting.since + WAIT


@pytest.mark.slow
@MODEST
@given(plans, beats)
def test_whatever_happens_time_only_goes_on(plan: WorkPlan, script: list[Beat]) -> None:
    """Random days never raise or hang; decisions come in their order, and what is next always lies ahead."""
    times = [BEGIN]
    for event, day, effects in told(plan, script):
        times += [one.at.mono for one in effects if isinstance(one, Record)]
        deadline = workday.deadline(plan, day, event.at)
        assert times[-1] <= event.at.mono
        assert deadline is None or deadline > event.at.mono
    assert times == sorted(times)


@pytest.mark.slow
@MODEST
@given(plans, beats)
def test_every_pause_ends_unless_it_is_endless(plan: WorkPlan, script: list[Beat]) -> None:
    """Left alone for two hours, no pause but an endless one is still on, within the hours or not."""
    telling = told(plan, script, with_ticks=False)
    if telling:
        event, day, _ = telling[-1]
        later, _ = workday.step(plan, day, Ticked(at=event.at.shifted(2 * HOUR)))
        assert not (isinstance(later.facing, OnPause) and later.facing.until is not None)


@pytest.mark.slow
@MODEST
@given(beats, st.lists(st.integers(-30, 30), min_size=25, max_size=25))
def test_durations_ignore_every_change_of_the_clock(script: list[Beat], jumps: list[int]) -> None:
    """With an interval and no hours, a clock that is set anew before each event changes no monotonic time."""
    steady = jumpy = workday.begin(ANY_TIME, at(0))
    now = 0.0
    # An interval for today ends with the day, which is the calendar's affair.
    lasting = [beat for beat in script if beat.event != "more room"]
    for beat, hours in zip(lasting, jumps, strict=False):
        now += beat.gap
        steady, _ = workday.step(ANY_TIME, steady, EVERY_EVENT[beat.event](at(now)))
        jumpy, _ = workday.step(ANY_TIME, jumpy, EVERY_EVENT[beat.event](jumped(now, hours)))
        assert jumpy.facing == steady.facing
        assert [owed.since.mono for owed in jumpy.owed] == [owed.since.mono for owed in steady.owed]


# A year


@pytest.mark.slow
@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])
@pytest.mark.parametrize("anchors", [(), (Anchor(0),)])
def test_a_year_of_hourly_breaks_keeps_to_its_hours(zone: str, anchors: tuple[Anchor, ...]) -> None:
    """Through both clock changes every working day has its seven offers, between nine and five on the wall."""
    hours = Hours(((Span(time(9), time(17)),),) * 7)
    plan = WorkPlan((Plan(routine=ROUTINE, anchors=anchors),), hours)
    now = Moment(BEGIN, datetime(2026, 1, 1, tzinfo=ZoneInfo(zone)))
    last = now.mono + 365 * DAY
    day = workday.begin(plan, now)
    offers: dict[str, list[str]] = {}
    while (due := workday.deadline(plan, day, now)) is not None and due < last:
        now = now.at(due)
        day, effects = workday.step(plan, day, Ticked(at=now))
        for one in effects:
            if isinstance(one, Announce) and one.what == "offer":
                offers.setdefault(f"{one.at.wall:%m-%d}", []).append(f"{one.at.wall:%H:%M}")
                day, _ = workday.step(plan, day, SelfReported(at=now))
    assert len(offers) == 365
    assert {tuple(times) for times in offers.values()} == {tuple(f"{hour}:00" for hour in range(10, 17))}


@pytest.mark.parametrize("beside", [-1e-5, -1e-6, 0.0, 1e-6, 1e-5])
def test_a_break_due_at_the_very_end_of_the_hours_is_not_offered(beside: float) -> None:
    """Two clocks are never read at once: what lies microseconds before the end of the hours, lies at it."""
    opening = Moment(BEGIN, at(2 * HOUR + beside).wall)
    plan = replace(WITH_LUNCH, turns=(replace(TURN, every=HOUR),))
    day, effects = workday.begin(plan, opening), list[DayEffect]()
    for seconds in (HOUR - 60, HOUR - 2e-5, HOUR, HOUR + 2e-5, HOUR + 60):
        now = Moment(BEGIN + seconds, opening.wall + timedelta(seconds=seconds))
        day, more = workday.step(plan, day, Ticked(at=now))
        effects += more
    assert announced(effects) == []
    assert [effect.what for effect in effects if isinstance(effect, Record)] == ["off-hours"]


def test_no_heads_up_comes_for_a_break_after_the_hours() -> None:
    """The break would be due a minute after five: nobody hears of it."""
    plan = WorkPlan((replace(TURN, every=CLOSING + MINUTE),), office())
    _, effects = played((CLOSING + 1, TICK), plan=plan)
    assert announced(effects) == []
    assert [what for _, what in records(effects)] == ["off-hours"]


def test_a_short_meeting_inside_a_long_one_ends_neither() -> None:
    """For the same reason the longer counts, and one without an end outlasts every other."""
    day, _ = played((HOUR - 600, held(seconds=HOUR)), (HOUR + 600, held(seconds=600.0)), (HOUR + 1300, TICK))
    assert [hold.until for hold in day.holds] == [BEGIN + 2 * HOUR - 600]
    endless, _ = played((10.0, held()), (20.0, held(seconds=60.0)), (100.0, TICK))
    assert [hold.until for hold in endless.holds] == [None]
