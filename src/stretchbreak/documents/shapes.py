"""The shapes that values in a document can have: each knows how to read a node and how to say what it wants.

Shapes are plain frozen values, declared once beside the field they belong to. The checker reads with them; the
JSON Schema for editors is made from the same declarations, in ``fragments``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as Map
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Generic, Protocol, TypeVar, cast

from stretchbreak.core import wording
from stretchbreak.documents.durations import parse_duration
from stretchbreak.documents.excerpt import quoted
from stretchbreak.documents.findings import Findings, UnreadableError
from stretchbreak.documents.nodes import Node, Scalar, Sequence
from stretchbreak.documents.texts import check_text

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

_WHOLE = re.compile(r"[-+]?[0-9]{1,9}")
_FLAGS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


class Shape(Protocol[T_co]):
    """What a value must look like."""

    @property
    def wanted(self) -> str:
        """What it wants, as it follows "must be"."""
        ...

    def read(self, node: Node, name: str, findings: Findings) -> T_co:
        """The value of ``node``, which a message calls ``name``.

        Raises UnreadableError, after it was noted why, where there is none.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Words for people, on one line however they are wrapped. Only where ``fills`` may they name a side."""

    longest: int = 400
    fills: bool = False
    required: bool = False

    @property
    def wanted(self) -> str:
        """What it wants, as it follows "must be"."""
        return "text"

    def read(self, node: Node, name: str, findings: Findings) -> str:
        """The text with each run of white space as one space."""
        scalar = scalar_of(node, name, self.wanted, findings)
        check_text(scalar, name, findings, fills=self.fills)
        text = " ".join(scalar.text.split())
        if self.required and not text:
            findings.refuse(scalar.span, f"{name} must not be empty", "write a word or two")
        if len(text) > self.longest:
            message = f"{name} is {len(text)} characters long; at most {self.longest} are shown"
            findings.refuse(scalar.span, message, "say it in fewer words")
        return text


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """One of a few words, each with the value it stands for."""

    words: Map[str, T]

    @property
    def wanted(self) -> str:
        """What it wants, as it follows "must be"."""
        return _either(self.words)

    def read(self, node: Node, name: str, findings: Findings) -> T:
        """The value of the word."""
        scalar = scalar_of(node, name, self.wanted, findings)
        if scalar.text not in self.words:
            near = nearest(scalar.text, self.words)
            remedy = f'did you mean "{near}"?' if near else f'write it as "{name}: {next(iter(self.words))}"'
            findings.refuse(scalar.span, f"{name} must be {self.wanted}, not {quoted(scalar.text)}", remedy)
        return self.words[scalar.text]


def words(*choices: T) -> Choice[T]:
    """A choice of words that stand for themselves."""
    return Choice({str(choice): choice for choice in choices})


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false, the only two words that YAML 1.2 has for it, in small letters, capitals or like a name."""

    @property
    def wanted(self) -> str:
        """What it wants, as it follows "must be"."""
        return "true or false"

    def read(self, node: Node, name: str, findings: Findings) -> bool:
        """The truth of it."""
        scalar = scalar_of(node, name, self.wanted, findings)
        if scalar.plain and scalar.text in _FLAGS:
            return _FLAGS[scalar.text]
        word = scalar.text.lower()
        meant = "true" if word in {"true", "yes", "on", "y", "1"} else "false"
        return findings.refuse(
            scalar.span, f"{name} must be true or false, not {quoted(scalar.text)}", f'write it as "{name}: {meant}"'
        )


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from ``low`` to ``high``, ``usual`` for example. ``010`` is ten."""

    low: int
    high: int
    usual: int = 10

    @property
    def wanted(self) -> str:
        """What it wants, as it follows "must be"."""
        return f"a whole number from {self.low} to {self.high}"

    def read(self, node: Node, name: str, findings: Findings) -> int:
        """The number."""
        scalar = scalar_of(node, name, self.wanted, findings)
        number = int(scalar.text) if _WHOLE.fullmatch(scalar.text) else None
        if number is not None and not scalar.plain:
            findings.refuse(scalar.span, f"{name} must be a number, not text", f'write it as "{name}: {number}"')
        if number is None or not self.low <= number <= self.high:
            findings.refuse(
                scalar.span, f"{name} must be {self.wanted}, not {quoted(scalar.text)}", self._remedy(name)
            )
        return number

    def _remedy(self, name: str) -> str:
        return f'write it as "{name}: {max(self.low, min(self.usual, self.high))}"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """A duration of at most ``longest`` seconds, nothing at all only where ``zero`` is allowed."""

    longest: float
    zero: bool = False

    @property
    def wanted(self) -> str:
        """What it wants, as it follows "must be"."""
        return "a duration like 2s"

    def read(self, node: Node, name: str, findings: Findings) -> float:
        """Its seconds."""
        scalar = scalar_of(node, name, self.wanted, findings)
        return self.take(scalar, scalar.text, name, findings, f'write it as "{name}: 2s"')

    def take(self, scalar: Scalar, word: str, name: str, findings: Findings, remedy: str) -> float:
        """The seconds of ``word``, which begins the text of ``scalar``."""
        span = scalar.part(0, len(word))
        try:
            seconds = parse_duration(word, bare="seconds")
        except ValueError:
            findings.refuse(span, f"{name} must be {self.wanted}, not {quoted(word)}", remedy)
        if seconds > self.longest or (seconds == 0 and not self.zero):
            low = "from 0 s to" if self.zero else "longer than 0 s and at most"
            limit = wording.duration(self.longest)
            findings.refuse(span, f"{name} must be {low} {limit}, not {quoted(word)}", remedy)
        return seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed(Generic[T]):
    """A list; ``lone`` takes a single value for a list of one."""

    each: Shape[T]
    most: int
    least: int = 0
    lone: bool = False

    @property
    def wanted(self) -> str:
        """What it wants, as it follows "must be"."""
        return "a list"

    def read(self, node: Node, name: str, findings: Findings) -> tuple[T, ...]:
        """Every item that can be read; what is wrong with the others is noted."""
        if not isinstance(node, Sequence) and not self.lone:
            remedy = "write each in a line of its own that begins with a dash"
            findings.refuse(node.span, f"{name} must be {self.wanted}, not {described(node)}", remedy)
        nodes = node.items if isinstance(node, Sequence) else (node,)
        if not self.least <= len(nodes) <= self.most:
            message = f"{name} has {len(nodes)} entries; from {self.least} to {self.most} are possible"
            findings.refuse(node.span, message, "write at least one" if len(nodes) < self.least else "use fewer")
        return tuple(self._items(nodes, name, findings))

    def _items(self, nodes: tuple[Node, ...], name: str, findings: Findings) -> list[T]:
        items = []
        for node in nodes:
            try:
                items.append(self.each.read(node, f"an entry of {name}", findings))
            except UnreadableError:
                continue
        return items


@dataclass(frozen=True, slots=True)
class Either(Generic[T]):
    """A word in its short form, or everything written out."""

    short: Choice[T]
    long: Shape[T]

    @property
    def wanted(self) -> str:
        """What it wants, as it follows "must be"."""
        return f"{self.short.wanted} or {self.long.wanted}"

    def read(self, node: Node, name: str, findings: Findings) -> T:
        """The value, by whichever form it is written in."""
        shape = cast("Shape[T]", self.short) if isinstance(node, Scalar) else self.long
        return shape.read(node, name, findings)


def scalar_of(node: Node, name: str, wanted: str, findings: Findings) -> Scalar:
    """``node`` as the single value that it must be."""
    if isinstance(node, Scalar) and not node.is_null:
        return node
    if isinstance(node, Scalar):
        findings.refuse(node.span, f"{name} has no value", f"write {wanted} after the colon, or delete the line")
    remedy = "put it in quotes" if wanted == "text" else f"write {wanted}"
    return findings.refuse(node.span, f"{name} must be {wanted}, not {described(node)}", remedy)


def described(node: Node) -> str:
    """What a node is, for a message."""
    if isinstance(node, Scalar):
        return "nothing" if node.is_null else quoted(node.text)
    return "a list" if isinstance(node, Sequence) else "keys and values"


def nearest(word: str, known: Map[str, object]) -> str | None:
    """The known word that was probably meant."""
    lowered = {one.lower(): one for one in known}
    near = get_close_matches(word.lower()[:60], lowered, n=1)
    return lowered[near[0]] if near else None


def _either(choices: Map[str, object]) -> str:
    *others, last = choices
    return f"{', '.join(others)} or {last}" if others else last
