"""Whatever lies in the library: ``routines check`` reads it, or tells what is wrong, soon and in little room.

``bench/fuzz.py`` does the same with twenty thousand files and more.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import HealthCheck, example, given, settings

from mangling import contents, floods
from stretchbreak.documents.source import MOST_SHOWN
from stretchbreak.shell.folders import shipped_routines
from stretchbreak.shell.library import Library

FILES = [path.read_text("utf-8") for path in sorted(shipped_routines().rglob("*.yaml"))]
STEERING = {"Cc", "Cf", "Cs"}
LONGEST = 1.0
"""Seconds that one file may take."""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The user's folder."""
    place = tmp_path_factory.mktemp("user")
    (place / "exercises").mkdir()
    return place


def check(folder: Path, content: bytes) -> None:
    """Check a file with this content as a routine and as an exercise, and look at what is said of it."""
    paths = [folder / "x.yaml", folder / "exercises" / "x.yaml"]
    for path in paths:
        path.write_bytes(content)
    start = perf_counter()
    readings = Library(folder, shipped_routines()).check(paths)
    reports = [reading.report for reading in readings]
    assert perf_counter() - start < 2 * LONGEST
    for reading, report in zip(readings, reports, strict=True):
        assert (reading.value is None) == bool(reading.errors)
        assert {unicodedata.category(character) for character in set(report) - {"\n"}}.isdisjoint(STEERING)
        assert report.count("\n") <= 5 * MOST_SHOWN
        lines = reading.source.lines()
        assert all(one.span is None or 1 <= one.span.line <= len(lines) for one in reading.problems)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(content=contents(FILES))
@example(content=b"")
def test_a_mangled_file_is_read_or_told(folder: Path, content: bytes) -> None:
    """No traceback, no place outside the file, nothing that could steer a terminal."""
    check(folder, content)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=floods(FILES))
def test_a_flood_is_told_in_time(folder: Path, text: str) -> None:
    """As much of the same as a file can hold costs no more than a second."""
    check(folder, text.encode("utf-8", "replace"))
