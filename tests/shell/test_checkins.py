"""The file of check-ins: what is kept comes back, whatever else stands in it, and nobody else may read it."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from fakes import MORNING
from stretchbreak.core.checkin import Rating
from stretchbreak.shell.checkins import NAME, FileCheckIns

ONE = Rating(at=MORNING, when="before", place="hips", score=3)
OTHER = Rating(at=MORNING + timedelta(hours=1), when="after", place="hips", score=2, routine="hips")


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    """In the order in which it was kept, from the moment on that is asked for."""
    kept = FileCheckIns(tmp_path / "journal")
    assert kept.since(MORNING) == ()
    assert [kept.keep(ONE), kept.keep(OTHER)] == [None, None]
    assert FileCheckIns(tmp_path / "journal").since(MORNING) == (ONE, OTHER)
    assert kept.since(OTHER.at) == (OTHER,)


def test_it_is_for_the_users_eyes_alone(tmp_path: Path) -> None:
    """0600 in a folder with 0700."""
    FileCheckIns(tmp_path / "journal").keep(ONE)
    path = tmp_path / "journal" / NAME
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_damaged_lines_are_passed_over_and_stay(tmp_path: Path) -> None:
    """A torn line and strange ones cost no other number, and are left as they are."""
    kept = FileCheckIns(tmp_path)
    kept.keep(ONE)
    path = tmp_path / NAME
    path.write_bytes(path.read_bytes() + b'\xff\n[]\n{"at": "then"}\n{"at"')
    kept.keep(OTHER)
    assert kept.since(MORNING) == (ONE, OTHER)
    assert b'{"at"\n' in path.read_bytes()


def test_what_cannot_be_kept_is_told(tmp_path: Path) -> None:
    """A file in the way of the folder, or a pipe in the way of the file: a sentence, and no wait."""
    (tmp_path / "journal").write_text("")
    told = FileCheckIns(tmp_path / "journal").keep(ONE)
    assert told is not None
    assert "cannot be written" in told
    os.mkfifo(tmp_path / NAME)
    assert FileCheckIns(tmp_path).keep(ONE) is not None
    assert FileCheckIns(tmp_path).since(MORNING) == ()
