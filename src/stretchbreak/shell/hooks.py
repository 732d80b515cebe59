"""Commands of the user's, run at decisions: what they are told, and what becomes of them.

A command is the user's own and goes to the shell as it is. What comes from elsewhere, a routine's name or a reason,
is never part of it: it stands in the environment, where nothing is executed.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Final

from stretchbreak.boundaries import Children, Ending, Failure
from stretchbreak.core import settings
from stretchbreak.core.effects import DecisionKind, Record

SHELL: Final = "/bin/sh"

LIMIT: Final = 5.0
"""Seconds for a hook and everything that it leaves behind."""

AT_ONCE: Final = 3
"""Hooks of one event that may run at the same time."""

LONGEST: Final = 500
"""Letters of a fact."""

PREFIX: Final = "STRETCHBREAK_"
FACTS: Final = ("EVENT", "AT", "ROUTINE", "ROUTINE_NAME", "WHY", "NEXT_AT", "REPS", "PLANNED", "OUTCOME")

# C0 with DEL, C1, line ends of Unicode, and halves of characters.
_STEERING: Final = dict.fromkeys([*range(32), *range(127, 160), 0x2028, 0x2029, *range(0xD800, 0xE000)], " ")


class UserHooks:
    """Runs the commands that count at the moment; each event's last failure is remembered until it is told."""

    def __init__(
        self,
        commands: Callable[[], settings.Hooks],
        children: Children,
        environment: Mapping[str, str] = os.environ,
        *,
        limit: float = LIMIT,
    ) -> None:
        self._commands = commands
        self._children = children
        self._environment = environment
        self._limit = limit
        self._running: Counter[DecisionKind] = Counter()
        self._failures: dict[DecisionKind, Failure] = {}

    def start(self, record: Record, next_at: datetime | None) -> None:
        """Start the command for this decision, if there is one; the next break falls due at ``next_at``."""
        event = record.what
        command = self._commands().at(event)
        if not command:
            return
        if self._running[event] >= AT_ONCE:
            self._fail(event, f"not started: {AT_ONCE} of this hook still run")
            return
        try:
            self._children.start(
                (SHELL, "-c", _raw(command)),
                self._surroundings(facts(record, next_at)),
                limit=self._limit,
                ended=partial(self._ended, event),
            )
        except OSError as error:
            self._fail(event, f"cannot be started: {(error.strerror or type(error).__name__).lower()}")
        else:
            self._running[event] += 1

    def failures(self) -> tuple[Failure, ...]:
        """What failed and was not told yet, the last of each event; it is told only once."""
        told, self._failures = tuple(self._failures.values()), {}
        return told

    def _surroundings(self, told: Mapping[str, str]) -> dict[str, str]:
        """Our own environment and these facts; none that somebody else left there."""
        ours = {f"{PREFIX}{name}" for name in FACTS}
        kept = {name: value for name, value in self._environment.items() if name not in ours}
        return kept | {name: _raw(value) for name, value in told.items()}

    def _ended(self, event: DecisionKind, ending: Ending) -> None:
        self._running[event] -= 1
        if why := _trouble(ending, self._limit):
            self._fail(event, why)

    def _fail(self, event: DecisionKind, why: str) -> None:
        self._failures[event] = Failure(event=event, why=why)


def facts(record: Record, next_at: datetime | None) -> dict[str, str]:
    """What a hook is told of this decision, each in one line; what is not known has no variable."""
    tally = record.tally
    told = (
        *(record.what, record.at.wall.isoformat(timespec="seconds")),
        *(record.routine.id, record.routine.name, record.why),
        None if next_at is None else next_at.isoformat(timespec="seconds"),
        *((None, None, None) if tally is None else (tally.done, tally.planned, tally.outcome)),
    )
    values = zip(FACTS, told, strict=True)
    return {f"{PREFIX}{name}": _clean(str(value)) for name, value in values if value is not None}


def _clean(text: str) -> str:
    """The text in one line, without anything that steers, and not longer than a fact may be."""
    return text[:LONGEST].translate(_STEERING)


def _raw(text: str) -> str:
    """The text as it becomes UTF-8 for a program, whatever the locale says."""
    return os.fsdecode(text.encode(errors="replace"))


def _trouble(ending: Ending, limit: float) -> str:
    """What went wrong, with what the command said last; nothing if all went well."""
    said = f": {ending.printed}" if ending.printed else ""
    match ending.manner:
        case "overdue" if ending.flooded:
            return f"printed more than is read within {limit:g} s, and was ended; let it print into a file"
        case "overdue":
            return f"took longer than {limit:g} s, and was ended{said}"
        case "left":
            return f"left something running, which was ended after {limit:g} s; start that with setsid"
        case "by itself" if ending.code < 0:
            return f"ended by signal {-ending.code}{said}"
        case "by itself" if ending.code:
            return f"exit code {ending.code}{said}"
        case _:
            return ""
