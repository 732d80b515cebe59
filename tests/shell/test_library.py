"""The library on real folders: whose file counts, and what becomes of files that cannot be read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import stretchbreak
from stretchbreak.documents.schema import FILE_NAME
from stretchbreak.errors import RoutineError
from stretchbreak.shell.folders import read_content, shipped_routines, user_routines
from stretchbreak.shell.library import Library

ROLLS = "name: Rolls\nmove: 1s Up\nreps: 4\nstop_if: [pain]\n"


@pytest.fixture
def user(tmp_path: Path) -> Path:
    """The user's folder, empty but for its folder of exercises."""
    folder = tmp_path / "user"
    (folder / "exercises").mkdir(parents=True)
    return folder


@pytest.fixture
def library(tmp_path: Path, user: Path) -> Library:
    """A library whose shipped part has the routine day and the exercises rolls and tilt."""
    shipped = tmp_path / "shipped"
    (shipped / "exercises").mkdir(parents=True)
    (shipped / "day.yaml").write_text("name: Day\nexercises:\n- use: rolls\n- use: tilt\n")
    (shipped / "exercises" / "rolls.yaml").write_text(ROLLS)
    (shipped / "exercises" / "tilt.yaml").write_text("move: 2s Tip\nhold: 2s Rest\nsides: each\nstop_if: [pain]\n")
    return Library(user, shipped)


def make_pipe(path: Path) -> None:
    """A named pipe that nobody writes to."""
    os.mkfifo(path)


def said(library: Library, name: str) -> str:
    """What is told to someone who asks for a routine that cannot be had."""
    with pytest.raises(RoutineError) as caught:
        library.routine(name)
    return str(caught.value)


def test_the_library_works_without_a_folder_of_the_user(tmp_path: Path) -> None:
    """A folder that does not exist holds no routines; that is nobody's fault."""
    library = Library(tmp_path / "nothing", shipped_routines())
    assert library.routine("upper-back-reset").reps == 50


def test_an_exercise_can_be_asked_for_like_a_routine(library: Library) -> None:
    """The name of an exercise gives a routine of it alone."""
    assert library.routine("rolls").reps == 4


def test_the_users_file_hides_the_shipped_one(library: Library, user: Path) -> None:
    """An exercise of the user's counts wherever a routine uses that name, in shipped routines too."""
    (user / "exercises" / "rolls.yml").write_text(ROLLS.replace("reps: 4", "reps: 9"))
    assert library.routine("day").exercises[0].reps == 9


def test_an_exercise_may_use_the_shipped_one_of_its_own_name(library: Library, user: Path) -> None:
    """To change one thing of a shipped exercise the user writes one line."""
    (user / "exercises" / "rolls.yaml").write_text("use: rolls\nreps: 5\n")
    assert library.routine("day").exercises[0].reps == 5
    assert [reading.report for reading in library.check([user / "exercises" / "rolls.yaml"])] == [""]


def test_an_edited_file_counts_at_once(library: Library, user: Path) -> None:
    """Nothing of a file is remembered from one question to the next."""
    assert library.routine("rolls").reps == 4
    (user / "exercises" / "rolls.yaml").write_text("use: rolls\nreps: 5\n")
    assert library.routine("rolls").reps == 5


def test_a_broken_file_of_the_user_is_not_replaced_by_the_shipped_one(library: Library, user: Path) -> None:
    """It is shown as broken, told with its mistake, and takes no other file down."""
    (user / "day.yaml").write_text("exercises: 3\n")
    (user / "mine.yaml").write_text("exercises:\n- use: rolls\n")
    assert [(entry.id, entry.value is None, entry.whose) for entry in library.entries()] == [
        ("day", True, "yours"),
        ("mine", False, "yours"),
    ]
    assert "day.yaml:1:12  error: exercises must be a list" in said(library, "day")


def test_only_the_files_that_are_needed_are_read(library: Library, user: Path) -> None:
    """A broken neighbour does not matter to someone who does not ask for it."""
    (user / "broken.yaml").write_bytes(b"\xff\xfe")
    (user / "exercises" / "broken.yaml").write_text("move: [")
    assert library.routine("day").reps == 24


def test_an_exercise_that_uses_itself_is_refused_with_the_trail(library: Library, user: Path) -> None:
    """A circle is told by the names that lead round it."""
    for name, used in (("a", "b"), ("b", "c"), ("c", "a")):
        (user / "exercises" / f"{name}.yaml").write_text(f"use: {used}\n")
    told = library.check([user / "exercises" / "a.yaml"])[0].report
    assert 'a.yaml:1:6  error: the exercise "b" is broken itself' in told
    (user / "exercises" / "d.yaml").write_text("use: d\n")
    assert 'there is no exercise called "d"' in library.check([user / "exercises" / "d.yaml"])[0].report
    (user / "exercises" / "b.yaml").write_text("use: a\n")
    assert "an exercise cannot use itself: b → a → b" in said(library, "a") + said(library, "b")


