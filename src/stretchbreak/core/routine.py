"""What a routine is: exercises in their order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from stretchbreak.core.exercise import Exercise, Side

Dose = Literal["full", "mini"]
"""All of a routine, or the little of it that fits any moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """Exercises in the order in which they are done; ``rest`` seconds lie between two of them."""

    id: str
    name: str
    exercises: tuple[Exercise, ...]
    summary: str = ""
    when: str = ""
    rest: float = 0.0
    rounds: int = 1
    dose: Dose = "full"

    @property
    def reps(self) -> int:
        """Reps of all exercises, sides and rounds together."""
        return self.rounds * sum(exercise.total_reps for exercise in self.exercises)

    @property
    def equipment(self) -> tuple[str, ...]:
        """What must be at hand, each thing once, in the order in which it is needed."""
        things = dict.fromkeys(exercise.equipment for exercise in self.exercises if exercise.equipment != "none")
        return tuple(thing for thing in things if not any(thing in other for other in things if other != thing))

    @property
    def regions(self) -> tuple[str, ...]:
        """The parts of the body that it is for, each once, in order."""
        return tuple(dict.fromkeys(exercise.region for exercise in self.exercises))

    @property
    def positions(self) -> tuple[str, ...]:
        """The positions it is done in, each once, in order."""
        return tuple(dict.fromkeys(exercise.position for exercise in self.exercises))


def of_one(exercise: Exercise) -> Routine:
    """A routine of this exercise alone, under the exercise's own name."""
    return Routine(id=exercise.id, name=exercise.name, exercises=(exercise,))


def adjusted(routine: Routine, *, reps: int | None = None, first: Side | None = None) -> Routine:
    """The routine with another number of reps, another first side, or both."""

    def adjust(exercise: Exercise) -> Exercise:
        sides = exercise.sides
        if first is not None and sides is not None:
            sides = replace(sides, first=first)
        return replace(exercise, sides=sides, reps=exercise.reps if reps is None else reps)

    return replace(routine, exercises=tuple(adjust(exercise) for exercise in routine.exercises))


def turned(routine: Routine, day: date) -> Routine:
    """The routine with the tip of this day first in each exercise: all tips in turn, one a day."""

    def turn(exercise: Exercise) -> Exercise:
        first = day.toordinal() % max(len(exercise.tips), 1)
        return replace(exercise, tips=exercise.tips[first:] + exercise.tips[:first])

    return replace(routine, exercises=tuple(map(turn, routine.exercises)))
