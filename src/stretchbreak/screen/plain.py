"""The plain stage: one flushed line an event, nothing redrawn, for pipes, screen readers and dumb terminals."""

from __future__ import annotations

from collections.abc import Callable

from stretchbreak.boundaries import Score
from stretchbreak.core.timeline import Cue
from stretchbreak.core.view import DayView, GuideMode, GuideView, SummaryView
from stretchbreak.screen.summing import sentence


def offset(seconds: float) -> str:
    """``8.0`` → ``00:08.0``."""
    minutes, rest = divmod(round(seconds, 1), 60)
    return f"{int(minutes):02}:{rest:04.1f}"


def cue_line(cue: Cue) -> str:
    """One cue: offset, exercise, side, rep of reps, phase, and what to do."""
    side = cue.side or "both"
    rep = "-" if cue.rep is None else cue.rep
    text = cue.text if cue.rep is not None else f"{cue.exercise.name}: {cue.text}"
    return f"{offset(cue.at)} {cue.exercise.id} {side} {rep}/{cue.of} {cue.phase}  {text}"


class PlainStage:
    """Writes a line when something happens; between events there is nothing to show."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write
        self._mode: GuideMode = "going"
        self._is_muted = False
        self._elapsed = 0.0

    def cue(self, cue: Cue) -> None:
        """Write the cue."""
        self._write(cue_line(cue))

    def guide(self, view: GuideView) -> None:
        """Say when the break is paused or goes on, and whether it is heard; its cues speak for themselves."""
        self._elapsed = view.elapsed
        if (view.hearing == "muted") != self._is_muted:
            self._is_muted = not self._is_muted
            self._write(f"{offset(view.elapsed)} {'muted' if self._is_muted else 'sound on'}")
        if view.mode == self._mode:
            return
        self._mode = view.mode
        if view.mode == "halted":
            self._write(f"{offset(view.elapsed)} paused")
        elif view.mode == "counting-in":
            self._write(f"{offset(view.elapsed)} going on in 3 s")

    def day(self, view: DayView) -> None:
        """Nothing: the day's events come as notes."""

    def summary(self, view: SummaryView) -> None:
        """Write what the break came to."""
        self._write(f"{offset(self._elapsed)} {view.routine.id} {view.tally.outcome}  {sentence(view)}")

    def note(self, text: str) -> None:
        """Write the sentence."""
        self._write(text)

    def press(self, key: str) -> None:
        """Nothing: no key concerns lines."""

    def score(self, start: float, until: float) -> Score:  # noqa: ARG002 - the Stage's signature
        """Nothing: lines do not move."""
        return Score()

    def resized(self) -> None:
        """Nothing: lines wrap by themselves."""
