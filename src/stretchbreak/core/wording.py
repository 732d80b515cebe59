"""Durations and clock times as people say them."""

from __future__ import annotations


def duration(seconds: float) -> str:
    """``341.0`` → ``5 min 41 s``; hours and minutes above an hour; tenths only below ten seconds."""
    if seconds < 10 and seconds % 1:  # noqa: PLR2004 - below ten seconds a tenth is seen
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "h"), (minutes, "min"), (0 if hours else rest, "s")]
    return " ".join(f"{value} {unit}" for value, unit in parts if value) or "0 s"


def countdown(seconds: float) -> str:
    """``2202.4`` → ``36:43``: whole seconds still to go, rounded up, so that 0:00 means now."""
    whole = max(int(-(-seconds // 1)), 0)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
