"""How long everything that ships takes: each figure was worked out once, and is held to the second."""

from __future__ import annotations

from pathlib import Path

import pytest

from stretchbreak.core.tempo import Pace, Tempo
from stretchbreak.core.timeline import timeline
from stretchbreak.shell.folders import shipped_routines
from stretchbreak.shell.library import Library

LIBRARY = Library(Path("no-such-folder"), shipped_routines())
TEMPOS: tuple[Tempo, ...] = ("gentle", "standard", "brisk")

ROUTINES = {
    "ball-release": (341, 301, 281, "smr-ball, blade-squeeze, upper-trap x5"),
    "eyes": (33, 33, 33, "eyes-20"),
    "floor": (336, 296, 276, "smr-roller, extension-prone, upper-trap"),
    "hips": (329, 265, 233, "sit-to-stand, hip-flexor, figure-four"),
    "meeting-safe": (169, 139, 124, "posture-reset, blade-squeeze, neck-retraction x5"),
    "neck-long": (434, 334, 284, "upper-trap, levator, neck-retraction"),
    "posture-minute": (81, 71, 66, "posture-reset, neck-retraction x5"),
    "quick-neck": (109, 89, 79, "shoulder-rolls x4, neck-retraction"),
    "reset-a-neck": (261, 201, 171, "upper-trap, neck-retraction"),
    "reset-b-chest": (265, 205, 175, "pec-doorway, blade-squeeze"),
    "shoulders": (358, 286, 250, "shoulder-rolls, cross-body, pec-doorway-both, blade-squeeze"),
    "standing": (384, 308, 270, "sit-to-stand, pec-doorway-both, side-reach, hip-flexor"),
    "thoracic": (317, 245, 209, "extension-seated, seated-twist, blade-squeeze"),
    "upper-back-full": (526, 406, 346, "upper-trap, pec-doorway, neck-retraction, blade-squeeze"),
    "upper-back-reset": (441, 341, 291, "upper-trap, pec-doorway-both, neck-retraction, blade-squeeze"),
    "upper-back-seated": (437, 337, 287, "upper-trap, chest-open-seated, neck-retraction, blade-squeeze"),
    "wrists": (239, 191, 167, "shoulder-rolls x4, wrist-flexor, wrist-extensor"),
}
"""Seconds at the gentle, the standard and the brisk tempo, and the exercises in order, with reps where changed."""

EXERCISES = {
    "blade-squeeze": ("ais", 10, 1, 88, 68, 58),
    "chest-open-seated": ("ais", 10, 1, 88, 68, 58),
    "cross-body": ("ais", 8, 2, 141, 109, 93),
    "extension-prone": ("strength", 8, 1, 79, 79, 79),
    "extension-seated": ("ais", 10, 1, 88, 68, 58),
    "eyes-20": ("timed", 1, 1, 33, 33, 33),
    "figure-four": ("ais", 8, 2, 141, 109, 93),
    "hip-flexor": ("ais", 8, 2, 143, 111, 95),
    "levator": ("ais", 10, 2, 173, 133, 113),
    "neck-retraction": ("ais", 10, 1, 88, 68, 58),
    "neck-rotation": ("mobility", 6, 2, 104, 80, 68),
    "pec-doorway": ("ais", 10, 2, 177, 137, 117),
    "pec-doorway-both": ("ais", 10, 1, 92, 72, 62),
    "posture-reset": ("steps", 1, 1, 33, 33, 33),
    "seated-twist": ("ais", 8, 2, 141, 109, 93),
    "shoulder-rolls": ("mobility", 8, 1, 37, 37, 37),
    "side-reach": ("mobility", 6, 2, 104, 80, 68),
    "sit-to-stand": ("mobility", 8, 1, 45, 45, 45),
    "smr-ball": ("timed", 2, 2, 160, 160, 160),
    "smr-roller": ("timed", 8, 1, 84, 84, 84),
    "upper-trap": ("ais", 10, 2, 173, 133, 113),
    "wrist-extensor": ("ais", 6, 2, 109, 85, 73),
    "wrist-flexor": ("ais", 6, 2, 109, 85, 73),
}
"""Kind, reps, sides, and seconds at the gentle, the standard and the brisk tempo."""


def totals(name: str) -> tuple[float, ...]:
    """Seconds at each tempo."""
    routine = LIBRARY.routine(name)
    return tuple(timeline(routine, Pace(tempo)).seconds for tempo in TEMPOS)


def test_the_tables_name_all_that_ships() -> None:
    """Nothing ships whose length is not held here."""
    assert [entry.id for entry in LIBRARY.entries()] == sorted(ROUTINES)
    assert [entry.id for entry in LIBRARY.exercises()] == sorted(EXERCISES)


@pytest.mark.parametrize("name", ROUTINES)
def test_a_routine_takes_its_seconds_at_every_tempo(name: str) -> None:
    """To the second, with these exercises in this order."""
    *seconds, exercises = ROUTINES[name]
    library = {entry.id: entry.reading.demand() for entry in LIBRARY.exercises()}
    done = (
        one.id if one.reps == library[one.id].reps else f"{one.id} x{one.reps}"
        for one in LIBRARY.routine(name).exercises
    )
    assert ", ".join(done) == exercises
    assert totals(name) == tuple(seconds)


@pytest.mark.parametrize("name", EXERCISES)
def test_an_exercise_has_its_dose_and_takes_its_seconds(name: str) -> None:
    """Kind, reps and sides as they were chosen; the seconds follow from them."""
    kind, reps, sides, *seconds = EXERCISES[name]
    exercise = LIBRARY.routine(name).exercises[0]
    assert (exercise.kind, exercise.reps, 1 if exercise.sides is None else 2) == (kind, reps, sides)
    assert totals(name) == tuple(seconds)
