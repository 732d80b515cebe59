"""Rows of exactly so many cells, whatever they are to hold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from fakes import MODEST
from stretchbreak.screen.glyphs import UNICODE
from stretchbreak.screen.layout import centred, fitted, framed, spread, stacked, wrapped

words = st.text(st.sampled_from("ab ö漢字█-"), max_size=60)
columns = st.integers(1, 80)


@MODEST
@given(words, words, columns)
def test_a_row_is_exactly_as_wide_as_asked(one: str, other: str, width: int) -> None:
    """Cut or filled up, in the middle or spread, with wide characters or without."""
    rows = (fitted(one, width), centred(one, width), spread(Text(one), Text(other), width))
    assert [row.cell_len for row in rows] == [width] * 3


def test_what_does_not_fit_is_cut_with_a_sign() -> None:
    """A cut is seen as a cut."""
    assert fitted("Neck and shoulders", 10).plain == "Neck and …"


def test_the_right_text_stays_when_both_do_not_fit() -> None:
    """Times and counts at the right edge matter more than the end of a name."""
    assert spread(Text("a very long name of an exercise"), Text(" 5:41"), 20).plain == "a very long na… 5:41"


@MODEST
@given(words, st.integers(1, 40), st.integers(1, 5))
def test_wrapped_words_keep_to_their_place(text: str, width: int, rows: int) -> None:
    """Never more rows than asked, and none of them wider."""
    lines = wrapped(text, width, rows)
    assert 1 <= len(lines) <= rows
    assert max(line.cell_len for line in lines) <= width


def test_words_are_wrapped_between_them() -> None:
    """What fits is all there, in order; what does not ends with a sign."""
    assert [line.plain for line in wrapped("Let the left arm hang long", 12, 3)] == [
        "Let the left",
        "arm hang",
        "long",
    ]
    assert [line.plain for line in wrapped("Let the left arm hang long", 12, 2)] == ["Let the left", "arm hang lo…"]


@MODEST
@given(words, words, words, st.integers(40, 120), st.integers(0, 5))
def test_a_frame_is_straight(left: str, right: str, foot: str, width: int, rows: int) -> None:
    """Head, body and foot have one width, however long the titles are."""
    body = [Text(left)] * rows
    picture = framed(body, width, (Text(left), Text(right)), Text(foot), UNICODE)
    assert [row.cell_len for row in picture] == [width] * (rows + 2)


@MODEST
@given(st.integers(0, 40), st.integers(1, 30))
def test_a_stack_never_leaves_its_window(rows: int, height: int) -> None:
    """What is too high is cut, what is not stands in the middle."""
    picture = stacked([Text("row")] * rows, 10, height)
    above = [row.plain.strip() for row in picture].count("")
    assert len(picture) <= height
    assert above == max((height - rows) // 2, 0)
