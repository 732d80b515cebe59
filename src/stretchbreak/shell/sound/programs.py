"""Which programs of this machine can play a sound or speak, and how each is asked."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

Command = tuple[str, ...]
Finds = Callable[[str], str | None]
"""The path of a program, or None where there is none of this name."""

# Behind paplay there may be PulseAudio or PipeWire; behind pw-play PipeWire alone, even where it only serves cameras.
_PLAYERS: Final = {"darwin": ("afplay",)}
_ON_LINUX: Final = ("paplay", "pw-play", "play", "aplay")

FULL = 65_536
"""What paplay takes for the whole volume."""

FASTER: Final = "190"
"""Words a minute, a little more than most voices say unasked: a movement of two seconds is then explained in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A program that speaks, and a name for how it sounds.

    ``renders`` takes a text on stdin and writes it into the file that is named behind it; ``talks`` says aloud the
    text that stands behind it, and is for voices that render nothing.
    """

    name: str
    renders: Command = ()
    talks: Command = ()


def players(volume: int, find: Finds = shutil.which, platform: str = sys.platform) -> tuple[Command, ...]:
    """Commands that play the file that is named behind them, at this volume of a hundred; the best first."""
    # As most mixers do: half of the way is heard as half as loud. paplay reckons like that by itself.
    share = f"{(volume / 100) ** 3:.3f}"
    options: dict[str, Command] = {
        "paplay": (f"--volume={FULL * volume // 100}", "--latency-msec=20", "--client-name=stretchbreak"),
        "pw-play": (f"--volume={share}",),
        "play": ("-q", "-v", share),
        "afplay": ("-v", share),
        # It knows no volume; it comes last.
        "aplay": ("-q",),
    }
    names = _PLAYERS.get(platform, _ON_LINUX)
    return tuple((path, *options[name]) for name in names if (path := find(name)) is not None)


def voice(find: Finds = shutil.which, platform: str = sys.platform) -> Voice | None:
    """The best voice that is there; None where the machine is mute."""
    if platform == "darwin":
        options = ("-r", FASTER, "--file-format=WAVE", "--data-format=LEI16@22050", "-f", "-", "-o")
        return None if (path := find("say")) is None else Voice(name=f"say {FASTER}", renders=(path, *options))
    for name in ("espeak-ng", "espeak"):
        if path := find(name):
            return Voice(name=f"{name} {FASTER}", renders=(path, "-b", "1", "-s", FASTER, "--stdin", "-w"))
    if path := find("spd-say"):
        return Voice(name="spd-say", talks=(path, "--wait", "--"))
    return None
