"""A parcel from a zip. It is read into memory, entry by entry and within limits: nothing is ever unpacked."""

from __future__ import annotations

import lzma
import stat
import zlib
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from stretchbreak.core.parcel import LARGEST_FILE, LARGEST_SUM, Item, ItemKind, ParcelError, taken
from stretchbreak.documents.excerpt import printable, quoted

LARGEST_ZIP: Final = 4 * 1024 * 1024
"""Bytes of a zip: its list of entries alone then takes half a second at most."""

_ENCRYPTED: Final = 0x1
_BROKEN = (BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, zlib.error, lzma.LZMAError)
"""What ``zipfile`` raises for what is no zip, a damaged one, or one of a kind that it does not know."""


def from_zip(path: Path) -> dict[str, bytes]:
    """The routines and exercises in a zip, by their names.

    Raises ParcelError where there are none, or an entry of it is refused, or it cannot be read.
    """
    try:
        if path.stat().st_size > LARGEST_ZIP:
            raise _refusal(path, f"it is larger than {LARGEST_ZIP // 1024 // 1024} MB", "pack the routines alone")
        with ZipFile(path) as parcel:
            return _contents(parcel, path)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise _refusal(path, f"it cannot be read: {reason}", "allow yourself to read it") from None
    except _BROKEN:
        raise _refusal(path, "it is no zip, or a damaged one", "fetch it again, or add a folder") from None


def _contents(parcel: ZipFile, path: Path) -> dict[str, bytes]:
    entries = {Item(_name(info), _kind(info), info.file_size): info for info in parcel.infolist()}
    if len(entries) < len(parcel.infolist()):
        raise _refusal(path, "an entry is in it twice", "pack it again")
    contents: dict[str, bytes] = {}
    left = LARGEST_SUM
    for one in taken(list(entries)):
        contents[one.name] = _content(parcel, entries[one.item], path)
        left -= len(contents[one.name])
        if left < 0:
            raise _refusal(path, f"it comes to more than {LARGEST_SUM // 1024 // 1024} MB", "add it in parts")
    return contents


def _name(info: ZipInfo) -> str:
    # What stands behind a zero byte, zipfile hides.
    return info.orig_filename


def _kind(info: ZipInfo) -> ItemKind:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "link"
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return "other"
    return "folder" if info.is_dir() else "file"


def _content(parcel: ZipFile, info: ZipInfo, path: Path) -> bytes:
    """What an entry holds, whatever size it claims to have."""
    if info.flag_bits & _ENCRYPTED:
        raise _refusal(path, f"its entry {quoted(info.filename)} wants a password", "unpack it and add the folder")
    try:
        with parcel.open(info) as file:
            content = file.read(LARGEST_FILE + 1)
    except _BROKEN:
        raise _refusal(path, f"its entry {quoted(info.filename)} is damaged", "fetch it again") from None
    if len(content) > LARGEST_FILE:
        told = f"its entry {quoted(info.filename)} is larger than {LARGEST_FILE // 1024} kB"
        raise _refusal(path, told, "a routine has a few")
    return content


def _refusal(path: Path, why: str, remedy: str) -> ParcelError:
    return ParcelError(f"nothing was added from {printable(str(path))}: {why}\n  help: {remedy}")
