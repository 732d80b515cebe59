"""``stretchbreak setup``: five questions, a file that explains itself, and a notification."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from pathlib import Path

import pytest

from fakes import FakeAlert, FakeClock
from stretchbreak.cli.setup import ask_and_write
from stretchbreak.core.settings import Alerts, Rhythm, Settings
from stretchbreak.documents.settings import SettingsError
from stretchbreak.shell.folders import shipped_routines
from stretchbreak.shell.library import Library
from stretchbreak.shell.settings import read

SetUp = Callable[..., list[str]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the settings are to be."""
    return tmp_path / "home" / "settings.yaml"


@pytest.fixture
def alert() -> FakeAlert:
    """Remembers the notification."""
    return FakeAlert()


@pytest.fixture
def set_up(path: Path, alert: FakeAlert) -> SetUp:
    """Answers the questions in their order, the end of a pipe behind them; returns what was asked."""

    def run(*answers: str) -> list[str]:
        asked: list[str] = []

        def ask(question: str) -> str:
            asked.append(question)
            if len(asked) > len(answers):
                raise EOFError
            return answers[len(asked) - 1]

        library = Library(path.parent / "routines", shipped_routines())
        ask_and_write(path, library, alert, FakeClock(), ask)
        return asked

    return run


def test_enter_takes_every_default(set_up: SetUp, path: Path, alert: FakeAlert) -> None:
    """Five questions, and the file sets nothing that counts anyway."""
    assert len(set_up("", "", "", "", "")) == 5
    assert read(path).value == Settings()
    assert [announced.what for announced in alert.announced] == ["heads-up"]


def test_the_answers_are_what_counts_afterwards(set_up: SetUp, path: Path) -> None:
    """In the notation of the file and of the command line."""
    set_up("45", "mon-fri 9:00-12:00 13:00-17:30, sat 10:00-12:00", "12:30-13:00", "no", "quick-neck")
    work = ((time(9), time(12)), (time(13), time(17, 30)))
    assert read(path).value == Settings(
        rhythm=Rhythm(every=2700.0, routines=("quick-neck",)),
        hours=(work,) * 5 + (((time(10), time(12)),), ()),
        lunch=(time(12, 30), time(13)),
        alerts=Alerts(sound=False),
    )
    assert read(path).report == ""


def test_a_bad_answer_is_asked_for_again(set_up: SetUp, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the reason, as the file would tell it."""
    asked = set_up(
        "hourly", "48h", "50", "9-17", "9:00-17:00", "18:00-19:00", "none", "maybe", "Y", "upper", "quick-neck"
    )
    assert [question[0] for question in asked] == list("11122334455")
    assert read(path).demand().rhythm == Rhythm(every=3000.0, routines=("quick-neck",))
    said = capsys.readouterr().out
    assert '"hourly" is not a duration; write it like 90s, 5m or 1h30m\n' in said
    assert "every must be from 1 s to 24 h" in said
    assert '"9-17" is not a span of hours; write it as "09:00-17:00"\n' in said
    assert "lunch 18:00-19:00 is outside the working hours of every day; move lunch into them" in said
    assert "please answer yes or no\n" in said
    assert 'there is no routine or exercise called "upper"; did you mean' in said


def test_an_early_end_writes_nothing(set_up: SetUp, path: Path, alert: FakeAlert) -> None:
    """Neither the file nor its folder, and no notification."""
    with pytest.raises(SettingsError, match="so that nothing was written"):
        set_up("45", "always")
    assert not path.parent.exists()
    assert alert.announced == []


def test_settings_that_are_there_are_replaced_only_when_told_so(set_up: SetUp, path: Path) -> None:
    """Enter keeps them; after a yes the former ones lie beside."""
    path.parent.mkdir()
    path.write_text("target: 5\n")
    assert len(set_up("")) == 1
    assert path.read_text() == "target: 5\n"
    set_up("yes", "", "", "", "", "")
    set_up("yes", "30", "", "", "", "")
    assert read(path).demand() == Settings(rhythm=Rhythm(every=1800.0))
    assert path.with_name("settings.yaml.before-setup").read_text() == "target: 5\n"
    assert "#target: 2" in path.with_name("settings.yaml.before-setup-2").read_text()


def test_the_end_is_honest_about_the_notification(set_up: SetUp, capsys: pytest.CaptureFixture[str]) -> None:
    """It names what was sent, and that nobody knows whether it was shown."""
    set_up("45", "", "", "", "")
    said = capsys.readouterr().out
    assert 'A notification was sent just now: "Stretch break in 45 min".' in said
    assert "We cannot see whether your desktop showed it." in said
    assert "stretchbreak start" in said
