"""Waiting on a fake clock: what ends it, and what is told of the time that somebody else has waited."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from math import inf

import pytest

from fakes import BEGIN, FakeClock, FakeStage
from stretchbreak.core.events import Moment, Returned
from stretchbreak.shell.inputs import Input, Inputs, Key
from stretchbreak.shell.terminal import Terminal
from stretchbreak.shell.vigil import OVERSLEPT, SLICE, Vigil

HOUR = 3600.0


class QuietInputs(Inputs):
    """Nothing comes, and time passes as it is asked for; in slice number ``at``, ``happens`` comes between."""

    def __init__(self, clock: FakeClock, happens: Callable[[FakeClock], list[Input]], at: int = 3) -> None:
        self._clock = clock
        self._happens = happens
        self._at = at
        self._watched: list[int] = []
        self.asked: list[float] = []

    def wait(self, seconds: float) -> list[Input]:
        """Let the time pass."""
        self.asked.append(seconds)
        self._clock.advance_to(self._clock.mono() + seconds)
        return self._happens(self._clock) if len(self.asked) == self._at else []


@dataclass
class Errand:
    """A chore that is done whenever somebody is awake."""

    do: Callable[[], bool | None]

    def fileno(self) -> int | None:
        """Nothing tells of it."""
        return None

    def deadline(self) -> float:
        """It has no time of its own."""
        return inf

    def tend(self) -> bool | None:
        """Do it."""
        return self.do()


def nothing(clock: FakeClock) -> list[Input]:  # noqa: ARG001 - what happens is told the clock
    """Nothing happens."""
    return []


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    """A terminal that shows nothing."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    yield Terminal(None, nowhere, screen=False)
    os.close(nowhere)


def waiting(terminal: Terminal, happens: Callable[[FakeClock], list[Input]]) -> tuple[Vigil, FakeClock, QuietInputs]:
    """A vigil, its clock, and what it asks for."""
    clock = FakeClock()
    inputs = QuietInputs(clock, happens)
    return Vigil(clock, inputs, terminal, FakeStage(clock)), clock, inputs


def test_an_hour_is_waited_in_slices_to_its_very_end(terminal: Terminal) -> None:
    """Timers stand still in sleep, so that none is asked for more than a minute; and nobody is called for nothing."""
    vigil, clock, inputs = waiting(terminal, nothing)
    assert vigil.wait(BEGIN + HOUR + 1) == []
    assert clock.mono() == BEGIN + HOUR + 1
    assert inputs.asked == [SLICE] * 60 + [1.0]


def test_a_key_ends_the_waiting(terminal: Terminal) -> None:
    """At once, with the key."""
    vigil, clock, _ = waiting(terminal, lambda _: [Key("q")])
    assert vigil.wait(None) == [Key("q")]
    assert clock.mono() == BEGIN + 3 * SLICE


def test_the_machine_asleep_is_told_as_sleep(terminal: Terminal) -> None:
    """Once; the next waiting begins afresh."""

    def asleep(clock: FakeClock) -> list[Input]:
        clock.sleep(HOUR)
        return []

    vigil, clock, _ = waiting(terminal, asleep)
    assert vigil.wait(None) == [Returned(at=clock.now(), away=HOUR, reason="sleep")]
    assert vigil.wait(clock.mono() + 1) == []


def test_a_process_that_was_stopped_is_told_as_stopped(terminal: Terminal) -> None:
    """For as long as it overslept; no busy machine explains that."""

    def stopped(clock: FakeClock) -> list[Input]:
        clock.advance_to(clock.mono() + OVERSLEPT + 1)
        return []

    vigil, clock, _ = waiting(terminal, stopped)
    assert vigil.wait(None) == [Returned(at=clock.now(), away=OVERSLEPT + 1, reason="stopped")]


@pytest.mark.parametrize(("seconds", "slices"), [(HOUR, 3), (-HOUR, 3), (1.0, 60)])
def test_a_clock_put_right_ends_the_waiting(terminal: Terminal, seconds: float, slices: int) -> None:
    """Hours and clock times go by the wall; a second is the daily work of a time server, and does not."""

    def put_right(clock: FakeClock) -> list[Input]:
        clock.begin = Moment(clock.begin.mono, clock.begin.wall + timedelta(seconds=seconds))
        return []

    vigil, _, inputs = waiting(terminal, put_right)
    assert vigil.wait(BEGIN + HOUR) == []
    assert len(inputs.asked) == slices


def test_a_chore_is_done_each_slice_and_ends_the_waiting_when_it_has_news(terminal: Terminal) -> None:
    """One that has none is done beside it."""
    vigil, _, inputs = waiting(terminal, nothing)
    done: list[str] = []
    vigil.mind(Errand(lambda: done.append("done")))
    vigil.mind(Errand(lambda: len(done) == 5))
    assert vigil.wait(BEGIN + HOUR) == []
    assert len(inputs.asked) == len(done) == 5
