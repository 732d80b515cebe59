"""What a routine looks like: as a card to read before a break, and as JSON for scripts.

Everything a person sees has two forms: coloured and wrapped on a terminal, and plain lines for pipes and screen
readers. Rich is loaded only for the first.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from stretchbreak.core.exercise import Exercise, Phase, Place, fill
from stretchbreak.core.fitting import needing
from stretchbreak.core.listing import told_positions
from stretchbreak.core.routine import Routine, of_one
from stretchbreak.core.tempo import Pace, Tempo
from stretchbreak.core.timeline import Cue, length
from stretchbreak.core.wording import countdown, duration, stand_ins
from stretchbreak.documents.source import Problem, Reading

if TYPE_CHECKING:
    from rich.text import Text

TEMPOS: tuple[Tempo, ...] = ("gentle", "standard", "brisk")
WIDTH = 80

_LABEL_WIDTH = 10


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a card: a heading, or words behind a label."""

    label: str
    words: str
    heading: bool = False


def card(routine: Routine, whose: str = "", without: Collection[Place] = ()) -> Iterator[Line]:
    """All there is to know about a routine, in the order in which one wants to know it."""
    yield Line("", f"{routine.name} ({routine.id})", heading=True)
    unmet = [f"{one.name} needs the {place}, and has no stand-in" for one, place in needing(routine, without)]
    takes = [f"{duration(length(routine, Pace(tempo)))} {tempo}" for tempo in TEMPOS]
    yield from _told(
        about=routine.summary,
        when=routine.when,
        what_for=", ".join(routine.regions),
        takes=", ".join(takes),
        reps=f"{routine.reps} in all" + (f", {routine.rounds} rounds" if routine.rounds > 1 else ""),
        rest=f"{duration(routine.rest)} between exercises" if routine.rest else "",
        position=told_positions(routine.positions),
        needs="; ".join(routine.equipment) or "nothing",
        instead="; ".join(stand_ins(routine)),
        beware="; ".join(unmet),
        whose=whose,
    )
    begins = 0.0
    for number, exercise in enumerate(routine.exercises, start=1):
        seconds = length(of_one(exercise))
        if exercise.id != routine.id:
            yield Line("", f"{number}. {exercise.name} ({exercise.id})", heading=True)
            yield Line("time", f"{duration(seconds)}, from {countdown(begins)} on")
        yield from _exercise_lines(exercise, exercise.position if len(routine.positions) > 1 else "")
        begins += seconds + routine.rest


def printed(lines: Iterable[Line]) -> Iterator[str]:
    """The card as plain lines of at most 80 columns."""
    indent = " " * (_LABEL_WIDTH + 2)
    for number, line in enumerate(lines):
        if line.heading:
            yield from ([""] if number else [])
            yield from wrap(line.words, WIDTH, break_on_hyphens=False)
            continue
        first = f"{line.label:>{_LABEL_WIDTH}}  "
        yield from wrap(line.words, WIDTH, initial_indent=first, subsequent_indent=indent, break_on_hyphens=False)


def drawn(lines: Iterable[Line]) -> Text:
    """The card for a terminal: the same lines with their labels and headings set apart."""
    from rich.text import Text

    picture = Text()
    for number, line in enumerate(lines):
        for text in printed([line]):
            if line.heading:
                picture.append("\n" if number else "")
                picture.append(text + "\n", style="bold cyan")
            else:
                picture.append(text[: _LABEL_WIDTH + 2], style="dim")
                picture.append(text[_LABEL_WIDTH + 2 :] + "\n")
    return picture


def routine_json(routine: Routine, whose: str) -> str:
    """A routine and its exercises as one JSON object."""
    exercises = [_exercise(exercise) for exercise in routine.exercises]
    extra = {"when": routine.when, "rest_s": routine.rest, "rounds": routine.rounds, "exercises": exercises}
    return json.dumps(_summary(routine) | {"whose": whose} | extra, indent=2)


def checked_json(readings: Sequence[Reading[Any]]) -> str:
    """What is wrong with each file, as one JSON object."""
    problems = [_problem(reading, problem) for reading in readings for problem in reading.problems]
    return json.dumps({"files": len(readings), "problems": problems}, indent=2)


