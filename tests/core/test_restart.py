"""A day that goes on in another process: soon as if nothing had been, later as after an absence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import BEGIN, MODEST, MORNING, a_routine, at, values_of
from stretchbreak.core import workday
from stretchbreak.core.day import Plan
from stretchbreak.core.effects import Announce, DayEffect, Record
from stretchbreak.core.events import (
    Declined,
    Held,
    Moment,
    Paused,
    SelfReported,
    Snoozed,
    Started,
    Ticked,
    WorkdayEvent,
)
from stretchbreak.core.restart import Beginning, Legacy, Snapshot, begun, restored, rules, shift
from stretchbreak.core.rhythm import Anchor, Hours, Span
from stretchbreak.core.today import Today
from stretchbreak.core.view import DayView, workday_view
from stretchbreak.core.workplan import Workday, WorkPlan

TURN = Plan(routine=a_routine())
ANY_TIME = WorkPlan((TURN,))
OFFICE = WorkPlan((TURN,), Hours(((Span(time(9), time(17)),),) * 5 + ((),) * 2))
MINUTE, HOUR = 60.0, 3600.0
NATURAL = TURN.natural_break


def lived(plan: WorkPlan, *events: WorkdayEvent) -> Workday:
    """A day that began at nine, after these events."""
    day = workday.begin(plan, at(0))
    for event in events:
        day, _ = workday.step(plan, day, event)
    return day


def left_behind(plan: WorkPlan, *events: WorkdayEvent, alive: float | None = None, boot: str = "boot") -> Legacy:
    """What a process left behind that was killed after the last of these events, or so many seconds after nine."""
    saved = events[-1].at if events else at(0)
    snapshot = Snapshot(at=saved, rules=rules(plan), day=lived(plan, *events), suggested=date(2026, 2, 27))
    return Legacy(alive=saved if alive is None else at(alive), boot=boot, shift=0.0, snapshot=snapshot)


def taken_up(plan: WorkPlan, legacy: Legacy, seconds: float) -> Beginning:
    """How the day goes on so many seconds after nine."""
    found = restored(plan, legacy, at(seconds))
    assert found is not None
    return found


def seen(plan: WorkPlan, day: Workday, seconds: float) -> DayView:
    """The day as it is shown so many seconds after nine."""
    return workday_view(plan, day, Today(), at(seconds))


def said(effects: tuple[DayEffect, ...]) -> list[tuple[str, str]]:
    """What was recorded, and why."""
    return [(one.what, one.why) for one in effects if isinstance(one, Record)]


# Soon


@pytest.mark.parametrize("gap", [0.0, 1.0, 60.0, NATURAL - 0.001])
def test_soon_after_its_end_the_due_time_is_the_former_one(gap: float) -> None:
    """To the second and beyond: nothing of the state has changed, and nothing is to be done."""
    legacy = left_behind(ANY_TIME, alive=1800)
    begins = taken_up(ANY_TIME, legacy, 1800 + gap)
    assert seen(ANY_TIME, begins.day, 1800 + gap).next_at == at(HOUR).wall
    assert (begins.effects, begins.note) == ((), "going on from before")
    assert begins.opened is not None
    assert (begins.opened.what, begins.opened.routine) == ("resume", "small-reset")


@pytest.mark.parametrize(
    ("events", "mode", "remaining"),
    [
        ((Ticked(at=at(HOUR - 100)),), "heads-up", 80.0),
        ((Ticked(at=at(HOUR)), Snoozed(at=at(HOUR + 10))), "working", 280.0),
        ((Paused(at=at(MINUTE)),), "paused", HOUR + HOUR - 80),
        ((Declined(at=at(MINUTE)), Declined(at=at(70))), "working", HOUR - 20),
    ],
)
def test_every_state_goes_on_where_it_was(events: Sequence[WorkdayEvent], mode: str, remaining: float) -> None:
    """Twenty seconds after the last event, as without an end between."""
    later = events[-1].at.mono - BEGIN + 20
    begins = taken_up(ANY_TIME, left_behind(ANY_TIME, *events), later)
    view = seen(ANY_TIME, begins.day, later)
    assert (view.mode, view.remaining, begins.effects) == (mode, remaining, ())


def test_a_break_that_fell_due_meanwhile_is_offered_once_on_return() -> None:
    """Nobody could answer while nothing ran: it is offered now, with its reason, and not missed."""
    begins = taken_up(ANY_TIME, left_behind(ANY_TIME, alive=HOUR - 150), HOUR + 60)
    assert said(begins.effects) == [("offer", "fell due during 3 min 30 s away (not running)")]
    assert [one.what for one in begins.effects if isinstance(one, Announce)] == ["offer"]
    assert seen(ANY_TIME, begins.day, HOUR + 60).mode == "due"


def test_an_open_offer_waits_on() -> None:
    """The two minutes in which nothing ran do not count against it."""
    begins = taken_up(ANY_TIME, left_behind(ANY_TIME, Ticked(at=at(HOUR)), alive=HOUR + 30), HOUR + 150)
    assert begins.effects == ()
    assert seen(ANY_TIME, begins.day, HOUR + 150).waiting == 30.0


def test_a_turn_and_what_is_owed_are_not_forgotten() -> None:
    """The second routine has its turn, and a break held by a meeting is still owed."""
    plan = WorkPlan((TURN, replace(TURN, routine=a_routine(name="Other reset"))))
    events = (Held(at=at(1), reason="meeting"), Ticked(at=at(HOUR)))
    begins = taken_up(plan, left_behind(plan, *events), HOUR + 30)
    assert seen(plan, begins.day, HOUR + 30).mode == "held"
    turned = replace(
        left_behind(plan), snapshot=replace(left_behind(plan).snapshot, day=replace(lived(plan), turn=1))
    )
    assert seen(plan, taken_up(plan, turned, 5).day, 5).routine.name == "Other reset"


def test_turns_that_were_put_in_order_anew_begin_with_the_first() -> None:
    """The order by what was done least recently counts what was done before the restart; the turn must not, too."""
    other = replace(TURN, routine=a_routine(name="Other reset"))
    former, now = WorkPlan((TURN, other), ordered=True), WorkPlan((other, TURN), ordered=True)
    legacy = left_behind(former)
    turned = replace(legacy, snapshot=replace(legacy.snapshot, day=replace(lived(former), turn=1)))
    assert seen(now, taken_up(now, turned, 5).day, 5).routine.name == "Other reset"


# Later


@pytest.mark.parametrize("gap", [NATURAL, HOUR, 14 * 24 * HOUR])
def test_later_the_gap_is_an_absence(gap: float) -> None:
    """It is recorded as a natural break, with its length, and the rhythm starts afresh on return."""
    begins = taken_up(ANY_TIME, left_behind(ANY_TIME, alive=1800), 1800 + gap)
    [(what, why)] = said(begins.effects)
    assert (what, why.endswith(" away (not running)"), begins.opened) == ("natural", True, None)
    assert begins.note == f"{why}: starting afresh"
    assert seen(ANY_TIME, begins.day, 1800 + gap).remaining == HOUR


def test_hours_that_ended_meanwhile_are_closed_at_their_own_time() -> None:
    """Killed over an open offer in the evening, started in the morning: closed as of yesterday, and a new day."""
    evening, morning = 7 * HOUR + 58 * MINUTE, 24 * HOUR + 10
    offered = left_behind(OFFICE, Ticked(at=at(evening)), Snoozed(at=at(evening)), alive=evening + 30)
    begins = taken_up(OFFICE, offered, morning)
    records = [one for one in begins.effects if isinstance(one, Record)]
    assert [(one.what, one.at.wall.isoformat()[5:16]) for one in records][-3:] == [
        ("closed", "03-02T17:00"),
        ("off-hours", "03-02T17:00"),
        ("on-hours", "03-03T09:00"),
    ]
    assert seen(OFFICE, begins.day, morning).remaining == HOUR


def test_off_hours_stay_off_hours() -> None:
    """Started again late in the evening, nothing is offered until the hours begin."""
    legacy = left_behind(OFFICE, Ticked(at=at(9 * HOUR)))
    begins = taken_up(OFFICE, legacy, 12 * HOUR)
    assert (seen(OFFICE, begins.day, 12 * HOUR).mode, begins.effects) == ("off-hours", ())
    assert begins.note == "3 h away (not running)"


def test_a_pause_without_an_end_outlives_everything() -> None:
    """Only the user ends it; one with an end has ended."""
    endless = left_behind(ANY_TIME, Paused(at=at(10), seconds=float("inf")))
    begins = taken_up(ANY_TIME, endless, 24 * HOUR)
    assert (seen(ANY_TIME, begins.day, 24 * HOUR).mode, begins.note) == ("paused", "23 h 59 min away (not running)")
    over = taken_up(ANY_TIME, left_behind(ANY_TIME, Paused(at=at(10))), 24 * HOUR)
    assert [what for what, _ in said(over.effects)] == ["resume", "natural"]


# In the middle of a break


@pytest.mark.parametrize(("gap", "remaining"), [(100.0, HOUR - 100), (HOUR, HOUR)])
def test_a_break_that_was_on_is_closed_and_the_rhythm_restarts(gap: float, remaining: float) -> None:
    """From the moment at which the program died. What was done is not known, so that nothing is claimed of it."""
    began = left_behind(ANY_TIME, Started(at=at(600)), alive=660)
    begins = taken_up(ANY_TIME, began, 660 + gap)
    record = next(one for one in begins.effects if isinstance(one, Record))
    assert (record.what, record.at, record.tally) == ("closed", at(660), None)
    assert record.why == "stretchbreak ended during the break, and kept none of its reps"
    view = seen(ANY_TIME, begins.day, 660 + gap)
    assert (view.mode, view.remaining) == ("working", remaining)


# Another plan, another boot, another clock


@pytest.mark.parametrize(
    "changed",
    [
        WorkPlan((replace(TURN, every=HOUR / 2),)),
        WorkPlan((replace(TURN, anchors=(Anchor(0),)),)),
        WorkPlan((TURN,), OFFICE.hours),
        WorkPlan((TURN, replace(TURN, every=HOUR / 2))),
    ],
)
def test_under_other_rules_another_day_begins(changed: WorkPlan) -> None:
    """A due time of another rhythm means nothing in this one, and the user is told so."""
    begins = taken_up(changed, left_behind(ANY_TIME, alive=1800), 1810)
    assert begins.note == "the rhythm or the hours have changed: starting afresh"
    assert begins.day == workday.begin(changed, at(1810))
    assert begins.suggested == date(2026, 2, 27)


def test_another_routine_or_another_snooze_changes_nothing() -> None:
    """Whatever does not move a due time leaves it where it was."""
    other = WorkPlan((replace(TURN, routine=a_routine(name="Other reset"), snoozes=1, heads_up=60.0),))
    begins = taken_up(other, left_behind(ANY_TIME, alive=1800), 1810)
    assert (seen(other, begins.day, 1810).next_at, begins.note) == (at(HOUR).wall, "going on from before")


def test_within_a_boot_the_clock_on_the_wall_does_not_matter() -> None:
    """The monotonic clock alone tells how long it has been, also for a process that came after a reboot itself."""
    legacy = replace(left_behind(ANY_TIME, alive=1800), shift=500.0)
    put_back = Moment(BEGIN + 1820 - 500, MORNING - timedelta(days=1))
    assert shift(legacy, "boot", put_back) == 500.0


@pytest.mark.parametrize("boot", ["another", ""])
@pytest.mark.parametrize("mono", [3.0, 10 * HOUR])
def test_after_a_reboot_the_clock_on_the_wall_tells_the_gap(boot: str, mono: float) -> None:
    """The old times are true on the shifted clock, whatever the new boot's own clock reads."""
    legacy = left_behind(ANY_TIME, alive=1800)
    now = Moment(mono, at(1850).wall)
    moved = shift(legacy, boot, now)
    assert moved is not None
    begins = restored(ANY_TIME, legacy, replace(now, mono=now.mono + moved))
    assert begins is not None
    assert seen(ANY_TIME, begins.day, 1850).next_at == at(HOUR).wall


