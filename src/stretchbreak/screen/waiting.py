"""The day as scenes: waiting, heads-up, offer and pause, each in three sizes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from math import inf

from rich.text import Text

from stretchbreak.core.keymap import day_keys
from stretchbreak.core.view import DayView
from stretchbreak.core.wording import countdown
from stretchbreak.screen import palette
from stretchbreak.screen.bars import travelled
from stretchbreak.screen.day_rows import caption, exercises, facts, today_line
from stretchbreak.screen.layout import centred, fitted, framed, spread, stacked
from stretchbreak.screen.lettering import height, letter, width
from stretchbreak.screen.picture import CLOCK, JOURNEY, LEFT, Contents, Motion, Widths, slot
from stretchbreak.screen.scene import FULL, TALL, Window, big, key_line

MARGIN = 3

TURNS = (600.0, 3600.0, 36000.0)
"""Seconds at which a count gets another digit."""

MINUTES = (9.0, 99.0, 999.0)
"""Minutes from which on one digit less is enough."""

HAIR = 1e-6
"""Seconds by which a picture comes after the second it shows."""


def clock_text(view: DayView, later: float = 0.0, *, seconds: bool) -> str:
    """What the big digits show: down to the break, in minutes if nobody wants to see seconds; up once it is due."""
    if view.mode == "due":
        return countdown(view.waiting + later)
    if view.remaining is None:
        return ""
    remaining = max(view.remaining - later, 0.0)
    if seconds or view.mode == "heads-up":
        return countdown(remaining)
    return f"{int(-(-remaining // 60))} min"


def title(view: DayView) -> str:
    """The day in the few words that a window's title has room for."""
    at = "" if view.next_at is None else f"{view.next_at:%H:%M}"
    match view.mode:
        case "working":
            return f"stretchbreak: next at {at}"
        case "held":
            return "stretchbreak: break held"
        case "off-hours":
            return "stretchbreak: off hours"
        case "heads-up":
            return f"Stretch break soon, at {at}"
        case "due":
            return "Time for a stretch break"
        case "paused" | "stretching":
            return f"stretchbreak: {view.mode}"


def scene_key(view: DayView, *, seconds: bool) -> object:
    """Equal for views between which only slots move."""
    clock = len(clock_text(view, seconds=seconds))
    said = view.mode, view.routine.id, view.next_at, view.snoozes_left, view.asked_back, view.is_tired
    return *said, view.paused_until, view.today, view.hours, clock


def scene(view: DayView, window: Window, note: str, *, seconds: bool) -> list[Text]:
    """The picture of the day, with slots for what moves; ``note`` is the last thing there was to say."""
    clock = clock_text(view, seconds=seconds)
    match window.form:
        case "full":
            return _full(view, window, note, clock)
        case "compact":
            return _compact(view, window, note, clock)
        case "line":
            return [_line(view, window, note, clock)]


def motion(view: DayView, widths: Widths, window: Window, *, seconds: bool) -> Motion:
    """What the slots show from this view on."""
    scale = _scale(window)

    def show(later: float) -> Contents:
        clock = clock_text(view, later, seconds=seconds)
        contents: dict[str, Sequence[str]] = {LEFT: (clock,)}
        if CLOCK in widths:
            contents[CLOCK] = letter(clock, scale, window.glyphs)
        if JOURNEY in widths:
            share = 1 - ((view.remaining or 0.0) - later) / view.every
            contents[JOURNEY] = (travelled(share, widths[JOURNEY], window.glyphs),)
        return contents

    return show


def changes(view: DayView, *, seconds: bool) -> Iterator[float]:
    """After how many seconds each the slots change by themselves."""
    if view.mode == "due":
        return (number - view.waiting % 1 for number in count(1))
    if view.remaining is None:
        return iter(())
    step = 1.0 if seconds or view.mode == "heads-up" else 60.0
    first = view.remaining % step or step
    last = int(view.remaining // step)
    # A hair later, for the digits to be on the right side of the second.
    return (first + number * step + HAIR for number in range(last + 1))


def lasts(view: DayView, *, seconds: bool) -> float:
    """After how many seconds the digits need less room: then the picture is another one, with them in its middle."""
    if view.mode == "due" or view.remaining is None:
        return inf
    now = len(clock_text(view, seconds=seconds))
    ends = [turn - 1 for turn in TURNS] if seconds or view.mode == "heads-up" else [60.0 * turn for turn in MINUTES]
    for end in sorted(ends, reverse=True):
        later = view.remaining - end + HAIR
        if end < view.remaining and len(clock_text(view, later, seconds=seconds)) != now:
            return later
    return inf


def _full(view: DayView, window: Window, note: str, clock: str) -> list[Text]:
    inset = window.frame - 2 - 2 * MARGIN
    body = [
        Text(),
        centred(caption(view, window.glyphs), inset),
        Text(),
        *_call(view, inset, window, clock),
        Text(),
        *_middle(view, inset, window),
        Text(),
        *facts(view, window.glyphs, inset, roomy=window.rows > FULL[1]),
        Text(),
        Text(note, palette.NOTE),
    ]
    rows = [Text.assemble(" " * MARGIN, fitted(row, inset)) for row in body]
    titles = (Text("stretchbreak", palette.TITLE), Text(view.rhythm, palette.QUIET))
    foot = key_line(day_keys(view), window.glyphs, window.frame - 6)
    return stacked(framed(rows, window.frame, titles, foot, window.glyphs), window.columns, window.rows)


def _scale(window: Window) -> int:
    return 2 if window.rows >= TALL and window.glyphs.half_blocks else 1


def _call(view: DayView, columns: int, window: Window, clock: str) -> list[Text]:
    """The count to the break; once it is due, what to do instead."""
    if view.mode == "due":
        return big("stretch", _scale(window), columns, palette.CALL, window.glyphs)
    style = palette.CALL if view.mode == "heads-up" else palette.STRONG
    if view.remaining is None:
        return big("rest" if view.mode == "off-hours" else "paused", _scale(window), columns, style, window.glyphs)
    place = slot(CLOCK, width(clock, _scale(window)), style)
    return [centred(place, columns) for _ in range(height(_scale(window), window.glyphs))]


def _middle(view: DayView, columns: int, window: Window) -> list[Text]:
    if view.mode in {"heads-up", "due"}:
        return exercises(view, columns, window.glyphs)
    if view.remaining is None:
        return [Text()]
    return [centred(slot(JOURNEY, columns - 8, palette.QUIET), columns)]


def _compact(view: DayView, window: Window, note: str, clock: str) -> list[Text]:
    columns, glyphs = window.columns, window.glyphs
    return [
        spread(Text("stretchbreak", palette.TITLE), Text(view.rhythm, palette.QUIET), columns),
        Text(),
        centred(caption(view, glyphs), columns),
        centred(
            Text("STRETCH", palette.CALL) if view.mode == "due" else slot(LEFT, len(clock), palette.STRONG), columns
        ),
        fitted(facts(view, glyphs, columns)[0], columns),
        fitted(today_line(view, glyphs), columns),
        fitted(Text(note, palette.NOTE), columns),
        key_line(day_keys(view), glyphs, columns),
    ]


def _line(view: DayView, window: Window, note: str, clock: str) -> Text:
    line = Text.assemble(caption(view, window.glyphs), "  ", slot(LEFT, len(clock), palette.STRONG), "  ")
    line.append_text(Text(note) if note else key_line(day_keys(view), window.glyphs, window.columns))
    line.truncate(window.columns, overflow="crop")
    return line
