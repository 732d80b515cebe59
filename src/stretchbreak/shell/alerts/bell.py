"""The terminal's bell: heard, or seen as a mark on the window."""

from __future__ import annotations

from collections.abc import Callable

from stretchbreak.boundaries import Reached
from stretchbreak.core.effects import Announce

BELL = "\a"


class BellAlert:
    """Rings for an offer and its reminders; a heads-up is quiet."""

    def __init__(self, send: Callable[[str], None]) -> None:
        self._send = send

    def announce(self, announcement: Announce) -> None:
        """Ring unless the break is still to come."""
        if announcement.what != "heads-up":
            self._send(BELL)

    def settle(self) -> None:
        """A sound is over by itself."""

    def reached(self) -> Reached:
        """Nobody can tell."""
        return Reached()
