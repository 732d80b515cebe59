"""Where a place cannot be had: which exercise is done instead, with which dose, and what has none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fakes import a_routine, an_exercise
from stretchbreak.core.exercise import Exercise, Place
from stretchbreak.core.fitting import fitted, needing
from stretchbreak.core.routine import Routine
from stretchbreak.core.timeline import timeline

DOORWAY: Place = "doorway"
FLOOR: Place = "floor"

OPENER = an_exercise(name="Opener", reps=10)
LEAN = replace(an_exercise(name="Lean", reps=8, equipment="Doorway, or a post"), instead="opener")
LIFT = replace(an_exercise(name="Lift", reps=6), position="face down on the floor", instead="lean")
PLANK = replace(an_exercise(name="Plank"), position="on the floor")
SHELF: dict[str, Exercise] = {one.id: one for one in (OPENER, LEAN, LIFT, PLANK)}


def fit(routine: Routine, *without: Place) -> Routine:
    """The routine without these places, by the exercises above."""
    return fitted(routine, without, SHELF.get)


def test_what_needs_nothing_missing_stays_the_very_same() -> None:
    """Not a copy of it: whoever compares finds nothing changed."""
    routine = a_routine(OPENER, LEAN)
    assert fit(routine) is routine
    assert fit(routine, "floor") is routine


def test_a_twin_takes_the_place_with_its_own_dose() -> None:
    """Its own reps and phases, under its own name, and it says what it stands in for; the times follow."""
    routine = fit(a_routine(LEAN, OPENER), "doorway")
    assert routine.exercises == (replace(OPENER, stands_for="Lean"), OPENER)
    assert routine.equipment == ()
    assert timeline(routine).seconds == timeline(a_routine(OPENER, OPENER)).seconds
    assert timeline(routine).cues[0].text == "Instead of Lean: Sit tall. Let the {other} arm hang."


def test_reps_that_a_routine_chose_are_kept() -> None:
    """Whoever halved the lean halves its twin as well; for one written on the spot there is nothing to compare."""
    assert fit(a_routine(replace(LEAN, reps=4)), "doorway").reps == 4
    assert fit(a_routine(replace(LEAN, id="my-lean", reps=4)), "doorway").reps == 10


def test_a_twin_that_needs_something_missing_has_a_twin_of_its_own() -> None:
    """As far as that leads."""
    assert fit(a_routine(LIFT), "floor").exercises[0].id == "lean"
    both = fit(a_routine(LIFT), "floor", "doorway")
    assert (both.exercises[0].id, both.exercises[0].stands_for) == ("opener", "Lift")


@pytest.mark.parametrize(
    "exercise",
    [
        PLANK,
        replace(LIFT, instead="nobody"),
        replace(LIFT, instead="lift"),
        replace(PLANK, id="a", instead="b"),
    ],
)
def test_without_a_twin_an_exercise_stays_and_is_told(exercise: Exercise) -> None:
    """None named, none there, or a circle of them."""
    circle = {"b": replace(PLANK, id="b", instead="a"), "a": exercise}
    routine = fitted(a_routine(exercise), (FLOOR,), (SHELF | circle).get)
    assert routine.exercises == (exercise,)
    assert needing(routine, (FLOOR, DOORWAY)) == ((exercise, FLOOR),)
    assert needing(routine, (DOORWAY,)) == ()
