"""A routine as text, for the way from the engine to the terminal that guides it, and back."""

from __future__ import annotations

from stretchbreak.core.routine import Routine
from stretchbreak.documents.snapshots import dump, load

VERSION = 1
"""The shape of the text; whoever changes a routine's or an exercise's fields counts on."""


def text_of(routine: Routine) -> str:
    """The routine in one line."""
    return dump(Routine, routine, VERSION)


def routine_of(text: str) -> Routine:
    """The routine that ``text_of`` made a line of. Raises SnapshotError."""
    return load(Routine, text, VERSION)
