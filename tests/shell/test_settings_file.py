"""The settings file on disk: found, read, watched, and replaced as a whole."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from stretchbreak.core.settings import Settings
from stretchbreak.documents.settings import SettingsError
from stretchbreak.documents.source import DocumentError, Source
from stretchbreak.shell.settings import Watch, change, load, put_aside, read, settings_file, stamp, write


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the settings of this test are; there is no file yet."""
    monkeypatch.setenv("STRETCHBREAK_HOME", str(tmp_path))
    return tmp_path / "settings.yaml"


def test_the_settings_lie_under_one_folder_when_told_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """STRETCHBREAK_HOME moves them; without it they are in the platform's own folder."""
    assert settings_file() == path
    monkeypatch.setenv("STRETCHBREAK_HOME", "")
    assert settings_file().parts[-2:] == ("stretchbreak", "settings.yaml")


def test_without_a_file_everything_is_as_promised(path: Path) -> None:
    """Nothing is created by reading."""
    assert load() == Settings()
    assert not path.exists()


def test_a_profile_is_read_by_its_name(path: Path) -> None:
    """And its absence is a stated problem."""
    path.write_text("profiles: {home: {tempo: gentle}}\n")
    assert load("home") == Settings(tempo="gentle")
    with pytest.raises(SettingsError, match="there is no profile"):
        load("hme")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: path.mkdir(), "it is a folder, not a settings file"),
        (lambda path: path.symlink_to(path), "it cannot be read: too many levels of symbolic links"),
        (lambda path: path.symlink_to("nowhere"), "it is a link that leads nowhere"),
        (os.mkfifo, "it is no ordinary file, not a settings file"),
        (lambda path: path.symlink_to("/dev/zero"), "it is no ordinary file, not a settings file"),
        (lambda path: path.write_bytes(b"\xff"), "byte 0xff is not UTF-8 text"),
        (lambda path: path.write_bytes(b"# " + b"x" * 300_000), "it is larger than 256 kB"),
    ],
    ids=["folder", "circle", "dangling", "pipe", "device", "bytes", "huge"],
)
def test_what_is_no_settings_file_is_a_stated_problem(path: Path, make: object, message: str) -> None:
    """Nothing waits for ever, and nothing is taken for an empty file."""
    assert callable(make)
    make(path)
    assert message in read(path).report
    with pytest.raises(DocumentError):
        load()


def test_a_watch_says_nothing_while_nothing_changes(path: Path) -> None:
    """Neither beside a file nor without one."""
    assert Watch(path).look() is None
    path.write_text("tempo: brisk\n")
    watch = Watch(path)
    assert (watch.look(), watch.look()) == (None, None)
    assert watch.settings == Settings(tempo="brisk")


def test_a_watch_tells_of_a_change_once(path: Path) -> None:
    """A file that appears, or is replaced by one of the same length, counts from then on."""
    watch = Watch(path)
    assert not watch.tend()
    path.write_text("target: 3\n")
    assert watch.tend()
    news = watch.look()
    assert news is not None
    assert (news.settings, news.report, watch.look()) == (Settings(target=3), "", None)
    assert not watch.tend()
    write(path, b"target: 4\n")
    watch.look()
    assert (watch.settings, watch.look()) == (Settings(target=4), None)


def test_a_broken_file_keeps_the_old_settings_and_says_so(path: Path) -> None:
    """The report is told once; a file that is mended counts again."""
    path.write_text("target: 3\n")
    watch = Watch(path)
    path.write_text("target: many\n")
    news = watch.look()
    assert news is not None
    assert news.settings == Settings(target=3)
    assert "settings.yaml:1:9  error: target must be a whole number" in news.report
    assert news.report.endswith("\nthe settings before that still count")
    assert watch.look() is None
    path.write_text("target: 14\n")
    watch.look()
    assert watch.settings == Settings(target=14)


def test_a_file_that_is_gone_or_loses_its_profile_changes_nothing(path: Path) -> None:
    """Editors move a file away before they write the new one."""
    path.write_text("profiles: {home: {target: 3}}\n")
    watch = Watch(path, "home")
    path.unlink()
    gone = watch.look()
    path.write_text("tempo: brisk\n")
    lost = watch.look()
    assert gone is not None
    assert lost is not None
    assert "is gone; its settings still count" in gone.report
    assert 'there is no profile "home"' in lost.report
    assert gone.settings == lost.settings == Settings(target=3)


def test_a_change_keeps_mode_mark_and_link(path: Path) -> None:
    """A file of dotfiles stays a link, a private one private, and an editor's byte order mark where it is."""
    real = path.with_name("dotfile")
    real.write_bytes(b"\xef\xbb\xbftarget: 3\r\n")
    real.chmod(0o600)
    path.symlink_to(real)
    change(path, lambda source: source.text.replace("3", "4") if source else "")
    assert real.read_bytes() == b"\xef\xbb\xbftarget: 4\r\n"
    assert stat.S_IMODE(real.stat().st_mode) == 0o600
    assert path.is_symlink()
    assert sorted(one.name for one in path.parent.iterdir()) == ["dotfile", "settings.yaml"]


def test_a_change_makes_the_folder_and_the_file(path: Path) -> None:
    """What is not there yet is changed from nothing."""
    deep = path.parent / "a" / "b" / "settings.yaml"
    change(deep, lambda source: "target: 3\n" if source is None else "")
    assert deep.read_text() == "target: 3\n"


def test_a_file_that_somebody_else_changes_meanwhile_is_left_alone(path: Path) -> None:
    """The other's change is not overwritten with what was made of an older text."""
    path.write_text("target: 3\n")

    def slow(source: Source | None) -> str:
        path.write_text("target: 10\n")
        return source.text if source else ""

    with pytest.raises(SettingsError, match="was changed by someone else just now"):
        change(path, slow)
    assert path.read_text() == "target: 10\n"


def test_a_file_that_cannot_be_written_is_a_stated_problem(path: Path) -> None:
    """The file in its place is untouched, and no other is left behind."""
    path.write_text("not a folder\n")
    with pytest.raises(SettingsError, match=r"cannot be written: .*\n  help: check who owns the folder"):
        write(path / "settings.yaml", b"")
    with pytest.raises(SettingsError, match="cannot be written"):
        put_aside(path.with_name("nothing"), path.with_name("aside"))
    path.unlink()
    path.mkdir()
    with pytest.raises(SettingsError, match="cannot be written"):
        write(path, b"")
    assert [one.name for one in path.parent.iterdir()] == ["settings.yaml"]


def test_what_is_put_aside_replaces_nothing(path: Path) -> None:
    """The second one gets a number."""
    for text, name in (("a", "old"), ("b", "old-2"), ("c", "old-3")):
        path.write_text(text)
        assert put_aside(path, path.with_name("old")) == path.with_name(name)
    assert (path.with_name("old").read_text(), stamp(path)) == ("a", None)
