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
from stretchbreak.shell.session import told
from stretchbreak.slim import client, wire


class EngineError(StretchbreakError):
    """The engine that runs does not agree."""


class ToldEngine:
    """The connection to the engine for the time of one break."""

    def __init__(self, connection: _socket.socket) -> None:
        self._connection = connection
        self.follows = True
        """Whether the engine has heard everything; if not, what was done must be kept here."""

    def count(self, rep: Rep) -> None:
        """Tell of a rep that was done; never waits."""
        if self.follows:
            try:
                self._connection.send(told(rep), _socket.MSG_DONTWAIT)
            except OSError:
                self.follows = False

    def end(self) -> None:
        """The break is over."""
        self._connection.close()


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


def tell(routine: Routine) -> ToldEngine | None:
    """Tell the engine that this is guided now; None if none runs. Raises EngineError if it does not agree."""
    answer = _asked(["do", text_of(routine)])
    if answer is None:
        return None
    connection, exit_code, body = answer
    if exit_code == wire.STREAM:
        return ToldEngine(connection)
    connection.close()
    if exit_code == wire.NOT_UNDERSTOOD:
        return None
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
