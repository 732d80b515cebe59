"""Notifications by programs: plyer's everywhere, and on macOS what can do more. Nobody waits for any of them."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from stretchbreak.boundaries import Answer, Children, Ending
from stretchbreak.shell.alerts.rung import BUTTONS, Note, Outcome, Told, as_argument

LIMIT = 3.0
"""Seconds after which a program that only posts is ended with everything it started."""

STAYS: Final = 600.0
"""Seconds for which a program may wait for an answer."""

SCRIPT: Final = "on run argv\ndisplay notification (item 2 of argv) with title (item 1 of argv)\nend run"
"""The texts are arguments of it, and never part of the program."""

_SILENT: Final = 4
"""Letters of a complaint below which there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """How a program is told what to show; with a ``stays`` it prints which button was pressed."""

    name: str
    words: Callable[[Note], Sequence[str]]
    stays: bool = False
    heeds_complaints: bool = False


class ProgramNotification:
    """A rung that starts a program for each note, and looks how it ended."""

    def __init__(
        self,
        program: Program,
        children: Children,
        answered: Callable[[Answer], None] = lambda _: None,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        self._program = program
        self._children = children
        self._answered = answered
        self._environment = environment
        self._number = 0

    @property
    def is_busy(self) -> bool:
        """The children are watched by whoever starts them."""
        return False

    def tell(self, note: Note, told: Told) -> None:
        """Start the program; what became of it is told when it has ended, and of one that waits at once."""
        self._number += 1
        number, program = self._number, self._program
        words = list(program.words(note))

        def ended(ending: Ending) -> None:
            if program.stays and ending.code == 0:
                self._hear(ending.printed, number)
            elif not program.stays or ending.manner == "by itself":
                told(self._outcome(ending))

        try:
            self._children.start(words, self._environment, limit=STAYS if program.stays else LIMIT, ended=ended)
        except OSError as error:
            told(Outcome(result="failed", why=f"{words[0]} cannot be started: {(error.strerror or '').lower()}"))
            return
        if program.stays:
            told(Outcome(result="shown", by=program.name))

    def settle(self) -> None:
        """Whatever is answered from now on is answered too late."""
        self._number += 1

    def _hear(self, printed: str, number: int) -> None:
        for answer, label in BUTTONS:
            if number == self._number and printed == label:
                self._answered(answer)

    def _outcome(self, ending: Ending) -> Outcome:
        name = self._program.name
        if ending.manner != "by itself":
            return Outcome(result="failed", why=f"{name} did not end within {LIMIT:g} s")
        if ending.code != 0 or (self._program.heeds_complaints and len(ending.printed) >= _SILENT):
            return Outcome(result="failed", why=f"{name} failed: {ending.printed or f'exit code {ending.code}'}")
        return Outcome(result="shown", by=name)


def plyer() -> Program:
    """Run plyer in a Python of its own: it cannot say whether it did, but what it starts complains if it did not."""
    words = [sys.executable, "-m", "stretchbreak.shell.alerts.post"]
    return Program(
        name="plyer",
        words=lambda note: [*words, as_argument(note.title), as_argument(note.body)],
        heeds_complaints=True,
    )


def on_macos(where: Callable[[str], str | None] = shutil.which) -> Program | None:
    """The best that is there on a Mac."""
    if alerter := where("alerter"):
        return Program(name="alerter", words=lambda note: _alerter(alerter, note), stays=True)
    if notifier := where("terminal-notifier"):
        return Program(name="terminal-notifier", words=lambda note: _terminal_notifier(notifier, note))
    if script := where("osascript"):
        return Program(name="osascript", words=lambda note: [script, "-e", SCRIPT, "--", note.title, note.body])
    return None


def _alerter(program: str, note: Note) -> list[str]:
    buttons = ",".join(label for _, label in BUTTONS)
    texts = [f"--title={as_argument(note.title)}", f"--message={as_argument(note.body)}"]
    return [program, *texts, f"--actions={buttons}", f"--timeout={STAYS:.0f}", "--group=stretchbreak"]


def _terminal_notifier(program: str, note: Note) -> list[str]:
    texts = ["-title", as_argument(note.title), "-message", as_argument(note.body)]
    return [program, *texts, "-group", "stretchbreak"]
