"""YAML text → a small tree of nodes that remember where they stand.

The tree is built from the event stream, one event at a time, with a stack of its own: neither ten thousand opening
brackets nor aliases of aliases can exhaust the interpreter, and both are refused long before they cost anything.
Scalars keep their raw text. What ``10:00``, ``no`` or ``010`` means is for the field that reads it to say, so that
YAML 1.1's sexagesimal numbers, booleans and octals surprise nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

import yaml

from stretchbreak.documents.excerpt import quoted
from stretchbreak.documents.findings import Findings
from stretchbreak.documents.source import Source, Span
from stretchbreak.documents.syntax import check_characters, explain

DEEPEST = 20
MOST_NODES = 10_000
"""Nodes of one document, with every alias counted at the size of what it repeats."""

CHARACTERS = 100
"""A text counts as one more node for each so many characters: repeated by aliases, long ones cost as much as many."""

EXPLAINED = 64 * 1024
"""Characters of a text that is read a second time to explain why it fails; beyond, the first reason has to do."""

_CORE = "tag:yaml.org,2002:"
_CORE_TAGS = frozenset({"!"} | {_CORE + kind for kind in ("str", "int", "float", "bool", "null", "seq", "map")})
_TEXT_TAGS = frozenset({"!", _CORE + "str"})

_FASTEST: type[yaml.CSafeLoader | yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Beside its own errors PyYAML lets through those of impossible escapes and version numbers.
_FAILURES = (yaml.YAMLError, ValueError, OverflowError)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value: its text as written, and whether it stands without quotes."""

    text: str
    plain: bool
    span: Span

    @property
    def is_null(self) -> bool:
        """Whether it says nothing, in the ways in which YAML 1.2 says it."""
        return self.plain and self.text in {"", "~", "null", "Null", "NULL"}

    def part(self, start: int, length: int) -> Span:
        """The place of some characters of the text; the whole scalar's where escapes or line ends shift them."""
        margin = self.span.width - len(self.text)
        if margin != (0 if self.plain else 2):
            return self.span
        return Span(self.span.line, self.span.column + margin // 2 + start, max(length, 1))


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes."""

    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Entry:
    """A key and its value."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """Entries in the order in which they are written, each key once."""

    entries: tuple[Entry, ...]
    span: Span


Node = Scalar | Sequence | Mapping


def read_tree(source: Source, findings: Findings, *, blank: Node | None = None) -> Node:
    """The one document in ``source``; ``blank`` is what an empty one stands for, where it may be empty.

    Raises UnreadableError where its YAML cannot be understood at all.
    """
    check_characters(source, findings)
    return _Tree(findings, blank).grow(_events(source.text, findings))


def _events(text: str, findings: Findings) -> Iterator[yaml.Event]:
    told = 0
    try:
        for event in yaml.parse(text, Loader=_FASTEST):
            told += 1
            yield event
    except _FAILURES as error:
        if len(text) > EXPLAINED:
            findings.refuse(*explain(error, text))
        yield from _events_explained(text, findings, told)


def _events_explained(text: str, findings: Findings, told: int) -> Iterator[yaml.Event]:
    """The events after the first ``told`` ones, by the parser that is slow but says where and why it fails."""
    try:
        yield from islice(yaml.parse(text, Loader=yaml.SafeLoader), told, None)
    except _FAILURES as error:
        findings.refuse(*explain(error, text))


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet."""

    start: yaml.CollectionStartEvent
    children: list[Node] = field(default_factory=list)
    size: int = 1


@dataclass(slots=True)
class _Tree:
    """A document that grows event by event."""

    findings: Findings
    blank: Node | None = None
    root: Node | None = None
    open: list[_Open] = field(default_factory=list)
    anchors: dict[str, tuple[Node, int]] = field(default_factory=dict)
    size: int = 0

    def grow(self, events: Iterator[yaml.Event]) -> Node:
        """Take up all events and return the root."""
        for event in events:
            self._take(event)
        if self.root is not None and not (isinstance(self.root, Scalar) and self.root.is_null):
            return self.root
        if self.blank is not None:
            return self.blank
        return self.findings.refuse(None, "the file is empty", 'begin with a line such as "name: My routine"')

    def _take(self, event: yaml.Event) -> None:
        match event:
            case yaml.DocumentStartEvent() if self.root is not None:
                self._refuse_second_document(event)
            case yaml.ScalarEvent():
                size = 1 + len(event.value) // CHARACTERS
                self._check_tag(event, size)
                self._add(_scalar(event), event.anchor, size)
            case yaml.AliasEvent():
                self._repeat(event)
            case yaml.CollectionStartEvent():
                self._enter(event)
            case yaml.CollectionEndEvent():
                self._leave(event)
            case _:
                pass

    def _add(self, node: Node, anchor: str | None, size: int) -> None:
        if anchor is not None:
            self.anchors[anchor] = (node, size)
        if self.open:
            self.open[-1].children.append(node)
            self.open[-1].size += size
        else:
            self.root = node

    def _repeat(self, event: yaml.AliasEvent) -> None:
        span, anchor = _span(event), event.anchor or ""
        if anchor not in self.anchors:
            message = f"there is no finished value {quoted('&' + anchor)} above this line"
            self.findings.refuse(span, message, "write the value out")
        node, size = self.anchors[anchor]
        self._count(span, size)
        self._add(node, None, size)

    def _enter(self, event: yaml.CollectionStartEvent) -> None:
        self._check_tag(event)
        if len(self.open) >= DEEPEST:
            self.findings.refuse(_span(event), f"this is nested more than {DEEPEST} levels deep", "write it flatter")
        self.anchors.pop(event.anchor or "", None)
        self.open.append(_Open(event))

    def _leave(self, end: yaml.CollectionEndEvent) -> None:
        done = self.open.pop()
        span = _span(done.start, end)
        if isinstance(done.start, yaml.MappingStartEvent):
            node: Node = Mapping(tuple(self._entries(done.children)), span)
        else:
            node = Sequence(tuple(done.children), span)
        self._add(node, done.start.anchor, done.size)

    def _entries(self, children: list[Node]) -> Iterator[Entry]:
        seen: dict[str, Span] = {}
        for key, value in zip(children[::2], children[1::2], strict=True):
            if not isinstance(key, Scalar):
                self.findings.error(key.span, "a key must be a single word", "put quotes around a text in brackets")
            elif first := seen.get(key.text):
                place = f"line {first.line}, column {first.column}"
                self.findings.error(key.span, f"{quoted(key.text)} is already in {place}", "keep one of the two")
            else:
                seen[key.text] = key.span
                yield Entry(key, value)

    def _check_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, size: int = 1) -> None:
        self._count(_span(event), size)
        tag = event.tag
        if tag is not None and tag not in _CORE_TAGS:
            shown = quoted("!!" + tag.removeprefix(_CORE) if tag.startswith(_CORE) else tag)
            message = f"the tag {shown} is refused: such a file holds only text, numbers, lists and keys"
            self.findings.error(_span(event), message, "delete the tag")

    def _count(self, span: Span, size: int) -> None:
        self.size += size
        if self.size > MOST_NODES:
            message = f"the file holds more than {MOST_NODES} values, counting every repetition by *alias"
            self.findings.refuse(span, message, "write less, or split the file")

    def _refuse_second_document(self, event: yaml.Event) -> None:
        message = 'a second document begins here, after "---"'
        self.findings.refuse(_span(event), message, "keep one document in each file")


def _scalar(event: yaml.ScalarEvent) -> Scalar:
    # The two parsers of PyYAML name the plain style differently. What is tagged as text is as good as in quotes.
    is_plain = event.style in {None, ""} and event.tag not in _TEXT_TAGS
    return Scalar(event.value, is_plain, _span(event))


def _span(start: yaml.Event, end: yaml.Event | None = None) -> Span:
    """From the beginning of ``start`` to the end of ``end``, or as far as its first line tells."""
    first, last = start.start_mark, (end or start).end_mark
    if first is None or last is None:
        return Span(1, 1)
    width = last.column - first.column if last.line == first.line else 1
    return Span(first.line + 1, first.column + 1, max(width, 1))
