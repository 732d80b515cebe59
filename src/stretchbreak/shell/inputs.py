"""What comes in while we wait: keys and signals, through one selector.

Signals are not acted upon where they strike but read, like keys, where the loop waits: a picture is never torn, and a
break never loses a rep, because a window was resized in the middle of a line.
"""

from __future__ import annotations

import os
import select
import selectors
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import FrameType, TracebackType
from typing import Final, Self

SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGTSTP, signal.SIGWINCH)

_NAMED: Final = {"\r": "enter", "\n": "enter", " ": "space", "\x1b": "esc", "=": "+", "_": "-"}


@dataclass(frozen=True, slots=True)
class Key:
    """A key, by its character or its name: ``n``, ``enter``, ``space``, ``esc``."""

    name: str


@dataclass(frozen=True, slots=True)
class Signal:
    """A signal that reached the process."""

    number: int


Input = Key | Signal


def keys(typed: str) -> Iterator[Key]:
    """The keys in what a terminal sent at once. Arrows and other sequences are no keys of ours and are left out."""
    place = 0
    while place < len(typed):
        end = _sequence_end(typed, place)
        if end == place + 1:
            yield Key(_NAMED.get(typed[place], typed[place].lower()))
        place = end


def _sequence_end(typed: str, place: int) -> int:
    """Where the key or escape sequence that begins here ends."""
    if typed[place] != "\x1b" or typed[place + 1 : place + 2] not in {"[", "O"}:
        return place + 1
    end = place + 2
    while end < len(typed) and not typed[end].isalpha() and typed[end] != "~":
        end += 1
    return end + 1


class Inputs:
    """Waits for keys of ``terminal`` (a file descriptor, or None), for signals, and for what else is watched."""

    def __init__(self, terminal: int | None) -> None:
        self._terminal = terminal
        # epoll and poll count in milliseconds; select waits to the microsecond, and a cue should not come late.
        self._selector = selectors.SelectSelector()
        self._woken, self._waker = os.pipe()
        self._also: dict[int, Callable[[], object]] = {}

    def __enter__(self) -> Self:
        for end in (self._woken, self._waker):
            os.set_blocking(end, False)
        self._selector.register(self._woken, selectors.EVENT_READ)
        if self._terminal is not None:
            self._selector.register(self._terminal, selectors.EVENT_READ)
        self._own = [self._woken, *(() if self._terminal is None else (self._terminal,))]
        self._watched = [*self._own]
        self._former = {number: signal.signal(number, _ignore) for number in SIGNALS}
        self._former_fd = signal.set_wakeup_fd(self._waker, warn_on_full_buffer=False)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        signal.set_wakeup_fd(self._former_fd)
        for number, handler in self._former.items():
            signal.signal(number, handler)
        self._selector.close()
        os.close(self._woken)
        os.close(self._waker)

    def also(self, descriptor: int, ready: Callable[[], object]) -> None:
        """From now on `wait` ends when this descriptor is readable as well, and calls ``ready`` before it returns.

        That must read what is there, take no time, and never fail. It may use `also` and `no_longer` itself.
        """
        self._selector.register(descriptor, selectors.EVENT_READ)
        self._watched.append(descriptor)
        self._also[descriptor] = ready

    def no_longer(self, descriptor: int) -> None:
        """Watch this descriptor no more; to be called before it is closed."""
        self._selector.unregister(descriptor)
        self._watched.remove(descriptor)
        del self._also[descriptor]

    def wait(self, seconds: float) -> list[Input]:
        """Whatever comes within so many seconds, as soon as it comes; nothing if nothing does, or something else."""
        arrived: list[Input] = []
        others: list[int] = []
        for key, _ in self._selector.select(max(seconds, 0.0)):
            if key.fd not in self._own:
                others.append(key.fd)
            else:
                arrived += self._signals() if key.fd == self._woken else self._keys(key.fd)
        for descriptor in others:
            # One of them may have sent another away.
            if ready := self._also.get(descriptor):
                ready()
        return arrived

    @property
    def ear(self) -> int:
        """The descriptor at which signals come."""
        return self._woken

    @property
    def watched(self) -> list[int]:
        """The descriptors at which something may come."""
        return self._watched

    def comes(self, seconds: float) -> bool:
        """Whether a key or a signal comes within so many seconds; like everything else, it is left for `wait`."""
        return bool(select.select(self._own, (), (), max(seconds, 0.0))[0])

    def serve(self) -> bool:
        """See to what else is watched, as far as something has come there; False if a key or a signal has."""
        ready = select.select(self._watched, (), (), 0)[0]
        for descriptor in ready:
            # One of them may have sent another away.
            if see := self._also.get(descriptor):
                see()
        return not any(descriptor in self._own for descriptor in ready)

    def stop(self) -> None:
        """Stop the process as Ctrl-Z does, and return once it is continued."""
        ours = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, ours)

    def _signals(self) -> list[Input]:
        return [Signal(number) for number in os.read(self._woken, 64)]

    def _keys(self, terminal: int) -> list[Input]:
        try:
            typed = os.read(terminal, 1024)
        except OSError:
            typed = b""
        if not typed:
            # The terminal is gone. Whoever reads on would spin.
            self._selector.unregister(terminal)
            self._own.remove(terminal)
            self._watched.remove(terminal)
            return [Signal(signal.SIGHUP)]
        return list(keys(typed.decode(errors="replace")))


def _ignore(number: int, frame: FrameType | None) -> None:
    """Let the wake-up pipe carry the signal."""
