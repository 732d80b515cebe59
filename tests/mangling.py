"""Routine files as accidents and malice leave them: good ones mangled, heaps of punctuation, floods, any bytes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from hypothesis import strategies as st

from stretchbreak.documents.source import LARGEST

Draw = st.DrawFn
Lines = list[str]

SCALARS: Final = (
    *("", "~", "null", "0", "-1", "61", "1e999", "9" * 5000, "0x1F", ".inf", "10:00", "yes", "tRue", "2026-11-20"),
    *("2s", "2s Up", "two", "2 s Up", "11m", "-2s", "2s " + "x" * 41, "{side}", "{sdie}", "2s {side", "}"),
    *("[]", "{}", "[a, [b, {c: d}]]", "{use: upper-trap}", "[{use: no-such}]", "[{phase: hold, seconds: 9}]"),
    *("!!python/object/apply:os.system [x]", "!!binary eA==", "! x", "&a x", "*a", "&a [*a]", "<<", "@x", "%x", "`x"),
    *("[", "{", "'", '"', "'a", '"\\q"', '"\\UFFFFFFFF"', "|", ">-", "? x", "- - x", "# x", "---", "...", ": x"),
    *("a: b", "\x1b[31mred", "\u202egnihton", "首" * 50, "\U0001f9d8\u200d\u2642\ufe0f", "caf\xe9", "x" * 10_000),
    *("\0", "\t", "\ufeff", "\x85", "\u2028"),
)
"""What may come in the place of a good value."""

KEYS: Final = (
    "name",
    "exercises",
    "use",
    "reps",
    "sides",
    "phases",
    "hold",
    "kind",
    "instead",
    "rest",
    "nmae",
    "",
    "'",
)
SIGNS: Final = st.text(alphabet="{}[]:,-&*!|>'\"%@#?~` \n\t\\ab1", max_size=60)

_VALUE = re.compile(r"(?<=: )\S.*|(?<=- )\S.*")


@st.composite
def mangled(draw: Draw, files: Sequence[str]) -> str:
    """A good file after some accidents."""
    lines = draw(st.sampled_from(files)).split("\n")
    for accident in draw(st.lists(st.sampled_from(ACCIDENTS), min_size=1, max_size=5)):
        lines = accident(draw, lines, files) or [""]
    return draw(st.sampled_from(("\n", "\n", "\n", "\r\n", "\r"))).join(lines)


@st.composite
def floods(draw: Draw, files: Sequence[str]) -> str:
    """A little of a file, or a few signs, as often as a file can hold it; with a beginning that may be good."""
    line = draw(st.sampled_from(draw(st.sampled_from(files)).split("\n")))
    drop = draw(st.sampled_from((line + "\n", line, *SCALARS)) | SIGNS.filter(len)) or " "
    start = draw(st.sampled_from(("", "name: ", "name: '", 'setup: "', "move: 2s ", "exercises:\n", "mistakes: [")))
    end = draw(st.sampled_from(("", "'", '"', "]", "\nmove: [\n", "\nmove: 2s Up\n")))
    room = LARGEST - len((start + end).encode())
    return start + drop * (room // len(drop.encode("utf-8", "surrogatepass"))) + end


def contents(files: Sequence[str]) -> st.SearchStrategy[bytes]:
    """All of these, as bytes in one encoding or another, or as no text at all."""
    texts = st.one_of(mangled(files), mangled(files), mangled(files), SIGNS, st.text(max_size=300))
    encodings = st.sampled_from(("utf-8",) * 8 + ("utf-8-sig", "utf-16", "utf-16-be", "latin-1"))
    written = st.builds(lambda text, encoding: text.encode(encoding, "replace"), texts, encodings)
    return st.one_of(written, written, written, st.binary(max_size=300))


def _deleted(draw: Draw, lines: Lines, _files: Sequence[str]) -> Lines:
    start = draw(st.integers(0, len(lines) - 1))
    return lines[:start] + lines[start + draw(st.integers(1, 3)) :]


def _doubled(draw: Draw, lines: Lines, _files: Sequence[str]) -> Lines:
    place = draw(st.integers(0, len(lines) - 1))
    return lines[:place] + [lines[place]] * draw(st.integers(2, 3)) + lines[place + 1 :]


def _swapped(draw: Draw, lines: Lines, _files: Sequence[str]) -> Lines:
    place, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    lines = list(lines)
    lines[place], lines[other] = lines[other], lines[place]
    return lines


def _shifted(draw: Draw, lines: Lines, _files: Sequence[str]) -> Lines:
    place = draw(st.integers(0, len(lines) - 1))
    indent = draw(st.sampled_from(("", " ", "   ", "\t", "  - ", "- ", "# ")))
    return [*lines[:place], indent + lines[place].lstrip(), *lines[place + 1 :]]


def _replaced(draw: Draw, lines: Lines, _files: Sequence[str]) -> Lines:
    places = [place for place, line in enumerate(lines) if _VALUE.search(line)]
    if not places:
        return lines
    place, scalar = draw(st.sampled_from(places)), draw(st.sampled_from(SCALARS))
    return [*lines[:place], _VALUE.sub(lambda _: scalar, lines[place], count=1), *lines[place + 1 :]]


def _added(draw: Draw, lines: Lines, _files: Sequence[str]) -> Lines:
    place = draw(st.integers(0, len(lines)))
    indent = " " * draw(st.sampled_from((0, 0, 2, 4)))
    key, scalar = draw(st.sampled_from(KEYS)), draw(st.sampled_from(SCALARS))
    return [*lines[:place], f"{indent}{key}: {scalar}", *lines[place:]]


def _spliced(draw: Draw, lines: Lines, files: Sequence[str]) -> Lines:
    text, other = "\n".join(lines), draw(st.sampled_from(files))
    return (text[: draw(st.integers(0, len(text)))] + other[draw(st.integers(0, len(other))) :]).split("\n")


def _scribbled(draw: Draw, lines: Lines, _files: Sequence[str]) -> Lines:
    text = "\n".join(lines)
    place = draw(st.integers(0, len(text)))
    return (text[:place] + draw(SIGNS) + text[place + draw(st.integers(0, 20)) :]).split("\n")


ACCIDENTS: Final = (_deleted, _doubled, _swapped, _shifted, _replaced, _replaced, _added, _spliced, _scribbled)
