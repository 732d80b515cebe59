"""``stretchbreak routines add``, ``update`` and ``remove``: collections of routines that somebody else made."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from stretchbreak.core.layout import EXERCISES, SHARED, SHIPPED, YOURS
from stretchbreak.core.merging import Change
from stretchbreak.core.sources import Place, SourceError, place_of
from stretchbreak.core.wording import counted
from stretchbreak.documents.excerpt import printable, quoted
from stretchbreak.documents.source import Reading
from stretchbreak.errors import RoutineError, StretchbreakError
from stretchbreak.shell.folders import folders_in, is_name
from stretchbreak.shell.library import Library
from stretchbreak.shell.sharing.from_folder import from_folder
from stretchbreak.shell.sharing.from_git import from_git
from stretchbreak.shell.sharing.from_zip import from_zip
from stretchbreak.shell.sharing.origin import Origin, OriginKind, origin_of, read_origin
from stretchbreak.shell.sharing.placing import brought_up_to_date, placed, staged, taken_away

ATTIC: Final = "removed"
"""The folder beside the collections in which is kept what a user had changed in one that was removed."""

LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class Fetched:
    """The files that were fetched, and where they came from."""

    contents: Mapping[str, bytes]
    origin: Origin


def add_collection(source: str, chosen: str | None, user: Path, library: Library) -> None:
    """Fetch a collection, check all of it, put it in its place, and tell what is in it."""
    place = _place(source)
    name = _name(chosen if chosen is not None else place.name, place)
    final = user / SHARED / name
    if name in _collections(user):
        raise RoutineError(
            f"there is a collection called {quoted(name)} already\n"
            f'  help: "stretchbreak routines update {name}" fetches it again; or name this one with --as'
        )
    fetched = _fetched(place)
    with staged(user / SHARED, name, fetched.contents, fetched.origin) as folder:
        _check(library.check_collection(name, folder), folder, name, "nothing was added")
        placed(folder, final)
    print(f"{name}: {_counts(fetched.contents)} from {printable(place.shown)}")
    _tell_names(name, library)


def update_collections(name: str | None, user: Path, library: Library) -> None:
    """Fetch one collection again, or all of them, and tell what became of each file.

    One that cannot be fetched keeps no other from being updated; raises RoutineError in the end if there was one.
    """
    names = sorted(_collections(user)) if name is None else [_known(name, user, library)]
    if not names:
        print('no collection was added yet; "stretchbreak routines add" brings one')
    failed = 0
    for one in names:
        try:
            _update(one, user / SHARED / one, library)
        except StretchbreakError as problem:
            if name is not None:
                raise
            failed += 1
            print(f"{one}: {problem}", file=sys.stderr)
    if failed:
        raise RoutineError(f"{counted(failed, 'collection')} could not be updated")


def remove_collection(name: str, user: Path, library: Library) -> None:
    """Take a collection away; what the user changed in it is kept, and it is told where."""
    kept = taken_away(user / SHARED / _known(name, user, library), user / ATTIC)
    print(f"{name} is removed")
    if kept is not None:
        print(f"what you changed in it is kept in {printable(str(kept))}")


def _update(name: str, folder: Path, library: Library) -> None:
    before = read_origin(folder)
    fetched = _fetched(_place(before.source))
    with staged(folder.parent, name, fetched.contents, fetched.origin) as draft:
        _check(library.check_collection(name, draft), draft, name, f"{name} stays as it was")
        changes = brought_up_to_date(folder, fetched.contents, fetched.origin)
    print(f"{name}: {_what_changed(changes)}")
    for change in changes:
        if change.what == "kept":
            here = "was changed by you and stays so" if (folder / change.name).exists() else "was deleted by you"
            print(f"  {printable(change.name)} {here}; a new version of it has come")
        else:
            print(f"  {printable(change.name)} is {change.what}")
    _warn(library.check_collection(name, folder))


# Where from


def _place(source: str) -> Place:
    """The place that is meant, paths as whole ones, so that an update finds them from any folder."""
    path = Path(source).expanduser() if source.startswith("~") else Path(source)
    try:
        is_path = path.exists()
    except (OSError, ValueError):
        is_path = False
    place = place_of(source, is_path=is_path)
    if place.kind == "git":
        return place
    whole = path.resolve()
    is_store = (whole / "HEAD").is_file() and (whole / "objects").is_dir()
    return place_of(whole.as_uri(), is_path=False) if is_store else Place(str(whole), "path")


def _fetched(place: Place) -> Fetched:
    if place.kind == "git":
        contents, commit = from_git(place)
        return Fetched(contents, origin_of(place.text, "git", commit, contents))
    path = Path(place.text)
    kind: OriginKind = "folder" if path.is_dir() else "zip"
    if kind == "zip" and not path.is_file():
        raise SourceError(f"{printable(str(path))} is neither a folder nor a zip\n  help: check its name")
    contents = from_folder(path) if kind == "folder" else from_zip(path)
    return Fetched(contents, origin_of(str(path), kind, None, contents))


# Names


def _collections(user: Path) -> list[str]:
    return [folder.name for folder in folders_in(user / SHARED)]


def _name(text: str, place: Place) -> str:
    """The name of a collection to be. Raises RoutineError where none can be called so."""
    fine = is_name(text) and text.isprintable() and text == text.strip() and text[0] not in "-~" and ":" not in text
    if not fine or len(text.encode()) > LONGEST_NAME or text in {YOURS, SHIPPED}:
        what = f"{quoted(text)} is no name for a collection" if text else f"{quoted(place.shown)} has no name in it"
        raise RoutineError(f"{what}\n  help: choose one with --as, like --as clinic")
    return text


def _known(name: str, user: Path, library: Library) -> str:
    """The name, if there is such a collection. Raises RoutineError where there is none."""
    names = _collections(user)
    if name in names:
        return name
    own = library.find(name)
    remedy = f"there are {', '.join(sorted(names))}" if names else 'none was added yet: "stretchbreak routines add"'
    if own is not None and own.whose == YOURS:
        remedy = f"your own routine of that name is {printable(str(own.path))}; delete the file to be rid of it"
    raise RoutineError(f"there is no collection called {quoted(name)}\n  help: {remedy}")


# What is told


def _check(readings: Sequence[Reading[Any]], folder: Path, name: str, outcome: str) -> None:
    """Tell every warning; raises RoutineError with every mistake if there is one."""
    reports = [reading.report.replace(f"{folder}/", f"{name}/") for reading in readings if reading.problems]
    errors = sum(len(reading.errors) for reading in readings)
    if errors:
        broken = sum(bool(reading.errors) for reading in readings)
        verdict = f"{outcome}: {counted(errors, 'error')} in {counted(broken, 'file')}"
        raise RoutineError("\n".join([*reports, "", verdict]))
    for report in reports:
        print(report, file=sys.stderr)


def _warn(readings: Sequence[Reading[Any]]) -> None:
    """Tell what does not go together now: what came, and what the user had changed."""
    for reading in readings:
        if reading.errors:
            print(reading.report, file=sys.stderr)


def _counts(contents: Mapping[str, bytes]) -> str:
    exercises = sum(name.startswith(f"{EXERCISES}/") for name in contents)
    counts = ((len(contents) - exercises, "routine"), (exercises, "exercise"))
    return " and ".join(counted(count, noun) for count, noun in counts if count)


def _tell_names(name: str, library: Library) -> None:
    """The names by which all of it can be called; long ones where the short ones are taken."""
    called = [entry.id for entry in library.entries() if entry.whose == name]
    called += [entry.id for entry in library.exercises() if entry.whose == name]
    print(f"  {', '.join(map(printable, called))}")
    if any(":" in one for one in called):
        print(f"  names that were taken already have {quoted(f'{name}:')} in front")


def _what_changed(changes: Sequence[Change]) -> str:
    done = [change for change in changes if change.what != "kept"]
    return f"{counted(len(done), 'file')} changed" if done else "nothing new"
