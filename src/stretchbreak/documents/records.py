"""Keys with values: which keys there are, what each is for, and what was found under them."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, cast

from stretchbreak.documents.excerpt import printable, quoted
from stretchbreak.documents.findings import Findings, UnreadableError
from stretchbreak.documents.nodes import Entry, Mapping, Node, Scalar
from stretchbreak.documents.shapes import Shape, described, nearest
from stretchbreak.documents.source import Span

T = TypeVar("T")
D = TypeVar("D")


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    """A key: its name, the shape of its value, and one sentence on what it is for.

    ``default`` is what counts without it, as it would be written, where nothing else brings a value in.
    """

    name: str
    shape: Shape[T]
    help: str
    required: bool = False
    default: str | int | bool | None = None


@dataclass(frozen=True, slots=True)
class Values:
    """What stood under the keys of a record, in the order in which it is written."""

    span: Span
    found: dict[str, object] = field(default_factory=dict)
    nodes: dict[str, Node] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)

    def get(self, key: Field[T], default: D) -> T | D:
        """The value under ``key``, or ``default`` where there is none that could be read."""
        return cast("T", self.found[key.name]) if key.name in self.found else default

    def has(self, *keys: Field[Any]) -> bool:
        """Whether any of these keys is written, with a good value or a bad one."""
        return any(key.name in self.nodes for key in keys)

    def place(self, *keys: Field[Any]) -> Span:
        """Where the first of these keys that is written has its value; where the record begins if none is."""
        return next((self.nodes[key.name].span for key in keys if key.name in self.nodes), self.span)

    def among(self, keys: tuple[Field[T], ...]) -> Iterator[T]:
        """The values under these keys, in the order in which they are written."""
        names = {key.name for key in keys}
        return (cast("T", value) for name, value in self.found.items() if name in names)


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with known keys. ``noun`` is its name in messages, ``lone`` the key that a lone word is meant for.

    ``elsewhere`` names the keys that people write here and that belong under one of its own.
    """

    noun: str
    fields: tuple[Field[Any], ...]
    lone: str = ""
    elsewhere: Map[str, str] = field(default_factory=dict)

    @property
    def wanted(self) -> str:
        """What it wants, as it follows "must be"."""
        return f"{self.noun} written as keys and values"

    def read(self, node: Node, name: str, findings: Findings) -> Values:
        """The values under all keys that could be read; what is wrong with the others is noted."""
        if not isinstance(node, Mapping):
            findings.refuse(
                node.span, f"{name} must be {self.wanted}, not {described(node)}", self._written_out(node)
            )
        values = Values(_head(node))
        known = {key.name: key for key in self.fields}
        for entry in node.entries:
            if entry.key.text in known:
                _take(known[entry.key.text], entry, values, findings)
            else:
                self._refuse(entry.key, findings)
        self._miss(values, findings)
        return values

    def _written_out(self, node: Node) -> str:
        if self.lone and isinstance(node, Scalar):
            return f'write it as "{self.lone}: {printable(node.text)[:60]}"'
        return f'begin with "{self.fields[0].name}: ..."'

    def _refuse(self, key: Scalar, findings: Findings) -> None:
        known = {key.name: key for key in self.fields}
        near = nearest(key.text, known)
        if belongs := self.elsewhere.get(key.text):
            remedy = f'write it under "{belongs}"'
        else:
            remedy = f'did you mean "{near}"?' if near else f"its keys are {', '.join(known)}"
        findings.error(key.span, f"{self.noun} has no key {quoted(key.text)}", remedy)

    def _miss(self, values: Values, findings: Findings) -> None:
        for key in self.fields:
            if key.required and key.name not in values.nodes:
                remedy = f'add "{key.name}: ..."'
                findings.error(values.span, f"{self.noun} needs {key.name}", remedy)


def _take(key: Field[Any], entry: Entry, values: Values, findings: Findings) -> None:
    values.nodes[key.name] = entry.value
    if isinstance(entry.value, Scalar) and entry.value.is_null:
        # An empty value has no place of its own that an eye could find; its key has.
        remedy = f"write {key.shape.wanted} after the colon, or delete the line"
        findings.error(entry.key.span, f"{key.name} has no value", remedy)
        values.refused.add(key.name)
        return
    try:
        values.found[key.name] = key.shape.read(entry.value, key.name, findings)
    except UnreadableError:
        values.refused.add(key.name)


def _head(node: Mapping) -> Span:
    """Where a mapping shows: at its first key."""
    return node.entries[0].key.span if node.entries else node.span
