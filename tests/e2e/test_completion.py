"""The Tab key in the shells themselves: a person types, and sees what may come next."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from real import Window, needs, opened

pytestmark = [pytest.mark.slow, pytest.mark.real]

SHELLS = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "-i"],
}
PROMPTS = {
    "bash": "PS1='{}> '",
    "zsh": "unsetopt PROMPT_SP; PROMPT='{}> '",
    "fish": "function fish_prompt; echo -n '{}> '; end",
}
SOURCES = {
    "bash": 'eval "$(stretchbreak completion bash)"',
    "zsh": "source <(stretchbreak completion zsh)",
    "fish": "stretchbreak completion fish | source",
}
PRESSES = {"bash": 3, "zsh": 2, "fish": 1}
"""How often the Tab key is pressed until the shell lists the candidates: first it writes what they have in common."""
MINE = "name: Mine\nexercises: [{use: upper-trap}]\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with routines of its own, two profiles, and the program on PATH."""
    library = tmp_path / "stretchbreak" / "routines"
    library.mkdir(parents=True)
    for name in ("upper-mine", "after lunch", "it's mine", "x:y"):
        (library / f"{name}.yaml").write_text(MINE, encoding="utf-8")
    settings = "tempo: nonsense\nprofiles: {at-home: {}, on the road: {}}\n"
    (tmp_path / "stretchbreak" / "settings.yaml").write_text(settings, encoding="utf-8")
    program = tmp_path / "bin" / "stretchbreak"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m stretchbreak "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    (tmp_path / "a day.yaml").touch()
    return tmp_path


class Typist:
    """Somebody at a prompt, who types, and reads what becomes of it."""

    def __init__(self, window: Window, shell: str) -> None:
        self.window = window
        self.shell = shell
        self._number = 0

    def do(self, line: str) -> None:
        """Run a line and wait for the next prompt."""
        self._number += 1
        self.window.press(f"{line}; {PROMPTS[self.shell].format(self._number)}\r")
        prompt = f"{self._number}> "
        self.window.until(lambda: any(row.startswith(prompt) for row in self.window.screen.display), "no prompt")

    def tab(self, typed: str, *expected: str) -> None:
        """Type, press the Tab key, and wait for what is expected: a list needs more than one press in most shells."""
        self.window.press(typed + "\t" * (PRESSES[self.shell] if len(expected) > 1 else 1))
        for text in expected:
            self.window.shows(text)

    def clear(self) -> None:
        """Throw the line away, and everything that is on the window."""
        self.window.press("\x03")
        self.do("clear")

    @property
    def line(self) -> str:
        """The line that is being typed."""
        return self.window.text.rpartition("> ")[2].rstrip()


@contextmanager
def typing(shell: str, home: Path, source: str = "") -> Iterator[Typist]:
    """A window with this shell, in which the script was sourced."""
    needs(shell)
    path = {"PATH": f"{home / 'bin'}:/usr/bin:/bin", "INPUTRC": "/dev/null"}
    with opened(Window(SHELLS[shell], home, changes=path)) as window:
        typist = Typist(window, shell)
        typist.do(f"cd {shlex.quote(str(home))}")
        typist.do(source or SOURCES[shell])
        typist.do("clear")
        yield typist
        assert b"Traceback" not in window.sent


@pytest.fixture(params=["bash", "zsh", "fish"])
def typist(request: pytest.FixtureRequest, home: Path) -> Iterator[Typist]:
    """Somebody at a prompt of each shell in turn."""
    with typing(request.param, home) as one:
        yield one


def test_routines_are_offered_by_their_names(typist: Typist) -> None:
    """The shipped ones, the user's own, and single exercises."""
    typist.tab("stretchbreak routines show upp", "upper-back-full", "upper-back-reset", "upper-mine", "upper-trap")


def test_an_option_and_its_value_are_completed(typist: Typist) -> None:
    """Behind an argument, by a space and by an equals sign; a word that is the only one is written out."""
    typist.tab("stretchbreak do quick-neck --te", "--tempo")
    typist.tab("g", "--tempo gentle")
    typist.tab("--first=l", "--first=left")
    typist.tab("--r", "--reps")


