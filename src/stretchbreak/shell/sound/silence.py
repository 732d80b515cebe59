"""An ear that hears nothing."""

from __future__ import annotations

from stretchbreak.core.tally import Tally
from stretchbreak.core.timeline import Cue, Timeline
from stretchbreak.core.view import Hearing


class Silence:
    """Stands where nothing is to be heard."""

    def hearing(self) -> Hearing:
        """Nothing, and no key changes that."""
        return "off"

    def begin(self, timeline: Timeline) -> None:
        """Nothing."""

    def cue(self, cue: Cue) -> None:
        """Nothing."""

    def rest(self) -> None:
        """Nothing."""

    def mute(self) -> None:
        """Nothing."""

    def end(self, tally: Tally | None) -> None:
        """Nothing."""


SILENCE = Silence()
