"""The text of a file under its name, and the problems found in it, told so that they can be put right."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from stretchbreak.documents.excerpt import excerpt, printable
from stretchbreak.errors import RoutineError

T = TypeVar("T")

LARGEST = 256 * 1024
"""Bytes of the largest file that is read; the largest shipped one has two thousand."""

MOST_SHOWN = 40
"""Problems told in one report. Who has more has one cause for them."""

# What YAML 1.1 takes for the end of a line: the marks of its parser count by it.
_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_SAVE_AS_TEXT = "save it as UTF-8 text in your editor"

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a file: ``width`` characters from ``column`` in ``line``, both counted from 1."""

    line: int
    column: int
    width: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong, where it is (None: the file as a whole) and what to do about it."""

    severity: Severity
    message: str
    remedy: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a document and the name under which the user knows it."""

    name: str
    text: str

    @classmethod
    def decode(cls, name: str, content: bytes) -> Source:
        """The text in ``content``, which must be UTF-8, with or without a byte order mark.

        Raises DocumentError where it is something else.
        """
        if len(content) > LARGEST:
            size = f"it is larger than {LARGEST // 1024} kB; such a file has a few"
            raise _refusal(cls(name, ""), size, "split it, or check whether it is the file you meant")
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in content[:2]:
            raise _refusal(cls(name, ""), "it is UTF-16, not UTF-8", _SAVE_AS_TEXT)
        content = content.removeprefix(codecs.BOM_UTF8)
        try:
            return cls(name, content.decode("utf-8"))
        except UnicodeDecodeError as error:
            source = cls(name, content.decode("utf-8", errors="replace"))
            before = _LINE_END.split(content[: error.start].decode("utf-8"))
            message = f"byte 0x{content[error.start]:02x} is not UTF-8 text"
            raise _refusal(source, message, _SAVE_AS_TEXT, Span(len(before), len(before[-1]) + 1)) from None

    def lines(self) -> list[str]:
        """Its lines, without their ends."""
        return _LINE_END.split(self.text)


class DocumentError(RoutineError):
    """A document cannot be used; its text is the report of all its problems."""

    def __init__(self, source: Source, problems: Iterable[Problem]) -> None:
        self.source = source
        self.problems = tuple(problems)
        super().__init__(report(source, self.problems))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Generic[T]):
    """What came of reading a document: its value, None where there were errors, and its problems in their order."""

    source: Source
    value: T | None
    problems: tuple[Problem, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep it from being used."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def report(self) -> str:
        """All its problems as text; empty when there are none."""
        return report(self.source, self.problems)

    def demand(self) -> T:
        """The value; raises DocumentError where there is none."""
        if self.value is None:
            raise DocumentError(self.source, self.problems)
        return self.value


def report(source: Source, problems: Iterable[Problem]) -> str:
    """The problems as the user reads them: place, message, the line with carets, and a remedy."""
    found = list(problems)
    lines = source.lines()
    told = [_told(source.name, lines, problem) for problem in found[:MOST_SHOWN]]
    if len(found) > MOST_SHOWN:
        told.append(f"{printable(source.name)}  and {len(found) - MOST_SHOWN} more like these")
    return "\n".join(told)


def headline(source: Source, problem: Problem) -> str:
    """Place and message of a problem, in one line."""
    span = problem.span
    place = printable(source.name) if span is None else f"{printable(source.name)}:{span.line}:{span.column}"
    return f"{place}  {problem.severity}: {printable(problem.message)}"


def _told(name: str, lines: list[str], problem: Problem) -> str:
    parts = [headline(Source(name, ""), problem)]
    if problem.span is not None:
        line = lines[problem.span.line - 1] if problem.span.line <= len(lines) else ""
        parts.append(excerpt(problem.span.line, line, problem.span.column, problem.span.width))
    if problem.remedy:
        parts.append(f"  help: {printable(problem.remedy)}")
    return "\n".join(parts)


def _refusal(source: Source, message: str, remedy: str, span: Span | None = None) -> DocumentError:
    return DocumentError(source, [Problem(severity="error", message=message, remedy=remedy, span=span)])
