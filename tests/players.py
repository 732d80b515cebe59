"""Players and a voice that note what they were asked for, and do with it what the test wants."""

from __future__ import annotations

import wave
from array import array
from pathlib import Path

PLAYS = "exit 0"
FAILS = "exit 1"
HANGS = "sleep 1000 & wait"
"""With a child of its own, as a player that starts a sound server has."""

FOR_A_WHILE = "exec sleep 1000"

RATE = 8000


class Player:
    """A program that notes its last argument in a file, a line each."""

    def __init__(self, folder: Path, does: str = PLAYS, name: str = "player") -> None:
        self.path = folder / name
        self._noted = folder / f"{name}.noted"
        self.path.write_text(
            f"#!/bin/sh\nfor last; do :; done\nprintf '%s %s\\n' $$ \"$last\" >> '{self._noted}'\n{does}\n",
            encoding="utf-8",
        )
        self.path.chmod(0o755)

    @property
    def command(self) -> tuple[str, ...]:
        """How it is asked."""
        return (str(self.path), "--some-option")

    @property
    def played(self) -> list[str]:
        """What it was to play, by the name of the file or the text, silence left out."""
        return [what for _, what in self._notes() if what != "silence"]

    @property
    def pids(self) -> list[int]:
        """Its processes."""
        return [pid for pid, _ in self._notes()]

    def _notes(self) -> list[tuple[int, str]]:
        if not self._noted.exists():
            return []
        lines = self._noted.read_text(encoding="utf-8").splitlines()
        notes = [line.partition(" ") for line in lines]
        return [(int(pid), Path(what).stem if what.endswith(".wav") else what) for pid, _, what in notes]


def words(folder: Path, name: str, seconds: float) -> None:
    """A file of words that are so long."""
    folder.mkdir(exist_ok=True)
    _write(folder / f"{name}.wav", bytes(round(seconds * RATE) * 2))


class FakeVoice:
    """A voice that notes each text, and renders a beep with half a second of silence on both sides."""

    def __init__(self, folder: Path, does: str = 'cp "$spoken" "$last"') -> None:
        folder.mkdir(exist_ok=True)
        self.path, self._noted = folder / "voice", folder / "voice.noted"
        spoken = folder / "spoken.wav"
        _write(spoken, array("h", [0] * 4000 + [9000, -9000] * 1000 + [0] * 4000).tobytes())
        self.path.write_text(
            f"#!/bin/sh\nfor last; do :; done\nspoken='{spoken}'\n{{ cat; echo; }} >> '{self._noted}'\n{does}\n",
            encoding="utf-8",
        )
        self.path.chmod(0o755)

    @property
    def texts(self) -> list[str]:
        """What it was to say."""
        return self._noted.read_text(encoding="utf-8").splitlines() if self._noted.exists() else []


def _write(path: Path, frames: bytes) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(frames)
