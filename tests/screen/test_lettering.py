"""Big letters: even blocks of the right size, in both glyph sets."""

from __future__ import annotations

from string import ascii_uppercase, digits

import pytest

from stretchbreak.core.wording import countdown
from stretchbreak.screen.glyphs import ASCII, UNICODE, Glyphs
from stretchbreak.screen.lettering import FIGURE_SPACE, can_letter, height, letter, width

SETS = pytest.mark.parametrize("glyphs", [UNICODE, ASCII], ids=["full", "ascii"])
SCALES = pytest.mark.parametrize("scale", [1, 2])


@SETS
@SCALES
@pytest.mark.parametrize("character", [*ascii_uppercase, *digits, *":-'!?. ", FIGURE_SPACE])
def test_every_character_is_an_even_block(character: str, scale: int, glyphs: Glyphs) -> None:
    """Each has as many rows, and each row as many columns, as layout is told."""
    rows = letter(character, scale, glyphs)
    assert len(rows) == height(scale, glyphs)
    assert {len(row) for row in rows} == {width(character, scale)}


def test_small_letters_are_written_large() -> None:
    """A word from a file needs no shouting."""
    assert letter("hold", 1, UNICODE) == letter("HOLD", 1, UNICODE)


def test_digits_are_equally_wide() -> None:
    """A count never jumps sideways, and the space before a single digit is a digit wide."""
    assert {width(character, 1) for character in (*digits, FIGURE_SPACE)} == {4}
    assert width(countdown(601), 1) == width(countdown(659), 1)


def test_letters_differ_from_each_other() -> None:
    """No two letters or digits share a shape, but the round ones that people take for each other anyway."""
    shapes = {letter(character, 1, UNICODE) for character in ascii_uppercase + digits}
    assert len(shapes) == 36


def test_a_word_that_has_no_big_form_is_told_beforehand() -> None:
    """An empty word or one with foreign letters is left to the small ones."""
    assert can_letter("Ready?")
    assert not can_letter("")
    assert not can_letter("Größe")


@SETS
def test_letters_are_made_of_the_glyphs_that_can_be_shown(glyphs: Glyphs) -> None:
    """Half blocks where there are any, plain signs elsewhere."""
    drawn = set("".join(letter("HOLD 10:25", 1, glyphs)))
    assert drawn == (set(" ▀▄█") if glyphs is UNICODE else set(" #"))
