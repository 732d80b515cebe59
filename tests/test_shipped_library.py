"""The library that ships: its doses, its durations and its words are a promise."""

from __future__ import annotations

from pathlib import Path

import pytest

from stretchbreak.core.exercise import Exercise, fill
from stretchbreak.core.tempo import Pace, Tempo
from stretchbreak.core.timeline import timeline
from stretchbreak.documents.checks import LONGEST_CUE, LONGEST_SAY
from stretchbreak.documents.exercise import GENERAL_STOP_LIST
from stretchbreak.shell.folders import shipped_routines
from stretchbreak.shell.library import Library

LIBRARY = Library(Path("no-such-folder"), shipped_routines())
EXERCISES = {entry.id: entry.reading.demand() for entry in LIBRARY.exercises()}
AIS = [exercise for exercise in EXERCISES.values() if exercise.kind == "ais"]


def test_every_shipped_file_is_right() -> None:
    """Not even a warning is told of any file that ships."""
    assert [reading.report for reading in LIBRARY.check() if reading.problems] == []


@pytest.mark.parametrize(
    ("name", "seconds", "reps", "exercises"),
    [
        ("upper-back-reset", 341, 50, ["upper-trap", "pec-doorway-both", "neck-retraction", "blade-squeeze"]),
        ("upper-back-full", 406, 60, ["upper-trap", "pec-doorway", "neck-retraction", "blade-squeeze"]),
        ("upper-back-seated", 337, 50, ["upper-trap", "chest-open-seated", "neck-retraction", "blade-squeeze"]),
        ("quick-neck", 89, 14, ["shoulder-rolls", "neck-retraction"]),
    ],
)
def test_each_routine_has_its_exercises_and_its_length(
    name: str, seconds: int, reps: int, exercises: list[str]
) -> None:
    """Order, seconds at the standard tempo and reps of all sides, as the evidence has them."""
    routine = LIBRARY.routine(name)
    assert [exercise.id for exercise in routine.exercises] == exercises
    assert (timeline(routine).seconds, routine.reps) == (seconds, reps)


@pytest.mark.parametrize(
    ("name", "gentle", "standard", "brisk"),
    [
        ("upper-trap", 173, 133, 113),
        ("pec-doorway", 177, 137, 117),
        ("pec-doorway-both", 92, 72, 62),
        ("neck-retraction", 88, 68, 58),
        ("blade-squeeze", 88, 68, 58),
        ("chest-open-seated", 88, 68, 58),
        ("shoulder-rolls", 37, 37, 37),
    ],
)
def test_each_exercise_takes_its_time_at_every_tempo(name: str, gentle: int, standard: int, brisk: int) -> None:
    """An exercise alone is a routine too; its seconds are those of the evidence."""
    tempos: tuple[Tempo, ...] = ("gentle", "standard", "brisk")
    routine = LIBRARY.routine(name)
    assert [timeline(routine, Pace(tempo)).seconds for tempo in tempos] == [gentle, standard, brisk]


@pytest.mark.parametrize("exercise", AIS, ids=lambda exercise: exercise.id)
def test_an_active_isolated_stretch_has_the_dose_of_its_name(exercise: Exercise) -> None:
    """One hold of exactly two seconds, ten reps, six seconds each."""
    assert [phase.seconds for phase in exercise.phases if phase.kind == "hold"] == [2.0]
    assert exercise.reps == 10
    assert sum(phase.seconds for phase in exercise.phases) == 6.0


def test_tilts_and_leans_name_the_side_that_they_stretch() -> None:
    """Tilting right stretches the left; the arm on the frame is stretched itself."""
    tilt, lean = EXERCISES["upper-trap"].sides, EXERCISES["pec-doorway"].sides
    assert tilt is not None
    assert lean is not None
    assert (tilt.order, tilt.first, tilt.stretched("right")) == ("block", "right", "left")
    assert (lean.order, lean.first, lean.stretched("right")) == ("block", "right", "right")


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda exercise: exercise.id)
def test_cues_fit_the_screen_and_words_the_big_letters(exercise: Exercise) -> None:
    """Filled in for either side, no cue is longer than 40 characters and no spoken word than 10."""
    for phase in exercise.phases:
        assert max(len(fill(phase.cue, "left")), len(fill(phase.cue, "right"))) <= LONGEST_CUE
        assert len(phase.say) <= LONGEST_SAY


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda exercise: exercise.id)
def test_every_exercise_tells_when_to_stop_and_claims_little(exercise: Exercise) -> None:
    """Each has a stop list of its own and a basis that points to the sources instead of praising itself."""
    assert exercise.stop_if
    assert exercise.stop_if != GENERAL_STOP_LIST
    assert exercise.basis.endswith("see docs/evidence.md")
    assert not {"proven", "cures", "heals", "guaranteed"} & set(exercise.basis.lower().split())
