"""Bars that say by their motion what to do: they fill while you hold and drain while you let go."""

from __future__ import annotations

from math import cos, pi

from stretchbreak.core.timeline import CuePhase
from stretchbreak.screen.glyphs import Glyphs


def eased(share: float) -> float:
    """Half a cosine from 0 to 1: starts and ends gently, as a movement of the body does."""
    return (1 - cos(pi * min(max(share, 0.0), 1.0))) / 2


def filled(share: float, columns: int, glyphs: Glyphs, empty: str = " ") -> str:
    """A bar of which this share is full, to a fraction of a cell."""
    steps = len(glyphs.fills)
    whole, part = divmod(round(min(max(share, 0.0), 1.0) * columns * steps), steps)
    bar = glyphs.fills[-1] * whole + (glyphs.fills[part - 1] if part else "")
    return bar + empty * (columns - len(bar))


def travelled(share: float, columns: int, glyphs: Glyphs) -> str:
    """A thin line of which this share lies behind."""
    whole = min(int(share * columns), columns)
    line = glyphs.path * whole
    if whole < columns and share > 0:
        line += glyphs.path_end
    return line + glyphs.track * (columns - len(line))


def phase_bar(phase: CuePhase, share: float, columns: int, glyphs: Glyphs) -> str:
    """The bar of a phase of which this share is over.

    A move draws the path ahead, a hold fills it, a return drains it, a rest leaves it empty; whatever waits
    (getting ready, switching sides) runs down.
    """
    match phase:
        case "move":
            return filled_path(eased(share), columns, glyphs)
        case "hold":
            return filled(eased(share), columns, glyphs, empty=glyphs.path)
        case "return":
            return filled(1 - eased(share), columns, glyphs)
        case "rest":
            return " " * columns
        case "step":
            return filled(share, columns, glyphs)
        case "prepare" | "switch":
            return filled_path(1 - share, columns, glyphs)


def filled_path(share: float, columns: int, glyphs: Glyphs) -> str:
    """A thin line as long as this share, and nothing behind it."""
    return (glyphs.path * round(min(share, 1.0) * columns)).ljust(columns)
