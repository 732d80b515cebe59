"""Which programs of this machine can play a sound, and how each is asked."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from typing import Final

Command = tuple[str, ...]
Finds = Callable[[str], str | None]
"""The path of a program, or None where there is none of this name."""

# Behind paplay there may be PulseAudio or PipeWire; behind pw-play PipeWire alone, even where it only serves cameras.
_PLAYERS: Final = {"darwin": ("afplay",)}
_ON_LINUX: Final = ("paplay", "pw-play", "play", "aplay")

FULL = 65_536
"""What paplay takes for the whole volume."""


def players(volume: int, find: Finds = shutil.which, platform: str = sys.platform) -> tuple[Command, ...]:
    """Commands that play the file that is named behind them, at this volume of a hundred; the best first."""
    options: dict[str, Command] = {
        "paplay": (f"--volume={FULL * volume // 100}", "--latency-msec=20", "--client-name=stretchbreak"),
        "pw-play": (f"--volume={volume / 100:.2f}",),
        "play": ("-q", "-v", f"{volume / 100:.2f}"),
        "afplay": ("-v", f"{volume / 100:.2f}"),
        # It knows no volume; it comes last.
        "aplay": ("-q",),
    }
    names = _PLAYERS.get(platform, _ON_LINUX)
    return tuple((path, *options[name]) for name in names if (path := find(name)) is not None)
