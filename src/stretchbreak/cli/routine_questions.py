"""``stretchbreak routines new --ask``: a routine made of answers, each of them checked as the file would be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from stretchbreak.cli.asking import Ask, truth, until_right
from stretchbreak.documents.exercise import slug_of
from stretchbreak.documents.routine_template import Entry
from stretchbreak.documents.settings_text import Leaf
from stretchbreak.documents.source import Reading

Judge = Callable[[str, Entry], Reading[Any]]
"""What a routine of this title and this one exercise would be."""

FILLER: Final[Entry] = {"name": "Anything", "move": "1s"}
"""An exercise that is right in any library."""

NOTHING: Final = "nothing"
GENERAL: Final = "the general list"

_PHASES: Final = (
    ("move", "What do you move, like: 2s Slide the arms up?"),
    ("hold", "What do you hold, like: 2s Long neck?"),
    ("return", "How do you come back, like: 1.5s Slide down?"),
)


@dataclass(slots=True)
class Answers:
    """What was answered so far: enough to write it down, wherever the answers end."""

    title: str
    entries: list[dict[str, Leaf]] = field(default_factory=list)


def ask_routine(answers: Answers, library: Mapping[str, str], judge: Judge, ask: Ask) -> None:
    """Ask for the title and for one exercise after the other; ``library`` has the names that can be used.

    Raises EOFError where the answers end too early; what was answered is in ``answers`` then, too.
    """
    print("Enter takes what is in brackets.")
    answers.title = until_right(
        ask, f"What is it called? [{answers.title}] ", lambda text: _title(text, answers, judge)
    )
    while entry := _begun(answers, library, judge, ask):
        answers.entries.append(entry)
        if "use" in entry:
            _ask_dose(entry, answers, judge, ask)
        else:
            _ask_exercise(entry, answers, judge, ask)


def _title(text: str, answers: Answers, judge: Judge) -> str:
    title = text or answers.title
    _demand(judge(title, FILLER))
    return title


def _begun(answers: Answers, library: Mapping[str, str], judge: Judge, ask: Ask) -> dict[str, Leaf]:
    """The next exercise with its name; empty when that was all."""
    number = len(answers.entries) + 1
    if number == 1:
        question = "1. What do you do first: an exercise of the library, or one of your own? "
    else:
        question = f"{number}. And then? [that is all] "

    def read(text: str) -> dict[str, Leaf]:
        if not text and number > 1:
            return {}
        if not text:
            raise ValueError('name one; "stretchbreak routines list" shows the library, any other name is your own')
        used = library.get(text) or library.get(slug_of(text))
        entry: dict[str, Leaf] = {"use": used} if used else {"name": text}
        _demand(judge(answers.title, entry if used else {**entry, "move": "1s"}))
        return entry

    return until_right(ask, question, read)


def _ask_dose(entry: dict[str, Leaf], answers: Answers, judge: Judge, ask: Ask) -> None:
    used = judge(answers.title, entry).demand().exercises[0]
    _ask(entry, "reps", f"How many reps? [{used.reps}] ", _number, answers, judge, ask)


def _ask_exercise(entry: dict[str, Leaf], answers: Answers, judge: Judge, ask: Ask) -> None:
    _ask(entry, "setup", f"How do you get ready? [{NOTHING}] ", str, answers, judge, ask)
    if until_right(ask, "   One side after the other? yes/no [no] ", lambda text: truth(text or "no")):
        entry["sides"] = "each"
        print('   Then {side} in a text becomes "right", and "left" later.')
    while not {"move", "hold"} & entry.keys():
        for key, question in _PHASES:
            if key != "return" or "move" in entry:
                _ask(entry, key, f"{question} [{NOTHING}] ", str, answers, judge, ask)
        if not {"move", "hold"} & entry.keys():
            print("   An exercise needs something to move or to hold.")
    each = " on each side" if "sides" in entry else ""
    _ask(entry, "reps", f"How many reps{each}? [10] ", _number, answers, judge, ask)
    question = f"When do you stop at once, like: pinch in the shoulder, dizziness? [{GENERAL}] "
    _ask(entry, "stop_if", question, _list, answers, judge, ask)


def _ask(
    entry: dict[str, Leaf],
    key: str,
    question: str,
    take: Callable[[str], Leaf],
    answers: Answers,
    judge: Judge,
    ask: Ask,
) -> None:
    """Ask for the value of one key; without an answer it is not written."""

    def read(text: str) -> Leaf | None:
        if not text:
            return None
        leaf = take(text)
        tried = {**entry, key: leaf}
        _demand(judge(answers.title, tried if {"use", "move", "hold"} & tried.keys() else {**tried, "move": "1s"}))
        return leaf

    leaf = until_right(ask, f"   {question}", read)
    if leaf is not None:
        entry[key] = leaf


def _number(text: str) -> Leaf:
    return int(text) if text.isascii() and text.isdigit() else text


def _list(text: str) -> Leaf:
    return tuple(part for part in map(str.strip, text.split(",")) if part)


def _demand(reading: Reading[Any]) -> None:
    """Raises ValueError with the first error of this reading, if it has any."""
    for problem in reading.errors:
        raise ValueError(f"{problem.message}; {problem.remedy}" if problem.remedy else problem.message)
