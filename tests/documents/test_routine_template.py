"""Routine files that we write: right as they are, line by line, whatever they are called."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from string import printable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fakes import MODEST
from stretchbreak.core.routine import Routine
from stretchbreak.documents.keys import ROUTINE
from stretchbreak.documents.routine import read_routine
from stretchbreak.documents.routine_template import answered, starter, title_of
from stretchbreak.documents.schema import schema_reference
from stretchbreak.documents.settings_text import Leaf
from stretchbreak.documents.source import Reading, Source
from stretchbreak.shell.folders import shipped_routines
from stretchbreak.shell.library import Library

SCHEMA = "file:///somewhere/schema.json"
STARTER = starter("physio", "Physio", SCHEMA)
KEY = re.compile(r"^( *)#([a-z_]+: )", re.MULTILINE)
EXERCISES = {entry.id: entry.reading.demand() for entry in Library(Path("nowhere"), shipped_routines()).exercises()}


def read(text: str) -> Reading[Routine]:
    """What the text says, beside the shipped exercises."""
    return read_routine(Source("x.yaml", text), "x", EXERCISES.__getitem__)


def test_the_first_line_leads_an_editor_to_the_schema() -> None:
    """In the form that the YAML language server looks for."""
    assert STARTER.startswith(f"# yaml-language-server: $schema={SCHEMA}\n")
    address = schema_reference(PurePosixPath("/a folder/routines"))
    assert address == "file:///a%20folder/routines/stretchbreak-routine.schema.json"


def test_a_starter_has_two_exercises_and_no_problem() -> None:
    """One of the library, one written out; not even a warning is told of it."""
    reading = read(STARTER)
    assert reading.problems == ()
    assert [exercise.name for exercise in reading.demand().exercises] == ["Upper-trapezius side tilt", "Wall angel"]


@pytest.mark.parametrize("place", range(len(KEY.findall(STARTER))))
def test_each_line_that_waits_is_right_when_it_is_used(place: int) -> None:
    """Taking its # away gives a file without a problem, and another routine than before."""
    found = list(KEY.finditer(STARTER))[place]
    text = STARTER[: found.start()] + found[1] + found[2] + STARTER[found.end() :]
    assert read(text).problems == ()
    assert read(text).value != read(STARTER).value


def test_all_lines_that_wait_are_right_together() -> None:
    """Whoever takes every # away has every key of a routine."""
    text = KEY.sub(r"\1\2", STARTER)
    assert read(text).problems == ()
    assert {field.name for field in ROUTINE.fields} <= set(re.findall(r"^([a-z]+):", text, re.MULTILINE))


def test_a_starter_fits_a_window_of_110_columns() -> None:
    """Nobody has to scroll sideways to read it."""
    assert max(map(len, STARTER.splitlines())) <= 110


@MODEST
@given(st.text(printable.replace("{", "").replace("}", ""), min_size=1, max_size=40))
@example("null")
@example("10:30")
@example("# no comment")
@example("- [a, b")
@example("1e3")
@example("a: b")
def test_any_title_is_written_so_that_it_is_read_back(title: str) -> None:
    """Quotes, colons, tabs: with one space for each run of white space it is the same."""
    read_back = read(starter("x", title, SCHEMA)).value
    if any(ord(character) < 32 and character not in "\t\n\r" for character in title) or not title.split():
        assert read_back is None
    else:
        assert read_back is not None
        assert read_back.name == " ".join(title.split())


@MODEST
@given(st.text(min_size=1, max_size=40))
def test_no_answer_writes_more_than_one_value(answer: str) -> None:
    """Whatever is answered, the file has these exercises with these keys, or an error in its words."""
    entry: dict[str, Leaf] = {"name": "Push", "setup": answer, "move": "2s Push", "reps": 4, "stop_if": (answer, "b")}
    reading = read(answered("x", "X", [{"use": "upper-trap"}, entry], SCHEMA))
    if reading.value is None:
        words = ("invisible", "placeholder", "belong")
        assert all(any(word in problem.message for word in words) for problem in reading.errors)
    else:
        tilt, push = reading.value.exercises
        assert (tilt.id, push.setup, push.reps) == ("upper-trap", " ".join(answer.split()), 4)
        assert push.stop_if == (" ".join(answer.split()), "b")


@pytest.mark.parametrize(
    ("name", "title"), [("physio-homework", "Physio homework"), ("a_b--c", "A b c"), ("Über", "Über"), ("-", "")]
)
def test_a_name_becomes_words(name: str, title: str) -> None:
    """Hyphens are spaces, and the first letter is a capital."""
    assert title_of(name) == title
