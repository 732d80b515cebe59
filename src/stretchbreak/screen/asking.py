"""A question as lines: with its keys at a glance on a screen, in one numbered sentence for ears and pipes.

It scrolls like everything else in a terminal, so that in the smallest window nothing of a list is cut off.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from rich.text import Text

from stretchbreak.core.interview import Question
from stretchbreak.screen import palette
from stretchbreak.screen.glyphs import Glyphs

INDENT = "  "
WIDEST = 80


def asked(question: Question, columns: int, glyphs: Glyphs) -> list[Text]:
    """The question, what it lists, and its keys, in rows of at most this width."""
    room = min(columns, WIDEST)
    listed = [row for item in question.listed for row in _item(item, room, glyphs)]
    return [Text(), Text(question.text, palette.TITLE), *listed, *_keys(question, room, glyphs)]


def sentences(question: Question, number: int) -> list[str]:
    """The question by its number, a line for each thing that it lists, and its keys."""
    keys = ", ".join(f"{key} {word}" for key, word in _choices(question))
    return [f"{number}. {question.text}", *(f"   - {item}" for item in question.listed), f"   {keys}"]


def told(text: str, columns: int) -> list[Text]:
    """A sentence in rows of at most this width; what is indented is a command, and stays in one piece."""
    if text.startswith(INDENT):
        return [Text(text, palette.STRONG)]
    return [Text(row) for row in _wrapped(text, min(columns, WIDEST))]


def _choices(question: Question) -> list[tuple[str, str]]:
    return [*question.choices, ("enter", question.enter)]


def _item(item: str, columns: int, glyphs: Glyphs) -> list[Text]:
    first, *others = _wrapped(item, columns - 4)
    return [Text(f"{INDENT}{glyphs.dot} {first}"), *(Text(f"{INDENT}  {row}") for row in others)]


def _keys(question: Question, columns: int, glyphs: Glyphs) -> Iterator[Text]:
    """The keys with their words; a row ends between two of them."""
    row = Text(INDENT)
    for key, word in _choices(question):
        named = Text.assemble((key, palette.KEY), (f" {word}", palette.QUIET))
        if row.plain.strip() and row.cell_len + 3 + named.cell_len > columns:
            yield row
            row = Text(INDENT)
        elif row.plain.strip():
            row.append(f" {glyphs.dot} ", palette.QUIET)
        row.append_text(named)
    yield row


def _wrapped(text: str, columns: int) -> list[str]:
    """The whole text in rows of at most this width; a longer word has a row of its own."""
    rows = [""]
    for word in text.split():
        joined = f"{rows[-1]} {word}".strip()
        if rows[-1] and cell_len(joined) > columns:
            rows.append(word)
        else:
            rows[-1] = joined
    return rows
