"""The index of the list: believed only where nothing can have changed, and never missed where it is gone."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from stretchbreak.shell import index as module
from stretchbreak.shell.index import Index, Look, look

ROW = ["a", "routine"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library of one routine and one exercise, and the settings beside it."""
    place = tmp_path / "routines"
    (place / "exercises").mkdir(parents=True)
    (place / "code").mkdir()
    (place / "a.yaml").write_text("1")
    (place / "exercises" / "x.yaml").write_text("1")
    return place


@pytest.fixture
def long_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if every file had been changed long before it was looked at."""
    monkeypatch.setattr(module, "TICK", -(10**18))


def seen(folder: Path) -> Look:
    """How everything looks now."""
    found = look(
        [("yours", str(folder), str(folder / "exercises"))], [str(folder / "code")], str(folder / "settings.yaml")
    )
    assert found is not None
    return found


def kept(folder: Path, rows: dict[str, list[str]] | None = None) -> Index:
    """The index of what lies there now."""
    index = Index(folder.parent / "cache" / "index")
    with index.begin() as draft:
        all_rows = {str(folder / "a.yaml"): ROW} if rows is None else rows
        draft.keep(seen(folder), ("floor",), all_rows, "a  routine", whole=True)
    return index


def is_current(index: Index, folder: Path) -> bool:
    """Whether it is still believed."""
    found = index.read()
    assert found is not None
    return found.is_current(seen(folder))


@pytest.mark.usefixtures("long_ago")
def test_what_was_kept_is_the_answer_as_long_as_nothing_changes(folder: Path) -> None:
    """Its lines, its rows, and the places that could not be had; for the user's eyes alone."""
    index = kept(folder)
    found = index.read()
    assert found is not None
    assert found.is_current(seen(folder))
    assert (found.lines, found.rows) == ("a  routine", {str(folder / "a.yaml"): ROW})
    assert found.places(seen(folder)) == ("floor",)
    assert stat.S_IMODE((folder.parent / "cache" / "index").stat().st_mode) == 0o600


@pytest.mark.usefixtures("long_ago")
@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "a.yaml").write_text("22"),
        lambda folder: (folder / "b.yaml").write_text("1"),
        lambda folder: (folder / "a.yaml").unlink(),
        lambda folder: (folder / "a.yaml").rename(folder / "b.yaml"),
        lambda folder: (folder / "exercises" / "x.yaml").write_text("22"),
        lambda folder: (folder / "exercises" / "y.yaml").write_text(""),
        lambda folder: (folder / "settings.yaml").write_text(""),
        lambda folder: (folder / "code" / "module.py").write_text(""),
    ],
    ids=["size", "new", "gone", "renamed", "exercise", "new-exercise", "settings", "code"],
)
def test_any_change_is_noticed(folder: Path, change: object) -> None:
    """Of a routine, an exercise, the settings, or the code that reads."""
    index = kept(folder)
    assert callable(change)
    change(folder)
    assert not is_current(index, folder)


