"""The process that waits: asleep until the next deadline, awake for a moment once a minute, and for who asks.

It knows no breaks. The engine works out when it wants to be called and what `status` is to say until then, puts that
into a `Handover`, and becomes this program by ``exec``: one process with one lock and one socket, and half of the
memory. When the time has come, or something else is asked, it becomes the engine again.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # the C half of signal, which costs less
import _socket
import marshal
import os
import select
import sys
import time

from stretchbreak.slim import place, wire
from stretchbreak.slim.answers import Answers, Watchers
from stretchbreak.slim.counter import Client, Counter, Request, is_reachable, listen, unlisten

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing would cost two megabytes
    from typing import TypedDict

    class Handover(TypedDict):
        """What one program leaves to the other. Times are seconds since the machine began to run, sleep included.

        ``kept`` is what only the engine understands. ``beat`` is where the state file holds the last sign of life.
        """

        engine: list[str]
        kept: bytes
        lock: int | None
        listener: int
        ready: int | None
        clients: list[tuple[int, float, bytes]]
        asked: list[tuple[int, bytes]]
        watchers: list[tuple[int, list[str], str]]
        until: float | None
        slept: float
        wall: float | None
        beat: tuple[int, int, float] | None
        files: list[tuple[str, int]]
        version: str
        templates: dict[str, tuple[str, ...]]
        fields: dict[str, tuple[str, ...]]
        next_at: float | None
        since: float
        once: bool


SLICE = 60.0
"""Seconds slept at once at most: timers stand still while the machine sleeps."""

SLEPT = 2.0
"""Seconds of suspend that count: less is no sleep of a person's machine."""

STEPPED = 2.0
"""Seconds by which the wall clock is put right that count."""

ENDING = (_signal.SIGTERM, _signal.SIGINT, _signal.SIGHUP)

HAIR = 0.01
"""Seconds by which we wake after a minute rather than before it."""


def main(descriptor: int) -> None:
    """Sleep by the handover that lies at this descriptor; never returns."""
    Sleeper(received(descriptor)).run()


def received(descriptor: int) -> Handover:
    """The handover at this descriptor, which is closed."""
    with open(descriptor, "rb") as file:
        handover: Handover = marshal.load(file)  # noqa: S302 - our own, by a file that nobody else holds
    return handover


def become(program: list[str], handover: Handover, ear: int | None = None) -> None:
    """Become another program that gets this handover and every descriptor in it.

    Returns by OSError, or because a signal has come to the descriptor ``ear``. Either way nothing has changed.
    """
    note = _noted(handover)
    handed = [note, *descriptors(handover)]
    try:
        # A new program hears nothing at first, and would simply be ended.
        _signal.pthread_sigmask(_signal.SIG_BLOCK, ENDING)
        for one in handed:
            os.set_inheritable(one, True)
        if ear is not None and select.select([ear], (), (), 0)[0]:
            return
        os.execv(program[0], [*program, str(note)])  # noqa: S606 - no shell is wanted
    finally:
        for one in handed:
            os.set_inheritable(one, False)
        os.close(note)
        hear()


def hear() -> None:
    """Hear from now on what asks us to end, and what has asked it meanwhile."""
    _signal.pthread_sigmask(_signal.SIG_UNBLOCK, ENDING)


def _noted(handover: Handover) -> int:
    """The handover in a file without a name: in a pipe, what nobody reads yet must not be more than 64 KiB."""
    if hasattr(os, "memfd_create"):
        note = os.memfd_create("handover")
    else:
        path = f"{place.socket_path()}.{os.getpid()}"
        note = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        os.unlink(path)
    with open(note, "wb", closefd=False) as file:
        marshal.dump(handover, file)  # type: ignore[arg-type]  # all of it is plain
    os.lseek(note, 0, os.SEEK_SET)
    return note


def descriptors(handover: Handover) -> list[int]:
    """Every descriptor in it."""
    every = [handover["listener"], *[one[0] for one in handover["clients"]], *[one[0] for one in handover["asked"]]]
    every += [one[0] for one in handover["watchers"]]
    every += [one for one in (handover["lock"], handover["ready"]) if one is not None]
    return every if handover["beat"] is None else [*every, handover["beat"][0]]


def since_boot() -> float:
    """Seconds since the machine began to run, sleep included where the system can tell."""
    return time.clock_gettime(_WITH_SLEEP)


def slept() -> float:
    """Seconds of sleep so far; 0 where the system cannot tell."""
    return time.clock_gettime(_WITH_SLEEP) - time.clock_gettime(_AWAKE)


if sys.platform == "darwin":
    _WITH_SLEEP, _AWAKE = time.CLOCK_MONOTONIC, time.CLOCK_UPTIME_RAW
else:
    _WITH_SLEEP, _AWAKE = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC), time.CLOCK_MONOTONIC


