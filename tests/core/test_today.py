"""Decisions, and what a day came to by them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from fakes import MORNING, a_decision, a_routine, an_exercise, at
from stretchbreak.core.decisions import Decision, decision_of
from stretchbreak.core.effects import DecisionKind, Record
from stretchbreak.core.tally import Rep, tally
from stretchbreak.core.timeline import timeline
from stretchbreak.core.today import Today, of_date, today

ONE = a_routine(an_exercise(reps=2))


@pytest.mark.parametrize(("done", "outcome"), [(0, "abandoned"), (1, "partial"), (2, "completed")])
def test_a_guided_break_is_kept_with_what_it_came_to(done: int, outcome: str) -> None:
    """The outcome and the reps; the routine by its name, the moment by the clock on the wall."""
    reps = frozenset(Rep(0, None, number) for number in range(1, done + 1))
    record = Record(at=at(60), what="finish", routine=ONE, why="over", tally=tally(timeline(ONE), reps))
    kept = decision_of(record)
    assert (kept.outcome, kept.reps) == (outcome, done)
    assert (kept.at, kept.what, kept.routine, kept.why) == (at(60).wall, "finish", "small-reset", "over")


def test_a_decision_without_a_break_has_no_outcome() -> None:
    """A skip came to nothing, and is no abandoned break."""
    kept = decision_of(Record(at=at(0), what="skip", routine=ONE, why="meeting"))
    assert kept == Decision(at=MORNING, what="skip", routine="small-reset", why="meeting")


def test_a_day_is_counted_from_its_decisions() -> None:
    """Each decision that a user would ask about has a count; a heads-up has none."""
    kinds: tuple[DecisionKind, ...] = ("heads-up", "offer", "snooze", "skip", "skip", "missed", "natural", "finish")
    kept = [a_decision(what) for what in kinds]
    assert today(kept, MORNING) == Today(reported=1, snoozed=1, skipped=2, missed=1, natural=1)


def test_reps_are_counted_over_all_breaks() -> None:
    """Of whole breaks and of parts alike; one that was given up has none."""
    whole, part = (a_decision("finish", outcome="completed", reps=8), a_decision("finish", outcome="partial", reps=3))
    assert today([whole, part, a_decision("finish", outcome="abandoned")], MORNING) == Today(
        completed=1, partial=1, reps=11
    )


def test_another_day_is_not_counted() -> None:
    """A minute before midnight belongs to yesterday, midnight to today."""
    midnight = datetime(2026, 3, 3, tzinfo=MORNING.tzinfo)
    kept = [a_decision("skip", when) for when in (midnight - timedelta(minutes=1), midnight)]
    assert of_date(kept, midnight + timedelta(hours=9)) == (kept[1],)
    assert of_date(kept, midnight - timedelta(seconds=1)) == (kept[0],)


def test_the_date_is_that_of_the_place_where_it_is_counted() -> None:
    """What was decided in one zone is counted by the date of another, as after a flight."""
    tokyo, new_york = ZoneInfo("Asia/Tokyo"), timezone(timedelta(hours=-5))
    kept = [a_decision("skip", datetime(2026, 3, 3, 8, 0, tzinfo=tokyo))]
    assert today(kept, datetime(2026, 3, 2, 20, 0, tzinfo=new_york)) == Today(skipped=1)
    assert today(kept, datetime(2026, 3, 3, 8, 0, tzinfo=new_york)) == Today()
