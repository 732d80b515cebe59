"""The list of routines: what can be asked for, and how it looks in windows of every width."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from stretchbreak.cli.routine_lines import aligned, listed_json, where_done
from stretchbreak.cli.routine_table import Look, table
from stretchbreak.cli.routines import routines
from stretchbreak.core.abridging import abridged
from stretchbreak.core.listing import Listing
from stretchbreak.core.routine import of_one
from stretchbreak.documents.excerpt import cells
from stretchbreak.errors import RoutineError
from stretchbreak.screen.glyphs import ASCII
from stretchbreak.shell.folders import shipped_routines
from stretchbreak.shell.library import Library

LIBRARY = Library(Path("no-such-folder"), shipped_routines())
ROUTINES = [abridged(one.reading.demand(), "routine", one.whose) for one in LIBRARY.entries()]
EXERCISES = [abridged(of_one(one.reading.demand()), "exercise", one.whose) for one in LIBRARY.exercises()]
ALL = [*ROUTINES, *EXERCISES]
BARE = Look(colours=False)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty library of the user's, in its own folder."""
    monkeypatch.setenv("STRETCHBREAK_HOME", str(tmp_path))
    (tmp_path / "routines").mkdir()
    return tmp_path / "routines"


def plain(lines: list[str]) -> list[str]:
    """Lines without bold and dim."""
    return [line.replace("\x1b[1m", "").replace("\x1b[2m", "").replace("\x1b[0m", "") for line in lines]


def shown(listings: list[Listing], columns: int) -> list[str]:
    """The table in a window of so many columns."""
    return plain(list(table(listings, replace(BARE, columns=columns))))


def listed(*arguments: str) -> list[str]:
    """The names that the command lists."""
    result = CliRunner().invoke(routines, ["list", "--json", *arguments], catch_exceptions=False)
    assert result.exit_code == 0
    return [one["name"] for one in json.loads(result.stdout)]


# The table


def test_the_table_fits_eighty_columns_and_names_everything() -> None:
    """Every routine, then every exercise, with its time, reps, part of the body and needs."""
    lines = shown([replace(one, whose="yours") for one in ALL], 80)
    assert max(map(len, lines)) <= 80
    assert [line.split()[0] for line in lines if "yours" in line] == [one.name for one in ALL]
    assert any("5:41    50  neck, chest, upper back" in line for line in lines)


def test_a_wide_table_tells_what_each_is_and_hides_whose_where_all_is_shipped() -> None:
    """From 100 columns on there is the summary; a column with one word in it tells nobody anything."""
    lines = shown(ROUTINES, 100)
    assert max(map(len, lines)) <= 100
    assert any("Look far, blink slowly" in line for line in lines)
    assert not any("shipped" in line for line in [*lines, *shown(ROUTINES, 80)])


@pytest.mark.parametrize("columns", [28, 40, 55, 56, 60, 79, 99, 140])
def test_no_window_is_too_narrow_or_too_wide(columns: int) -> None:
    """No line is longer than the window, and every name is there, cut where it must be."""
    strange = replace(ROUTINES[0], name="深呼吸" * 12, whose="a-clinic-with-a-long-name", summary="é" * 90)
    lines = shown([strange, *ALL], columns)
    assert max(map(cells, lines)) <= columns
    assert all(any(line.startswith(one.name[: columns - 8]) for line in lines) for one in ALL)
    assert any(line.startswith("深呼吸") for line in lines)


def test_colours_are_left_out_where_nobody_wants_them() -> None:
    """Bold and dim stay; a terminal without Unicode gets letters that it has."""
    coloured = "\n".join(table(ALL, Look()))
    assert "\x1b[1;36mquick-neck" in coloured
    assert "36" not in "".join(line for line in table(ALL, BARE) if "quick-neck" in line)
    assert "\n".join(table(ALL, Look(glyphs=ASCII))).isascii()


def test_what_a_user_wrote_cannot_steer_the_terminal() -> None:
    """A control character in a file's name is shown as a replacement."""
    (line, *_) = shown([replace(ROUTINES[0], name="x\x9b2J")], 80)[2:]
    assert "\x9b" not in line


