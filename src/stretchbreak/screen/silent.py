"""The silent stage: for a day that nobody watches."""

from __future__ import annotations

from stretchbreak.boundaries import Score
from stretchbreak.core.timeline import Cue
from stretchbreak.core.view import DayView, GuideView, SummaryView


class SilentStage:
    """Shows nothing: whoever wants to know asks for the status, or for the reasons."""

    def cue(self, cue: Cue) -> None:
        """Nothing."""

    def guide(self, view: GuideView) -> None:
        """Nothing."""

    def day(self, view: DayView) -> None:
        """Nothing."""

    def summary(self, view: SummaryView) -> None:
        """Nothing."""

    def note(self, text: str) -> None:
        """Nothing: decisions are in the journal, troubles in the status."""

    def press(self, key: str) -> None:
        """Nothing."""

    def score(self, start: float, until: float) -> Score:  # noqa: ARG002 - the Stage's signature
        """Nothing moves."""
        return Score()

    def resized(self) -> None:
        """Nothing."""
