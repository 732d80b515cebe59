"""Routine files that we write for the user: one to fill in, and one made of answers."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from stretchbreak.documents.settings_text import Leaf, in_quotes, in_yaml

Entry = Mapping[str, Leaf]
"""An exercise of a routine as it is written: its keys, in their order."""

USUAL_TITLE: Final = "My routine"

# Nothing in it means anything to YAML, wherever it stands in a line; and it is no number, and no time.
_WORDS = re.compile(r"(?![0-9.,:_+-]*\Z)[A-Za-z0-9](?:[A-Za-z0-9 .,;()/'+-]*[A-Za-z0-9.)])?")
_LOADED = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})

_STARTER: Final = """\
# yaml-language-server: $schema={schema}

# A routine of your own. It is right as it stands; make it yours, line by line.
# What follows a # does not count: take the # away from a line to use it, or delete the line.
#
{commands}
name: {title}
#summary: Neck and shoulders, from the sheet of my physiotherapist
#when: after lunch
#rest: 5s                       # a pause between two exercises
#rounds: 2                      # all of it, twice

exercises:

  # One of the library: every line below it changes one thing.
  - use: upper-trap
    reps: 8

  # One of your own: how long, then what to do.
  - name: Wall angel
    setup: Back against a wall, elbows bent, hands up.
    move: 2s Slide the arms up
    hold: 2s Long neck
    return: 1.5s Slide down
    rest: 0.5s Loose            # before the next rep
    reps: 10
    #sides: each                # the right one first; {{side}} in a text becomes "right", then "left"
    #prepare: 12s               # time to get ready; 8s unless told
    #region: shoulders
    #position: stand
    #equipment: a free wall     # told before the break begins
    #breathing: Out on the way up, in on the way down
    #easier: hands only to the height of the shoulders
    stop_if: [pinch in the shoulder]
"""

_ANSWERED: Final = """\
# yaml-language-server: $schema={schema}

{commands}
name: {title}

exercises:
"""


def title_of(name: str) -> str:
    """What a routine of this name is probably called: ``physio-homework`` → ``Physio homework``."""
    words = " ".join(name.replace("-", " ").replace("_", " ").split())
    return words[:1].upper() + words[1:]


def starter(name: str, title: str, schema: str) -> str:
    """A file for the routine ``name`` that is right as it stands, and shows what can be written."""
    return _STARTER.format(commands=_commands(name), title=_leaf(title), schema=schema)


def answered(name: str, title: str, entries: Sequence[Entry], schema: str) -> str:
    """The file of a routine of these exercises."""
    head = _ANSWERED.format(commands=_commands(name), title=_leaf(title), schema=schema)
    return head + "".join(f"\n{''.join(_lines(entry))}" for entry in entries)


def _commands(name: str) -> str:
    """What can be done with the file, as comments."""
    word = shlex.quote(name)
    told = (
        (f"stretchbreak routines edit {word}", "opens this file, and says what is wrong before it counts"),
        (f"stretchbreak do {word} --speed 10", "plays it ten times as fast"),
        ("stretchbreak routines list", "names every exercise that you can use"),
    )
    width = max(len(command) for command, _ in told)
    return "".join(f"#   {command.ljust(width)}  {meaning}\n" for command, meaning in told)


def _lines(entry: Entry) -> Iterator[str]:
    for number, (key, leaf) in enumerate(entry.items()):
        yield f"  {'  ' if number else '- '}{key}: {_leaf(leaf)}\n"


def _leaf(leaf: Leaf) -> str:
    """The value in one line, in quotes only where it needs them."""
    if isinstance(leaf, tuple):
        return f"[{', '.join(text if _is_word(text) and ',' not in text else in_quotes(text) for text in leaf)}]"
    if isinstance(leaf, str):
        return leaf if _is_word(leaf) else in_quotes(leaf)
    return in_yaml(leaf)


def _is_word(text: str) -> bool:
    return _WORDS.fullmatch(text) is not None and text.lower() not in _LOADED
