"""The guided break as scenes: get ready, rep, switch and pause, each in three sizes."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from stretchbreak.core.keymap import guide_keys
from stretchbreak.core.view import GuideView
from stretchbreak.core.wording import SAFETY, countdown
from stretchbreak.screen import palette
from stretchbreak.screen.bars import phase_bar, travelled
from stretchbreak.screen.card import card
from stretchbreak.screen.glyphs import Glyphs
from stretchbreak.screen.guide_rows import (
    caption,
    clock_columns,
    counts_down,
    cue_text,
    digits,
    following,
    headline,
    is_opening,
    number,
    phase_style,
    pip_texts,
    pips,
    side_titles,
    station_title,
)
from stretchbreak.screen.layout import centred, fitted, framed, spread, stacked, wrapped
from stretchbreak.screen.lettering import FIGURE_SPACE, height, letter, width
from stretchbreak.screen.picture import (
    BAR,
    CAPTION,
    FOLLOWING,
    JOURNEY,
    LEFT,
    NUMBER,
    SECONDS,
    Contents,
    Motion,
    Widths,
    slot,
)
from stretchbreak.screen.scene import CARD, CARD_FROM, TALL, Window, big, key_line

MARGIN = 3

CAPTION_COLUMNS = 44


def scene_key(view: GuideView) -> object:
    """Equal for views whose scenes differ in their slots alone: a rep looks like the one before."""
    cue = view.cue
    return view.mode, view.hearing, cue.station, cue.side, cue.phase, cue.text, counts_down(view), digits(view)


def scene(view: GuideView, window: Window) -> list[Text]:
    """The picture of a guided break, with slots for what moves."""
    match window.form:
        case "full":
            return _full(view, window)
        case "compact":
            return _compact(view, window)
        case "line":
            return [_line(view, window)]


def standing(view: GuideView, widths: Widths, window: Window) -> dict[str, Sequence[str]]:
    """What the slots show that change with a cue, and not between two of them."""
    marks = pip_texts(view, widths, window.glyphs)
    return {**marks, CAPTION: (caption(view, window.glyphs).center(widths.get(CAPTION, 0)),)}


def motion(view: GuideView, widths: Widths, window: Window) -> Motion:
    """What the other slots show from this view on."""
    cue, following, glyphs = view.cue, view.following, window.glyphs
    running = view.mode == "going"
    scale = _scale(window) if window.form == "full" else 0
    clock = clock_columns(view)

    def show(seconds: float) -> Contents:
        elapsed = view.elapsed + seconds if running else view.elapsed
        left = max(cue.end - elapsed, 0.0) if view.count_in is None else max(view.count_in - seconds, 0.0)
        count = number(view, left)
        contents: dict[str, Sequence[str]] = {
            SECONDS: (f"{left:4.1f} s",),
            LEFT: (countdown(view.timeline.seconds - elapsed).rjust(clock),),
            NUMBER: _numerals(count, scale, widths.get(NUMBER, 0), window),
        }
        if BAR in widths:
            contents[BAR] = (phase_bar(cue.phase, 1 - (cue.end - elapsed) / cue.seconds, widths[BAR], glyphs),)
        if JOURNEY in widths:
            contents[JOURNEY] = (travelled(elapsed / view.timeline.seconds, widths[JOURNEY], glyphs),)
        if following is not None:
            contents[FOLLOWING] = (countdown(following.at - elapsed),)
        return contents

    return show


def _numerals(count: str, scale: int, columns: int, window: Window) -> tuple[str, ...]:
    if not scale:
        return (count.replace(FIGURE_SPACE, " ").rjust(columns),)
    return tuple(row.center(columns) for row in letter(count, scale, window.glyphs))


# Full


def _full(view: GuideView, window: Window) -> list[Text]:
    frame = window.frame
    inner = frame - 2
    with_card = frame >= CARD_FROM
    room = inner - CARD - 1 if with_card else inner
    body = _body(view, room, window)
    if with_card:
        body = _beside(body, card(view.cue, CARD - 4, len(body)), room, window)
    titles = (station_title(view, window.glyphs), side_titles(view, window.glyphs))
    foot = key_line(guide_keys(view), window.glyphs, frame - 6)
    return stacked(framed(body, frame, titles, foot, window.glyphs), window.columns, window.rows)


def _body(view: GuideView, columns: int, window: Window) -> list[Text]:
    inset = columns - 2 * MARGIN
    rows = [
        *_call(view, columns, window),
        Text(),
        _bar(view, inset, window),
        Text(),
        *_middle(view, inset),
        *cue_text(view, inset, window.glyphs),
        Text(),
        fitted(following(view, inset), inset),
        _journey(view, inset),
    ]
    return [Text(), *(Text.assemble(" " * MARGIN, row) for row in rows)]


def _middle(view: GuideView, columns: int) -> list[Text]:
    """The pips; at the very beginning, when none is filled, the words of caution instead."""
    if is_opening(view):
        return [centred(row, columns) for row in wrapped(SAFETY, columns - 8, 2)]
    return [centred(pips(view, columns), columns), Text()]


def _call(view: GuideView, columns: int, window: Window) -> list[Text]:
    """The big word and the big number: under each other where there is room, else side by side."""
    word, style, scale = headline(view), phase_style(view), _scale(window)
    inset = columns - 2 * MARGIN
    if scale > 1:
        words = big(word, 1, inset, style, window.glyphs)
        below = centred(slot(CAPTION, CAPTION_COLUMNS, palette.QUIET), inset)
        return [*words, Text(), *_number(view, inset, scale, window), below]
    letters = letter(word, scale, window.glyphs)
    numbers = _number(view, width(_zeros(view), scale), scale, window)
    return [
        centred(Text.assemble((row, style), "      ", number), inset)
        for row, number in zip(letters, numbers, strict=True)
    ]


def _number(view: GuideView, columns: int, scale: int, window: Window) -> list[Text]:
    place = slot(NUMBER, width(_zeros(view), scale), palette.STRONG)
    return [centred(place, columns) for _ in range(height(scale, window.glyphs))]


def _zeros(view: GuideView) -> str:
    return "0" * digits(view)


def _scale(window: Window) -> int:
    return 2 if window.rows >= TALL and window.glyphs.half_blocks else 1


def _bar(view: GuideView, columns: int, window: Window) -> Text:
    room = columns - 10
    glyphs = window.glyphs
    return Text.assemble(
        (glyphs.bar_left, palette.QUIET),
        slot(BAR, room, phase_style(view)),
        (glyphs.bar_right, palette.QUIET),
        " ",
        slot(SECONDS, 6, palette.STRONG),
    )


def _journey(view: GuideView, columns: int) -> Text:
    clock = clock_columns(view)
    return Text.assemble(
        ("break  ", palette.QUIET),
        slot(JOURNEY, columns - 14 - clock, palette.QUIET),
        " ",
        slot(LEFT, clock, palette.STRONG),
        " left",
    )


def _beside(body: list[Text], side: list[Text], columns: int, window: Window) -> list[Text]:
    rule = Text(window.glyphs.vertical, palette.QUIET)
    return [Text.assemble(fitted(row, columns), rule, "  ", note) for row, note in zip(body, side, strict=True)]


# Compact and line


def _compact(view: GuideView, window: Window) -> list[Text]:
    columns, glyphs = window.columns, window.glyphs
    word = Text(headline(view), phase_style(view))
    count = Text.assemble(("  ", ""), *_compact_count(view))
    clock = clock_columns(view)
    rows = [
        spread(Text.assemble(word, count), Text.assemble("  ", side_titles(view, glyphs, lead="")), columns),
        _bar(view, columns, window),
        *_compact_middle(view, columns, glyphs),
        Text.assemble(
            slot(JOURNEY, columns - 7 - clock, palette.QUIET), " ", slot(LEFT, clock, palette.STRONG), " left"
        ),
        key_line(guide_keys(view), glyphs, columns),
    ]
    return [fitted(row, columns) for row in rows]


def _compact_count(view: GuideView) -> tuple[Text, ...]:
    place = slot(NUMBER, digits(view), palette.STRONG)
    return (place,) if counts_down(view) else (place, Text(f" / {view.cue.of}", palette.QUIET))


def _compact_middle(view: GuideView, columns: int, glyphs: Glyphs) -> list[Text]:
    cue = cue_text(view, columns, glyphs)
    if is_opening(view):
        return [cue[0], *wrapped(SAFETY, columns, 3)]
    if view.cue.phase == "prepare":
        setup = wrapped(view.cue.text, columns, 4)
        title = [station_title(view, glyphs)] if len(setup) < 4 else []  # noqa: PLR2004 - the rows there are
        return [*title, *setup, *[Text()] * 3][:4]
    next_up = following(view, columns)
    return [pips(view, columns, this_side_only=True), cue[0], station_title(view, glyphs), next_up]


def _line(view: GuideView, window: Window) -> Text:
    side = "" if view.cue.stretches is None else f" {view.cue.stretches}"
    side += " muted" if view.hearing == "muted" else ""
    count = Text(" ") if counts_down(view) else Text.assemble(" ", slot(NUMBER, digits(view)), f"/{view.cue.of} ")
    line = Text.assemble(
        (headline(view), phase_style(view)),
        (side, palette.STRONG),
        count,
        slot(SECONDS, 6),
        ("  ", ""),
        slot(LEFT, clock_columns(view)),
        (" left", palette.QUIET),
        ("  ", ""),
        key_line(guide_keys(view), window.glyphs, window.columns),
    )
    line.truncate(window.columns, overflow="crop")
    return line
