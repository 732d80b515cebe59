"""The library: the user's routines and exercises over the shipped ones, read from their files when asked for.

A file of the user's hides the shipped one of the same name, also when it is broken: someone who changed a stretch
must not be guided through the unchanged one. Nothing is kept between two questions, so that an edited file counts at
once. Which file a name calls is for ``layers`` to say.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from stretchbreak.core.exercise import Exercise, Place
from stretchbreak.core.fitting import fitted
from stretchbreak.core.layout import EXERCISES, SHIPPED, YOURS
from stretchbreak.core.routine import Routine, of_one
from stretchbreak.documents.excerpt import quoted
from stretchbreak.documents.exercise import Find, UseError, read_exercise
from stretchbreak.documents.routine import is_exercise, read_routine
from stretchbreak.documents.source import DocumentError, Problem, Reading, Source, headline
from stretchbreak.errors import RoutineError
from stretchbreak.shell.folders import files_in, folders_in, is_name, read_source
from stretchbreak.shell.layers import File, Layer, Layers

T = TypeVar("T")

LONGEST_TRAIL = 20
"""Exercises that may use each other in a row. A person loses track long before."""

_BEGIN_WITH = "put this right first: "


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Generic[T]):
    """A file of the library with what came of reading it; ``value`` is None where it is broken."""

    id: str
    path: Path
    whose: str
    reading: Reading[T]

    @property
    def value(self) -> T | None:
        """The routine or exercise, None where the file is broken."""
        return self.reading.value

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the file."""
        return self.reading.problems


class Library:
    """The routines and exercises of the user, those that ship, and those that were added."""

    def __init__(self, user: Path, shipped: Path, without: tuple[Place, ...] = ()) -> None:
        """``without`` are places that cannot be had: routines and exercises are fitted to that."""
        self._without = without
        self._own = user, shipped

    def routine(self, name: str) -> Routine:
        """The routine called ``name``, or the exercise of that name as a routine of its own, fitted to the place.

        Reads no more files than it needs. Raises RoutineError where there is none or it is broken.
        """
        visit = self._visit()
        file = visit.locate(name)
        if file.is_exercise:
            return visit.fit(visit.read_alone_as_routine(file).demand(), self._without, file)
        return visit.fit(visit.read_routine(file).demand(), self._without, file)

    def locate(self, name: str) -> File:
        """The file that ``name`` calls, sound or broken. Raises RoutineError where there is none."""
        return self._visit().locate(name)

    def find(self, name: str) -> File | None:
        """The file that ``name`` calls, or None."""
        return self._visit().find(name)

    def judge(self, source: Source, file: File) -> Reading[Routine] | Reading[Exercise]:
        """What ``file`` would be if this were its text."""
        return self._visit().read_as(source, file)

    def entries(self) -> list[Entry[Routine]]:
        """Every routine that can be called by its name, sorted; a broken one does not keep the others away.

        What can be had is fitted to the place.
        """
        visit = self._visit()
        return list(visit.entries("", partial(visit.read_fitted, without=self._without)))

    def exercises(self) -> list[Entry[Exercise]]:
        """Every exercise that can be called by its name, sorted; a broken one does not keep the others away."""
        visit = self._visit()
        return list(visit.entries(EXERCISES, visit.read_alone))

    def survey(self) -> tuple[list[DocumentError], list[File]]:
        """Every file that can be called, routines before exercises; and what is wrong with folders."""
        layers = self._visit().layers
        broken = [error for part in ("", EXERCISES) for _, error in layers.all(part)[0]]
        return broken, [file for part in ("", EXERCISES) for _, file in sorted(layers.callables(part).items())]

    def readings(self, files: Iterable[File]) -> Iterator[Reading[Routine]]:
        """What came of reading each of these, an exercise as a routine of its own, a routine fitted to the place."""
        visit = self._visit()
        for file in files:
            yield visit.read_alone_as_routine(file) if file.is_exercise else visit.read_fitted(file, self._without)

    def check(self, paths: Sequence[Path] = ()) -> list[Reading[Routine] | Reading[Exercise]]:
        """What is wrong with each of these files, or with every file of the library, hidden ones included."""
        visit = self._visit()
        if paths:
            return [visit.read_any(path) for path in paths]
        return [*visit.read_all("", visit.read_routine), *visit.read_all(EXERCISES, visit.read_alone)]

    def check_collection(self, name: str, folder: Path) -> list[Reading[Routine] | Reading[Exercise]]:
        """What is wrong with each file in ``folder``, if it were the collection of this name."""
        visit = self._visit((name, folder))
        return [
            *visit.read_all("", visit.read_routine, whose=name),
            *visit.read_all(EXERCISES, visit.read_alone, whose=name),
        ]

    def _visit(self, staged: Layer | None = None) -> _Visit:
        return _Visit(Layers(self._own, files_in, folders_in, staged))


