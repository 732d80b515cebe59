"""Big letters and digits, drawn from dots: two dots to a cell where half blocks can be shown, one where not."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from stretchbreak.screen.glyphs import Glyphs

DOT_ROWS = 5
FIGURE_SPACE = "\u2007"
"""A blank as wide as a digit."""

# Each character as five rows of dots. Digits share one width, so that a count never jumps sideways.
_DOTS: Final[dict[str, str]] = {
    "0": "#### #..# #..# #..# ####",
    "1": "..#. .##. ..#. ..#. .###",
    "2": "#### ...# #### #... ####",
    "3": "#### ...# .### ...# ####",
    "4": "#..# #..# #### ...# ...#",
    "5": "#### #... #### ...# ####",
    "6": "#### #... #### #..# ####",
    "7": "#### ...# ..#. .#.. .#..",
    "8": "#### #..# #### #..# ####",
    "9": "#### #..# #### ...# ####",
    ":": ".. #. .. #. ..",
    " ": ".. .. .. .. ..",
    FIGURE_SPACE: ".... .... .... .... ....",
    "-": "... ... ### ... ...",
    "'": "# # . . .",
    "!": "# # # . #",
    "?": "### ..# .## ... .#.",
    ".": ". . . . #",
    "A": ".##. #..# #### #..# #..#",
    "B": "###. #..# ###. #..# ###.",
    "C": ".### #... #... #... .###",
    "D": "###. #..# #..# #..# ###.",
    "E": "#### #... ###. #... ####",
    "F": "#### #... ###. #... #...",
    "G": ".### #... #.## #..# .###",
    "H": "#..# #..# #### #..# #..#",
    "I": "### .#. .#. .#. ###",
    "J": "..## ...# ...# #..# .##.",
    "K": "#..# #.#. ##.. #.#. #..#",
    "L": "#... #... #... #... ####",
    "M": "#...# ##.## #.#.# #...# #...#",
    "N": "#..# ##.# #.## #..# #..#",
    "O": ".##. #..# #..# #..# .##.",
    "P": "###. #..# ###. #... #...",
    "Q": ".##. #..# #..# #.## .###",
    "R": "###. #..# ###. #.#. #..#",
    "S": ".### #... .##. ...# ###.",
    "T": "##### ..#.. ..#.. ..#.. ..#..",
    "U": "#..# #..# #..# #..# .##.",
    "V": "#...# #...# #...# .#.#. ..#..",
    "W": "#...# #...# #.#.# ##.## #...#",
    "X": "#...# .#.#. ..#.. .#.#. #...#",
    "Y": "#...# .#.#. ..#.. ..#.. ..#..",
    "Z": "#### ..#. .#.. #... ####",
}


def can_letter(text: str) -> bool:
    """Whether every character of ``text`` has a big form."""
    return bool(text) and all(character in _DOTS for character in text.upper())


def letter(text: str, scale: int, glyphs: Glyphs) -> tuple[str, ...]:
    """``text`` in big letters, as rows of equal width; characters without a big form are left out."""
    drawn = [_character(character, scale, glyphs) for character in text.upper() if character in _DOTS]
    gap = " " * scale
    return tuple(gap.join(rows) for rows in zip(*drawn, strict=True)) or ("",) * height(scale, glyphs)


@lru_cache(maxsize=256)
def _character(character: str, scale: int, glyphs: Glyphs) -> tuple[str, ...]:
    dots = ["".join(dot * scale for dot in row) for row in _DOTS[character].split() for _ in range(scale)]
    if not glyphs.half_blocks:
        return tuple(row.replace(".", " ") for row in dots)
    padded = [*dots, "." * len(dots[0])] if len(dots) % 2 else dots
    pairs = zip(padded[::2], padded[1::2], strict=True)
    return tuple("".join(_HALVES[above + below] for above, below in zip(*pair, strict=True)) for pair in pairs)


def height(scale: int, glyphs: Glyphs) -> int:
    """Rows that letters of this scale take."""
    return -(-DOT_ROWS * scale // 2) if glyphs.half_blocks else DOT_ROWS * scale


def width(text: str, scale: int) -> int:
    """Columns that ``text`` takes at this scale."""
    widths = [len(_DOTS[character].split()[0]) for character in text.upper() if character in _DOTS]
    return (sum(widths) + max(len(widths) - 1, 0)) * scale


_HALVES: Final = {"..": " ", "#.": "▀", ".#": "▄", "##": "█"}
