"""Guiding one break: the guide decides; this loop waits, gives cues and shows pictures.

The next cue, not the next picture, wakes the loop: cues are absolute deadlines, given out before anything is drawn,
and a picture that could make one late is not drawn at all. A cue is given to the stage first and to the ear then:
what is heard may be a few milliseconds behind, what is shown may not.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from math import inf

from stretchbreak.boundaries import Clock, Ear, Score, Stage
from stretchbreak.core import guide
from stretchbreak.core.effects import CountRep, GiveCue, GuideEffect
from stretchbreak.core.events import GuideEvent, Muted, Returned, Ticked
from stretchbreak.core.keymap import guide_keys
from stretchbreak.core.tally import Rep, Tally
from stretchbreak.core.timeline import Timeline, of_day
from stretchbreak.core.view import GuideView, SummaryView, guide_view
from stretchbreak.shell.inputs import Key
from stretchbreak.shell.sound.silence import SILENCE
from stretchbreak.shell.vigil import Vigil

PICTURE_COST = 0.004
"""Seconds that a picture may take. Nearer to a cue than this, none is drawn."""

SUMMARY_STAYS = 15.0
"""Seconds for which the summary stays on a screen, unless a key closes it."""


class GuidedBreak:
    """One break on its way; ``tally`` holds what is done of it at any time, whatever ends it."""

    def __init__(
        self,
        timeline: Timeline,
        clock: Clock,
        stage: Stage,
        vigil: Vigil,
        counted: Callable[[Rep], None] = lambda rep: None,  # noqa: ARG005 - named for the reader
        *,
        ear: Ear = SILENCE,
    ) -> None:
        """``counted`` is told of each rep that is done, after its cue has been given."""
        self._counted = counted
        self._timeline = of_day(timeline, clock.now().wall.date())
        self._clock = clock
        self._stage = stage
        self._vigil = vigil
        self._ear = ear
        self._state: guide.GuideState = guide.Ended(timeline=timeline, done=frozenset(), elapsed=0.0)

    @property
    def tally(self) -> Tally:
        """What has been done so far."""
        return guide.result(self._state)

    def run(self) -> Tally:
        """Guide the whole break; returns when it is over or left."""
        self._ear.begin(self._timeline)
        try:
            self._guide()
        finally:
            self._ear.end(None if self._view().remaining else self.tally)
        self._stage.guide(self._view())
        return self.tally

    def _guide(self) -> None:
        # A collection in the middle of a hold would make the next cue late.
        gc.collect()
        gc.freeze()
        self._state, effects = guide.begin(self._timeline, self._clock.mono())
        self._give(effects)
        while not isinstance(self._state, guide.Ended):
            if not self._cue_on_time():
                self._wait_and_see()

    def _cue_on_time(self) -> bool:
        """Give the next cue at its very moment, if it is near and nothing comes before it.

        What the moment will bring is worked out ahead of it, so that nothing but the giving is left to do.
        """
        due, now = guide.deadline(self._state), self._clock.now()
        if due is None or due - now.mono > PICTURE_COST * self._clock.pace:
            return False
        state, effects = guide.step(self._state, Ticked(at=now.at(due)))
        if not self._vigil.reaches(due):
            return False
        self._give(effects)
        self._state = state
        return True

    def _wait_and_see(self) -> None:
        for event in self._events():
            self._state, effects = guide.step(self._state, event)
            self._give(effects)
            if isinstance(event, Muted):
                self._ear.mute()
        if not isinstance(self._state, guide.Going):
            self._ear.rest()

    def _view(self) -> GuideView:
        return guide_view(self._state, self._clock.mono(), self._ear.hearing())

    def _give(self, effects: Sequence[GuideEffect]) -> None:
        for effect in effects:
            if isinstance(effect, GiveCue):
                self._stage.cue(effect.cue)
                self._ear.cue(effect.cue)
        for effect in effects:
            if isinstance(effect, CountRep):
                self._counted(effect.rep)

    def _events(self) -> Iterator[GuideEvent]:
        """Show how things stand and wait for what comes first; the tick comes last, so that it overtakes no key.

        One by one: what a key means depends on what the one before it did.
        """
        due = guide.deadline(self._state)
        for one in self._vigil.wait(due, self._draw(due)):
            if isinstance(one, Returned):
                yield one
            else:
                yield from self._pressed(one)
        yield Ticked(at=self._clock.now())

    def _draw(self, due: float | None) -> Score:
        """Draw, unless a cue is near; returns how the picture moves until the next one."""
        now = self._clock.mono()
        last = inf if due is None else due - PICTURE_COST * self._clock.pace
        if now > last:
            return Score()
        self._stage.guide(guide_view(self._state, now, self._ear.hearing()))
        score = self._stage.score(now, last)
        # Awake shortly before the cue, to have everything ready for it.
        score.until = min(score.until, last)
        return score

    def _pressed(self, key: Key) -> list[GuideEvent]:
        bindings = guide_keys(self._view())
        now = self._clock.now()
        return [binding.event(at=now) for binding in bindings if binding.key == key.name]


def show_summary(view: SummaryView, clock: Clock, stage: Stage, vigil: Vigil) -> list[Returned]:
    """Leave the summary on the screen until a key is pressed or its time is over; returns absences meanwhile."""
    until = clock.mono() + SUMMARY_STAYS * clock.pace
    absences: list[Returned] = []
    closed = False
    while not closed and clock.mono() < until:
        stage.summary(view)
        came = vigil.wait(until)
        absences += [one for one in came if isinstance(one, Returned)]
        closed = any(isinstance(one, Key) for one in came)
    return absences
