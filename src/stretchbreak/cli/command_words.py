"""The commands as typer has them → the table that completion reads.

Loading typer and every command takes six times a bare Python, which is too long for the Tab key. So the table is made
beforehand, by ``python -m stretchbreak.cli.command_words``, and a test says when it must be made anew.

A line for each word: the command it follows, the word and its other spellings, what its value is, and what it is for.
An argument has no word, a flag no value. A value is one of several words, or of one of the kinds of ``candidates``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command

from stretchbreak.cli.app import app
from stretchbreak.cli.candidates import COMMAND, FILES, FREE, MANY, PROFILES, ROUTINES, TABLE
from stretchbreak.documents.records import Record
from stretchbreak.documents.setting_keys import KEYS
from stretchbreak.documents.shapes import Either

_KINDS = {"routine": ROUTINES, "profile": PROFILES}
"""What a parameter of this name takes, in whichever command."""

_INVENTED = {"routines new"}
"""Commands whose name is not one that is there."""


def table() -> str:
    """The whole table."""
    return "".join("\t".join(row) + "\n" for row in _rows("", get_command(app)))


def _rows(path: str, command: Any) -> Iterator[tuple[str, str, str, str]]:  # noqa: ANN401 - typer's own click is not to be named
    context = command.make_context(path or "stretchbreak", [], resilient_parsing=True)
    for parameter in command.get_params(context):
        if not getattr(parameter, "hidden", False):
            yield path, *_parameter(path, parameter)
    inner = getattr(command, "commands", {})
    shown = [(name, one) for name, one in inner.items() if not one.hidden]
    for name, one in shown:
        yield path, name, COMMAND, _first_line(one.help)
    for name, one in shown:
        yield from _rows(f"{path} {name}".strip(), one)


def _parameter(path: str, parameter: Any) -> tuple[str, str, str]:  # noqa: ANN401 - as above
    many = MANY if parameter.nargs == -1 or getattr(parameter, "multiple", False) else ""
    if parameter.param_type_name == "argument":
        return "", _value(path, parameter) + many, _first_line(parameter.help)
    spellings = sorted([*parameter.opts, *parameter.secondary_opts], key=lambda word: (-len(word), word))
    value = "" if parameter.is_flag else _value(path, parameter) + many
    return " ".join(spellings), value, _first_line(parameter.help)


def _value(path: str, parameter: Any) -> str:  # noqa: ANN401 - as above
    if choices := getattr(parameter.type, "choices", None):
        return "|".join(map(str, choices))
    if parameter.type.name == "path":
        return FILES
    if parameter.name == "name" and path.startswith("routines ") and path not in _INVENTED:
        return ROUTINES
    if parameter.name == "key" and path == "config set":
        return "|".join(_keys())
    return _KINDS.get(parameter.name, FREE)


def _keys() -> Iterator[str]:
    for key in KEYS:
        shape = key.shape.long if isinstance(key.shape, Either) else key.shape
        yield from (f"{key.name}.{inner.name}" for inner in shape.fields) if isinstance(shape, Record) else [key.name]


def _first_line(text: str | None) -> str:
    return " ".join((text or "").strip().partition("\n\n")[0].split())


if __name__ == "__main__":
    Path(TABLE).write_text(table(), encoding="utf-8")
