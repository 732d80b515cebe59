"""The folders of a library: the user's own, the shipped one, and collections that were added from elsewhere.

A name is looked for in the user's folder, then in the shipped one, then in the collections. So what is added changes
nothing that was there; it can be called ``COLLECTION:NAME`` where its name is taken. Files of a collection find each
other before they find what ships.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from stretchbreak.core.layout import EXERCISES, SHARED, SHIPPED, YOURS
from stretchbreak.documents.source import DocumentError

Layer = tuple[str, Path]
"""Whose it is, and its folder."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of the library under the name by which it is called. ``whose`` may be the name of a collection."""

    id: str
    path: Path
    whose: str

    @property
    def is_exercise(self) -> bool:
        """Whether it lies where exercises do; else it is a routine."""
        return self.path.parent.name == EXERCISES

    @property
    def is_shared(self) -> bool:
        """Whether it came with a collection."""
        return self.whose not in {YOURS, SHIPPED}


class Layers:
    """All folders, each of which is listed once at most, and not before it is needed."""

    def __init__(
        self,
        own: tuple[Path, Path],
        files_in: Callable[[Path], list[str]],
        folders_in: Callable[[Path], list[Path]],
        staged: Layer | None = None,
    ) -> None:
        """``own`` are the user's folder and the shipped one; ``staged`` a collection that is not in its place yet.

        ``files_in`` gives the names of files, ``folders_in`` whole paths.
        """
        self._user, self._shipped = own
        self._files_in = files_in
        self._folders_in = folders_in
        self._staged = staged
        self._listed: dict[Path, list[str]] = {}
        self._stems: dict[Path, dict[str, str]] = {}
        self._answers: dict[tuple[str, str, str, bool], File | None] = {}
        self._collections: tuple[Layer, ...] | None = None

    def find(self, part: str, name: str, asker: File | None = None, *, beneath: bool = False) -> File | None:
        """The file of this name that ``asker`` means; ``beneath``: none that hides another of that name."""
        whose = asker.whose if asker is not None and asker.is_shared else ""
        question = part, name, whose, beneath
        if question not in self._answers:
            self._answers[question] = self._find(part, name, asker, beneath=beneath)
        return self._answers[question]

    def _find(self, part: str, name: str, asker: File | None, *, beneath: bool) -> File | None:
        for whose, folder in self._chain(asker, beneath=beneath):
            if found := self._named(folder / part).get(name):
                return File(name, folder / part / found, whose)
        collection, colon, rest = name.partition(":")
        if not colon:
            return None
        for whose, folder in self.collections():
            if whose == collection and (found := self._named(folder / part).get(rest)):
                return File(name, folder / part / found, collection)
        return None

    def callables(self, part: str) -> dict[str, File]:
        """Every file that can be called, by its name; one of a collection by its long one where that is taken."""
        _, files = self.all(part)
        found: dict[str, File] = {}
        for file in files:
            first = found.setdefault(file.id, file)
            if file.is_shared and first.whose != file.whose:
                long = f"{file.whose}:{file.id}"
                found.setdefault(long, File(long, file.path, file.whose))
        return found

    def names(self, part: str) -> list[str]:
        """All names that can be called, without the long ones."""
        return sorted({name for _, folder in self._layers() for name in self._named(folder / part)})

    def all(self, part: str) -> tuple[list[tuple[str, DocumentError]], list[File]]:
        """Every file of one part, and what is wrong with the folders that cannot be listed."""
        broken: list[tuple[str, DocumentError]] = []
        files: list[File] = []
        layers: list[Layer] = [(YOURS, self._user), (SHIPPED, self._shipped)]
        try:
            layers += self.collections()
        except DocumentError as error:
            broken += [(YOURS, error)] if not part else []
        for whose, folder in layers:
            try:
                place = folder / part
                files += [File(_stem(name), place / name, whose) for name in self._files(place)]
            except DocumentError as error:
                broken.append((whose, error))
        return broken, files

    def owner(self, path: Path, *, exercise: bool) -> str | None:
        """To whom a file belongs by the folder it lies in; None where that is no part of what is the user's."""
        folder = os.path.realpath(path.parent)  # Path.resolve would fail on a circle of links
        for whose, place in ((YOURS, self._user), *self.collections()):
            if folder == os.path.realpath(place / EXERCISES if exercise else place):
                return whose
        return None

    def collections(self) -> tuple[Layer, ...]:
        """The collections, by name. Raises DocumentError where their folder cannot be listed."""
        if self._collections is None:
            found = {place.name: place for place in self._folders_in(self._user / SHARED)}
            if self._staged is not None:
                found[self._staged[0]] = self._staged[1]
            self._collections = tuple(sorted(found.items()))
        return self._collections

    def _layers(self) -> Iterator[Layer]:
        yield YOURS, self._user
        yield SHIPPED, self._shipped
        yield from self.collections()

    def _chain(self, asker: File | None, *, beneath: bool) -> Iterator[Layer]:
        """The folders in the order in which ``asker`` looks into them."""
        shared = asker.whose if asker is not None and asker.is_shared else None
        if not beneath:
            yield YOURS, self._user
            if shared is not None:
                yield from (layer for layer in self.collections() if layer[0] == shared)
        yield SHIPPED, self._shipped
        yield from (layer for layer in self.collections() if layer[0] != shared)

    def _named(self, folder: Path) -> dict[str, str]:
        """The files of a folder, with their endings, by their names; of two with one name the first counts."""
        if folder not in self._stems:
            self._stems[folder] = {_stem(name): name for name in reversed(self._files(folder))}
        return self._stems[folder]

    def _files(self, folder: Path) -> list[str]:
        if folder not in self._listed:
            self._listed[folder] = self._files_in(folder)
        return self._listed[folder]


def _stem(name: str) -> str:
    return name[: name.rindex(".")]
