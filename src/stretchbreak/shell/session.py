"""A break that another terminal guides for us: it tells every rep, and its end is the end of the connection."""

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
        """Hang up, and report what was done."""
        if not self.is_over:
            self.is_over = True
            self.client.connection.close()
            self._ended(tally(self._line, frozenset(self._done)))

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
