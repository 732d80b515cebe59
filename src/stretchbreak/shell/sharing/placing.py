"""Collections in their place: put there as a whole, brought up to date file by file, and taken away.

A file that is not as it came is the user's work, and is never written over or deleted.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from stretchbreak.core.layout import EXERCISES
from stretchbreak.core.merging import Change, merged
from stretchbreak.core.parcel import LARGEST_FILE, is_file_name
from stretchbreak.documents.excerpt import printable
from stretchbreak.errors import StretchbreakError
from stretchbreak.shell.sharing.origin import NAME, Origin, digest, read_origin, text_of

_MODE: Final = 0o644


@contextmanager
def staged(shared: Path, name: str, contents: Mapping[str, bytes], origin: Origin) -> Iterator[Path]:
    """A folder beside the collections with everything in it; it is gone afterwards, unless it was ``placed``.

    Raises StretchbreakError where nothing can be written there.
    """
    try:
        shared.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{name[:40]}-", dir=shared))
    except OSError as error:
        raise _refusal(shared, error) from None
    try:
        try:
            for inside, content in contents.items():
                _write(folder / inside, content)
            _write(folder / NAME, text_of(origin))
            folder.chmod(0o755)
        except OSError as error:
            raise _refusal(folder, error) from None
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def placed(folder: Path, final: Path) -> None:
    """Give a staged folder its name, in one step. Raises StretchbreakError where that is taken."""
    try:
        folder.rename(final)
    except OSError as error:
        raise _refusal(final, error) from None


def brought_up_to_date(folder: Path, contents: Mapping[str, bytes], origin: Origin) -> tuple[Change, ...]:
    """Replace what is still as it came by what came now, and tell what was done and what was kept.

    Exercises come before the routines that use them and go after these. What has come is noted last, so that whoever
    is interrupted does the rest by doing it again. Raises StretchbreakError where a file cannot be written.
    """
    changes = merged(read_origin(folder).digests, _digests(folder), origin.digests)
    try:
        for change in sorted(changes, key=_turn):
            path = folder / change.name
            if change.what == "removed":
                path.unlink()
            elif change.what != "kept":
                _write(path, contents[change.name])
        _write(folder / NAME, text_of(origin))
    except OSError as error:
        raise _refusal(folder, error) from None
    return changes


def taken_away(folder: Path, attic: Path) -> Path | None:
    """Delete a collection; whatever in it is not as it came is kept in the attic, and the answer is where.

    Raises StretchbreakError where that cannot be done.
    """
    came, here = read_origin(folder).digests, _digests(folder)
    try:
        for name in (name for name, found in here.items() if came.get(name) == found):
            (folder / name).unlink()
        (folder / NAME).unlink()
        for place in (folder / EXERCISES, folder):
            with suppress(OSError):  # there is still something in it
                place.rmdir()
        if not os.path.lexists(folder):
            return None
        attic.mkdir(parents=True, exist_ok=True)
        kept = _free(attic / folder.name)
        folder.rename(kept)
    except OSError as error:
        raise _refusal(folder, error) from None
    return kept


def _turn(change: Change) -> tuple[bool, bool, str]:
    """Exercises are written first and deleted last."""
    leaves = change.what == "removed"
    return leaves, change.name.startswith(EXERCISES) == leaves, change.name


def _digests(folder: Path) -> dict[str, str]:
    """The files that lie there now."""
    found: dict[str, str] = {}
    for place in ("", EXERCISES):
        with suppress(FileNotFoundError, NotADirectoryError):
            for path in (folder / place).iterdir():
                if is_file_name(path.name):
                    found[f"{place}/{path.name}".lstrip("/")] = _digest(path)
    return found


def _digest(path: Path) -> str:
    """The digest of a plain file; of anything else one that no file has."""
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST_FILE:
            return "something else"
        return digest(path.read_bytes())
    except OSError:
        return "something that cannot be read"


def _write(path: Path, content: bytes) -> None:
    """Write the file as a whole, in place of whatever is there."""
    path.parent.mkdir(exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=".new-", suffix=".tmp", dir=path.parent)
    new = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        new.chmod(_MODE if path.name != NAME else 0o600)
        new.replace(path)
    except OSError:
        with suppress(OSError):
            new.unlink()
        raise


def _free(path: Path) -> Path:
    number, free = 1, path
    while os.path.lexists(free):
        number += 1
        free = path.with_name(f"{path.name}-{number}")
    return free


def _refusal(path: Path, error: OSError) -> StretchbreakError:
    reason = (error.strerror or type(error).__name__).lower()
    remedy = "check who owns the folder and whether the disk is full"
    return StretchbreakError(f"{printable(str(path))} cannot be written: {reason}\n  help: {remedy}")