class Sleeper:
    """The engine, asleep."""

    def __init__(self, handover: Handover) -> None:
        self._handover = handover
        listener = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM, 0, handover["listener"])
        self._counter = Counter(listener, [client(*one) for one in handover["clients"]])
        self._watchers = Watchers(watching(handover))
        moving, once = (handover["next_at"], handover["since"]), handover["once"]
        self._answers = Answers(handover["version"], handover["templates"], handover["fields"], *moving, once=once)
        self._looked = since_boot()
        self._next_line = 0.0
        self._again = 0.0
        self._trouble = ""
        self._woken, waker = os.pipe()
        os.set_blocking(waker, False)
        _signal.set_wakeup_fd(waker, warn_on_full_buffer=False)
        for number in ENDING:
            _signal.signal(number, _ignore)
        hear()

    def run(self) -> None:
        """Sleep until there is something that only the engine can do; never returns."""
        while True:
            now = since_boot()
            self._tell(now)
            if now >= self._again and (self._is_due(now) or self._is_disturbed()):
                self._wake([])
            watched = [self._woken, *self._counter.watched]
            ready = select.select(watched, (), (), self._patience(now))[0]
            if self._woken in ready:
                self._end()
            self._serve(self._counter.ready(ready, since_boot()))
            if since_boot() - self._looked >= SLICE - HAIR:
                self._look_after_itself()

    def _is_due(self, now: float) -> bool:
        until = self._handover["until"]
        return until is not None and until <= now

    def _patience(self, now: float) -> float:
        """For how long nothing need be done."""
        until = self._handover["until"]
        slice_ = SLICE if until is None else min(max(until, self._again) - now, SLICE)
        if self._watchers.watching:
            slice_ = min(slice_, self._next_line - now + HAIR)
        return max(slice_, 0.0)

    def _tell(self, now: float) -> None:
        """A line to everybody who watches, when a minute has passed that somebody sees."""
        if now >= self._next_line:
            self._watchers.tell(self._answers, now)
            self._next_line = self._watchers.next_change(self._answers, now)

    def _is_disturbed(self) -> bool:
        """Whether the machine has slept, the clock was set, or a file has changed."""
        if slept() - self._handover["slept"] > SLEPT:
            return True
        wall = self._handover["wall"]
        if wall is not None and abs(time.time() - since_boot() - wall) > STEPPED:
            return True
        return any(changed_at(path) != when for path, when in self._handover["files"])

    def _look_after_itself(self) -> None:
        """Once a minute: a sign of life for the next start, and a socket under its name."""
        self._looked = since_boot()
        beat(self._handover["beat"])
        if not is_reachable(self._counter.listener):
            try:
                self._counter.listener = listen()
            except OSError:
                return  # Tried again a minute later.

    def _serve(self, requests: list[Request]) -> None:
        """Answer everybody who asks how things stand; whatever else is asked is the engine's affair."""
        asked = [request for request in requests if not self._is_answered(request)]
        if asked:
            self._wake(asked)

    def _is_answered(self, request: Request) -> bool:
        argv, now = request.argv, since_boot()
        left = argv is None or self._answers.is_left_to_the_engine(argv)
        answer = None if left or argv is None else self._answers.to(argv, now)
        if argv is None:
            request.answer(1, err=wire.RUBBISH, version=self._answers.version)
        elif answer is not None:
            request.answer(0, f"{answer}\n", self._trouble, version=self._answers.version)
        elif argv == ["stop"]:
            self._end(request)
        elif "--watch" in argv and self._watchers.add(request, self._answers, now):
            self._next_line = now
        else:
            return False
        return True

    def _wake(self, asked: list[Request]) -> None:
        """Become the engine again; if that cannot be, as where it is being installed anew, go on sleeping."""
        handover = self._handover
        handover["clients"] = [(one.descriptor, one.since, one.received) for one in self._counter.clients]
        handover["watchers"] = [(one.descriptor, argv, line) for one, argv, line in self._watchers.watching]
        handover["asked"] = [(request.client.descriptor, request.line) for request in asked]
        handover["listener"] = self._counter.listener.fileno()
        try:
            os.stat(_ENGINE)
            become(handover["engine"], handover, self._woken)
        except OSError as error:
            self._again = since_boot() + SLICE
            gone = error.filename or handover["engine"][0]
            self._trouble = f"The engine cannot wake up ({gone}: {error.strerror}). It tries again each minute.\n"
        else:
            self._end()
        for request in asked:
            request.answer(1, err=self._trouble, version=self._answers.version)

    def _end(self, request: Request | None = None) -> None:
        """End, as a signal or somebody asks: whatever matters is on disk already."""
        beat(self._handover["beat"])
        unlisten()
        if request is not None:
            # Whoever reads this may begin another engine at once.
            if self._handover["lock"] is not None:
                os.close(self._handover["lock"])
            request.answer(0, "Stopped.\n", version=self._answers.version)
        os._exit(0)


_ENGINE = __file__.rsplit("/", 2)[0] + "/cli/awake.py"


def beat(place: tuple[int, int, float] | None) -> None:
    """A sign of life in the state file: its descriptor, where in it, and by how much its clock is ahead of ours."""
    if place is None:
        return
    descriptor, offset, ahead = place
    wall = time.time()
    whole = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(wall))
    sign = f'{{"mono": {since_boot() + ahead:20.6f}, "wall": "{whole}.{int(wall % 1 * 1e6):06}+00:00"}}'
    try:
        os.pwrite(descriptor, sign.encode(), offset)
    except OSError:
        return  # A full disk, or a folder that is gone: the next start takes us for dead since the last one.


def changed_at(path: str) -> int:
    """When the file was changed last, in nanoseconds; 0 if there is none."""
    try:
        return os.stat(path).st_mtime_ns
    except OSError:
        return 0


def watching(handover: Handover) -> list[tuple[Client, list[str], str]]:
    """Everybody who watches."""
    return [(client(descriptor), argv, line) for descriptor, argv, line in handover["watchers"]]


def client(descriptor: int, since: float = 0.0, said: bytes = b"") -> Client:
    """The client at this descriptor."""
    connection = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM, 0, descriptor)
    connection.setblocking(False)
    return Client(connection, since, said)


def _ignore(number: int, frame: object) -> None:
    """Let the wake-up pipe carry the signal."""
