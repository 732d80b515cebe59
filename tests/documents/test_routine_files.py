"""Routine files, the report of the format's own sample to the letter, and whatever else may be thrown at them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stretchbreak.core.exercise import Exercise
from stretchbreak.core.routine import Routine
from stretchbreak.documents.exercise import UseError, read_exercise
from stretchbreak.documents.routine import is_exercise, read_routine
from stretchbreak.documents.source import DocumentError, Reading, Source

Read = Callable[[str], Reading[Routine]]

PHYSIO = """\
name: Physio homework
exercises:
  - use: tilt                # from the library, dose changed here
    reps: 8
  - name: Wall angel         # written on the spot
    setup: Back against a wall, elbows bent, hands up.
    move: 2s Slide the arms up
    hold: 2s Long neck
    return: 1.5s Slide down
    reps: 10
    stop_if: [pinch in the shoulder]
"""


def test_a_personal_plan_of_a_few_lines_becomes_a_routine(routine_of: Read) -> None:
    """The routine of the format's first page, with its doses and identifiers."""
    routine = routine_of(PHYSIO).demand()
    assert (routine.id, routine.name, routine.reps) == ("physio", "Physio homework", 26)
    assert [exercise.id for exercise in routine.exercises] == ["tilt", "wall-angel"]
    assert routine.exercises[1].kind == "ais"


def test_the_report_looks_as_the_format_promises(routine_of: Read) -> None:
    """The sample of the format's description, to the letter."""
    reading = routine_of(
        "name: Physio homework\nexercises:\n  - name: Wall angel\n    stop_if: [pinch]\n"
        "    move: 2s Slide the arms up\n    hold: two Long neck\n"
    )
    with pytest.raises(DocumentError) as caught:
        reading.demand()
    assert str(caught.value) == (
        'physio.yaml:6:11  error: hold must be a duration like 2s, not "two"\n'
        "  6 |     hold: two Long neck\n"
        "    |           ^^^\n"
        '  help: write it as "hold: 2s Long neck"'
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name: a\n", '1:1 a routine needs exercises | add "exercises: ..."'),
        ("exercises: []\n", "1:12 exercises has 0 entries; from 1 to 50 are possible | write at least one"),
        ("exercises: tilt\n", '1:12 exercises must be a list, not "tilt" | write each in a line of its own'),
        ("exercises: [tilt]\n", "1:13 an entry of exercises must be an exercise written as keys and values, not"),
        (f"exercises: [{'{use: tilt}, ' * 51}]\n", "1:12 exercises has 51 entries; from 1 to 50 are possible"),
        ("exercises: [{use: tilt}]\nrounds: 11\n", "2:9 rounds must be a whole number from 1 to 10, not"),
        ("exercises: [{use: tilt}]\nrest: 5m\n", '2:7 rest must be from 0 s to 2 min, not "5m" | '),
        ("exercises: [{move: 1s, stop_if: x}]\n", "1:14 this exercise has no name | add"),
        (
            "exercises: [{use: tilt, reps: 60}]\nrounds: 10\n",
            "2:9 this routine takes more than two hours | use fewer",
        ),
        ("excercises: [{use: tilt}]\n", '1:1 a routine has no key "excercises" | did you mean "exercises"?'),
    ],
)
def test_each_mistake_in_a_routine_is_told(routine_of: Read, text: str, said: str) -> None:
    """The first problem stands where the mistake was made and says how it would be right."""
    problem = routine_of(text).problems[0]
    assert problem.span is not None
    assert f"{problem.span.line}:{problem.span.column} {problem.message} | {problem.remedy}".startswith(said)


def test_one_broken_exercise_does_not_hide_the_mistakes_of_the_next(routine_of: Read) -> None:
    """Every entry of a routine is checked in the same pass."""
    reading = routine_of("exercises:\n- {use: nobody, reps: 0}\n- {name: a, hold: x}\n- {use: tilt, hold: 9s}\n")
    assert [problem.span.line for problem in reading.errors if problem.span] == [2, 2, 3, 4]


def test_a_message_of_a_thousand_problems_stays_readable(routine_of: Read) -> None:
    """A report tells forty problems and how many more there are."""
    reading = routine_of("".join(f"key{number}: 1\n" for number in range(1000)))
    assert reading.report.endswith("physio.yaml  and 961 more like these")


def test_a_file_is_taken_for_what_its_keys_say() -> None:
    """A lone file is an exercise when it has phases and no exercises."""
    assert is_exercise(Source("a.yaml", "move: 2s Up\n"))
    assert not is_exercise(Source("a.yaml", PHYSIO))
    assert not is_exercise(Source("a.yaml", "name: ["))


def _nobody(name: str) -> Exercise:
    raise UseError(f"there is no exercise called {name}")


def _survives(text: str) -> None:
    """Read ``text`` both ways and render whatever was found."""
    for reading in (
        read_routine(Source("f.yaml", text), "f", _nobody),
        read_exercise(Source("f.yaml", text), "f", _nobody),
    ):
        assert (reading.value is None) == bool(reading.errors)
        shown = reading.report.replace("\n", "")
        assert not {unicodedata.category(character) for character in shown} & {"Cc", "Cf", "Cs"}


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text makes the reader fail in a way of its own, and no report could steer a terminal."""
    _survives(text)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="{}[]:,-&*!|>'\"%@#?~ \n\tab1\\", max_size=60))
def test_any_heap_of_punctuation_is_read_or_refused(text: str) -> None:
    """The characters that mean something to YAML, in any order."""
    _survives(text)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_mangled_file_is_read_or_refused(data: st.DataObject) -> None:
    """A good file with a piece cut out and another put in gives a routine or stated problems."""
    start = data.draw(st.integers(0, len(PHYSIO)))
    length = data.draw(st.integers(0, 30))
    put = data.draw(st.text(alphabet="{}[]:,-&*!'\" \n\tname2s\x1b\u202e首", max_size=12))
    _survives(PHYSIO[:start] + put + PHYSIO[start + length :])


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=120))
def test_any_bytes_are_text_or_refused(content: bytes) -> None:
    """Bytes decode, or DocumentError tells why they do not."""
    try:
        source = Source.decode("f.yaml", content)
    except DocumentError:
        return
    _survives(source.text)
