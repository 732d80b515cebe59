"""``stretchbreak routines``: its answers for people and for scripts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from scripts import scripted_editor
from stretchbreak.cli.routines import routines
from stretchbreak.documents.schema import FILE_NAME
from stretchbreak.errors import RoutineError
from stretchbreak.shell.folders import shipped_routines

NAMES = [
    *("ball-release", "eyes", "floor", "hips", "meeting-safe", "neck-long", "posture-minute", "quick-neck"),
    *("reset-a-neck", "reset-b-chest", "shoulders", "standing", "thoracic"),
    *("upper-back-full", "upper-back-reset", "upper-back-seated", "wrists"),
]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty library of the user's, in its own folder."""
    monkeypatch.setenv("STRETCHBREAK_HOME", str(tmp_path))
    (tmp_path / "routines").mkdir()
    return tmp_path / "routines"


def answer(*arguments: str) -> str:
    """What the command prints when all is well."""
    result = CliRunner().invoke(routines, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


@pytest.mark.usefixtures("home")
def test_the_list_is_plain_aligned_text_in_a_pipe() -> None:
    """Names first, no tabs, no colours, every column under its like."""
    lines = answer("list").splitlines()
    assert [line.split()[0] for line in lines if " routine " in line] == NAMES
    assert "5 min 41 s  50 reps" in lines[NAMES.index("upper-back-reset")]
    assert "1 rep  " in lines[NAMES.index("eyes")]
    assert len({line.index("shipped") for line in lines}) == 1
    assert not any(character in "\t\x1b" for line in lines for character in line)


def test_the_schema_is_printed_as_it_ships() -> None:
    """Letter by letter, so that it can be written into a file; or the line that names it."""
    printed = answer("schema")
    assert printed.encode() == (shipped_routines() / FILE_NAME).read_bytes()
    assert json.loads(printed)["$schema"].startswith("http://json-schema.org/draft-07/")
    line = answer("schema", "--line")
    assert line.startswith("# yaml-language-server: $schema=file:///")
    assert line.endswith(f"/{FILE_NAME}\n")


@pytest.mark.usefixtures("home")
def test_the_list_is_json_for_scripts() -> None:
    """One array; each entry has its name, seconds, reps and owner."""
    listed = json.loads(answer("list", "--json"))
    assert [entry["name"] for entry in listed if entry["kind"] == "routine"] == NAMES
    seconds = {entry["name"]: entry["total_s"] for entry in listed}
    assert [seconds[name] for name in NAMES if "upper" in name or "quick" in name] == [89.0, 406.0, 341.0, 337.0]


def test_a_broken_file_is_told_beside_the_list(home: Path) -> None:
    """The list answers for the others; the report goes to stderr; the exit code is 0."""
    (home / "mine.yaml").write_text("exercises: 3\n")
    result = CliRunner().invoke(routines, ["list"])
    assert result.exit_code == 0
    assert [line.split()[0] for line in result.stdout.splitlines() if " routine " in line] == NAMES
    assert "mine.yaml:1:12  error: exercises must be a list" in result.stderr


@pytest.mark.usefixtures("home")
def test_the_timeline_has_the_promised_keys() -> None:
    """One JSON object a line, in order, with exactly the keys that scripts rely on."""
    cues = [json.loads(line) for line in answer("show", "upper-back-reset", "--timeline", "--json").splitlines()]
    assert cues[1] == {
        "at": 8.0,
        "seconds": 2.0,
        "exercise": "upper-trap",
        "side": "right",
        "stretches": "left",
        "rep": 1,
        "of": 10,
        "phase": "move",
        "cue": "Tip right ear to right shoulder",
        "say": "Tilt",
    }
    assert {tuple(cue) for cue in cues} == {tuple(cues[1])}
    assert {cue["phase"] for cue in cues if cue["rep"] is None} == {"prepare", "switch"}
    assert cues[-1]["at"] + cues[-1]["seconds"] == 341.0
    assert sum(cue["phase"] == "hold" for cue in cues) == 50


@pytest.mark.usefixtures("home")
def test_the_timeline_reads_like_plain_guidance() -> None:
    """Without JSON it is the line that ``do --plain`` writes."""
    lines = answer("show", "upper-trap", "--timeline").splitlines()
    assert lines[1] == "00:08.0 upper-trap right 1/10 move  Tip right ear to right shoulder"


@pytest.mark.usefixtures("home")
def test_a_routine_is_one_json_object() -> None:
    """Its identifier, seconds, reps of all sides, and its exercises."""
    shown = json.loads(answer("show", "upper-back-reset", "--json"))
    assert (shown["name"], shown["total_s"], shown["reps"]) == ("upper-back-reset", 341.0, 50)
    assert shown["tempo_s"] == {"gentle": 441.0, "standard": 341.0, "brisk": 291.0}
    assert [exercise["reps"] for exercise in shown["exercises"]] == [10, 10, 10, 10]
    assert shown["exercises"][0]["sides"]["stretches"] == "other"


@pytest.mark.usefixtures("home")
def test_the_card_says_all_one_must_know_before_a_break() -> None:
    """Dose, time at each tempo, what is needed and when to stop, within 80 columns."""
    card = answer("show", "upper-back-reset")
    assert "7 min 21 s gentle, 5 min 41 s standard, 4 min 51 s brisk" in card
    assert "doorway narrow enough for both forearms" in card
    assert "10 reps of 6 s on each side, right first (direction of tilt)" in card
    assert "stop if  tingling or pain runs into arm or hand" in card
    assert "  what for  neck, chest / front of shoulder, upper back\n" in card
    assert "     whose  shipped\n" in card
    assert max(map(len, card.splitlines())) <= 80


def test_the_card_is_a_timeline_of_its_exercises(home: Path) -> None:
    """Each with how long it takes and from when on, pauses between them counted."""
    (home / "x.yaml").write_text("exercises: [{use: blade-squeeze}, {use: upper-trap}, {use: eyes-20}]\nrest: 12s\n")
    times = [line.strip() for line in answer("show", "x").splitlines() if line.startswith("      time")]
    assert times == [
        "time  1 min 8 s, from 0:00 on",
        "time  2 min 13 s, from 1:20 on",
        "time  33 s, from 3:45 on",
    ]
    assert "whose  yours" in answer("show", "x")
    assert "time" not in answer("show", "upper-trap")


@pytest.mark.usefixtures("home")
def test_the_card_names_steps_by_their_words_and_each_position_once() -> None:
    """A step's label is its word; the routine's position leaves out what can be done either way; tips are told."""
    card = answer("show", "posture-minute")
    assert " shoulders  5 s  Shoulders to the ears" in card
    assert next(line for line in card.splitlines() if "position" in line) == "  position  sit"
    assert "      tips  Set the seat so that" in card
    assert "   instead  chest-open-seated, where that cannot be had" in answer("show", "pec-doorway")


@pytest.mark.usefixtures("home")
def test_json_tells_the_stand_in_and_the_tips() -> None:
    """Both are there for every exercise, empty where there is none."""
    names = ("pec-doorway", "upper-trap")
    lean, tilt = (json.loads(answer("show", name, "--json"))["exercises"][0] for name in names)
    assert (lean["instead"], tilt["instead"]) == ("chest-open-seated", None)
    assert tilt["tips"] == []


@pytest.mark.usefixtures("home")
def test_an_unknown_routine_is_a_stated_problem_without_an_answer() -> None:
    """The gate prints the error; stdout stays empty."""
    result = CliRunner().invoke(routines, ["show", "uper-back-reset"])
    assert isinstance(result.exception, RoutineError)
    assert 'did you mean "upper-back-reset"' in str(result.exception)
    assert result.stdout == ""


@pytest.mark.usefixtures("home")
def test_checking_a_sound_library_tells_how_many_files_are_fine() -> None:
    """All forty shipped files pass without a warning."""
    assert answer("check") == "40 files are fine\n"


def test_checking_tells_every_error_of_every_file(home: Path) -> None:
    """All reports and a verdict, as one stated problem."""
    (home / "a.yaml").write_text("exercises: [{use: nobody, reps: 0}]\n")
    (home / "b.yaml").write_text("name: [\n")
    result = CliRunner().invoke(routines, ["check"])
    assert isinstance(result.exception, RoutineError)
    assert str(result.exception).endswith("\n3 errors in 2 files; 40 files are fine")
    assert "a.yaml:1:19  error: there is no exercise called" in str(result.exception)
    assert result.stdout == ""


def test_a_check_for_scripts_tells_everything_and_fails_all_the_same(home: Path) -> None:
    """The answer is whole, errors or not; the exit code tells whether there are any."""
    (home / "a.yaml").write_text("exercises: [{use: nobody, reps: 0}, {name: Push, move: 2s}]\n")
    (home / "b.yaml").write_bytes(b"")
    result = CliRunner().invoke(routines, ["check", "--json"])
    assert isinstance(result.exception, RoutineError)
    assert str(result.exception) == "3 errors in 2 files; 40 files are fine"
    told = json.loads(result.stdout)
    assert told["files"] == 42
    assert {tuple(one) for one in told["problems"]} == {
        ("file", "line", "column", "width", "severity", "message", "help")
    }
    first, second, third, fourth = told["problems"]
    assert (first["file"], first["line"], first["column"], first["width"]) == (str(home / "a.yaml"), 1, 19, 6)
    assert (second["severity"], second["help"]) == ("error", 'write it as "reps: 10"')
    assert third["severity"] == "warning"
    assert (fourth["file"], fourth["line"]) == (str(home / "b.yaml"), None)
    (home / "a.yaml").unlink()
    (home / "b.yaml").unlink()
    assert json.loads(answer("check", "--json")) == {"files": 40, "problems": []}


def test_a_routine_can_be_made_copied_and_found(home: Path) -> None:
    """The commands that write into the user's library, from their words on."""
    assert answer("new", "physio").startswith(f"{home / 'physio.yaml'}: 2 exercises")
    assert answer("copy", "physio", "other").startswith(f"{home / 'other.yaml'}: 2 exercises")
    assert answer("copy", "levator").startswith(f"{home / 'exercises' / 'levator.yaml'}: 1 exercise, 20 reps")
    assert [row["name"] for row in json.loads(answer("list", "--json")) if row["whose"] == "yours"] == [
        "other",
        "physio",
        "levator",
    ]


def test_the_commands_ask_and_edit(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers come from standard input, and the editor from the environment."""
    made = CliRunner().invoke(routines, ["new", "a", "--ask"], input="\nupper-trap\n\n\n")
    assert (made.exit_code, (home / "a.yaml").exists()) == (0, True)
    monkeypatch.setenv("VISUAL", scripted_editor(tmp_path, "file.write_text('exercises: [{use: levator}]')"))
    assert answer("edit", "a") == f"{home / 'a.yaml'} is changed\n"


def test_a_warning_alone_is_no_failure(home: Path) -> None:
    """It goes to stderr, and the file is fine."""
    (home / "a.yaml").write_text("exercises: [{name: Push, move: 2s Push}]\n")
    result = CliRunner().invoke(routines, ["check", str(home / "a.yaml")])
    assert (result.exit_code, result.stdout) == (0, "1 file is fine\n")
    assert "warning: no stop_if tells when to stop" in result.stderr


def test_where_names_both_folders(home: Path) -> None:
    """The user's folder first, then the shipped one."""
    yours, shipped = answer("where").splitlines()
    assert yours == f"yours    {home}"
    assert shipped.startswith("shipped  ")
