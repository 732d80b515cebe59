"""The numbers of check-ins: a line of JSON each, in one file beside the journal, for the user's eyes alone."""

from __future__ import annotations

import errno
import json
import os
import stat
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from stretchbreak.core.checkin import Rating
from stretchbreak.documents.excerpt import printable
from stretchbreak.documents.json_values import SnapshotError, parsed
from stretchbreak.documents.snapshots import read, written

NAME: Final = "checkins.jsonl"

LARGEST: Final = 4 * 1024 * 1024
"""Bytes that are read, from the end on; four numbers a day need a hundredth of it in a year."""


class FileCheckIns:
    """The numbers in this folder, which is made when the first one is kept."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME

    def keep(self, rating: Rating) -> str | None:
        """Append the number in one piece, below whatever a torn line left behind."""
        line = json.dumps(written(Rating, rating)).encode() + b"\n"
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _append(self._path, line)
        except OSError as error:
            why = (error.strerror or type(error).__name__).lower()
            return f"the check-in cannot be written to {printable(str(self._path))} ({why}); nothing was kept"
        return None

    def since(self, when: datetime) -> tuple[Rating, ...]:
        """The numbers from this moment on. What is damaged is passed over, and left as it is."""
        found = []
        for line in _lines(self._path):
            with suppress(SnapshotError):
                found.append(read(Rating, parsed(line)))
        return tuple(one for one in found if one.at >= when)


def _append(path: Path, line: bytes) -> None:
    descriptor = _opened(path, os.O_RDWR | os.O_APPEND | os.O_CREAT)
    try:
        size = os.fstat(descriptor).st_size
        torn = size and os.pread(descriptor, 1, size - 1) != b"\n"
        whole = b"\n" + line if torn else line
        if os.write(descriptor, whole) < len(whole):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    finally:
        os.close(descriptor)


def _lines(path: Path) -> list[bytes]:
    try:
        descriptor = _opened(path, os.O_RDONLY)
    except OSError:
        return []
    try:
        size = os.fstat(descriptor).st_size
        content = os.pread(descriptor, LARGEST, max(size - LARGEST, 0))
    except OSError:
        return []
    finally:
        os.close(descriptor)
    return [line for line in content.split(b"\n") if line.strip()]


def _opened(path: Path, flags: int) -> int:
    """The file, open. Without waiting: opening a pipe would last until somebody reads it."""
    descriptor = os.open(path, flags | os.O_NONBLOCK, 0o600)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return descriptor
    os.close(descriptor)
    raise OSError(errno.EINVAL, "it is no ordinary file")
