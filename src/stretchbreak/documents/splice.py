"""One value of a settings file changed in its text; everything else, comments too, stays letter by letter.

The new value is written between the marks of the old one, or in a line of its own where there was none. What comes of
it is read again and must be exactly what was intended: otherwise the next way to write it is tried, and at last the
change is refused. So nothing here needs to know all of YAML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as Map
from dataclasses import dataclass

import yaml

from stretchbreak.documents.excerpt import printable, quoted
from stretchbreak.documents.findings import Findings, UnreadableError
from stretchbreak.documents.nodes import Mapping, Node, Scalar, read_tree
from stretchbreak.documents.settings import SettingsError, read_settings
from stretchbreak.documents.settings_text import in_quotes, in_yaml
from stretchbreak.documents.source import Problem, Source, Span, report

Tree = tuple[str, bool] | list["Tree"] | dict[str, "Tree"]
"""What a document says, without where it says it: texts with whether they stand without quotes, lists, keys."""

_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_TIME = re.compile(r"[0-9]{0,2}:[0-9]{2}")
_BLANK = Mapping((), Span(1, 1))
_BLOCK_SCALARS = frozenset({"|", ">"})


@dataclass(frozen=True, slots=True)
class Cut:
    """Text to put in the place of what stands from ``start`` to ``end``."""

    start: int
    end: int
    text: str

    def of(self, text: str) -> str:
        """The text with the cut made."""
        return text[: self.start] + self.text + text[self.end :]


def with_value(source: Source, key: str, value: str) -> str:
    """The text of ``source`` with ``value``, as a user types it, under the dotted ``key``: one line is changed.

    Raises DocumentError where the file is broken already, and SettingsError where the change cannot be made.
    """
    read_settings(source).demand()
    path = tuple(part.strip() for part in key.split("."))
    if not all(path):
        raise SettingsError(f"{quoted(key)} is not a key\n  help: write it like rhythm.every")
    before = _tree(source.text)
    for form in _forms(value.strip()):
        meant = _tree(form)
        if meant is None or before is None:
            continue
        for cut in _cuts(source, path, form):
            text = cut.of(source.text)
            if _tree(text) == _changed(before, path, meant):
                return _sound(Source(source.name, text), key)
    raise _refusal(source, path, f"{key} cannot be changed in one line here")


def _sound(source: Source, key: str) -> str:
    """The changed text, if the settings in it are right."""
    outcome = read_settings(source)
    if outcome.errors:
        told = report(source, outcome.errors)
        raise SettingsError(f"{printable(key)} was not changed, because this would be wrong:\n{told}")
    return source.text


# What is meant


def _forms(value: str) -> Iterator[str]:
    """Ways to write the value: lists and quoted texts as they are, times in quotes, the rest without if possible."""
    tree = None if "\n" in value else _tree(value)
    is_written_out = value[:1] in {"[", "{", '"', "'"} and tree is not None
    if is_written_out or (tree == (value, True) and not _TIME.match(value)):
        yield value
    yield in_quotes(value)


def _tree(text: str) -> Tree | None:
    """What the text says; None where it is no YAML."""
    findings = Findings()
    try:
        node = read_tree(Source("", text), findings, blank=_BLANK)
    except UnreadableError:
        return None
    return None if findings.any_error else _bare(node)


def _bare(node: Node) -> Tree:
    if isinstance(node, Scalar):
        return node.text, node.plain
    if isinstance(node, Mapping):
        return {entry.key.text: _bare(entry.value) for entry in node.entries}
    return [_bare(item) for item in node.items]


def _changed(tree: Tree, path: tuple[str, ...], value: Tree) -> Tree:
    """The tree with the value at the end of ``path``, and the mappings that lead there."""
    if not path:
        return value
    old: Map[str, Tree] = tree if isinstance(tree, dict) else {}
    return {**old, path[0]: _changed(old.get(path[0], {}), path[1:], value)}


# Where to write it


def _cuts(source: Source, path: tuple[str, ...], form: str) -> Iterator[Cut]:
    """Places where the value may go, the best first."""
    text = source.text
    node, rest = _reached(yaml.compose(text, Loader=yaml.SafeLoader), path)
    if not rest and node is not None:
        if node.start_mark.line == node.end_mark.line:
            yield Cut(node.start_mark.index, node.end_mark.index, form)
        return
    entry = _entry(rest, form)
    if isinstance(node, yaml.MappingNode) and node.flow_style:
        place = _end(node.value[-1][1], text) if node.value else node.end_mark.index - 1
        yield Cut(place, place, f", {entry}" if node.value else entry)
    elif rest == path:
        yield _at_the_end(text, entry)
    if isinstance(node, yaml.MappingNode) and not node.flow_style:
        yield _below(node, text, entry)
    elif isinstance(node, yaml.ScalarNode | yaml.SequenceNode) and len(rest) < len(path):
        whole = ".".join(path[: len(path) - len(rest)])
        raise _refusal(source, path, f"nothing can be set under {whole}, which has a value of its own", whole)


def _reached(root: yaml.Node | None, path: tuple[str, ...]) -> tuple[yaml.Node | None, tuple[str, ...]]:
    """The last node on the way along ``path``, and what remains of the way."""
    node = root
    for index, name in enumerate(path):
        inner = {key.value: value for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}
        if name not in inner:
            return node, path[index:]
        node = inner[name]
    return node, ()


def _entry(rest: tuple[str, ...], form: str) -> str:
    *outer, last = (in_yaml(name) for name in rest)
    inner = f"{last}: {form}"
    for name in reversed(outer):
        inner = f"{name}: {{{inner}}}"
    return inner


def _at_the_end(text: str, entry: str) -> Cut:
    """A new last line; whether the file ends with a line end stays as it is."""
    end = len(text)
    if not text:
        return Cut(0, 0, f"{entry}\n")
    ends_its_line = _LINE_END.search(text[-1]) is not None
    return Cut(end, end, entry + _newline(text) if ends_its_line else _newline(text) + entry)


def _below(node: yaml.MappingNode, text: str, entry: str) -> Cut:
    """A line of its own after the last one of a mapping, indented like its keys."""
    indent = " " * node.value[0][0].start_mark.column
    found = _LINE_END.search(text, _end(node.value[-1][1], text))
    place = found.start() if found else len(text)
    return Cut(place, place, f"{_newline(text)}{indent}{entry}")


def _end(node: yaml.Node, text: str) -> int:
    """Where the content of a node ends. The mark of a block lies further on, behind comments and empty lines."""
    if isinstance(node, yaml.MappingNode) and not node.flow_style and node.value:
        return _end(node.value[-1][1], text)
    if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
        return _end(node.value[-1], text)
    end: int = node.end_mark.index
    if isinstance(node, yaml.ScalarNode) and node.style in _BLOCK_SCALARS:
        return len(text[:end].rstrip())
    return end


def _newline(text: str) -> str:
    found = _LINE_END.search(text)
    return found[0] if found else "\n"


def _refusal(source: Source, path: tuple[str, ...], message: str, whole: str = "") -> SettingsError:
    """Why it cannot be done, with the line that stands in the way."""
    node, _ = _reached(yaml.compose(source.text, Loader=yaml.SafeLoader), path)
    span = None if node is None else Span(node.start_mark.line + 1, node.start_mark.column + 1)
    remedy = f'set "{whole}" as a whole, or ' if whole else ""
    remedy += 'open the file with "stretchbreak config edit"'
    problem = Problem(severity="error", message=message, remedy=remedy, span=span)
    return SettingsError(report(source, [problem]))
