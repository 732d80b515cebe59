"""What is found wrong while a document is read: it is noted, and the reading goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn, TypeVar

from stretchbreak.documents.source import Problem, Reading, Source, Span

T = TypeVar("T")


class UnreadableError(Exception):
    """A part of a document cannot be read. Why was noted already; whoever catches this reads on beside it."""


class Findings:
    """The problems of one document so far."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []

    def error(self, span: Span | None, message: str, remedy: str = "") -> None:
        """Note something that keeps the document from being used."""
        self._problems.append(Problem(severity="error", message=message, remedy=remedy, span=span))

    def warning(self, span: Span | None, message: str, remedy: str = "") -> None:
        """Note something that should be put right."""
        self._problems.append(Problem(severity="warning", message=message, remedy=remedy, span=span))

    def refuse(self, span: Span | None, message: str, remedy: str = "") -> NoReturn:
        """Note an error and give up this part of the document."""
        self.error(span, message, remedy)
        raise UnreadableError(message)

    @property
    def any_error(self) -> bool:
        """Whether anything keeps the document from being used."""
        return any(problem.severity == "error" for problem in self._problems)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Each problem once, in the order of their places, what concerns the whole file first."""
        return tuple(sorted(dict.fromkeys(self._problems), key=lambda problem: problem.span or Span(0, 0)))


def reading(source: Source, read: Callable[[Findings], T]) -> Reading[T]:
    """Let ``read`` read the document and gather its value and its problems."""
    findings = Findings()
    try:
        value = read(findings)
    except UnreadableError:
        return Reading(source=source, value=None, problems=findings.problems)
    return Reading(source=source, value=None if findings.any_error else value, problems=findings.problems)
