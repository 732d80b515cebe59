"""A document as an editor sees it: the values that YAML 1.2 makes of it, and what a JSON Schema says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import inf
from typing import Any, Final

from jsonschema import Draft7Validator

from stretchbreak.documents.findings import Findings
from stretchbreak.documents.fragments import Fragment
from stretchbreak.documents.nodes import Mapping, Node, Scalar, Sequence, read_tree
from stretchbreak.documents.source import Source, Span

_FLAGS: Final = ("true", "True", "TRUE", "false", "False", "FALSE")
_WHOLE = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_BROKEN = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_ENDLESS = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")


def seen(node: Node) -> object:
    """The value that a reader of YAML 1.2 builds of a node."""
    match node:
        case Mapping():
            return {entry.key.text: seen(entry.value) for entry in node.entries}
        case Sequence():
            return [seen(item) for item in node.items]
        case Scalar(text=text):
            if node.is_null:
                return None
            return _value(text) if node.plain else text


def instance(text: str) -> object:
    """The value of a whole document. Raises UnreadableError where its YAML cannot be understood at all."""
    nothing = Scalar("", plain=True, span=Span(1, 1))
    return seen(read_tree(Source("f.yaml", text), Findings(), blank=nothing))


def complaints(schema: Fragment, value: object) -> list[str]:
    """What is wrong with the value by the schema, with the path to it."""
    errors: Iterator[Any] = Draft7Validator(schema).iter_errors(value)
    return [f"{'.'.join(map(str, error.absolute_path))}: {error.message}" for error in errors]


def _value(text: str) -> str | float | bool:
    if text in _FLAGS:
        return text in _FLAGS[:3]
    if _WHOLE.fullmatch(text):
        return int(text[:4000], 0 if text[:2] in {"0o", "0x"} else 10)
    if _BROKEN.fullmatch(text):
        return float(text)
    return inf if _ENDLESS.fullmatch(text) else text
