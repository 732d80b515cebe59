"""Where an editor finds the JSON Schema of routine files."""

from __future__ import annotations

from pathlib import PurePath
from typing import Final

NAME: Final = "stretchbreak-routine.schema.json"


def schema_reference(library: PurePath) -> str:
    """The address of the schema for a file's first line: beside the ``library`` that ships, which is a whole path."""
    return library.with_name(NAME).as_uri()
