"""The state file: what one process leaves there another takes up, and nothing that lies there does harm."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disks import a_disk_with
from fakes import MODEST, MORNING, FakeClock, a_routine, at
from stretchbreak.core import workday
from stretchbreak.core.day import Plan
from stretchbreak.core.events import Moment
from stretchbreak.core.restart import Legacy, Snapshot, rules
from stretchbreak.core.workplan import WorkPlan
from stretchbreak.shell.state import StateFile, find

PLAN = WorkPlan((Plan(routine=a_routine()),))
DAY = Snapshot(at=at(60), rules=rules(PLAN), day=workday.begin(PLAN, at(0)), suggested=date(2026, 2, 27))
STAMP = "20260302-090000"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the state of this test is kept; there is neither file nor folder."""
    return tmp_path / "deep" / "state.json"


@pytest.fixture
def clock() -> FakeClock:
    """A clock a minute after the day began."""
    return FakeClock(reads=at(60).mono)


@pytest.fixture
def state(path: Path, clock: FakeClock) -> Iterator[StateFile]:
    """The state file of a running process."""
    file = StateFile(path, clock, "this boot", 7.5)
    yield file
    file.close()


def names(path: Path) -> list[str]:
    """What lies beside the file, and itself."""
    return sorted(one.name for one in path.parent.iterdir())


# From one process to the next


def test_what_is_saved_is_found(state: StateFile, path: Path) -> None:
    """The day, its boot and its clock, for the user's eyes alone, and nothing beside it."""
    assert state.save(DAY) is None
    assert find(path, MORNING).legacy == Legacy(alive=at(60), boot="this boot", shift=7.5, snapshot=DAY)
    assert stat.filemode(path.stat().st_mode) == "-rw-------"
    assert stat.filemode(path.parent.stat().st_mode) == "drwx------"
    assert names(path) == ["state.json"]


def test_nothing_saved_is_nothing_found(path: Path) -> None:
    """The first day begins without a word, and looking makes no file."""
    found = find(path, MORNING)
    assert (found.legacy, found.note, found.writable) == (None, "", True)
    assert not path.parent.exists()


def test_the_file_can_be_read_by_people(state: StateFile, path: Path) -> None:
    """It is one line of JSON, with the version of its shape."""
    state.save(DAY)
    kept = json.loads(path.read_text())
    assert (kept["version"], kept["boot"], kept["snapshot"]["suggested"]) == (1, "this boot", "2026-02-27")
    assert kept["alive"] == {"mono": 1060.0, "wall": "2026-03-02T09:01:00.000000+00:00"}


def test_a_beat_tells_until_when_the_process_lived(state: StateFile, path: Path, clock: FakeClock) -> None:
    """On both clocks, to the microsecond; the rest of the file stays as it is, and as long."""
    state.save(DAY)
    size = path.stat().st_size
    for seconds in (61.0, 90_000.123456):
        clock.advance_to(at(seconds).mono)
        state.beat()
        legacy = find(path, MORNING).legacy
        assert legacy is not None
        assert legacy.snapshot == DAY
        assert legacy.alive.mono == pytest.approx(at(seconds).mono, abs=1e-6)
        assert abs((legacy.alive.wall - at(seconds).wall).total_seconds()) < 1e-5
        assert path.stat().st_size == size


@MODEST
@given(st.floats(0, 9e9), st.floats(0, 3e9))
def test_a_beat_is_as_long_as_any_other(tmp_path_factory: pytest.TempPathFactory, first: float, later: float) -> None:
    """Whatever the clocks read, it fits over the one before."""
    path = tmp_path_factory.mktemp("state", numbered=True) / "state.json"
    clock = FakeClock(begin=Moment(first, MORNING), reads=first)
    state = StateFile(path, clock, "boot", 0.0)
    state.save(replace(DAY, at=clock.now()))
    clock.reads = first + min(later, 9.9e9 - first)
    state.close()
    legacy = find(path, MORNING).legacy
    assert legacy is not None
    assert legacy.alive.mono == pytest.approx(clock.reads, abs=1e-5)


def test_the_end_is_a_beat_too(state: StateFile, path: Path, clock: FakeClock) -> None:
    """Whoever quits is known to have lived until then; afterwards nothing is written any more."""
    state.save(DAY)
    clock.advance_to(at(75).mono)
    state.close()
    clock.advance_to(at(99).mono)
    state.beat()
    legacy = find(path, MORNING).legacy
    assert legacy is not None
    assert legacy.alive == at(75)


def test_of_two_processes_the_last_to_save_is_found(path: Path, clock: FakeClock) -> None:
    """The other one's beats keep nothing alive but its own day, which nobody sees any more."""
    one, other = StateFile(path, clock, "boot", 0.0), StateFile(path, clock, "boot", 0.0)
    one.save(DAY)
    other.save(replace(DAY, rules="other"))
    clock.advance_to(at(500).mono)
    one.close()
    legacy = find(path, MORNING).legacy
    assert legacy is not None
    assert (legacy.snapshot.rules, legacy.alive) == ("other", at(60))
    other.close()


def test_a_link_stays_a_link(path: Path, clock: FakeClock) -> None:
    """The file may lie elsewhere."""
    path.parent.mkdir()
    elsewhere = path.with_name("elsewhere.json")
    path.symlink_to(elsewhere)
    state = StateFile(path, clock, "boot", 0.0)
    state.save(DAY)
    state.close()
    assert path.is_symlink()
    assert find(elsewhere, MORNING).legacy is not None


# A crash in the middle


