"""The journal on disk: nothing that was decided is lost, and nothing that lies there does harm."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disks import a_disk_with
from fakes import MODEST, MORNING, FakeJournal, a_decision
from stretchbreak.boundaries import Journal
from stretchbreak.core.decisions import Decision, Pages
from stretchbreak.shell.journal import FileJournal

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
TODAY = "2026-03-02.jsonl"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the journal is; there is nothing yet."""
    return tmp_path / "deep" / "journal"


@pytest.fixture(params=["files", "fake"])
def journal(request: pytest.FixtureRequest, folder: Path) -> Journal:
    """A journal, the real one and the fake."""
    return FileJournal(folder) if request.param == "files" else FakeJournal()


def modes(path: Path) -> str:
    """The permissions of a file or folder, as ``ls`` shows them."""
    return stat.filemode(path.stat().st_mode)


# What every journal promises


def test_what_is_kept_is_told_in_its_order(journal: Journal) -> None:
    """Every kind of decision, as it was."""
    kept = [
        a_decision("offer"),
        a_decision("finish", MORNING + MINUTE, outcome="partial", reps=3),
        replace(a_decision("skip", MORNING + 2 * MINUTE), why="meeting\n\x1b[31m, ä, \ud800"),
    ]
    assert [journal.keep(one) for one in kept] == [None] * 3
    assert journal.since(MORNING) == Pages(decisions=tuple(kept))


def test_only_what_came_since_is_told(journal: Journal) -> None:
    """The moment itself belongs to it; weeks lie behind, and are told when asked for."""
    kept = [a_decision("skip", MORNING + number * DAY) for number in range(-15, 3)]
    for one in kept:
        journal.keep(one)
    assert journal.since(MORNING).decisions == tuple(kept[15:])
    assert journal.since(MORNING + timedelta(seconds=1)).decisions == tuple(kept[16:])
    assert journal.since(MORNING - 14 * DAY).decisions == tuple(kept[1:])


def test_nothing_kept_is_nothing_told(journal: Journal) -> None:
    """Before the first decision there is no trouble either."""
    assert journal.since(MORNING) == Pages()


# Files


def test_a_line_holds_a_decision_for_its_user_alone(folder: Path) -> None:
    """One file a day, readable by people, and by nobody else."""
    FileJournal(folder).keep(a_decision("finish", outcome="completed", reps=8))
    FileJournal(folder).keep(a_decision("offer", MORNING + DAY))
    assert sorted(path.name for path in folder.iterdir()) == [TODAY, "2026-03-03.jsonl"]
    assert json.loads((folder / TODAY).read_text()) == {
        "at": "2026-03-02T09:00:00+00:00",
        "what": "finish",
        "routine": "small-reset",
        "why": "a finish",
        "outcome": "completed",
        "reps": 8,
    }
    assert (modes(folder), modes(folder / TODAY)) == ("drwx------", "-rw-------")


def test_the_file_is_that_of_the_local_date(folder: Path) -> None:
    """Half past twelve at night in Tokyo is of the new day there; asked for from elsewhere, it is found."""
    tokyo = timezone(timedelta(hours=9))
    late = a_decision("skip", datetime(2026, 3, 3, 0, 30, tzinfo=tokyo))
    FileJournal(folder).keep(late)
    assert [path.name for path in folder.iterdir()] == ["2026-03-03.jsonl"]
    assert FileJournal(folder).since(late.at.astimezone(timezone(timedelta(hours=-11)))).decisions == (late,)


@pytest.mark.parametrize(
    "line", ["{", "\0\0\0", "null", '{"at": "now"}', "[" * 9000, '{"at": 1e999}', "\N{SNOWMAN}", "  ,"]
)
def test_a_damaged_line_is_passed_over_counted_and_left(folder: Path, line: str) -> None:
    """What stands before and after it is told, and the file stays as it is."""
    journal = FileJournal(folder)
    before, after = a_decision("offer"), a_decision("skip", MORNING + MINUTE)
    journal.keep(before)
    with (folder / TODAY).open("a") as file:
        file.write(f"{line}\n\n")
    journal.keep(after)
    content = (folder / TODAY).read_bytes()
    assert journal.since(MORNING) == Pages(decisions=(before, after), damaged=1)
    assert (folder / TODAY).read_bytes() == content


def test_a_torn_line_takes_no_other_with_it(folder: Path) -> None:
    """A power cut left half a line behind: the next decision begins on a line of its own."""
    journal = FileJournal(folder)
    torn, whole = a_decision("offer"), a_decision("skip", MORNING + MINUTE)
    journal.keep(torn)
    os.truncate(folder / TODAY, 30)
    journal.keep(whole)
    assert journal.since(MORNING) == Pages(decisions=(whole,), damaged=1)


def test_damage_of_another_day_is_not_told_of_this_one(folder: Path) -> None:
    """Yesterday's file is looked into for the sake of the zones, not to complain about it."""
    folder.mkdir(parents=True)
    (folder / "2026-03-01.jsonl").write_text("?\n")
    (folder / "notes.txt").write_text("?\n")
    (folder / "diary.jsonl").write_text("?\n")
    assert FileJournal(folder).since(MORNING) == Pages()
    assert FileJournal(folder).since(MORNING - DAY).damaged == 1


