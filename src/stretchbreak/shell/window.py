"""A window of a terminal for one command: which terminal, and how it wants to be told.

What the user says comes first, then what the desktop says, then whatever is there.
"""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from stretchbreak.boundaries import Children, Ending

_X11: Final = ("DISPLAY",)
_WAYLAND: Final = ("WAYLAND_DISPLAY",)
_ANY: Final = _X11 + _WAYLAND


@dataclass(frozen=True, slots=True)
class _Kind:
    """What stands between a terminal's name and the command in its window, and which of these displays it can use."""

    before: tuple[str, ...] = ()
    displays: tuple[str, ...] = _ANY


_KNOWN: Final[Mapping[str, _Kind]] = {
    "xdg-terminal-exec": _Kind(),
    "x-terminal-emulator": _Kind(("-e",)),
    "gnome-terminal": _Kind(("--",)),
    "ptyxis": _Kind(("--",)),
    "kgx": _Kind(("--",)),
    "konsole": _Kind(("-e",)),
    "xfce4-terminal": _Kind(("-x",)),
    "mate-terminal": _Kind(("-x",)),
    "kitty": _Kind(),
    "ghostty": _Kind(("-e",)),
    "alacritty": _Kind(("-e",)),
    "wezterm": _Kind(("start", "--")),
    "foot": _Kind((), _WAYLAND),
    "terminator": _Kind(("-x",)),
    "urxvt": _Kind(("-e",), _X11),
    "xterm": _Kind(("-e",), _X11),
}
"""Terminals that are known, the first that is there and can show itself being taken."""

_UNKNOWN: Final = _Kind(("-e",))

PLACE: Final = "{}"
"""Stands in the user's setting for the command, as one word of a shell."""

_NAME: Final = "the terminal of the settings"
_REMEDY: Final = "put it right with `stretchbreak config set terminal ...`"
_ANYWAY: Final = "take the break with `stretchbreak do` in a terminal"


@dataclass(frozen=True, slots=True)
class Opened:
    """A window was opened by this command line."""

    command: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotOpened:
    """No window could be opened; says why, and what to do."""

    why: str


class TerminalWindow:
    """Opens windows that live as long as they like."""

    def __init__(
        self, children: Children, environment: Mapping[str, str] = os.environ, platform: str = sys.platform
    ) -> None:
        self._children = children
        self._environment = environment
        self._platform = platform

    def open(
        self, command: Sequence[str], setting: str | None = None, ended: Callable[[Ending], None] | None = None
    ) -> Opened | NotOpened:
        """Open a window with this command in it, by the terminal of the ``setting`` if there is one.

        ``ended`` is told how the process that opened it ended: many end at once, others with their window.
        """
        choice = self._liked(setting, command) if setting else self._found(command)
        if isinstance(choice, NotOpened):
            return choice
        try:
            self._children.start(choice, self._environment, ended=ended)
        except OSError as error:
            return NotOpened(f"{choice[0]} cannot be started: {_reason(error)}; {_ANYWAY}")
        return Opened(tuple(choice))

    def _liked(self, setting: str, command: Sequence[str]) -> Sequence[str] | NotOpened:
        """The command line of the user's own setting, which may lead anywhere: a multiplexer, another machine."""
        try:
            words = shlex.split(setting)
        except ValueError:
            return NotOpened(f"{_NAME} has a quote that is never closed: {setting}; {_REMEDY}")
        if not words:
            return self._found(command)
        program = self._where(words[0])
        if program is None:
            return NotOpened(f"{_NAME} is not there: {words[0]}; {_REMEDY}")
        if any(PLACE in word for word in words):
            return [program, *(word.replace(PLACE, shlex.join(command)) for word in words[1:])]
        # Who names a terminal and nothing else can hardly mean that the command is one of its options.
        before = () if len(words) > 1 or _kind(words[0]) is _UNKNOWN else _kind(words[0]).before
        return [program, *words[1:], *before, *command]

    def _found(self, command: Sequence[str]) -> Sequence[str] | NotOpened:
        """The command line of the first terminal that is there."""
        if self._platform == "darwin":
            return self._on_macos(command)
        for words, kind in self._candidates():
            program = self._where(words[0]) if self._shows(kind) else None
            if program is not None:
                return [program, *words[1:], *kind.before, *command]
        if windows := self._on_windows(command):
            return windows
        if self._shows(_UNKNOWN):
            return NotOpened("no terminal is known here; name yours with `stretchbreak config set terminal ...`")
        return NotOpened(f"there is no desktop here: neither DISPLAY nor WAYLAND_DISPLAY is set; {_ANYWAY}")

    def _candidates(self) -> Iterator[tuple[Sequence[str], _Kind]]:
        """Terminals to try, each as the beginning of its command line."""
        with suppress(ValueError):
            if liked := shlex.split(self._environment.get("TERMINAL", "")):
                kind = _kind(liked[0])
                is_whole = len(liked) > 1 and liked[-1] in {"-e", "-x", "--"}
                yield liked, _Kind((), kind.displays) if is_whole else kind
        for name, kind in _KNOWN.items():
            yield (name,), kind

    def _shows(self, kind: _Kind) -> bool:
        """Whether there is a display for this kind of terminal."""
        return any(self._environment.get(display) for display in kind.displays)

    def _on_windows(self, command: Sequence[str]) -> Sequence[str] | None:
        """The window of the Windows that this Linux runs in, if it does."""
        program, machine = self._where("wt.exe"), self._environment.get("WSL_DISTRO_NAME")
        if program is None or not machine:
            return None
        # There a semicolon ends one command and begins another.
        return [program, "wsl.exe", "-d", machine, "--exec", *(word.replace(";", r"\;") for word in command)]

    def _on_macos(self, command: Sequence[str]) -> Sequence[str] | NotOpened:
        """Terminal opens files alone, and knows nothing of our environment: a script that removes itself."""
        import tempfile  # noqa: PLC0415 - nobody else needs it

        home, folder = self._environment.get("STRETCHBREAK_HOME"), self._environment.get("TMPDIR")
        lines = ("#!/bin/sh", 'rm -f -- "$0"', f"export STRETCHBREAK_HOME={shlex.quote(home)}" if home else "")
        try:
            descriptor, name = tempfile.mkstemp(prefix="stretchbreak-", suffix=".command", dir=folder)
            with os.fdopen(descriptor, "w", encoding="utf-8", errors="surrogateescape") as script:
                script.write("\n".join((*filter(None, lines), f"exec {shlex.join(command)}", "")))
                os.fchmod(descriptor, 0o700)
        except OSError as error:
            return NotOpened(f"no script can be written for Terminal: {_reason(error)}; {_ANYWAY}")
        return [self._where("open") or "/usr/bin/open", "-a", "Terminal", name]

    def _where(self, program: str) -> str | None:
        """The path of this program, if there is one that can be started."""
        folders = [""] if "/" in program else os.get_exec_path(self._environment)
        places = (Path(folder, program) for folder in folders)
        # In this order: a folder that is closed to us raises when it is asked what is in it.
        return next((str(place) for place in places if os.access(place, os.X_OK) and place.is_file()), None)


def _kind(program: str) -> _Kind:
    return _KNOWN.get(Path(program).name, _UNKNOWN)


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
