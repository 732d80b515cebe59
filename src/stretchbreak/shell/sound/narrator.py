"""The voice of a break: has its words rendered before they are needed, and says which of them belong to a cue."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from threading import Thread

from stretchbreak.core.exercise import Side
from stretchbreak.core.speech import Saying, ending, estimate, fitting, room, sayings
from stretchbreak.core.tally import Tally
from stretchbreak.core.timeline import Cue, CuePhase, Timeline
from stretchbreak.core.tones import LEADS, Tone
from stretchbreak.shell.sound import rendering
from stretchbreak.shell.sound.programs import Voice

ENDING = 4.0
"""Seconds for the last words; nothing comes after them."""

CAREFUL = 1.15
"""By how much a voice that talks by itself may be slower than we reckon: nobody can measure what it says."""

Moment = tuple[int, Side | None, int | None, CuePhase, str]
"""What tells a cue of a break from every other, at whatever pace."""


class Narrator:
    """Finds the words for each cue, as orders for whoever plays."""

    def __init__(self, voice: Voice, words: Path, pace: float = 1.0) -> None:
        """Rendered ``words`` are kept in this folder; with a ``pace`` above 1 there is less time for them."""
        self._voice = voice
        self._words = words
        self._pace = pace
        self._sayings: dict[Moment, Saying] = {}
        self._names: dict[Saying, str] = {}

    def begin(self, line: Timeline) -> None:
        """Have everything rendered that may be said in this break and is not there yet, in the order of need."""
        spoken = [(cue, saying) for cue, saying in zip(line.cues, sayings(line), strict=True) if saying is not None]
        self._sayings = {_moment(cue): saying for cue, saying in spoken}
        last = ending(line.routine.reps, line.routine.reps)
        if self._voice.renders:
            # Before the break and not in it: to name a file takes longer than to order it.
            self._names = {saying: self._named(saying) for saying in (*self._sayings.values(), last)}
            self._render(dict.fromkeys(text for saying in self._names for text in saying.texts))

    def order(self, cue: Cue, told: Tone | None) -> str | None:
        """The order for the words of this cue, which begins with this tone; None where nothing is said."""
        saying = self._sayings.get(_moment(cue))
        return None if saying is None else self._said(saying, *room(cue, told, self._pace))

    def closing(self, result: Tally) -> str | None:
        """The order for the last words."""
        return self._said(ending(result.done, result.planned), LEADS["break-done"], ENDING)

    def _said(self, saying: Saying, lead: float, seconds: float) -> str | None:
        if self._voice.renders:
            return f"say {lead:.3f} {seconds:.3f} {self._names.get(saying) or self._named(saying)}"
        text = fitting(saying, seconds / CAREFUL, estimate)
        return None if text is None else f"talk {lead:.3f} {text}"

    def _named(self, saying: Saying) -> str:
        return " ".join(file_name(self._voice, text) for text in saying.texts)

    def _render(self, texts: Iterable[str]) -> None:
        phrases = [(file_name(self._voice, text), text) for text in texts]
        if all((self._words / f"{name}.wav").exists() for name, _ in phrases):
            return
        asked = {"folder": str(self._words), "command": self._voice.renders, "phrases": phrases}
        try:
            process = subprocess.Popen(  # noqa: S603 - our own program, no shell
                [sys.executable, "-I", "-S", rendering.__file__],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError:
            return
        Thread(target=process.communicate, args=(json.dumps(asked).encode(),), daemon=True).start()


def file_name(voice: Voice, text: str) -> str:
    """The name, without its ending, of the file with these words by this voice."""
    return sha256(f"{voice.name}\0{text}".encode()).hexdigest()[:32]


def _moment(cue: Cue) -> Moment:
    return cue.station, cue.side, cue.rep, cue.phase, cue.text
