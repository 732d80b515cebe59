"""Draws docs/images/guide.svg, the picture in the README, with the renderer that users see.

usage: python docs/images/draw.py
"""

from __future__ import annotations

import html
import io
import re
from datetime import UTC, datetime
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT  # the one place where Rich keeps its SVG frame
from rich.console import Console
from rich.text import Text

from stretchbreak.cli.options import library
from stretchbreak.core.events import Moment, Ticked
from stretchbreak.core.guide import begin, step
from stretchbreak.core.settings import Settings
from stretchbreak.core.timeline import timeline
from stretchbreak.core.view import guide_view
from stretchbreak.screen.glyphs import UNICODE
from stretchbreak.screen.guiding import motion, scene, standing
from stretchbreak.screen.picture import Painter
from stretchbreak.screen.scene import Window

PLACE = 47.25
"""Seconds into the routine: the seventh hold on the first side, a good half over."""

WIDE, HIGH, RISE = 12.2, 24.4, 18.5
"""A cell in Rich's drawing, and how far its top lies above the line that letters stand on."""

_SHARES = {"█": (0.0, 1.0, 1.0), "▀": (0.0, 0.5, 1.0), "▄": (0.5, 0.5, 1.0)} | {
    part: (0.0, 1.0, (number + 1) / 8) for number, part in enumerate("▏▎▍▌▋▊▉")
}
"""Of each block: where it begins, its height and its width, as shares of a cell."""

WINDOW = Window(80, 24, UNICODE)


def main() -> None:
    """Draw the guided break at its place."""
    Path(__file__).with_name("guide.svg").write_text(drawn(), encoding="utf-8")


def drawn() -> str:
    """The picture as SVG."""
    console = Console(file=io.StringIO(), record=True, width=WINDOW.columns, force_terminal=True)
    for row in _rows(console):
        console.print(row, end="\n", soft_wrap=True)
    # Fonts from elsewhere would make the picture depend on the network.
    frame = re.sub(r"@font-face \{\{.*?\}\}\n", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    picture = console.export_svg(title="stretchbreak do", code_format=frame, unique_id="guide")
    return _TEXT.sub(_solid, picture)


_TEXT = re.compile(
    r'<text class="(?P<ink>[^"]+)" x="(?P<x>[^"]+)" y="(?P<y>[^"]+)"[^>]*>(?P<text>[^<]*[█▀▄][^<]*)</text>'
)


def _solid(run: re.Match[str]) -> str:
    """Blocks as rectangles: as characters they have seams wherever a font is a little off."""
    left, top = float(run["x"]), float(run["y"]) - RISE
    shapes = []
    for column, character in enumerate(html.unescape(run["text"])):
        x = left + column * WIDE
        if character in _SHARES:
            up, high, wide = _SHARES[character]
            shapes.append(
                f'<rect class="{run["ink"]}" x="{x:.1f}" y="{top + up * HIGH:.1f}" '
                f'width="{wide * WIDE:.1f}" height="{high * HIGH:.1f}" shape-rendering="crispEdges"/>'
            )
        elif not character.isspace():
            shapes.append(f'<text class="{run["ink"]}" x="{x:.1f}" y="{run["y"]}">{html.escape(character)}</text>')
    return "".join(shapes)


def _rows(console: Console) -> list[Text]:
    state, _ = begin(timeline(library().routine(Settings().rhythm.routines[0])), 0.0)
    state, _ = step(state, Ticked(at=Moment(PLACE, datetime(2026, 3, 2, tzinfo=UTC))))
    view = guide_view(state, PLACE)
    rows = scene(view, WINDOW)
    picture = Painter(console, WINDOW.glyphs).paint(rows)
    contents = {**standing(view, picture.widths, WINDOW), **motion(view, picture.widths, WINDOW)(0.0)}
    texts = {
        (place.row, place.column): text.ljust(place.width)
        for name, places in picture.slots.items()
        for place, text in zip(places, contents.get(name, ()), strict=False)
    }
    return [_filled(number, row, texts) for number, row in enumerate(rows)]


def _filled(number: int, row: Text, texts: dict[tuple[int, int], str]) -> Text:
    """The row with its slots' texts in place of their marks, in the same styles."""
    plain = row.plain
    for (line, column), text in texts.items():
        if line == number:
            plain = plain[:column] + text + plain[column + len(text) :]
    return Text(plain, spans=row.spans)


if __name__ == "__main__":
    main()