class _Visit:
    """One question to the library: every folder is listed once and every exercise read once."""

    def __init__(self, layers: Layers) -> None:
        self.layers = layers
        self._sound: dict[Path, Reading[Exercise]] = {}
        self._broken: dict[Path, Reading[Exercise]] = {}

    def find(self, name: str) -> File | None:
        """The file of the routine or else of the exercise of this name."""
        if not is_name(name):
            return None
        return self.layers.find("", name) or self.layers.find(EXERCISES, name)

    def locate(self, name: str) -> File:
        """The same. Raises RoutineError where there is none."""
        if file := self.find(name):
            return file
        known = [*self.layers.names(""), *self.layers.names(EXERCISES)]
        remedy = f'{_did_you_mean(name, known)}"stretchbreak routines list" shows all routines'
        raise RoutineError(f"there is no routine or exercise called {quoted(name)}\n  help: {remedy}")

    def read_routine(self, file: File) -> Reading[Routine]:
        """Read a routine and whatever exercises it uses."""
        return _reading(file, lambda source: self._routine(source, file))

    def read_fitted(self, file: File, without: tuple[Place, ...]) -> Reading[Routine]:
        """Read a routine and fit it to the place; broken where an exercise is that would stand in for another one."""
        reading = self.read_routine(file)
        if reading.value is None or not without:
            return reading
        try:
            return replace(reading, value=self.fit(reading.value, without, file))
        except DocumentError as error:
            return _failed(error)

    def fit(self, routine: Routine, without: tuple[Place, ...], file: File) -> Routine:
        """The routine in ``file`` as it is done without these places. Raises DocumentError where a twin is broken."""
        return fitted(routine, without, partial(self._twin, file)) if without else routine

    def read_alone(self, file: File) -> Reading[Exercise]:
        """Read an exercise that nobody uses at the moment."""
        return self.read_exercise(file, ())

    def read_alone_as_routine(self, file: File) -> Reading[Routine]:
        """Read an exercise as a routine of its own."""
        reading = self.read_exercise(file, ())
        alone = None if reading.value is None else replace(of_one(reading.value), id=file.id)
        return Reading(source=reading.source, value=alone, problems=reading.problems)

    def read_exercise(self, file: File, trail: tuple[File, ...]) -> Reading[Exercise]:
        """Read an exercise to which ``trail`` led, and the one it uses."""
        # What is broken may be so because of the trail; what is sound is so from wherever one comes.
        known = self._sound.get(file.path) or (None if trail else self._broken.get(file.path))
        if known is not None:
            return known
        reading = _reading(file, lambda source: self._exercise(source, file, trail))
        if reading.value is not None:
            self._sound[file.path] = reading
        elif not trail:
            self._broken[file.path] = reading
        return reading

    def read_as(self, source: Source, file: File) -> Reading[Routine] | Reading[Exercise]:
        """Read this text as that of ``file``."""
        return self._exercise(source, file, ()) if file.is_exercise else self._routine(source, file)

    def read_any(self, path: Path) -> Reading[Routine] | Reading[Exercise]:
        """Read a file wherever it lies, as a routine or as an exercise, whichever it looks like."""
        try:
            source = read_source(path)
        except DocumentError as error:
            return _failed(error)
        folder = os.path.basename(os.path.realpath(path.parent))  # noqa: PTH119 - see Layers.owner
        if folder != EXERCISES and not is_exercise(source):
            return self.read_routine(File(path.stem, path, self.layers.owner(path, exercise=False) or YOURS))
        # Only in the user's own folders does an exercise hide the shipped one, and may use it under the same name.
        return self.read_exercise(File(path.stem, path, self.layers.owner(path, exercise=True) or SHIPPED), ())

    def entries(self, part: str, read: Callable[[File], Reading[T]]) -> Iterator[Entry[T]]:
        """The entries of one part of the library, folders that cannot be read among them."""
        broken, _ = self.layers.all(part)
        for whose, error in broken:
            path = Path(error.source.name)
            yield Entry(id=path.name, path=path, whose=whose, reading=_failed(error))
        for name, file in sorted(self.layers.callables(part).items()):
            yield Entry(id=name, path=file.path, whose=file.whose, reading=read(file))

    def read_all(self, part: str, read: Callable[[File], Reading[T]], whose: str = "") -> Iterator[Reading[T]]:
        """What came of every file of one part of the library, with a warning where one can never be called.

        ``whose``: only of that layer.
        """
        broken, files = self.layers.all(part)
        yield from (_failed(error) for owner, error in broken if whose in {"", owner})
        seen: dict[Path, Path] = {}
        for file in files:
            if whose in {"", file.whose}:
                first = seen.setdefault(file.path.with_suffix(""), file.path)
                yield read(file) if first == file.path else _unused(file.path, first)

    def _routine(self, source: Source, file: File) -> Reading[Routine]:
        reading = read_routine(source, file.path.stem, partial(self._use, file, ()), partial(self._look, file))
        if reading.value is None or reading.value.id == file.id:
            return reading
        return replace(reading, value=replace(reading.value, id=file.id))

    def _exercise(self, source: Source, file: File, trail: tuple[File, ...]) -> Reading[Exercise]:
        use: Find = partial(self._use, file, (*trail, file))
        return read_exercise(source, file.path.stem, use, partial(self._look, file))

    def _twin(self, asker: File, name: str) -> Exercise | None:
        """The exercise of this name, None where there is none. Raises DocumentError where it is broken."""
        file = self.layers.find(EXERCISES, name, asker)
        return None if file is None else self.read_exercise(file, ()).demand()

    def _use(self, asker: File, trail: tuple[File, ...], name: str) -> Exercise:
        """The exercise called ``name`` for this file, at the end of ``trail`` if it is an exercise itself."""
        itself = bool(trail) and asker.path.stem == name and asker.whose != SHIPPED
        file = self._look(asker, name, beneath=itself)
        _check_trail(trail, file)
        reading = self.read_exercise(file, trail)
        if reading.value is None:
            raise UseError(f"the exercise {quoted(name)} is broken itself", _first_remedy(reading))
        return reading.value

    def _look(self, asker: File, name: str, *, beneath: bool = False) -> File:
        """The file of the exercise that ``asker`` calls so; ``beneath``: none that hides another one."""
        file = self.layers.find(EXERCISES, name, asker, beneath=beneath) if is_name(name) else None
        if file is None:
            known = self.layers.names(EXERCISES)
            remedy = f'{_did_you_mean(name, known)}"stretchbreak routines list" shows all exercises'
            raise UseError(f"there is no exercise called {quoted(name)}", remedy)
        return file


