"""``stretchbreak config edit``: the settings in the user's editor, which count once they are right."""

from __future__ import annotations

from pathlib import Path

from stretchbreak.cli.editing import Ask, Subject, edit_subject, read_draft
from stretchbreak.core.settings import Settings
from stretchbreak.documents.settings import Knows, SettingsError, read_settings
from stretchbreak.documents.settings_template import template
from stretchbreak.shell.settings import read_text


def edit_settings(path: Path, knows: Knows, ask: Ask = input) -> None:
    """Let the user edit until the settings are right, or put them back. What was typed is never lost.

    Raises SettingsError where the file stays as it was, and whatever the editor raises.
    """
    subject = Subject(
        path=path,
        content=_content(path),
        read=lambda content: read_draft(path, content, lambda source: read_settings(source, knows=knows)),
        kept="the settings stay as they were",
        error=SettingsError,
        prefix="settings-",
    )
    edit_subject(subject, ask)


def _content(path: Path) -> bytes:
    """The file as it is, or one that explains itself where there is none."""
    if read_text(path) is None:
        return template(Settings()).encode("utf-8")
    return path.read_bytes()
