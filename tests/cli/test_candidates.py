"""What the Tab key is answered: from a table of the commands, and from the names of files."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from fakes import MODEST
from real import needs
from stretchbreak.cli.app import app
from stretchbreak.cli.bash_line import Line
from stretchbreak.cli.candidates import PATH, TABLE, answer, candidates
from stretchbreak.cli.command_words import table
from stretchbreak.shell.folders import shipped_routines
from stretchbreak.shell.library import Library


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home in which there is nothing yet."""
    monkeypatch.setenv("STRETCHBREAK_HOME", str(tmp_path))
    return tmp_path


def after(line: str) -> list[str]:
    """The candidates behind this line, the last word of which is still being typed."""
    return list(candidates(Line(line).words))


def test_the_table_is_what_the_commands_are() -> None:
    """``python -m stretchbreak.cli.command_words`` makes it anew."""
    assert Path(TABLE).read_text(encoding="utf-8") == table()


def test_every_command_and_every_option_is_offered() -> None:
    """At its place, and with what it is for."""
    assert {"start", "do", "routines", "config", "completion"} <= set(after(""))
    assert {"show", "list", "check"} <= set(after("routines "))
    assert {"--timeline", "--json", "--help"} <= set(after("routines show -"))
    assert candidates(["do", "--te"])["--tempo"].startswith("8, 6 or 5 seconds")
    assert "-h" not in after("-")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("do --tempo ", ["gentle", "standard", "brisk"]),
        ("do --tempo=st", ["--tempo=gentle", "--tempo=standard", "--tempo=brisk"]),
        ("do --reps 3 --first ", ["left", "right"]),
        ("do --reps=3 quick-neck --first ", ["left", "right"]),
        ("do --reps ", []),
        ("do quick-neck x", []),
        ("autostart off ", ["--help"]),
        ("completion ", ["bash", "zsh", "fish"]),
        ("simulate ", [PATH]),
        ("routines check one.yaml ", [PATH]),
        ("config set rhythm.every ", []),
        ("nonsense ", []),
        ("start --profile=", []),
    ],
)
def test_what_may_come_next_depends_on_what_is_there(line: str, expected: list[str]) -> None:
    """Values behind their option, arguments in their order, paths where one is wanted, and nothing after the last."""
    assert after(line) == expected


def test_an_option_is_offered_once_unless_it_may_come_again() -> None:
    """``--at`` may."""
    assert "--every" not in after("start --every 5m -")
    assert "--at" in after("start --at :00 -")


def test_behind_two_dashes_there_are_no_options() -> None:
    """What follows is an argument, whatever it begins with."""
    assert after("do -- -") == after("do ")
    assert after("do -- quick-neck ") == []


def test_every_routine_and_exercise_of_the_library_is_offered(home: Path) -> None:
    """By the names under which they can be called, also broken ones; the user's are told apart."""
    (home / "routines" / "exercises").mkdir(parents=True)
    for name in (
        "mine.yaml",
        "quick-neck.yml",
        ".hidden.yaml",
        "-x.yaml",
        "two\nlines.yaml",
        "exercises/my-own.yaml",
    ):
        (home / "routines" / name).write_text("{", encoding="utf-8")
    library = Library(home / "routines", shipped_routines())
    called = {entry.id for entry in library.entries()} | {entry.id for entry in library.exercises()}
    found = candidates(["routines", "show", ""])
    assert set(found) == called - {"-x", "two\nlines"}
    assert (found["mine"], found["my-own"], found["upper-trap"]) == ("your routine", "your exercise", "exercise")
    assert found["quick-neck"] == "your routine"


def test_profiles_are_read_from_a_file_that_is_wrong_elsewhere(home: Path) -> None:
    """And from none at all nothing is read."""
    settings = home / "settings.yaml"
    assert after("start --profile ") == []
    settings.write_text("tempo: 3\nprofiles:\n  home: {}\n  on the road: nonsense\n", encoding="utf-8")
    assert after("start --profile ") == ["home", "on the road"]
    for text in ("profiles: home", "[", "- a", ""):
        settings.write_text(text, encoding="utf-8")
        assert after("start --profile ") == []


