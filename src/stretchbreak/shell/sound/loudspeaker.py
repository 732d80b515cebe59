"""The user's ear, reached through the loudspeaker; through the terminal's bell where nothing can be played."""

from __future__ import annotations

from collections.abc import Callable

from stretchbreak.core.tally import Tally
from stretchbreak.core.timeline import Cue, Timeline
from stretchbreak.core.tones import RUNG, Tone, tone
from stretchbreak.core.view import Hearing
from stretchbreak.shell.sound.band import Band
from stretchbreak.shell.sound.narrator import Narrator


class Loudspeaker:
    """Orders tone and words of each cue, at once, and is done with it."""

    def __init__(
        self, band: Band, ring: Callable[[], None], *, tones: bool = True, narrator: Narrator | None = None
    ) -> None:
        """``ring`` is the bell, for cues that need one where no tone can be played."""
        self._band = band
        self._ring = ring
        self._tones = tones
        self._narrator = narrator
        self._before: Cue | None = None
        self._is_muted = False

    def hearing(self) -> Hearing:
        """Whether cues are heard now."""
        return "muted" if self._is_muted else "on"

    def begin(self, timeline: Timeline) -> None:
        """Wake up whoever plays, and have the words rendered."""
        self._before = None
        self._band.start()
        if self._narrator is not None:
            self._narrator.begin(timeline)

    def cue(self, cue: Cue) -> None:
        """Order its tone and its words."""
        told = tone(self._before, cue) if self._tones else None
        self._before = cue
        words = None if self._narrator is None else self._narrator.order(cue, told)
        self._order(told, words)

    def rest(self) -> None:
        """Whatever is heard is over."""
        self._band.order("hush")

    def mute(self) -> None:
        """No sound from now on, or sound again."""
        self._is_muted = not self._is_muted
        self.rest()

    def end(self, tally: Tally | None) -> None:
        """Say that the break is done, and let everybody go home."""
        if tally is None:
            self.rest()
        else:
            words = None if self._narrator is None else self._narrator.closing(tally)
            self._order("break-done" if self._tones else None, words)
        self._band.stop()

    def _order(self, told: Tone | None, words: str | None) -> None:
        """Both in one go; a bell in their place where nobody plays them."""
        lines = [line for line in (None if told is None else f"tone {told}", words) if line is not None]
        if lines and not self._is_muted and not self._band.order("\n".join(lines)) and told in RUNG:
            self._ring()
