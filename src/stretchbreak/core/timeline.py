"""Routine → timeline: every cue of a break with its exact offset from the start.

Everything that guides (screen, sound, voice, plain lines, the JSON a script reads) takes its cues from here, so
that they cannot disagree. Offsets are rounded to the millisecond as they are added up; no error accumulates.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from stretchbreak.core.exercise import Exercise, Phase, PhaseKind, Side, fill
from stretchbreak.core.routine import Routine, turned
from stretchbreak.core.tempo import STANDARD, Pace

CuePhase = Literal[PhaseKind, "prepare", "switch"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One thing to do, from ``at`` for ``seconds``.

    ``station`` numbers the exercises as they come, rounds included, from 0. ``rep`` is None outside a rep; ``counts``
    tells whether the rep is done when this cue ends. ``side`` is None where both sides work at once.
    """

    at: float
    seconds: float
    station: int
    exercise: Exercise
    side: Side | None
    rep: int | None
    phase: CuePhase
    text: str
    say: str
    counts: bool = False

    @property
    def end(self) -> float:
        """Offset at which the next cue begins."""
        return round(self.at + self.seconds, 3)

    @property
    def of(self) -> int:
        """Reps planned on this side."""
        return self.exercise.reps

    @property
    def stretches(self) -> Side | None:
        """The side of the body that is lengthened."""
        if self.side is None or self.exercise.sides is None:
            return None
        return self.exercise.sides.stretched(self.side)


@dataclass(frozen=True, slots=True)
class Timeline:
    """All cues of a routine in order, without a gap between them."""

    routine: Routine
    pace: Pace
    cues: tuple[Cue, ...]
    starts: tuple[float, ...] = field(repr=False)

    @property
    def seconds(self) -> float:
        """How long the routine takes."""
        return self.cues[-1].end

    @property
    def stations(self) -> int:
        """How many exercises are done, rounds included."""
        return self.cues[-1].station + 1

    def index_at(self, elapsed: float) -> int:
        """Index of the cue that holds at ``elapsed`` seconds; the last one after the end."""
        return max(bisect_right(self.starts, elapsed) - 1, 0)

    def at(self, elapsed: float) -> Cue:
        """The cue that holds at ``elapsed`` seconds."""
        return self.cues[self.index_at(elapsed)]


def timeline(routine: Routine, pace: Pace = STANDARD) -> Timeline:
    """Lay out every cue of ``routine`` at this pace."""
    cues: list[Cue] = []
    at = 0.0
    for cue in _unplaced(routine, pace):
        cues.append(replace(cue, at=at))
        at = cues[-1].end
    return Timeline(routine, pace, tuple(cues), tuple(cue.at for cue in cues))


def length(routine: Routine, pace: Pace = STANDARD) -> float:
    """How long the routine takes, without laying out its cues, which takes a hundred times as long."""
    stations = routine.rounds * len(routine.exercises)
    done = routine.rounds * sum(_seconds(exercise, pace) for exercise in routine.exercises)
    return round(done + routine.rest * (stations - 1), 6)


def _seconds(exercise: Exercise, pace: Pace) -> float:
    changes = exercise.sides is not None and exercise.sides.order == "block"
    return exercise.prepare + exercise.total_reps * pace.rep(exercise) + (exercise.switch if changes else 0.0)


def of_day(line: Timeline, day: date) -> Timeline:
    """The same cues with the tips of this day; the very same timeline where no exercise has any."""
    has_tips = any(exercise.tips for exercise in line.routine.exercises)
    return timeline(turned(line.routine, day), line.pace) if has_tips else line


def _unplaced(routine: Routine, pace: Pace) -> Iterator[Cue]:
    stations = [exercise for _ in range(routine.rounds) for exercise in routine.exercises]
    for station, exercise in enumerate(stations):
        if station and routine.rest:
            yield _between(station, exercise, None, "rest", routine.rest, "Let go, breathe", "Rest")
        yield from _station(station, exercise, pace)


def _station(station: int, exercise: Exercise, pace: Pace) -> Iterator[Cue]:
    turns = list(_turns(exercise))
    first = turns[0][0]
    if exercise.prepare:
        yield _between(station, exercise, first, "prepare", exercise.prepare, _opening(exercise, first), "Ready")
    for number, (side, rep) in enumerate(turns):
        if _changes_side(exercise, turns, number):
            yield _between(station, exercise, side, "switch", exercise.switch, _setup(exercise, side), "Switch")
        for index, phase in enumerate(exercise.phases):
            yield _phase(station, exercise, pace, side, rep, index, phase)


def _turns(exercise: Exercise) -> Iterator[tuple[Side | None, int]]:
    """Side and rep number, in the order in which they are done."""
    reps = range(1, exercise.reps + 1)
    if exercise.sides is None:
        yield from ((None, rep) for rep in reps)
    elif exercise.sides.order == "alternate":
        yield from ((side, rep) for rep in reps for side in exercise.sides.in_order())
    else:
        yield from ((side, rep) for side in exercise.sides.in_order() for rep in reps)


def _changes_side(exercise: Exercise, turns: list[tuple[Side | None, int]], number: int) -> bool:
    """Whether a switch of its own comes before this turn. Alternating sides is part of the movement itself."""
    in_blocks = exercise.sides is not None and exercise.sides.order == "block"
    return in_blocks and exercise.switch > 0 and number > 0 and turns[number][0] != turns[number - 1][0]


def _setup(exercise: Exercise, side: Side | None) -> str:
    return fill(exercise.setup, side) or exercise.name


def _opening(exercise: Exercise, side: Side | None) -> str:
    setup = _setup(exercise, side)
    if exercise.stands_for:
        setup = f"Instead of {exercise.stands_for}: {setup}"
    return f"{setup} Today: {exercise.tips[0]}" if exercise.tips else setup


def _between(
    station: int, exercise: Exercise, side: Side | None, phase: CuePhase, seconds: float, text: str, say: str
) -> Cue:
    return Cue(
        at=0.0,
        seconds=seconds,
        station=station,
        exercise=exercise,
        side=side,
        rep=None,
        phase=phase,
        text=text,
        say=say,
    )


def _phase(
    station: int, exercise: Exercise, pace: Pace, side: Side | None, rep: int, index: int, phase: Phase
) -> Cue:
    return Cue(
        at=0.0,
        seconds=pace.seconds(exercise, phase),
        station=station,
        exercise=exercise,
        side=side,
        rep=rep,
        phase=phase.kind,
        text=fill(phase.cue, side),
        say=fill(phase.say, side),
        counts=index == exercise.counted_phase,
    )
