"""Rows of exactly so many cells: centred, spread, cut, and framed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.text import Text

from stretchbreak.screen.glyphs import Glyphs

FRAME = "dim"


def fitted(text: Text | str, columns: int) -> Text:
    """The text cut (with an ellipsis) or filled up to this width."""
    row = Text(text) if isinstance(text, str) else text.copy()
    row.truncate(columns, overflow="ellipsis", pad=True)
    return row


def centred(text: Text | str, columns: int) -> Text:
    """The text in the middle of this width."""
    row = Text(text) if isinstance(text, str) else text
    room = max(columns - cell_len(row.plain), 0)
    return fitted(Text.assemble(" " * (room // 2), row), columns)


def spread(left: Text, right: Text, columns: int) -> Text:
    """One text at each end of this width; the left one gives way."""
    room = max(columns - cell_len(right.plain), 0)
    return fitted(Text.assemble(fitted(left, room), right), columns)


def wrapped(text: str, columns: int, rows: int, style: str = "") -> list[Text]:
    """The text in at most so many rows of this width, the last one cut if need be."""
    lines: list[str] = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if cell_len(joined) <= columns or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(word)
    if len(lines) > rows:
        lines[rows - 1] = " ".join(lines[rows - 1 :])
    cut = [Text(line, style) for line in lines[:rows]]
    for line in cut:
        line.truncate(columns, overflow="ellipsis")
    return cut


def framed(body: Sequence[Text], columns: int, titles: tuple[Text, Text], foot: Text, glyphs: Glyphs) -> list[Text]:
    """The rows in a frame, with a title at each end of its head and one in its foot."""
    inner = columns - 2
    side = Text(glyphs.vertical, FRAME)
    rows = [Text.assemble(side, fitted(row, inner), side) for row in body]
    head = _edge(glyphs.top_left, glyphs.top_right, titles, columns, glyphs)
    return [head, *rows, _edge(glyphs.bottom_left, glyphs.bottom_right, (foot, Text()), columns, glyphs)]


def _edge(left: str, right: str, titles: tuple[Text, Text], columns: int, glyphs: Glyphs) -> Text:
    room = columns - 4
    end = titles[1].copy()
    end.truncate(max(room - 6, 0), overflow="ellipsis")
    start = titles[0].copy()
    start.truncate(max(room - cell_len(end.plain) - 4, 0), overflow="ellipsis")
    shown = [Text.assemble(" ", title, " ") if title.plain else Text() for title in (start, end)]
    line = glyphs.horizontal * max(room - sum(cell_len(title.plain) for title in shown), 0)
    return Text.assemble(
        (left + glyphs.horizontal, FRAME), shown[0], (line, FRAME), shown[1], (glyphs.horizontal + right, FRAME)
    )


def stacked(rows: Iterable[Text], columns: int, height: int) -> list[Text]:
    """The rows in the middle of a window of this height, each brought to its width."""
    body = [centred(row, columns) for row in rows]
    above = max((height - len(body)) // 2, 0)
    blank = Text(" " * columns)
    return [blank] * above + body[:height]
