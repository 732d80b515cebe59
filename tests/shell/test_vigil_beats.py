"""The vigil tells that the process is alive, and nobody wakes up for it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest

from fakes import BEGIN, FakeClock, FakeStage
from stretchbreak.boundaries import Score
from stretchbreak.shell.inputs import Inputs
from stretchbreak.shell.terminal import Terminal
from stretchbreak.shell.vigil import SLICE, Vigil


@dataclass
class PassingClock(FakeClock):
    """A clock on which a second passes whenever it is looked at, as long as somebody plays."""

    passing: float = 1.0

    def mono(self) -> float:
        """The monotonic clock alone."""
        self.reads += self.passing
        return self.reads


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    """What is to be put right in the end."""
    with ExitStack() as opened:
        yield opened


def vigil(clock: FakeClock, beats: list[float], stack: ExitStack) -> Vigil:
    """A real vigil, without a keyboard, that writes into nothing; its beats are noted by their time."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    stack.callback(os.close, nothing)
    inputs = stack.enter_context(Inputs(None))
    terminal = Terminal(None, nothing, screen=False)
    return Vigil(clock, inputs, terminal, FakeStage(clock), lambda: beats.append(clock.reads - BEGIN))


def test_whoever_waits_in_slices_tells_once_a_slice_that_he_lives(stack: ExitStack) -> None:
    """At the beginning and then every minute, however often something comes."""
    clock = FakeClock()
    beats: list[float] = []
    watch = vigil(clock, beats, stack)
    for _ in range(20):
        watch.wait(clock.mono())
        clock.advance_to(clock.mono() + SLICE / 4)
    assert beats == [0.0, 60.0, 120.0, 180.0, 240.0]


def test_whoever_plays_tells_it_between_two_pictures(stack: ExitStack) -> None:
    """Four and a half minutes of a ticking clock, played in one go, hold a beat a minute."""
    clock = PassingClock()
    beats: list[float] = []
    watch = vigil(clock, beats, stack)
    score = Score([(BEGIN + number, "tick") for number in range(270)], until=BEGIN)
    watch.wait(None, score)
    assert score.sent == 270
    assert len(beats) == 5
