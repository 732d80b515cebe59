"""The terminal we were given: taken over for the time of a program, and handed back as it was, whatever happens."""

from __future__ import annotations

import os
import signal
import termios
import tty
from types import TracebackType
from typing import Any, Final, Self

from stretchbreak.errors import Terminated

ENTER_SCREEN: Final = "\x1b[?1049h\x1b[?25l\x1b[22;2t"
OUTPUT: Final = 1
"""Where a terminal's attributes hold the flags of its output."""

LEAVE_SCREEN: Final = "\x1b[0m\x1b[?25h\x1b[23;2t\x1b[?1049l"


class Terminal:
    """Key-by-key input from ``source``, and with ``screen`` the alternate screen on ``target`` (file descriptors)."""

    def __init__(self, source: int | None, target: int, *, screen: bool, encoding: str = "utf-8") -> None:
        self._source = source
        self._target = target
        self._screen = screen
        self._encoding = encoding
        self._former: dict[int, list[Any]] = {}
        self._entered = False

    @property
    def source(self) -> int | None:
        """Where keys come from; None if there is no keyboard to read."""
        return self._source

    def __enter__(self) -> Self:
        self.enter()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.leave()

    def enter(self) -> None:
        """Take the terminal over."""
        self._entered = True
        self._former = {}
        if self._source is not None:
            self._former[self._source] = termios.tcgetattr(self._source)
            tty.setcbreak(self._source, termios.TCSADRAIN)
        if self._screen:
            self._draw_raw()
            self.send(ENTER_SCREEN)

    def leave(self) -> None:
        """Hand the terminal back as it was found. Does nothing the second time."""
        if not self._entered:
            return
        self._entered = False
        try:
            if self._screen:
                self.send(LEAVE_SCREEN)
            for descriptor, attributes in self._former.items():
                termios.tcsetattr(descriptor, termios.TCSADRAIN, attributes)
        except (Terminated, termios.error):
            # The terminal was closed under us: there is nothing left to hand back.
            return

    def _draw_raw(self) -> None:
        """Let every byte reach the screen as it is: a line feed shall not jump to the first column."""
        attributes = termios.tcgetattr(self._target)
        # Handed back first: where both are one terminal, what it was before any of this comes last.
        self._former = {self._target: [*attributes], **self._former}
        attributes[OUTPUT] &= ~termios.OPOST
        termios.tcsetattr(self._target, termios.TCSADRAIN, attributes)

    def send(self, text: str) -> None:
        """Write all of the text, however slowly the terminal takes it."""
        self.write(self.encoded(text))

    def encoded(self, text: str) -> bytes:
        """The text as this terminal takes it."""
        return text.encode(self._encoding, errors="replace")

    def write(self, left: bytes) -> None:
        """Write all of the bytes."""
        try:
            while left:
                left = left[os.write(self._target, left) :]
        except OSError as error:
            raise Terminated(signal.SIGHUP) from error

    def size(self) -> tuple[int, int]:
        """Columns and rows of the window; 80 by 24 if it does not say."""
        try:
            columns, rows = os.get_terminal_size(self._target)
        except OSError:
            return 80, 24
        return columns or 80, rows or 24


def keyboard(descriptor: int = 0) -> int | None:
    """The descriptor if keys can be read from it: a terminal, with us in the foreground."""
    try:
        if os.isatty(descriptor) and os.tcgetpgrp(descriptor) == os.getpgrp():
            return descriptor
    except OSError:
        return None
    return None
