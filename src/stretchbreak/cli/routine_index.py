"""What the list rests on, and whether it is still as the index says.

Nothing is imported here that reads files: a list of a thousand routines that have not changed should not wait for it.
"""

from __future__ import annotations

from pathlib import Path

import stretchbreak
from stretchbreak.core.layout import EXERCISES, SHARED, SHIPPED, YOURS
from stretchbreak.documents.source import DocumentError
from stretchbreak.shell import folders
from stretchbreak.shell.index import Index, Kept, Look, look

READERS = ("core", "documents", "shell")
"""Rooms whose modules decide what a file comes to."""


def current() -> Kept | None:
    """What the index has, as long as nothing has changed since."""
    seen, kept = look_now(), Index(folders.index()).read()
    return kept if seen is not None and kept is not None and kept.is_current(seen) else None


def look_now() -> Look | None:
    """How everything looks that the list comes from; None where a folder cannot be listed."""
    user, shipped = folders.user_routines(), folders.shipped_routines()
    package = Path(stretchbreak.__file__).parent
    try:
        collections = sorted(folders.folders_in(user / SHARED))
    except DocumentError:
        return None
    layers = [(YOURS, user), (SHIPPED, shipped), *((folder.name, folder) for folder in collections)]
    return look(
        [(whose, str(folder), str(folder / EXERCISES)) for whose, folder in layers],
        code=[str(package / room) for room in READERS],
        settings=str(settings_path()),
    )


def settings_path() -> Path:
    """Where the settings are. Asking the module that reads them would load all of what reads."""
    return folders.user_routines().with_name("settings.yaml")
