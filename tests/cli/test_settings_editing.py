"""``stretchbreak config edit``: nothing counts before it is right, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scripts import scripted_editor
from stretchbreak.cli.settings_editing import edit_settings
from stretchbreak.documents.settings import SettingsError
from stretchbreak.errors import StretchbreakError

Edit = Callable[..., None]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A settings file with one setting in it."""
    place = tmp_path / "home" / "settings.yaml"
    place.parent.mkdir()
    place.write_text("target: 3\n")
    return place


@pytest.fixture
def edit(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Edit:
    """Edits with a real program that does these steps, one each time, and then answers the questions."""

    def run(*steps: str, answers: tuple[str, ...] = ()) -> None:
        monkeypatch.setenv("VISUAL", scripted_editor(tmp_path, *steps))
        left = list(answers)

        def ask(_question: str) -> str:
            if not left:
                raise EOFError
            return left.pop(0)

        edit_settings(path, lambda name: ("no such routine", "x") if name == "nobody" else None, ask)

    return run


def names(path: Path) -> list[str]:
    """The files in the folder of the settings."""
    return sorted(one.name for one in path.parent.iterdir())


def test_what_is_right_takes_the_place_of_the_file(
    edit: Edit, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And nothing else is left in the folder."""
    edit("file.write_text('target: 4\\n')")
    assert path.read_text() == "target: 4\n"
    assert names(path) == ["settings.yaml"]
    assert capsys.readouterr().out == f"{path} is changed\n"


def test_an_editor_that_changes_nothing_changes_nothing(
    edit: Edit, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is said so."""
    edit("pass")
    assert names(path) == ["settings.yaml"]
    assert capsys.readouterr().out == "nothing was changed\n"


def test_without_a_file_one_opens_that_explains_itself(edit: Edit, path: Path) -> None:
    """Closed unchanged it is not written; a changed one is."""
    path.unlink()
    edit("pass")
    assert names(path) == []
    edit("file.write_text(file.read_text().replace('#tempo: standard', 'tempo: brisk'))")
    assert "\ntempo: brisk\n" in path.read_text()


def test_what_is_wrong_is_told_and_opened_again(edit: Edit, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As it was left, and under the name of the file."""
    edit(
        "file.write_text('target: many\\n')",
        "file.write_text(file.read_text().replace('many', '5'))",
        answers=("yes",),
    )
    assert path.read_text() == "target: 5\n"
    assert f"{path}:1:9  error: target must be a whole number" in capsys.readouterr().err


def test_a_routine_that_is_not_there_is_wrong_too(edit: Edit, path: Path) -> None:
    """The library is asked before the settings count."""
    with pytest.raises(SettingsError):
        edit("file.write_text('rhythm: {routine: nobody}\\n')")
    assert path.read_text() == "target: 3\n"


def test_a_version_that_is_given_up_is_kept_beside(
    edit: Edit, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each under a name of its own; the settings stay as they were."""
    for text, name in (("a", "settings.yaml.rejected"), ("b", "settings.yaml.rejected-2")):
        with pytest.raises(SettingsError, match="the settings stay as they were"):
            edit(f"file.write_text('{text}: 1\\n')", answers=("no",))
        assert path.with_name(name).read_text() == f"{text}: 1\n"
        assert f"what you wrote is kept in {path.with_name(name)}\n" in capsys.readouterr().err
    assert path.read_text() == "target: 3\n"
    assert len(names(path)) == 3


def test_an_end_of_the_answers_gives_up(edit: Edit, path: Path) -> None:
    """In a pipe nobody can say that they want to go on."""
    with pytest.raises(SettingsError):
        edit("file.write_bytes(b'\\xff')")
    assert path.with_name("settings.yaml.rejected").read_bytes() == b"\xff"


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("file.write_text('target: 4\\n'); sys.exit(3)", "ended with 3"),
        ("file.unlink()", "the editor left no file; the settings stay as they were"),
        ("file.with_name('settings.yaml').write_text('target: 9\\n'); file.write_text('target: 4\\n')", "meanwhile"),
    ],
)
def test_an_editor_that_fails_changes_nothing(edit: Edit, path: Path, step: str, said: str) -> None:
    """Nor does one during which somebody else changed the file; what was typed is kept."""
    with pytest.raises(StretchbreakError, match=said):
        edit(step)
    assert path.read_text() in {"target: 3\n", "target: 9\n"}
    assert "unlink" in step or path.with_name("settings.yaml.rejected").read_text() == "target: 4\n"


@pytest.mark.parametrize(
    ("visual", "said"),
    [
        ("no-such-editor -x", '"no-such-editor" cannot be started: no such file or directory\n  help: say which'),
        ("'unclosed", "VISUAL has a quote that is never closed"),
    ],
)
def test_an_editor_that_is_none_is_a_stated_problem(
    path: Path, monkeypatch: pytest.MonkeyPatch, visual: str, said: str
) -> None:
    """With the way to name another one."""
    monkeypatch.setenv("VISUAL", visual)
    with pytest.raises(StretchbreakError) as caught:
        edit_settings(path, lambda _name: None)
    assert said in str(caught.value)
    assert names(path) == ["settings.yaml"]


def test_without_any_editor_the_way_to_name_one_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """EDITOR counts where VISUAL is empty; without both, the usual ones are looked for."""
    monkeypatch.setenv("VISUAL", " ")
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.setenv("PATH", str(path.parent))
    with pytest.raises(StretchbreakError, match=r"no editor is known\n  help: say which editor you like"):
        edit_settings(path, lambda _name: None)
