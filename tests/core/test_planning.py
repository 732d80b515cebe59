"""Settings and routines → the plan of a day, and a day whose plan changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest

from fakes import a_routine, at
from stretchbreak.core import workday
from stretchbreak.core.day import HeadsUp, OnPause, Working
from stretchbreak.core.events import Paused
from stretchbreak.core.planning import replanned, work_plan
from stretchbreak.core.rhythm import Anchor, Span
from stretchbreak.core.settings import Alerts, Rhythm, Settings, Snooze
from stretchbreak.core.workplan import WorkPlan

ROUTINE = a_routine()
HOUR = 3600.0


def plan(**rhythm: object) -> WorkPlan:
    """A plan whose settings say only this of the rhythm."""
    return work_plan(Settings(rhythm=replace(Rhythm(), **rhythm)), [ROUTINE])  # type: ignore[arg-type]  # any field


def test_the_defaults_make_the_plan_of_an_hourly_break() -> None:
    """Without settings: every hour, heads-up two minutes before, two reminders, missed after three minutes."""
    made = work_plan(Settings(), [ROUTINE]).turns[0]
    assert (made.every, made.heads_up, made.reminders, made.missed_after) == (HOUR, 120.0, (60.0, 120.0), 180.0)


def test_settings_reach_the_plan() -> None:
    """Hours, lunch, snooze and reminders go by the settings."""
    week = (((time(9), time(17)),),) * 7
    settings = Settings(
        hours=week, lunch=(time(12), time(13)), snooze=Snooze(seconds=600.0, at_most=1), alerts=Alerts(repeat=0)
    )
    made = work_plan(settings, [ROUTINE])
    assert made.hours.lunch == Span(time(12), time(13))
    assert (made.turns[0].snooze, made.turns[0].snoozes, made.turns[0].reminders) == (600.0, 1, ())


def test_the_left_side_is_first_where_the_settings_say_so() -> None:
    """``first: left`` turns every two-sided exercise round; right leaves each author's own order."""
    sides = [exercise.sides for exercise in work_plan(Settings(first="left"), [ROUTINE]).turns[0].routine.exercises]
    assert all(one is None or one.first == "left" for one in sides)
    assert work_plan(Settings(), [ROUTINE]).turns[0].routine == ROUTINE


@pytest.mark.parametrize(("every", "due"), [(2 * HOUR, 2 * HOUR), (0.75 * HOUR, 0.75 * HOUR), (600.0, 1920.0)])
def test_work_that_is_done_counts_towards_a_new_interval(every: float, due: float) -> None:
    """After half an hour, a new interval counts from the beginning too; what is overdue still gets its heads-up."""
    old, new = plan(), plan(every=every)
    day = replanned(old, new, workday.begin(old, at(0)), at(1800))
    assert isinstance(day.facing, Working | HeadsUp)
    assert day.facing.due == at(due).mono


def test_a_new_time_of_the_clock_counts_at_once() -> None:
    """Whoever changes to the full hour gets the next full hour."""
    old, new = plan(), plan(at=(Anchor(0),))
    day = replanned(old, new, workday.begin(old, at(600)), at(1200))
    assert isinstance(day.facing, Working | HeadsUp)
    assert at(0).at(day.facing.due).wall.minute == 0


def test_a_change_of_something_else_leaves_the_break_where_it_is() -> None:
    """The due time does not move when only the reminders change."""
    old = plan()
    new = work_plan(Settings(alerts=Alerts(repeat=5)), [ROUTINE])
    begun = workday.begin(old, at(0))
    assert replanned(old, new, begun, at(1800)) == begun


def test_a_new_interval_counts_for_a_paused_day_too() -> None:
    """Half an hour was worked before the pause: fifteen minutes are left of forty-five."""
    old, new = plan(), plan(every=0.75 * HOUR)
    paused, _ = workday.step(old, workday.begin(old, at(0)), Paused(at=at(1800)))
    day = replanned(old, new, paused, at(2000))
    assert isinstance(day.facing, OnPause)
    assert day.facing.left == 900.0
