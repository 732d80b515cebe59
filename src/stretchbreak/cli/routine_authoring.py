"""``stretchbreak routines new``, ``copy`` and ``edit``: routines of one's own, none of which is ever written over."""

from __future__ import annotations

import shlex
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, Final

from stretchbreak.cli.asking import Ask, ask_in_lines, truth, until_right
from stretchbreak.cli.editing import Subject, edit_subject, read_draft
from stretchbreak.cli.routine_questions import FILLER, Answers, ask_routine
from stretchbreak.core.exercise import Exercise
from stretchbreak.core.layout import ENDINGS, EXERCISES, SHIPPED, YOURS
from stretchbreak.core.routine import Routine, of_one
from stretchbreak.core.timeline import timeline
from stretchbreak.core.wording import counted, duration
from stretchbreak.documents.excerpt import printable, quoted
from stretchbreak.documents.routine_template import USUAL_TITLE, Entry, answered, starter, title_of
from stretchbreak.documents.schema import schema_reference
from stretchbreak.documents.source import Reading, Source
from stretchbreak.errors import RoutineError, StretchbreakError
from stretchbreak.shell.folders import is_name, read_content, shipped_routines, user_routines
from stretchbreak.shell.layers import File
from stretchbreak.shell.library import Library
from stretchbreak.shell.new_file import TakenError, create
from stretchbreak.shell.settings import free_name

LONGEST_NAME: Final = 80
"""Bytes of a name: as many letters as the settings take, and few enough for any file system."""

RANDOM: Final = 8
"""Characters by which one draft differs from another."""


def new_routine(name: str, library: Library, *, questions: bool, ask: Ask = ask_in_lines) -> None:
    """Write a routine file to fill in, or one made of answers, and tell what to do with it."""
    name = _own_name(name)
    _check_free(name, library)
    file = _own(name, exercise=False)
    content = _asked(file, library, ask) if questions else _starter(file, library)
    _save(file.path, content, typed=questions)
    _tell(file, library.judge(Source(str(file.path), content), file))


def copy_routine(name: str, new: str | None, library: Library) -> None:
    """Write a routine or an exercise of the library into the user's own, letter by letter."""
    found = library.locate(name)
    chosen = found.path.stem if new is None else _own_name(new)
    command = f"stretchbreak routines copy {shlex.quote(name)} NAME"
    if found.whose == YOURS and chosen == found.id:
        raise RoutineError(f"{quoted(chosen)} is yours already\n  help: give the copy another name: {command}")
    if chosen != found.id:
        _check_free(chosen, library)
    file = _own(chosen, exercise=found.is_exercise)
    content = read_content(found.path)
    create(file.path, content)
    reading = read_draft(file.path, content, lambda source: library.judge(source, file))
    _tell(file, reading)
    _tell_difference(found, library.check([found.path])[0].value, reading.value)


def edit_routine(name: str, library: Library, ask: Ask = input) -> None:
    """Open a routine or an exercise in the user's editor; a shipped one becomes the user's own by that.

    Raises RoutineError where it stays as it was, and whatever the editor raises.
    """
    found = library.locate(_without_ending(name))
    file = found
    if found.whose == SHIPPED:
        if not _wants_copy(found, ask):
            raise RoutineError(f"{quoted(found.id)} stays as it ships")
        file = _own(found.id, exercise=found.is_exercise)
    _tell_drafts(file)
    subject = Subject(
        path=file.path,
        content=read_content(found.path),
        read=lambda content: read_draft(file.path, content, lambda source: library.judge(source, file)),
        kept=f"{quoted(file.id)} stays as it was",
        error=RoutineError,
        # A name that begins with a dot is no routine, so that nobody meets a draft in the list.
        prefix=_prefix(file),
    )
    edit_subject(subject, ask)


def _prefix(file: File) -> str:
    return f".{file.id[:LONGEST_NAME]}-"


def _tell_drafts(file: File) -> None:
    """Name what an edit left behind that was killed, or that goes on elsewhere."""
    with suppress(OSError):
        for path in sorted(file.path.parent.iterdir()):
            if path.name.startswith(_prefix(file)) and len(path.stem) == len(_prefix(file)) + RANDOM:
                print(f"a draft of another edit is in {printable(str(path))}", file=sys.stderr)


def _wants_copy(found: File, ask: Ask) -> bool:
    question = f"{printable(found.id)} ships with stretchbreak. Edit a copy, which then counts instead? yes/no [yes] "
    try:
        return until_right(ask, question, lambda answer: truth(answer or "yes"))
    except EOFError:
        print()
        return False


# Names


def _own_name(text: str) -> str:
    """The name of a file to be. Raises RoutineError where no routine can be called so."""
    name = _without_ending(text)
    if any(part in name for part in ("/", "\\", "..")):
        raise _refusal(name, "a name is no path, because the file goes into your own folder")
    if not is_name(name) or not name.isprintable() or name != name.strip() or name[0] in "-~" or ":" in name:
        raise _refusal(name, "no file of yours can be called so")
    if len(name.encode()) > LONGEST_NAME:
        raise _refusal(name, f"it is longer than {LONGEST_NAME} letters")
    return name


