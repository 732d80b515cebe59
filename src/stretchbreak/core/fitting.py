"""A routine where a place cannot be had: its seated twin is done instead of what needs it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from stretchbreak.core.exercise import Exercise, Place
from stretchbreak.core.routine import Routine

Twins = Callable[[str], Exercise | None]
"""The exercise of this name, None where the library has none."""


def fitted(routine: Routine, without: Collection[Place], exercises: Twins) -> Routine:
    """The routine with the twin of every exercise that needs one of these places; the very same where none does."""
    changed = tuple(_fitted(exercise, without, exercises) for exercise in routine.exercises)
    return routine if changed == routine.exercises else replace(routine, exercises=changed)


def needing(routine: Routine, without: Collection[Place]) -> tuple[tuple[Exercise, Place], ...]:
    """The exercises that nevertheless need one of these places, because nothing stands in for them."""
    return tuple((one, place) for one in routine.exercises for place in without if _needs(one, place))


def _fitted(exercise: Exercise, without: Collection[Place], exercises: Twins) -> Exercise:
    """The first one, from twin to twin, that needs none of these places; the same one where there is none."""
    twin, passed = exercise, {exercise.id}
    while any(_needs(twin, place) for place in without):
        found = exercises(twin.instead) if twin.instead and twin.instead not in passed else None
        if found is None:
            return exercise
        passed.add(twin.instead)
        twin = found
    return exercise if twin is exercise else _dosed(twin, exercise, exercises(exercise.id))


def _dosed(twin: Exercise, original: Exercise, shelved: Exercise | None) -> Exercise:
    """The twin with its own dose, unless the routine has another one than the library for what it stands in for."""
    is_changed = shelved is not None and shelved.reps != original.reps
    return replace(twin, reps=original.reps if is_changed else twin.reps, stands_for=original.name)


def _needs(exercise: Exercise, place: Place) -> bool:
    return any(place in text.casefold() for text in (exercise.position, exercise.equipment))