def _reading(file: File, read: Callable[[Source], Reading[T]]) -> Reading[T]:
    try:
        return read(read_source(file.path))
    except DocumentError as error:
        return _failed(error)


def _failed(error: DocumentError) -> Reading[T]:
    return Reading(source=error.source, value=None, problems=error.problems)


def _first_remedy(reading: Reading[T]) -> str:
    """Where to begin with a broken exercise: where the one begins that breaks it, however many lie between."""
    first = reading.errors[0]
    if first.remedy.startswith(_BEGIN_WITH):
        return first.remedy
    return f"{_BEGIN_WITH}{headline(reading.source, first)}"


def _unused(path: Path, first: Path) -> Reading[T]:
    message = f"{quoted(first.name)} beside it has the same name and is used instead"
    problem = Problem(severity="warning", message=message, remedy="delete or rename one of the two")
    return Reading(source=Source(str(path), ""), value=None, problems=(problem,))


def _check_trail(trail: Sequence[File], file: File) -> None:
    names = " → ".join(one.id for one in (*trail, file))
    if any(one.path == file.path for one in trail):
        raise UseError(f"an exercise cannot use itself: {names}", "write one of them out")
    if len(trail) >= LONGEST_TRAIL:
        raise UseError(f"more than {LONGEST_TRAIL} exercises use each other in a row", "write one of them out")


def _did_you_mean(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name[:80], list(known), n=3)
    return f"did you mean {' or '.join(map(quoted, near))}? " if near else ""
