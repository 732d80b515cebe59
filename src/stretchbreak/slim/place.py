"""Where the engine of this user is reached: a folder of the user's own, the same for whoever asks."""

from __future__ import annotations

import os
import stat
import sys
from binascii import crc32

HOME = "STRETCHBREAK_HOME"

LONGEST = 100
"""Bytes that the path of a Unix socket may have everywhere; Linux takes 107, macOS 103."""


def runtime() -> str:
    """The folder of the socket; it need not exist. One that others may write to is no place for it."""
    if home := os.environ.get(HOME):
        return os.path.join(os.path.abspath(os.path.expanduser(home)), "run")
    if given := os.environ.get("XDG_RUNTIME_DIR"):
        return os.path.join(given, "stretchbreak")
    return _own_temporary()


def socket_path() -> str:
    """The path of the engine's socket; a long one is replaced by a short one of its own."""
    path = os.path.join(runtime(), "control.sock")
    if len(os.fsencode(path)) <= LONGEST:
        return path
    return os.path.join(_own_temporary(), f"{crc32(os.fsencode(path)):08x}.sock")


def is_safe(folder: str) -> bool:
    """Whether the folder is the user's own, and nobody else can put anything into it."""
    try:
        found = os.lstat(folder)
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o022


def _own_temporary() -> str:
    temporary = os.environ.get("TMPDIR", "/tmp") if sys.platform == "darwin" else "/tmp"  # noqa: S108 - see is_safe
    return os.path.join(temporary, f"stretchbreak-{os.getuid()}")
