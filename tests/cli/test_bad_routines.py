"""Files that attack or that are none: told with their place, in no time, and nothing else is lost by them."""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from time import perf_counter

import pytest
from typer.testing import CliRunner

from stretchbreak.cli.app import app
from stretchbreak.errors import StretchbreakError

BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n" for before, name in pairwise("abcdefghi")
)
BAD: dict[str, tuple[str | bytes, str]] = {
    "alias-bomb": (BOMB, "the file holds more than 10000 values, counting every repetition by *alias"),
    "deep-lists": ("exercises: " + "[" * 50_000, "this is nested more than 20 levels deep"),
    "deep-keys": ("".join(f"{' ' * depth}a:\n" for depth in range(300)), "this is nested more than 20 levels deep"),
    "python-object": ("exercises: !!python/object/apply:os.system [touch x]\n", 'the tag "!!python/object/apply'),
    "own-tag": ("exercises: [{use: !secret upper-trap}]\n", 'the tag "!secret" is refused'),
    "twice": ("name: A\nname: B\nexercises: [{use: eyes-20}]\n", '"name" is already in line 1, column 1'),
    "merge": ("exercises: [{<<: {use: eyes-20}}]\n", 'an exercise has no key "<<"'),
    "endless-anchor": ("exercises: &a [*a]\n", "there is no finished value"),
    "climbing-use": ("exercises: [{use: ../eyes}]\n", 'there is no exercise called "../eyes"'),
    "absolute-use": ("exercises: [{use: /etc/passwd}]\n", 'there is no exercise called "/etc/passwd"'),
    "bytes": (b"name: \xff\n", "byte 0xff is not UTF-8 text"),
    "utf-16": ("name: A\n".encode("utf-16"), "it is UTF-16, not UTF-8"),
    "zero": ("name: A\0B\n", "the character U+0000 does not belong in a text file"),
    "steering": ('name: "\\e[2J"\nexercises: [{use: eyes-20}]\n', "the invisible character U+001B"),
    "two-documents": ("name: A\n---\nname: B\n", "a second document begins here"),
    "huge": ("# " + "x" * 300_000, "it is larger than 256 kB"),
    "empty": ("", "the file is empty"),
    "number": ("5\n", "the file must be a routine"),
    "endless": ("exercises: [{name: A, hold: 600s, reps: 60}]\n", "takes more than two hours"),
}

bad = pytest.mark.parametrize("name", BAD)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty library of the user's."""
    monkeypatch.setenv("STRETCHBREAK_HOME", str(tmp_path / "home"))
    (tmp_path / "home" / "routines" / "exercises").mkdir(parents=True)
    return tmp_path / "home" / "routines"


def told(*words: str) -> tuple[str, str]:
    """What ``routines`` answers, and what it says beside or instead; in less than two seconds."""
    begin = perf_counter()
    result = CliRunner().invoke(app, ["routines", *words])
    assert perf_counter() - begin < 2.0
    assert result.exception is None or isinstance(result.exception, StretchbreakError), result.exception
    return result.stdout, result.stderr + str(result.exception or "")


def written(path: Path, content: str | bytes) -> None:
    """The file with this content."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


@bad
def test_a_bad_routine_is_told_and_hides_nothing(home: Path, name: str) -> None:
    """By check with its mistake, by the list beside all the others, and by show as what it is."""
    content, message = BAD[name]
    written(home / "bad.yaml", content)
    _, check = told("check")
    assert message in check
    assert "bad.yaml" in check
    assert "\x1b" not in check
    assert check.endswith("; 40 files are fine")
    listed, beside = told("list")
    assert "upper-back-reset" in listed
    assert message in beside
    assert message in told("show", "bad")[1]


@bad
def test_a_bad_routine_of_somebody_else_is_not_added(home: Path, tmp_path: Path, name: str) -> None:
    """Neither it nor anything that came with it."""
    content, message = BAD[name]
    (tmp_path / "clinic").mkdir()
    written(tmp_path / "clinic" / "bad.yaml", content)
    written(tmp_path / "clinic" / "good.yaml", "exercises: [{use: eyes-20}]\n")
    _, refusal = told("add", str(tmp_path / "clinic"))
    assert "nothing was added" in refusal
    assert message in refusal or (name == "huge" and 'its entry "bad.yaml" is larger than 256 kB' in refusal)
    assert list((home / "shared").glob("*")) == []


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: path.symlink_to(path.name), "too many levels of symbolic links"),
        (lambda path: path.symlink_to(path.parent), "it is a folder, not a routine file"),
        (lambda path: path.symlink_to("/dev/zero"), "it is no ordinary file"),
        (os.mkfifo, "it is no ordinary file"),
        (Path.mkdir, "it is a folder, not a routine file"),
    ],
    ids=["link-to-itself", "link-to-its-folder", "device", "pipe", "folder"],
)
@pytest.mark.parametrize("command", ["show", "copy", "edit"])
def test_what_is_no_file_is_told_by_every_command(
    home: Path, make: Callable[[Path], object], message: str, command: str
) -> None:
    """Nothing waits for it, follows it round a circle, or opens it in an editor."""
    make(home / "bad.yaml")
    words = ("bad", "other") if command == "copy" else ("bad",)
    assert message in told(command, *words)[1]
    assert [path.name for path in home.glob("*.yaml")] == ["bad.yaml"]
    assert "upper-back-reset" in told("list")[0]


def test_a_circle_of_folders_is_told(home: Path) -> None:
    """Exercises that are their own folder: everything that needs none of them goes on."""
    (home / "exercises").rmdir()
    (home / "exercises").symlink_to("exercises")
    assert "too many levels of symbolic links" in told("list")[1]
    assert "too many levels of symbolic links" in told("check")[1]


def test_a_circle_of_uses_is_told(home: Path) -> None:
    """By its names, whoever asks."""
    for name, used in (("a", "b"), ("b", "c"), ("c", "a")):
        (home / "exercises" / f"{name}.yaml").write_text(f"use: {used}\n")
    (home / "round.yaml").write_text("exercises: [{use: a}]\n")
    _, check = told("check")
    assert check.count("an exercise cannot use itself: ") == 4
    assert "a → b → c → a" in check
    assert 'the exercise "a" is broken itself' in told("show", "round")[1]
    assert "quick-neck" in told("list")[0]
