"""The mini dose: the little of a routine that fits where the whole of it does not."""

from __future__ import annotations

from dataclasses import replace

from stretchbreak.core.exercise import Exercise, opposite
from stretchbreak.core.routine import Routine
from stretchbreak.core.tempo import STANDARD, Pace
from stretchbreak.core.timeline import timeline

REPS = 3
LONGEST = 30.0
"""Seconds below which a mini dose stays, at any tempo; one rep of a longer hold than that is the least."""

PREPARE = 5.0
"""Seconds to get ready at most: whoever takes the mini dose is in a hurry."""


def mini_dose(routine: Routine, pace: Pace = STANDARD) -> Routine:
    """The first exercise with 3 reps, on one side; fewer where 3 would take half a minute."""
    first = routine.exercises[0]
    sides = None if first.sides is None else replace(first.sides, order="single")
    short = replace(first, sides=sides, prepare=min(first.prepare, PREPARE))
    doses = (_of(routine, replace(short, reps=reps)) for reps in range(min(REPS, first.reps), 0, -1))
    least = _of(routine, replace(short, reps=1))
    return next((dose for dose in doses if timeline(dose, pace).seconds < LONGEST), least)


def other_side(dose: Routine) -> Routine:
    """The same dose on the other side, if it has sides."""
    return replace(dose, exercises=tuple(_turned(exercise) for exercise in dose.exercises))


def _of(routine: Routine, exercise: Exercise) -> Routine:
    return replace(routine, exercises=(exercise,), rest=0.0, rounds=1, dose="mini")


def _turned(exercise: Exercise) -> Exercise:
    sides = exercise.sides
    return exercise if sides is None else replace(exercise, sides=replace(sides, first=opposite(sides.first)))