@MODEST
@given(st.lists(st.binary(max_size=60), max_size=5))
def test_no_content_does_harm(tmp_path_factory: pytest.TempPathFactory, lines: list[bytes]) -> None:
    """Whatever bytes a file holds, the decision kept below them is told."""
    folder = tmp_path_factory.mktemp("journal", numbered=True)
    (folder / TODAY).write_bytes(b"\n".join(lines))
    journal = FileJournal(folder)
    journal.keep(a_decision("skip"))
    told = journal.since(MORNING)
    assert told.decisions == (a_decision("skip"),)
    assert told.damaged == sum(bool(line.strip()) for line in b"\n".join(lines).split(b"\n"))


# Trouble


def test_what_cannot_be_written_is_remembered_and_written_later(folder: Path) -> None:
    """The user hears of it once; the decisions are told meanwhile, and are all in the file in the end."""
    journal = FileJournal(folder)
    kept = [a_decision("skip", MORNING + number * MINUTE) for number in range(5)]
    journal.keep(kept[0])
    size = (folder / TODAY).stat().st_size
    with a_disk_with(size):
        told = journal.keep(kept[1])
        assert told == f"decisions cannot be written to {folder} (file too large); they are remembered until they can"
        assert not journal.keep(kept[2])
        assert journal.since(MORNING).decisions == tuple(kept[:3])
    assert not journal.keep(kept[3])
    assert FileJournal(folder).since(MORNING) == Pages(decisions=tuple(kept[:4]))
    with a_disk_with(size):
        assert journal.keep(kept[4])


def test_a_line_cut_off_by_a_full_disk_is_written_again(folder: Path) -> None:
    """Half a line went through: it stays as damage, and the decision is kept whole below it."""
    journal = FileJournal(folder)
    first, second = a_decision("offer"), a_decision("skip", MORNING + MINUTE)
    journal.keep(first)
    with a_disk_with((folder / TODAY).stat().st_size + 10):
        assert journal.keep(second)
    assert not journal.keep(first)
    assert journal.since(MORNING) == Pages(decisions=(first, second, first), damaged=1)


def a_file(place: Path) -> None:
    """A file where a folder should be."""
    place.write_text("no folder")


def a_circle(place: Path) -> None:
    """A link that leads to itself."""
    place.symlink_to(place)


@pytest.mark.parametrize("make", [a_file, a_circle])
def test_a_folder_that_is_none_is_told_of(folder: Path, make: Callable[[Path], None]) -> None:
    """The day goes on without; nothing is moved or overwritten."""
    folder.parent.mkdir()
    make(folder)
    journal = FileJournal(folder)
    assert "cannot be written" in (journal.keep(a_decision("skip")) or "")
    told = journal.since(MORNING)
    assert (told.decisions, "cannot be read" in told.trouble) == ((a_decision("skip"),), True)


@pytest.mark.parametrize(
    "make",
    [Path.mkdir, os.mkfifo, a_circle, lambda place: place.symlink_to("/dev/zero")],
    ids=["folder", "pipe", "circle", "device"],
)
def test_a_day_that_is_no_file_is_told_of(folder: Path, make: Callable[[Path], None]) -> None:
    """Nothing waits for ever, and the other days are told."""
    folder.mkdir(parents=True)
    make(folder / TODAY)
    journal = FileJournal(folder)
    kept = a_decision("skip", MORNING + DAY)
    journal.keep(kept)
    told = journal.since(MORNING)
    assert told.decisions == (kept,)
    assert "2026-03-02.jsonl cannot be read: " in told.trouble
    assert "cannot be written" in (journal.keep(a_decision("skip")) or "")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_told_of(folder: Path) -> None:
    """As on a read-only medium: the day goes on, and the decisions are remembered."""
    folder.mkdir(parents=True)
    folder.chmod(0o500)
    journal = FileJournal(folder)
    assert "permission denied" in (journal.keep(a_decision("skip")) or "")
    assert journal.since(MORNING).decisions == (a_decision("skip"),)


# Several at once


@pytest.mark.slow
def test_two_programs_write_at_once(folder: Path) -> None:
    """Two processes, a thousand decisions each: every line is whole, and each one's are in its order."""
    count = 1000
    children = [writer(folder, name, count) for name in ("one", "two")]
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
    told = FileJournal(folder).since(MORNING)
    assert told.damaged == 0
    for name in ("one", "two"):
        own = [one for one in told.decisions if one.routine == name]
        assert own == [decided(name, number) for number in range(count)]


def decided(name: str, number: int) -> Decision:
    """The decision of this number of a writer, of any length up to a kilobyte."""
    return replace(a_decision("skip", MORNING + number * timedelta(seconds=1)), routine=name, why="x" * number)


def writer(folder: Path, name: str, count: int) -> int:
    """Another process that writes so many decisions; its number."""
    child = os.fork()
    if not child:
        code = 1
        try:
            journal = FileJournal(folder)
            told = {journal.keep(decided(name, number)) for number in range(count)}
            code = int(told != {None})
        finally:
            os._exit(code)
    return child
