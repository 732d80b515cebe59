"""Notifications by the terminal itself, for those that are known to take them. Only its owner may write to it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Final, Literal

from stretchbreak.shell.alerts.rung import Note, Outcome, Told

Dialect = Literal["777", "9", "99"]
"""The number of the operating system command by which a terminal is told."""

_BY_PROGRAM: Final[Mapping[str, Dialect]] = {"ghostty": "777", "WezTerm": "777", "iTerm.app": "9"}
_BY_TERM: Final[Mapping[str, Dialect]] = {"xterm-kitty": "99", "xterm-ghostty": "777", "foot": "777", "rxvt": "777"}
_BY_TRACE: Final[Mapping[str, Dialect]] = {
    "KITTY_WINDOW_ID": "99",
    "GHOSTTY_RESOURCES_DIR": "777",
    "WEZTERM_PANE": "777",
    "ITERM_SESSION_ID": "9",
}
"""What terminals leave in the environment; inside tmux nothing else tells of the terminal around it."""

_OPEN: Final = "\x1b]"
_END: Final = "\x1b\\"


class TerminalNotification:
    """The rung for a program that owns its terminal."""

    def __init__(self, send: Callable[[str], None], environment: Mapping[str, str] = os.environ) -> None:
        self._send = send
        self._dialect = dialect(environment)
        self._in_tmux = bool(environment.get("TMUX"))

    @property
    def is_busy(self) -> bool:
        """Nothing comes back from a terminal."""
        return False

    def tell(self, note: Note, told: Told) -> None:
        """Write the sequence, or say that this terminal knows none."""
        if self._dialect is None:
            told(Outcome(result="failed", why="this terminal is not known to show notifications"))
            return
        self._send(sequence(self._dialect, note.title, note.body, in_tmux=self._in_tmux))
        told(Outcome(result="shown", by="terminal"))

    def settle(self) -> None:
        """Take it away, where the terminal can."""
        if self._dialect == "99":
            self._send(_wrapped(f"{_OPEN}99;i=stretchbreak:p=close;{_END}", in_tmux=self._in_tmux))


def dialect(environment: Mapping[str, str]) -> Dialect | None:
    """What the terminal of this environment takes; None where it is not known to take any."""
    program, term = environment.get("TERM_PROGRAM", ""), environment.get("TERM", "")
    if program in _BY_PROGRAM:
        return _BY_PROGRAM[program]
    for name, one in _BY_TERM.items():
        if term == name or term.startswith(f"{name}-"):
            return one
    # Within another terminal's session these are inherited, and lie; a multiplexer is the one that says so.
    if environment.get("TMUX"):
        return next((one for trace, one in _BY_TRACE.items() if environment.get(trace)), None)
    return None


def sequence(one: Dialect, title: str, body: str, *, in_tmux: bool = False) -> str:
    """What shows this title and body."""
    title, body = _harmless(title), _harmless(body)
    match one:
        case "777":
            told = f"{_OPEN}777;notify;{title};{body}{_END}"
        case "9":
            told = f"{_OPEN}9;{title}: {body}{_END}"
        case "99":
            told = f"{_OPEN}99;i=stretchbreak:d=0;{title}{_END}{_OPEN}99;i=stretchbreak:d=1:p=body;{body}{_END}"
    return _wrapped(told, in_tmux=in_tmux)


def _harmless(text: str) -> str:
    """Without what ends a sequence, or parts of one."""
    return "".join(one if one.isprintable() else " " for one in text).replace(";", ",")


def _wrapped(told: str, *, in_tmux: bool) -> str:
    """The sequence, passed on to the terminal around tmux, which is asked to and may refuse."""
    if not in_tmux:
        return told
    doubled = told.replace("\x1b", "\x1b\x1b")
    return f"\x1bPtmux;{doubled}\x1b\\"
