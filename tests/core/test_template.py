"""Texts whose moving parts are left open, and how they are filled in."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import MODEST
from stretchbreak.core.template import (
    MARKS,
    MINUTES,
    REMAINING,
    REMAINING_S,
    WAITING,
    Moving,
    Template,
    cleaned,
    filled,
    template,
)

seconds = st.floats(-1e6, 1e6)
anything = st.text(st.characters(exclude_categories=()) | st.sampled_from([*MARKS, "\x1b", "\n", "\u202e"]))


@pytest.mark.parametrize(
    ("remaining", "texts"),
    [
        (2202.4, ("2202.4", "36:43", "37 min")),
        (2202.0, ("2202.0", "36:42", "37 min")),
        (2202.04, ("2202.0", "36:43", "37 min")),
        (60.0, ("60.0", "1:00", "1 min")),
        (60.1, ("60.1", "1:01", "2 min")),
        (59.96, ("60.0", "1:00", "1 min")),
        (0.0, ("0.0", "0:00", "0 min")),
        (-0.0, ("0.0", "0:00", "0 min")),
        (-5.0, ("0.0", "0:00", "0 min")),
        (None, ("0.0", "0:00", "0 min")),
        (3599.5, ("3599.5", "1:00:00", "60 min")),
        (86400.0, ("86400.0", "24:00:00", "1440 min")),
    ],
)
def test_what_remains_has_three_forms(remaining: float | None, texts: tuple[str, str, str]) -> None:
    """A number with one decimal; a clock and minutes that are rounded up, so that nothing is left at 0:00 alone."""
    whole = template(f"{REMAINING_S}|{REMAINING}|{MINUTES}")
    assert filled(whole, remaining, 0.0) == "|".join(texts)


@pytest.mark.parametrize(("waiting", "text"), [(0.0, "0:00"), (71.5, "1:12"), (-1.0, "0:00"), (3600.0, "1:00:00")])
def test_waiting_is_a_clock_too(waiting: float, text: str) -> None:
    """How long an offer has waited reads as what remains until the next one."""
    assert filled(template(f"for {WAITING}"), None, waiting) == f"for {text}"


def by_the_docstring(pieces: Template, remaining: float | None, waiting: float) -> str:
    """What the docstring of ``filled`` says, without an import."""

    def clock(x: float) -> str:
        whole = -int(-x // 1)
        if whole >= 3600:
            return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"
        return f"{whole // 60}:{whole % 60:02}"

    left = remaining if remaining is not None and remaining > 0 else 0.0
    waited = waiting if waiting > 0 else 0.0
    moving = {
        "remaining_s": f"{left:.1f}",
        "remaining": clock(left),
        "minutes": f"{-int(-left // 60)} min",
        "waiting": clock(waited),
    }
    return "".join(moving.get(piece, piece) for piece in pieces)


@MODEST
@given(st.lists(st.sampled_from([*MARKS, " ", "minutes"])), st.none() | seconds, seconds)
def test_the_docstring_tells_all_that_a_filler_must_know(
    texts: list[str], remaining: float | None, waiting: float
) -> None:
    """A filler written after it, with nothing imported, gives the same text at every moment."""
    pieces = template("".join(texts))
    assert filled(pieces, remaining, waiting) == by_the_docstring(pieces, remaining, waiting)


@MODEST
@given(st.floats(0, 1e6))
def test_rounding_up_is_rounding_up(left: float) -> None:
    """Minutes and seconds are the smallest whole numbers that are not less."""
    minutes = int(filled(("minutes",), left, 0.0).removesuffix(" min"))
    parts = filled(("remaining",), left, 0.0).split(":")
    assert minutes == ceil(Fraction(left) / 60)
    assert sum(int(part) * 60**place for place, part in enumerate(reversed(parts))) == ceil(left)


def test_there_is_a_mark_for_everything_that_moves() -> None:
    """And none for anything else."""
    assert sorted(MARKS.values()) == sorted(get_args(Moving))


@pytest.mark.parametrize("name", get_args(Moving))
def test_text_that_is_the_name_of_what_moves_stays_text(name: str) -> None:
    """Somebody who writes "minutes" gets the word."""
    assert filled(template(name), 60.0, 0.0) == name
    assert filled(template(f"{name}{REMAINING}{name}"), 60.0, 0.0) == f"{name}1:00{name}"


@MODEST
@given(st.text(st.characters(exclude_characters="".join(MARKS))))
def test_text_without_a_mark_is_left_as_it_is(text: str) -> None:
    """Whatever it says."""
    assert filled(template(text), 60.0, 60.0) == text


@MODEST
@given(anything)
def test_what_is_cleaned_is_one_line_that_can_be_shown(text: str) -> None:
    """No control character, nothing that turns the direction of writing, no half of a character, and no mark."""
    shown = cleaned(text)
    assert shown.isprintable()
    assert not MARKS.keys() & set(shown)
    assert shown == shown.strip() == cleaned(shown)
    shown.encode("utf-8")


def test_cleaning_keeps_what_people_write() -> None:
    """Letters of any script, marks above them, and pictures."""
    assert cleaned("Épaule \u00e0 l'arri\u00e8re, \u80a9 \u0643\u062a\u0641 \U0001f9d8") == (
        "Épaule à l'arrière, 肩 كتف \U0001f9d8"
    )
    assert cleaned("two\nlines\tand\x1b[31m red") == "two lines and [31m red"
