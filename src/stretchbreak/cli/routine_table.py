"""The list of routines as a table on a terminal.

It is drawn by hand: for a thousand routines Rich takes seven times as long, and even for one it has to be loaded.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from shutil import get_terminal_size
from textwrap import wrap
from typing import Final

from stretchbreak.cli.routine_lines import where_done
from stretchbreak.core.listing import Kind, Listing
from stretchbreak.documents.excerpt import cells, printable
from stretchbreak.screen.glyphs import UNICODE, Glyphs, glyphs_for

ABOUT_FROM: Final = 100
"""Columns from which on there is room for what each routine is."""

LEAST_PLACE: Final = 30
"""Columns for what it is for and where, below which each routine takes a few short lines instead of a row."""

LONGEST_NAME: Final = 24
LONGEST_WHOSE: Final = 12

_GAP: Final = "  "
_MIN, _REPS, _WHOSE, _PLACE, _ABOUT = "  Min", "Reps", "Whose", "What for, and where", "What"
_TITLES: Final[dict[Kind, str]] = {"routine": "Routine", "exercise": "Exercise"}
_BOLD, _DIM, _CYAN, _GREEN = "1", "2", "36", "32"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What the terminal can do."""

    columns: int = 80
    colours: bool = True
    glyphs: Glyphs = UNICODE

    def styled(self, text: str, *styles: str) -> str:
        """The text in these styles; without colours only bold and dim are left."""
        codes = [style for style in styles if self.colours or style in {_BOLD, _DIM}]
        return f"\x1b[{';'.join(codes)}m{text}\x1b[0m" if codes and text.strip() else text


def minutes(seconds: float) -> str:
    """``341.0`` → ``5:41``."""
    whole, rest = divmod(round(seconds), 60)
    return f"{whole}:{rest:02}"


def parts(one: Listing) -> str:
    """The parts of the body it is for, each in the one word that comes first."""
    return ", ".join(dict.fromkeys(region.partition("/")[0].strip() for region in one.regions))


@dataclass(frozen=True, slots=True)
class Column:
    """Its title, its width, and how its cells look."""

    title: str
    width: int
    styles: tuple[str, ...] = ()


def drawn(listings: Sequence[Listing]) -> Iterator[str]:
    """The list for the terminal that this program runs in."""
    look = Look(
        columns=get_terminal_size().columns,
        colours="NO_COLOR" not in os.environ,
        glyphs=glyphs_for(sys.stdout.encoding),
    )
    return table(listings, look)


def table(listings: Sequence[Listing], look: Look) -> Iterator[str]:
    """The list for a terminal: routines first, then the exercises."""
    columns = _columns(listings, look)
    for kind, title in _TITLES.items():
        chosen = [one for one in listings if one.kind == kind]
        if chosen:
            yield from [""] if kind == "exercise" and len(chosen) < len(listings) else []
            yield from _rows(title, columns, chosen, look) if columns else _narrow(chosen, look)


def _columns(listings: Sequence[Listing], look: Look) -> tuple[Column, ...]:
    """The columns that fit the window; none where a table does not."""
    name = min(max((cells(one.name) for one in listings), default=0), LONGEST_NAME)
    whose = min(max((cells(one.whose) for one in listings), default=0), LONGEST_WHOSE)
    first = Column("", name), Column(_MIN, 5), Column(_REPS, 4, (_DIM,))
    # Where all is as it came, whose it is tells nobody anything.
    last = (Column(_WHOSE, max(whose, 5)),) if any(one.whose != "shipped" for one in listings) else ()
    left = look.columns - sum(column.width + len(_GAP) for column in first + last)
    if left < LEAST_PLACE:
        return ()
    if look.columns < ABOUT_FROM:
        return (*first, Column(_PLACE, left), *last)
    about = (left - len(_GAP)) // 2
    return (*first, Column(_PLACE, left - len(_GAP) - about), Column(_ABOUT, about, (_DIM,)), *last)


def _rows(title: str, columns: tuple[Column, ...], chosen: Sequence[Listing], look: Look) -> Iterator[str]:
    titles = [title, *(column.title for column in columns[1:])]
    head = _GAP.join(text.ljust(column.width) for text, column in zip(titles, columns, strict=True))
    yield look.styled(head.rstrip(), _BOLD)
    yield look.styled(look.glyphs.horizontal * look.columns, _DIM)
    for one in chosen:
        yield from _row(one, columns, look)


def _row(one: Listing, columns: tuple[Column, ...], look: Look) -> Iterator[str]:
    """A routine in as many lines as its longest cell needs."""
    told = [_told(one, column, look) for column in columns]
    styles = [_styles(one, column) for column in columns]
    for texts in zip_longest(*told, fillvalue=""):
        row = (
            _cell(text, column.width, look, *style)
            for text, column, style in zip(texts, columns, styles, strict=True)
        )
        yield _GAP.join(row).rstrip()


def _told(one: Listing, column: Column, look: Look) -> list[str]:
    if column.title == _PLACE:
        return _wrapped(_place(one, look), column.width)
    if column.title == _ABOUT:
        return _wrapped(one.summary or one.title, column.width)
    words = {_MIN: minutes(one.standard).rjust(5), _REPS: str(one.reps).rjust(4), _WHOSE: one.whose}
    return [words.get(column.title, one.name)]


def _styles(one: Listing, column: Column) -> tuple[str, ...]:
    if column.title == _WHOSE:
        return (_GREEN,) if one.whose == "yours" else (_DIM,)
    return column.styles or (() if column.title else _name_styles(one))


def _narrow(chosen: Sequence[Listing], look: Look) -> Iterator[str]:
    """Each routine in a few short lines."""
    for one in chosen:
        name = _cell(one.name, min(cells(one.name), look.columns - 8), look, *_name_styles(one))
        yield f"{name}{_GAP}{minutes(one.standard)}"
        place = _place(one, look) + (f" {look.glyphs.dot} {one.whose}" if one.whose != "shipped" else "")
        yield from (f"  {line}" for line in _wrapped(place, look.columns - 2))


def _place(one: Listing, look: Look) -> str:
    return f"{parts(one)} {look.glyphs.dot} {where_done(one)}"


def _name_styles(one: Listing) -> tuple[str, ...]:
    return (_BOLD, _CYAN) if one.kind == "routine" else (_CYAN,)


def _wrapped(text: str, width: int) -> list[str]:
    if text.isascii() and len(text) <= width:
        return [text]
    return wrap(printable(text), width, break_on_hyphens=False)


def _cell(text: str, width: int, look: Look, *styles: str) -> str:
    """The text in exactly so many columns."""
    if not text.isascii():
        text = printable(text)
        while cells(text) > width:
            text = text.rstrip(look.glyphs.ellipsis)[:-1] + look.glyphs.ellipsis
        width -= cells(text) - len(text)
    elif len(text) > width:
        text = text[: width - 1] + look.glyphs.ellipsis
    return look.styled(text, *styles) + " " * (width - len(text))