def test_commands_and_settings_are_completed(typist: Typist) -> None:
    """Word by word down to the last one."""
    typist.tab("stretchbreak conf", "config")
    typist.tab("s", "set", "show")
    typist.clear()
    typist.tab("stretchbreak config set rhythm.ev", "rhythm.every")


@pytest.mark.parametrize("typed", ["aft", '"aft', "'aft", "after\\ l"])
def test_a_name_with_a_blank_is_quoted(typist: Typist, typed: str) -> None:
    """However it was begun, what stands there in the end is one word that the program understands."""
    typist.tab(f"stretchbreak routines show {typed}", "lunch")
    typist.window.press("| head -1\r")
    typist.window.shows("Mine (")


@pytest.mark.parametrize("typed", ["it", "x", "x:"])
def test_a_name_with_a_quote_or_a_colon_is_completed(typist: Typist, typed: str) -> None:
    """Characters at which bash takes a line apart."""
    typist.tab(f"stretchbreak routines show {typed}", "mine" if typed == "it" else "x:y")
    typist.window.press("| head -1\r")
    typist.window.shows("Mine (")


def test_profiles_are_offered_though_the_settings_are_broken(typist: Typist) -> None:
    """The names can still be read."""
    typist.tab("stretchbreak start --profile ", "at-home", "the")
    typist.tab("on", "road")


def test_a_file_is_completed_where_one_is_wanted(typist: Typist) -> None:
    """By the shell itself, and nowhere else."""
    typist.tab("stretchbreak simulate a", "day.yaml")
    typist.clear()
    typist.tab("stretchbreak do a\\ d")
    typist.tab("X")
    typist.window.shows("X")
    assert "day.yaml" not in typist.window.text


def test_what_cannot_be_found_out_is_passed_over(typist: Typist, home: Path) -> None:
    """A library that is no folder, settings that are no text: the rest is offered, and nothing is said."""
    library = home / "stretchbreak" / "routines"
    library.rename(home / "elsewhere")
    library.touch()
    typist.tab("stretchbreak routines show upp", "upper-back-full", "upper-trap")
    typist.clear()
    (home / "stretchbreak" / "settings.yaml").write_bytes(b"\xff: [")
    typist.tab("stretchbreak start --profile ")
    typist.tab("X")
    typist.window.shows("--profile X")


def test_a_program_that_is_gone_leaves_the_prompt_alone(typist: Typist, home: Path) -> None:
    """As after it was uninstalled."""
    (home / "bin" / "stretchbreak").unlink()
    typist.tab("stretchbreak routines show upp")
    typist.tab("X")
    typist.window.shows("stretchbreak routines show uppX")
    assert len(typist.window.text.split()) == len(typist.line.split()) + 1


INSTALLED = {
    "bash": "stretchbreak completion bash > script; source ./script",
    "zsh": "mkdir zfunc; stretchbreak completion zsh > zfunc/_stretchbreak; fpath=(zfunc $fpath); "
    "autoload -Uz compinit; compinit -i",
    "fish": "mkdir own; stretchbreak completion fish > own/stretchbreak.fish; set -g fish_complete_path own",
}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_that_is_kept_in_its_place_is_found(home: Path, shell: str) -> None:
    """By zsh and fish when the Tab key is first pressed; a program called by its path is completed too."""
    with typing(shell, home, INSTALLED[shell]) as typist:
        typist.tab("stretchbreak do quick-neck --te", "--tempo")
        typist.clear()
        typist.tab("~/bin/stretchbreak do quick-neck --te", "--tempo")
        typist.clear()
        typist.tab("true && stretchbreak do quick-neck --te", "--tempo")


def test_an_alias_is_completed(home: Path) -> None:
    """By themselves in zsh and fish; in bash one says so once."""
    lines = {
        "bash": "alias sb=stretchbreak; complete -o default -F _stretchbreak sb",
        "zsh": "alias sb=stretchbreak",
        "fish": "alias sb=stretchbreak",
    }
    for shell, line in lines.items():
        with typing(shell, home) as typist:
            typist.do(line)
            typist.tab("sb do quick-neck --te", "--tempo")
