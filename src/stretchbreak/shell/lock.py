"""One engine a user: whoever holds the lock is it, and whatever ends it lets the lock go."""

from __future__ import annotations

import fcntl
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from stretchbreak.errors import StretchbreakError


class TakenError(StretchbreakError):
    """Another engine of this user runs already."""


@dataclass(frozen=True, slots=True)
class Lock:
    """The lock, held for as long as its descriptor is open in this process or in one that it became."""

    descriptor: int | None

    def release(self) -> None:
        """Let another engine run."""
        if self.descriptor is not None:
            os.close(self.descriptor)


def take(path: Path, terminal: str) -> Lock:
    """Take the lock at ``path`` for an engine in this terminal (empty: in the background). Raises TakenError.

    Where there can be no such file, as in a home that is read-only, nobody can be kept out.
    """
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        return Lock(None)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = _holder(descriptor)
        os.close(descriptor)
        raise TakenError(
            f"stretchbreak runs already{holder}. `stretchbreak status` asks it, `stretchbreak stop` ends it."
        ) from None
    except OSError:
        # A file system without locks.
        return Lock(descriptor)
    write_holder(descriptor, terminal)
    return Lock(descriptor)


def write_holder(descriptor: int, terminal: str) -> None:
    """Note who holds the lock, for whoever comes next."""
    with suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n{terminal}\n".encode(), 0)


def _holder(descriptor: int) -> str:
    with suppress(OSError, ValueError):
        pid, terminal = os.pread(descriptor, 200, 0).decode(errors="replace").splitlines()[:2]
        where = f"in {terminal}" if terminal.isprintable() and terminal else "in the background"
        return f" {where} (pid {int(pid)})"
    return ""
