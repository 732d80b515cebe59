"""Makes the tones of stretchbreak: ``python sounds/make.py`` writes them into the package, the same ones each time.

Each note is a soft bar being struck: a few partials that begin together within six milliseconds and die away, the
higher ones sooner. Pitches are those of the pentatonic scale, so that tones that overlap do not clash.
"""

from __future__ import annotations

import sys
import wave
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from math import cos, exp, pi, sin
from pathlib import Path
from typing import Final

RATE = 22_050
LOUDEST = 0.49
ATTACK = 0.006
FADE = 0.02
"""Seconds at the end in which what is left of a tone goes to nothing: an abrupt end clicks."""

PARTIALS: Final = ((1.0, 1.0, 1.0), (2.0, 0.3, 1.7), (3.0, 0.12, 2.6), (5.2, 0.04, 6.0))
"""Multiple of the pitch, strength, and how much sooner it dies away."""

C, D, E, G, A = 523.251, 587.330, 659.255, 783.991, 880.0


@dataclass(frozen=True, slots=True)
class Note:
    """A bar of this pitch, struck at this second, with so many seconds until a third of it is left."""

    at: float
    pitch: float
    dies: float = 0.09
    strength: float = 1.0


@dataclass(frozen=True, slots=True)
class Sound:
    """Notes in so many seconds."""

    seconds: float
    notes: tuple[Note, ...]


SOUNDS: Final[Mapping[str, Sound]] = {
    "ready": Sound(0.34, (Note(0.0, G / 2), Note(0.12, C, 0.10))),
    "move": Sound(0.12, (Note(0.0, C, 0.035, 0.7),)),
    "hold": Sound(0.24, (Note(0.0, G, 0.10),)),
    "release": Sound(0.24, (Note(0.0, E, 0.05, 0.8), Note(0.08, A / 2, 0.08, 0.8))),
    "switch": Sound(0.38, (Note(0.0, A, 0.05), Note(0.11, D, 0.05), Note(0.22, A, 0.09))),
    "exercise-done": Sound(0.46, (Note(0.0, C, 0.07), Note(0.10, E, 0.07), Note(0.20, G, 0.12))),
    "break-done": Sound(
        0.78, (Note(0.0, G, 0.10), Note(0.14, E, 0.10), Note(0.28, G, 0.10), Note(0.42, 2 * C, 0.18))
    ),
    "offer": Sound(0.74, (Note(0.0, 2 * C, 0.16, 0.8), Note(0.24, G, 0.20, 0.9))),
    # Wakes a sound server up, so that the first tone is not the one that waits for it.
    "silence": Sound(0.05, ()),
}


def main() -> None:
    """Write all of them."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent / "src/stretchbreak/sounds")
    folder.mkdir(parents=True, exist_ok=True)
    for name, sound in SOUNDS.items():
        (folder / f"{name}.wav").write_bytes(file_of(sound))


def file_of(sound: Sound) -> bytes:
    """The sound as a WAV file."""
    kept = BytesIO()
    with wave.open(kept, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(_frames(sound))
    return kept.getvalue()


def _frames(sound: Sound) -> bytes:
    """The samples, as loud at the loudest as those of every other tone, or softer by its strength."""
    played = list(_played(sound))
    peak = max((abs(value) for value in played), default=0.0) or 1.0
    loudest = max((note.strength for note in sound.notes), default=1.0)
    samples = array("h", (round(value / peak * loudest * LOUDEST * 32_767) for value in played))
    if sys.byteorder == "big":
        samples.byteswap()
    return samples.tobytes()


def _played(sound: Sound) -> Iterator[float]:
    count = round(sound.seconds * RATE)
    for number in range(count):
        left = (count - 1 - number) / RATE
        fade = 1.0 if left >= FADE else (1 - cos(pi * left / FADE)) / 2
        yield fade * sum(_struck(note, number / RATE - note.at) for note in sound.notes)


def _struck(note: Note, since: float) -> float:
    """What a note gives so many seconds after it was struck."""
    if since < 0:
        return 0.0
    attack = 1.0 if since >= ATTACK else (1 - cos(pi * since / ATTACK)) / 2
    partials = (
        strength * exp(-since * sooner / note.dies) * sin(2 * pi * multiple * note.pitch * since)
        for multiple, strength, sooner in PARTIALS
    )
    return note.strength * attack * sum(partials)


if __name__ == "__main__":
    main()
