"""What the library looks like: as a table, as a card to read before a break, and as JSON for scripts.

Everything a person sees has two forms: coloured and wrapped on a terminal, and plain lines for pipes and screen
readers. Rich is loaded only for the first.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Literal

from stretchbreak.core.exercise import Exercise, Phase, fill
from stretchbreak.core.routine import Routine
from stretchbreak.core.tempo import Pace, Tempo
from stretchbreak.core.timeline import Cue, timeline
from stretchbreak.core.wording import counted, duration
from stretchbreak.documents.source import Problem, Reading

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

TEMPOS: tuple[Tempo, ...] = ("gentle", "standard", "brisk")
WIDTH = 80
ABOUT_FROM = 100
ANY_POSITION = "sit or stand"

_LABEL_WIDTH = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the list: a routine, or an exercise that can be done like one."""

    routine: Routine
    kind: Literal["routine", "exercise"]
    whose: str

    @property
    def takes(self) -> str:
        """How long it takes at the standard tempo."""
        return duration(seconds(self.routine))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a card: a heading, or words behind a label."""

    label: str
    words: str
    heading: bool = False


def seconds(routine: Routine, tempo: Tempo = "standard") -> float:
    """How long a routine takes at this tempo."""
    return timeline(routine, Pace(tempo)).seconds


def where_done(routine: Routine) -> str:
    """The position it takes and what must be at hand."""
    return "; ".join([positions(routine), *routine.equipment])


def positions(routine: Routine) -> str:
    """The positions it takes; whatever can be done either way follows the rest."""
    fixed = [position for position in routine.positions if position != ANY_POSITION]
    # Where it says "sit and stand", "stand" alone adds nothing.
    told = [one for one in fixed if not any(set(one.split()) < set(other.split()) for other in fixed)]
    return ", ".join(told) or ANY_POSITION


def table(rows: Sequence[Row], columns: int = WIDTH) -> RenderableType:
    """The list as a table, at home in a terminal of 80 columns; wider ones have room for what it is about."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    lines = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    lines.add_column("Routine", no_wrap=True)
    lines.add_column("Takes", justify="right", no_wrap=True)
    lines.add_column("Reps", justify="right", no_wrap=True)
    lines.add_column("Where, and with what", ratio=1)
    if about := columns >= ABOUT_FROM:
        lines.add_column("What", ratio=1)
    # Where all is as it came, whose it is tells nobody anything.
    if mixed := any(row.whose == "yours" for row in rows):
        lines.add_column("Whose", no_wrap=True)
    kind = "routine"
    for row in rows:
        if row.kind != kind:
            kind = row.kind
            lines.add_section()
            lines.add_row(Text("Exercise", style="bold"))
        name = Text(row.routine.id, style="bold cyan" if row.kind == "routine" else "cyan", overflow="ellipsis")
        cells = [name, Text(row.takes), Text(str(row.routine.reps)), Text(where_done(row.routine), overflow="fold")]
        cells += [Text(row.routine.summary or row.routine.name, overflow="fold")] if about else []
        cells += [Text(row.whose, style="green" if row.whose == "yours" else "dim")] if mixed else []
        lines.add_row(*cells)
    return lines


def aligned(rows: Iterable[Row]) -> Iterator[str]:
    """The list, as lines whose columns stand under each other."""
    cells = [
        (row.routine.id, row.kind, row.takes, counted(row.routine.reps, "rep"), row.whose, where_done(row.routine))
        for row in rows
    ]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for one in cells:
        yield "  ".join(cell.ljust(width) for cell, width in zip(one, widths, strict=True)).rstrip()


def card(routine: Routine) -> Iterator[Line]:
    """All there is to know about a routine, in the order in which one wants to know it."""
    yield Line("", f"{routine.name} ({routine.id})", heading=True)
    takes = [f"{duration(seconds(routine, tempo))} {tempo}" for tempo in TEMPOS]
    yield from _told(
        about=routine.summary,
        when=routine.when,
        takes=", ".join(takes),
        reps=f"{routine.reps} in all" + (f", {routine.rounds} rounds" if routine.rounds > 1 else ""),
        rest=f"{duration(routine.rest)} between exercises" if routine.rest else "",
        position=positions(routine),
        needs="; ".join(routine.equipment) or "nothing",
    )
    for number, exercise in enumerate(routine.exercises, start=1):
        if exercise.id != routine.id:
            yield Line("", f"{number}. {exercise.name} ({exercise.id})", heading=True)
        yield from _exercise_lines(exercise, exercise.position if len(routine.positions) > 1 else "")


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


def listed_json(rows: Iterable[Row]) -> str:
    """The list as a JSON array."""
    return json.dumps([_summary(row.routine) | {"kind": row.kind, "whose": row.whose} for row in rows], indent=2)


def routine_json(routine: Routine) -> str:
    """A routine and its exercises as one JSON object."""
    exercises = [_exercise(exercise) for exercise in routine.exercises]
    extra = {"when": routine.when, "rest_s": routine.rest, "rounds": routine.rounds, "exercises": exercises}
    return json.dumps(_summary(routine) | extra, indent=2)


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
        "total_s": seconds(routine),
        "tempo_s": {tempo: seconds(routine, tempo) for tempo in TEMPOS},
        "reps": routine.reps,
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
        "setup": exercise.setup,
        "tips": exercise.tips,
        "stop_if": exercise.stop_if,
    }


def _phase(phase: Phase) -> dict[str, Any]:
    return {"phase": phase.kind, "seconds": phase.seconds, "cue": phase.cue, "say": phase.say}
