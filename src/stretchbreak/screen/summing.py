"""The end of a break as a scene: what was really done, side by side."""

from __future__ import annotations

from itertools import groupby

from rich.text import Text

from stretchbreak.core.tally import SideTally, Tally
from stretchbreak.core.view import SummaryView
from stretchbreak.core.wording import duration
from stretchbreak.screen import palette
from stretchbreak.screen.glyphs import Glyphs
from stretchbreak.screen.layout import fitted, framed, spread, stacked, wrapped
from stretchbreak.screen.scene import Window

MARGIN = 3
HEADLINES = {"completed": "break done", "partial": "break partly done", "abandoned": "no rep done"}


def headline(tally: Tally) -> str:
    """What the break came to, in a few words."""
    if tally.dose == "mini" and tally.done == tally.planned:
        return "mini dose done"
    return HEADLINES[tally.outcome]


def sentence(view: SummaryView) -> str:
    """What the break came to, in one line."""
    tally = view.tally
    if tally.outcome == "abandoned":
        return f"{headline(tally).capitalize()}.{_after(view)}"
    held = f", {duration(tally.held)} under stretch" if tally.held else ""
    return f"{headline(tally).capitalize()}: {tally.done} of {tally.planned} reps{held}.{_after(view)}"


def _after(view: SummaryView) -> str:
    return "" if view.next_at is None else f" Next break at {view.next_at:%H:%M}."


def scene(view: SummaryView, window: Window) -> list[Text]:
    """The picture of the summary."""
    if window.form == "line":
        return [fitted(sentence(view), window.columns)]
    columns = window.frame if window.form == "full" else window.columns
    inset = columns - 2 - 2 * MARGIN if window.form == "full" else columns
    room = window.rows - 10 if window.form == "full" else window.rows - 3
    stations = [list(sides) for _, sides in groupby(view.tally.sides, key=lambda side: side.station)]
    rows = [_station(sides, inset, window) for sides in stations][: max(room, 1)]
    if window.form == "compact":
        total = wrapped(sentence(view), columns, 2, palette.STRONG)
        return [*rows, *total, Text("any key closes", palette.QUIET)]
    head = spread(Text(), Text("reps done     held", palette.QUIET), inset)
    body = [Text(), head, *rows, Text(), *wrapped(sentence(view), inset, 2, palette.STRONG), Text()]
    framed_body = [Text.assemble(" " * MARGIN, fitted(row, inset)) for row in body]
    titles = (Text(headline(view.tally), palette.TITLE), Text(view.routine.name, palette.QUIET))
    foot = Text.assemble(("any key", palette.KEY), (" closes", palette.QUIET))
    return stacked(framed(framed_body, columns, titles, foot, window.glyphs), window.columns, window.rows)


def _station(sides: list[SideTally], columns: int, window: Window) -> Text:
    done, planned = sum(side.done for side in sides), sum(side.planned for side in sides)
    mark, style = _mark(done, planned, window.glyphs)
    if window.form == "compact":
        return spread(
            Text.assemble((mark, style), f" {sides[0].exercise.name}"), Text(f"  {done}/{planned}"), columns
        )
    counts = Text("   ").join(_side(side) for side in sides)
    held = duration(sum(side.held for side in sides))
    name = Text.assemble((mark, style), f" {sides[0].exercise.name}")
    return spread(name, Text.assemble(counts, f"{held:>9}"), columns)


def _mark(done: int, planned: int, glyphs: Glyphs) -> tuple[str, str]:
    if done == planned:
        return glyphs.tick, palette.DONE
    return (glyphs.partly, palette.NOW) if done else (glyphs.dash, palette.QUIET)


def _side(side: SideTally) -> Text:
    sides = side.exercise.sides
    label = "" if side.side is None or sides is None else f"{sides.stretched(side.side)} "
    return Text.assemble((label, palette.QUIET), f"{side.done}/{side.planned}")
