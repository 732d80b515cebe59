"""The terminal's cells as they were sent last, so that only what differs is sent again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import get_character_cell_size

_BLANKS = 3
"""Blanks that are shorter than a step over them."""

CLEAR = "\x1b[0m\x1b[2J"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of cells: a character each ("" behind a wide one) and its pen, a list of SGR parameters."""

    cells: tuple[str, ...]
    pens: tuple[str, ...]


class Canvas:
    """A cleared window of cells; each method returns the text that brings the terminal up to date."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns = columns
        self.rows = rows
        self._cells = [[" "] * columns for _ in range(rows)]
        self._pens = [[""] * columns for _ in range(rows)]
        self._pen: str | None = None
        self._cursor: tuple[int, int] | None = None

    def show(self, rows: Sequence[Row]) -> str:
        """Bring these rows onto the terminal; rows that are not given become empty."""
        picture = [*rows[: self.rows], *[Row((), ())] * (self.rows - len(rows))]
        return "".join(self._whole(number, row) for number, row in enumerate(picture))

    def patch(self, row: int, column: int, text: str, pen: str) -> str:
        """Write one-cell characters from this cell on."""
        if row >= self.rows:
            return ""
        cells = list(text[: self.columns - column])
        end = column + len(cells)
        shown = self._cells[row][column:end]
        if cells == shown:
            return ""
        if self._pens[row][column:end] != [pen] * len(cells):
            return self._row(row, cells, (pen,) * len(cells), column)
        # Digits change by few cells, and sixty pictures at a time are worked out in this way.
        changed = [(place, cell) for place, cell in enumerate(cells, column) if cell != shown[place - column]]
        self._cells[row][column:end] = cells
        return "".join([self._cell(row, place, cell, pen) for place, cell in changed])

    def assume(self, row: int, column: int, text: str) -> None:
        """Take it that the terminal shows this text here, wherever its cursor is."""
        self._cells[row][column : column + len(text)] = text
        self._pen, self._cursor = None, None

    def _whole(self, number: int, row: Row) -> str:
        """One row of the window, blank behind what is given."""
        blank = max(self.columns - len(row.cells), 0)
        cells = (*row.cells[: self.columns], *(" ",) * blank)
        pens = (*row.pens[: self.columns], *("",) * blank)
        if self._cells[number] == list(cells) and self._pens[number] == list(pens):
            return ""
        return self._row(number, cells, pens, 0)

    def _row(self, number: int, cells: Sequence[str], pens: Sequence[str], start: int) -> str:
        shown, drawn = self._cells[number], self._pens[number]
        sent: list[str] = []
        for column, (cell, pen) in enumerate(zip(cells, pens, strict=True), start):
            if cell == shown[column] and pen == drawn[column]:
                continue
            shown[column], drawn[column] = cell, pen
            sent.append(self._cell(number, column, cell, pen))
        return "".join(sent)

    def _cell(self, row: int, column: int, cell: str, pen: str) -> str:
        if not cell:
            return ""
        moved = "" if self._cursor == (row, column) else self._move(row, column)
        inked = "" if self._pen == pen else f"\x1b[0;{pen}m" if pen else "\x1b[0m"
        self._pen = pen
        behind = column + get_character_cell_size(cell)
        # Behind the last column terminals differ on where the cursor is.
        self._cursor = (row, behind) if behind < self.columns else None
        return f"{moved}{inked}{cell}"

    def _move(self, row: int, column: int) -> str:
        """The shortest way for the cursor to get here. Digits change cell by cell: most of what is sent is moves."""
        place = f"\x1b[{row + 1};{column + 1}H"
        if self._cursor is None:
            return place
        down, right = row - self._cursor[0], column - self._cursor[1]
        if down not in {0, 1, 2}:
            return place
        if not down and 0 < right <= _BLANKS and self._is_blank(row, column - right, column):
            return " " * right
        # A bare line feed keeps its column: the terminal's own processing of output is off while we draw.
        return min(place, "\n" * down + _sideways(right), key=len)

    def _is_blank(self, row: int, start: int, end: int) -> bool:
        """Whether these cells can be written again as plain blanks, in fewer bytes than a step over them takes."""
        blank = self._cells[row][start:end] == [" "] * (end - start)
        return blank and self._pens[row][start:end] == [self._pen] * (end - start)


def _sideways(columns: int) -> str:
    if columns > 0:
        return f"\x1b[{columns}C" if columns > 1 else "\x1b[C"
    return min("\b" * -columns, f"\x1b[{-columns}D", key=len) if columns else ""
