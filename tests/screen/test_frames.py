"""The screens as they should look, as text: one file for each scene and size in ``tests/frames``.

A change of looks is made on purpose: ``UPDATE_FRAMES=1 pytest tests/screen/test_frames.py`` writes the frames anew;
look at the difference before you commit it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from scenes import ROUTINE, SCENES, Shown

FRAMES = Path(__file__).parent.parent / "frames"
SIZES = {"80x24": (80, 24), "100x30": (100, 30), "40x8": (40, 8), "line": (60, 1)}
UPDATE = os.environ.get("UPDATE_FRAMES") == "1"


def frame(scene: str, size: tuple[int, int]) -> str:
    """What can be read on a terminal of this size, without blanks at the ends of rows."""
    shown = Shown(*size)
    shown.stage.note("10:00:00  offer: 1 h of work")
    shown.show(SCENES[scene](ROUTINE))
    return "".join(f"{row.rstrip()}\n" for row in shown.rows)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scene", SCENES)
def test_a_scene_looks_as_it_should(scene: str, size: str) -> None:
    """The frame is, to the cell, the one that was looked at and kept."""
    path = FRAMES / f"{scene.replace(' ', '-')}.{size}.txt"
    found = frame(scene, SIZES[size])
    if UPDATE:
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


def test_every_kept_frame_is_still_shown() -> None:
    """No file stays behind when a scene goes."""
    expected = {f"{scene.replace(' ', '-')}.{size}.txt" for scene in SCENES for size in SIZES}
    assert {path.name for path in FRAMES.iterdir()} == expected
