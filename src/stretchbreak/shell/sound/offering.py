"""The tone of an offer: heard from across the room, without a word."""

from __future__ import annotations

from stretchbreak.boundaries import Reached
from stretchbreak.core.effects import Announce
from stretchbreak.shell.sound.band import Band


class ToneAlert:
    """Plays for an offer and its reminders; a heads-up is quiet."""

    def __init__(self, band: Band) -> None:
        self._band = band

    def announce(self, announcement: Announce) -> None:
        """Play the tone unless the break is still to come; whoever plays it is gone before the next one."""
        if announcement.what != "heads-up":
            self._band.start()
            self._band.order("tone offer")
            self._band.stop()

    def settle(self) -> None:
        """A sound is over by itself."""

    def reached(self) -> Reached:
        """Nobody can tell."""
        return Reached()
