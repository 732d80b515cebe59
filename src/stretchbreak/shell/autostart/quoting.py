"""Words in one line: quoted where they must be, and taken apart again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_PLAIN: Final = frozenset("/._-+,:@=%")
_WORD: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[^\s"]+', re.DOTALL)
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)


def joined(words: Iterable[str], escaped: str) -> str:
    """The words in one line: in double quotes unless plain, and with a backslash before each of ``escaped``."""
    return " ".join(_quoted(word, escaped) for word in words)


def split(line: str) -> tuple[str, ...]:
    """The words of a line that ``joined`` could have made."""
    return tuple(map(_unquoted, _WORD.findall(line)))


def _quoted(word: str, escaped: str) -> str:
    if word and all(character.isalnum() or character in _PLAIN for character in word):
        return word
    return '"' + "".join(f"\\{character}" if character in escaped else character for character in word) + '"'


def _unquoted(word: str) -> str:
    return _ESCAPED.sub(r"\1", word[1:-1]) if word.startswith('"') else word
