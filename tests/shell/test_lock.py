"""One engine a user."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from stretchbreak.shell.lock import TakenError, take


def test_the_second_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    """Where it runs and as which process; released, it can be taken again."""
    first = take(tmp_path / "state" / "engine.lock", "/dev/pts/3")
    with pytest.raises(TakenError, match=rf"already in /dev/pts/3 \(pid {os.getpid()}\)"):
        take(tmp_path / "state" / "engine.lock", "")
    first.release()
    again = take(tmp_path / "state" / "engine.lock", "")
    with pytest.raises(TakenError, match="in the background"):
        take(tmp_path / "state" / "engine.lock", "/dev/pts/4")
    again.release()


def test_what_is_in_the_file_is_shown_only_if_it_can_be(tmp_path: Path) -> None:
    """A lock file with something else in it says less, and does not fail."""
    path = tmp_path / "engine.lock"
    held = take(path, "")
    path.write_bytes(b"\xff\x1b[31m\n\x1b\n")
    with pytest.raises(TakenError, match=r"runs already\. "):
        take(path, "")
    held.release()


def test_where_there_can_be_no_file_nobody_is_kept_out() -> None:
    """A home that is read-only is no reason not to stretch."""
    assert take(Path("/proc/nowhere/engine.lock"), "").descriptor is None
