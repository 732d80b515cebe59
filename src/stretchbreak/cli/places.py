"""The places that cannot be had, for what only shows routines: broken settings should not hide the library."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stretchbreak.core.exercise import Place


def places_without(settings: Path) -> tuple[Place, ...] | None:
    """What the settings in this file say; None, and a word about it, where they are broken."""
    # Whoever has no settings does not wait for what reads them.
    if not os.path.lexists(settings):
        return ()
    from stretchbreak.shell.settings import read

    reading = read(settings)
    if reading.value is None:
        print(f"{reading.report.splitlines()[0]}\nshown as if nothing were set", file=sys.stderr)
        return None
    return reading.value.without
