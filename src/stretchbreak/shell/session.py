"""A break that another terminal guides for us: it tells every rep, and says nothing more at its end.

Whoever has written the break down says so, and if nobody does the other one writes: whichever of the two processes
is ended, and however, what was done is kept, and kept once.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from stretchbreak.boundaries import Clock
from stretchbreak.core.tally import Rep, Tally, tally
from stretchbreak.core.timeline import Timeline
from stretchbreak.slim.counter import Client

SILENT = 3600.0
"""Seconds without a rep after which nobody stretches there any more, whatever the connection says."""

LONGEST_LINE = 1024

KEPT = b"kept\n"
"""What the other terminal hears when what it has told is written down."""


class Session:
    """The break of this client, as far as it has been told."""

    def __init__(self, client: Client, line: Timeline, clock: Clock, ended: Callable[[Tally], None]) -> None:
        self.client = client
        self._line = line
        self._clock = clock
        self._ended = ended
        self._done: set[Rep] = set()
        self._heard = clock.mono()
        self._rest = b""
        self.is_over = False

    @property
    def deadline(self) -> float:
        """Monotonic time at which it ends unless another rep is told."""
        return self._heard + SILENT

    def ready(self) -> None:
        """Read what the other terminal tells; the end of it, or rubbish, is the end of the break."""
        try:
            more = self.client.connection.recv(65536)
        except BlockingIOError:
            return
        except OSError:
            more = b""
        *lines, self._rest = (self._rest + more).split(b"\n")
        for line in lines:
            self._count(line)
        self._heard = self._clock.mono()
        if not more or len(self._rest) > LONGEST_LINE:
            self.end()

    def tend(self) -> None:
        """End it if nothing has been heard for too long."""
        if self._clock.mono() >= self.deadline:
            self.end()

    def end(self) -> None:
        """Report what was done, say that it is kept, and hang up."""
        if not self.is_over:
            self.is_over = True
            self._ended(tally(self._line, frozenset(self._done)))
            self.client.send(KEPT)
            self.client.connection.close()

    def leave(self) -> None:
        """Hang up on a break that goes on there, and will be kept there; one that is over is ended."""
        for _ in ("the last reps", "and the end behind them"):
            if not self.is_over:
                self.ready()
        if not self.is_over:
            self.is_over = True
            self.client.connection.close()

    def _count(self, line: bytes) -> None:
        rep = _rep(line)
        if rep is not None:
            self._done.add(rep)


def told(rep: Rep) -> bytes:
    """The line that tells of this rep."""
    return f"{json.dumps([rep.station, rep.side, rep.number])}\n".encode()


def _rep(line: bytes) -> Rep | None:
    found: Any = None
    with suppress(ValueError, RecursionError):
        found = json.loads(line)
    match found:
        case [int(station), None | "left" | "right" as side, int(number)]:
            return Rep(station, side, number)
        case _:
            return None