def test_however_long_the_way_to_a_broken_exercise_it_is_told_where_to_begin(library: Library, user: Path) -> None:
    """The mistake itself is named at every step of the way, and so is a circle with all its names."""
    for name, used in (("a", "b"), ("b", "c"), ("c", "d")):
        (user / "exercises" / f"{name}.yaml").write_text(f"use: {used}\n")
    (user / "exercises" / "d.yaml").write_text("move: soon\n")
    (user / "x.yaml").write_text("exercises: [{use: a}]\n")
    assert "d.yaml:1:7  error: move must be a duration" in said(library, "x")
    (user / "exercises" / "d.yaml").write_text("use: a\n")
    assert "an exercise cannot use itself: a → b → c → d → a" in said(library, "x")


def test_a_chain_of_a_thousand_exercises_is_refused(library: Library, user: Path) -> None:
    """However long the chain, the answer is a stated problem."""
    for number in range(1000):
        (user / "exercises" / f"x{number}.yaml").write_text(f"use: x{number + 1}\n")
    assert "is broken itself" in said(library, "x0")


def test_a_stand_in_must_be_there_but_is_not_read(library: Library, user: Path) -> None:
    """A name that nobody has is an error with its place; a stand-in may be broken, or made from this one."""
    (user / "exercises" / "hang.yaml").write_text("move: 1s\nstop_if: [pain]\ninstead: rols\n")
    assert "hang.yaml:3:10" in said(library, "hang")
    assert 'did you mean "rolls"' in said(library, "hang")
    (user / "exercises" / "hang.yaml").write_text("move: 1s\nstop_if: [pain]\ninstead: rolls\n")
    (user / "exercises" / "rolls.yaml").write_text("use: hang\nname: [\n")
    assert library.routine("hang").exercises[0].instead == "rolls"
    (user / "exercises" / "rolls.yaml").write_text("use: hang\n")
    assert library.routine("rolls").exercises[0].instead == ""


def test_a_file_of_a_collection_finds_its_own_before_what_ships(library: Library, user: Path) -> None:
    """What is the user's comes before both; nothing that ships is hidden by what was added."""
    folder = user / "shared" / "clinic" / "exercises"
    folder.mkdir(parents=True)
    (folder / "rolls.yaml").write_text("use: rolls\nreps: 6\n")
    (folder / "rolls.yml").write_text("use: tilt\n")
    (folder.parent / "desk.yaml").write_text("exercises: [{use: rolls}, {use: tilt}]\n")
    (folder.parent / "day.yaml").write_text("exercises: [{use: rolls}]\n")
    assert [exercise.reps for exercise in library.routine("desk").exercises] == [6, 10]
    assert library.routine("day").exercises[0].reps == 4
    assert library.routine("clinic:day").exercises[0].reps == 6
    assert (library.routine("rolls").reps, library.routine("clinic:rolls").reps) == (4, 6)
    (user / "exercises" / "rolls.yaml").write_text("use: rolls\nreps: 9\n")
    assert library.routine("desk").exercises[0].reps == 9
    assert [(entry.id, entry.whose) for entry in library.entries()] == [
        ("clinic:day", "clinic"),
        ("day", "shipped"),
        ("desk", "clinic"),
    ]
    assert [entry.id for entry in library.exercises()] == ["clinic:rolls", "rolls", "tilt"]
    assert "rolls.yml  warning: " in "".join(reading.report for reading in library.check())


def test_a_circle_through_a_collection_is_refused(library: Library, user: Path) -> None:
    """Also where the user's own file leads into it and back."""
    folder = user / "shared" / "clinic" / "exercises"
    folder.mkdir(parents=True)
    (folder / "a.yaml").write_text("use: b\n")
    (user / "exercises" / "b.yaml").write_text("use: clinic:a\n")
    assert "an exercise cannot use itself: a → b → clinic:a" in said(library, "a") + said(library, "b")
    for name in ("clinic:nobody", "nobody:a", "clinic:", ":a", "clinic:a:a", "clinic:../a"):
        assert "there is no routine or exercise called" in said(library, name)


@pytest.mark.parametrize("make", [lambda path: path.write_text(""), lambda path: path.symlink_to(path)])
def test_a_folder_of_collections_that_cannot_be_listed_hides_nothing(
    library: Library, user: Path, make: object
) -> None:
    """What is there already can be done, and the trouble is told."""
    assert callable(make)
    make(user / "shared")
    assert library.routine("day").reps == 24
    assert [entry.id for entry in library.entries() if entry.value] == ["day"]


def test_an_unknown_name_is_answered_with_the_nearest_ones(library: Library) -> None:
    """The names of routines and exercises are offered, and the way to list them all."""
    assert said(library, "rols") == (
        'there is no routine or exercise called "rols"\n'
        '  help: did you mean "rolls"? "stretchbreak routines list" shows all routines'
    )