def _without_ending(text: str) -> str:
    ending = next((ending for ending in ENDINGS if text.lower().endswith(ending)), "")
    return text[: len(text) - len(ending)]


def _refusal(name: str, why: str) -> RoutineError:
    remedy = "use letters, digits and hyphens, like physio-homework"
    return RoutineError(f"{quoted(name)} is no name for a routine: {why}\n  help: {remedy}")


def _check_free(name: str, library: Library) -> None:
    """Raises RoutineError where something is called so already, with what can be done about it."""
    found = library.find(name)
    if found is None:
        return
    word = shlex.quote(name)
    kind = "an exercise" if found.is_exercise else "a routine"
    if found.whose == SHIPPED:
        what = f"{kind} called {quoted(name)} ships with stretchbreak"
        remedy = f'"stretchbreak routines copy {word}" makes a copy of yours; or choose another name'
    elif found.is_shared:
        what = f"{kind} called {quoted(name)} came with {printable(found.whose)}"
        remedy = f'"stretchbreak routines copy {word}" makes a copy of yours; or choose another name'
    else:
        what = f"there is {kind} called {quoted(name)} already: {printable(str(found.path))}"
        remedy = f'"stretchbreak routines edit {word}" opens it; or choose another name'
    raise TakenError(f"{what}\n  help: {remedy}")


def _own(name: str, *, exercise: bool) -> File:
    folder = user_routines() / EXERCISES if exercise else user_routines()
    return File(name, folder / f"{name}{ENDINGS[0]}", YOURS)


# Contents


def _starter(file: File, library: Library) -> str:
    for title in (title_of(file.id), USUAL_TITLE):
        text = starter(file.id, title, _schema())
        if not library.judge(Source(str(file.path), text), file).errors:
            return text
    return text


def _asked(file: File, library: Library, ask: Ask) -> str:
    """The file that the answers make; where they end too early they are kept beside."""

    def judge(title: str, entry: Entry) -> Reading[Any]:
        text = answered(file.id, title, [entry], _schema())
        return library.judge(Source(str(file.path), text), file)

    title = title_of(file.id)
    answers = Answers(USUAL_TITLE if judge(title, FILLER).errors else title)
    names = {entry.id: entry.id for entry in library.exercises()}
    text = partial(answered, file.id, schema=_schema())
    try:
        ask_routine(answers, names, judge, ask)
    except EOFError:
        print()
        _keep(file.path, text(answers.title, answers.entries), any_answer=bool(answers.entries))
        raise RoutineError("the answers ended too early, so that there is no routine yet") from None
    except KeyboardInterrupt:
        print()
        _keep(file.path, text(answers.title, answers.entries), any_answer=bool(answers.entries))
        raise
    return text(answers.title, answers.entries)


def _keep(path: Path, text: str, *, any_answer: bool) -> None:
    if any_answer:
        kept = free_name(path.with_name(f"{path.name}.unfinished"))
        _save(kept, text, typed=True)
        print(f"what you answered is kept in {printable(str(kept))}", file=sys.stderr)


def _save(path: Path, text: str, *, typed: bool) -> None:
    """Write the new file; where that cannot be done, what was typed is at least shown."""
    try:
        create(path, text.encode("utf-8"))
    except StretchbreakError:
        if typed:
            print(text, file=sys.stderr)
        raise


def _schema() -> str:
    return schema_reference(shipped_routines())


def _tell(file: File, reading: Reading[Routine] | Reading[Exercise]) -> None:
    """Say what the new file is, what is wrong with it, and what can be done with it."""
    if reading.problems:
        print(reading.report, file=sys.stderr)
    value = reading.value
    routine = of_one(value) if isinstance(value, Exercise) else value
    what = "" if routine is None else f": {_summary(routine)}"
    word = shlex.quote(file.id)
    print(f"{printable(str(file.path))}{what}")
    print(f"  stretchbreak routines edit {word}   opens it")
    print(f"  stretchbreak do {word} --speed 10   shows it in a hurry")


def _tell_difference(found: File, before: Routine | Exercise | None, after: Routine | Exercise | None) -> None:
    """Say so where the copy uses other exercises than the original: a collection's names count first only in it."""
    if isinstance(before, Routine) and isinstance(after, Routine) and before.exercises != after.exercises:
        word = printable(found.whose)
        told = f"its exercises are not all those of {word} now: write use: {word}:NAME for one of these"
        print(told, file=sys.stderr)


def _summary(routine: Routine) -> str:
    parts = counted(len(routine.exercises), "exercise"), counted(routine.reps, "rep")
    return f"{', '.join(parts)}, {duration(timeline(routine).seconds)}"
