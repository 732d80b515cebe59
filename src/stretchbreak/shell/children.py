"""Child processes that nobody waits for.

Each is the first of a session and a process group of its own. On Linux one descriptor becomes readable when any of
them has ended, so that a loop that sleeps on it wakes once for each, and never to look. Elsewhere an end is noticed
at the next wake, and at the limit at the latest.

What a child with a limit prints stays in its pipe until it is over. Nothing is read meanwhile, so that a child that
prints without end costs nothing: the pipe fills, the child stands still, and its limit ends it.
"""

from __future__ import annotations

import fcntl
import os
import select
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from math import inf
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from stretchbreak.boundaries import Clock, Ending, Manner

LAST_WORDS: Final = 200
"""Bytes that are kept of what a child printed: the last ones."""

ROOM: Final = 1024 * 1024
"""Bytes that a child may print, where the system lets a pipe hold so many."""

GRACE: Final = 0.5
"""Seconds from the request to end to the end."""

PARTING: Final = 0.5
"""Seconds that are left to children with a limit when we end ourselves."""

TELLS: Final = sys.platform == "linux" and hasattr(os, "pidfd_open")
"""Whether this system tells by a descriptor that a process has ended."""

_PIPE: Final = 65536
_ENDING: Final = (signal.SIGTERM, signal.SIGKILL)
_BY_DEFAULT: Final = signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}


@dataclass(slots=True, kw_only=True)
class _Child:
    """A child, and the group with its number. Only with a limit it has a pipe, and signals still to be sent."""

    pid: int
    tells: int | None
    due: float
    printed: int | None
    signals: tuple[signal.Signals, ...]
    ended: Callable[[Ending], None] | None
    code: int | None = None
    manner: Manner = "by itself"


class ChildProcesses:
    """Starts processes, ends those whose time is over, and reaps every one."""

    def __init__(self, clock: Clock, *, grace: float = GRACE, tells: bool = TELLS) -> None:
        self._clock = clock
        self._grace = grace
        self._ends = _Ends(tells=tells)
        self._children: list[_Child] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self._children)

    def start(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        limit: float | None = None,
        ended: Callable[[Ending], None] | None = None,
    ) -> None:
        """Start the program with the absolute path ``command[0]``; ``ended`` is told once all of it is over.

        With a limit it is ended with its whole group after so many seconds, and what it prints is kept for ``ended``.
        Without, it lives as long as it likes, longer than we do, and prints nowhere. Raises OSError.
        """
        reading, writing = (None, None) if limit is None else _pipe()
        try:
            pid = _spawned(command, environment, writing)
        except OSError:
            if reading is not None:
                os.close(reading)
            raise
        finally:
            if writing is not None:
                os.close(writing)
        child = _Child(
            pid=pid,
            tells=self._ends.add(pid),
            due=inf if limit is None else self._clock.mono() + limit * self._clock.pace,
            printed=reading,
            signals=() if limit is None else _ENDING,
            ended=ended,
        )
        self._children.append(child)

    def fileno(self) -> int | None:
        """What is readable once a child has ended, until `tend`; None where the system has no such thing."""
        return self._ends.fileno()

    def deadline(self) -> float:
        """The monotonic time at which `tend` is wanted at the latest; never in the past once it was called."""
        return min((child.due for child in self._children), default=inf)

    def tend(self) -> None:
        """Reap what has ended, and end what should have. Takes no time, and may be called at any."""
        now = self._clock.mono()
        over = [child for child in self._children if self._is_over(child, now)]
        for child in over:
            self._children.remove(child)
        for child in over:
            ending = _ending(child)
            if child.ended is not None:
                child.ended(ending)

    def close(self) -> None:
        """Give children with a limit a moment to end by themselves, and end the others of them."""
        last = self._clock.mono() + PARTING * self._clock.pace
        for child in self._children:
            if child.signals:
                child.due = min(child.due, last)
        while (due := self.deadline()) < inf:
            self._ends.wait((due - self._clock.mono()) / self._clock.pace)
            self.tend()
        if any(child.printed is not None for child in self._children):
            self._ends.wait(self._grace)
            self.tend()
        for child in self._children:
            if child.tells is not None:
                self._ends.remove(child.tells)
        self._children = []
        self._ends.close()

    def _is_over(self, child: _Child, now: float) -> bool:
        """Whether nothing of it is left to wait for; where its time is over, it is sent its next signal."""
        if child.code is None:
            child.code = _exit_code(child.pid)
            if child.code is not None and child.tells is not None:
                self._ends.remove(child.tells)
        if child.code is not None and not (child.signals and _has_members(child.pid)):
            return True
        if now < child.due:
            return False
        if child.code is not None and _are_zombies(child.pid):
            return True
        self._end(child, now)
        return child.code is not None and not child.signals

    def _end(self, child: _Child, now: float) -> None:
        """Send the group its next signal. After the last one there is nothing left to do but to reap."""
        if child.signals == _ENDING:
            child.manner = "overdue" if child.code is None else "left"
        if child.signals:
            number, *rest = child.signals
            # Gone at this very moment, or somebody else's by now: sudo makes such processes.
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(child.pid, number)
            child.signals = tuple(rest)
        is_told = not child.signals and child.tells is not None
        child.due = inf if is_told else now + self._grace * self._clock.pace


