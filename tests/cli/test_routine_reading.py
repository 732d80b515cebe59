"""The list out of the index is the list out of the files, whatever was done to them in between."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from fakes import MODEST
from stretchbreak.cli.app import app
from stretchbreak.cli.options import library
from stretchbreak.cli.places import places_without
from stretchbreak.cli.routine_index import current, look_now, settings_path
from stretchbreak.cli.routine_lines import aligned
from stretchbreak.cli.routine_reading import read_listings, rows_of
from stretchbreak.core.listing import listing_of
from stretchbreak.shell import folders, index
from stretchbreak.shell.settings import settings_file

Deed = Callable[[Path, int], None]
TIMES = count(1)


def put(path: Path, text: str) -> None:
    """Write the file, at a time of its own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    time = next(TIMES) * 10**9
    os.utime(path, ns=(time, time))


def routine(name: str, text: str) -> Deed:
    """Writes this routine, with another number of reps each time."""
    return lambda home, number: put(home / "routines" / f"{name}.yaml", text.format(number % 60 + 1))


def gone(name: str) -> Deed:
    """Deletes this file."""
    return lambda home, _number: (home / name).unlink(missing_ok=True)


DEEDS: tuple[Deed, ...] = (
    routine("a", "exercises: [{{use: upper-trap, reps: {}}}]\n"),
    routine("a", "exercises: [{{use: own, reps: {}}}]\n"),
    routine("a", "exercises: {}\n"),
    routine("b", "name: B\nexercises: [{{use: pec-doorway}}, {{use: shoulder-rolls, reps: {}}}]\n"),
    routine("quick-neck", "exercises: [{{use: own}}]\nrounds: 2   # {}\n"),
    routine("exercises/own", "hold: {}s Hang\nstop_if: [pain]\n"),
    routine("exercises/own", "use: own   # {}\n"),
    routine("exercises/upper-trap", "use: upper-trap\nreps: {}\n"),
    routine("exercises/chest-open-seated", "use: chest-open-seated\nreps: {}\n"),
    routine("shared/clinic/b", "exercises: [{{use: own, reps: {}}}]\n"),
    routine("shared/clinic/exercises/own", "hold: {}s Hold\nstop_if: [pain]\n"),
    lambda home, _number: put(home / "settings.yaml", "without: [doorway]\n"),
    lambda home, _number: put(home / "settings.yaml", "tempo: brisk\n"),
    lambda home, _number: put(home / "settings.yaml", "without: [roof]\n"),
    gone("routines/a.yaml"),
    gone("routines/exercises/own.yaml"),
    gone("routines/shared/clinic/b.yaml"),
    gone("settings.yaml"),
    gone("cache/routines.index"),
)


@pytest.mark.slow
@settings(MODEST, max_examples=40)
@given(st.lists(st.sampled_from(DEEDS), max_size=6))
def test_the_index_is_never_wrong(deeds: Sequence[Deed]) -> None:
    """After each deed the list is the one that reading everything gives, in its order, with the same reports."""
    with pytest.MonkeyPatch.context() as patch, TemporaryDirectory() as home:
        patch.setenv("STRETCHBREAK_HOME", home)
        # As if every file had been changed long before: only how it looks can tell.
        patch.setattr(index, "TICK", -(10**18))
        for number, deed in enumerate(deeds):
            deed(Path(home), number)
            without = places_without(settings_path())
            rows, reports = rows_of(library(without or ()), {})
            whole = [listing_of(row) for row in rows.values()]
            for kept in (current(), current() if read_listings() == (whole, reports) else None):
                if kept is not None:
                    assert [listing_of(row) for row in kept.rows.values()] == whole
                    assert kept.lines == "\n".join(aligned(whole))
            assert (current() is not None) == (not reports and without is not None)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one folder of everything."""
    monkeypatch.setenv("STRETCHBREAK_HOME", str(tmp_path))
    return tmp_path


def listed(*words: str) -> str:
    """What ``routines list`` prints."""
    result = CliRunner().invoke(app, ["routines", "list", *words], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_a_list_in_a_hurry_is_the_same_list(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Out of the files, out of the index, and chosen from it."""
    monkeypatch.setattr(index, "TICK", -(10**18))
    put(home / "routines" / "mine.yaml", "exercises: [{use: upper-trap}]\n")
    forms = ((), ("--json",), ("--region", "neck"), ("--under", "2m", "--json"), ("--seated", "--no-equipment"))
    out_of_files = [listed(*words) for words in forms[:1]]
    assert current() is not None
    assert [listed(*words) for words in forms][:1] == out_of_files
    in_a_hurry = [listed(*words) for words in forms]
    for words, told in zip(forms, in_a_hurry, strict=True):
        folders.index().unlink()
        assert listed(*words) == told
        assert current() is not None


def test_settings_are_where_they_are_looked_for(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list looks at the file that counts, also where the platform has folders of its own."""
    assert settings_path() == settings_file() == home / "settings.yaml"
    monkeypatch.delenv("STRETCHBREAK_HOME")
    assert settings_path() == settings_file()
    assert folders.index().parts[-2:] == ("stretchbreak", "routines.index")


def test_a_library_that_cannot_be_listed_is_read_each_time(home: Path) -> None:
    """There is no look to compare, and the trouble is told again."""
    (home / "routines").symlink_to("routines")
    assert look_now() is None
    for _ in range(2):
        result = CliRunner().invoke(app, ["routines", "list"])
        assert "this folder cannot be read" in result.stderr
        assert "blade-squeeze" in result.stdout


def test_a_cache_that_cannot_be_written_costs_time_alone(home: Path) -> None:
    """The answer is the same."""
    (home / "cache").write_text("no folder")
    assert "upper-back-reset" in listed()
    assert listed() == listed()
