"""The library that ships: its doses, its durations and its words are a promise."""

from __future__ import annotations

from pathlib import Path
from textwrap import wrap

import pytest

from stretchbreak.core.exercise import Exercise, Side, fill
from stretchbreak.core.tempo import Pace, Tempo
from stretchbreak.core.timeline import timeline
from stretchbreak.documents.checks import LONGEST_CUE, LONGEST_SAY
from stretchbreak.documents.exercise import GENERAL_STOP_LIST
from stretchbreak.shell.folders import shipped_routines
from stretchbreak.shell.library import Library

LIBRARY = Library(Path("no-such-folder"), shipped_routines())
EXERCISES = {entry.id: entry.reading.demand() for entry in LIBRARY.exercises()}
AIS = [exercise for exercise in EXERCISES.values() if exercise.kind == "ais"]
BOTH: tuple[Side, Side] = ("left", "right")
ROUTINES = {entry.id: entry.reading.demand() for entry in LIBRARY.entries()}
FEWER_REPS = {
    **dict.fromkeys(("cross-body", "figure-four", "hip-flexor", "seated-twist"), 8),
    **dict.fromkeys(("wrist-extensor", "wrist-flexor"), 6),
}
"""Active isolated stretches beyond the protocols that need less than their ten reps."""

WORKS = {"blade-squeeze", "extension-prone", "extension-seated", "neck-retraction", "sit-to-stand"}
"""Exercises of which the work is the point, and not what is lengthened meanwhile."""

every_exercise = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda exercise: exercise.id)


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
    """One hold of exactly two seconds, ten reps (fewer only where that is told), six seconds each."""
    assert [phase.seconds for phase in exercise.phases if phase.kind == "hold"] == [2.0]
    assert exercise.reps == FEWER_REPS.get(exercise.id, 10)
    assert sum(phase.seconds for phase in exercise.phases) == 6.0


def test_tilts_and_leans_name_the_side_that_they_stretch() -> None:
    """Tilting right stretches the left; the arm on the frame is stretched itself."""
    tilt, lean = EXERCISES["upper-trap"].sides, EXERCISES["pec-doorway"].sides
    assert tilt is not None
    assert lean is not None
    assert (tilt.order, tilt.first, tilt.stretched("right")) == ("block", "right", "left")
    assert (lean.order, lean.first, lean.stretched("right")) == ("block", "right", "right")


@pytest.mark.parametrize(
    ("name", "order", "means", "stretched_by_right"),
    [
        ("levator", "block", "direction of turn", "left"),
        ("side-reach", "alternate", "direction of bend", "left"),
        ("neck-rotation", "alternate", "direction of turn", "right"),
        ("cross-body", "block", "the arm that moves", "right"),
        ("seated-twist", "block", "direction of turn", "right"),
        ("wrist-flexor", "block", "the arm that is stretched", "right"),
        ("wrist-extensor", "block", "the arm that is stretched", "right"),
        ("hip-flexor", "block", "the leg behind", "right"),
        ("figure-four", "block", "the leg across", "right"),
        ("smr-ball", "block", "side of the spine", "right"),
    ],
)
def test_right_means_one_thing_in_each_exercise(name: str, order: str, means: str, stretched_by_right: Side) -> None:
    """What is bent or turned away from is stretched on its other side; an arm or a leg is stretched itself."""
    sides = EXERCISES[name].sides
    assert sides is not None
    assert (sides.order, sides.first, sides.means) == (order, "right", means)
    assert sides.stretched("right") == stretched_by_right


@every_exercise
def test_what_needs_a_doorway_or_the_floor_has_a_stand_in_that_needs_neither(exercise: Exercise) -> None:
    """The others have none: their chair, their wall or their bit of room is everywhere."""

    def is_hindered(one: Exercise) -> bool:
        return "doorway" in one.equipment or "floor" in one.position

    assert bool(exercise.instead) == is_hindered(exercise)
    if exercise.instead:
        assert not is_hindered(EXERCISES[exercise.instead])


def test_no_stand_in_is_part_of_the_routine_already() -> None:
    """Swapped in, it would be done twice."""
    for routine in ROUTINES.values():
        done = [exercise.instead or exercise.id for exercise in routine.exercises]
        assert len(done) == len(set(done)), routine.id


def test_no_routine_only_stretches() -> None:
    """Each has an exercise that is done for its work, but for the two that rest eyes and hands."""
    assert {name for name, one in ROUTINES.items() if not WORKS & {exercise.id for exercise in one.exercises}} == {
        "eyes",
        "wrists",
    }


def test_on_a_call_no_hand_goes_to_head_or_chin() -> None:
    """The chin glide of this routine does without the two fingertips on the chin."""
    call = ROUTINES["meeting-safe"].exercises
    assert not any("finger" in exercise.setup for exercise in call)
    assert "finger" in EXERCISES["neck-retraction"].setup


def test_there_is_a_desk_tip_for_each_of_twelve_days() -> None:
    """One a day, so that no weekday always has the same."""
    assert len(set(EXERCISES["posture-reset"].tips)) == 12


@every_exercise
def test_a_setup_fits_two_rows_and_a_name_its_title(exercise: Exercise) -> None:
    """At 80 columns nobody gets ready by half a sentence, and at 40 no title and no cue is cut."""
    told = [fill(exercise.setup, side) for side in BOTH]
    assert max(len(wrap(text, 70, break_on_hyphens=False)) for text in told) <= 2
    assert len(f"{exercise.name} · 4 of 4") <= 40
    assert max(len(fill(phase.cue, side)) for phase in exercise.phases for side in BOTH) <= 38


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
