"""Lighter breaks for somebody who lets them go, and nothing that changes without a word."""

from __future__ import annotations

from datetime import date

import pytest

from fakes import BEGIN
from playing import (
    CLOSING,
    DAY,
    DONE,
    HOUR,
    MINI,
    MINUTE,
    OFFICE,
    ROUTINE,
    START,
    TICK,
    Making,
    Script,
    finished,
    held,
    played,
    reasons,
    released,
    skipped_for,
)
from stretchbreak.core.day import Due, Plan, Working
from stretchbreak.core.effects import Announce, OpenBreak
from stretchbreak.core.events import Respaced
from stretchbreak.core.rhythm import Anchor
from stretchbreak.core.workplan import Spacing, WorkPlan

SKIPPED = skipped_for("meeting")
THREE_LET_GO: Script = ((HOUR, SKIPPED), (2 * HOUR, SKIPPED), (3 * HOUR, SKIPPED))
PROPOSAL = "1 h of work; 3 breaks in a row not started: a mini dose will do, and 60 or 90 min between breaks today"


def respaced(minutes: float) -> Making:
    """Makes the user choose this interval for today."""
    return lambda moment: Respaced(at=moment, every=minutes * MINUTE)


def test_after_three_breaks_let_go_the_next_offer_is_lighter() -> None:
    """It puts the mini dose first and proposes more room; the offers before do not."""
    day, effects = played(*THREE_LET_GO, (4 * HOUR, TICK))
    assert [why.startswith(PROPOSAL) for why in reasons(effects, "offer")] == [False, False, False, True]
    offers = [one.dose for one in effects if isinstance(one, Announce) and one.what == "offer"]
    assert offers == ["full", "full", "full", "mini"]
    assert day.facing == Due(since=BEGIN + 4 * HOUR)


def test_missed_breaks_count_as_skipped_ones_do() -> None:
    """Nobody answered three times: the fourth offer is lighter too."""
    _, effects = played((4 * HOUR, TICK))
    assert reasons(effects, "offer")[3].startswith(PROPOSAL)


def test_an_offer_that_the_end_of_the_hours_closes_was_not_started_either() -> None:
    """Unanswered at five o'clock, it counts; a break that was held does not."""
    plan = WorkPlan((Plan(routine=ROUTINE, every=CLOSING - 60),), OFFICE.hours)
    assert played((CLOSING, TICK), plan=plan)[0].unstarted == 1
    assert played((CLOSING - 100, held()), (CLOSING, TICK), plan=plan)[0].unstarted == 0


@pytest.mark.parametrize("answer", [START, MINI, DONE])
def test_a_break_that_is_taken_begins_the_count_anew(answer: Making) -> None:
    """In full, as a mini dose or by oneself: three have to be let go again."""
    assert played(*THREE_LET_GO, (4 * HOUR, answer))[0].unstarted == 0


def test_a_held_break_is_offered_lighter_too() -> None:
    """Whatever the offer is called."""
    _, effects = played(*THREE_LET_GO, (4 * HOUR - 60, held()), (4 * HOUR + 60, released()))
    assert reasons(effects, "owed-offer")[0].count("a mini dose will do") == 1


def test_more_room_counts_from_the_next_break_on_and_until_midnight() -> None:
    """90 minutes after this break instead of 60; the offer still waits for an answer; tomorrow is as ever."""
    asked, _ = played(*THREE_LET_GO, (4 * HOUR + 10, respaced(90)))
    assert asked.facing == Due(since=BEGIN + 4 * HOUR)
    assert (asked.spacing, asked.unstarted) == (Spacing(90 * MINUTE, date(2026, 3, 2)), 0)
    day, effects = played(*THREE_LET_GO, (4 * HOUR + 10, respaced(90)), (4 * HOUR + 20, DONE))
    assert day.facing == Working(due=BEGIN + 4 * HOUR + 20 + 90 * MINUTE)
    morning, effects = played(*THREE_LET_GO, (4 * HOUR, respaced(90)), (DAY + HOUR, TICK), plan=OFFICE)
    assert morning.spacing is None
    assert reasons(effects, "offer")[-1].startswith("1 h of work")


def test_a_day_without_hours_loses_its_room_at_midnight() -> None:
    """The first break that ends on the next date is followed by the usual interval."""
    day, _ = played((HOUR, respaced(90)), (HOUR + 10, DONE), (15 * HOUR, TICK))
    assert day.spacing is None


def test_a_rhythm_of_clock_times_offers_the_mini_dose_alone() -> None:
    """There is no interval to be longer."""
    plan = WorkPlan((Plan(routine=ROUTINE, anchors=(Anchor(0),)),))
    _, effects = played((4 * HOUR, TICK), plan=plan)
    assert reasons(effects, "offer")[3] == "its time of the clock; 3 breaks in a row not started: a mini dose will do"


def test_mini_doses_change_sides() -> None:
    """Right, then left, then right: no side is forgotten."""
    script: Script = (
        (HOUR, MINI),
        (HOUR + 30, finished),
        (3 * HOUR, MINI),
        (3 * HOUR + 30, finished),
        (5 * HOUR, MINI),
    )
    _, effects = played(*script)
    sides = [one.routine.exercises[0].sides for one in effects if isinstance(one, OpenBreak)]
    assert [one.first for one in sides if one is not None] == ["right", "left", "right"]
