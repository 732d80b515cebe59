"""New files: whole or not at all, and never over another one."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from stretchbreak.errors import StretchbreakError
from stretchbreak.shell.new_file import TakenError, create


def test_a_file_is_written_with_the_folders_that_lead_to_it(tmp_path: Path) -> None:
    """Readable for others, and nothing else is left beside it."""
    path = tmp_path / "a" / "b" / "x.yaml"
    create(path, b"name: X\n")
    assert path.read_bytes() == b"name: X\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    "make", [lambda path: path.write_text("mine"), lambda path: path.symlink_to("nowhere"), Path.mkdir]
)
def test_what_is_there_already_stays_as_it_is(tmp_path: Path, make: object) -> None:
    """A file, a folder, even a link that leads nowhere."""
    path = tmp_path / "x.yaml"
    assert callable(make)
    make(path)
    before = os.lstat(path)
    with pytest.raises(TakenError, match="there is already something at"):
        create(path, b"other")
    assert os.lstat(path) == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_system_without_hard_links_is_served_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There the file is opened under its own name, and only if there is none."""

    def no_links(_self: Path, _target: Path) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    create(tmp_path / "x.yaml", b"whole")
    assert (tmp_path / "x.yaml").read_bytes() == b"whole"
    with pytest.raises(TakenError):
        create(tmp_path / "x.yaml", b"other")
    assert [path.name for path in tmp_path.iterdir()] == ["x.yaml"]


def test_a_place_where_no_file_can_be_is_told_in_a_sentence(tmp_path: Path) -> None:
    """With the way out below it."""
    (tmp_path / "file").write_text("")
    for place in (tmp_path / "file" / "x.yaml", tmp_path / "file" / "b" / "x.yaml"):
        with pytest.raises(
            StretchbreakError, match=r"file(/b)? cannot be written: .*\n  help: check who owns the folder"
        ):
            create(place, b"")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_read_only_is_told_in_a_sentence(tmp_path: Path) -> None:
    """Permission denied, where, and what to check."""
    tmp_path.chmod(0o500)
    with pytest.raises(StretchbreakError, match=r"x\.yaml cannot be written: permission denied\n  help: check who"):
        create(tmp_path / "x.yaml", b"")
