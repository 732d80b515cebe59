"""Asking in a terminal: a question in lines, one key for an answer, and in a break's way never for long."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from math import inf

from stretchbreak.boundaries import Clock
from stretchbreak.core.checkin import Answers
from stretchbreak.core.interview import Asking, Interview, Question, answered, question
from stretchbreak.core.red_flags import RED_FLAGS
from stretchbreak.screen.asking import asked, sentences, told
from stretchbreak.shell.inputs import Key
from stretchbreak.shell.terminal import Terminal
from stretchbreak.shell.vigil import Vigil

PATIENCE = 10.0
"""Seconds for which a break that is about to begin waits for a key; then there was no answer."""

Press = Callable[[float], str]
"""Waits for a key, at most so many seconds; no answer after these."""


class Lines:
    """Questions and sentences as lines on stdout."""

    def __init__(self, terminal: Terminal, *, plain: bool) -> None:
        self._terminal = terminal
        self._plain = plain
        self._asked = 0

    def ask(self, one: Question) -> None:
        """Show the question."""
        self._asked += 1
        if self._plain:
            self._print("\n".join(sentences(one, self._asked)))
            return
        from stretchbreak.screen.glyphs import glyphs_for

        self._show(asked(one, self._columns, glyphs_for(sys.stdout.encoding)))

    def answer(self, word: str) -> None:
        """Show what was answered."""
        self._print(f"   {word}" if self._plain else f"  {word}")

    def say(self, sentences_: Sequence[str]) -> None:
        """Show sentences."""
        if self._plain:
            self._print("\n".join(sentences_))
            return
        self._show([row for one in ("", *sentences_) for row in told(one, self._columns)])

    @property
    def _columns(self) -> int:
        return self._terminal.size()[0]

    def _print(self, text: str) -> None:
        print(text, flush=True)

    def _show(self, rows: Sequence[object]) -> None:
        from rich.console import Console

        console = Console(highlight=False)
        for row in rows:
            console.print(row, soft_wrap=True)


def conduct(first: Asking, lines: Lines, press: Press, patience: float = inf) -> Answers:
    """Ask everything that is to be asked. A list of red flags is given all the time it needs."""
    state = first
    while True:
        showing = question(state)
        lines.ask(showing)
        key, following = _answer(state, press, inf if state.topic in RED_FLAGS else patience)
        lines.answer(dict(showing.choices).get(key, showing.enter if key in {"enter", "esc"} else key))
        if not isinstance(following, Asking):
            return following.answers
        state = following


def _answer(state: Asking, press: Press, patience: float) -> tuple[str, Interview]:
    """The key that answers, and what comes next; other keys pass by."""
    while True:
        key = press(patience)
        following = answered(state, key)
        if following != state:
            return key, following


def pressing(clock: Clock, vigil: Vigil) -> Press:
    """Keys of this vigil, one by one: whoever types ahead answers ahead."""
    ahead: list[str] = []

    def press(seconds: float) -> str:
        until = clock.mono() + seconds
        while not ahead:
            came = vigil.wait(None if until == inf else until)
            ahead.extend(one.name for one in came if isinstance(one, Key))
            if not ahead and clock.mono() >= until:
                return "enter"
        return ahead.pop(0)

    return press
