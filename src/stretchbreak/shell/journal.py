"""The journal: every decision as a line of JSON, in a file for each day.

A line is appended by one write, so that several programs can write at once, and whatever ends one of them loses no
decision. What is damaged nevertheless, by a full disk or a power cut, is passed over, counted, and left as it is.
"""

from __future__ import annotations

import errno
import json
import os
import stat
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from stretchbreak.core.decisions import Decision, Pages
from stretchbreak.documents.excerpt import printable
from stretchbreak.documents.json_values import SnapshotError, parsed
from stretchbreak.documents.snapshots import read, written

ENDING: Final = ".jsonl"

LARGEST: Final = 16 * 1024 * 1024
"""Bytes of a file that are read at most; a busy day has twenty thousand."""


class FileJournal:
    """The journal in this folder, which is made when the first decision is kept, for the user's eyes alone."""

    def __init__(self, folder: Path, unwritten: Iterable[Decision] = ()) -> None:
        """``unwritten`` is what a journal before this one could not write."""
        self._folder = folder
        self._unwritten = list(unwritten)

    @property
    def unwritten(self) -> tuple[Decision, ...]:
        """What could not be written yet."""
        return tuple(self._unwritten)

    def keep(self, decision: Decision) -> str | None:
        """Write the decision, and before it whatever could not be written yet; tells once if that cannot be done."""
        is_news = not self._unwritten
        self._unwritten.append(decision)
        try:
            while self._unwritten:
                self._append(self._unwritten[0])
                del self._unwritten[0]
        except OSError as error:
            return self._trouble(error) if is_news else None
        return None

    def since(self, when: datetime) -> Pages:
        """The decisions from this moment on; counts the damaged lines in the files of its date and of later ones."""
        found: list[Decision] = []
        troubles: list[str] = []
        damaged = 0
        for path, day in self._files(when, troubles):
            for line in _lines(path, troubles):
                one = _decision(line)
                if one is None and day >= when.date():
                    damaged += 1
                if one is not None and one.at >= when:
                    found.append(one)
        unwritten = (one for one in self._unwritten if one.at >= when)
        return Pages(decisions=(*found, *unwritten), damaged=damaged, trouble="; ".join(troubles))

    def _trouble(self, error: OSError) -> str:
        place = printable(str(self._folder))
        return f"decisions cannot be written to {place} ({_reason(error)}); they are remembered until they can"

    def _append(self, decision: Decision) -> None:
        path = self._folder / f"{decision.at:%Y-%m-%d}{ENDING}"
        line = json.dumps(written(Decision, decision)).encode() + b"\n"
        try:
            _append(path, line)
        except FileNotFoundError:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _append(path, line)

    def _files(self, when: datetime, troubles: list[str]) -> list[tuple[Path, date]]:
        """The files that may hold decisions of this moment or later, in order; files are named by the local date."""
        first = (when.astimezone(UTC) - timedelta(days=1)).date()
        try:
            names = os.listdir(self._folder)  # noqa: PTH208 - iterdir would make a Path of every name
        except FileNotFoundError:
            return []
        except OSError as error:
            troubles.append(f"{printable(str(self._folder))} cannot be read: {_reason(error)}")
            return []
        dated = ((self._folder / name, _date(name)) for name in sorted(names))
        return [(path, day) for path, day in dated if day is not None and day >= first]


def _append(path: Path, line: bytes) -> None:
    """Append the line in one piece, below whatever a torn one left behind. Raises OSError."""
    # Without waiting: opening a pipe would last until somebody reads it.
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NONBLOCK, 0o600)
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, f"{path.name} is no ordinary file")
        torn = found.st_size and os.pread(descriptor, 1, found.st_size - 1) != b"\n"
        whole = b"\n" + line if torn else line
        if os.write(descriptor, whole) < len(whole):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    finally:
        os.close(descriptor)


def _lines(path: Path, troubles: list[str]) -> Iterator[bytes]:
    """The lines of the file, without empty ones; none where it cannot be read, and then why."""
    try:
        content = _content(path)
    except OSError as error:
        troubles.append(f"{printable(str(path))} cannot be read: {_reason(error)}")
        return
    yield from (line for line in content.split(b"\n") if line.strip())


def _content(path: Path) -> bytes:
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, "it is no ordinary file")
        return os.read(descriptor, min(found.st_size, LARGEST))
    finally:
        os.close(descriptor)


def _decision(line: bytes) -> Decision | None:
    try:
        return read(Decision, parsed(line))
    except SnapshotError:
        return None


def _date(name: str) -> date | None:
    """The date that a file is named by."""
    try:
        return date.fromisoformat(name.removesuffix(ENDING)) if name.endswith(ENDING) else None
    except ValueError:
        return None


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
