"""What is kept of a break that two processes know of: by the engine or here, whichever of them is gone."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from fakes import BEGIN, FakeClock, a_routine
from stretchbreak.core.tally import Rep, Tally, rep_of
from stretchbreak.core.timeline import timeline
from stretchbreak.shell.session import SILENT, Session
from stretchbreak.shell.told_engine import ToldEngine
from stretchbreak.slim.counter import Client

LINE = timeline(a_routine())
REPS = list(dict.fromkeys(rep for rep in map(rep_of, LINE.cues) if rep is not None))


@dataclass
class Both:
    """The two ends: where the break is guided, and the engine, with what it has kept."""

    guided: ToldEngine
    session: Session
    clock: FakeClock
    kept: list[Tally] = field(default_factory=list)

    def tell(self, *reps: Rep) -> None:
        """Let these be done, and the engine hear of them."""
        for rep in reps:
            self.guided.count(rep)
        self.session.ready()


@pytest.fixture
def both() -> Iterator[Both]:
    """A break that both know of."""
    there, here = socket.socketpair()
    here.settimeout(0.0)
    clock, kept = FakeClock(), list[Tally]()
    session = Session(Client(here, BEGIN), LINE, clock, kept.append)
    yield Both(ToldEngine(there), session, clock, kept)
    there.close()
    here.close()


def test_what_the_engine_keeps_is_not_kept_here(both: Both) -> None:
    """It heard every rep and the end, and said that it has kept them before we waited for it."""
    both.tell(*REPS[:2])
    both.session.end()
    assert both.guided.end() is None
    assert [one.done for one in both.kept] == [2]


def test_what_an_engine_leaves_is_kept_here(both: Both) -> None:
    """It ends while the break goes on: all of it is ours, also what it was told before."""
    both.tell(*REPS[:2])
    both.session.leave()
    both.guided.count(REPS[2])
    assert both.guided.end() == frozenset(REPS[:3])
    assert both.kept == []


def test_a_break_that_is_over_is_kept_by_an_engine_that_ends(both: Both) -> None:
    """The end had been told, and was not heard yet."""
    both.guided.count(REPS[0])
    both.guided._connection.shutdown(socket.SHUT_WR)  # type: ignore[union-attr]  # noqa: SLF001 - as `end` begins
    both.session.leave()
    assert both.guided.end() is None
    assert [one.done for one in both.kept] == [1]


def test_what_is_done_after_an_hour_of_silence_is_kept_here(both: Both) -> None:
    """The engine gave the break up, and kept what it had heard of."""
    both.tell(*REPS[:2])
    both.clock.advance_to(both.session.deadline)
    both.session.tend()
    assert both.clock.mono() == BEGIN + SILENT
    both.guided.count(REPS[2])
    assert both.guided.end() == frozenset(REPS[2:3])
    assert [one.done for one in both.kept] == [2]


def test_without_an_engine_everything_is_kept_here() -> None:
    """Also a break of which nothing was done."""
    alone = ToldEngine()
    assert ToldEngine().end() == frozenset()
    alone.count(REPS[0])
    assert alone.end() == frozenset(REPS[:1])


@pytest.mark.parametrize("rubbish", [b"[0, 1]\n", b'{"a": 1}\n', b"\xff\n", b"[" * 900 + b"\n", b'[0, "up", 1]\n'])
def test_a_line_that_is_no_rep_is_passed_over(both: Both, rubbish: bytes) -> None:
    """The break goes on."""
    both.guided._connection.sendall(rubbish)  # type: ignore[union-attr]  # noqa: SLF001 - where it says all
    both.tell(REPS[0])
    both.session.end()
    assert [one.done for one in both.kept] == [1]


def test_a_line_without_an_end_ends_the_break(both: Both) -> None:
    """Nobody of ours sends that."""
    both.tell(REPS[0])
    both.guided._connection.sendall(b"x" * 2000)  # type: ignore[union-attr]  # noqa: SLF001 - where it says all
    both.session.ready()
    assert both.session.is_over
    assert [one.done for one in both.kept] == [1]
