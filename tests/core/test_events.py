"""Moments on two clocks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fakes import MODEST, MORNING, a_routine
from stretchbreak.core import workday
from stretchbreak.core.day import Plan
from stretchbreak.core.events import Moment, Ticked
from stretchbreak.core.workplan import WorkPlan

MONO = st.floats(0, 1e7)


@MODEST
@given(MONO, MONO)
def test_the_moment_of_a_monotonic_time_reads_just_that(seen: float, asked: float) -> None:
    """To the last bit, from however far away it is looked at."""
    assert Moment(seen, MORNING).at(asked).mono == asked


def test_a_tick_that_comes_late_after_a_boot_ends() -> None:
    """Seen from 8000.7 s, the first deadline of a day that began at 0.1 s used to lie a hair before itself."""
    plan = WorkPlan((Plan(routine=a_routine()),))
    day = workday.begin(plan, Moment(0.1, MORNING))
    after, _ = workday.step(plan, day, Ticked(at=Moment(8000.7, MORNING)))
    assert after.seen == 8000.7
