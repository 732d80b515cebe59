"""The settings file: where it lies, what it says now, and how it is written without ever being half there."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import Final

from stretchbreak.core.settings import Settings
from stretchbreak.documents.excerpt import printable
from stretchbreak.documents.settings import Knows, SettingsError, read_settings
from stretchbreak.documents.source import LARGEST, DocumentError, Problem, Reading, Source

HOME: Final = "STRETCHBREAK_HOME"
NAME: Final = "settings.yaml"

_MARK = b"\xef\xbb\xbf"
"""The byte order mark that some editors put before UTF-8."""

Stamp = tuple[int, int, int]
"""Time of the last change, size and inode: what one look at a file tells about whether it changed."""


def settings_file() -> Path:
    """Where the settings are; the file need not exist."""
    if home := os.environ.get(HOME):
        return Path(home).expanduser() / NAME
    from platformdirs import user_config_path  # noqa: PLC0415 - not needed where everything is in one folder

    return user_config_path("stretchbreak", appauthor=False) / NAME


def load(profile: str | None = None) -> Settings:
    """The settings as they are now; defaults where there is no file.

    Raises DocumentError where the file is broken, SettingsError where it has no such profile.
    """
    return read(settings_file(), profile).demand()


def read(path: Path, profile: str | None = None, knows: Knows | None = None) -> Reading[Settings]:
    """What the file at ``path`` says; all defaults where there is none, a reported problem where it is none.

    Raises SettingsError where it has no such profile.
    """
    try:
        source = read_text(path) or Source(str(path), "")
    except DocumentError as error:
        return Reading(source=error.source, value=None, problems=error.problems)
    return read_settings(source, profile, knows)


def read_text(path: Path) -> Source | None:
    """The text of the file, None where there is none. Raises DocumentError where it cannot be read or is no text."""
    content = _content(path)
    return None if content is None else Source.decode(str(path), content)


def change(path: Path, edit: Callable[[Source | None], str]) -> None:
    """Put what ``edit`` makes of the text in its place, at once and as a whole; the rest of the bytes stay.

    Raises whatever ``edit`` raises, and SettingsError where the file cannot be written or changed meanwhile.
    """
    before = stamp(path)
    content = _content(path)
    text = edit(None if content is None else Source.decode(str(path), content))
    if stamp(path) != before:
        raise SettingsError(f"{_shown(path)} was changed by someone else just now\n  help: try again")
    mark = _MARK if content is not None and content.startswith(_MARK) else b""
    write(path, mark + text.encode("utf-8"))


def write(path: Path, content: bytes) -> None:
    """Replace the file, through links, by one with this content and the same mode: never seen half written.

    Raises SettingsError where that cannot be done; the file is then as it was.
    """
    real = Path(os.path.realpath(path))
    try:
        real.parent.mkdir(parents=True, exist_ok=True)
        new = _written(real, content)
        try:
            new.replace(real)
        except OSError:
            new.unlink()
            raise
    except OSError as error:
        raise _unwritable(path, error) from None


def put_aside(path: Path, aside: Path) -> Path:
    """Move a file beside, under the name ``aside`` or, where that is taken, one like it; returns which."""
    free = free_name(aside)
    try:
        path.rename(free)
    except OSError as error:
        raise _unwritable(free, error) from None
    return free


def free_name(path: Path) -> Path:
    """``path``, or one like it with a number where that is taken."""
    number, free = 1, path
    while os.path.lexists(free):
        number += 1
        free = path.with_name(f"{path.name}-{number}")
    return free


def stamp(path: Path) -> Stamp | None:
    """What one look at the file tells; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What came of a changed file: the settings that count from now on, and what the user should be told."""

    settings: Settings
    report: str


class Watch:
    """Looks after the settings file for a program that keeps running. A broken file changes nothing."""

    def __init__(self, path: Path, profile: str | None = None) -> None:
        """Read the file for the first time. Raises DocumentError or SettingsError where it cannot be used."""
        self._path = path
        self._profile = profile
        self._stamp = stamp(path)
        self.settings = read(path, profile).demand()

    def fileno(self) -> int | None:
        """Files are looked at, not waited for."""
        return None

    def deadline(self) -> float:
        """Nobody need wake up for it: a look when we are awake anyway is soon enough."""
        return inf

    def tend(self) -> bool:
        """Whether a look would tell of something."""
        return stamp(self._path) != self._stamp

    def look(self) -> News | None:
        """None while the file is as it was, for the price of one look; otherwise what changed."""
        now = stamp(self._path)
        if now == self._stamp:
            return None
        self._stamp = now
        if now is None:
            # Many editors replace a file by moving it away first.
            return News(settings=self.settings, report=f"{_shown(self._path)} is gone; its settings still count")
        return self._read()

    def _read(self) -> News:
        try:
            reading = read(self._path, self._profile)
        except SettingsError as error:
            return self._keep(str(error))
        if reading.value is None:
            return self._keep(reading.report)
        self.settings = reading.value
        return News(settings=self.settings, report=reading.report)

    def _keep(self, report: str) -> News:
        return News(settings=self.settings, report=f"{report}\nthe settings before that still count")


def _content(path: Path) -> bytes | None:
    try:
        # Opening a pipe would wait for ever, and a device need never end.
        if not stat.S_ISREG(path.stat().st_mode):
            kind = "a folder" if path.is_dir() else "no ordinary file"
            raise _refusal(path, f"it is {kind}, not a settings file", "move it away")
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError:
        if path.is_symlink():
            raise _refusal(
                path, "it is a link that leads nowhere", "put the file where it leads, or delete it"
            ) from None
        return None
    except OSError as error:
        remedy = "allow yourself to read it" if error.errno == errno.EACCES else "look at it with your file manager"
        raise _refusal(path, f"it cannot be read: {_reason(error)}", remedy) from None


def _written(real: Path, content: bytes) -> Path:
    """A new file beside ``real``, with its mode, that will outlive a power cut."""
    descriptor, name = tempfile.mkstemp(prefix=".settings-", suffix=".tmp", dir=real.parent)
    new = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        new.chmod(_mode(real))
    except OSError:
        with suppress(OSError):
            new.unlink()
        raise
    return new


def _mode(real: Path) -> int:
    try:
        return stat.S_IMODE(real.stat().st_mode)
    except FileNotFoundError:
        return 0o644


def _refusal(path: Path, message: str, remedy: str) -> DocumentError:
    return DocumentError(Source(str(path), ""), [Problem(severity="error", message=message, remedy=remedy)])


def _unwritable(path: Path, error: OSError) -> SettingsError:
    remedy = "check who owns the folder and whether the disk is full"
    return SettingsError(f"{_shown(path)} cannot be written: {_reason(error)}\n  help: {remedy}")


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()


def _shown(path: Path) -> str:
    return printable(str(path))
