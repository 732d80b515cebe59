"""The guided break as scenes: get ready, rep, switch and pause, each in three sizes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
    counts_down,
    cue_text,
    following,
    headline,
    is_opening,
    phase_style,
    pips,
    seconds_left,
    side_titles,
    station_title,
)
from stretchbreak.screen.layout import centred, fitted, framed, spread, stacked, wrapped
from stretchbreak.screen.lettering import height, letter, width
from stretchbreak.screen.picture import BAR, FOLLOWING, JOURNEY, LEFT, NUMBER, SECONDS, slot
from stretchbreak.screen.scene import CARD, CARD_FROM, TALL, Window, big, key_line

MARGIN = 3


def scene_key(view: GuideView) -> object:
    """Equal for views between which only slots move."""
    return view.mode, view.index, view.done, view.timeline.pace


def scene(view: GuideView, window: Window) -> list[Text]:
    """The picture of a guided break, with slots for what moves."""
    match window.form:
        case "full":
            return _full(view, window)
        case "compact":
            return _compact(view, window)
        case "line":
            return [_line(view, window)]


def moving(view: GuideView, widths: Mapping[str, Sequence[int]], window: Window) -> dict[str, tuple[str, ...]]:
    """What the slots of the scene show at this instant. ``widths`` are the columns of each slot's rows."""
    contents: dict[str, tuple[str, ...]] = {
        SECONDS: (f"{view.left:4.1f} s",),
        LEFT: (countdown(view.remaining).rjust(5),),
    }
    if BAR in widths:
        contents[BAR] = (phase_bar(view.cue.phase, view.into / view.cue.seconds, widths[BAR][0], window.glyphs),)
    if JOURNEY in widths:
        contents[JOURNEY] = (travelled(view.elapsed / view.timeline.seconds, widths[JOURNEY][0], window.glyphs),)
    if FOLLOWING in widths and view.following is not None:
        contents[FOLLOWING] = (countdown(view.following.at - view.elapsed).rjust(5),)
    if NUMBER in widths:
        scale = _scale(window) if window.form == "full" else 0
        contents[NUMBER] = letter(seconds_left(view), scale, window.glyphs) if scale else (seconds_left(view),)
    return contents


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
        *_middle(view, inset, window),
        *cue_text(view, inset, window.glyphs),
        Text(),
        fitted(following(view), inset),
        _journey(inset),
    ]
    return [Text(), *(Text.assemble(" " * MARGIN, row) for row in rows)]


def _middle(view: GuideView, columns: int, window: Window) -> list[Text]:
    """The pips; at the very beginning, when none is filled, the words of caution instead."""
    if is_opening(view):
        return [centred(row, columns) for row in wrapped(SAFETY, columns - 8, 2)]
    return [centred(pips(view, columns, window.glyphs), columns), Text()]


def _call(view: GuideView, columns: int, window: Window) -> list[Text]:
    """The big word and the big number: under each other where there is room, else side by side."""
    word, style, scale = headline(view), phase_style(view), _scale(window)
    inset = columns - 2 * MARGIN
    if scale > 1:
        words = big(word, 1, inset, style, window.glyphs)
        below = centred(caption(view, window.glyphs), inset)
        return [*words, Text(), *_number(view, inset, scale, window), below]
    letters = letter(word, scale, window.glyphs)
    numbers = _number(view, width(_widest(view), scale), scale, window)
    return [
        centred(Text.assemble((row, style), "      ", number), inset)
        for row, number in zip(letters, numbers, strict=True)
    ]


def _number(view: GuideView, columns: int, scale: int, window: Window) -> list[Text]:
    if not counts_down(view):
        return big(str(view.cue.rep), scale, columns, palette.STRONG, window.glyphs)
    place = width(_widest(view), scale)
    rows = height(scale, window.glyphs)
    return [centred(slot(NUMBER, place, palette.STRONG), columns) for _ in range(rows)]


def _widest(view: GuideView) -> str:
    return seconds_left(view) if counts_down(view) else str(view.cue.rep)


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


def _journey(columns: int) -> Text:
    return Text.assemble(
        ("break  ", palette.QUIET),
        slot(JOURNEY, columns - 19, palette.QUIET),
        " ",
        slot(LEFT, 5, palette.STRONG),
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
    return [
        spread(Text.assemble(word, count), Text.assemble("  ", side_titles(view, glyphs, lead="")), columns),
        _bar(view, columns, window),
        *_compact_middle(view, columns, glyphs),
        Text.assemble(slot(JOURNEY, columns - 12, palette.QUIET), " ", slot(LEFT, 5, palette.STRONG), " left"),
        key_line(guide_keys(view), glyphs, columns),
    ]


def _compact_count(view: GuideView) -> tuple[Text, ...]:
    if counts_down(view):
        return (slot(NUMBER, len(seconds_left(view)), palette.STRONG),)
    return (Text(f"{view.cue.rep}", palette.STRONG), Text(f" / {view.cue.of}", palette.QUIET))


def _compact_middle(view: GuideView, columns: int, glyphs: Glyphs) -> list[Text]:
    cue = cue_text(view, columns, glyphs)
    if is_opening(view):
        return [cue[0], *wrapped(SAFETY, columns, 3)]
    return [pips(view, columns, glyphs, this_side_only=True), cue[0], station_title(view, glyphs), following(view)]


def _line(view: GuideView, window: Window) -> Text:
    count = "" if view.cue.rep is None else f" {view.cue.rep}/{view.cue.of}"
    side = "" if view.cue.stretches is None else f" {view.cue.stretches}"
    line = Text.assemble(
        (headline(view), phase_style(view)),
        (f"{side}{count}", palette.STRONG),
        " ",
        slot(SECONDS, 6),
        ("  ", ""),
        slot(LEFT, 5),
        (" left", palette.QUIET),
        ("  ", ""),
        key_line(guide_keys(view), window.glyphs, window.columns),
    )
    line.truncate(window.columns, overflow="crop")
    return line
