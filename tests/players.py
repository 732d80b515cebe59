"""Players that note what they were to play, and do with it what the test wants."""

from __future__ import annotations

import wave
from pathlib import Path

PLAYS = "exit 0"
FAILS = "exit 1"
HANGS = "sleep 1000 & wait"
"""With a child of its own, as a player that starts a sound server has."""

FOR_A_WHILE = "exec sleep 1000"


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
    with wave.open(str(folder / f"{name}.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(round(seconds * 8000) * 2))
