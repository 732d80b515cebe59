"""What was really done. Done means reps done: a break that only was on the screen is not a break taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from stretchbreak.core.exercise import Exercise, Side
from stretchbreak.core.routine import Dose
from stretchbreak.core.timeline import Cue, Timeline

Outcome = Literal["completed", "partial", "abandoned"]


@dataclass(frozen=True, slots=True)
class Rep:
    """One rep, told apart from every other of the break."""

    station: int
    side: Side | None
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SideTally:
    """Reps done of planned on one side of one exercise, and the seconds held in them."""

    station: int
    exercise: Exercise
    side: Side | None
    done: int
    held: float

    @property
    def planned(self) -> int:
        """Reps planned on this side."""
        return self.exercise.reps


@dataclass(frozen=True, slots=True)
class Tally:
    """What was done of a routine, side by side, in the order of the routine."""

    sides: tuple[SideTally, ...]
    dose: Dose = "full"

    @property
    def done(self) -> int:
        """Reps done, all together."""
        return sum(side.done for side in self.sides)

    @property
    def planned(self) -> int:
        """Reps planned, all together."""
        return sum(side.planned for side in self.sides)

    @property
    def held(self) -> float:
        """Seconds under stretch."""
        return sum(side.held for side in self.sides)

    @property
    def outcome(self) -> Outcome:
        """All reps of the routine, some, or none. A mini dose is never more than some."""
        if self.done == 0:
            return "abandoned"
        return "completed" if self.done == self.planned and self.dose == "full" else "partial"


def rep_of(cue: Cue) -> Rep | None:
    """The rep this cue belongs to; None for cues between reps."""
    return None if cue.rep is None else Rep(cue.station, cue.side, cue.rep)


def tally(timeline: Timeline, done: frozenset[Rep]) -> Tally:
    """Count the reps of ``done`` against the plan."""
    stations = {cue.station: cue.exercise for cue in timeline.cues}
    return Tally(
        tuple(
            _side(number, exercise, side, done) for number, exercise in stations.items() for side in _sides(exercise)
        ),
        timeline.routine.dose,
    )


def _sides(exercise: Exercise) -> tuple[Side | None, ...]:
    return (None,) if exercise.sides is None else exercise.sides.in_order()


def _side(station: int, exercise: Exercise, side: Side | None, done: frozenset[Rep]) -> SideTally:
    count = sum(Rep(station, side, number) in done for number in range(1, exercise.reps + 1))
    hold = sum(phase.seconds for phase in exercise.phases if phase.kind == "hold")
    return SideTally(station=station, exercise=exercise, side=side, done=count, held=count * hold)
