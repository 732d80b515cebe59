"""A connection to the session bus that never waits: what is sent and what comes passes through one descriptor.

jeepney puts messages together and takes them apart; its own connections would wait for each reply, and drop the
signals that come meanwhile.
"""

from __future__ import annotations

import os
import select
import socket
import struct
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import Any, Final

from jeepney import DBusAddress, HeaderFields, MessageType, new_method_call
from jeepney.auth import BEGIN, Authenticator
from jeepney.bus import unescape
from jeepney.low_level import Message, Parser

from stretchbreak.boundaries import Clock

DEADLINE = 2.0
"""Seconds that each call may take."""

Replied = Callable[[Sequence[Any] | None, str], None]
"""Is told what a call gave; or None, and why it gave nothing."""

Signalled = Callable[[str, Sequence[Any]], None]
"""Is told the name of a signal, and what it carries."""

_BUS: Final = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
_GARBLED: Final = (ValueError, KeyError, IndexError, TypeError, AssertionError, struct.error, RecursionError)
"""What jeepney raises over bytes that are no messages."""


@dataclass(frozen=True, slots=True)
class _Call:
    due: float
    replied: Replied


class Bus:
    """One connection, for as long as somebody has something to ask; ``epoll`` wakes whoever waits for it."""

    def __init__(self, places: Sequence[str], clock: Clock, epoll: select.epoll, signalled: Signalled) -> None:
        """Raises OSError where nobody listens at any of the places."""
        self._clock = clock
        self._signalled = signalled
        self._calls: dict[int, _Call] = {}
        self._serial = 0
        self._parser = Parser()
        self._authenticator = Authenticator()
        self._unsent = self._authenticator.data_to_send() or b""
        self._later = b""
        self._socket: socket.socket | None = _connected(places)
        self._epoll = epoll
        self._epoll.register(self._socket, select.EPOLLIN)
        self._flush()
        self.call(_BUS, "Hello", None, (), lambda body, why: None if body else self._lose(why))

    @property
    def is_waiting(self) -> bool:
        """Whether a call is still to be replied to."""
        return bool(self._calls)

    @property
    def is_lost(self) -> bool:
        """Whether there is no connection any more."""
        return self._socket is None

    def deadline(self) -> float:
        """The monotonic time at which a call has waited for too long."""
        return min((call.due for call in self._calls.values()), default=inf)

    def listen(self, rule: str) -> None:
        """Be told of the signals that this rule matches."""
        self.call(_BUS, "AddMatch", "s", (rule,), lambda body, why: None)  # noqa: ARG005 - nothing hangs on it

    def call(
        self, whom: DBusAddress, method: str, signature: str | None, body: tuple[Any, ...], replied: Replied
    ) -> None:
        """Send this call; ``replied`` is told within the deadline what came of it."""
        if self._socket is None:
            replied(None, "the session bus is gone")
            return
        self._serial += 1
        self._calls[self._serial] = _Call(self._clock.mono() + DEADLINE * self._clock.pace, replied)
        self._send(new_method_call(whom, method, signature, body).serialise(self._serial))

    def tend(self) -> None:
        """Send and receive as much as can be without waiting, and give up calls that took too long."""
        self._flush()
        self._receive()
        now = self._clock.mono()
        for serial in [serial for serial, call in self._calls.items() if call.due <= now]:
            # One that is told may hang up, and all the others are told then.
            if (call := self._calls.pop(serial, None)) is not None:
                call.replied(None, f"it did not answer within {DEADLINE:g} s")

    def close(self) -> None:
        """Hang up."""
        self._lose("the connection was closed")

    def _send(self, message: bytes) -> None:
        if self._authenticator.authenticated:
            self._unsent += message
        else:
            self._later += message
        self._flush()

    def _flush(self) -> None:
        if self._socket is None:
            return
        try:
            while self._unsent:
                self._unsent = self._unsent[self._socket.send(self._unsent, socket.MSG_NOSIGNAL) :]
        except BlockingIOError:
            pass
        except OSError as error:
            self._lose(error.strerror or "broken")
            return
        self._epoll.modify(self._socket, select.EPOLLIN | (select.EPOLLOUT if self._unsent else 0))

    def _receive(self) -> None:
        if self._socket is None:
            return
        try:
            came = self._socket.recv(65536)
        except BlockingIOError:
            return
        except OSError:
            came = b""
        if not came:
            self._lose("the session bus hung up")
            return
        try:
            for message in self._messages(came):
                self._hear(message)
        except _GARBLED:
            self._lose("the session bus talks nonsense")

    def _messages(self, came: bytes) -> list[Message]:
        if self._authenticator.authenticated:
            self._parser.add_data(came)
            return list(iter(self._parser.get_next_message, None))
        self._authenticator.feed(came)
        if self._authenticator.authenticated:
            self._unsent += BEGIN + self._later
            self._later = b""
            self._flush()
        return []

    def _hear(self, message: Message) -> None:
        header = message.header
        if header.message_type is MessageType.signal:
            self._signalled(header.fields.get(HeaderFields.member, ""), message.body)
            return
        call = self._calls.pop(header.fields.get(HeaderFields.reply_serial, 0), None)
        if call is None:
            return
        if header.message_type is MessageType.method_return:
            call.replied(message.body, "")
        else:
            call.replied(None, _reason(message))

    def _lose(self, why: str) -> None:
        if self._socket is None:
            return
        with suppress(OSError):
            self._epoll.unregister(self._socket)
        self._socket.close()
        self._socket = None
        calls, self._calls = self._calls, {}
        for call in calls.values():
            call.replied(None, why)


def places_of(environment: Mapping[str, str]) -> list[str]:
    """Where the session bus may be reached: paths, those without a file beginning with a null; none without a bus."""
    named = environment.get("DBUS_SESSION_BUS_ADDRESS", "")
    found = []
    for address in named.split(";"):
        kind, _, details = address.partition(":")
        pairs = dict(pair.split("=", 1) for pair in details.split(",") if "=" in pair)
        if kind == "unix" and "path" in pairs:
            found.append(unescape(pairs["path"]))
        elif kind == "unix" and "abstract" in pairs:
            found.append(f"\0{unescape(pairs['abstract'])}")
    usual = Path(environment.get("XDG_RUNTIME_DIR") or "/nowhere", "bus")
    return found if named else [str(usual)] * usual.is_socket()


def _connected(places: Sequence[str]) -> socket.socket:
    """A socket at the first place where somebody listens. Raises OSError."""
    trouble: OSError = FileNotFoundError(2, os.strerror(2))
    for place in places:
        one = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_NONBLOCK | socket.SOCK_CLOEXEC)
        try:
            one.connect(place)
        except (OSError, ValueError) as error:
            one.close()
            trouble = error if isinstance(error, OSError) else trouble
        else:
            return one
    raise trouble


def _reason(message: Message) -> str:
    """Why a call failed, in the words of whoever refused it."""
    told = message.body[0] if message.body and isinstance(message.body[0], str) else ""
    return told or str(message.header.fields.get(HeaderFields.error_name, "refused"))
