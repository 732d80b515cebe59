"""The documentation says what is so: its examples are read, its promises compared."""

from __future__ import annotations

import re
import runpy
from datetime import UTC, date
from pathlib import Path

import pytest

from as_editor import complaints, instance
from stretchbreak.documents.day_script import read_day
from stretchbreak.documents.exercise import read_exercise
from stretchbreak.documents.routine import read_routine
from stretchbreak.documents.schema import routine_schema
from stretchbreak.documents.source import Source
from stretchbreak.shell.folders import shipped_routines
from stretchbreak.shell.library import Library

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "docs" / "routine-format.md"]
DAY = re.search(r"```yaml\n(.*?)```", (ROOT / "docs" / "simulate.md").read_text("utf-8"), re.DOTALL)
EXAMPLES = [
    pytest.param(example, id=f"{page.name}-{number}")
    for page in PAGES
    for number, example in enumerate(re.findall(r"```yaml\n(.*?)```", page.read_text("utf-8"), re.DOTALL), 1)
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_yaml_example_is_read_without_a_word(example: str, tmp_path: Path) -> None:
    """An example that a reader types in gives neither an error nor a warning."""
    library = Library(tmp_path, shipped_routines())
    source = Source("example.yaml", example)
    if "exercises:" in example:
        problems = read_routine(source, "example", lambda name: library.routine(name).exercises[0]).problems
    else:
        problems = read_exercise(source, "example", lambda name: library.routine(name).exercises[0]).problems
    assert not problems


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_yaml_example_is_right_by_the_schema(example: str) -> None:
    """An example that a reader types into an editor is underlined nowhere."""
    assert complaints(routine_schema(), instance(example)) == []


def test_the_scripted_day_of_the_docs_can_be_played() -> None:
    """The day that docs/simulate.md shows is read without a word."""
    assert DAY is not None
    assert not read_day(Source("day.yaml", DAY[1]), date(2026, 3, 2), UTC).problems


def test_the_picture_is_what_the_program_draws() -> None:
    """The picture in the README is the present screen; ``python docs/images/draw.py`` draws it anew."""
    images = ROOT / "docs" / "images"
    assert runpy.run_path(str(images / "draw.py"))["drawn"]() == (images / "guide.svg").read_text("utf-8")


def test_every_file_that_the_docs_link_to_is_there() -> None:
    """No link inside the repository leads nowhere."""
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(((?!https?:)[^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
