"""`status --format`: a text with fields, and what is said about one that is not right."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import MODEST
from statuses import ASKED
from stretchbreak.core.status import Status, StatusState
from stretchbreak.core.status_fields import FIELDS, ICONS, FormatError, formatted
from stretchbreak.core.template import MARKS, filled

WORKING = ASKED["working-after-some-breaks"].status()
pieces = st.lists(
    st.sampled_from(FIELDS).map(lambda name: (name, f"{{{name}}}"))
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters=["\\", *MARKS])).map(
        lambda text: ("", text.replace("{", "{{").replace("}", "}}"))
    ),
    max_size=12,
)


def shown(text: str, status: Status = WORKING) -> str:
    """What is printed for this text."""
    return filled(formatted(status, text), status.remaining, status.waiting)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("state", "working"),
        ("icon", "○"),
        ("remaining", "36:43"),
        ("remaining_s", "2202.4"),
        ("minutes", "37 min"),
        ("waiting", ""),
        ("next", "13:07"),
        ("routine", "upper-back-reset"),
        ("routine_name", "Upper-back reset"),
        ("done", "2"),
        ("partial", "0"),
        ("skipped", "1"),
        ("missed", "0"),
        ("snoozed", "1"),
        ("natural", "0"),
        ("reps", "16"),
        ("full", "2"),
        ("goal", "2"),
        ("snoozes_left", "2"),
        ("owed", "0"),
        ("paused_until", ""),
        ("why", "12:07 skip: focus"),
        ("pid", "4711"),
        ("version", "1.0.0"),
    ],
)
def test_every_field_has_its_value(field: str, value: str) -> None:
    """As text; empty where there is nothing to tell."""
    assert shown(f"{{{field}}}") == value


def test_these_are_all_the_fields() -> None:
    """Whatever is listed has a value, and nothing else has."""
    assert {field for field in FIELDS if shown(f"<{{{field}}}>")} == set(FIELDS)
    assert len(FIELDS) == len(set(FIELDS)) == 24


@pytest.mark.parametrize(
    ("name", "text", "answer"),
    [
        ("due", "{icon} {waiting} {remaining} {minutes}", "● 1:12 0:00 0 min"),
        ("paused", "{icon} until {paused_until}, {minutes}", "‖ until 10:40, 60 min"),
        ("paused-for-good", "[{remaining}{remaining_s}{minutes}{next}{paused_until}]", "[]"),
        ("held-twice", "{icon} {owed} owed", "◌ 2 owed"),
        ("off-hours", "{done} done, {full}/{goal}", "2 done, 1/2"),
    ],
)
def test_fields_follow_the_state(name: str, text: str, answer: str) -> None:
    """What moves moves; what nobody knows is left out; a reported break is done, as on the screen."""
    assert shown(text, ASKED[name].status()) == answer


def test_fields_that_move_move() -> None:
    """The same answer a minute later says a minute less."""
    assert filled(formatted(WORKING, "{remaining} {minutes}"), 2142.4, 0.0) == "35:43 36 min"


def test_every_state_has_an_icon_of_its_own() -> None:
    """One character each."""
    assert set(ICONS) == {*get_args(get_args(StatusState)[0]), *get_args(get_args(StatusState)[1])}
    assert len(set(ICONS.values())) == len(ICONS)
    assert all(len(icon) == 1 for icon in ICONS.values())


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("", ""),
        ("{{state}}", "{state}"),
        ("{{{state}}}", "{working}"),
        ("}}{{", "}{"),
        (r"{state}\n{next}\t!", "working\n13:07\t!"),
        (r"\\n", r"\n"),
        (r"\d \e[0m C:\dir", r"\d \e[0m C:\dir"),
        ("ends in \\", "ends in \\"),
        ("minutes", "minutes"),
        ("remaining{remaining}remaining", "remaining36:43remaining"),
        ("a\ufdd1b", "ab"),
        ("caf\udce9", "caf?"),
        ("100 %s", "100 %s"),
    ],
)
def test_everything_else_is_text(text: str, answer: str) -> None:
    r"""Doubled braces are braces; ``\n``, ``\t`` and ``\\`` as shells hand them over; the rest is itself."""
    assert shown(text) == answer


@MODEST
@given(pieces, st.sampled_from([*ASKED]))
def test_no_field_is_left_unfilled(texts: list[tuple[str, str]], day: str) -> None:
    """Whatever stands before, between and after the fields: each has its value, and the rest is as it was."""
    status = ASKED[day].status()
    expected = [
        shown(written, status) if field else written.replace("{{", "{").replace("}}", "}") for field, written in texts
    ]
    assert shown("".join(written for _, written in texts), status) == "".join(expected)


@MODEST
@given(st.text() | st.text("{}\\n state.remg:!_0"))
def test_any_text_is_either_shown_or_refused_in_words(text: str) -> None:
    """Never anything else, and nothing of a field or a mark is left."""
    try:
        answer = shown(text)
    except FormatError as problem:
        answer = str(problem)
    assert ("The fields are {state}, {icon}," in answer) or not MARKS.keys() & set(answer)


def test_values_are_not_read_as_fields() -> None:
    """A routine called like a field, or with braces in its name, is only a name."""
    status = replace(WORKING, routine_name="{pid} {x}", why="minutes")
    assert shown("{routine_name}|{why}", status) == "{pid} {x}|minutes"


@pytest.mark.parametrize(
    ("text", "named", "near"),
    [
        ("{remainig}", "remainig", "remaining"),
        ("{Remaining}", "Remaining", "remaining"),
        ("{rotine_name}", "rotine_name", "routine_name"),
        ("{skiped}", "skiped", "skipped"),
        ("{remaining:>8}", "remaining:>8", "remaining"),
        ("{state.__class__}", "state.__class__", "state"),
        ("{pid!r}", "pid!r", "pid"),
        ("{done[0]}", "done[0]", "done"),
    ],
)
def test_an_unknown_field_is_named_with_the_one_that_was_meant(text: str, named: str, near: str) -> None:
    """A text is no program: there is no attribute, index, conversion or width. All fields are told."""
    with pytest.raises(FormatError) as problem:
        formatted(WORKING, f"now {text}!")
    told = str(problem.value)
    assert f'there is no field "{named}". Did you mean {{{near}}}?' in told
    assert all(f"{{{field}}}" in told for field in FIELDS)


@pytest.mark.parametrize("text", ["{}", "{0}", "{weather}", "{ }"])
def test_no_field_is_suggested_where_none_is_near(text: str) -> None:
    """The list is enough."""
    with pytest.raises(FormatError) as problem:
        formatted(WORKING, text)
    assert "Did you mean" not in str(problem.value)


@pytest.mark.parametrize(
    ("text", "brace", "place"),
    [("{", "{", 1), ("ab}", "}", 3), ("{state", "{", 1), ("{sta{state}", "{", 1), ("{{}", "}", 3), ("x{{{", "{", 4)],
)
def test_a_lone_brace_is_shown_with_its_place_and_the_remedy(text: str, brace: str, place: int) -> None:
    """Doubled, it would be a brace."""
    with pytest.raises(FormatError) as problem:
        formatted(WORKING, text)
    assert f'the "{brace}" at place {place} stands alone; write {brace * 2}' in str(problem.value)


def test_a_wrong_text_is_wrong_usage() -> None:
    """Exit code 2; and whatever was typed cannot steer the terminal that shows the message."""
    with pytest.raises(FormatError) as problem:
        formatted(WORKING, "{\x1b[31m" + "x" * 500 + "}")
    assert problem.value.exit_code == 2
    assert str(problem.value).isprintable()