@pytest.mark.parametrize(
    "name",
    ["../shipped/day", "exercises/rolls", "a\\b", "..", ".", "", ".hidden", "a\0b", "x" * 5000, "Day", "\x1b[2J"],
)
def test_a_name_is_never_a_path(library: Library, user: Path, name: str) -> None:
    """Whatever is no plain name of a file in the library is unknown, by its exact letters."""
    (user / ".hidden.yaml").write_text("exercises: [{use: rolls}]\n")
    told = said(library, name)
    assert told.startswith("there is no routine or exercise called")
    assert "\x1b" not in told


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: path.mkdir(), "it is a folder, not a routine file"),
        (lambda path: path.symlink_to(path), "it cannot be read: too many levels of symbolic links"),
        (lambda path: path.symlink_to("nowhere"), "it cannot be read: no such file or directory"),
        (make_pipe, "it is no ordinary file, not a routine file"),
        (lambda path: path.symlink_to("/dev/zero"), "it is no ordinary file, not a routine file"),
        (lambda path: path.write_bytes(b""), "the file is empty"),
    ],
    ids=["folder", "circle", "dangling", "pipe", "device", "empty"],
)
def test_what_is_no_readable_file_is_a_stated_problem(
    library: Library, user: Path, make: object, message: str
) -> None:
    """Folders, circles of links, pipes and devices called x.yaml are told and stop nothing else."""
    assert callable(make)
    make(user / "x.yaml")
    assert f"x.yaml  error: {message}" in said(library, "x")
    assert [entry.value is None for entry in library.entries()] == [False, True]
    assert message in library.check([user / "x.yaml"])[0].report


@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_forbidden_file_is_a_stated_problem(library: Library, user: Path) -> None:
    """Missing permission is told with its remedy."""
    (user / "x.yaml").write_text(ROLLS)
    (user / "x.yaml").chmod(0)
    assert "it cannot be read: permission denied\n  help: allow yourself to read it" in said(library, "x")


def test_a_folder_that_cannot_be_listed_is_a_stated_problem(tmp_path: Path) -> None:
    """The shipped routines stay in the list, and the folder beside them is told as broken."""
    (tmp_path / "user").write_text("not a folder")
    library = Library(tmp_path / "user", shipped_routines())
    entries = library.entries()
    assert "user  error: this folder cannot be read: not a directory" in entries[0].reading.report
    assert [entry.whose for entry in entries[1:]] == ["shipped"] * 17
    assert "this folder cannot be read" in said(library, "upper-back-reset")
    assert len(library.check()) == 42


def test_of_two_files_of_one_name_the_second_is_told_as_unused(library: Library, user: Path) -> None:
    """``x.yml`` beside ``x.yaml`` would be edited in vain."""
    for ending in ("yaml", "yml"):
        (user / f"x.{ending}").write_text("exercises: [{use: rolls}]\n")
    reports = [reading.report for reading in library.check() if reading.problems]
    assert len(reports) == 1
    assert 'x.yml  warning: "x.yaml" beside it has the same name and is used instead' in reports[0]


def test_a_file_outside_the_library_is_checked_as_what_it_is(library: Library, tmp_path: Path) -> None:
    """A routine or an exercise anywhere on disk may use the library's exercises."""
    (tmp_path / "plan.yaml").write_text("exercises: [{use: rolls}]\n")
    (tmp_path / "push.yaml").write_text("move: 2s Push\nreps: 70\n")
    plan, push = library.check([tmp_path / "plan.yaml", tmp_path / "push.yaml"])
    assert plan.problems == ()
    assert [problem.severity for problem in push.problems] == ["warning", "error"]


def test_the_schema_beside_the_routines_is_none_of_them(library: Library, user: Path) -> None:
    """A copy of it in the user's folder neither shows in the list nor is it checked."""
    (user / FILE_NAME).write_text((shipped_routines() / FILE_NAME).read_text("utf-8"))
    assert [entry.id for entry in library.entries()] == ["day"]
    assert len(library.check()) == 3
    assert "there is no routine or exercise" in said(library, FILE_NAME.removesuffix(".json"))


def test_a_file_that_tells_no_size_is_read_whole(tmp_path: Path) -> None:
    """As those of the kernel; and a file that grows between the look and the reading is not cut off."""
    status = Path("/proc/self/limits")
    if not status.exists():
        pytest.skip("this system has no files of unknown size")
    assert status.stat().st_size == 0
    assert read_content(status).endswith(b"\n")
    (tmp_path / "a.yaml").write_bytes(b"")
    assert read_content(tmp_path / "a.yaml") == b""


def test_everything_lies_under_one_folder_when_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """STRETCHBREAK_HOME moves the user's library; without it the platform's own folder is used."""
    monkeypatch.setenv("STRETCHBREAK_HOME", str(tmp_path))
    assert user_routines() == tmp_path / "routines"
    monkeypatch.setenv("STRETCHBREAK_HOME", "")
    assert user_routines().parts[-2:] == ("stretchbreak", "routines")


def test_the_shipped_library_is_found_in_package_and_checkout() -> None:
    """In a wheel it lies in the package, in a checkout at its top."""
    package = Path(stretchbreak.__file__).parent
    assert shipped_routines() in {package / "routines", package.parents[1] / "routines"}
