"""Waiting for the next thing, and noticing when it was not us who waited."""

from __future__ import annotations

import signal
from collections.abc import Callable, Sequence
from math import inf
from select import select

from stretchbreak.boundaries import Chore, Clock, Score, Stage
from stretchbreak.core.events import AbsenceReason, Returned
from stretchbreak.errors import Terminated
from stretchbreak.shell.inputs import Input, Inputs, Key, Signal
from stretchbreak.shell.terminal import Terminal

SLICE = 60.0
"""Seconds waited at once at most: timers stand still in sleep, so that a long wait would end late after it."""

OVERSLEPT = 10.0
"""Seconds beyond what was asked for that no busy machine explains: the process was stopped."""

WATCHFUL = 0.0005
"""Seconds before a cue from which on we watch the clock: to be woken takes about as long, and longer when cold."""

SLEPT = 2.0
"""Seconds of suspend that count: less is no sleep of a person's machine."""


STEPPED = 2.0
"""Seconds by which the wall clock is put right that count; less is the daily work of a time server."""


class Vigil:
    """Waits until a monotonic time, or until a key or an absence comes. Signals it answers itself."""

    def __init__(
        self,
        clock: Clock,
        inputs: Inputs,
        terminal: Terminal,
        stage: Stage,
        beat: Callable[[], None] = lambda: None,
    ) -> None:
        """``beat`` is called about once a slice, and for it nobody wakes up."""
        self._beat = beat
        self._next_beat = clock.mono()
        self._clock = clock
        self._inputs = inputs
        self._terminal = terminal
        self._stage = stage
        self._slept = clock.slept()
        self._chores: list[Chore] = []
        self._disturbed = False

    def mind(self, chore: Chore) -> None:
        """See to this as well from now on, whatever is waited for: at its time, and when its descriptor says so."""
        self._chores.append(chore)
        descriptor = chore.fileno()
        if descriptor is not None:
            self._inputs.also(descriptor, chore.tend)

    def disturb(self) -> None:
        """End the wait that is on: what is waited for may be another now."""
        self._disturbed = True

    def wait(self, until: float | None, score: Score | None = None) -> list[Key | Returned]:
        """What came before ``until`` on the monotonic clock, absences first; nothing if a chore has news.

        Plays the score meanwhile, as far as nothing comes between. A slice without anything is no reason to return:
        to come round only to wait on costs more than the waiting. What comes at a chore's descriptor is seen to at
        once, and is none either, unless that disturbs us. Raises KeyboardInterrupt on Ctrl-C, and Terminated when the
        process is to end or its terminal is gone.
        """
        score = score or Score()
        self._live()
        frames = [frame for frame in score.frames if frame[0] < self._due()]
        overslept, offset = self._play(score, frames), self._wall_offset()
        if score.sent < len(frames):
            return self._slice(0.0, overslept)[0]
        end = min(score.until, inf if until is None else until)
        while True:
            left = (min(end, self._due()) - self._clock.mono()) / self._clock.pace
            came, is_news = self._slice(min(max(left, 0.0), SLICE), overslept)
            if is_news or left <= SLICE or self._is_put_right(offset):
                return came
            overslept = 0.0

    def _slice(self, seconds: float, overslept: float) -> tuple[list[Key | Returned], bool]:
        """What came in so many seconds, after so many overslept ones; and whether it, or a chore, is news."""
        self._live()
        before = self._clock.mono()
        arrived = self._arrived(seconds)
        disturbed, self._disturbed = self._disturbed, False
        is_news = self._do_chores() or disturbed
        absence = self._absence(before - overslept, seconds)
        came: list[Key | Returned] = [] if absence is None else [absence]
        for one in arrived:
            answer = self._answer(one) if isinstance(one, Signal) else one
            if answer is not None:
                came.append(answer)
        return came, is_news or bool(arrived) or absence is not None

    def _due(self) -> float:
        """When the next chore is to be seen to."""
        return min((chore.deadline() for chore in self._chores), default=inf)

    def _arrived(self, asked: float) -> list[Input]:
        """The keys and signals that come within so many seconds; none as soon as we are disturbed or have a chore."""
        mono, pace = self._clock.mono, self._clock.pace
        end = mono() + asked * pace
        while True:
            arrived = self._inputs.wait((end - mono()) / pace)
            end = min(end, self._due())
            if arrived or self._disturbed or mono() >= end:
                return arrived

    def reaches(self, until: float) -> bool:
        """Wait for this very moment, a few milliseconds away; False as soon as something comes before it."""
        mono = self._clock.mono
        if self._inputs.comes((until - mono()) / self._clock.pace - WATCHFUL):
            return False
        while mono() < until:
            pass
        return True

    def _play(self, score: Score, frames: Sequence[tuple[float, str]]) -> float:
        """Send each frame at its time until something comes; returns by how much one was overslept, 0 as a rule.

        Runs ten times a second in a break and once a second all day: as few steps as can be. Once a slice it does its
        chores, and looks whether somebody has put the clock on the wall right: breaks may fall due by that one.
        """
        mono, write, watched = self._clock.mono, self._terminal.write, self._inputs.watched
        pace = self._clock.pace
        encoded = [(at, self._terminal.encoded(text)) for at, text in frames]
        due = self._due()
        now = mono()
        offset, look = self._wall_offset(), now + SLICE * pace
        for number, (at, sent) in enumerate(encoded):
            while select(watched, (), (), max((at - now) / pace, 0.0))[0]:
                if not self._inputs.serve() or self._disturbed or self._due() < due:
                    return 0.0
                now = mono()
            now = mono()
            if now - at > OVERSLEPT * pace:
                return now - at
            if now >= look:
                self._live()
                if self._do_chores() or self._is_put_right(offset):
                    return 0.0
                look = now + SLICE * pace
            write(sent)
            score.sent = number + 1
        return 0.0

    def _do_chores(self) -> bool:
        return True in [chore.tend() for chore in self._chores]

    def _is_put_right(self, offset: float) -> bool:
        """Whether somebody has put the clock on the wall right since it had this offset."""
        return abs(self._wall_offset() - offset) > STEPPED

    def _live(self) -> None:
        """Tell that we are alive, if it is time."""
        now = self._clock.mono()
        if now >= self._next_beat:
            self._next_beat = now + SLICE * self._clock.pace
            self._beat()

    def _wall_offset(self) -> float:
        """Seconds between the two clocks; they stay the same until one is put right."""
        now = self._clock.now()
        return now.wall.timestamp() - now.mono

    def _answer(self, arrived: Signal) -> Returned | None:
        match arrived.number:
            case signal.SIGWINCH:
                self._stage.resized()
            case signal.SIGTSTP:
                return self._stop()
            case signal.SIGINT:
                raise KeyboardInterrupt
            case number:
                raise Terminated(number)
        return None

    def _stop(self) -> Returned:
        """Give the terminal back, stop as Ctrl-Z asks, and take it again when continued."""
        before = self._clock.mono()
        self._terminal.leave()
        self._inputs.stop()
        self._terminal.enter()
        self._stage.resized()
        self._slept = self._clock.slept()
        return self._returned("stopped", self._clock.mono() - before)

    def _absence(self, before: float, asked: float) -> Returned | None:
        slept = self._clock.slept()
        asleep, self._slept = slept - self._slept, slept
        if asleep > SLEPT:
            return self._returned("sleep", asleep * self._clock.pace)
        overslept = (self._clock.mono() - before) / self._clock.pace - asked
        if overslept > OVERSLEPT:
            return self._returned("stopped", overslept * self._clock.pace)
        return None

    def _returned(self, reason: AbsenceReason, away: float) -> Returned:
        return Returned(at=self._clock.now(), away=away, reason=reason)
