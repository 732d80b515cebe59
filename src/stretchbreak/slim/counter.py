"""Where the engine is asked: takes connections, reads one line of each, and never waits for anybody.

The same counter serves the process that sleeps and the one that decides. Whoever hangs, floods, sends half a line or
ten megabytes loses the connection, and nobody else notices.
"""

from __future__ import annotations

import _socket
import os

from stretchbreak.slim import place, wire

TYPE_CHECKING = False
if TYPE_CHECKING:  # each of these would cost the process that waits half a megabyte
    from collections.abc import Iterable

MOST = 32
"""Connections at once, and as many that watch. Who comes after that sends the one away that came first."""

AT_ONCE = 4
"""Connections taken in one turn: a flood has to queue."""

QUEUE = 128
"""Connections that may wait to be taken."""

SILENT = 5.0
"""Seconds in which a request has to be complete."""


class Client:
    """A connection and what it has sent so far."""

    def __init__(self, connection: _socket.socket, since: float, received: bytes = b"") -> None:
        self.connection = connection
        self.since = since
        self.received = received

    @property
    def descriptor(self) -> int:
        """Its file descriptor."""
        return self.connection.fileno()

    def send(self, content: bytes) -> bool:
        """Send without waiting; False if it did not take all of it: then nobody reads there."""
        try:
            return self.connection.send(content, _socket.MSG_DONTWAIT | _NOSIGNAL) == len(content)
        except OSError:
            return False


_NOSIGNAL: int = getattr(_socket, "MSG_NOSIGNAL", 0)


class Request:
    """What a client asks; ``argv`` is None if the line is none of ours."""

    def __init__(self, client: Client, line: bytes) -> None:
        self.client = client
        self.line = line
        found = wire.asked(line)
        self.argv: list[str] | None = None if found is None else found[0]
        self.version = "" if found is None else found[1]

    def answer(self, exit_code: int, out: str = "", err: str = "", *, version: str) -> None:
        """Answer and hang up."""
        self.client.send(wire.reply(exit_code, out.encode(errors="replace"), err.encode(errors="replace"), version))
        self.client.connection.close()


class Counter:
    """The socket of the engine, and everybody who stands before it."""

    def __init__(self, listener: _socket.socket, clients: Iterable[Client] = ()) -> None:
        self.listener = listener
        self._clients = {client.descriptor: client for client in clients}

    @property
    def watched(self) -> list[int]:
        """The descriptors at which somebody may come or say something."""
        return [self.listener.fileno(), *self._clients]

    @property
    def clients(self) -> list[Client]:
        """Everybody who has not said all yet."""
        return list(self._clients.values())

    def ready(self, descriptors: Iterable[int], now: float) -> list[Request]:
        """What was asked, now that something came at these descriptors."""
        requests: list[Request] = []
        for descriptor in descriptors:
            if descriptor == self.listener.fileno():
                self._take(now)
            elif descriptor in self._clients:
                request = self._read(self._clients[descriptor])
                requests += [] if request is None else [request]
        self._send_away(now)
        return requests

    def _take(self, now: float) -> None:
        for _ in range(AT_ONCE):
            try:
                # socket.socket.accept without its module: a descriptor, and an address that says nothing here.
                descriptor, _ = self.listener._accept()  # type: ignore[attr-defined]  # noqa: SLF001
            except OSError:
                return
            connection = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM, 0, descriptor)
            connection.setblocking(False)
            self._clients[descriptor] = Client(connection, now)
            if len(self._clients) > MOST:
                self._drop(min(self._clients.values(), key=lambda client: client.since))

    def _read(self, client: Client) -> Request | None:
        try:
            more = client.connection.recv(wire.LONGEST_LINE)
        except BlockingIOError:
            return None
        except OSError:
            more = b""
        client.received += more
        line, end, _ = client.received.partition(b"\n")
        if end:
            del self._clients[client.descriptor]
            return Request(client, line + end)
        if not more or len(client.received) >= wire.LONGEST_LINE:
            self._drop(client)
        return None

    def _send_away(self, now: float) -> None:
        for client in [client for client in self._clients.values() if now - client.since > SILENT]:
            self._drop(client)

    def _drop(self, client: Client) -> None:
        del self._clients[client.descriptor]
        client.connection.close()

    def close(self) -> None:
        """Close everything; the name of the socket goes with whoever holds it."""
        for client in self.clients:
            self._drop(client)
        self.listener.close()


def listen() -> _socket.socket:
    """The socket of this user's engine, new, in a folder of the user's own. Raises OSError where it cannot be."""
    path = place.socket_path()
    folder = os.path.dirname(path)
    os.makedirs(folder, mode=0o700, exist_ok=True)
    if not place.is_safe(folder):
        raise PermissionError(f"{folder} belongs to somebody else, or others may write to it")
    listener = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    listener.setblocking(False)
    former = os.umask(0o177)
    try:
        # Whoever listens here holds the lock, so that a socket that is there already belongs to nobody.
        if os.path.lexists(path):
            os.unlink(path)
        listener.bind(path)
    finally:
        os.umask(former)
    listener.listen(QUEUE)
    return listener


def unlisten() -> None:
    """Take the socket's name away."""
    try:
        os.unlink(place.socket_path())
    except OSError:
        return  # Somebody else has done it.


def is_reachable(listener: _socket.socket) -> bool:
    """Whether the socket can still be found under its name: a clean-up of the folder takes it away."""
    path = place.socket_path()
    try:
        return bool(listener.getsockname() == path and os.stat(path).st_mode)
    except OSError:
        return False
