"""The library: the user's routines and exercises over the shipped ones, read from their files when asked for.

A file of the user's hides the shipped one of the same name, also when it is broken: someone who changed a stretch
must not be guided through the unchanged one. Nothing is kept between two questions, so that an edited file counts at
once.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Generic, Literal, TypeVar

from stretchbreak.core.exercise import Exercise
from stretchbreak.core.fitting import fitted
from stretchbreak.core.routine import Routine, of_one
from stretchbreak.core.settings import Place
from stretchbreak.documents.excerpt import quoted
from stretchbreak.documents.exercise import Find, UseError, read_exercise
from stretchbreak.documents.routine import is_exercise, read_routine
from stretchbreak.documents.source import DocumentError, Problem, Reading, Source, headline
from stretchbreak.errors import RoutineError
from stretchbreak.shell.folders import files_in, is_name, read_source

T = TypeVar("T")
Whose = Literal["yours", "shipped"]

LONGEST_TRAIL = 20
"""Exercises that may use each other in a row. A person loses track long before."""

EXERCISES = "exercises"

_BEGIN_WITH = "put this right first: "


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Generic[T]):
    """A file of the library with what came of reading it; ``value`` is None where it is broken."""

    id: str
    path: Path
    whose: Whose
    reading: Reading[T]

    @property
    def value(self) -> T | None:
        """The routine or exercise, None where the file is broken."""
        return self.reading.value

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the file."""
        return self.reading.problems


@dataclass(frozen=True, slots=True)
class File:
    """A file of the library under the name by which it is called."""

    id: str
    path: Path
    whose: Whose

    @property
    def is_exercise(self) -> bool:
        """Whether it lies where exercises do; else it is a routine."""
        return self.path.parent.name == EXERCISES


class Library:
    """The routines and exercises in two folders, of which the first hides what it has in common with the second."""

    def __init__(self, user: Path, shipped: Path, without: tuple[Place, ...] = ()) -> None:
        """``without`` are places that cannot be had: routines and exercises are fitted to that."""
        self._without = without
        self._layers: tuple[tuple[Whose, Path], ...] = (("yours", user), ("shipped", shipped))

    def routine(self, name: str) -> Routine:
        """The routine called ``name``, or the exercise of that name as a routine of its own, fitted to the place.

        Reads no more files than it needs. Raises RoutineError where there is none or it is broken.
        """
        visit = _Visit(self._layers)
        file = visit.locate(name)
        if file.is_exercise:
            return visit.fit(of_one(visit.read_exercise(file, ()).demand()), self._without)
        return visit.fit(visit.read_routine(file).demand(), self._without)

    def locate(self, name: str) -> File:
        """The file that ``name`` calls, sound or broken. Raises RoutineError where there is none."""
        return _Visit(self._layers).locate(name)

    def find(self, name: str) -> File | None:
        """The file that ``name`` calls, or None."""
        visit = _Visit(self._layers)
        return visit.find("", name) or visit.find(EXERCISES, name)

    def judge(self, source: Source, file: File) -> Reading[Routine] | Reading[Exercise]:
        """What ``file`` would be if this were its text."""
        return _Visit(self._layers).read_as(source, file)

    def entries(self) -> list[Entry[Routine]]:
        """Every routine that can be called by its name, sorted; a broken one does not keep the others away.

        What can be had is fitted to the place.
        """
        visit = _Visit(self._layers)
        return list(visit.entries("", partial(visit.read_fitted, without=self._without)))

    def exercises(self) -> list[Entry[Exercise]]:
        """Every exercise that can be called by its name, sorted; a broken one does not keep the others away."""
        visit = _Visit(self._layers)
        return list(visit.entries(EXERCISES, visit.read_alone))

    def check(self, paths: Sequence[Path] = ()) -> list[Reading[Routine] | Reading[Exercise]]:
        """What is wrong with each of these files, or with every file of the library, hidden ones included."""
        visit = _Visit(self._layers)
        if paths:
            return [visit.read_any(path) for path in paths]
        return [*visit.read_all("", visit.read_routine), *visit.read_all(EXERCISES, visit.read_alone)]


