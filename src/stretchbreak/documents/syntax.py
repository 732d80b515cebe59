"""Why a text is no YAML, in the words of someone who wants to write down a stretch."""

from __future__ import annotations

import re

import yaml

from stretchbreak.documents.excerpt import printable
from stretchbreak.documents.findings import Findings
from stretchbreak.documents.source import Source, Span

# YAML's own list of what may stand in a file.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_QUOTE = 'put the whole text in quotes, like cue: "Hold: fingers rest"'
_ALIGN = "begin lines that belong together in the same column, indented with spaces"

# What the parser says, what it means here, and what to do. The first that fits is told.
_MEANINGS = (
    ("mapping values are not allowed", "a second colon in one line", _QUOTE),
    ("found character '\\t'", "a tab, where only spaces can indent", "replace the tab by spaces"),
    ("that cannot start any token", "a text cannot begin with this character", _QUOTE),
    ("expected <block end>, but found '<scalar>'", "text follows where a value was complete", _QUOTE),
    ("expected <block end>", "this line does not fit the lines above it", _ALIGN),
    ("expected <document start>", "this line does not fit the lines above it", _ALIGN),
    ("could not find expected ':'", 'a ":" is missing', 'write it as "key: value", with a space after the colon'),
    ("expected ',' or '}'", 'a "," or a closing "}" is missing', "close every { with a }, and quote texts inside it"),
    ("expected ',' or ']'", 'a "," or a closing "]" is missing', "close every [ with a ], and quote texts inside it"),
    ("found unexpected end of stream", "a quote is opened and never closed", "write the closing quote"),
    ("unknown escape character", "a backslash before a character that it cannot change", "use 'single' quotes"),
    ("but found ':'", "a value in brackets cannot begin with a colon", 'put it in quotes, like ":00"'),
    ("sequence entries are not allowed", 'a "- " where no list can begin', "begin the list in a line of its own"),
    ("but found '<stream end>'", "the file ends before everything is closed", "close every bracket"),
    # These are said of files that are too long to be read a second time by the parser that explains itself better.
    ("a tab character", "a tab, where only spaces can indent", "replace the tab by spaces"),
    ("did not find expected key", "this line does not fit the lines above it", _ALIGN),
    ("did not find expected '-' indicator", "this line does not fit the lines above it", _ALIGN),
    ("did not find expected node content", "a value is missing here, or a bracket is never closed", _QUOTE),
)


def check_characters(source: Source, findings: Findings) -> None:
    """Refuse a text with characters that no text file has: they would stop the parser without a place."""
    if found := _FORBIDDEN.search(source.text):
        message = f"the character U+{ord(found[0]):04X} does not belong in a text file"
        findings.refuse(_place(source, found.start()), message, "delete it, or save the file as UTF-8 text")


def explain(error: Exception, text: str) -> tuple[Span | None, str, str]:
    """Where the YAML breaks, what is wrong with it, and what to do."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem is None:
        return None, "it is not valid YAML: an escape or a version in it is impossible", "write it without"
    span = _span(error.problem_mark or error.context_mark)
    if error.problem == "found unexpected end of stream":
        span = _span(error.context_mark) or span
    if "mapping values" in error.problem and span is not None and not _has_colon_before(text, span):
        return span, "this line does not fit the lines above it", _ALIGN
    for said, meaning, remedy in _MEANINGS:
        if said in error.problem:
            return _on_text(span, text), meaning, remedy
    return _on_text(span, text), f"it is not valid YAML here: {printable(error.problem)}", _ALIGN


def _span(mark: yaml.Mark | None) -> Span | None:
    return None if mark is None else Span(mark.line + 1, mark.column + 1)


def _has_colon_before(text: str, span: Span) -> bool:
    return ":" in Source("", text).lines()[span.line - 1][: span.column - 1]


def _on_text(span: Span | None, text: str) -> Span | None:
    """``span``, or the last line with anything in it when the end of the file was what came unexpected."""
    lines = Source("", text.rstrip()).lines()
    if span is None or span.line <= len(lines):
        return span
    return Span(len(lines), max(len(lines[-1]), 1))


def _place(source: Source, index: int) -> Span:
    before = Source("", source.text[:index]).lines()
    return Span(len(before), len(before[-1]) + 1)