def test_whoever_sits_and_stands_needs_not_be_told_to_stand() -> None:
    """A position that another one holds already is left out, and so is a thing."""
    where = {one.name: where_done(one) for one in ROUTINES}
    assert where["hips"] == "sit and stand; chair that cannot roll; desk or wall to hold on to"
    assert where["thoracic"] == "sit; low-backed chair that cannot roll"


def test_lines_for_pipes_have_every_column() -> None:
    """Name, kind, time, reps, whose, parts of the body, position and needs, each under its like."""
    lines = list(aligned(ALL))
    line = next(one for one in lines if one.startswith("reset-b-chest "))
    words = "reset-b-chest routine 3 min 25 s 30 reps shipped chest / front of shoulder, upper back stand; doorway"
    assert " ".join(line.split()).startswith(words)
    assert len({line.index("shipped") for line in lines}) == 1


def test_json_has_what_can_be_asked_for() -> None:
    """Parts of the body, positions, and whether it can be done sitting."""
    told = {one["name"]: one for one in json.loads(listed_json(ALL))}
    assert told["reset-b-chest"]["regions"] == ["chest / front of shoulder", "upper back"]
    assert (told["reset-b-chest"]["seated"], told["neck-long"]["seated"]) == (False, True)
    assert told["upper-back-reset"]["tempo_s"] == {"gentle": 441.0, "standard": 341.0, "brisk": 291.0}


# What is asked for


@pytest.mark.usefixtures("home")
def test_a_part_of_the_body_can_be_asked_for() -> None:
    """By a word of its name, in capitals or not; exercises for it come too."""
    assert listed("--region", "EYES") == ["eyes", "eyes-20"]
    assert "wrists" in listed("--region", "forearm")
    assert {"shoulders", "cross-body", "pec-doorway"} <= set(listed("--region", "shoulder"))


@pytest.mark.usefixtures("home")
def test_a_time_can_be_asked_for() -> None:
    """Less than it, at the standard tempo; a bare number is minutes."""
    assert [name for name in listed("--under", "90s") if name in {one.name for one in ROUTINES}] == [
        "eyes",
        "posture-minute",
        "quick-neck",
    ]
    assert "quick-neck" not in listed("--under", "89s")
    assert listed("--under", "2") == listed("--under", "2m")


@pytest.mark.usefixtures("home")
def test_what_needs_nothing_can_be_asked_for_and_what_is_done_sitting() -> None:
    """Both together leave what can be done in any chair."""
    assert [name for name in listed("--no-equipment", "--seated") if name in {one.name for one in ROUTINES}] == [
        "meeting-safe",
        "posture-minute",
        "quick-neck",
        "reset-a-neck",
        "upper-back-seated",
        "wrists",
    ]
    assert {"thoracic", "neck-long"} <= set(listed("--seated"))
    assert not {"hips", "standing", "floor", "ball-release"} & set(listed("--seated"))


@pytest.mark.usefixtures("home")
def test_a_part_that_nothing_is_for_is_told_with_those_there_are() -> None:
    """So that a slip of the keyboard is no empty answer."""
    result = CliRunner().invoke(routines, ["list", "--region", "nek"])
    assert isinstance(result.exception, RoutineError)
    assert 'nothing here is for "nek"\n  help: there is something for chest, circulation, eyes' in str(
        result.exception
    )


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_no_routine_like_that_is_an_empty_answer(form: tuple[str, ...]) -> None:
    """It is said beside, and nothing has failed."""
    result = CliRunner().invoke(routines, ["list", "--region", "eyes", "--under", "5s", *form])
    assert (result.exit_code, result.stdout.strip()) == (0, "[]" if form else "")
    assert "none of 40 routines and exercises is like that" in result.stderr


@pytest.mark.usefixtures("home")
def test_a_time_that_is_none_is_wrong_usage() -> None:
    """With a time as it is written."""
    result = CliRunner().invoke(routines, ["list", "--under", "soon"])
    assert result.exit_code == 2
    assert "soon" in result.stderr