class _Visit:
    """One question to the library: every folder is listed once and every exercise read once."""

    def __init__(self, layers: tuple[tuple[Whose, Path], ...]) -> None:
        self._layers = layers
        self._listed: dict[Path, list[Path]] = {}
        self._sound: dict[Path, Reading[Exercise]] = {}
        self._broken: dict[Path, Reading[Exercise]] = {}

    def find(self, part: str, name: str, *, beneath: bool = False) -> File | None:
        """The file of this name, the user's before the shipped one; ``beneath``: only the shipped one."""
        if not is_name(name):
            return None
        for whose, folder in self._layers[1 if beneath else 0 :]:
            for path in self._files(folder / part):
                if path.stem == name:
                    return File(name, path, whose)
        return None

    def locate(self, name: str) -> File:
        """The file of the routine or else of the exercise of this name. Raises RoutineError where there is none."""
        if file := self.find("", name) or self.find(EXERCISES, name):
            return file
        known = [*self.names(""), *self.names(EXERCISES)]
        remedy = f'{_did_you_mean(name, known)}"stretchbreak routines list" shows all routines'
        raise RoutineError(f"there is no routine or exercise called {quoted(name)}\n  help: {remedy}")

    def names(self, part: str) -> list[str]:
        """All names that can be called."""
        return sorted({path.stem for _, folder in self._layers for path in self._files(folder / part)})

    def read_routine(self, file: File) -> Reading[Routine]:
        """Read a routine and whatever exercises it uses."""
        return _reading(file, lambda source: read_routine(source, file.id, partial(self._use, ()), self._look))

    def read_fitted(self, file: File, without: tuple[Place, ...]) -> Reading[Routine]:
        """Read a routine and fit it to the place; broken where an exercise is that would stand in for another one."""
        reading = self.read_routine(file)
        if reading.value is None or not without:
            return reading
        try:
            return replace(reading, value=self.fit(reading.value, without))
        except DocumentError as error:
            return _failed(error)

    def fit(self, routine: Routine, without: tuple[Place, ...]) -> Routine:
        """The routine as it is done without these places. Raises DocumentError where a twin is broken."""
        return fitted(routine, without, self.twin) if without else routine

    def twin(self, name: str) -> Exercise | None:
        """The exercise of this name, None where there is none. Raises DocumentError where it is broken."""
        file = self.find(EXERCISES, name)
        return None if file is None else self.read_exercise(file, ()).demand()

    def read_alone(self, file: File) -> Reading[Exercise]:
        """Read an exercise that nobody uses at the moment."""
        return self.read_exercise(file, ())

    def read_exercise(self, file: File, trail: tuple[File, ...]) -> Reading[Exercise]:
        """Read an exercise to which ``trail`` led, and the one it uses."""
        # What is broken may be so because of the trail; what is sound is so from wherever one comes.
        known = self._sound.get(file.path) or (None if trail else self._broken.get(file.path))
        if known is not None:
            return known
        use: Find = partial(self._use, (*trail, file))
        reading = _reading(file, lambda source: read_exercise(source, file.id, use, self._look))
        if reading.value is not None:
            self._sound[file.path] = reading
        elif not trail:
            self._broken[file.path] = reading
        return reading

    def read_as(self, source: Source, file: File) -> Reading[Routine] | Reading[Exercise]:
        """Read this text as that of ``file``."""
        if file.is_exercise:
            return read_exercise(source, file.id, partial(self._use, (file,)), self._look)
        return read_routine(source, file.id, partial(self._use, ()), self._look)

    def read_any(self, path: Path) -> Reading[Routine] | Reading[Exercise]:
        """Read a file wherever it lies, as a routine or as an exercise, whichever it looks like."""
        try:
            source = read_source(path)
        except DocumentError as error:
            return _failed(error)
        folder = Path(os.path.realpath(path.parent))  # Path.resolve would fail on a circle of links
        if folder.name != EXERCISES and not is_exercise(source):
            return self.read_routine(File(path.stem, path, "yours"))
        # Only in the user's own folder does an exercise hide the shipped one, and may use it under the same name.
        own = Path(os.path.realpath(self._layers[0][1] / EXERCISES))
        return self.read_exercise(File(path.stem, path, "yours" if folder == own else "shipped"), ())

    def entries(self, part: str, read: Callable[[File], Reading[T]]) -> Iterator[Entry[T]]:
        """The entries of one part of the library, folders that cannot be read among them."""
        broken, files = self._all(part)
        for whose, error in broken:
            path = Path(error.source.name)
            yield Entry(id=path.name, path=path, whose=whose, reading=_failed(error))
        callable_ones = {file.id: file for file in reversed(files)}
        for name, file in sorted(callable_ones.items()):
            yield Entry(id=name, path=file.path, whose=file.whose, reading=read(file))

    def read_all(self, part: str, read: Callable[[File], Reading[T]]) -> Iterator[Reading[T]]:
        """What came of every file of one part of the library, with a warning where one can never be called."""
        broken, files = self._all(part)
        yield from (_failed(error) for _, error in broken)
        seen: dict[Path, Path] = {}
        for file in files:
            first = seen.setdefault(file.path.with_suffix(""), file.path)
            yield read(file) if first == file.path else _unused(file.path, first)

    def _all(self, part: str) -> tuple[list[tuple[Whose, DocumentError]], list[File]]:
        """Every file of one part, and what is wrong with the folders that cannot be listed."""
        broken: list[tuple[Whose, DocumentError]] = []
        files: list[File] = []
        for whose, folder in self._layers:
            try:
                files += [File(path.stem, path, whose) for path in self._files(folder / part)]
            except DocumentError as error:
                broken.append((whose, error))
        return broken, files

    def _use(self, trail: tuple[File, ...], name: str) -> Exercise:
        """The exercise called ``name`` for the file at the end of ``trail``."""
        user = trail[-1] if trail else None
        itself = user is not None and user.id == name and user.whose == "yours"
        file = self._look(name, beneath=itself)
        _check_trail(trail, file)
        reading = self.read_exercise(file, trail)
        if reading.value is None:
            raise UseError(f"the exercise {quoted(name)} is broken itself", _first_remedy(reading))
        return reading.value

    def _look(self, name: str, *, beneath: bool = False) -> File:
        """The file of the exercise called ``name``; ``beneath``: only the shipped one."""
        file = self.find(EXERCISES, name, beneath=beneath)
        if file is None:
            remedy = f'{_did_you_mean(name, self.names(EXERCISES))}"stretchbreak routines list" shows all exercises'
            raise UseError(f"there is no exercise called {quoted(name)}", remedy)
        return file

    def _files(self, folder: Path) -> list[Path]:
        if folder not in self._listed:
            self._listed[folder] = files_in(folder)
        return self._listed[folder]


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