class _Ends:
    """One descriptor that is readable as soon as one of several processes has ended."""

    def __init__(self, *, tells: bool) -> None:
        self._epoll = select.epoll() if tells else None

    def fileno(self) -> int | None:
        return None if self._epoll is None else self._epoll.fileno()

    def add(self, pid: int) -> int | None:
        """Tell of this process too; gives what stands for it, None where it cannot be told of."""
        if self._epoll is None:
            return None
        try:
            tells = os.pidfd_open(pid)
        except OSError:
            # An old kernel, or no descriptor is left. It is reaped nevertheless, at the next wake.
            return None
        self._epoll.register(tells, select.EPOLLIN)
        return tells

    def remove(self, tells: int) -> None:
        if self._epoll is not None:
            self._epoll.unregister(tells)
            os.close(tells)

    def wait(self, seconds: float) -> None:
        """Wait until one has ended, so many seconds at most; where none is told of, only a moment."""
        if self._epoll is None:
            select.select((), (), (), min(max(seconds, 0.0), 0.02))
        else:
            select.select((self._epoll,), (), (), max(seconds, 0.0))

    def close(self) -> None:
        if self._epoll is not None:
            self._epoll.close()


def _pipe() -> tuple[int, int]:
    """A pipe that holds much, the end that is read first; reading never waits."""
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    if sys.platform == "linux":
        # Refused to a user who has too much in pipes already; what a pipe holds anyway will do.
        with suppress(OSError):
            fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, ROOM)
    return reading, writing


def _spawned(command: Sequence[str], environment: Mapping[str, str], prints: int | None) -> int:
    """Start the program, as if nobody had started it: no signal ignored, nothing to read, a session of its own."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    places = ((nowhere, 0), (nowhere if prints is None else prints, 1), (nowhere if prints is None else prints, 2))
    actions = [(os.POSIX_SPAWN_DUP2, source, target) for source, target in places]
    try:
        return os.posix_spawn(
            command[0],
            list(command),
            environment,
            file_actions=actions,
            setsid=True,
            setsigmask=(),
            setsigdef=_BY_DEFAULT,
        )
    finally:
        os.close(nowhere)


def _exit_code(pid: int) -> int | None:
    """The exit code, or the negative number of the signal, of a child that has ended; it is no zombie any more."""
    try:
        ended, status = os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        # Where SIGCHLD is ignored, the system reaps by itself, and nobody can tell how it ended.
        return 0
    return os.waitstatus_to_exitcode(status) if ended else None


def _has_members(group: int) -> bool:
    """Whether somebody is left in this group. As long as there is, no other process can get its number."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _are_zombies(group: int) -> bool:
    """Whether nobody in this group lives, but the parent that they were left to has not reaped them yet.

    As in a container whose first process cares for nobody. Where this cannot be told, they are taken to live.
    """
    if sys.platform != "linux":
        return False
    for name in filter(str.isdigit, os.listdir("/proc")):  # noqa: PTH208 - iterdir would make a Path of every name
        # Whoever ends meanwhile is no member.
        with suppress(OSError, ValueError):
            state, _, its_group, *_ = Path("/proc", name, "stat").read_bytes().rpartition(b")")[2].split()
            if int(its_group) == group and state not in {b"Z", b"X"}:
                return False
    return True


def _ending(child: _Child) -> Ending:
    printed, flooded = ("", False) if child.printed is None else _last_words(child.printed)
    return Ending(code=child.code or 0, manner=child.manner, printed=printed, flooded=flooded)


def _last_words(pipe: int) -> tuple[str, bool]:
    """What was printed last, in one line, and whether so much was printed that the pipe was full; closes it."""
    room = fcntl.fcntl(pipe, fcntl.F_GETPIPE_SZ) if sys.platform == "linux" else _PIPE
    last, count = b"", 0
    # Somebody who left the group may print on without end.
    while count < room and (part := _read(pipe)):
        last, count = (last + part)[-LAST_WORDS:], count + len(part)
    os.close(pipe)
    text = last.decode(errors="replace").lstrip("\ufffd")
    shown = "".join(letter if letter.isprintable() else " " for letter in text)
    # Pages of a pipe are full before all of their bytes are used.
    return " ".join(shown.split()), count > room // 2


def _read(pipe: int) -> bytes:
    try:
        return os.read(pipe, _PIPE)
    except BlockingIOError:
        return b""
