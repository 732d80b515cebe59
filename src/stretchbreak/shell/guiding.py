"""Guiding one break: the guide decides; this loop waits, gives cues and shows pictures.

The next cue, not the next picture, wakes the loop: cues are absolute deadlines, given out before anything is drawn,
and a picture that could make one late is not drawn at all.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable
from math import inf

from stretchbreak.boundaries import Clock, Stage
from stretchbreak.core import guide
from stretchbreak.core.effects import GiveCue, GuideEffect
from stretchbreak.core.events import GuideEvent, Returned, Ticked
from stretchbreak.core.keymap import guide_keys
from stretchbreak.core.tally import Tally
from stretchbreak.core.timeline import Timeline
from stretchbreak.core.view import GuideView, SummaryView, guide_view
from stretchbreak.shell.inputs import Key
from stretchbreak.shell.vigil import Vigil

PICTURE_COST = 0.004
"""Seconds that a picture may take. Nearer to a cue than this, none is drawn."""

SUMMARY_STAYS = 15.0
"""Seconds for which the summary stays on a screen, unless a key closes it."""


class GuidedBreak:
    """One break on its way; ``tally`` holds what is done of it at any time, whatever ends it."""

    def __init__(self, timeline: Timeline, clock: Clock, stage: Stage, vigil: Vigil) -> None:
        self._timeline = timeline
        self._clock = clock
        self._stage = stage
        self._vigil = vigil
        self._state: guide.GuideState = guide.Ended(timeline=timeline, done=frozenset(), elapsed=0.0)

    @property
    def tally(self) -> Tally:
        """What has been done so far."""
        return guide.result(self._state)

    def run(self) -> Tally:
        """Guide the whole break; returns when it is over or left."""
        # A collection in the middle of a hold would make the next cue late.
        gc.collect()
        gc.freeze()
        self._state, effects = guide.begin(self._timeline, self._clock.mono())
        self._give(effects)
        picture_due = -inf
        while not isinstance(self._state, guide.Ended):
            picture_due = self._draw(picture_due)
            for event in self._events(picture_due):
                self._state, effects = guide.step(self._state, event)
                self._give(effects)
                if not isinstance(event, Ticked) or effects:
                    picture_due = -inf
        self._stage.guide(self._view())
        return self.tally

    def _view(self) -> GuideView:
        return guide_view(self._state, self._clock.mono())

    def _give(self, effects: Iterable[GuideEffect]) -> None:
        for effect in effects:
            if isinstance(effect, GiveCue):
                self._stage.cue(effect.cue)

    def _draw(self, picture_due: float) -> float:
        """Draw if a picture is due and no cue is near; returns when the next one is due."""
        now = self._clock.mono()
        cue_due = guide.deadline(self._state) or inf
        if now < picture_due or now > cue_due - PICTURE_COST * self._clock.pace:
            return picture_due
        view = guide_view(self._state, now)
        self._stage.guide(view)
        change = self._stage.next_change(view)
        return inf if change is None else now + change * self._clock.pace

    def _events(self, picture_due: float) -> list[GuideEvent]:
        """Wait for whatever comes first; a tick comes last, so that time never overtakes a key."""
        cue_due = guide.deadline(self._state) or inf
        due = min(cue_due, picture_due)
        came = self._vigil.wait(None if due == inf else due)
        events: list[GuideEvent] = []
        for one in came:
            events += [one] if isinstance(one, Returned) else self._pressed(one)
        return [*events, Ticked(at=self._clock.now())]

    def _pressed(self, key: Key) -> list[GuideEvent]:
        bindings = guide_keys(self._view())
        now = self._clock.now()
        return [binding.event(at=now) for binding in bindings if binding.key == key.name]


def show_summary(view: SummaryView, clock: Clock, stage: Stage, vigil: Vigil) -> None:
    """Leave the summary on the screen until a key is pressed or its time is over."""
    until = clock.mono() + SUMMARY_STAYS * clock.pace
    while clock.mono() < until:
        stage.summary(view)
        if any(isinstance(one, Key) for one in vigil.wait(until)):
            return