def test_machines_that_tell_no_boot_go_by_the_wall() -> None:
    """Two unknown boots are not the same one."""
    legacy = left_behind(ANY_TIME, alive=1800, boot="")
    assert shift(legacy, "", Moment(BEGIN + 9000, at(1900).wall)) == -7100.0


def test_a_clock_that_was_put_back_a_little_over_a_reboot_is_believed() -> None:
    """By seconds or minutes, as at the first touch of a time server: the gap is then none at all."""
    legacy = left_behind(ANY_TIME, alive=1800)
    moved = shift(legacy, "another", Moment(5.0, at(1790).wall))
    assert moved == BEGIN + 1800 - 5.0


def test_a_clock_that_was_put_back_by_a_day_tells_nothing() -> None:
    """A snapshot from the future is not taken up."""
    assert shift(left_behind(ANY_TIME, alive=1800), "another", Moment(5.0, at(1800 - 24 * HOUR).wall)) is None


def test_a_boot_in_which_time_ran_backwards_is_another_one() -> None:
    """As in a container with a clock of its own: then the wall counts."""
    legacy = left_behind(ANY_TIME, alive=1800)
    moved = shift(legacy, "boot", Moment(BEGIN + 700, at(1830).wall))
    assert moved == BEGIN + 1830 - (BEGIN + 700)


