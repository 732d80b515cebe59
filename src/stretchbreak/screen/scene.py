"""What every scene is made with: the window, its glyphs, and which of the forms fits it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from rich.text import Text

from stretchbreak.core.keymap import Binding
from stretchbreak.screen import palette
from stretchbreak.screen.glyphs import Glyphs
from stretchbreak.screen.layout import centred
from stretchbreak.screen.lettering import letter

Form = Literal["full", "compact", "line"]

FULL = (80, 18)
COMPACT = (40, 8)
TALL = 23
"""Rows from which on the biggest letters are twice as big."""

WIDEST = 116
CARD_FROM = 100
CARD = 32
"""Columns of the place beside the guide, where a moving figure will stand; until then it holds the how-to."""


@dataclass(frozen=True, slots=True)
class Window:
    """The size of the window and what it can show."""

    columns: int
    rows: int
    glyphs: Glyphs

    @property
    def form(self) -> Form:
        """The largest form that fits."""
        if self.columns >= FULL[0] and self.rows >= FULL[1]:
            return "full"
        return "compact" if self.columns >= COMPACT[0] and self.rows >= COMPACT[1] else "line"

    @property
    def frame(self) -> int:
        """Columns of the framed picture: all of them, up to what the eye still takes in at once."""
        return min(self.columns, WIDEST)


def key_line(bindings: Sequence[Binding[Any]], glyphs: Glyphs, columns: int) -> Text:
    """The keys and their words, in one line of at most this width: the first, and always the last, the way out."""
    shown = list(bindings)
    while len(shown) > 1 and _named(shown, glyphs).cell_len > columns:
        del shown[-2]
    return _named(shown, glyphs)


def _named(bindings: Sequence[Binding[Any]], glyphs: Glyphs) -> Text:
    line = Text()
    for number, binding in enumerate(bindings):
        line.append(f" {glyphs.dot} " if number else "", palette.QUIET)
        line.append(binding.key, palette.KEY)
        line.append(f" {binding.word}", palette.QUIET)
    return line


def big(text: str, scale: int, columns: int, style: str, glyphs: Glyphs) -> list[Text]:
    """Big letters in the middle of this width."""
    return [centred(Text(row, style), columns) for row in letter(text, scale, glyphs)]
