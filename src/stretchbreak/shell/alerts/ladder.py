"""The ladder of ways to reach a user: the best rung first; where one is broken, the next one carries the message."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from stretchbreak.boundaries import Reached
from stretchbreak.core.effects import Announce
from stretchbreak.core.wording import announcement
from stretchbreak.shell.alerts.rung import Note, Outcome, Rung, note_of

REMEDY = "`stretchbreak doctor` tells what to do"


class Ladder:
    """Announces by the first rung that carries, and remembers which one that was."""

    def __init__(self, rungs: Sequence[Rung], reached: Reached | None = None) -> None:
        self._rungs = rungs
        self._reached = reached or Reached()
        self._turn = 0
        self._is_open = False

    @property
    def is_busy(self) -> bool:
        """Whether somebody may still answer, or something is under way."""
        return any(rung.is_busy for rung in self._rungs)

    def announce(self, announcement_: Announce) -> None:
        """Tell it by the first rung that can; what an earlier announcement still tries is given up."""
        self._turn += 1
        self._is_open = True
        title, body = announcement(announcement_)
        self._climb(note_of(announcement_.what, title, body), (), self._turn)

    def settle(self) -> None:
        """Take away whatever is shown."""
        if self._is_open:
            self._is_open = False
            self._turn += 1
            for rung in self._rungs:
                rung.settle()

    def reached(self) -> Reached:
        """By which rung the last announcement came through, and what is wrong with those above it."""
        return self._reached

    def _climb(self, note: Note, failures: tuple[str, ...], turn: int) -> None:
        if len(failures) == len(self._rungs):
            self._reached = after(failures, None)
            return
        rung = self._rungs[len(failures)]
        rung.tell(note, partial(self._heard, note, failures, turn))

    def _heard(self, note: Note, failures: tuple[str, ...], turn: int, outcome: Outcome) -> None:
        if turn != self._turn:
            return
        if outcome.result == "failed":
            self._climb(note, (*failures, outcome.why), turn)
        else:
            self._reached = after(failures, outcome)


def after(failures: Sequence[str], outcome: Outcome | None) -> Reached:
    """What is to be told of a way down the ladder; without an outcome it led to the ground."""
    if outcome is None:
        return Reached(troubles=(f"no notification could be shown: {'; '.join(failures)}; {REMEDY}",))
    if outcome.result == "suppressed":
        return Reached(by=outcome.by, troubles=(outcome.why,))
    if failures:
        return Reached(by=outcome.by, troubles=(f"notified by {outcome.by}: {'; '.join(failures)}; {REMEDY}",))
    return Reached(by=outcome.by)
