"""The engine's disk is full, or cannot be written to, or what is on it is damaged: the day goes on and says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from engines import Engine, engine, no_engine, whats
from mounts import Disk, disk

pytestmark = [pytest.mark.slow, pytest.mark.real]


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Disk]:
    """A small disk for a user's home."""
    with disk(tmp_path / "home") as mounted:
        yield mounted


@pytest.fixture
def one(small: Disk) -> Iterator[Engine]:
    """An engine on it, asleep."""
    with no_engine(small.place, disk=small) as begun:
        assert begun.start().returncode == 0
        assert begun.is_now("asleep")
        yield begun


def orders(one: Engine) -> None:
    """Three orders, and a sleep after each: nothing on stderr, and what failed is told by the status."""
    for order in ("pause", "resume", "meeting"):
        one.said(order)
        assert one.is_now("asleep")
    assert one.said("status").count("cannot be written") == 1


ORDERED = ["on-hours", "pause", "resume"]
BLOCK = 4096
"""Bytes that are taken of a disk at once: what begins has them for itself."""


def test_on_a_full_disk_decisions_are_remembered_over_every_sleep(small: Disk, one: Engine) -> None:
    """Until there is room again; then each is in the journal, in its order, and the status has no trouble left."""
    (journal,) = one.place.glob("journal/*")
    journal.write_bytes(journal.read_bytes().ljust(BLOCK, b"\n"))  # nothing fits into its block any more
    small.fill()
    orders(one)
    assert whats(one.journal()) == ORDERED[:1]
    small.empty()
    one.said("pause")
    assert one.is_now("asleep")
    assert whats(one.journal()) == [*ORDERED, "pause"]
    one.said("resume")
    assert one.is_now("asleep")
    assert "Failed" not in one.said("status")


def test_on_a_full_disk_another_can_begin(small: Disk, one: Engine) -> None:
    """After a kill: it says that it begins afresh, or that the day cannot be remembered, and it answers."""
    small.fill()
    one.said("pause")
    one.kill()
    started = one.start()
    assert (started.returncode, started.stdout.split(".")[0]) == (0, "stretchbreak runs in the background")
    assert one.status()["state"] == "working"


def test_a_home_that_becomes_read_only_ends_nothing(small: Disk, one: Engine) -> None:
    """As after an error of the disk; once it can be written again, everything is written."""
    small.let_write(let=False)
    orders(one)
    small.let_write(let=True)
    one.said("pause")
    assert whats(one.journal()) == [*ORDERED, "pause"]


def test_in_a_read_only_home_there_is_one_engine_all_the_same(small: Disk) -> None:
    """With a socket in the folder of the session, and no file for a lock: the socket tells that one runs."""
    own = {"STRETCHBREAK_HOME": "", "XDG_RUNTIME_DIR": str(small.place.parent)}
    with no_engine(small.place, own, disk=small) as one:
        small.let_write(let=False)
        started = one.start()
        assert started.returncode == 0
        assert "in the background" in started.stdout
        assert one.status()["state"] == "working"
        again = one.start()
        assert (again.returncode, again.stdout) == (1, "")
        assert "runs already" in again.stderr
        assert one.said("stop") == "Stopped.\n"
        assert one.start().returncode == 0


def test_a_read_only_home_with_the_socket_in_it_is_a_stated_problem(small: Disk) -> None:
    """Nobody could reach such an engine."""
    with no_engine(small.place, disk=small) as one:
        small.let_write(let=False)
        started = one.start()
        assert (started.returncode, started.stdout) == (1, "")
        assert "no socket for the engine" in started.stderr


@pytest.mark.parametrize("damage", ["", "{", "\0" * 600, '{"version": 1}'])
def test_a_state_file_that_is_damaged_while_it_runs_is_made_anew(tmp_path: Path, damage: str) -> None:
    """By the next decision; a kill before that begins the day afresh, says so, and puts the damaged file aside."""
    with engine(tmp_path / "home") as one:
        state = one.place / "state.json"
        assert one.is_now("asleep")
        state.write_text(damage, encoding="utf-8")
        one.said("pause")
        one.kill()
        assert one.start().returncode == 0
        assert one.status()["state"] == "paused"
        assert one.is_now("asleep")
        state.write_text(damage, encoding="utf-8")
        one.kill()
        started = one.start()
        assert started.returncode == 0
        assert "it is now" in started.stderr
        assert one.status()["state"] == "working"
        assert [file.read_text(encoding="utf-8") for file in one.place.glob("state.json.damaged-*")] == [damage]