def a_pid_of_nobody() -> int:
    """The number of a process that has ended."""
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitpid(child, 0)
    return child


def test_a_crash_in_the_middle_of_a_save_leaves_the_day_before_it(state: StateFile, path: Path) -> None:
    """Half a file of a dead process is not looked at and taken away; that of a living one is left to it."""
    state.save(DAY)
    for pid in (a_pid_of_nobody(), os.getpid(), "no-process"):
        path.with_name(f".state.json.{pid}.tmp").write_text('{"version": 1, "alive"')
    legacy = find(path, MORNING).legacy
    assert legacy is not None
    assert legacy.snapshot == DAY
    assert names(path) == [f".state.json.{os.getpid()}.tmp", ".state.json.no-process.tmp", "state.json"]
    assert state.save(DAY) is None


# What cannot be used


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "it is damaged: it is not JSON"),
        (b"\x00" * 4096, "it is damaged: it is not JSON"),
        (b'{"alive": {"mono":', "it is damaged: it is not JSON"),
        (b"[1, 2]", "it is damaged: it must be an object, not a list"),
        (b'{"version": 1}', "it is damaged: alive is missing"),
        (b'{"version": 1, "you": "there"}', 'it is damaged: it has "you", which is not known'),
        (b'{"version": 2, "you": "there"}', "it was written by a newer stretchbreak"),
        (b"[" * 2_000_000, "it is damaged: it is not JSON"),
    ],
)
def test_what_cannot_be_used_is_put_aside(path: Path, content: bytes, why: str) -> None:
    """With its content, under a name that says what it is; the sentence says why, and where it is now."""
    path.parent.mkdir()
    path.write_bytes(content)
    found = find(path, MORNING)
    aside = path.with_name(f"state.json.{'newer' if 'newer' in why else 'damaged'}-{STAMP}")
    assert found.note == f"{path} cannot be used ({why}); it is now {aside}, and the day starts afresh"
    assert (found.legacy, found.writable) == (None, True)
    assert aside.read_bytes() == content
    assert names(path) == [aside.name]


def test_what_was_put_aside_before_is_never_overwritten(path: Path) -> None:
    """Two in one second get names of their own."""
    path.parent.mkdir()
    for content in ("a", "b", "c"):
        path.write_text(content)
        find(path, MORNING)
    aside = f"state.json.damaged-{STAMP}"
    assert names(path) == [aside, f"{aside}-2", f"{aside}-3"]
    assert path.with_name(aside).read_text() == "a"


@pytest.mark.parametrize("field", ["mono", "wall"])
def test_a_mistake_is_told_with_its_place(state: StateFile, path: Path, field: str) -> None:
    """As for every other file."""
    state.save(DAY)
    kept = json.loads(path.read_text())
    kept["snapshot"]["at"][field] = None
    path.write_text(json.dumps(kept))
    assert f"snapshot.at.{field} must be a" in find(path, MORNING).note


def a_circle(path: Path) -> None:
    """A link that leads to itself."""
    path.symlink_to(path)


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (Path.mkdir, "it is no ordinary file"),
        (os.mkfifo, "it is no ordinary file"),
        (a_circle, "too many levels of symbolic links"),
        (lambda path: path.symlink_to("/dev/zero"), "it is no ordinary file"),
    ],
    ids=["folder", "pipe", "circle", "device"],
)
def test_what_cannot_be_read_is_left_where_it_is(path: Path, make: Callable[[Path], None], why: str) -> None:
    """Nothing waits for ever; the day goes on without, and the sentence says what that means."""
    path.parent.mkdir()
    make(path)
    found = find(path, MORNING)
    assert found.note == f"{path} cannot be read ({why}); after a restart this day will begin afresh"
    assert (found.legacy, found.writable) == (None, False)
    assert names(path) == ["state.json"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read and write everything")
@pytest.mark.parametrize("mode", [0o000, 0o500])
def test_a_folder_that_is_closed_is_told_of(path: Path, clock: FakeClock, mode: int) -> None:
    """Whether it can be read or not."""
    path.parent.mkdir(mode=mode)
    state = StateFile(path, clock, "boot", 0.0)
    assert "permission denied" in find(path, MORNING).note + (state.save(DAY) or "")


# What cannot be written


@pytest.mark.parametrize("room", [0, 100])
def test_a_full_disk_is_told_once_and_keeps_the_former_day(
    state: StateFile, path: Path, clock: FakeClock, room: int
) -> None:
    """The old state stays, as old as it is: it is not kept alive, so that nobody takes it for that of now."""
    state.save(DAY)
    later = replace(DAY, at=at(900))
    with a_disk_with(room):
        assert state.save(later) == f"{path} cannot be written ({REFUSED[room]}); {FORGETS}"
        assert state.save(later) is None
        clock.advance_to(at(1000).mono)
        state.beat()
    legacy = find(path, MORNING).legacy
    assert legacy is not None
    assert (legacy.snapshot, legacy.alive) == (DAY, at(60))
    assert names(path) == ["state.json"]
    assert state.save(later) is None
    with a_disk_with(room):
        assert state.save(DAY) is not None


REFUSED = {0: "file too large", 100: "no space left on device"}
FORGETS = "after a restart this day will begin afresh"


def test_a_folder_that_is_none_is_told_of(path: Path, clock: FakeClock) -> None:
    """A file lies where the folder should be: nothing is touched."""
    path.parent.write_text("no folder")
    state = StateFile(path, clock, "boot", 0.0)
    assert "not a directory" in find(path, MORNING).note
    assert "not a directory" in (state.save(DAY) or "")
    assert path.parent.read_text() == "no folder"
