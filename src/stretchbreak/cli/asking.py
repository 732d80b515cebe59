"""Questions and answers in plain lines, so that they work by ear and in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Final, TypeVar

from stretchbreak.documents.excerpt import printable
from stretchbreak.errors import StretchbreakError

T = TypeVar("T")
Ask = Callable[[str], str]

_YES: Final = {"y": True, "yes": True, "n": False, "no": False}


def ask_in_lines(question: str) -> str:
    """The answer to one question; what comes out of a pipe is shown, as a terminal shows what is typed."""
    answer = input(question)
    if not sys.stdin.isatty():
        print(answer)
    return answer


def until_right(ask: Ask, question: str, read: Callable[[str], T]) -> T:
    """Ask until the answer can be read, and say each time why not."""
    while True:
        answer = ask(question).strip()
        try:
            return read(answer)
        except (ValueError, StretchbreakError) as problem:
            print(printable(str(problem).replace("\n  help:", ";")))


def truth(answer: str) -> bool:
    """Whether it says yes. Raises ValueError where it says neither yes nor no."""
    if answer.lower() not in _YES:
        raise ValueError("please answer yes or no")
    return _YES[answer.lower()]
