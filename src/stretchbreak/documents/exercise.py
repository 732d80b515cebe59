"""An exercise file or an entry of a routine → the exercise, built from scratch or from one of the library."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from stretchbreak.core.exercise import AIS_HOLD_LIMIT, Exercise, ExerciseKind, Phase, Sides
from stretchbreak.documents.checks import check_exercise, check_words
from stretchbreak.documents.findings import Findings, reading
from stretchbreak.documents.keys import EACH, EXERCISE, INSTEAD, KIND, NAME, PLAIN, SIDES, STOP_IF, USE
from stretchbreak.documents.nodes import read_tree
from stretchbreak.documents.phases import drafts_of
from stretchbreak.documents.records import Values
from stretchbreak.documents.source import Reading, Source
from stretchbreak.errors import RoutineError

GENERAL_STOP_LIST: Final = (
    "sharp, electric or spreading pain",
    "numbness, tingling or weakness",
    "dizziness, faintness, nausea, odd vision or speech",
    "chest pain or breathlessness",
    "a headache unlike your usual ones",
)
"""Reasons to stop that hold for every exercise; docs/evidence.md has their sources."""

_PLAIN: Final = frozenset(key.name for key in PLAIN)

Find = Callable[[str], Exercise]
"""Looks up an exercise by the name under which it is used; raises UseError where that cannot be."""


Look = Callable[[str], object]
"""Makes sure that there is an exercise of this name, without reading it; raises UseError where there is none."""


class UseError(RoutineError):
    """An exercise cannot be used: there is none of that name, it is broken, or it uses itself in the end."""

    def __init__(self, message: str, remedy: str = "") -> None:
        self.message = message
        self.remedy = remedy
        super().__init__(f"{message}\n  help: {remedy}" if remedy else message)


def anybody(name: str) -> None:
    """Whoever is named is there."""


def read_exercise(source: Source, slug: str, find: Find, look: Look = anybody) -> Reading[Exercise]:
    """Read an exercise file; ``slug`` is its file's name without the ending, by which routines use it."""

    def read(findings: Findings) -> Exercise:
        values = EXERCISE.read(read_tree(source, findings), "the file", findings)
        return exercise_of(values, slug, find, findings, look)

    return reading(source, read)


def exercise_of(values: Values, slug: str | None, find: Find, findings: Findings, look: Look = anybody) -> Exercise:
    """The exercise that ``values`` describe. Without a ``slug`` it goes by the one it uses, or by its own name.

    Where something was noted as an error the outcome is a stand-in that nobody should use.
    """
    base = _base(values, find, findings)
    drafts = drafts_of(values, base.phases if base else (), findings)
    exercise = _assembled(values, slug, base, tuple(draft.finished() for draft in drafts))
    _check_stand_in(exercise, values, look, findings)
    if base is None and values.has(USE):
        # What the lost exercise would have brought is unknown, so that only the words can be judged.
        for draft in drafts:
            check_words(draft, values, findings)
        return exercise
    if not exercise.name and not values.has(NAME):
        findings.error(
            values.span, "this exercise has no name", 'add "name: ...", or "use: ..." for one of the library'
        )
    check_exercise(exercise, drafts, values, findings)
    return _with_stop_list(exercise, values, findings)


def slug_of(name: str) -> str:
    """The identifier of an exercise written on the spot: ``Wall angel`` → ``wall-angel``."""
    return re.sub(r"[\W_]+", "-", name.casefold()).strip("-") or "exercise"


def kind_of(phases: tuple[Phase, ...]) -> ExerciseKind:
    """The kind of an exercise that does not tell: what its phases look like."""
    kinds = {phase.kind for phase in phases}
    longest = max((phase.seconds for phase in phases if phase.kind == "hold"), default=0.0)
    if "step" in kinds:
        return "steps"
    if "hold" not in kinds:
        return "mobility"
    if "move" not in kinds:
        return "timed"
    return "ais" if longest <= AIS_HOLD_LIMIT else "strength"


def _base(values: Values, find: Find, findings: Findings) -> Exercise | None:
    used = values.get(USE, None)
    if used is None:
        return None
    try:
        return find(used)
    except UseError as error:
        findings.error(values.place(USE), error.message, error.remedy)
    return None


def _check_stand_in(exercise: Exercise, values: Values, look: Look, findings: Findings) -> None:
    name = values.get(INSTEAD, "")
    if not name:
        return
    if name == exercise.id:
        findings.error(values.place(INSTEAD), "an exercise cannot stand in for itself", "name another one")
        return
    try:
        look(name)
    except UseError as error:
        findings.error(values.place(INSTEAD), error.message, error.remedy)


def _assembled(values: Values, slug: str | None, base: Exercise | None, phases: tuple[Phase, ...]) -> Exercise:
    changes: dict[str, Any] = {name: value for name, value in values.found.items() if name in _PLAIN}
    changes |= {"phases": phases, "sides": _sides(values.get(SIDES, None), base.sides if base else None)}
    if base is None:
        name = values.get(NAME, "") or _title(slug)
        usual = {"id": slug or slug_of(name), "kind": values.get(KIND, kind_of(phases)), "reps": 10}
        exercise = Exercise(**{**usual, **changes, "name": name})
    else:
        exercise = replace(base, id=slug or base.id, **changes)
    # A stand-in made from the very exercise for which it stands in has inherited its own name.
    is_own = exercise.instead == exercise.id and not values.has(INSTEAD)
    return replace(exercise, instead="") if is_own else exercise


def _title(slug: str | None) -> str:
    return "" if slug is None else slug.replace("-", " ").replace("_", " ").capitalize()


def _sides(written: Values | None, base: Sides | None) -> Sides | None:
    if written is None:
        return base
    if not written.get(EACH, default=True):
        return None
    changes: dict[str, Any] = {name: value for name, value in written.found.items() if name != EACH.name}
    return replace(base or Sides(), **changes)


def _with_stop_list(exercise: Exercise, values: Values, findings: Findings) -> Exercise:
    if exercise.stop_if:
        return exercise
    if STOP_IF.name not in values.refused:
        remedy = 'add a line like "stop_if: [pain that spreads, dizziness]"; until then the general list is shown'
        findings.warning(values.place(STOP_IF), "no stop_if tells when to stop", remedy)
    return replace(exercise, stop_if=GENERAL_STOP_LIST)
