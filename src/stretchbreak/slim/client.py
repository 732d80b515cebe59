"""The thin client: carries the arguments to the engine and its answer back, and knows nothing of either."""

from __future__ import annotations

import _socket
import os
import select

from stretchbreak import __version__
from stretchbreak.slim import place, wire

PATIENCE = 10.0
"""Seconds for an answer. The engine needs a fraction of one, even when it has to load itself first."""

TURN = 0.02
"""Seconds until it is worth trying again where too many stand."""

UNANSWERED = 1
INTERRUPTED = 130
PIPE_CLOSED = 141


def carried(argv: list[str]) -> int | None:
    """Have the engine answer, if one runs and this is no call for help; returns the exit code, or None."""
    if {"-h", "--help"}.intersection(argv):
        return None
    try:
        return ask(argv, __version__)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return PIPE_CLOSED


def ask(argv: list[str], version: str) -> int | None:
    """Have the engine answer; returns the exit code, or None if there is no engine or it does not understand."""
    engine = connected()
    if engine is None:
        return None
    try:
        engine.sendall(wire.request(argv, version))
        return _answer(engine, version)
    except TimeoutError:
        _write(
            2, b"The engine does not answer. End it with `stretchbreak stop`, or by its pid, and start it again.\n"
        )
        return UNANSWERED
    except ConnectionResetError:
        return None
    finally:
        engine.close()


def connected() -> _socket.socket | None:
    """A connection to the engine of this user; None if none runs."""
    path = place.socket_path()
    if not place.is_safe(os.path.dirname(path)):
        return None
    engine = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    engine.settimeout(PATIENCE)
    try:
        _queue(engine, path)
    except OSError:
        engine.close()
        return None
    return engine


def _queue(engine: _socket.socket, path: str) -> None:
    """Connect, however many do so just now: Linux sends away whom it has no room for, unless he waits for ever."""
    for _ in range(int(PATIENCE / TURN)):
        try:
            return engine.connect(path)
        except BlockingIOError:
            select.select((), (), (), TURN)
    return engine.connect(path)


def _answer(engine: _socket.socket, version: str) -> int | None:
    received = b""
    while b"\n" not in received:
        received += more(engine)
    head, body = received.split(b"\n", 1)
    answer = wire.replied(head)
    if answer is None or answer[0] == wire.NOT_UNDERSTOOD:
        return None
    exit_code, out, err, theirs = answer
    if exit_code == wire.STREAM:
        return _stream(engine, body)
    while len(body) < out + err:
        body += more(engine)
    _write(1, body[:out])
    _write(2, body[out : out + err])
    if theirs != version:
        _write(2, f"The engine is version {theirs}, this is {version}: stop it and start it again.\n".encode())
    return exit_code


def _stream(engine: _socket.socket, body: bytes) -> int:
    """Pass on whatever comes, as it comes, until the engine ends."""
    engine.settimeout(None)
    while True:
        _write(1, body)
        body = engine.recv(4096)
        if not body:
            return 0


def more(engine: _socket.socket) -> bytes:
    """What comes next. Raises ConnectionResetError at the end."""
    received = engine.recv(65536)
    if not received:
        raise ConnectionResetError
    return received


def _write(descriptor: int, content: bytes) -> None:
    while content:
        content = content[os.write(descriptor, content) :]
