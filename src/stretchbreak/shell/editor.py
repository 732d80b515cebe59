"""The user's own editor, run on one file."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Final

from stretchbreak.documents.excerpt import quoted
from stretchbreak.errors import StretchbreakError

USUAL: Final = ("sensible-editor", "nano", "vim", "vi")
"""Tried in this order where neither VISUAL nor EDITOR says what the user likes."""


def edit(path: Path) -> None:
    """Let the user edit the file, until the editor ends.

    Raises StretchbreakError where there is no editor, or it ends as if something went wrong.
    """
    command = _command()
    try:
        ended = subprocess.run([*command, str(path)], check=False)  # noqa: S603 - the user's own choice
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise StretchbreakError(f"the editor {quoted(command[0])} cannot be started: {reason}\n{_REMEDY}") from None
    if ended.returncode:
        raise StretchbreakError(f"the editor {quoted(command[0])} ended with {ended.returncode}")


_REMEDY = "  help: say which editor you like, with EDITOR=nano for example"


def _command() -> list[str]:
    for name in ("VISUAL", "EDITOR"):
        if liked := os.environ.get(name, "").strip():
            try:
                return shlex.split(liked)
            except ValueError:
                raise StretchbreakError(f"{name} has a quote that is never closed: {quoted(liked)}") from None
    for name in USUAL:
        if shutil.which(name):
            return [name]
    raise StretchbreakError(f"no editor is known\n{_REMEDY}")
