"""Where a collection came from, and what came: a small file in its folder."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from stretchbreak.documents.excerpt import printable
from stretchbreak.documents.json_values import SnapshotError
from stretchbreak.documents.snapshots import dump, load
from stretchbreak.errors import StretchbreakError

NAME: Final = ".origin.json"
VERSION: Final = 1

OriginKind = Literal["folder", "zip", "git"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A file as it came: its name, and the digest of its contents."""

    name: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a collection came from. ``commit`` only where git brought it."""

    source: str
    kind: OriginKind
    commit: str | None
    files: tuple[Mark, ...]

    @property
    def digests(self) -> dict[str, str]:
        """What came, by its names."""
        return {mark.name: mark.digest for mark in self.files}


def origin_of(source: str, kind: OriginKind, commit: str | None, contents: Mapping[str, bytes]) -> Origin:
    """The origin of these files."""
    files = tuple(Mark(name=name, digest=digest(content)) for name, content in sorted(contents.items()))
    return Origin(source=source, kind=kind, commit=commit, files=files)


def digest(content: bytes) -> str:
    """What tells one content from another."""
    return hashlib.sha256(content).hexdigest()


def text_of(origin: Origin) -> bytes:
    """The file that keeps it."""
    return f"{dump(Origin, origin, VERSION)}\n".encode()


def read_origin(folder: Path) -> Origin:
    """The origin of the collection in this folder. Raises StretchbreakError where it is lost or damaged."""
    try:
        return load(Origin, (folder / NAME).read_bytes(), VERSION)
    except (OSError, SnapshotError) as error:
        raise StretchbreakError(
            f"nobody knows where {printable(str(folder))} came from: its {NAME} is missing or damaged\n"
            "  help: move the folder away, and add it again"
        ) from error
