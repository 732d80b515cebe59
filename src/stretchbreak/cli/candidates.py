"""What may come next on a command line that is being typed: the answer to the Tab key, within a blink.

A shell's script asks by ``stretchbreak completion SHELL -- WORDS``, the last word being the one that is typed, and
gets a line for each candidate. The line ``/``, which nothing can be called, asks the shell to complete a path itself.

Neither typer nor pathlib is loaded before it is known to be needed: each costs more than all the rest. Where nothing
can be found out, nothing is said, since there is no place for a reason between two keys.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

TABLE = os.path.join(os.path.dirname(__file__), "completions", "words.tsv")  # noqa: PTH118, PTH120 - see above

COMMAND, FREE, FILES, ROUTINES, PROFILES = "<command>", "<anything>", "<file>", "<routine>", "<profile>"
"""What stands in the table for a value that is none of a few words."""

MANY = "..."
"""What follows the value of an option or argument that may come more than once."""

PATH = "/"

Candidates = dict[str, str]
"""Words, each with what it is for."""

Row = tuple[str, str, str]
"""A word with its other spellings, its value, and what it is for."""


def answer(shell: str, words: Sequence[str]) -> None:
    """Print the candidates as the script of this shell reads them. zsh and fish choose among them by themselves."""
    if shell == "bash":
        print(_for_bash(*words[:2]))
    else:
        print("\n".join(word if word == PATH else f"{word}\t{what}" for word, what in candidates(words).items()))


def _for_bash(typed: str = "", current: str = "") -> str:
    from stretchbreak.cli.bash_line import Line

    line = Line(typed)
    found = candidates(line.words[1:])
    return PATH if PATH in found else "\n".join(line.endings(found, current))


def candidates(words: Sequence[str]) -> Candidates:
    """What the last of these words, which is not yet typed to its end, may become."""
    *before, last = words or [""]
    place = _Place(_table())
    for word in before:
        place.pass_by(word)
    return {word: what for word, what in place.next(last).items() if word.isprintable()}


class _Place:
    """Where on the line we are: behind which command, with how many arguments, before which option's value."""

    def __init__(self, table: dict[str, list[Row]]) -> None:
        self._table = table
        self._command = ""
        self._arguments = 0
        self._value = ""
        self._given: set[str] = set()
        self._options_ended = False

    def pass_by(self, word: str) -> None:
        """Go on by a word that is typed to its end."""
        inner = f"{self._command} {word}".strip()
        if self._value:
            self._value = ""
        elif self._options_ended:
            self._arguments += 1
        elif word == "--":
            self._options_ended = True
        elif word.startswith("-") and word != "-":
            self._pass_option(word)
        elif inner in self._table and not self._arguments:
            self._command, self._given = inner, set()
        else:
            self._arguments += 1

    def next(self, last: str) -> Candidates:
        """What may stand here, where ``last`` has been typed so far."""
        if self._value:
            return _values(self._value)
        if last.startswith("-") and not self._options_ended:
            name, sign, _ = last.partition("=")
            return self._values_of(name) if sign else self._options()
        commands = {row[0]: row[2] for row in self._rows() if row[1] == COMMAND}
        if commands:
            return commands if not self._arguments else {}
        argument = self._argument()
        if argument is not None:
            return _values(argument)
        return {} if self._options_ended or last else self._options()

    def _pass_option(self, word: str) -> None:
        name, sign, _ = word.partition("=")
        for spellings, value, _ in self._rows():
            if name in spellings.split():
                self._value = "" if sign else value
                if not value.endswith(MANY):
                    self._given.add(spellings)

    def _values_of(self, name: str) -> Candidates:
        value = next((row[1] for row in self._rows() if name in row[0].split()), FREE)
        # A shell does not complete a path within a word that begins as an option.
        return {f"{name}={word}": what for word, what in _values(value).items() if word != PATH}

    def _options(self) -> Candidates:
        rows = [row for row in self._rows() if row[0].startswith("-") and row[0] not in self._given]
        return {row[0].split()[0]: row[2] for row in rows}

    def _argument(self) -> str | None:
        """The value of the argument that stands here; None if the command takes no more."""
        values = [row[1] for row in self._rows() if not row[0]]
        if self._arguments < len(values):
            return values[self._arguments]
        return values[-1] if values and values[-1].endswith(MANY) else None

    def _rows(self) -> list[Row]:
        return self._table.get(self._command, [])


def _table() -> dict[str, list[Row]]:
    """The words that may follow each command."""
    table: dict[str, list[Row]] = {}
    with open(TABLE, encoding="utf-8") as file:  # noqa: PTH123 - see above
        for line in file:
            command, word, value, what = line.rstrip("\n").split("\t")
            table.setdefault(command, []).append((word, value, what))
    return table


def _values(kind: str) -> Candidates:
    """The values of this kind that there are."""
    match kind.removesuffix(MANY):
        case "<anything>":
            return {}
        case "<file>":
            return {PATH: ""}
        case "<routine>":
            return _routines()
        case "<profile>":
            return dict.fromkeys(_profiles(), "profile")
        case words:
            return dict.fromkeys(words.split("|"), "")


def _routines() -> Candidates:
    """Every name that can be called, told from the names of the files alone."""
    from stretchbreak.documents.source import DocumentError
    from stretchbreak.errors import StretchbreakError
    from stretchbreak.shell.folders import files_in, shipped_routines, user_routines

    found: Candidates = {}
    for library, whose in ((shipped_routines, ""), (user_routines, "your ")):
        for part, what in (("exercises", "exercise"), ("", "routine")):
            try:
                found |= {name.rpartition(".")[0]: whose + what for name in files_in(library() / part)}
            except (StretchbreakError, DocumentError):
                continue
    return {name: found[name] for name in sorted(found) if not name.startswith("-")}


def _profiles() -> list[str]:
    """The profiles of the settings file, whatever else may be wrong with it."""
    from stretchbreak.documents.findings import Findings, UnreadableError
    from stretchbreak.documents.nodes import Mapping, read_tree
    from stretchbreak.errors import StretchbreakError
    from stretchbreak.shell.settings import read_text, settings_file

    try:
        source = read_text(settings_file())
        tree = None if source is None else read_tree(source, Findings())
    except (StretchbreakError, UnreadableError):
        return []
    entries = tree.entries if isinstance(tree, Mapping) else ()
    profiles = next((entry.value for entry in entries if entry.key.text == "profiles"), None)
    return [entry.key.text for entry in profiles.entries] if isinstance(profiles, Mapping) else []
