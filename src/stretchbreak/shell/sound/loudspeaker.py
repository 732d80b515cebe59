"""The user's ear, reached through the loudspeaker; through the terminal's bell where nothing can be played."""

from __future__ import annotations

from collections.abc import Callable

from stretchbreak.core.tally import Tally
from stretchbreak.core.timeline import Cue, Timeline
from stretchbreak.core.tones import RUNG, Tone, tone
from stretchbreak.core.view import Hearing
from stretchbreak.shell.sound.band import Band


class Loudspeaker:
    """Gives each cue its tone, at once, and is done with it."""

    def __init__(self, band: Band, ring: Callable[[], None]) -> None:
        """``ring`` is the bell, for cues that need one where no tone can be played."""
        self._band = band
        self._ring = ring
        self._before: Cue | None = None
        self._is_muted = False

    def hearing(self) -> Hearing:
        """Whether cues are heard now."""
        return "muted" if self._is_muted else "on"

    def begin(self, timeline: Timeline) -> None:  # noqa: ARG002 - the Ear's signature
        """Wake up whoever plays."""
        self._before = None
        self._band.start()

    def cue(self, cue: Cue) -> None:
        """Play its tone."""
        told = tone(self._before, cue)
        self._before = cue
        if told is not None:
            self._sound(told)

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
            self._sound("break-done")
        self._band.stop()

    def _sound(self, told: Tone) -> None:
        if not self._is_muted and not self._band.order(f"tone {told}") and told in RUNG:
            self._ring()