@pytest.mark.usefixtures("long_ago")
def test_a_time_that_was_set_back_is_noticed(folder: Path) -> None:
    """Same size, same time of change: the other time tells, which nobody can set, or the inode."""
    index = kept(folder)
    before = (folder / "a.yaml").stat()
    other = folder / "other"
    other.write_text("2")
    other.replace(folder / "a.yaml")
    os.utime(folder / "a.yaml", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (folder / "a.yaml").stat().st_mtime_ns == before.st_mtime_ns
    assert not is_current(index, folder)


def test_a_file_changed_within_the_same_tick_is_noticed(folder: Path) -> None:
    """It is rewritten until it looks just as it did when the index was made: that index is not believed."""
    path = folder / "a.yaml"
    for _ in range(20):
        path.write_text("1")
        index = kept(folder)
        path.write_text("2")
        found = index.read()
        assert found is not None
        assert not found.is_current(seen(folder))
        assert found.sound(seen(folder), ("floor",)) == {}


def test_a_clock_that_ticks_slowly_hides_no_change(folder: Path) -> None:
    """Two contents that look the same, as a clock of two seconds lets them: such an index is not believed."""
    path = folder / "a.yaml"
    for _ in range(20):
        path.write_text("1")
        index = Index(folder.parent / "cache" / "index")
        with index.begin() as draft:
            before = slowly(seen(folder))
            draft.keep(before, (), {}, "", whole=True)
        path.write_text("2")
        now = slowly(seen(folder))
        found = index.read()
        assert found is not None
        assert not found.is_current(now)
        if now == before:
            return
    pytest.fail("two seconds went by each time")


def slowly(found: Look) -> Look:
    """The look of the same files on a file system whose clock ticks every two seconds."""
    second = 2 * 10**9
    rows = [[at // second * second if isinstance(at, int) and at > second else at for at in found.routines[0]]]
    return replace(found, routines=rows)


@pytest.mark.usefixtures("long_ago")
def test_rows_of_unchanged_routines_stay_when_another_one_changes(folder: Path) -> None:
    """A change of an exercise, of the code, or of the places leaves none of them."""
    (folder / "b.yaml").write_text("1")
    rows = {str(folder / f"{name}.yaml"): [name] for name in "ab"}
    found = kept(folder, rows).read()
    assert found is not None
    (folder / "a.yaml").write_text("22")
    assert found.sound(seen(folder), ("floor",)) == {str(folder / "b.yaml"): ["b"]}
    assert found.sound(seen(folder), ()) == {}
    (folder / "settings.yaml").write_text("")
    assert found.sound(seen(folder), ("floor",)) == {str(folder / "b.yaml"): ["b"]}
    assert found.places(seen(folder)) is None
    (folder / "exercises" / "x.yaml").write_text("22")
    assert found.sound(seen(folder), ("floor",)) == {}


@pytest.mark.usefixtures("long_ago")
@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[:-1],
        lambda content: content.replace(b"floor", b"flaor"),
        lambda _content: b"",
        lambda content: b"\xff\n" + content,
        lambda content: content.replace(b"\n", b"\r\n"),
        lambda _content: b"0\n",
        lambda content: content.partition(b"\n")[0],
    ],
)
def test_a_damaged_index_is_none(folder: Path, damage: object) -> None:
    """Every byte of it is checked before it is believed."""
    index = kept(folder)
    path = folder.parent / "cache" / "index"
    assert callable(damage)
    path.write_bytes(damage(path.read_bytes()))
    assert index.read() is None
    path.unlink()
    assert index.read() is None


def test_an_index_of_another_version_is_none(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it says."""
    index = kept(folder)
    monkeypatch.setattr(module, "VERSION", module.VERSION + 1)
    assert index.read() is None


def test_where_no_index_can_be_written_nothing_is_kept(folder: Path) -> None:
    """And nothing fails, or is left behind."""
    (folder.parent / "cache").write_text("no folder")
    assert kept(folder).read() is None
    (folder.parent / "cache").unlink()
    (folder.parent / "cache" / "index").mkdir(parents=True)
    assert kept(folder).read() is None
    assert [path.name for path in (folder.parent / "cache").iterdir()] == ["index"]


def test_a_draft_that_is_not_kept_is_gone(folder: Path) -> None:
    """The former index stays."""
    index = kept(folder)
    with index.begin():
        pass
    assert index.read() is not None
    assert [path.name for path in (folder.parent / "cache").iterdir()] == ["index"]


def test_a_folder_that_cannot_be_listed_has_no_look(tmp_path: Path) -> None:
    """What is wrong with it has to be told each time; one that is not there is empty."""
    (tmp_path / "circle").symlink_to("circle")
    assert look([("yours", str(tmp_path / "circle"), "")], [], "") is None
    nothing = look([("yours", str(tmp_path / "nothing"), "")], [], "")
    assert nothing is not None
    assert nothing.routines == [[]]


@pytest.mark.usefixtures("long_ago")
def test_names_that_are_no_text_are_kept(folder: Path) -> None:
    """Bytes in a name, and links that lead nowhere."""
    (folder / "\udcff.yaml").write_text("1")
    (folder / "link.yaml").symlink_to("nowhere")
    assert is_current(kept(folder), folder)
