"""A parcel from a folder on this machine."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from stretchbreak.core.layout import EXERCISES
from stretchbreak.core.parcel import (
    LARGEST_FILE,
    MOST_ITEMS,
    ROUTINES,
    Item,
    ItemKind,
    ParcelError,
    is_file_name,
    taken,
)
from stretchbreak.documents.excerpt import printable

_PLACES = ("", EXERCISES, ROUTINES, f"{ROUTINES}/{EXERCISES}")


def from_folder(folder: Path) -> dict[str, bytes]:
    """The routines and exercises in a folder, by their names.

    Raises ParcelError where there are none, or one of them is refused or cannot be read.
    """
    try:
        items = [item for place in _PLACES for item in _items(folder, place)]
        return {one.name: _content(folder / one.item.name) for one in taken(items)}
    except OSError as error:
        place = printable(str(error.filename or folder))
        reason = (error.strerror or type(error).__name__).lower()
        raise ParcelError(
            f"nothing was added: {place} cannot be read: {reason}\n  help: allow yourself to read it"
        ) from None


def _items(folder: Path, place: str) -> Iterator[Item]:
    """What lies in one of the places in which routines may lie; links are told, and not followed."""
    inside = folder / place
    if place and inside.is_symlink():
        yield Item(place, "link")
        return
    with suppress(FileNotFoundError, NotADirectoryError), os.scandir(inside) as found:
        for number, entry in enumerate(found):
            if number > 50 * MOST_ITEMS:
                raise ParcelError(f"nothing was added: {printable(str(inside))} has far too many files")
            if is_file_name(entry.name):
                status = entry.stat(follow_symlinks=False)
                yield Item(f"{place}/{entry.name}".lstrip("/"), _kind(status.st_mode), status.st_size)


def _kind(mode: int) -> ItemKind:
    if stat.S_ISLNK(mode):
        return "link"
    if stat.S_ISDIR(mode):
        return "folder"
    return "file" if stat.S_ISREG(mode) else "other"


def _content(path: Path) -> bytes:
    """The bytes of a file, one more than are allowed at most: whoever reads it will tell."""
    # It may have become a link or a pipe since it was looked at.
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
        return file.read(LARGEST_FILE + 1)
