"""Files made to do harm, each by its name: ``routines check`` tells what is wrong, soon and in little room."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from real import PROGRAM, environment

pytestmark = pytest.mark.slow

LONGEST = 1.0
"""Seconds of CPU that a check may take, the start of Python and forty other files included."""

MOST = 100.0
"""Megabytes that it may need, Python included."""

# Waits for the program, and then tells on a line of its own what it used.
METER = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:], timeout=20).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
sys.stderr.write(f"\\n{used.ru_utime + used.ru_stime} {used.ru_maxrss / 1024}")
sys.exit(code)
"""

Make = Callable[[Path], object]


@dataclass(frozen=True, slots=True)
class Check:
    """What came of a check."""

    code: int
    printed: str
    told: str
    seconds: float
    megabytes: float


def checked(home: Path, *arguments: str) -> Check:
    """The library in this home, checked by the real program from within it."""
    done = subprocess.run(
        [sys.executable, "-c", METER, *PROGRAM, "routines", "check", *arguments],
        env=environment(home),
        cwd=home,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    told, _, used = done.stderr.rpartition("\n")
    seconds, megabytes = map(float, used.split())
    return Check(done.returncode, done.stdout, told, seconds, megabytes)


def text(content: str | bytes) -> Make:
    """Makes a file of this content."""
    return lambda path: path.write_bytes(content if isinstance(content, bytes) else content.encode())


def pipe(path: Path) -> None:
    """A named pipe into which nobody writes."""
    os.mkfifo(path)


def two_links(path: Path) -> None:
    """Two links that lead to each other."""
    other = path.with_name("other")
    other.symlink_to(path)
    path.symlink_to(other)


def huge(path: Path) -> None:
    """A file of 100 MB, which takes no room on the disk."""
    with path.open("wb") as file:
        file.truncate(100_000_000)


def huge_text(path: Path) -> None:
    """A file of 100 MB of letters."""
    with path.open("wb") as file:
        for _ in range(100):
            file.write(b"name: aaa\n" * 100_000)


ROUTINE = "name: A\nexercises:\n  - use: upper-trap\n"
LAUGHS = "a: &a [ha, ha, ha, ha, ha, ha, ha, ha, ha]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
FIELDS = ("name", "region", "lengthens", "works", "position", "setup", "breathing", "easier", "harder", "basis")
LONG_TEXTS = (
    f"a: &a '{'a b ' * 48_000}'\nexercises:\n"
    f"  - &e {{{', '.join(f'{key}: *a' for key in FIELDS)}}}\n{'  - *e' + chr(10)}"
) + "  - *e\n" * 48
TOO_MANY = "the file holds more than 10000 values, counting every repetition by *alias"
TOO_DEEP = "this is nested more than 20 levels deep"
REFUSED = "is refused: such a file holds only text, numbers, lists and keys"

HOSTILE: dict[str, tuple[Make, str]] = {
    "billion laughs": (text(LAUGHS), TOO_MANY),
    "billion laughs in keys": (text(LAUGHS + "? *i\n: 1\n"), TOO_MANY),
    "long texts repeated by aliases": (text(LONG_TEXTS), TOO_MANY),
    "an alias of itself": (text("a: &a [*a]\n"), 'no finished value "&a"'),
    "10000 brackets": (text("a: " + "[" * 10_000), TOO_DEEP),
    "10000 braces": (text("a: " + "{a: " * 10_000), TOO_DEEP),
    "10000 levels of a list": (text("- " * 10_000 + "a"), TOO_DEEP),
    "10000 levels of indentation": (text("".join(f"{' ' * level}a:\n" for level in range(700))), TOO_DEEP),
    "a Python object": (text(f"{ROUTINE}summary: !!python/object/apply:os.system ['touch harm']\n"), REFUSED),
    "a Python name": (text(f"{ROUTINE}summary: !!python/name:os.system\n"), REFUSED),
    "a Python module": (text("!!python/module:antigravity\n"), REFUSED),
    "a tag of its own": (text(f"%TAG ! tag:evil.example,2026:\n---\n{ROUTINE}summary: !run x\n"), REFUSED),
    "duplicate keys": (text(f"{ROUTINE}name: B\n"), '"name" is already in line 1, column 1'),
    "duplicate keys by the thousand": (text("name: A\n" * 4900), '"name" is already in line 1, column 1'),
    "a tab": (text("name: A\n\tsummary: b\n"), "a tab, where only spaces can indent"),
    "UTF-16": (text(ROUTINE.encode("utf-16-le")), "it is UTF-16, not UTF-8"),
    "UTF-16 with a mark": (text(ROUTINE.encode("utf-16")), "it is UTF-16, not UTF-8"),
    "UTF-16 of the other order": (text(ROUTINE.encode("utf-16-be")), "it is UTF-16, not UTF-8"),
    "Latin-1": (text("name: Café\n".encode("latin-1")), "byte 0xe9 is not UTF-8 text"),
    "a NUL byte": (text(f"{ROUTINE}summary: a\0b\n"), "the character U+0000 does not belong in a text file"),
    "nothing but NUL bytes": (text(b"\0" * 1000), "it is UTF-16, not UTF-8"),
    "no byte at all": (text(b""), "the file is empty"),
    "a link to itself": (lambda path: path.symlink_to(path), "too many levels of symbolic links"),
    "two links to each other": (two_links, "too many levels of symbolic links"),
    "a link to a folder above": (lambda path: path.symlink_to(".."), "it is a folder, not a routine file"),
    "a link to a device without an end": (lambda path: path.symlink_to("/dev/zero"), "it is no ordinary file"),
    "a pipe": (pipe, "it is no ordinary file"),
    "100 MB of nothing": (huge, "it is larger than 256 kB"),
    "100 MB of text": (huge_text, "it is larger than 256 kB"),
    "one long line": (text("summary: " + "a" * 250_000), "summary is 250000 characters long"),
    "one long line without a word": (text("[" + "a, " * 80_000), TOO_MANY),
    "one long key": (text("a" * 100_000 + ": 1\n"), ""),
    "a mistake at the end of many lines": (text("#\n" * 120_000 + "name: [\n"), "x.yaml:120001:7"),
    "directives by the thousand": (text("%a b\n" * 50_000), "it is not valid YAML here"),
    "braces by the thousand": (
        text("exercises: [{name: A, move: 1s, setup: '" + "{sidd" * 50_000 + "'}]\n"),
        'did you mean "{side}"?',
    ),
    "unknown keys by the thousand": (text("".join(f"stop{number}: 1\n" for number in range(4900))), "has no key"),
    "a name that leads elsewhere": (text("exercises: [{use: ../../../etc/passwd}]\n"), "there is no exercise called"),
    "a name with a stroke": (text("exercises: [{use: exercises/upper-trap}]\n"), "there is no exercise called"),
    "an absolute name": (text("exercises: [{use: /etc/passwd}]\n"), "there is no exercise called"),
    "a stand-in that leads elsewhere": (
        text("exercises: [{use: upper-trap, instead: ../../x}]\n"),
        "there is no exercise called",
    ),
    "letters that steer a terminal": (text('name: "\\e]0;mine\\a"\n'), "holds the invisible character U+001B"),
}


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """The user's folder."""
    folder = tmp_path / "stretchbreak" / "routines"
    (folder / "exercises").mkdir(parents=True)
    return folder


def told_in_time(check: Check, broken: int, fine: int) -> str:
    """What is told, after it is sure that it came in time, in little room, and beside all that is fine."""
    assert "Traceback" not in check.told
    assert check.seconds < LONGEST
    assert check.megabytes < MOST
    verdict = f"{broken} {'file' if broken == 1 else 'files'}; {fine} files are fine"
    assert (check.code, check.printed) == (1, "")
    assert check.told.rstrip().endswith(verdict)
    return check.told


@pytest.mark.parametrize(("make", "said"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_is_told_and_the_others_are_checked(
    library: Path, tmp_path: Path, make: Make, said: str
) -> None:
    """Exit code 1 with the reason; under a second of CPU and 100 MB; forty shipped files are checked beside it."""
    make(library / "x.yaml")
    told = told_in_time(checked(tmp_path), broken=1, fine=40)
    assert f"{library / 'x.yaml'}" in told
    assert said in told
    assert not (tmp_path / "harm").exists()


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["no mark", "a byte order mark"])
def test_line_ends_and_a_byte_order_mark_harm_nobody(library: Path, tmp_path: Path, ends: str, mark: bytes) -> None:
    """The file is read, whatever editor wrote it."""
    (library / "x.yaml").write_bytes(mark + ROUTINE.replace("\n", ends).encode())
    check = checked(tmp_path)
    assert (check.code, check.printed, check.told) == (0, "41 files are fine\n", "")


def test_a_circle_of_exercises_is_told(library: Path, tmp_path: Path) -> None:
    """Each of them is broken, since it uses itself in the end."""
    for name, used in (("a", "b"), ("b", "c"), ("c", "a")):
        (library / "exercises" / f"{name}.yaml").write_text(f"use: {used}\n")
    (library / "x.yaml").write_text("exercises: [{use: a}]\n")
    told = told_in_time(checked(tmp_path), broken=4, fine=40)
    assert "an exercise cannot use itself" in told


def test_a_broken_exercise_is_read_once_however_often_it_is_used(library: Path, tmp_path: Path) -> None:
    """Fifty uses of an exercise as large as a file may be, with a mistake at its end, cost no more than one."""
    (library / "exercises" / "large.yaml").write_text("#\n" * 30_000 + "move: [\n")
    (library / "x.yaml").write_text("exercises:\n" + "  - use: large\n" * 50)
    told = told_in_time(checked(tmp_path), broken=2, fine=40)
    assert 'the exercise "large" is broken itself' in told


@pytest.mark.parametrize("name", ["a\x1b[31mred", "a\nb", "\u202egnol", "\udcff"], ids=ascii)
def test_a_file_name_that_steers_a_terminal_is_told_without_steering(
    library: Path, tmp_path: Path, name: str
) -> None:
    """It has to be renamed; until then nobody is shown it, in no list either."""
    (library / f"{name}.yaml").write_text(ROUTINE)
    told = told_in_time(checked(tmp_path), broken=1, fine=40)
    assert "its name holds a character that cannot be shown\n  help: give it another name" in told
    assert not set(told) & set("\x1b\u202e\udcff")


def test_a_folder_that_leads_back_to_itself_is_told(tmp_path: Path) -> None:
    """The shipped routines are checked all the same."""
    folder = tmp_path / "stretchbreak" / "routines"
    folder.parent.mkdir()
    folder.symlink_to(folder)
    told = checked(tmp_path).told
    assert "this folder cannot be read: too many levels of symbolic links" in told
    assert "files are fine" in told
    assert "Traceback" not in told
