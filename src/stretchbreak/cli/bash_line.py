"""A line that is being typed in bash: its words, and how a candidate is written at its end.

The other shells take lines apart and quote candidates themselves. bash hands over what was typed as it stands, and
puts a candidate in the place of what follows the last quote, colon or equals sign.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_PLAIN = frozenset("/._-+,:@=%")
_SPECIAL = {'"': '"$`\\', "'": ""}
"""What a backslash makes ordinary within quotes."""


class Line:
    """The words of a line, without their quotes; the last one may be open."""

    def __init__(self, text: str) -> None:
        self.words: list[str] = []
        self.quote = ""
        self._starts: list[int] = []
        self._length = len(text)
        self._read(text)

    def endings(self, candidates: Iterable[str], current: str) -> Iterator[str]:
        """Of the candidates that begin as the last word does, what bash is to write in the place of ``current``."""
        typed = self.words[-1]
        kept = sum(start < self._length - len(current) for start in self._starts)
        return (self._quoted(one[kept:]) for one in candidates if one.startswith(typed))

    def _read(self, text: str) -> None:
        """Take the text apart, and remember where each character of the last word stands in it."""
        word: list[str] | None = None
        escaped = False
        for place, character in enumerate(text):
            if not escaped and not self.quote and character in " \t\n":
                self.words += [] if word is None else ["".join(word)]
                self._starts, word = [], None
                continue
            word = word or []
            if not escaped and character == "\\" and self.quote != "'":
                escaped = True
            elif not escaped and character in _SPECIAL and self.quote in {"", character}:
                self.quote = "" if self.quote else character
            else:
                kept = "\\" if escaped and self.quote and character not in _SPECIAL[self.quote] else ""
                word += kept + character
                self._starts += [place] * len(kept + character)
                escaped = False
        self.words.append("".join(word or ()))

    def _quoted(self, text: str) -> str:
        if self.quote == "'":
            return text.replace("'", "'\\''")
        special = _SPECIAL['"'] if self.quote else None
        return "".join(f"\\{one}" if _is_special(one, special) else one for one in text)


def _is_special(character: str, special: str | None) -> bool:
    if special is not None:
        return character in special
    return not (character.isalnum() or character in _PLAIN)
