"""The state file: the day as it is now, for the process that goes on with it whatever ends this one.

It is replaced as a whole, so that it is never seen half written; only the moment at which the process was last alive
is written into it in place, in one piece and at the same width, because that happens every minute.
"""

from __future__ import annotations

import errno
import json
import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from stretchbreak.boundaries import Clock
from stretchbreak.core.events import Moment
from stretchbreak.core.restart import Legacy, Snapshot
from stretchbreak.documents.excerpt import printable
from stretchbreak.documents.json_values import SnapshotError
from stretchbreak.documents.snapshots import NewerError, dump, load, written

VERSION: Final = 1
"""The shape of the file; whoever changes what is in it counts on."""

LARGEST: Final = 1024 * 1024
"""Bytes of a file that are read; the state of a day has a thousand."""

_FORGETS = "after a restart this day will begin afresh"


Place = tuple[int, int, float]
"""Where a sign of life is written: descriptor, offset, and how far our clock is ahead of the machine's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the former process left behind, if anything, and what the user should know of it.

    Where a file cannot be read it shall not be overwritten either: then it is not ``writable``.
    """

    legacy: Legacy | None = None
    note: str = ""
    writable: bool = True


def find(path: Path, now: datetime) -> Found:
    """What the file says. What is damaged, or newer than this program, is put aside for whoever can use it."""
    _sweep(path)
    try:
        content = _content(path)
    except FileNotFoundError:
        return Found()
    except OSError as error:
        return Found(note=f"{_shown(path)} cannot be read ({_reason(error)}); {_FORGETS}", writable=False)
    try:
        return Found(legacy=load(Legacy, content, VERSION))
    except NewerError:
        return put_aside(path, "newer", "it was written by a newer stretchbreak", now)
    except SnapshotError as error:
        return put_aside(path, "damaged", f"it is damaged: {error}", now)


def peek(path: Path) -> Legacy | None:
    """What the file says, and nothing where it cannot be read; nothing is moved."""
    try:
        return load(Legacy, _content(path), VERSION)
    except (OSError, SnapshotError):
        return None


def put_aside(path: Path, kind: str, why: str, now: datetime) -> Found:
    """Move the file beside, where nothing overwrites it; tells why, and where it is."""
    aside = _free(path.with_name(f"{path.name}.{kind}-{now:%Y%m%d-%H%M%S}"))
    try:
        path.rename(aside)
    except OSError as error:
        note = f"{_shown(path)} cannot be used ({why}) nor moved away ({_reason(error)}); {_FORGETS}"
        return Found(note=note, writable=False)
    return Found(note=f"{_shown(path)} cannot be used ({why}); it is now {_shown(aside)}, and the day starts afresh")


class StateFile:
    """Keeps the day in the file, for times on this clock, which is ``shift`` seconds ahead of that of this boot."""

    def __init__(self, path: Path, clock: Clock, boot: str, shift: float, place: Place | None = None) -> None:
        """``place`` is where the signs of life of a former one went, if it goes on for that."""
        # Through links: a file that lies elsewhere stays there.
        self._path = Path(os.path.realpath(path))
        self._clock = clock
        self._boot = boot
        self._shift = shift
        self._file: int | None = None
        self._place = 0
        if place is not None:
            self._file, self._place, _ = place
        self._trouble = ""

    def save(self, snapshot: Snapshot) -> str | None:
        """Replace what is kept by this; tells once if that cannot be done."""
        legacy = Legacy(alive=snapshot.at, boot=self._boot, shift=self._shift, snapshot=snapshot)
        before, tail = dump(Legacy, legacy, VERSION).split(json.dumps(written(Moment, legacy.alive)), 1)
        try:
            file = self._replaced(f"{before}{_beat(legacy.alive)}{tail}\n".encode())
        except OSError as error:
            # Whoever comes next shall not take the older state for that of now.
            self._let_go()
            return self._told(f"{_shown(self._path)} cannot be written ({_reason(error)}); {_FORGETS}")
        self._let_go()
        self._file, self._place, self._trouble = file, len(before), ""
        return None

    def beat(self) -> None:
        """Note that the process is alive, for the price of one small write."""
        if self._file is not None:
            with suppress(OSError):
                os.pwrite(self._file, _beat(self._clock.now()).encode(), self._place)

    @property
    def place(self) -> Place | None:
        """Where a sign of life is written now."""
        return None if self._file is None else (self._file, self._place, self._shift)

    def close(self) -> None:
        """Note when the process ended, and let the file go."""
        self.beat()
        self._let_go()

    def _let_go(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _told(self, trouble: str) -> str | None:
        """The sentence, unless it was the last one already."""
        before, self._trouble = self._trouble, trouble
        return None if trouble == before else trouble

    def _replaced(self, content: bytes) -> int:
        """The file, open, with this content, which outlives a power cut."""
        new = _draft(self._path, os.getpid())
        try:
            file = _create(new)
        except FileNotFoundError:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            file = _create(new)
        try:
            _fill(file, content)
            os.fsync(file)
            new.replace(self._path)
        except OSError:
            os.close(file)
            with suppress(OSError):
                new.unlink()
            raise
        return file


def _beat(at: Moment) -> str:
    """The moment as JSON that is always equally long."""
    wall = at.wall.astimezone(UTC).isoformat(timespec="microseconds")
    return f'{{"mono": {at.mono:20.6f}, "wall": "{wall}"}}'


def _draft(path: Path, pid: int | str) -> Path:
    """Where the process with this number writes before it replaces the file."""
    return path.with_name(f".{path.name}.{pid}.tmp")


def _create(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)


def _fill(file: int, content: bytes) -> None:
    if os.write(file, content) < len(content):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _content(path: Path) -> bytes:
    # Without waiting: opening a pipe would last until somebody writes to it.
    file = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        found = os.fstat(file)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, "it is no ordinary file")
        return os.read(file, min(found.st_size, LARGEST))
    finally:
        os.close(file)


def _sweep(path: Path) -> None:
    """Take away what processes left half written that died over it."""
    with suppress(OSError):
        for left in path.parent.glob(_draft(path, "*").name):
            pid = left.name.split(".")[-2]
            if pid.isdecimal() and not _is_running(int(pid)):
                left.unlink()


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def _free(path: Path) -> Path:
    """``path``, or one like it with a number where that is taken."""
    number, free = 1, path
    while os.path.lexists(free):
        number += 1
        free = path.with_name(f"{path.name}-{number}")
    return free


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()


def _shown(path: Path) -> str:
    return printable(str(path))