def test_a_day_of_long_ago_is_forgotten() -> None:
    """After more than a year the next one begins without a word."""
    begins = taken_up(ANY_TIME, left_behind(ANY_TIME, alive=1800), 500 * 24 * HOUR)
    assert (begins.day, begins.note) == (workday.begin(ANY_TIME, at(500 * 24 * HOUR)), "")


@pytest.mark.parametrize(("plan", "what"), [(ANY_TIME, "on-hours"), (OFFICE, "off-hours")])
def test_a_day_that_begins_says_so(plan: WorkPlan, what: str) -> None:
    """For ``why``: before this nothing ran."""
    begins = begun(plan, at(9 * HOUR))
    assert begins.opened is not None
    assert (begins.opened.what, begins.opened.why) == (what, "stretchbreak started: every 1 h")
    assert (begins.effects, begins.note) == ((), "")


# Whatever was left behind


@MODEST
@given(
    st.lists(st.tuples(st.floats(1, 3 * HOUR), st.sampled_from([Ticked, Snoozed, Declined, SelfReported, Paused]))),
    st.floats(0, NATURAL - 1),
    st.floats(0, 2 * HOUR),
)
def test_an_end_of_less_than_a_natural_break_moves_no_due_time(
    events: list[tuple[float, type[Ticked]]], gap: float, waited: float
) -> None:
    """However the day went: what was to come after the gap comes at its time; what came within it, on return."""
    seconds = 0.0
    told: list[WorkdayEvent] = []
    for later, kind in events:
        seconds += later
        told.append(kind(at=at(seconds)))
    legacy = left_behind(ANY_TIME, *told)
    due = workday.deadline(ANY_TIME, legacy.snapshot.day, legacy.alive)
    waited = waited if due is None else min(waited, due - legacy.alive.mono - 1e-3)
    legacy = replace(legacy, alive=legacy.alive.shifted(max(waited, 0.0)))
    back = legacy.alive.shifted(gap)
    begins = restored(ANY_TIME, legacy, back)
    assert begins is not None
    before, after = (workday_view(ANY_TIME, day, Today(), back) for day in (legacy.snapshot.day, begins.day))
    if due is None or due > back.mono:
        assert (after.next_at, begins.effects) == (before.next_at, ()) or after.mode == "due"
    else:
        assert before.next_at is not None
        assert after.next_at is not None
        assert after.next_at >= min(before.next_at, back.wall)


@MODEST
@given(values_of(Workday), st.floats(0, 30 * 24 * HOUR), st.floats(0, 30 * 24 * HOUR))
def test_no_day_that_can_be_read_does_harm(day: Workday, alive: float, gap: float) -> None:
    """A file may hold any times at all: the day goes on, or makes no sense, and ends in no time."""
    snapshot = Snapshot(at=at(0), rules=rules(OFFICE), day=day)
    legacy = Legacy(alive=at(alive), boot="boot", shift=0.0, snapshot=snapshot)
    back = at(alive + gap)
    begins = restored(OFFICE, legacy, back)
    if begins is not None:
        view = workday_view(OFFICE, begins.day, Today(), back)
        assert isinstance(view.next_at, datetime | None)
        workday.deadline(OFFICE, begins.day, back)
