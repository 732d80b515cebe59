"""A day that other terminals can ask and steer: what it answers, and how it is put together with its counter."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from stretchbreak import __version__
from stretchbreak.boundaries import Clock
from stretchbreak.core.replies import Reply
from stretchbreak.core.status import EngineFacts, Status, status
from stretchbreak.core.status_fields import FormatError, fields, formatted
from stretchbreak.core.status_forms import BARS, templates
from stretchbreak.core.template import filled
from stretchbreak.shell.control import Control
from stretchbreak.shell.day import Day
from stretchbreak.shell.engine import Engine
from stretchbreak.shell.inputs import Inputs
from stretchbreak.shell.vigil import Vigil
from stretchbreak.slim.answers import Answers, Watchers
from stretchbreak.slim.counter import Counter, listen, unlisten

FORMAT = "--format"

FRESH = 1.0
"""Seconds for which an answer that was worked out is as good as new, unless something happens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is true of an engine as long as it lives."""

    since: datetime
    detached: bool
    target: int


class Served:
    """A day with its engine and, where there can be a socket, its counter."""

    def __init__(self, day: Day, clock: Clock, inputs: Inputs, vigil: Vigil, about: About, counter: Counter) -> None:
        self._day = day
        self._clock = clock
        self._about = about
        self._written: tuple[float, Answers] | None = None
        self.engine = Engine(day, clock, inputs, self._told)
        self.control = Control(counter, Watchers([]), clock, inputs)
        vigil.mind(self.engine)
        vigil.mind(self.control)

    def open(self) -> None:
        """Serve from now on."""
        self._day.happened = self.happened
        self.control.open(self._answers, self.engine.decide)

    def happened(self) -> None:
        """Whatever was worked out before may be wrong now; and those who watch want to know."""
        self._written = None
        self.control.tell()

    def _answers(self) -> Answers:
        """The answers as they were a moment ago, if nothing has happened since: a flood shall not delay us."""
        now = self._clock.mono()
        if self._written is None or now > self._written[0] + FRESH:
            self._written = now, self.answers()
        return self._written[1]

    def status(self) -> Status:
        """The day as it stands now."""
        facts = EngineFacts(
            pid=os.getpid(),
            since=self._about.since,
            detached=self._about.detached,
            version=__version__,
            troubles=(*self._day.troubles, *self._day.reached.troubles),
        )
        day, now = self._day, self._clock.now()
        return status(day.plan, day.state, day.decisions, now, facts, target=self._about.target, pace=day.pace)

    def answers(self) -> Answers:
        """Every answer to a status until something happens, or until midnight."""
        told, mono = self.status(), self._clock.mono()
        forms = templates(told)
        by_words = {"status": forms["plain"], "status\0--json": forms["json"]}
        by_words |= {f"status\0--bar\0{bar}": forms[form] for bar, form in BARS.items()}
        next_at = None if told.remaining is None else mono + told.remaining
        once = bool(self._day.passing_troubles)
        return Answers(__version__, dict(by_words), dict(fields(told)), next_at, mono - told.waiting, once=once)

    def _told(self, argv: list[str]) -> Reply | None:
        """What the command line has to say to arguments that are no order."""
        if argv[:1] == ["why"]:
            from stretchbreak.cli.why import answer

            return _reached(answer(argv[1:]), self._day.reached.by)
        if argv == ["status"]:
            return self._with_troubles()
        if argv[:2] == ["status", FORMAT] and len(argv) == len(["status", FORMAT, "TEXT"]):
            return self._formatted(argv[2])
        return None

    def _with_troubles(self) -> Reply:
        """The status with what failed, which is told once."""
        told = self.status()
        self._day.forget_troubles()
        self._written = None
        return Reply(out=f"{filled(templates(told)['plain'], told.remaining, told.waiting)}\n")

    def _formatted(self, text: str) -> Reply:
        told = self.status()
        try:
            return Reply(out=f"{filled(formatted(told, text), told.remaining, told.waiting)}\n")
        except FormatError as error:
            return Reply(exit=error.exit_code, err=f"{error}\n")


def _reached(told: Reply | None, by: str) -> Reply | None:
    """The reply, and beside it by what the last announcement reached the user."""
    return told and replace(told, err=f"{told.err}The last announcement came by: {by}.\n") if by else told


@contextmanager
def serving(day: Day, clock: Clock, inputs: Inputs, vigil: Vigil, about: About) -> Iterator[Served | None]:
    """Serve this day for as long as the block lasts; not at all where there can be no socket, which is told."""
    try:
        counter = Counter(listen())
    except OSError as error:
        print(f"Other terminals cannot reach this one: {error.strerror or error}.", file=sys.stderr)
        yield None
        return
    served = Served(day, clock, inputs, vigil, about, counter)
    served.open()
    try:
        yield served
    finally:
        served.engine.end()
        served.control.close()
        with suppress(OSError):
            unlisten()


def seconds_to_midnight(now: datetime) -> float:
    """Seconds until the next date begins here."""
    midnight = datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), now.tzinfo)
    return (midnight.astimezone(UTC) - now.astimezone(UTC)).total_seconds()
