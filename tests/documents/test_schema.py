"""The JSON Schema for editors: made of the same keys as the checker, never stricter, and hardly more lenient.

After a change of the format ``UPDATE_SCHEMA=1 pytest tests/documents/test_schema.py`` writes the shipped file anew.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from operator import or_
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from as_editor import complaints, instance
from stretchbreak.core.exercise import Exercise
from stretchbreak.core.routine import Routine
from stretchbreak.documents.exercise import read_exercise
from stretchbreak.documents.findings import UnreadableError
from stretchbreak.documents.fragments import Fragment, fragment, of_field
from stretchbreak.documents.keys import EXERCISE, EXERCISES, ROUTINE, SIDES
from stretchbreak.documents.phases import PHASE
from stretchbreak.documents.records import Field, Record
from stretchbreak.documents.routine import read_routine
from stretchbreak.documents.schema import FILE_NAME, in_json, routine_schema, schema_line, schema_reference
from stretchbreak.documents.shapes import Either
from stretchbreak.documents.source import Reading, Source
from stretchbreak.shell.folders import shipped_routines
from stretchbreak.shell.library import Library

SCHEMA = routine_schema()
LIBRARY = Library(Path("no-such-folder"), shipped_routines())
SHIPPED = {str(path.relative_to(shipped_routines())): path for path in sorted(shipped_routines().rglob("*.yaml"))}


def sides() -> Record:
    """The long form of ``sides``."""
    assert isinstance(SIDES.shape, Either)
    assert isinstance(SIDES.shape.long, Record)
    return SIDES.shape.long


FIELDS = {
    f"{record.noun}: {field.name}": field for record in (ROUTINE, EXERCISE, PHASE, sides()) for field in record.fields
}


@cache
def used(_name: str) -> Exercise:
    """There is an exercise of any name."""
    return LIBRARY.routine("upper-trap").exercises[0]


def read(text: str) -> Reading[Routine] | Reading[Exercise]:
    """What the checker makes of a text: of a routine where it has exercises, of an exercise where not."""
    tree = instance(text)
    is_routine = isinstance(tree, dict) and EXERCISES.name in tree
    return (read_routine if is_routine else read_exercise)(Source("f.yaml", text), "f", used)


def objects(schema: object) -> Iterator[Fragment]:
    """Every part of a schema that names properties."""
    parts = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    if isinstance(schema, dict) and schema.get("type") == "object":
        yield schema
    for part in parts:
        yield from objects(part)


def test_it_is_a_draft_07_schema_and_says_what_it_is_for() -> None:
    """Editors know this draft best, and show title and sentence."""
    Draft7Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert {"$id", "title", "description"} <= SCHEMA.keys()


def test_the_file_that_ships_is_the_present_schema() -> None:
    """It lies beside the routines, where new files refer to it, and says what this version reads."""
    shipped = shipped_routines() / FILE_NAME
    if os.environ.get("UPDATE_SCHEMA") == "1":
        shipped.write_text(in_json(SCHEMA), encoding="utf-8")
    assert shipped.read_text("utf-8") == in_json(SCHEMA)


def test_every_key_is_in_it_with_its_sentence() -> None:
    """Whoever adds a key need not think of the schema; completion and hover show what the key is for."""
    for record, name in ((ROUTINE, "routine"), (EXERCISE, "keys")):
        properties = SCHEMA["definitions"][name]["properties"]
        assert {key: part["description"] for key, part in properties.items()} == {
            field.name: field.help for field in record.fields
        }
    assert all(part["additionalProperties"] is False for part in objects(SCHEMA["definitions"]))
    assert len(list(objects(SCHEMA["definitions"]))) == 4


@pytest.mark.parametrize("shape", [field.shape for field in FIELDS.values()], ids=list(FIELDS))
def test_a_shape_says_in_json_schema_what_it_wants(shape: object) -> None:
    """Each gives a schema of its own, so that no value is left to chance."""
    assert fragment(shape)
    Draft7Validator.check_schema(fragment(shape))


def test_a_shape_that_json_schema_cannot_say_is_a_mistake_of_ours() -> None:
    """Whoever adds a shape is told to say it."""
    with pytest.raises(TypeError, match="nothing is known of how JSON Schema says"):
        fragment(object())


@pytest.mark.parametrize("folder", ["/opt/stretch break/routines", "/home/jürgen/#1 100%"])
def test_a_file_names_its_schema_by_an_address_without_a_gap(folder: str) -> None:
    """Editors take the address up to the first space, and decode what is escaped in it."""
    address = schema_reference(PurePosixPath(folder))
    assert unquote(address) == f"file://{folder}/stretchbreak-routine.schema.json"
    assert not set(address) & set(" #ü")
    assert schema_line(PurePosixPath(folder)) == f"# yaml-language-server: $schema={address}"


BASES = {"a routine": "exercises: [{use: upper-trap}, {use: upper-trap}]\nrounds: 2\n"}
BASE = "name: A\nsides: {means: x}\nmove: 2s Up\nstop_if: [pain]\n"
USUAL = [(name, field) for name, field in FIELDS.items() if field.default is not None]


@pytest.mark.parametrize(("name", "field"), USUAL, ids=[name for name, _ in USUAL])
def test_a_default_is_what_counts_without_the_key(name: str, field: Field[Any]) -> None:
    """Written out, it changes nothing; and it is itself right."""
    default = "true" if field.default is True else str(field.default)
    if name.startswith("a routine"):
        base = BASES["a routine"].replace("rounds: 2\n", "")
        said = f"{base}{field.name}: {default}\n"
    elif name.startswith("sides"):
        base = BASE
        said = base.replace("means: x", f"means: x, {field.name}: {default}")
    else:
        base = "move: 2s Up\nstop_if: [pain]\n"
        said = f"{base}{field.name}: {default}\n"
    assert read(said).demand() == read(base).demand()
    assert complaints(of_field(field), field.default) == []


def test_there_is_a_default_wherever_a_sentence_names_one() -> None:
    """``10 unless told`` is also what an editor fills in."""
    told = {name for name, field in FIELDS.items() if "unless told" in field.help and "list unless" not in field.help}
    assert told <= {name for name, _ in USUAL}


@pytest.mark.parametrize("path", SHIPPED.values(), ids=SHIPPED.keys())
def test_every_shipped_file_is_right_by_the_schema(path: Path) -> None:
    """Nobody who opens one in an editor sees it underlined."""
    assert complaints(SCHEMA, instance(path.read_text("utf-8"))) == []


VALUES = (
    *("8", "+8", "08", "-1", "0", "0.0", "61", "600", "600.5", "601", "999999999", "9999999999", "1e1", "0x1A", ".5"),
    *("2s", "2S", "' 2s '", "2.5s", "1m", "1m30s", "1M30S", "9m90s", "10m", "11m", "1h", "0s", "0.000s", "s", "2x"),
    *("120", "120s", "121s", "2m", "3m", "00000000002m", "m", "-2s", '"2"', '"2s\\n"', "2s Up", "2s  Up\tnow", "Up"),
    *(
        "2 s Up",
        "2 s, Up",
        "2  s Up",
        "2 sit",
        "2s 1 {side} up",
        "2s {sdie}",
        "2s }",
        '"2s\\n Up"',
        '"2s\\nUp"',
        "2sUp",
    ),
    *("2s " + "x" * 40, "2s " + "x" * 41, "2s " + "{other}" * 8, "2s " + "{other}" * 9, "'2s " + "x  " * 19 + "'"),
    *(
        "true",
        "True",
        "TRUE",
        "tRuE",
        '"true"',
        "yes",
        "no",
        "null",
        "~",
        '""',
        '" "',
        '"\\n"',
        "2026-11-20",
        "10:00",
    ),
    *(".inf", "-.Inf", ".NAN", "1_000", "0o17", "'null'", "each", "none", "Each", '"each"', "ais", "AIS", "block"),
    *("left", "right", "other", "same", "hold", "strength", "words", "two words", "w{side}", "{side}", "'{side}'"),
    *("'{'", "'a}b'", "x" * 10, "x" * 11, "x" * 40, "x" * 41, "x" * 60, "x" * 61, "x" * 80, "x" * 81, "x" * 120),
    *("x" * 121, "x" * 400, "x" * 401, "x " * 30 + "x", "'" + "x  " * 30 + "'", "'" + "x" * 60 + " '", '"x\\n\\n"'),
    *(
        "[]",
        "[a]",
        "[a, 8, true]",
        "[null]",
        "[[a]]",
        "[{}]",
        "{}",
        "{a: b}",
        "{each: true}",
        "{each: 1}",
        "{each: no}",
    ),
    *("{order: block, first: left}", "{means: '}'}", "[" + "a, " * 12 + "]", "[" + "a, " * 13 + "]"),
    *("[{phase: move, seconds: 2}]", "[{phase: move}]", "[{phase: jump, seconds: 2}]", "[{seconds: 0, phase: rest}]"),
    *(
        "[{phase: hold, seconds: 2s, cue: '{side}', say: Hold}]",
        "[{use: upper-trap}]",
        "[{use: upper-trap, reps: 0}]",
    ),
    *("!!str 8", "! true", "&a 8", "!!str null", "'\\u00a02s'", "Café 首", '"\\u2028"', "\U0001f600"),
)
"""Values that are right somewhere, and many that are not."""


AROUND = {
    "a routine": {"exercises": "[{use: upper-trap}]"},
    "an exercise": {"sides": "each", "move": "2s Up", "reps": "1"},
    "a phase": {"phase": "move", "seconds": "1"},
    "sides": {},
}
"""What else stands in the record, so that the document is right if the value under test is."""


def document(name: str, value: str) -> str:
    """A document with this value under a key, right in everything else."""
    noun, key = name.split(": ")
    around = {other: said for other, said in AROUND[noun].items() if not (key == "phases" and other == "move")}
    lines = "".join(f"  {other}: {said}\n" for other, said in {**around, key: value}.items())
    match noun:
        case "a phase":
            return f"sides: each\nphases:\n- # only one\n{lines}"
        case "sides":
            return f"move: 2s Up\nsides:\n{lines}"
    return lines


LENIENT = {
    # Numbers that YAML has and the checker has not, or not in so many digits.
    *("+8", "1e1", "0x1A", "0o17", ".5", "00000000002m"),
    # Only the sum is too long.
    *("9m90s", "600", "10m"),
    # Too long with a side filled in, or by words between which there is more than one space.
    *("2s " + "{other}" * 8, "2s " + "{other}" * 9, "2s 1 {side} up"),
    *("'" + "x  " * 30 + "'", "'" + "x" * 60 + " '"),
}
"""What an editor lets pass and the checker does not, since JSON Schema cannot say it."""


@pytest.mark.parametrize("name", FIELDS)
def test_checker_and_schema_agree_on_the_value_of_each_key(name: str) -> None:
    """The schema refuses nothing that is read; what it lets pass though it is not read is known, and odd."""
    for value in VALUES:
        text = document(name, value)
        is_read, is_right = read(text).value is not None, complaints(SCHEMA, instance(text)) == []
        assert is_read == is_right or (is_right and value in LENIENT), text


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("nam: A\nmove: 2s Up\n", ""),
        ("exercises: [{use: upper-trap, rep: 8}]\n", "exercises.0"),
        ("exercises: [{reps: 8, move: 2s Up}]\n", "exercises.0"),
        ("exercises: [{name: A, reps: 8}]\n", "exercises.0"),
        ("name: A\nreps: 8\n", ""),
        ("name: A\n", ""),
        ("name: A\nexercise: []\n", ""),
        ("move: 2s Up\nrounds: 2\n", ""),
        ("phases: [{phase: move, seconds: 2}]\nhold: 2s Long neck\n", ""),
        ("kind: ais\nhold: 3s Long neck\n", "hold"),
        ("kind: ais\nphases: [{phase: rest, seconds: 3}, {phase: hold, seconds: 3}]\n", "phases.1.seconds"),
        ("kind: ais\nphases: [{phase: hold, seconds: 3s}]\n", "phases.0.seconds"),
        ("[exercises]\n", ""),
        ("exercises: {use: upper-trap}\n", "exercises"),
        ("exercises: [upper-trap]\n", "exercises.0"),
        (f"exercises: [{'{use: upper-trap}, ' * 51}]\n", "exercises"),
    ],
)
def test_what_keys_must_agree_on_is_in_the_schema_too(text: str, place: str) -> None:
    """A key that is missing, unknown, or forbidden by another one is underlined where it stands."""
    assert read(text).value is None
    assert place in {complaint.partition(": ")[0] for complaint in complaints(SCHEMA, instance(text))}


@cache
def good(name: str) -> list[str]:
    """The values that a key takes."""
    return [value for value in VALUES if value not in LENIENT and read(document(name, value)).value is not None]


def records(noun: str, record: Record) -> st.SearchStrategy[dict[str, str]]:
    """Some keys of a record, mostly with values that they take."""
    keys = [field.name for field in record.fields if field is not EXERCISES]
    values = {key: st.sampled_from([*good(f"{noun}: {key}"), *VALUES[:3]]) for key in keys}
    chosen = st.lists(st.sampled_from(keys), max_size=4, unique=True)
    return chosen.flatmap(lambda names: st.fixed_dictionaries({name: values[name] for name in names}))


BEGINNINGS: list[dict[str, str]] = [
    {"use": "upper-trap"},
    {"name": "A", "move": "2s Up"},
    {"name": "A", "step": "2s Up", "sides": "each"},
    {},
]
"""Exercises that are whole, and one that is not."""


def flow(record: dict[str, str]) -> str:
    """A record in one line."""
    return "{" + ", ".join(f"{key}: {value}" for key, value in record.items()) + "}"


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(st.data())
def test_the_schema_refuses_no_document_that_is_read(data: st.DataObject) -> None:
    """Whatever keys stand together: if the checker reads it, no editor underlines it."""
    exercises = st.builds(or_, st.sampled_from(BEGINNINGS), records("an exercise", EXERCISE))
    entries = data.draw(st.lists(exercises, max_size=2))
    if entries:
        top = data.draw(records("a routine", ROUTINE)) | {"exercises": f"[{', '.join(map(flow, entries))}]"}
    else:
        top = data.draw(exercises)
    text = "".join(f"{key}: {value}\n" for key, value in top.items())
    try:
        is_read = read(text).value is not None
    except UnreadableError:
        return
    event(f"{'read' if is_read else 'refused'}")
    assert not is_read or complaints(SCHEMA, instance(text)) == [], text


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(st.data())
def test_the_schema_refuses_no_mangled_file_that_is_read(data: st.DataObject) -> None:
    """A shipped file with lines deleted, doubled or exchanged with those of another."""
    lines = data.draw(st.sampled_from(sorted(SHIPPED.values()))).read_text("utf-8").splitlines()
    others = data.draw(st.sampled_from(sorted(SHIPPED.values()))).read_text("utf-8").splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(lines) - 1))
        put = data.draw(
            st.sampled_from([[], [lines[place].replace("2", "61")], [data.draw(st.sampled_from(others))]])
        )
        lines = [*lines[:place], *put, *lines[place + 1 :]] or ["name: A"]
    text = "\n".join(lines) + "\n"
    try:
        is_read = read(text).value is not None
    except UnreadableError:
        return
    event(f"{'read' if is_read else 'refused'}")
    assert not is_read or complaints(SCHEMA, instance(text)) == [], text
