"""Texts in which only what moves with time is left open, and how it is filled in.

Whoever answers `status` is a process that starts, fills in what moves, and ends: it can load none of this. So what it
fills in is so little, and told so exactly, that a few lines without an import do the same as ``filled``.

Texts are put together as plain strings. What moves is a mark in them, a code point that is no character, and
``template`` cuts the finished text at its marks. No foreign text may have one: ``cleaned`` takes them out.
"""

from __future__ import annotations

from typing import Final, Literal

from stretchbreak.core.wording import countdown

Moving = Literal["remaining_s", "remaining", "minutes", "waiting"]
"""What moves: see ``filled``."""

Template = tuple[str | Moving, ...]
"""Pieces of text. A piece that is the name of something that moves stands for it, any other for itself."""

REMAINING_S: Final = "\ufdd0"
REMAINING: Final = "\ufdd1"
MINUTES: Final = "\ufdd2"
WAITING: Final = "\ufdd3"

MARKS: Final[dict[str, Moving]] = {
    REMAINING_S: "remaining_s",
    REMAINING: "remaining",
    MINUTES: "minutes",
    WAITING: "waiting",
}

_NAMES: Final[frozenset[str]] = frozenset(MARKS.values())


def cleaned(text: str) -> str:
    """One line of this text that can be shown: without control characters, marks, or more than one space in a row."""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


def template(text: str) -> Template:
    """The text, cut at its marks."""
    pieces: list[str | Moving] = []
    rest = ""
    for one in text:
        if one in MARKS:
            pieces += [*_static(rest), MARKS[one]]
            rest = ""
        else:
            rest += one
    return (*pieces, *_static(rest))


def _static(text: str) -> tuple[str, ...]:
    """Text that stands for itself; in two pieces, if it happens to be the name of something that moves."""
    if text in _NAMES:
        return text[:1], text[1:]
    return (text,) if text else ()


def filled(template: Template, remaining: float | None, waiting: float) -> str:
    """The text at a moment ``remaining`` seconds before the next break, ``waiting`` seconds after an offer.

    Seconds that are not more than 0, minus 0 included, and a ``remaining`` of None count as 0. Then

    - ``remaining_s`` is the remaining seconds with one decimal, ``f"{remaining:.1f}"``: ``2202.4``
    - ``remaining`` is them in whole seconds, rounded up, as ``m:ss``, from an hour on as ``h:mm:ss``: ``36:43``
    - ``minutes`` is them in whole minutes, rounded up, a space, and ``min``: ``37 min``
    - ``waiting`` is the waiting seconds in the form of ``remaining``

    where rounding ``x / n`` up is ``-int(-x // n)``, and every other piece stands for itself.
    """
    left = remaining if remaining is not None and remaining > 0 else 0.0
    waited = waiting if waiting > 0 else 0.0
    moving = {
        "remaining_s": f"{left:.1f}",
        "remaining": countdown(left),
        "minutes": f"{-int(-left // 60)} min",
        "waiting": countdown(waited),
    }
    return "".join(moving.get(piece, piece) for piece in template)
