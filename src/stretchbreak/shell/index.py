"""What the list showed last time, with a look at every file that it came from.

As long as all of them look the same, none has to be read. A file looks the same while its size, its two times of
change (the second of which nobody can set back), its inode and its device do. For one that was changed just now that
is not enough: it can change once more without looking different, because the clocks of file systems tick in
milliseconds, and some in two seconds. So the look of a file is trusted only if it was last changed well before
anything was read, by the clock of the file system itself.

The index may be deleted, damaged, or impossible to write: then everything is read.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final, Self

VERSION: Final = 1

TICK: Final = 2_000_000_000
"""Nanoseconds of the slowest tick of a file system's clock."""

LARGEST: Final = 64 * 1024 * 1024
"""Bytes of an index that is read; that of a thousand routines has three hundred thousand."""

_WIDTH: Final = 6
_NO_SIZE: Final = -1
"""The size of a file whose look cannot be trusted, or that cannot be looked at: it never looks the same."""

Stamps = list[Any]
"""Name, size, two times, inode and device of each file in a folder, one after the other, in the order of names."""

Row = list[Any]
"""A line of the list, of values that JSON has."""

Layer = tuple[str, str, str]
"""Whose it is, and its folders of routines and of exercises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How everything looks that the list comes from. ``code`` are the modules that read, ``settings`` the file."""

    layers: list[Layer]
    routines: list[Stamps]
    exercises: list[Stamps]
    code: list[Stamps]
    settings: Stamps

    def told(self) -> list[Any]:
        """All of it, as JSON has it."""
        layers = [list(layer) for layer in self.layers]
        return [layers, self.routines, self.exercises, self.code, self.settings]

    def trusted(self, began: int) -> list[Any]:
        """The same, without the looks of files that were changed too short before this moment."""
        layers, routines, exercises, code, settings = self.told()
        folders = [[_trusted(stamps, began) for stamps in group] for group in (routines, exercises, code)]
        return [layers, *folders, _trusted(settings, began)]


class Kept:
    """What was kept: the look, the places that could not be had, the list, and its rows by their files.

    It is ``whole`` where every file had a row, so that nothing has to be told beside the list.
    """

    def __init__(self, head: bytes, lines: bytes, rows: bytes) -> None:
        """Only the head is read at once, since often it is all that is needed. Raises ValueError where it is none."""
        version, self._look, self._without, whole = json.loads(head)
        if version != VERSION:
            raise ValueError(version)
        self._whole = whole is True
        self._lines = lines
        self._rows = rows

    @property
    def lines(self) -> str:
        """The whole list, as it is printed."""
        return str(json.loads(self._lines))

    @property
    def rows(self) -> dict[str, Row]:
        """The rows of the list, by the files that they came from."""
        return dict(json.loads(self._rows))

    def is_current(self, look: Look) -> bool:
        """Whether nothing has changed at all: then the rows are the list, in its order."""
        return self._whole and bool(self._look == look.told())

    def places(self, look: Look) -> tuple[Any, ...] | None:
        """The places that cannot be had, if the settings have not changed."""
        if self._without is None or self._look[-1] != look.told()[-1]:
            return None
        return tuple(self._without)

    def sound(self, look: Look, without: Sequence[str]) -> dict[str, Row]:
        """The rows that still hold, by their files; none where something has changed on which all of them rest."""
        layers, before, exercises, code, _ = self._look
        now_layers, now, now_exercises, now_code, _ = look.told()
        told, now_told = self._without or [], list(without)
        if [layers, exercises, code, told] != [now_layers, now_exercises, now_code, now_told]:
            return {}
        changed: set[str] = set()
        for (_, folder, _), old, new in zip(layers, before, now, strict=True):
            changed |= {f"{folder}{os.sep}{name}" for name in _differing(old, new)}
        return {path: row for path, row in self.rows.items() if path not in changed}


def look(layers: Sequence[Layer], code: Sequence[str], settings: str) -> Look | None:
    """How everything looks now; None where a folder cannot be listed, which has to be told each time."""
    try:
        return Look(
            layers=list(layers),
            routines=[_stamps(folder) for _, folder, _ in layers],
            exercises=[_stamps(folder) for _, _, folder in layers],
            code=[_stamps(folder, ending=".py") for folder in code],
            settings=_stamp(settings, settings),
        )
    except OSError:
        return None


class Index:
    """The index in this file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Kept | None:
        """What was kept; None where nothing was, or it is damaged."""
        try:
            with self._path.open("rb") as file:
                content = file.read(LARGEST)
            mark, _, body = content.partition(b"\n")
            return Kept(*body.split(b"\n")) if int(mark) == zlib.crc32(body) else None
        except (OSError, ValueError, TypeError, RecursionError):
            return None

    def begin(self) -> Draft:
        """A new index. Begin before looking, and look before reading."""
        return Draft(self._path)


class Draft:
    """An index that is being made, since a moment before anything was looked at; it is gone unless it was kept.

    Where none can be written, nothing is kept.
    """

    def __init__(self, final: Path) -> None:
        import tempfile  # noqa: PLC0415 - reading an index should not wait for it

        self._final = final
        self._file: BinaryIO | None = None
        with suppress(OSError):
            final.parent.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(prefix=".index-", suffix=".tmp", dir=final.parent)
            self._path = Path(name)
            self._file = os.fdopen(descriptor, "wb")
            self._began = os.fstat(descriptor).st_mtime_ns

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()
            with suppress(OSError):
                self._path.unlink()

    def keep(
        self, seen: Look, without: Sequence[str] | None, rows: Mapping[str, Row], lines: str, *, whole: bool
    ) -> None:
        """Put it in the place of the former one, if that can be done. ``without`` None: the settings are broken."""
        if self._file is None:
            return
        head = [VERSION, seen.trusted(self._began), None if without is None else list(without), whole]
        body = "\n".join(json.dumps(part, separators=(",", ":")) for part in (head, lines, rows)).encode()
        with suppress(OSError):
            self._file.write(b"%d\n%s" % (zlib.crc32(body), body))
            self._file.close()
            self._path.replace(self._final)
            self._file = None


def _stamps(folder: str, ending: str = "") -> Stamps:
    """How the files in a folder look; nothing where there is no such folder."""
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 - a thousand paths would take longer than the looks
    except (FileNotFoundError, NotADirectoryError):
        return []
    found: Stamps = []
    for name in names:
        if name.endswith(ending):
            found += _stamp(name, f"{folder}{os.sep}{name}")
    return found


def _stamp(name: str, path: str) -> Stamps:
    try:
        seen = os.stat(path)  # noqa: PTH116 - the same
    except (OSError, ValueError):
        return [name, _NO_SIZE, 0, 0, 0, 0]
    return [name, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino, seen.st_dev]


def _trusted(stamps: Stamps, began: int) -> Stamps:
    kept: Stamps = []
    for name, size, *rest in _each(stamps):
        kept += [name, size if max(rest[:2]) < began - TICK else _NO_SIZE, *rest]
    return kept


def _differing(before: Stamps, now: Stamps) -> set[str]:
    """The names of files that do not look the same in both, or never do."""
    known = {tuple(stamp) for stamp in _each(before) if stamp[1] != _NO_SIZE}
    return {stamp[0] for stamp in _each(now) if tuple(stamp) not in known}


def _each(stamps: Stamps) -> list[Stamps]:
    return [stamps[place : place + _WIDTH] for place in range(0, len(stamps), _WIDTH)]
