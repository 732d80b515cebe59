"""A file in the user's own editor: a draft beside it, which takes its place once it is right."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stretchbreak.documents.excerpt import printable
from stretchbreak.documents.source import DocumentError, Reading, Source
from stretchbreak.errors import StretchbreakError
from stretchbreak.shell.editor import edit
from stretchbreak.shell.settings import put_aside, stamp, write

Ask = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is edited: the file at ``path``, which need not be there yet, and the ``content`` that opens.

    ``read`` tells what a draft would be as that file, and ``kept`` says that the file stays as it was. A draft's name
    begins with ``prefix``.
    """

    path: Path
    content: bytes
    read: Callable[[bytes], Reading[Any]]
    kept: str
    error: Callable[[str], StretchbreakError]
    prefix: str


def read_draft(path: Path, content: bytes, read: Callable[[Source], Reading[Any]]) -> Reading[Any]:
    """What the draft says, told under the name of the file that it is to be."""
    try:
        source = Source.decode(str(path), content)
    except DocumentError as error:
        return Reading(source=error.source, value=None, problems=error.problems)
    return read(source)


def edit_subject(subject: Subject, ask: Ask) -> bool:
    """Let the user edit until the file is right, or put it back; whether it changed. What was typed is never lost.

    Raises the subject's own error where the file stays as it was, and whatever the editor raises.
    """
    path = subject.path
    before = stamp(path)
    draft = _draft(subject)
    try:
        improved = _improved(draft, subject, ask)
        if not improved:
            print("nothing was changed")
            return False
        if stamp(path) != before:
            raise subject.error(f"{printable(str(path))} was changed by someone else meanwhile")
        write(path, draft.read_bytes())
        draft.unlink()
    finally:
        _keep(draft, subject)
    print(f"{printable(str(path))} is {'changed' if before else 'there'}")
    return True


def _improved(draft: Path, subject: Subject, ask: Ask) -> bool:
    """Edit until the draft is right; False if it is as it was. Raises where the user gives up."""
    while True:
        edit(draft)
        content = _typed(draft, subject)
        if content == subject.content:
            return False
        reading = subject.read(content)
        if reading.report:
            print(reading.report, file=sys.stderr)
        if not reading.errors:
            return True
        if not _wants_more(ask):
            raise subject.error(subject.kept)


def _typed(draft: Path, subject: Subject) -> bytes:
    try:
        return draft.read_bytes()
    except OSError:
        raise subject.error(f"the editor left no file; {subject.kept}") from None


def _wants_more(ask: Ask) -> bool:
    try:
        return ask("Edit it again? yes/no [yes] ").strip().lower()[:1] != "n"
    except EOFError:
        return False


def _draft(subject: Subject) -> Path:
    folder = subject.path.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=subject.prefix, suffix=".yaml", dir=folder)
        with os.fdopen(descriptor, "wb") as file:
            file.write(subject.content)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise subject.error(f"nothing can be written beside {printable(str(subject.path))}: {reason}") from None
    return Path(name)


def _keep(draft: Path, subject: Subject) -> None:
    """Put a draft aside that was not accepted, unless nothing was typed into it."""
    if not draft.is_file():
        return
    if draft.read_bytes() == subject.content:
        draft.unlink()
        return
    kept = put_aside(draft, subject.path.with_name(f"{subject.path.name}.rejected"))
    print(f"what you wrote is kept in {printable(str(kept))}", file=sys.stderr)
