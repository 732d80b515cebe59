"""The engine's ear for other terminals: status is answered at once, whatever must be decided is passed on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import inf

from stretchbreak.boundaries import Clock
from stretchbreak.shell.inputs import Inputs
from stretchbreak.slim.answers import Answers, Watchers
from stretchbreak.slim.counter import Counter, Request, is_reachable, listen

LOOK = 60.0
"""Seconds between two looks whether the socket can still be found."""


class Control:
    """A counter at which `status` is answered here, and everything else by ``decide``."""

    def __init__(self, counter: Counter, watchers: Watchers, clock: Clock, inputs: Inputs) -> None:
        self.counter = counter
        self.watchers = watchers
        self._clock = clock
        self._inputs = inputs
        self._watched: set[int] = set()
        self._next = inf
        self._looked = clock.mono()
        self._answers: Callable[[], Answers] | None = None
        self._decide: Callable[[Request], None] | None = None

    def open(self, answers: Callable[[], Answers], decide: Callable[[Request], None]) -> None:
        """Serve from now on."""
        self._answers, self._decide = answers, decide
        self._sync()

    def serve(self, request: Request) -> None:
        """Answer it, or have it decided."""
        if self._answers is None or self._decide is None:
            return
        answers, now = self._answers(), self._clock.mono()
        left = request.argv is None or answers.is_left_to_the_engine(request.argv)
        answer = None if left or request.argv is None else answers.to(request.argv, now)
        if answer is not None:
            request.answer(0, f"{answer}\n", version=answers.version)
        elif "--watch" in (request.argv or []) and self.watchers.add(request, answers, now):
            self.tell()
        else:
            self._decide(request)

    def tell(self) -> None:
        """A line to everybody who watches and whose line has changed."""
        self._next = inf
        if self._answers is not None and self.watchers.watching:
            answers, now = self._answers(), self._clock.mono()
            self.watchers.tell(answers, now)
            self._next = self.watchers.next_change(answers, now)

    def fileno(self) -> int | None:
        """Each connection has one of its own."""
        return None

    def deadline(self) -> float:
        """When a minute has passed that somebody sees."""
        return self._next

    def tend(self) -> None:
        """See that the socket can be found, and that those who watch see the minutes pass."""
        now = self._clock.mono()
        if now >= self._looked + LOOK:
            self._looked = now
            if not is_reachable(self.counter.listener):
                self._replace()
        if now >= self._next:
            self.tell()

    def _replace(self) -> None:
        try:
            listener = listen()
        except OSError:
            return  # Tried again at the next wake.
        self.counter.listener.close()
        self.counter.listener = listener
        self._sync()

    def _came(self, descriptor: int) -> None:
        requests = self.counter.ready([descriptor], self._clock.mono())
        self._sync()
        for request in requests:
            self.serve(request)

    def _sync(self) -> None:
        """Wait for exactly those who stand at the counter."""
        watched = set(self.counter.watched)
        for gone in self._watched - watched:
            self._inputs.no_longer(gone)
        for new in watched - self._watched:
            self._inputs.also(new, partial(self._came, new))
        self._watched = watched

    def close(self) -> None:
        """Hang up on everybody."""
        self.withdraw()
        for client, *_ in self.watchers.watching:
            client.connection.close()
        self.counter.close()

    def withdraw(self) -> None:
        """Stop serving."""
        for descriptor in self._watched:
            self._inputs.no_longer(descriptor)
        self._watched = set()
