"""Waiting for keys and signals, and for whatever else is to be watched: on real pipes."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import inf

import pytest

from fakes import FakeStage
from real import SOON
from stretchbreak.boundaries import Chore, Score
from stretchbreak.shell.clock import SystemClock
from stretchbreak.shell.inputs import Inputs, Key, Signal
from stretchbreak.shell.terminal import Terminal
from stretchbreak.shell.vigil import Vigil


class Pipe:
    """A pipe, and how many times its reader was called to read it empty."""

    def __init__(self) -> None:
        self.reading, self.writing = os.pipe()
        self.calls = 0

    def put(self, text: bytes = b"x") -> None:
        """Make it readable."""
        os.write(self.writing, text)

    def ready(self) -> None:
        """Read what is there."""
        os.read(self.reading, 1024)
        self.calls += 1


@contextmanager
def pipes(count: int) -> Iterator[list[Pipe]]:
    """So many pipes, closed in the end."""
    made = [Pipe() for _ in range(count)]
    yield made
    for pipe in made:
        os.close(pipe.reading)
        os.close(pipe.writing)


def test_what_else_is_watched_is_called_and_ends_the_waiting() -> None:
    """Once, and without an input for the loop."""
    with pipes(1) as [one], Inputs(None) as inputs:
        inputs.also(one.reading, one.ready)
        one.put()
        assert inputs.wait(SOON) == []
        assert one.calls == 1
        assert inputs.wait(0.0) == []
        assert one.calls == 1


def test_keys_and_signals_come_beside_it() -> None:
    """All of what is there arrives in one wait."""
    with pipes(2) as [keyboard, one], Inputs(keyboard.reading) as inputs:
        inputs.also(one.reading, one.ready)
        one.put()
        keyboard.put(b"s")
        signal.raise_signal(signal.SIGWINCH)
        assert set(inputs.wait(SOON)) == {Key("s"), Signal(signal.SIGWINCH)}
        assert one.calls == 1


def test_what_is_watched_no_longer_is_left_alone() -> None:
    """Neither called nor a reason to wake."""
    with pipes(1) as [one], Inputs(None) as inputs:
        inputs.also(one.reading, one.ready)
        inputs.no_longer(one.reading)
        one.put()
        assert inputs.wait(0.0) == []
        assert one.reading not in inputs.watched
        assert one.calls == 0


def test_one_may_send_another_away_and_bring_a_third() -> None:
    """As a server does with the connections that it has accepted."""
    with pipes(3) as [one, other, third], Inputs(None) as inputs:

        def change() -> None:
            one.ready()
            inputs.no_longer(other.reading)
            inputs.also(third.reading, third.ready)

        inputs.also(one.reading, change)
        inputs.also(other.reading, other.ready)
        for pipe in (one, other, third):
            pipe.put()
        inputs.wait(SOON)
        inputs.wait(SOON)
        assert (one.calls, other.calls, third.calls) == (1, 0, 1)


def test_just_before_a_cue_only_keys_and_signals_count() -> None:
    """Nothing else may make it late; what was there is still there afterwards."""
    with pipes(2) as [keyboard, one], Inputs(keyboard.reading) as inputs:
        inputs.also(one.reading, one.ready)
        one.put()
        assert not inputs.comes(0.0)
        assert one.calls == 0
        keyboard.put(b"n")
        assert inputs.comes(0.0)
        assert inputs.wait(SOON) == [Key("n")]
        assert one.calls == 1


def test_a_lost_terminal_ends_the_watch_for_keys_alone() -> None:
    """Whatever else is watched still is."""
    gone = os.open(os.devnull, os.O_RDONLY)
    with pipes(1) as [one], Inputs(gone) as inputs:
        inputs.also(one.reading, one.ready)
        assert inputs.wait(SOON) == [Signal(signal.SIGHUP)]
        assert not inputs.comes(0.0)
        one.put()
        inputs.wait(SOON)
        assert one.calls == 1
    os.close(gone)


# Chores of a vigil


@dataclass
class Reminding:
    """A chore that is wanted at these times, and notes when it was seen to at one of them."""

    clock: SystemClock
    times: list[float]
    pipe: Pipe | None = None
    seen: list[float] = field(default_factory=list)

    def fileno(self) -> int | None:
        """The end of its pipe, if it has one."""
        return None if self.pipe is None else self.pipe.reading

    def deadline(self) -> float:
        """The next of its times."""
        return self.times[0] if self.times else inf

    def tend(self) -> None:
        """Note every time that has come."""
        while self.deadline() <= self.clock.mono():
            self.seen.append(self.times.pop(0))


@contextmanager
def vigil(*chores: Chore, clock: SystemClock, target: int) -> Iterator[Vigil]:
    """A vigil over a terminal without keys, which minds these chores."""
    with Inputs(None) as inputs:
        made = Vigil(clock, inputs, Terminal(None, target, screen=False), FakeStage(clock))
        for chore in chores:
            made.mind(chore)
        yield made


@pytest.mark.parametrize("until", [None, inf])
def test_a_vigil_sees_to_a_chore_at_its_time(until: float | None) -> None:
    """Not before, and though nothing else is waited for."""
    clock = SystemClock()
    chore = Reminding(clock, [clock.mono() + 0.05])
    [due] = chore.times
    with pipes(1) as [screen], vigil(chore, clock=clock, target=screen.writing) as waits:
        assert waits.wait(until) == []
    assert chore.seen == [due]
    assert clock.mono() - due < SOON


def test_a_vigil_wakes_when_a_chore_says_so() -> None:
    """By its descriptor, long before its time; the waiting itself goes on to its end."""
    clock = SystemClock()

    class Calling(Reminding):
        def tend(self) -> None:
            if self.pipe is not None and not self.seen:
                self.pipe.ready()
                self.seen.append(0.0)

    with pipes(2) as [screen, one]:
        chore = Calling(clock, [clock.mono() + 5 * SOON], one)
        with vigil(chore, clock=clock, target=screen.writing) as waits:
            one.put()
            begin = clock.mono()
            assert waits.wait(begin + 0.1) == []
            assert clock.mono() - begin < SOON
    assert chore.seen == [0.0]


def test_a_moving_picture_stops_for_a_chore_and_no_frame_is_lost() -> None:
    """Those before it are shown, those after it are left to the next score."""
    clock = SystemClock()
    now = clock.mono()
    chore = Reminding(clock, [now + 0.05])
    frames = [(now + seconds, str(number)) for number, seconds in enumerate((0.01, 0.02, 0.08))]
    score = Score(frames, until=now + 0.1)
    with pipes(1) as [screen], vigil(chore, clock=clock, target=screen.writing) as waits:
        waits.wait(None, score)
        assert len(chore.seen) == 1
        assert score.sent == 2
        waits.wait(now + 0.1, Score(frames[score.sent :], until=now + 0.1))
        assert os.read(screen.reading, 64) == b"012"
    assert clock.mono() >= now + 0.1
