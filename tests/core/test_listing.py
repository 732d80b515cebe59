"""The list's lines: how long, and what counts as sitting."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import MODEST, a_routine, an_exercise
from stretchbreak.core.abridging import abridged
from stretchbreak.core.exercise import Order, Sides
from stretchbreak.core.listing import regions
from stretchbreak.core.routine import Routine
from stretchbreak.core.tempo import Pace, Tempo
from stretchbreak.core.timeline import length, timeline

orders: st.SearchStrategy[Order] = st.sampled_from(["block", "alternate", "single"])
exercises = st.builds(
    an_exercise,
    kind=st.sampled_from(["ais", "strength", "mobility"]),
    reps=st.integers(1, 12),
    sides=st.none() | st.builds(Sides, order=orders),
    prepare=st.sampled_from([0.0, 0.1, 8.0]),
    switch=st.sampled_from([0.0, 5.0]),
)
tempos: st.SearchStrategy[Tempo] = st.sampled_from(["gentle", "standard", "brisk"])
routines = st.builds(
    lambda chosen, rest, rounds: a_routine(*chosen, rest=rest, rounds=rounds),
    st.lists(exercises, min_size=1, max_size=4),
    st.sampled_from([0.0, 0.3, 5.0]),
    st.integers(1, 3),
)


@MODEST
@given(routines, tempos)
def test_a_length_is_that_of_the_timeline(routine: Routine, tempo: Tempo) -> None:
    """Reckoned without its cues, it is what they come to."""
    assert length(routine, Pace(tempo)) == pytest.approx(timeline(routine, Pace(tempo)).seconds, abs=1e-6)


@pytest.mark.parametrize(
    ("positions", "seated"),
    [
        (("sit",), True),
        (("sit or stand",), True),
        (("stand or sit", "any"), True),
        (("seated, feet flat",), True),
        (("sit and stand",), False),
        (("sit", "stand"), False),
        (("on the floor",), False),
        (("",), False),
    ],
)
def test_all_of_a_seated_routine_can_be_done_sitting(positions: tuple[str, ...], seated: bool) -> None:  # noqa: FBT001
    """One exercise that makes you stand up is enough."""
    assert replace(abridged(a_routine(), "routine", "yours"), positions=positions).is_seated == seated


def test_parts_of_the_body_are_told_one_by_one() -> None:
    """Whatever is written with a stroke is for both."""
    one = replace(abridged(a_routine(), "routine", "yours"), regions=("wrist / forearm", "neck"))
    assert regions([one]) == ["forearm", "neck", "wrist"]
