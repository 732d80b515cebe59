"""What is kept of a bug: enough to mend it, nothing about the user."""

from __future__ import annotations

import platform
import traceback
from pathlib import Path

import stretchbreak
from stretchbreak.shell.folders import logs


def keep(bug: Exception) -> Path | None:
    """Write the traceback to the log folder; returns where, or None if that cannot be done either."""
    lines = [
        f"stretchbreak {stretchbreak.__version__}, Python {platform.python_version()}, {platform.platform()}\n",
        *traceback.format_exception(bug),
    ]
    try:
        folder = logs()
        folder.mkdir(parents=True, exist_ok=True)
        place = folder / "bug.log"
        with place.open("a", encoding="utf-8", errors="replace") as log:
            log.write("".join(lines))
    except OSError:
        return None
    return place
