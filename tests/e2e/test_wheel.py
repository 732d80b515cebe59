"""What is installed elsewhere: the wheel, with the routines in it."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZipFile

import pytest

from real import CHECKOUT, run
from stretchbreak.documents.schema import FILE_NAME

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, unpacked."""
    if find_spec("pip") is None:
        pytest.skip("there is no pip beside this interpreter")
    place = tmp_path_factory.mktemp("wheel")
    words = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(place), str(CHECKOUT)]
    isolated = [] if find_spec("hatchling") is None else ["--no-build-isolation"]
    built = subprocess.run([*words, *isolated], capture_output=True, text=True, check=False, timeout=120)
    if built.returncode and not isolated and os.environ.get("CI") != "true":
        pytest.skip("hatchling is not installed, and could not be fetched")
    assert built.returncode == 0, built.stderr
    (packed,) = place.glob("*.whl")
    ZipFile(packed).extractall(place / "unpacked")
    return place / "unpacked"


def test_the_wheel_carries_the_whole_library(wheel: Path) -> None:
    """Every shipped file with its schema, and nothing of the tests."""
    ours = CHECKOUT / "routines"
    files = {str(file.relative_to(ours)) for file in ours.rglob("*.yaml")} | {FILE_NAME}
    packed = wheel / "stretchbreak" / "routines"
    assert {str(file.relative_to(packed)) for file in packed.rglob("*") if file.is_file()} == files
    assert {place.name for place in wheel.iterdir() if not place.name.endswith(".dist-info")} == {"stretchbreak"}
    assert (wheel / "stretchbreak" / "py.typed").exists()


def test_the_wheel_carries_every_tone(wheel: Path) -> None:
    """As they lie in the checkout, and without the script that made them."""
    ours = CHECKOUT / "src" / "stretchbreak" / "sounds"
    packed = wheel / "stretchbreak" / "sounds"
    assert {file.name: file.read_bytes() for file in packed.iterdir()} == {
        file.name: file.read_bytes() for file in ours.iterdir()
    }


def test_the_program_of_the_wheel_uses_its_own_library(wheel: Path, tmp_path: Path) -> None:
    """Unpacked elsewhere it neither needs nor sees the checkout."""
    changes = {"PYTHONPATH": str(wheel)}
    assert (
        f"shipped  {wheel / 'stretchbreak' / 'routines'}"
        in run("routines", "where", home=tmp_path, changes=changes).stdout
    )
    done = run("do", "quick-neck", "--speed", "60", home=tmp_path, changes=changes)
    assert "quick-neck completed" in done.stdout


def test_the_licence_travels_along(wheel: Path) -> None:
    """With the metadata, as the licence itself asks."""
    assert list(wheel.glob("*.dist-info/licenses/LICENSE"))
