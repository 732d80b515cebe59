"""A small library in memory, and readers over it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from stretchbreak.core.exercise import Exercise
from stretchbreak.core.routine import Routine
from stretchbreak.documents.exercise import UseError, read_exercise
from stretchbreak.documents.routine import read_routine
from stretchbreak.documents.source import Reading, Source

TILT = """\
name: Side tilt
setup: Let the {other} arm hang.
phases:
  - {phase: move, seconds: 2, cue: "Tip {side} ear down", say: Tilt}
  - {phase: hold, seconds: 2.0, cue: Fingers rest, say: Hold}
  - {phase: return, seconds: 1.5s, cue: Float back}
  - {phase: rest, seconds: 0.5, cue: Tall}
sides: {means: direction of tilt, stretches: other}
stop_if: [tingling]
"""


def find(name: str) -> Exercise:
    """Look up an exercise; there is one, called tilt."""
    if name != "tilt":
        raise UseError(f'there is no exercise called "{name}"', 'did you mean "tilt"?')
    return read_exercise(Source("tilt.yaml", TILT), "tilt", find).demand()


@pytest.fixture
def exercise_of() -> Callable[[str], Reading[Exercise]]:
    """Reads the text of an exercise file called angel.yaml."""
    return lambda text: read_exercise(Source("angel.yaml", text), "angel", find)


@pytest.fixture
def routine_of() -> Callable[[str], Reading[Routine]]:
    """Reads the text of a routine file called physio.yaml."""
    return lambda text: read_routine(Source("physio.yaml", text), "physio", find)
