"""What is kept of a day, as text and back: nothing is lost, and nothing that a file may hold does harm."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from math import inf, nan
from typing import Any, Literal, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import MODEST, MORNING, values_of
from stretchbreak.core.decisions import Decision
from stretchbreak.core.workplan import Workday
from stretchbreak.documents.json_values import SnapshotError, parsed
from stretchbreak.documents.snapshots import NewerError, dump, load, read, written


@dataclass(frozen=True, slots=True)
class Here:
    """A place with a name."""

    name: Literal["desk", "floor"]


@dataclass(frozen=True, slots=True)
class There:
    """A place so far away, reached through others."""

    far: float | None
    over: tuple[Here, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """Everything that can be kept."""

    count: int
    long: float
    open: bool
    note: str
    since: datetime
    day: date | None
    to: Here | There
    pair: tuple[int, str] = (1, "a")


JOURNEY = Journey(
    count=3, long=inf, open=True, note="ä\n\x1b", since=MORNING, day=date(2026, 3, 2), to=There(2.5, (Here("desk"),))
)
KEPT = json.loads(dump(Journey, JOURNEY, 1))

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text() | st.just("is"), inner, max_size=4),
    max_leaves=12,
)


def is_refused_or_read(kind: type, text: str | bytes) -> bool:
    """Whether the text is either read or refused in one line that can be shown."""
    try:
        found: object = load(kind, text, 1)
    except SnapshotError as error:
        return str(error).isprintable() and len(str(error)) > 0
    return isinstance(found, kind)


# There and back


@MODEST
@given(values_of(Workday) | values_of(Decision) | values_of(Journey))
def test_what_is_kept_is_read_back_as_it_was(value: Workday | Decision | Journey) -> None:
    """Every state of a day, every decision, every kind of field."""
    assert load(type(value), dump(type(value), value, 1), 1) == value


def test_what_is_kept_can_be_read_by_people() -> None:
    """Fields by their names, kinds by theirs, moments as ISO 8601, no number that JSON lacks."""
    assert KEPT == {
        "version": 1,
        "count": 3,
        "long": "inf",
        "open": True,
        "note": "ä\n\x1b",
        "since": "2026-03-02T09:00:00+00:00",
        "day": "2026-03-02",
        "to": {"is": "There", "far": 2.5, "over": [{"name": "desk"}]},
        "pair": [1, "a"],
    }


def test_a_whole_number_passes_for_seconds() -> None:
    """Where a field is of type float, Python lets an int pass, and so does JSON."""
    assert load(There, dump(There, There(3), 1), 1) == There(3.0)


def test_what_cannot_be_kept_is_our_mistake() -> None:
    """A hint that the reader does not know shows when it is written, and not after a crash."""
    with pytest.raises(TypeError, match="cannot be kept"):
        written(list[int], [1])
    with pytest.raises(ValueError, match="JSON compliant"):
        dump(There, There(nan), 1)


# Mistakes


def changed(change: Callable[[dict[str, Any]], object]) -> str:
    """The kept journey with a change."""
    found: dict[str, Any] = json.loads(json.dumps(KEPT))
    change(found)
    return json.dumps(found)


def setting(**values: object) -> Callable[[dict[str, Any]], object]:
    """A change that sets these fields."""
    return lambda found: found.update(values)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (setting(count=1.0), "count must be a whole number, not a number"),
        (setting(count=True), "count must be a whole number, not true or false"),
        (setting(count=10**11), "count is too large to be true"),
        (setting(long="much"), "long must be a number, not a text"),
        (setting(long=None), "long must be a number, not nothing"),
        (setting(long=-1e11), "long is too large to be true"),
        (setting(open=1), "open must be true or false, not a number"),
        (setting(note=[]), "note must be a text, not a list"),
        (setting(since="today"), "since is no date with a time"),
        (setting(since="2026-03-02T09:00:00"), "since has no zone, or lies in no year of ours"),
        (setting(since="9999-12-31T23:00:00+00:00"), "since has no zone, or lies in no year of ours"),
        (setting(day="0001-01-01"), "day lies in no year of ours"),
        (setting(day="soon"), "day is no date"),
        (setting(day=3), "day must be a text, not a number"),
        (setting(to=None), "to must be an object, not nothing"),
        (setting(to={"name": "desk"}), "to.is is nothing, which is not known"),
        (setting(to={"is": "Nowhere"}), 'to.is is "Nowhere", which is not known'),
        (setting(to={"is": "Here", "name": "bed"}), 'to.name is "bed", which is not known'),
        (setting(to={"is": "Here"}), "to.name is missing"),
        (setting(to={"is": "There", "far": [], "over": []}), "to.far must be a number, not a list"),
        (setting(to={"is": "There", "far": 1, "over": 1}), "to.over must be a list, not a number"),
        (
            setting(to={"is": "There", "far": 1, "over": [{"name": "desk"}, 1]}),
            "to.over[1] must be an object, not a number",
        ),
        (setting(pair=[1]), "pair should hold 2 and holds 1"),
        (setting(pair=["a", "a"]), "pair[0] must be a whole number, not a text"),
        (setting(**{"new\n": 1}), 'it has "new", which is not known'),
        (lambda found: found.pop("note"), "note is missing"),
        (lambda found: found.pop("version"), "version is missing, or is none"),
        (setting(version=True), "version is missing, or is none"),
        (setting(version=0), "version is missing, or is none"),
    ],
)
def test_a_mistake_is_told_with_its_place(change: Callable[[dict[str, Any]], object], message: str) -> None:
    """What is wrong, missing or unknown, one sentence each."""
    with pytest.raises(SnapshotError) as told:
        load(Journey, changed(change), 1)
    assert str(told.value) == message
    assert not isinstance(told.value, NewerError)


@pytest.mark.parametrize(
    "text", ["", "\0", "{", "nul", "NaN", '{"a": Infinity}', b"\xff\xfe\x00", "[" * 90_000, "1" * 9_000]
)
def test_what_is_no_json_is_refused(text: str | bytes) -> None:
    """Nothing, bytes, numbers that JSON lacks, brackets without end."""
    with pytest.raises(SnapshotError, match=r"^it is not JSON$"):
        parsed(text)


@pytest.mark.parametrize("text", ["[]", "null", "3", '"text"'])
def test_json_that_is_no_object_is_refused(text: str) -> None:
    """A file holds an object."""
    with pytest.raises(SnapshotError, match="it must be an object"):
        load(Journey, text, 1)


def test_a_newer_file_is_another_matter() -> None:
    """It is not damaged: whoever wrote it can read it. What it holds is not looked at."""
    with pytest.raises(NewerError, match="newer version than 1"):
        load(Journey, '{"version": 2, "what": "ever"}', 1)
    with pytest.raises(NewerError):
        load(Journey, f'{{"version": 1{"0" * 4000}}}', 1)


# Whatever a file may hold


@MODEST
@given(st.text() | st.binary() | JSON.map(json.dumps))
def test_no_text_does_harm(text: str | bytes) -> None:
    """Any text, any bytes, any JSON is refused in a sentence."""
    assert is_refused_or_read(Workday, text)
    assert is_refused_or_read(Journey, text)


@MODEST
@given(values_of(Workday), st.data())
def test_no_mangled_file_does_harm(day: Workday, data: st.DataObject) -> None:
    """A kept day in which some characters were lost, doubled or replaced."""
    text = dump(Workday, day, 1)
    place = data.draw(st.integers(0, len(text)))
    lost = data.draw(st.integers(0, 20))
    assert is_refused_or_read(Workday, text[:place] + data.draw(st.text(max_size=3)) + text[place + lost :])


@MODEST
@given(values_of(Workday), JSON, st.data())
def test_no_wrong_value_does_harm(day: Workday, value: object, data: st.DataObject) -> None:
    """A kept day with anything at all in the place of one of its values, or beside them."""
    kept = json.loads(dump(Workday, day, 1))
    inner = kept
    while True:
        keys = list(inner) if isinstance(inner, dict) else list(range(len(inner)))
        key = data.draw(st.sampled_from([*keys, "new"]) if isinstance(inner, dict) else st.sampled_from(keys))
        deeper = inner.get(key) if isinstance(inner, dict) else inner[key]
        if not deeper or not isinstance(deeper, dict | list) or data.draw(st.booleans()):
            break
        inner = deeper
    inner[key] = value
    assert is_refused_or_read(Workday, json.dumps(kept))


def test_every_field_of_a_kept_day_is_asked_for() -> None:
    """A field that is missing is never filled in: a day half remembered is not the day that it was."""
    names = set(get_type_hints(Workday))
    for name in names:
        with pytest.raises(SnapshotError, match=f"{name} is missing"):
            read(Workday, dict.fromkeys(names - {name}))
