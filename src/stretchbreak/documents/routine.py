"""A routine file → the routine, its exercises looked up or written on the spot."""

from __future__ import annotations

from stretchbreak.core.routine import Routine
from stretchbreak.documents.checks import check_routine
from stretchbreak.documents.exercise import Find, Look, anybody, exercise_of
from stretchbreak.documents.findings import Findings, UnreadableError, reading
from stretchbreak.documents.keys import EXERCISE_ALONE, EXERCISES, NAME, REST, ROUNDS, ROUTINE, SUMMARY, WHEN
from stretchbreak.documents.nodes import Mapping, read_tree
from stretchbreak.documents.source import Reading, Source


def read_routine(source: Source, slug: str, find: Find, look: Look = anybody) -> Reading[Routine]:
    """Read a routine file; ``slug`` is its file's name without the ending, by which the user calls it."""

    def read(findings: Findings) -> Routine:
        values = ROUTINE.read(read_tree(source, findings), "the file", findings)
        entries = values.get(EXERCISES, ())
        routine = Routine(
            id=slug,
            name=values.get(NAME, "") or slug.replace("-", " ").replace("_", " ").capitalize(),
            summary=values.get(SUMMARY, ""),
            when=values.get(WHEN, ""),
            exercises=tuple(exercise_of(entry, None, find, findings, look) for entry in entries),
            rest=values.get(REST, 0.0),
            rounds=values.get(ROUNDS, 1),
        )
        if not findings.any_error:
            check_routine(routine, values, findings)
        return routine

    return reading(source, read)


def is_exercise(source: Source) -> bool:
    """Whether ``source`` reads more like an exercise than like a routine; a broken file passes for a routine."""
    try:
        tree = read_tree(source, Findings())
    except UnreadableError:
        return False
    keys = {entry.key.text for entry in tree.entries} if isinstance(tree, Mapping) else set()
    return EXERCISES.name not in keys and not keys.isdisjoint(EXERCISE_ALONE)