def test_a_library_that_cannot_be_read_keeps_no_other_away(home: Path) -> None:
    """Here the user's is a file."""
    (home / "routines").touch()
    assert "upper-trap" in after("do ")


def test_each_shell_gets_what_its_script_reads(capsys: pytest.CaptureFixture[str]) -> None:
    """Bash what it is to write, the others words with their purposes; a slash where they look for files."""
    answer("bash", ["stretchbreak do --tempo=g", "g"])
    answer("zsh", ["autostart", "on", "--s"])
    answer("fish", ["simulate", ""])
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "gentle"
    assert told[1] == "--systemd\tBy a unit of systemd, which starts it again if it fails."
    assert told[-1] == PATH
    answer("bash", [])
    assert "start" in capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_says_where_it_goes(shell: str) -> None:
    """In its first lines, as comments."""
    told = CliRunner().invoke(app, ["completion", shell])
    assert told.exit_code == 0
    head = told.stdout.splitlines()[:6]
    assert any(line.startswith("#") and f"stretchbreak completion {shell}" in line for line in head)


def test_the_tab_key_waits_for_nothing_heavy() -> None:
    """Neither typer nor YAML is loaded for commands, options and routines."""
    asking = "import sys; from stretchbreak.__main__ import main; main(); sys.stderr.write(' '.join(sys.modules))"
    for line in ("stretchbreak do --te", "stretchbreak do up"):
        words = [sys.executable, "-c", asking, "completion", "bash", "--", line, ""]
        run = subprocess.run(words, capture_output=True, text=True, check=True, timeout=30)
        assert {"typer", "yaml", "rich", "stretchbreak.cli.app"} & set(run.stderr.split()) == set()
        assert run.stdout


# The line as bash has it

WORDS = st.text(st.characters(exclude_categories=("Cc", "Cs")) | st.sampled_from(" \"'\\$`"), min_size=1)


@MODEST
@given(st.lists(WORDS, min_size=1))
def test_a_line_is_taken_apart_as_a_shell_does(words: list[str]) -> None:
    """Quoted in whatever way, the words come out as they were."""
    assert Line(shlex.join(words)).words == words
    escaped = " ".join("".join(f"\\{character}" for character in word) for word in words)
    assert Line(escaped).words == words
    double = " ".join('"' + "".join(f"\\{one}" if one in '"$`\\' else one for one in word) + '"' for word in words)
    assert Line(double).words == words


@pytest.mark.slow
@pytest.mark.real
@MODEST
@given(WORDS, st.integers(0, 50), st.sampled_from(["", '"', "'"]))
def test_what_is_written_at_the_end_makes_the_line_whole(word: str, cut: int, quote: str) -> None:
    """However the word was begun, with its ending and the quote that bash adds it is the candidate to bash."""
    needs("bash")
    begun = {
        "": "".join(f"\\{character}" for character in word[:cut]),
        '"': '"' + "".join(f"\\{one}" if one in '"$`\\' else one for one in word[:cut]),
        "'": "'" + word[:cut].replace("'", "'\\''"),
    }[quote]
    current = begun.rpartition("'")[2] if quote == "'" else begun.removeprefix(quote)
    (ending,) = Line(f"stretchbreak do {begun}").endings([word], current)
    whole = begun[: len(begun) - len(current)] + ending + quote
    said = subprocess.run(["bash", "-c", f"printf %s {whole}"], capture_output=True, check=True, timeout=30)
    assert said.stdout.decode("utf-8") == word


@pytest.mark.parametrize(
    ("typed", "current", "ending"),
    [
        ("do x:", "", "y"),
        ("do x", "x", "x:y"),
        ("do --profile=x:", "", "y"),
        ("do a:'b", "b", "b c"),
        ("do y", "y", None),
    ],
)
def test_bash_writes_only_what_follows_its_break(typed: str, current: str, ending: str | None) -> None:
    """A colon or an equals sign stays where it is, with what is before it."""
    known = ["x:y", "--profile=x:y", "a:b c"]
    assert next(Line(typed).endings(known, current), None) == ending
