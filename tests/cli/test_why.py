"""``stretchbreak why``: what was decided today, and what is told beside it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from typer.testing import CliRunner

from fakes import BEGIN, FakeClock, a_decision, a_routine, at
from stretchbreak.cli.app import app
from stretchbreak.core import workday
from stretchbreak.core.day import Plan
from stretchbreak.core.events import Moment
from stretchbreak.core.restart import Snapshot
from stretchbreak.core.workplan import WorkPlan
from stretchbreak.shell.clock import SystemClock
from stretchbreak.shell.journal import FileJournal
from stretchbreak.shell.state import StateFile

NOTHING = "Nothing was decided yet today; `stretchbreak start` begins the day.\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's empty folder."""
    monkeypatch.setenv("STRETCHBREAK_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def journal(home: Path) -> FileJournal:
    """The user's journal; there is nothing in it."""
    return FileJournal(home / "journal")


def asked(*words: str) -> tuple[str, str]:
    """What is answered, and what is said beside it."""
    result = CliRunner().invoke(app, ["why", *words], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout, result.stderr


def today(hour: int, minute: int = 0) -> datetime:
    """This time of the present date."""
    return SystemClock().now().wall.replace(hour=hour, minute=minute, second=5, microsecond=0, fold=0)


def left_behind(home: Path, ago: timedelta) -> None:
    """The state of a process that was last alive so long ago."""
    plan, now = WorkPlan((Plan(routine=a_routine()),)), SystemClock().now().wall
    clock = FakeClock(begin=Moment(BEGIN, now - ago))
    state = StateFile(home / "state.json", clock, "boot", 0.0)
    state.save(Snapshot(at=clock.now(), rules="", day=workday.begin(plan, at(0))))
    state.close()


def test_each_decision_of_today_is_told_with_its_reason(journal: FileJournal) -> None:
    """In aligned lines like those of a simulated day; yesterday's are not told."""
    for one in (
        a_decision("skip", today(10) - timedelta(days=1)),
        a_decision("offer", today(10)),
        replace(a_decision("held", today(11)), why="meeting; it will be offered afterwards"),
        a_decision("owed-offer", today(12)),
    ):
        journal.keep(one)
    told, beside = asked()
    assert told.splitlines() == [
        "10:00:05  offer       a offer",
        "11:00:05  held        meeting; it will be offered afterwards",
        "12:00:05  owed-offer  a owed-offer",
    ]
    assert beside == ""


def test_only_what_came_since_a_time_is_told_if_asked_so(journal: FileJournal) -> None:
    """From that minute on."""
    for hour in (9, 10, 12):
        journal.keep(a_decision("skip", today(hour)))
    assert [line[:5] for line in asked("--since", "10:00")[0].splitlines()] == ["10:00", "12:00"]
    assert asked("--since", "23:59") == ("", "Nothing was decided since 23:59.\n")


def test_scripts_get_an_object_a_line(journal: FileJournal) -> None:
    """With the keys of a simulated day."""
    journal.keep(a_decision("finish", today(10), outcome="partial", reps=3))
    told = json.loads(asked("--json")[0])
    assert told == {"at": today(10).isoformat(), "what": "finish", "routine": "small-reset", "why": "a finish"}


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("words", [(), ("--json",)])
def test_before_the_first_decision_there_is_a_friendly_word(words: tuple[str, ...]) -> None:
    """And nothing on stdout."""
    assert asked(*words) == ("", NOTHING)


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("since", ["25:00", "ten", "", "10"])
def test_a_time_that_is_none_is_wrong_usage(since: str) -> None:
    """In the words in which times are told everywhere."""
    result = CliRunner().invoke(app, ["why", "--since", since])
    assert (result.exit_code, result.stdout) == (2, "")
    assert f'"{since}" is not a time of day; write it like "14:00"' in " ".join(result.stderr.split())


def test_a_strange_reason_cannot_steer_the_terminal(journal: FileJournal) -> None:
    """Whatever stands in the file."""
    journal.keep(replace(a_decision("skip", today(10)), why="\x1b[2J\n\ud800"))
    assert asked()[0] == "10:00:05  skip        \ufffd[2J\ufffd\ufffd\n"


def test_what_is_damaged_or_cannot_be_read_is_told_beside_it(journal: FileJournal, home: Path) -> None:
    """The rest is told all the same."""
    journal.keep(a_decision("skip", today(10)))
    file = home / "journal" / f"{today(10):%Y-%m-%d}.jsonl"
    with file.open("a") as lines:
        lines.write("{\n")
    assert asked()[1] == f"1 line is damaged, and left as found in {home / 'journal'}.\n"
    with file.open("a") as lines:
        lines.write("{\n")
    assert asked()[1].startswith("2 lines are damaged")
    file.unlink()
    file.mkdir()
    assert asked() == ("", f"{NOTHING}Not all could be read: {file} cannot be read: it is no ordinary file.\n")


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(seconds=100), ""),
        (timedelta(minutes=4), "stretchbreak is not running; it was last at {:%H:%M}.\n"),
        (timedelta(days=3), "stretchbreak is not running; it was last at {:%a %H:%M}.\n"),
    ],
)
def test_where_nothing_runs_that_is_told_too(home: Path, journal: FileJournal, ago: timedelta, said: str) -> None:
    """It explains why nothing was decided since; a process gives a sign of life every minute."""
    journal.keep(a_decision("skip", today(10)))
    left_behind(home, ago)
    last = SystemClock().now().wall - ago
    assert asked()[1] in {said.format(last), said.replace("%H", "%a %H").format(last)}


@pytest.mark.usefixtures("journal")
def test_a_broken_state_or_broken_settings_keep_nobody_from_asking(home: Path) -> None:
    """Neither is touched by asking."""
    (home / "settings.yaml").write_text("{")
    (home / "state.json").write_text("{")
    assert asked() == ("", NOTHING)
    assert sorted(path.name for path in home.iterdir()) == ["settings.yaml", "state.json"]


def test_times_are_told_in_the_zone_of_the_settings(home: Path, journal: FileJournal) -> None:
    """As they were told when they came."""
    zone = ZoneInfo("Pacific/Kiritimati")
    (home / "settings.yaml").write_text("tz: Pacific/Kiritimati\n")
    moment = SystemClock(zone=zone).now().wall.replace(hour=10, minute=0, second=0)
    journal.keep(a_decision("skip", moment.astimezone(ZoneInfo("UTC"))))
    assert asked()[0] == "10:00:00  skip        a skip\n"
