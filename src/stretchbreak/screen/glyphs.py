"""The characters that pictures are made of: all one cell wide, in a full and in an ASCII set."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyphs:
    """One character for each purpose. ``fills`` are the parts of a cell from nearly empty to full."""

    top_left: str
    top_right: str
    bottom_left: str
    bottom_right: str
    horizontal: str
    vertical: str
    fills: tuple[str, ...]
    path: str
    path_end: str
    track: str
    bar_left: str
    bar_right: str
    pip_done: str
    pip_now: str
    pip_open: str
    pointer: str
    arrow: str
    tick: str
    partly: str
    cross: str
    none: str
    dot: str
    dash: str
    ellipsis: str
    half_blocks: bool


UNICODE = Glyphs(
    top_left="╭",
    top_right="╮",
    bottom_left="╰",
    bottom_right="╯",
    horizontal="─",
    vertical="│",
    fills=("▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"),
    path="━",
    path_end="╸",
    track="─",
    bar_left="▕",
    bar_right="▏",
    pip_done="●",
    pip_now="◐",
    pip_open="○",
    pointer="▸",
    arrow="→",
    tick="✔",
    partly="◐",
    cross="✘",
    none="·",
    dot="·",
    dash="–",  # noqa: RUF001 - an en dash is meant
    ellipsis="…",
    half_blocks=True,
)

ASCII = Glyphs(
    top_left="+",
    top_right="+",
    bottom_left="+",
    bottom_right="+",
    horizontal="-",
    vertical="|",
    fills=("#",),
    path="=",
    path_end="=",
    track="-",
    bar_left="[",
    bar_right="]",
    pip_done="*",
    pip_now="o",
    pip_open=".",
    pointer=">",
    arrow="->",
    tick="x",
    partly="~",
    cross="-",
    none=".",
    dot="|",
    dash="-",
    ellipsis="~",
    half_blocks=False,
)


def glyphs_for(encoding: str) -> Glyphs:
    """The full set where this encoding can carry it, ASCII elsewhere."""
    try:
        "╭█●✔▸→".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return ASCII
    return UNICODE
