"""What the canvas sends brings a terminal to exactly the picture that is meant, and sends nothing twice."""

from __future__ import annotations

from itertools import starmap

import pyte
from hypothesis import given
from hypothesis import strategies as st

from fakes import MODEST
from stretchbreak.screen.canvas import CLEAR, Canvas, Row

COLUMNS, ROWS = 12, 4
PENS = {"": (False, "default"), "1": (True, "default"), "32": (False, "green"), "1;35": (True, "magenta")}
ONE_CELL = "ab █▏·"


def row_of(characters: str, pen: str) -> Row:
    """A row of these characters; wide ones take two cells."""
    cells = [cell for character in characters for cell in ((character, "") if character == "漢" else (character,))]
    if cells[COLUMNS - 1 : COLUMNS + 1] == ["漢", ""]:
        cells[COLUMNS - 1] = " "
    shown = tuple(cells[:COLUMNS])
    return Row(shown, (pen,) * len(shown))


pens = st.sampled_from(sorted(PENS))
rows = st.builds(row_of, st.text(st.sampled_from(ONE_CELL + "漢"), max_size=COLUMNS), pens)
pictures = st.lists(rows, max_size=ROWS)
patches = st.tuples(
    st.integers(0, ROWS - 1), st.integers(0, COLUMNS - 1), st.text(st.sampled_from(ONE_CELL), min_size=1, max_size=9)
)


class Window:
    """A terminal and the canvas that draws on it."""

    def __init__(self) -> None:
        self.canvas = Canvas(COLUMNS, ROWS)
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.Stream(self.screen)
        self.send(CLEAR)

    def send(self, text: str) -> None:
        """What the canvas says, the terminal does."""
        self._stream.feed(text)

    @property
    def shown(self) -> list[list[tuple[str, bool, str]]]:
        """Character and pen of every cell of the terminal."""
        cells = self.screen.buffer
        return [[(cells[y][x].data, cells[y][x].bold, cells[y][x].fg) for x in range(COLUMNS)] for y in range(ROWS)]


def meant(picture: list[Row]) -> list[list[tuple[str, bool, str]]]:
    """Character and pen of every cell as the picture has them."""
    blank = (" ", *PENS[""])
    lines = [[(cell, *PENS[pen]) for cell, pen in zip(row.cells, row.pens, strict=True)] for row in picture]
    full = [line + [blank] * (COLUMNS - len(line)) for line in lines]
    return full + [[blank] * COLUMNS] * (ROWS - len(full))


@MODEST
@given(st.lists(pictures, min_size=1, max_size=6))
def test_the_terminal_shows_the_last_picture(shown: list[list[Row]]) -> None:
    """Whatever was on it before, wide characters half overwritten included."""
    window = Window()
    for picture in shown:
        window.send(window.canvas.show(picture))
        assert window.shown == meant(picture)


@MODEST
@given(pictures)
def test_an_equal_picture_sends_nothing(picture: list[Row]) -> None:
    """A frame in which nothing changed costs the terminal nothing."""
    canvas = Canvas(COLUMNS, ROWS)
    canvas.show(picture)
    assert canvas.show(picture) == ""


@MODEST
@given(st.lists(st.tuples(pens, st.lists(patches, max_size=5)), min_size=1, max_size=5))
def test_patches_and_pictures_come_in_any_order(steps: list[tuple[str, list[tuple[int, int, str]]]]) -> None:
    """A patched cell is known to the next picture, and a picture to the next patch."""
    window = Window()
    for pen, changes in steps:
        lines = [["a"] * COLUMNS for _ in range(ROWS)]
        window.send(window.canvas.show([Row(tuple(line), (pen,) * COLUMNS) for line in lines]))
        for number, column, text in changes:
            window.send(window.canvas.patch(number, column, text, pen))
            fitting = text[: COLUMNS - column]
            lines[number][column : column + len(fitting)] = fitting
        assert window.shown == meant([Row(tuple(line), (pen,) * COLUMNS) for line in lines])


@MODEST
@given(pictures, patches, pictures)
def test_what_was_never_sent_can_be_taken_back(
    before: list[Row], patch: tuple[int, int, str], after: list[Row]
) -> None:
    """A patch worked out but not sent is undone by assuming what the terminal shows."""
    window = Window()
    plain = [row_of("".join(cell if cell in ONE_CELL else " " for cell in row.cells), "") for row in before]
    window.send(window.canvas.show(plain))
    number, column, text = patch
    kept = "".join(cell for cell, _, _ in meant(plain)[number][column : column + len(text)])
    window.canvas.patch(number, column, text, "")
    window.canvas.assume(number, column, kept)
    window.send(window.canvas.show(after))
    assert window.shown == meant(after)


def test_only_the_cells_that_changed_are_sent() -> None:
    """One digit of a count is one digit on the wire, and the way to it."""
    canvas = Canvas(COLUMNS, ROWS)
    canvas.show([row_of("left 0:59", "")])
    sent = canvas.show([row_of("left 0:58", "")])
    assert sent.endswith("8")
    assert len(sent) <= len("\x1b[1;9H8")


def test_a_run_of_cells_needs_one_move_and_one_pen() -> None:
    """Neighbours with the same pen follow each other without a word in between."""
    assert Canvas(COLUMNS, ROWS).show([row_of("hold", "1")]) == "\x1b[1;1H\x1b[0;1mhold"


def test_a_picture_larger_than_the_window_is_cut() -> None:
    """More rows and longer ones than there are do no harm."""
    window = Window()
    window.send(window.canvas.show([Row(("x",) * 40, ("",) * 40)] * 9))
    assert window.shown == meant([Row(("x",) * COLUMNS, ("",) * COLUMNS)] * ROWS)


def test_a_patch_outside_the_window_is_none() -> None:
    """Below the last row nothing is written."""
    assert list(starmap(Canvas(COLUMNS, ROWS).patch, [(ROWS, 0, "x", ""), (ROWS + 5, 3, "x", "")])) == ["", ""]
