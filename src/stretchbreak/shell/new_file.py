"""Files that are not there yet: written as a whole, and never over another one."""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

from stretchbreak.documents.excerpt import printable
from stretchbreak.errors import StretchbreakError

_NO_LINKS: Final = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EMLINK, errno.EXDEV})
"""What a file system says that has no hard links."""

_MODE: Final = 0o644


class TakenError(StretchbreakError):
    """There is something of that name already."""


def create(path: Path, content: bytes) -> None:
    """Write a file that is not there yet, and the folders that lead to it; it is never seen half written.

    Raises TakenError where there is something already, which stays as it is, and StretchbreakError where nothing can
    be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _refusal(path.parent, error) from None
    try:
        _place(path, content)
    except FileExistsError:
        raise TakenError(f"there is already something at {printable(str(path))}") from None
    except OSError as error:
        raise _refusal(path, error) from None


def _refusal(path: Path, error: OSError) -> StretchbreakError:
    reason = "it is no folder" if isinstance(error, FileExistsError) else (error.strerror or "it failed").lower()
    remedy = "check who owns the folder and whether the disk is full"
    return StretchbreakError(f"{printable(str(path))} cannot be written: {reason}\n  help: {remedy}")


def _place(path: Path, content: bytes) -> None:
    """Write beside, and give it its name in one step that fails where the name is taken."""
    descriptor, name = tempfile.mkstemp(prefix=".new-", suffix=".tmp", dir=path.parent)
    draft = Path(name)
    try:
        _fill(descriptor, content)
        draft.chmod(_MODE)
        path.hardlink_to(draft)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _write_in_place(path, content)
    finally:
        with suppress(OSError):
            draft.unlink()


def _write_in_place(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODE)
    try:
        _fill(descriptor, content)
    except OSError:
        with suppress(OSError):
            path.unlink()
        raise


def _fill(descriptor: int, content: bytes) -> None:
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
