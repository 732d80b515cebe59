"""A break that is guided here while an engine runs: it is told of the break, of every rep, and of its end."""

from __future__ import annotations

import _socket
from contextlib import suppress

from stretchbreak import __version__
from stretchbreak.core.routine import Routine
from stretchbreak.core.tally import Rep
from stretchbreak.documents.json_values import SnapshotError
from stretchbreak.documents.routine_values import routine_of, text_of
from stretchbreak.errors import StretchbreakError
from stretchbreak.shell.session import KEPT, told
from stretchbreak.slim import client, wire

PATIENCE = 2.0
"""Seconds for the engine to write down what was done."""


class EngineError(StretchbreakError):
    """The engine that runs does not agree."""


class ToldEngine:
    """The connection to the engine for the time of one break; without one, nobody is told."""

    def __init__(self, connection: _socket.socket | None = None) -> None:
        self._connection = connection
        self._done: set[Rep] = set()
        self._told: set[Rep] = set()

    def count(self, rep: Rep) -> None:
        """Tell of a rep that was done; never waits."""
        self._done.add(rep)
        line = told(rep)
        with suppress(OSError):
            if self._connection is not None and self._connection.send(line, _socket.MSG_DONTWAIT) == len(line):
                self._told.add(rep)

    def end(self) -> frozenset[Rep] | None:
        """The break is over; returns the reps that are to be kept here, or None if the engine has kept the break."""
        if self._connection is None or not _is_kept(self._connection):
            return frozenset(self._done)
        return frozenset(self._done - self._told) or None


def _is_kept(connection: _socket.socket) -> bool:
    """Whether the engine says that it has kept what it was told. Hangs up."""
    connection.settimeout(PATIENCE)
    answer = b""
    with suppress(OSError):
        connection.shutdown(_socket.SHUT_WR)
    with suppress(OSError):
        while more := connection.recv(len(KEPT)):
            answer += more
    connection.close()
    return answer == KEPT


def turn() -> Routine | None:
    """The routine whose turn it is with the engine that runs; None if none does, or it cannot say."""
    answer = _asked(["turn"])
    if answer is None:
        return None
    connection, exit_code, body = answer
    connection.close()
    with suppress(SnapshotError):
        return routine_of(body) if exit_code == 0 else None
    return None


def tell(routine: Routine) -> ToldEngine:
    """Tell the engine that this is guided now, if one runs. Raises EngineError if it does not agree."""
    answer = _asked(["do", text_of(routine)])
    if answer is None:
        return ToldEngine()
    connection, exit_code, body = answer
    if exit_code == wire.STREAM:
        connection.settimeout(None)
        return ToldEngine(connection)
    connection.close()
    if exit_code == wire.NOT_UNDERSTOOD:
        return ToldEngine()
    raise EngineError(body.strip() or "the engine that runs does not agree")


def _asked(argv: list[str]) -> tuple[_socket.socket, int, str] | None:
    """The connection, the exit code, and what was said; None without an engine that answers."""
    connection = client.connected()
    if connection is None:
        return None
    try:
        connection.sendall(wire.request(argv, __version__))
        received = b""
        while b"\n" not in received:
            received += client.more(connection)
        head, body = received.split(b"\n", 1)
        answer = wire.replied(head)
        while answer is not None and answer[0] != wire.STREAM and len(body) < answer[1] + answer[2]:
            body += client.more(connection)
    except OSError:
        answer = None
    if answer is None:
        connection.close()
        return None
    return connection, answer[0], body.decode(errors="replace")