def cue_json(cue: Cue) -> str:
    """A cue as one line of JSON. Its keys are a promise to scripts."""
    return json.dumps(
        {
            "at": cue.at,
            "seconds": cue.seconds,
            "exercise": cue.exercise.id,
            "side": cue.side,
            "stretches": cue.stretches,
            "rep": cue.rep,
            "of": cue.of,
            "phase": cue.phase,
            "cue": cue.text,
            "say": cue.say,
        }
    )


def _told(**said: str) -> Iterator[Line]:
    """A line for everything that has something to say."""
    return (Line(label.replace("_", " "), words) for label, words in said.items() if words)


def _exercise_lines(exercise: Exercise, position: str) -> Iterator[Line]:
    first = None if exercise.sides is None else exercise.sides.first
    yield from _told(dose=_dose(exercise), position=position, setup=fill(exercise.setup, first))
    for phase in exercise.phases:
        # A step tells by its word what it is about; the other kinds tell it themselves.
        label = fill(phase.say, first).lower() if phase.kind == "step" else phase.kind
        yield Line(label, f"{phase.seconds:g} s  {fill(phase.cue, first)}")
    yield from _told(
        breathing=exercise.breathing,
        lengthens=exercise.lengthens,
        works=exercise.works,
        needs="" if exercise.equipment == "none" else exercise.equipment,
        instead=f"{exercise.instead}, where that cannot be had" if exercise.instead else "",
        tips=f"{'; '.join(exercise.tips)} (one a day)" if exercise.tips else "",
        mistakes="; ".join(exercise.mistakes),
        easier=exercise.easier,
        harder=exercise.harder,
        stop_if="; ".join(exercise.stop_if),
        not_for=exercise.avoid_if,
        basis=exercise.basis,
    )


def _dose(exercise: Exercise) -> str:
    rep = sum(phase.seconds for phase in exercise.phases)
    dose = f"{exercise.reps} {'rep' if exercise.reps == 1 else 'reps'} of {rep:g} s"
    if exercise.sides is None:
        return dose
    means = f" ({exercise.sides.means})" if exercise.sides.means else ""
    turns = "first" if exercise.sides.order == "block" else "and left in turn"
    return f"{dose} on each side, {exercise.sides.first} {turns}{means}"


def _summary(routine: Routine) -> dict[str, Any]:
    return {
        "name": routine.id,
        "title": routine.name,
        "summary": routine.summary,
        "total_s": length(routine),
        "tempo_s": {tempo: length(routine, Pace(tempo)) for tempo in TEMPOS},
        "reps": routine.reps,
        "regions": routine.regions,
        "positions": routine.positions,
        "equipment": routine.equipment,
    }


def _problem(reading: Reading[Any], problem: Problem) -> dict[str, Any]:
    span = problem.span
    return {
        "file": reading.source.name,
        "line": None if span is None else span.line,
        "column": None if span is None else span.column,
        "width": None if span is None else span.width,
        "severity": problem.severity,
        "message": problem.message,
        "help": problem.remedy or None,
    }


def _exercise(exercise: Exercise) -> dict[str, Any]:
    sides = exercise.sides
    return {
        "name": exercise.id,
        "title": exercise.name,
        "kind": exercise.kind,
        "region": exercise.region,
        "reps": exercise.reps,
        "sides": None
        if sides is None
        else {"order": sides.order, "first": sides.first, "means": sides.means, "stretches": sides.stretches},
        "prepare_s": exercise.prepare,
        "switch_s": 0.0 if sides is None else exercise.switch,
        "phases": [_phase(phase) for phase in exercise.phases],
        "position": exercise.position,
        "equipment": exercise.equipment,
        "instead": exercise.instead or None,
        "stands_for": exercise.stands_for or None,
        "setup": exercise.setup,
        "tips": exercise.tips,
        "stop_if": exercise.stop_if,
    }


def _phase(phase: Phase) -> dict[str, Any]:
    return {"phase": phase.kind, "seconds": phase.seconds, "cue": phase.cue, "say": phase.say}
