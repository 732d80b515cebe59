"""One engine a user: whoever holds the lock is it, and whatever ends it lets the lock go."""

from __future__ import annotations

import fcntl
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from stretchbreak.errors import StretchbreakError
from stretchbreak.slim import client


class TakenError(StretchbreakError):
    """Another engine of this user runs already."""


_TAKEN = "stretchbreak runs already{holder}. `stretchbreak status` asks it, `stretchbreak stop` ends it."


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

    Where there can be no such file, as in a home that is read-only, whoever answers at the socket keeps us out.
    """
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        if _is_answered():
            raise TakenError(_TAKEN.format(holder="")) from None
        return Lock(None)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = _holder(descriptor)
        os.close(descriptor)
        raise TakenError(_TAKEN.format(holder=holder)) from None
    except OSError:
        # A file system without locks.
        return Lock(descriptor)
    write_holder(descriptor, terminal)
    return Lock(descriptor)


def _is_answered() -> bool:
    """Whether an engine of this user can be asked."""
    engine = client.connected()
    if engine is not None:
        engine.close()
    return engine is not None


def write_holder(descriptor: int, terminal: str) -> None:
    """Note who holds the lock, for whoever comes next."""
    with suppress(OSError):
        # Never empty: somebody may look just now.
        note = f"{os.getpid()}\n{terminal}\n".encode()
        os.pwrite(descriptor, note, 0)
        os.ftruncate(descriptor, len(note))


def _holder(descriptor: int) -> str:
    with suppress(OSError, ValueError):
        pid, terminal = os.pread(descriptor, 200, 0).decode(errors="replace").splitlines()[:2]
        where = f"in {terminal}" if terminal.isprintable() and terminal else "in the background"
        return f" {where} (pid {int(pid)})"
    return ""
