"""``stretchbreak config``: what is set, and whether it is right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from stretchbreak.cli.config import config
from stretchbreak.documents.setting_schema import settings_schema
from stretchbreak.documents.settings import SettingsError, read_settings
from stretchbreak.documents.source import DocumentError, Source


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the settings of this test are; there is no file yet."""
    monkeypatch.setenv("STRETCHBREAK_HOME", str(tmp_path))
    return tmp_path / "settings.yaml"


def answer(*arguments: str, typed: str = "") -> str:
    """What the command prints when all is well."""
    result = CliRunner().invoke(config, arguments, input=typed, catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def refusal(*arguments: str, typed: str = "") -> str:
    """What the gate would print, with nothing on stdout but questions."""
    result = CliRunner().invoke(config, arguments, input=typed)
    assert isinstance(result.exception, SettingsError | DocumentError)
    return str(result.exception)


@pytest.mark.usefixtures("path")
def test_the_schema_of_the_settings_is_printed() -> None:
    """Whole, so that it can be written into a file."""
    printed = answer("schema")
    assert json.loads(printed) == settings_schema()
    assert printed.endswith("}\n")


@pytest.mark.usefixtures("path")
def test_without_a_file_everything_is_shown_as_the_default() -> None:
    """Each value is marked, and the answer is a settings file itself."""
    shown = answer("show")
    assert "  every: 60m " in shown
    assert shown.count("# default") == sum(not line.rstrip().endswith(":") for line in shown.splitlines())
    assert read_settings(Source("shown", shown)).problems == ()


def test_what_is_chosen_is_shown_without_a_mark(path: Path) -> None:
    """With the profile's settings over the others."""
    path.write_text("snooze: {minutes: 7}\nprofiles: {home: {tempo: gentle, hours: {mon-fri: '9:00-17:00'}}}\n")
    lines = [line.rstrip() for line in answer("show", "--profile", "home").splitlines()]
    assert "  minutes: 7" in lines
    assert "tempo: gentle" in lines
    assert '  mon-fri: "09:00-17:00"' in lines
    assert "tempo: gentle" not in answer("show")


def test_scripts_get_the_same_as_json(path: Path) -> None:
    """The settings under the names of the file, and the dotted keys that are defaults."""
    path.write_text('rhythm: {at: [":00"]}\n')
    shown = json.loads(answer("show", "--json"))
    assert (shown["path"], shown["profile"]) == (str(path), None)
    assert shown["settings"]["rhythm"] == {"at": [":00"], "routine": "upper-back-reset"}
    assert shown["settings"]["snooze"] == {"minutes": 5, "at_most": 2}
    assert "rhythm.at" not in shown["default"]
    assert "snooze.minutes" in shown["default"]


def test_a_broken_file_is_told_and_not_shown(path: Path) -> None:
    """The report is the error; stdout stays empty."""
    path.write_text("tempo: fast\n")
    for command in ("show", "check"):
        assert "settings.yaml:1:8  error: tempo must be" in refusal(command)


def test_a_check_looks_up_every_routine(path: Path) -> None:
    """Unknown ones, in profiles too, are told where they are written, with the nearest names."""
    path.write_text("rhythm: {routine: uper-back-reset}\nprofiles: {home: {small: {routine: nothing}}}\n")
    told = refusal("check")
    assert 'settings.yaml:1:19  error: there is no routine or exercise called "uper-back-reset"' in told
    assert 'help: did you mean "upper-back-reset"' in told
    assert 'settings.yaml:2:36  error: there is no routine or exercise called "nothing"' in told


def test_a_check_tells_of_a_broken_routine(path: Path) -> None:
    """With the first thing that is wrong with it."""
    (path.parent / "routines").mkdir()
    (path.parent / "routines" / "mine.yaml").write_text("exercises: 3\n")
    path.write_text("rhythm: {routine: mine}\n")
    told = refusal("check")
    assert 'settings.yaml:1:19  error: the routine "mine" is broken' in told
    assert "mine.yaml:1:12  error: exercises must be a list" in told


def test_a_sound_file_is_said_to_be_fine(path: Path) -> None:
    """Warnings go to stderr; so does nothing else."""
    assert answer("check") == f"{path} is not there: everything has its default\n"
    path.write_text("rhythm: {at: [10:00]}\n")
    result = CliRunner().invoke(config, ["check"])
    assert (result.exit_code, result.stdout) == (0, f"{path} is fine\n")
    assert "warning: 10:00 is not in quotes" in result.stderr


def test_the_path_is_told(path: Path) -> None:
    """In one line, for scripts."""
    assert answer("path") == f"{path}\n"


@pytest.mark.usefixtures("path")
def test_a_profile_that_does_not_exist_is_a_stated_problem() -> None:
    """Also where there is no file at all."""
    assert "there is no profile" in refusal("show", "--profile", "home")


def test_a_setting_is_changed_in_its_line(path: Path) -> None:
    """Silently, and with every comment where it was."""
    path.write_text("# mine\nrhythm: {every: 60m}  # an hour\n# end\n")
    assert answer("set", "rhythm.every", "45m") == ""
    assert path.read_text() == "# mine\nrhythm: {every: 45m}  # an hour\n# end\n"


def test_the_first_setting_makes_a_file_that_says_what_it_is(path: Path) -> None:
    """With a comment on top."""
    answer("set", "hours.mon-fri", "09:00-17:30")
    assert path.read_text().startswith("# The settings of stretchbreak.")
    assert path.read_text().endswith('\nhours: {mon-fri: "09:00-17:30"}\n')
    assert answer("check") == f"{path} is fine\n"


def test_a_setting_that_would_be_wrong_changes_nothing(path: Path) -> None:
    """The report shows the line as it would have been."""
    assert refusal("set", "tempo", "fast").startswith("tempo was not changed, because this would be wrong:\n")
    assert not path.exists()


def test_a_change_that_others_would_read_differently_is_warned_of(path: Path) -> None:
    """It is made all the same."""
    result = CliRunner().invoke(config, ["set", "rhythm.at", "[10:00]"])
    assert (result.exit_code, result.stdout) == (0, "")
    assert "warning: 10:00 is not in quotes" in result.stderr
    assert path.read_text().endswith("rhythm: {at: [10:00]}\n")
