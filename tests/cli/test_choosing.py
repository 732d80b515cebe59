"""What comes next, by the settings and the journal; and a day without doorway and floor."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fakes import MORNING, FakeJournal
from real import run
from stretchbreak.cli.app import app
from stretchbreak.cli.choosing import done_before, in_order
from stretchbreak.core.decisions import Decision
from stretchbreak.core.settings import Rhythm
from stretchbreak.shell.clock import SystemClock
from stretchbreak.shell.journal import FileJournal

LEAST = Rhythm(routines=("eyes", "quick-neck", "wrists"), pick="least-recent")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one folder of everything."""
    monkeypatch.setenv("STRETCHBREAK_HOME", str(tmp_path))
    return tmp_path


def done(routine: str, hours_ago: float) -> Decision:
    """A break that was done so many hours before nine."""
    at = MORNING - timedelta(hours=hours_ago)
    return Decision(at=at, what="finish", routine=routine, why="", outcome="completed", reps=3)


def answer(*arguments: str) -> str:
    """What the command prints when all is well."""
    result = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_in_turn_the_journal_is_not_even_asked(home: Path) -> None:
    """The list is taken as it is written; a journal that cannot be read does not matter."""
    (home / "journal").write_text("no folder")
    rhythm = Rhythm(routines=("b", "a"))
    assert in_order(rhythm, done_before(rhythm, MORNING)) == ("b", "a")


def test_the_journal_is_read_as_far_back_as_it_takes() -> None:
    """Days, and at last two months; what comes after the moment that is asked about does not count."""
    journal = FakeJournal([done("wrists", 24 * 40), done("quick-neck", 2), done("eyes", -1)])
    assert in_order(LEAST, done_before(LEAST, MORNING, journal)) == ("eyes", "wrists", "quick-neck")
    assert len(done_before(LEAST, MORNING, FakeJournal([done(name, 3) for name in LEAST.routines] * 2))) == 6


def test_simulate_and_show_go_by_the_choice(home: Path) -> None:
    """The first break of a day is the routine that was not done for longest."""
    (home / "settings.yaml").write_text(
        "rhythm: {routine: [quick-neck, eyes], pick: least-recent}\nhours: {mon-sun: '09:00-18:00'}\n"
    )
    FileJournal(home / "journal").keep(done("quick-neck", 24))
    told = [json.loads(line) for line in answer("simulate", "--date", "2026-03-02", "--json").splitlines()]
    assert next(one["routine"] for one in told if one["what"] == "offer") == "eyes"


@pytest.mark.slow
def test_a_break_without_a_name_is_the_one_not_done_for_longest(tmp_path: Path) -> None:
    """The real program, with a real journal of today."""
    home = tmp_path / "stretchbreak"
    home.mkdir()
    (home / "settings.yaml").write_text("rhythm: {routine: [quick-neck, eyes], pick: least-recent}\n")
    now = SystemClock().now().wall
    kept = Decision(at=now, what="finish", routine="quick-neck", why="", outcome="completed", reps=14)
    FileJournal(home / "journal").keep(kept)
    assert "eyes completed" in run("do", "--speed", "60", "--plain", home=tmp_path).stdout


def test_what_is_shown_is_fitted_to_the_place(home: Path) -> None:
    """Times, needs and cues are those of the twin; JSON says for what it stands."""
    (home / "settings.yaml").write_text("without: [doorway, floor]\n")
    card = answer("routines", "show", "upper-back-reset")
    assert "5 min 37 s standard" in card
    assert "   instead  Seated chest opener stands in for Doorway pec lean, both arms\n" in card
    assert "needs  nothing" in card
    shown = json.loads(answer("routines", "show", "upper-back-reset", "--json"))
    assert [one["stands_for"] for one in shown["exercises"]] == [None, "Doorway pec lean, both arms", None, None]
    assert shown["total_s"] == 337.0
    listed = {one["name"]: one for one in json.loads(answer("routines", "list", "--json"))}
    assert (listed["upper-back-reset"]["total_s"], listed["floor"]["seated"]) == (337.0, True)
    first, *_ = answer("routines", "show", "reset-b-chest", "--timeline").splitlines()
    begins = (
        "00:00.0 chest-open-seated both -/10 prepare  Seated chest opener: Instead of Doorway pec lean, one arm: "
    )
    assert first.startswith(begins)


def test_what_has_no_twin_is_told(home: Path) -> None:
    """It stays in the routine, because nothing can take its place."""
    (home / "routines" / "exercises").mkdir(parents=True)
    (home / "routines" / "exercises" / "plank.yaml").write_text(
        "hold: 20s Plank\nposition: on the floor\nstop_if: [pain]\n"
    )
    (home / "settings.yaml").write_text("without: floor\n")
    assert "    beware  Plank needs the floor, and has no stand-in\n" in answer("routines", "show", "plank")


def test_a_broken_twin_breaks_what_it_should_stand_in_for(home: Path) -> None:
    """Only where it is needed: nobody is led to a doorway that is not there."""
    (home / "routines" / "exercises").mkdir(parents=True)
    (home / "routines" / "exercises" / "chest-open-seated.yaml").write_text("move: [\n")
    assert "5 min 41 s" in answer("routines", "show", "upper-back-reset")
    (home / "settings.yaml").write_text("without: doorway\n")
    result = CliRunner().invoke(app, ["routines", "show", "upper-back-reset"])
    assert "chest-open-seated.yaml:1:7  error" in str(result.exception)
    result = CliRunner().invoke(app, ["routines", "list"])
    assert result.exit_code == 0
    assert "upper-back-reset" not in result.stdout
    assert "chest-open-seated.yaml:1:7  error" in result.stderr


def test_broken_settings_do_not_hide_the_library(home: Path) -> None:
    """What is shown is shown as if nothing were set, and that is said."""
    (home / "settings.yaml").write_text("without: [dorway]\n")
    result = CliRunner().invoke(app, ["routines", "show", "upper-back-reset"])
    assert "5 min 41 s standard" in result.stdout
    assert 'settings.yaml:1:11  error: there is no place called "dorway" here' in result.stderr
    assert "shown as if nothing were set" in result.stderr


@pytest.mark.slow
def test_a_guided_break_says_what_stands_in_before_it_begins(tmp_path: Path) -> None:
    """Beside the words of caution, and where that exercise begins."""
    (tmp_path / "stretchbreak").mkdir()
    (tmp_path / "stretchbreak" / "settings.yaml").write_text("without: floor\n")
    done = run("do", "floor", "--speed", "60", home=tmp_path)
    assert "Upper-back arch, seated stands in for Face-down upper-back lift.\n" in done.stderr
    assert "Instead of Face-down upper-back lift: " in done.stdout
    assert "floor completed" in done.stdout
