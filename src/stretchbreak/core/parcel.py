"""What comes from elsewhere to be added to the library: which of it is taken, and what is refused.

Nothing here opens anything. Names and sizes come in, as a zip, a folder or a git tree tells them, and the names that
are taken go out, or a refusal that names the entry. Whoever unpacks a parcel only ever writes under those names.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from stretchbreak.core.layout import ENDINGS, EXERCISES
from stretchbreak.errors import StretchbreakError

ItemKind = Literal["file", "folder", "link", "other"]

MOST_ITEMS: Final = 2000
"""Entries of a parcel, whatever they are."""

MOST_FILES: Final = 500
"""Routines and exercises of a parcel."""

LARGEST_FILE: Final = 256 * 1024
LARGEST_SUM: Final = 8 * 1024 * 1024
"""Bytes of one file, and of all that are taken."""

LONGEST_NAME: Final = 120

ROUTINES: Final = "routines"

_JUNK: Final = "__MACOSX"


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a parcel: its name as it is told, with slashes between folders, what it is, and its size."""

    name: str
    kind: ItemKind
    size: int = 0


@dataclass(frozen=True, slots=True)
class Taken:
    """An entry that is taken, and the name that it gets: ``NAME.yaml`` or ``exercises/NAME.yaml``."""

    item: Item
    name: str


class ParcelError(StretchbreakError):
    """A parcel, or an entry of it, is refused."""


def taken(items: Sequence[Item]) -> tuple[Taken, ...]:
    """The routines and exercises among these entries, in the order of their names.

    Raises ParcelError, with the name of the entry, where one of them is not what it should be.
    """
    if len(items) > MOST_ITEMS:
        raise _refusal(f"it has {len(items)} entries", f"at most {MOST_ITEMS} are looked at; pack the routines alone")
    for item in items:
        _check(item)
    chosen = tuple(sorted(_chosen(items), key=lambda one: one.name))
    if not chosen:
        raise _refusal(
            "there is no routine in it", f"a parcel has NAME.yaml or {EXERCISES}/NAME.yaml, or both in {ROUTINES}/"
        )
    _check_sum(chosen)
    return chosen


def is_file_name(name: str) -> bool:
    """Whether a file of this name is a routine or an exercise; what begins with a dot is hidden, and none."""
    return name.lower().endswith(ENDINGS) and not name.startswith(".")


def _check(item: Item) -> None:
    """Refuse an entry that leads out of its folder, or that is no plain file."""
    parts = item.name.rstrip("/").split("/")
    if item.name.startswith("/") or item.name[1:2] == ":":
        raise _refusal_of(item, "has a name that begins at the root of a disk")
    if "\\" in item.name:
        raise _refusal_of(item, "has a backslash in its name")
    if any(part in {"", ".", ".."} for part in parts):
        raise _refusal_of(item, "has a name that leads out of its folder")
    if not item.name.isprintable() or any(len(part.encode("utf-8", "replace")) > 2 * LONGEST_NAME for part in parts):
        raise _refusal_of(item, "has a name that no file should have")
    if item.kind == "link":
        raise _refusal_of(item, "is a link, and nobody knows where it leads")
    if item.kind == "other":
        raise _refusal_of(item, "is no plain file")


def _chosen(items: Sequence[Item]) -> Iterable[Taken]:
    """What lies where routines and exercises do: in ``routines/`` if that is there, else at the top."""
    files = [(item.name.split("/"), item) for item in items if item.kind == "file"]
    files = [(parts, item) for parts, item in files if parts[0] != _JUNK and not any(one[0] == "." for one in parts)]
    while files and len(files[0][0]) > 1 and all(parts[0] == files[0][0][0] for parts, _ in files):
        if files[0][0][0] in {ROUTINES, EXERCISES}:
            break
        # As most zips have it: one folder with everything in it.
        files = [(parts[1:], item) for parts, item in files]
    inside = [(parts[1:], item) for parts, item in files if parts[0] == ROUTINES and _is_place(parts[1:])]
    return [Taken(item, "/".join(parts)) for parts, item in inside or files if _is_place(parts)]


def _is_place(parts: Sequence[str]) -> bool:
    folders = parts[:-1]
    return bool(parts) and list(folders) in ([], [EXERCISES]) and is_file_name(parts[-1])


def _check_sum(chosen: Sequence[Taken]) -> None:
    if len(chosen) > MOST_FILES:
        raise _refusal(f"it has {len(chosen)} routines and exercises", f"at most {MOST_FILES} are taken at once")
    seen: dict[str, Taken] = {}
    for one in chosen:
        stem = one.name.rpartition("/")[2].rpartition(".")[0]
        if ".." in stem or ":" in stem or not stem.strip() or len(stem.encode("utf-8", "replace")) > LONGEST_NAME:
            raise _refusal_of(one.item, "has a name that no routine can have")
        if first := seen.get(one.name.casefold()):
            raise _refusal_of(one.item, f"has the same name as {first.item.name}")
        seen[one.name.casefold()] = one
        if one.item.size > LARGEST_FILE:
            raise _refusal_of(one.item, f"is larger than {LARGEST_FILE // 1024} kB")
    if sum(one.item.size for one in chosen) > LARGEST_SUM:
        raise _refusal(f"it comes to more than {LARGEST_SUM // 1024 // 1024} MB", "add it in parts")


def _refusal_of(item: Item, what: str) -> ParcelError:
    shown = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in item.name[:200])
    return _refusal(f'its entry "{shown}" {what}', "ask whoever made it for plain files in plain folders")


def _refusal(why: str, remedy: str) -> ParcelError:
    return ParcelError(f"nothing was added: {why}\n  help: {remedy}")
