"""A picture: rows drawn once by Rich, and slots in it that move without asking Rich again.

Rich costs milliseconds a picture, whether or not anything changed; a moving bar needs ten a second. So a scene names
the places that move with private-use characters, Rich lays out the scene once, and until the scene itself changes
only the slots are filled anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rich.cells import get_character_cell_size
from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style
from rich.text import Text

from stretchbreak.screen.canvas import Row
from stretchbreak.screen.glyphs import Glyphs

FIRST, LAST = "\U0010ff00", "\U0010ff0f"  # no font and no icon set draws these

BAR = "\U0010ff00"
SECONDS = "\U0010ff01"
NUMBER = "\U0010ff02"
JOURNEY = "\U0010ff03"
LEFT = "\U0010ff04"
FOLLOWING = "\U0010ff05"
CLOCK = "\U0010ff06"
CAPTION = "\U0010ff07"
PIPS = ("\U0010ff08", "\U0010ff09")


@dataclass(frozen=True, slots=True)
class Place:
    """One row of a slot: where it lies, how wide it is, and the pen it is drawn with."""

    row: int
    column: int
    width: int
    pen: str


Contents = Mapping[str, Sequence[str]]
"""The texts of slots, a text for each of a slot's rows."""

Widths = Mapping[str, int]
"""The columns of each slot that a picture has."""

Motion = Callable[[float], Contents]
"""The texts of the slots that move, so many seconds after the view they belong to."""


def still(seconds: float) -> Contents:  # noqa: ARG001 - a Motion
    """Nothing moves."""
    return {}


@dataclass(frozen=True, slots=True)
class Picture:
    """Rows of cells and the places of their slots, each slot's places from top to bottom."""

    rows: tuple[Row, ...]
    slots: Mapping[str, tuple[Place, ...]]

    @property
    def widths(self) -> Widths:
        """The columns of each slot."""
        return {name: places[0].width for name, places in self.slots.items()}

    def filled(self, contents: Contents) -> list[Row]:
        """The rows with these texts in their slots; a slot without a text stays empty."""
        cells = [list(row.cells) for row in self.rows]
        for slot, places in self.slots.items():
            texts = contents.get(slot, ())
            for number, place in enumerate(places):
                text = texts[number] if number < len(texts) else ""
                cells[place.row][place.column : place.column + place.width] = text[: place.width].ljust(place.width)
        return [Row(tuple(line), row.pens) for line, row in zip(cells, self.rows, strict=True)]


def slot(name: str, columns: int, style: str = "") -> Text:
    """A place of this width to be filled later."""
    return Text(name * columns, style)


class Painter:
    """Turns Rich's text into rows of cells, with the colours this terminal has."""

    def __init__(self, console: Console, glyphs: Glyphs) -> None:
        self._console = console
        # Rich marks what it cuts with an ellipsis, whatever the terminal can show.
        self._ellipsis = glyphs.ellipsis
        self._coloured = console.color_system is not None and not console.no_color
        self._pens: dict[Style, str] = {}

    def paint(self, rows: Iterable[Text]) -> Picture:
        """Lay these rows out as a picture."""
        painted = [self._row(row) for row in rows]
        slots: dict[str, list[Place]] = {}
        for number, row in enumerate(painted):
            for name, place in _places(number, row):
                slots.setdefault(name, []).append(place)
        return Picture(tuple(painted), {name: tuple(places) for name, places in slots.items()})

    def _row(self, text: Text) -> Row:
        cells: list[str] = []
        pens: list[str] = []
        for segment in text.render(self._console):
            pen = self._pen(segment.style)
            for character in segment.text.replace("…", self._ellipsis):
                size = get_character_cell_size(character)
                cells += [character, *[""] * (size - 1)] if size else []
                pens += [pen] * size
        return Row(tuple(cells), tuple(pens))

    def _pen(self, style: Style | None) -> str:
        """The SGR parameters of a style, read off what Rich itself would send."""
        if not style:
            return ""
        if style not in self._pens:
            shown = style if self._coloured else style.without_color
            sent = shown.render("x", color_system=ColorSystem.STANDARD)
            self._pens[style] = sent[2 : sent.index("m")] if sent.startswith("\x1b[") else ""
        return self._pens[style]


def _places(number: int, row: Row) -> Iterable[tuple[str, Place]]:
    column = 0
    while column < len(row.cells):
        name = row.cells[column]
        end = column + 1
        if FIRST <= name <= LAST:
            while end < len(row.cells) and row.cells[end] == name:
                end += 1
            yield name, Place(number, column, end - column, row.pens[column])
        column = end
