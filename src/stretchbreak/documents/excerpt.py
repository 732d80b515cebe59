"""The line of a file that a problem is about, safe to print, with carets under the right cells."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

ROOM = 72
"""Cells of a line that are shown: with its number it then fits a terminal of 80 columns."""

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_TAB = "    "
_CUT = "…"


def printable(text: str) -> str:
    """``text`` with every character that could steer a terminal replaced, and tabs as spaces."""
    return "".join(map(_shown, text))


def quoted(text: str, longest: int = 40) -> str:
    """``text`` in quotes as a message shows it: on one line, safe, and cut when it is long."""
    shown = printable(" ".join(text[: longest * 4].split()))
    return f'"{shown}"' if len(shown) <= longest else f'"{shown[: longest - 1]}{_CUT}"'


def excerpt(number: int, line: str, column: int, width: int) -> str:
    """Line ``number`` and, under ``width`` characters from ``column`` (counted from 1), a row of carets."""
    before, marked, after = line[: column - 1], line[column - 1 : column - 1 + width], line[column - 1 + width :]
    body = _fitting(marked, ROOM // 3)
    tail_room = min(cells(after[:ROOM]), ROOM // 4)
    head = _fitting(reversed(before), ROOM - cells(body) - tail_room)[::-1]
    tail = _fitting(after, ROOM - cells(head) - cells(body))
    gutter = f"  {number} | "
    carets = " " * cells(head) + "^" * max(cells(body), 1)
    return f"{gutter}{head}{body}{tail}".rstrip() + f"\n{'| '.rjust(len(gutter))}{carets}"


def cells(text: str) -> int:
    """How many terminal cells ``text`` takes."""
    return sum(map(_cells, text))


def _fitting(characters: Iterable[str], room: int) -> str:
    """The first of these characters, up to ``room`` cells, and a mark where the rest is cut off."""
    taken: list[str] = []
    left = room
    for character in _each_shown(characters):
        left -= _cells(character)
        if left < 0:
            return "".join(taken[:-1]) + _CUT
        taken.append(character)
    return "".join(taken)


def _each_shown(characters: Iterable[str]) -> Iterator[str]:
    for character in characters:
        yield from _shown(character)


def _shown(character: str) -> str:
    if character == "\t":
        return _TAB
    return "\N{REPLACEMENT CHARACTER}" if unicodedata.category(character) in _HIDDEN else character


def _cells(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
