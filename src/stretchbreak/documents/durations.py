"""Durations as people write them: ``2``, ``1.5s``, ``90s``, ``5m``, ``1m30s``, ``1h30m``."""

from __future__ import annotations

import re
from typing import Literal

LONGEST = 7 * 24 * 3600.0
"""A week, in seconds. Nothing here lasts longer, so that more is a slip of the keyboard."""

_NUMBER = r"(\d{1,9}(?:\.\d{1,9})?)"
_PARTS = re.compile(rf"(?:{_NUMBER}h)?(?:{_NUMBER}m)?(?:{_NUMBER}s)?", re.ASCII)
_BARE = re.compile(_NUMBER, re.ASCII)
_UNITS = (3600.0, 60.0, 1.0)
_FEW_MINUTES, _FEW_HOURS = 120.0, 5400.0


class UnlikelyDurationError(ValueError):
    """A duration as such, but one that nothing here can have: negative, or longer than a week."""


def parse_duration(text: str, *, bare: Literal["seconds", "minutes"]) -> float:
    """Seconds in ``text``; a number without a unit counts in ``bare``. Zero is a duration, a minus is not.

    Raises ValueError with a sentence that can be shown to the user; UnlikelyDurationError where it is a duration.
    """
    wanted = text.strip().lower()
    seconds = _seconds(wanted, 60.0 if bare == "minutes" else 1.0)
    if seconds is None:
        raise _refusal(wanted)
    if seconds > LONGEST:
        raise UnlikelyDurationError(f'"{wanted}" is longer than a week')
    return seconds


def write_duration(seconds: float) -> str:
    """The duration as it is read, in as few parts as people use: ``90s``, ``60m``, ``2h30m``; 0 is ``0s``."""
    if 0 < seconds <= _FEW_HOURS and seconds % 60 == 0:
        return f"{int(seconds // 60)}m"
    hours, rest = divmod(round(seconds, 6), 3600)
    minutes, left = divmod(rest, 60) if seconds > _FEW_MINUTES else (0, rest)
    parts = ((hours, "h"), (minutes, "m"), (left, "s"))
    return "".join(f"{amount:.6f}".rstrip("0").rstrip(".") + unit for amount, unit in parts if amount) or "0s"


def pattern(longest: float, *, zero: bool, bare: Literal["seconds", "minutes"] = "seconds") -> str:
    """What a duration of at most ``longest`` seconds looks like, as a regular expression for other programs.

    No text that ``parse_duration`` reads within that limit fails it; a sum of parts may pass it and yet be too long.
    """
    hours, minutes, seconds = (_up_to(int(longest / unit)) for unit in _UNITS)
    alone = minutes if bare == "minutes" else seconds
    some = "(?=[0-9])" if zero else "(?=[0-9])(?=[0-9.hmsHMS]*[1-9])"
    return rf"{some}(?:{alone}|(?:{hours}[hH])?(?:{minutes}[mM])?(?:{seconds}[sS])?)"


def _up_to(limit: int) -> str:
    """The numbers up to ``limit``, and what lies between it and the next."""
    digits = str(limit)
    fewer = [f"[0-9]{{1,{len(digits) - 1}}}"] if limit > 9 else []  # noqa: PLR2004 - the last number of one digit
    smaller = [
        f"{digits[:place]}[0-{int(digit) - 1}]{'[0-9]' * (len(digits) - place - 1)}"
        for place, digit in enumerate(digits)
        if digit != "0"
    ]
    return rf"0*(?:{'|'.join([*fewer, *smaller, digits])})(?:\.[0-9]+)?"


def _seconds(text: str, bare: float) -> float | None:
    if match := _BARE.fullmatch(text):
        return float(match[1]) * bare
    if text and (match := _PARTS.fullmatch(text)):
        amounts = zip(match.groups(), _UNITS, strict=True)
        return round(sum(float(amount) * unit for amount, unit in amounts if amount), 6)
    return None


def _refusal(text: str) -> ValueError:
    # What cannot be shown is left out: the sentence may go straight to a terminal.
    shown = "".join(character for character in text if character.isprintable())[:40]
    if not shown:
        return ValueError("a duration is missing; write it like 90s, 5m or 1h30m")
    if shown.startswith("-") and _seconds(shown[1:], 1.0) is not None:
        more = f"a duration is more than nothing, like {shown[1:]}"
        return UnlikelyDurationError(f'"{shown}" is negative; {more}')
    return ValueError(f'"{shown}" is not a duration; write it like 90s, 5m or 1h30m')
