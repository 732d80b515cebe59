"""``stretchbreak config edit``: a draft beside the file, which takes its place once it is right."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from stretchbreak.core.settings import Settings
from stretchbreak.documents.excerpt import printable
from stretchbreak.documents.settings import Knows, SettingsError, read_settings
from stretchbreak.documents.settings_template import template
from stretchbreak.documents.source import DocumentError, Reading, Source
from stretchbreak.shell.editor import edit
from stretchbreak.shell.settings import put_aside, read_text, stamp, write


def edit_settings(path: Path, knows: Knows, ask: Callable[[str], str] = input) -> None:
    """Let the user edit until the settings are right, or put them back. What was typed is never lost.

    Raises SettingsError where the file stays as it was, and whatever the editor raises.
    """
    before, content = stamp(path), _content(path)
    draft = _draft(path, content)
    try:
        if _improved(draft, path, content, knows, ask):
            if stamp(path) != before:
                raise SettingsError(f"{printable(str(path))} was changed by someone else meanwhile")
            write(path, draft.read_bytes())
            draft.unlink()
            print(f"{printable(str(path))} is changed")
        else:
            print("nothing was changed")
    finally:
        _keep(draft, path, content)


def _improved(draft: Path, path: Path, content: bytes, knows: Knows, ask: Callable[[str], str]) -> bool:
    """Edit until the draft is right; False if it is as it was. Raises SettingsError where the user gives up."""
    while True:
        edit(draft)
        if draft.exists() and draft.read_bytes() == content:
            return False
        reading = _read(draft, path, knows)
        if reading.report:
            print(reading.report, file=sys.stderr)
        if not reading.errors:
            return True
        if not _wants_more(ask):
            raise SettingsError("the settings stay as they were")


def _read(draft: Path, path: Path, knows: Knows) -> Reading[Settings]:
    """What the draft says, told under the name of the file that it is to be."""
    try:
        found = read_text(draft)
    except DocumentError as error:
        return Reading(source=error.source, value=None, problems=error.problems)
    if found is None:
        raise SettingsError("the editor left no file; the settings stay as they were")
    return read_settings(Source(str(path), found.text), knows=knows)


def _wants_more(ask: Callable[[str], str]) -> bool:
    try:
        return ask("Edit it again? yes/no [yes] ").strip().lower()[:1] != "n"
    except EOFError:
        return False


def _content(path: Path) -> bytes:
    """The file as it is, or one that explains itself where there is none."""
    if read_text(path) is None:
        return template(Settings()).encode("utf-8")
    return path.read_bytes()


def _draft(path: Path, content: bytes) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix="settings-", suffix=".yaml", dir=path.parent)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise SettingsError(f"nothing can be written beside {printable(str(path))}: {reason}") from None
    return Path(name)


def _keep(draft: Path, path: Path, content: bytes) -> None:
    """Put a draft aside that was not accepted, unless nothing was typed into it."""
    if not draft.exists():
        return
    if draft.read_bytes() == content:
        draft.unlink()
        return
    kept = put_aside(draft, path.with_name(f"{path.name}.rejected"))
    print(f"what you wrote is kept in {printable(str(kept))}", file=sys.stderr)
