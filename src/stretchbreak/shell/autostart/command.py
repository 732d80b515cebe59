"""How this very stretchbreak is to be called at login.

What PATH happens to hold now is no answer: at login it holds something else, and what it finds may be another
stretchbreak. So it is the script that was installed with the code that runs, by its absolute path.
"""

from __future__ import annotations

import os
import sys
import sysconfig
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from stretchbreak.documents.excerpt import quoted
from stretchbreak.errors import StretchbreakError

HOME: Final = "STRETCHBREAK_HOME"
START: Final = ("start", "--detach")

_NAMES: Final = {"stretchbreak", "stretchbreak.exe"}
_PLAIN: Final = frozenset("/._-+,:@=")


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """What is to be started: the words of a command, and the home that its engine is to use if not the usual one."""

    words: tuple[str, ...]
    home: str | None = None


def launch() -> Launch:
    """This stretchbreak, with the home that it has now.

    Raises StretchbreakError where a path in it has a character that no login entry can hold.
    """
    home = os.environ.get(HOME)
    found = Launch(
        words=(*program(scripts()), *START), home=str(Path(home).expanduser().absolute()) if home else None
    )
    for text in (*found.words, found.home or ""):
        if any(unicodedata.category(character) in {"Cc", "Cs"} for character in text):
            raise StretchbreakError(
                f"{quoted(text)} has a character in it that no login entry can hold\n"
                "  help: move it to a folder with a simpler name"
            )
    return found


def program(places: Iterable[str]) -> tuple[str, ...]:
    """The first of these scripts that can be started; where there is none, the running Python with our module."""
    script = next(filter(is_there, places), None)
    return (script,) if script else (sys.executable, "-m", "stretchbreak")


def scripts() -> Iterator[str]:
    """Where our script may be: where the installer noted that it put it, and where this Python has its scripts."""
    try:
        files = distribution("stretchbreak").files or ()
    except PackageNotFoundError:
        files = ()
    for file in files:
        if file.name in _NAMES and file.parent.name in {"bin", "Scripts"}:
            # The note leads from the library to the script by "..", which nobody wants to read in a login entry.
            yield os.path.normpath(file.locate())
    yield from (str(Path(sysconfig.get_path("scripts"), name)) for name in sorted(_NAMES))


def guarded(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words, behind a program that starts the first one whatever its path has in it.

    systemd refuses quotes and backslashes in the path of a program, its reader of autostart entries stumbles over
    a percent sign there, and over a blank before version 250; none of them minds these in an argument.
    """
    if all(character.isalnum() or character in _PLAIN for character in words[0]):
        return words
    return (*_runner(words[0]), *words)


def with_home(launch: Launch) -> tuple[str, ...]:
    """The words of a command that also sets the home, for formats that have no place for a variable."""
    if launch.home is None:
        return guarded(launch.words)
    wrapped = (*_runner(launch.words[0]), *launch.words) if "=" in launch.words[0] else launch.words
    return ("env", f"{HOME}={launch.home}", *wrapped)


def program_in(words: tuple[str, ...]) -> str | None:
    """The program that these words start in the end; None if they are none of ours."""
    return next((word for word in words if Path(word).is_absolute()), None)


def is_there(program: str) -> bool:
    """Whether a program can still be started."""
    return Path(program).is_file() and os.access(program, os.X_OK)


def _runner(program: str) -> tuple[str, ...]:
    # env would take a path with "=" for a variable; nice has no opinion on it.
    return ("nice", "-n", "0") if "=" in program else ("env",)
