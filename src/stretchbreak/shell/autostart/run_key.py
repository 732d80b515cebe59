"""The Run key of Windows: a value with a command line that is started when the user logs in."""

from __future__ import annotations

import sys
from subprocess import list2cmdline
from typing import Final, Protocol

from stretchbreak.errors import StretchbreakError
from stretchbreak.shell.autostart.command import HOME, Launch
from stretchbreak.shell.autostart.files import foreign
from stretchbreak.shell.autostart.kind import Found

KEY: Final = r"Software\Microsoft\Windows\CurrentVersion\Run"
VALUE: Final = "stretchbreak"
LONGEST: Final = 260
"""Characters of a command line that Windows takes from this key."""

_END: Final = "start --detach"


class Values(Protocol):
    """The values of one key of the registry."""

    def get(self, name: str) -> str | None:
        """The text under this name; None if there is none."""

    def set(self, name: str, text: str) -> None:
        """Put a text under this name."""

    def delete(self, name: str) -> None:
        """Delete the value of this name."""


class RunKey:
    """The value ``stretchbreak`` in the user's own Run key."""

    name = "value of the Run key"
    place = rf"HKEY_CURRENT_USER\{KEY}\{VALUE}"

    def __init__(self, values: Values) -> None:
        self._values = values

    def found(self) -> Found | None:
        """What the value says."""
        text = self._values.get(VALUE)
        if text is None:
            return None
        return Found(ours=_is_ours(text), words=words_of(text))

    def put(self, launch: Launch) -> tuple[str, ...]:
        """Write the value."""
        line, before = command_line(launch), self._values.get(VALUE)
        if before == line:
            return ()
        if before is not None and not _is_ours(before):
            raise foreign(self.place)
        try:
            self._values.set(VALUE, line)
        except OSError as error:
            raise _refused("written", error) from None
        return (f"wrote {self.place}",)

    def remove(self) -> tuple[str, ...]:
        """Delete the value."""
        before = self._values.get(VALUE)
        if before is None:
            return ()
        if not _is_ours(before):
            raise foreign(self.place)
        try:
            self._values.delete(VALUE)
        except OSError as error:
            raise _refused("deleted", error) from None
        return (f"deleted {self.place}",)


def command_line(launch: Launch) -> str:
    """The line from which Windows makes exactly these words again.

    Raises StretchbreakError where it is longer than Windows takes.
    """
    line = list2cmdline(_with_home(launch))
    if len(line) > LONGEST:
        raise StretchbreakError(
            f"Windows starts no command line of more than {LONGEST} characters at login, and ours has {len(line)}\n"
            "  help: install stretchbreak in a folder with a shorter path"
        )
    return line


def words_of(line: str) -> tuple[str, ...]:
    """The words that Windows makes of a line: backslashes count for themselves, unless a quote follows them."""
    words: list[str] = []
    word, quoting, begun, slashes = "", False, False, 0
    for character in [*line, " "]:
        if character == "\\":
            slashes, begun = slashes + 1, True
            continue
        if character == '"':
            word, begun = word + "\\" * (slashes // 2), True
            if slashes % 2:
                word += '"'
            else:
                quoting = not quoting
        else:
            word += "\\" * slashes
            if character in " \t" and not quoting:
                words += [word] * begun
                word, begun = "", False
            else:
                word, begun = word + character, True
        slashes = 0
    return tuple(words)


def _with_home(launch: Launch) -> tuple[str, ...]:
    if launch.home is None:
        return launch.words
    # Windows has no `env`, and `cmd /c set` would open a window and read percent signs.
    program = (
        f"import os, runpy; os.environ[{HOME!r}] = {launch.home!r}; runpy.run_module({VALUE!r}, run_name='__main__')"
    )
    return (sys.executable, "-c", program, *launch.words[-2:])


def _is_ours(text: str) -> bool:
    return VALUE in text and text.endswith(_END)


def _refused(what: str, error: OSError) -> StretchbreakError:
    reason = (error.strerror or type(error).__name__).lower()
    return StretchbreakError(
        f"{RunKey.place} cannot be {what}: {reason}\n  help: ask whoever looks after this machine"
    )


if sys.platform == "win32":
    import winreg

    class Registry:
        """The values of the Run key in the registry itself."""

        def get(self, name: str) -> str | None:
            """The text under this name; None if there is none."""
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, KEY) as key:
                    return str(winreg.QueryValueEx(key, name)[0])
            except FileNotFoundError:
                return None

        def set(self, name: str, text: str) -> None:
            """Put a text under this name: one in which percent signs stand for themselves."""
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, KEY) as key:
                winreg.SetValueEx(key, name, 0, winreg.REG_SZ, text)

        def delete(self, name: str) -> None:
            """Delete the value of this name."""
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, KEY, access=winreg.KEY_SET_VALUE) as key:
                winreg.DeleteValue(key, name)
