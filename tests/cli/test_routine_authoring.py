"""``stretchbreak routines new``, ``copy`` and ``edit``: one's own routines, and nothing typed is ever lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scripts import scripted_editor
from stretchbreak.cli.routine_authoring import copy_routine, edit_routine, new_routine
from stretchbreak.errors import RoutineError, StretchbreakError
from stretchbreak.shell.folders import shipped_routines
from stretchbreak.shell.library import Library
from stretchbreak.shell.new_file import TakenError

Edit = Callable[..., None]

SHEET = "name: Sheet\nexercises:\n  - use: upper-trap   # as he said\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the user's routines, which is not there yet."""
    monkeypatch.setenv("STRETCHBREAK_HOME", str(tmp_path / "home"))
    return tmp_path / "home" / "routines"


@pytest.fixture
def library(home: Path) -> Library:
    """The user's library over the shipped one."""
    return Library(home, shipped_routines())


@pytest.fixture
def sheet(home: Path) -> Path:
    """A routine of the user's own."""
    home.mkdir(parents=True)
    (home / "sheet.yaml").write_text(SHEET)
    return home / "sheet.yaml"


@pytest.fixture
def edit(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Edit:
    """Edits with a real program that does these steps, one each time, and then answers the questions."""

    def run(name: str, *steps: str, answers: tuple[str, ...] = ()) -> None:
        monkeypatch.setenv("VISUAL", scripted_editor(tmp_path, *steps))
        edit_routine(name, library, ask_from(answers))

    return run


def ask_from(answers: tuple[str, ...]) -> Callable[[str], str]:
    """Answers in their order, the end of a pipe behind them."""
    left = list(answers)

    def ask(_question: str) -> str:
        if not left:
            raise EOFError
        return left.pop(0)

    return ask


def files(home: Path) -> list[str]:
    """Every file below the user's folder."""
    return sorted(str(path.relative_to(home)) for path in home.rglob("*") if path.is_file())


# A new routine


def test_a_new_routine_can_be_done_at_once(library: Library, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is told where it is, what it comes to, and what to do with it."""
    new_routine("physio-homework", library, questions=False)
    assert library.routine("physio-homework").name == "Physio homework"
    first, second, _ = capsys.readouterr().out.splitlines()
    assert first == f"{home / 'physio-homework.yaml'}: 2 exercises, 26 reps, 2 min 57 s"
    assert second == "  stretchbreak routines edit physio-homework   opens it"


@pytest.mark.parametrize("name", ["{x", "Ein Plan", "x.yaml", "X.YML", "null", "_-"])
def test_whatever_it_is_called_it_is_right_as_it_stands(
    library: Library, home: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """A name that can be no title gives it the usual one; an ending is no part of a name."""
    new_routine(name, library, questions=False)
    assert capsys.readouterr().err == ""
    assert [reading.problems for reading in library.check(list(home.iterdir()))] == [()]
    assert all(path.name.count(".") == 1 for path in home.iterdir())


BAD_NAMES = (
    *("../x", "a/b", "a\\b", "..", "a..b"),  # paths
    *("", ".", ".x", " x", "x ", "-x", "~", "a:b"),  # what a shell, a list or a settings file would stumble over
    *("x\0", "x\n", "\x1b[2J", "\udc80"),  # what no terminal should be sent
    *("x" * 81, "ä" * 41),  # too long
)


@pytest.mark.parametrize("name", BAD_NAMES)
def test_what_is_no_name_is_refused(library: Library, home: Path, name: str) -> None:
    """Nothing is written, nowhere."""
    with pytest.raises(RoutineError, match=r"is no name for a routine: .*\n  help: use letters, digits and hyphens"):
        new_routine(name, library, questions=False)
    assert not home.exists()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "quick-neck",
            'a routine called "quick-neck" ships with stretchbreak\n  help: "stretchbreak routines copy q',
        ),
        ("upper-trap", 'an exercise called "upper-trap" ships with stretchbreak\n  help: "stretchbreak routines cop'),
        ("sheet", 'sheet.yaml\n  help: "stretchbreak routines edit sheet" opens it; or choose another name'),
        ("other", 'other.yml\n  help: "stretchbreak routines edit other" opens it; or choose another name'),
    ],
)
def test_a_name_that_is_taken_is_told_with_the_way_out(library: Library, sheet: Path, name: str, said: str) -> None:
    """What is there stays, whether it ships or is the user's own."""
    sheet.with_name("other.yml").write_text(SHEET)
    with pytest.raises(TakenError) as caught:
        new_routine(name, library, questions=False)
    assert said in str(caught.value)
    assert files(sheet.parent) == ["other.yml", "sheet.yaml"]
    assert sheet.read_text() == SHEET


# Answers instead of a file


WALL_ANGEL = ("Wall angel", "Back to a wall.", "no", "2s Slide up", "2s Long neck", "1.5s Down", "12", "pinch, pain")


def asked(library: Library, name: str, *answers: str) -> None:
    """Make a routine of these answers."""
    new_routine(name, library, questions=True, ask=ask_from(answers))


def test_answers_make_a_routine(library: Library, home: Path) -> None:
    """An exercise of the library by its name in any form, one's own part by part, and an end."""
    asked(library, "sheet", "", "Upper trap", "6", *WALL_ANGEL, "")
    routine = library.routine("sheet")
    assert routine.name == "Sheet"
    tilt, angel = routine.exercises
    assert (tilt.id, tilt.reps) == ("upper-trap", 6)
    assert (angel.name, angel.reps, angel.stop_if) == ("Wall angel", 12, ("pinch", "pain"))
    assert [phase.cue for phase in angel.phases] == ["Slide up", "Long neck", "Down"]
    assert (home / "sheet.yaml").read_text().startswith("# yaml-language-server: $schema=file:///")


def test_enter_takes_what_is_usual(library: Library) -> None:
    """Only what is done must be said; one's own exercise needs a move or a hold."""
    asked(library, "hang", "", "Hang", "", "", "", "20s Hang", "", "", "")
    exercise = library.routine("hang").exercises[0]
    assert (exercise.reps, exercise.sides, exercise.kind) == (10, None, "timed")


def test_sides_are_asked_for_and_can_be_named(library: Library) -> None:
    """With sides a text may have the side in it; without, that is told at once."""
    asked(library, "a", "", "Tilt", "{Side} ear", "Tall", "yes", "2s Tip {side}", "", "", "5", "", "")
    tilt = library.routine("a").exercises[0]
    assert tilt.sides is not None
    assert (tilt.total_reps, tilt.phases[0].cue) == (10, "Tip {side}")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("",), "name one;"),
        (("Push {x}",), '"{x}" is no placeholder'),
        (("Push", "", "perhaps"), "please answer yes or no"),
        (("Push", "", "", "two up"), 'move must be a duration like 2s, not "two"; write it as "move: 2s up"'),
        (("Push", "", "", "2s " + "x" * 41), "cue is 41 characters long; at most 40 fit"),
        (("Push", "", "", "", "", "2s"), "An exercise needs something to move or to hold."),
        (("Push", "", "", "2s", "", "", "0"), 'reps must be a whole number from 1 to 60, not "0"'),
        (("Push", "", "", "2s", "", "", "many"), 'reps must be a whole number from 1 to 60, not "many"'),
        (("Push", "", "", "2s", "", "", "4", "x" * 121), "is 121 characters long"),
    ],
)
def test_a_wrong_answer_is_told_and_asked_again(
    library: Library, home: Path, capsys: pytest.CaptureFixture[str], wrong: tuple[str, ...], said: str
) -> None:
    """In the words of the checker; the end of the answers writes no routine."""
    with pytest.raises(RoutineError, match="the answers ended too early"):
        asked(library, "sheet", "", *wrong)
    assert said in capsys.readouterr().out
    assert "sheet.yaml" not in files(home)


def test_answers_that_end_too_early_are_kept(
    library: Library, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Beside, under a name that is no routine's; a second time under another one."""
    for name in ("sheet.yaml.unfinished", "sheet.yaml.unfinished-2"):
        with pytest.raises(RoutineError):
            asked(library, "sheet", "", "upper-trap", "6", "Wall angel", "Back")
        assert f"what you answered is kept in {home / name}" in capsys.readouterr().err
        assert (
            "  - use: upper-trap\n    reps: 6\n\n  - name: Wall angel\n    setup: Back\n" in (home / name).read_text()
        )
    assert library.find("sheet") is None


def test_ctrl_c_keeps_the_answers_too(library: Library, home: Path) -> None:
    """And is passed on, for the program to end by it."""
    answers = ask_from(("", "upper-trap"))

    def ask(question: str) -> str:
        try:
            return answers(question)
        except EOFError:
            raise KeyboardInterrupt from None

    with pytest.raises(KeyboardInterrupt):
        new_routine("sheet", library, questions=True, ask=ask)
    assert files(home) == ["sheet.yaml.unfinished"]


@pytest.mark.parametrize("answers", [("", "upper-trap", "6", ""), ("", "upper-trap", "6")])
def test_answers_that_cannot_be_written_are_shown(
    library: Library, home: Path, capsys: pytest.CaptureFixture[str], answers: tuple[str, ...]
) -> None:
    """A folder that became read-only meanwhile costs nobody what was typed."""
    given = ask_from(answers)

    def ask(question: str) -> str:
        if "And then" in question:
            home.parent.mkdir(exist_ok=True)
            home.write_text("no folder any more")
        return given(question)

    with pytest.raises(StretchbreakError, match="cannot be written"):
        new_routine("sheet", library, questions=True, ask=ask)
    assert "  - use: upper-trap\n    reps: 6\n" in capsys.readouterr().err


def test_a_taken_name_is_told_before_the_first_question(library: Library, sheet: Path) -> None:
    """Nobody answers in vain."""
    with pytest.raises(TakenError):
        asked(library, "sheet")
    assert files(sheet.parent) == ["sheet.yaml"]


# A copy


@pytest.mark.parametrize(("name", "where"), [("quick-neck", ""), ("upper-trap", "exercises")])
def test_a_copy_is_the_file_letter_by_letter(library: Library, home: Path, name: str, where: str) -> None:
    """Comments and all, in the folder where it counts, under its own name or another one."""
    copy_routine(name, None, library)
    copy_routine(name, "mine", library)
    shipped = (shipped_routines() / where / f"{name}.yaml").read_bytes()
    assert (home / where / f"{name}.yaml").read_bytes() == shipped
    assert (home / where / "mine.yaml").read_bytes() == shipped
    assert (library.locate(name).whose, library.locate("mine").whose) == ("yours", "yours")


def test_one_s_own_routine_can_be_copied(library: Library, sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exercises that it uses stay in use; a broken one is copied as well, and told."""
    copy_routine("sheet", "sheet-2", library)
    assert sheet.with_name("sheet-2.yaml").read_text() == SHEET
    sheet.write_bytes(b"exercises: 3\n")
    copy_routine("sheet", "sheet-3", library)
    assert "sheet-3.yaml:1:12  error: exercises must be a list" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "new", "said"),
    [
        ("sheet", None, '"sheet" is yours already\n  help: give the copy another name: stretchbreak routines copy'),
        ("quick-neck", "sheet", "there is a routine called"),
        ("quick-neck", "wrists", "ships with stretchbreak"),
        ("quick-neck", "a/b", "is no name for a routine"),
        ("../sheet", None, "there is no routine or exercise called"),
    ],
)
def test_a_copy_never_takes_the_place_of_anything(
    library: Library, sheet: Path, name: str, new: str | None, said: str
) -> None:
    """What is there is told, with what can be done."""
    with pytest.raises(StretchbreakError, match=said):
        copy_routine(name, new, library)
    assert files(sheet.parent) == ["sheet.yaml"]


def test_a_file_too_large_to_be_read_is_not_copied_in_part(library: Library, sheet: Path) -> None:
    """Half a file would look like a whole one."""
    sheet.write_text("# " + "x" * 300_000)
    with pytest.raises(RoutineError, match="it is larger than 256 kB"):
        copy_routine("sheet", "other", library)


# Editing


def test_an_edited_routine_counts_once_it_is_right(edit: Edit, sheet: Path) -> None:
    """What is wrong is told under the name of the file, and opened again as it was left."""
    edit(
        "sheet",
        "file.write_text(file.read_text() + '    reps: many\\n')",
        "file.write_text(file.read_text().replace('many', '4'))",
        answers=("yes",),
    )
    assert sheet.read_text() == SHEET + "    reps: 4\n"
    assert files(sheet.parent) == ["sheet.yaml"]


@pytest.mark.usefixtures("sheet")
def test_a_draft_is_no_routine(edit: Edit, library: Library, tmp_path: Path) -> None:
    """While the editor is open nobody meets it in the list; its name ends so that editors know its colours."""
    edit("sheet", f"Path({str(tmp_path / 'seen')!r}).write_text(' '.join(one.name for one in file.parent.iterdir()))")
    draft = next(name for name in (tmp_path / "seen").read_text().split() if name != "sheet.yaml")
    assert draft.startswith(".sheet-")
    assert draft.endswith(".yaml")
    assert [entry.id for entry in library.entries() if entry.whose == "yours"] == ["sheet"]


def test_a_version_that_is_given_up_is_kept(edit: Edit, sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The routine stays as it was, and so does what was typed, beside it."""
    with pytest.raises(RoutineError, match='"sheet" stays as it was'):
        edit("sheet", "file.write_text('exercises: 3\\n')", answers=("no",))
    assert sheet.read_text() == SHEET
    assert sheet.with_name("sheet.yaml.rejected").read_text() == "exercises: 3\n"
    assert "sheet.yaml:1:12  error: exercises must be a list" in capsys.readouterr().err


def test_a_shipped_routine_becomes_a_copy_first(edit: Edit, library: Library, home: Path) -> None:
    """The user is asked; only a changed copy is written, and then it counts."""
    edit("quick-neck", "pass", answers=("yes",))
    assert files(home) == []
    edit("quick-neck", "file.write_text(file.read_text().replace('reps: 4', 'reps: 6'))", answers=("",))
    assert files(home) == ["quick-neck.yaml"]
    assert library.routine("quick-neck").reps == 16
    with pytest.raises(RoutineError, match='"upper-trap" stays as it ships'):
        edit("upper-trap", "raise SystemExit", answers=("no",))
    with pytest.raises(RoutineError, match='"upper-trap" stays as it ships'):
        edit("upper-trap", "raise SystemExit")
    edit("upper-trap", "file.write_text('use: upper-trap\\nreps: 3\\n')", answers=("maybe", "y"))
    assert library.routine("upper-trap").reps == 6


def test_a_circle_is_told_while_it_is_edited(edit: Edit, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The draft stands for the file that it is to be."""
    (home / "exercises").mkdir(parents=True)
    (home / "exercises" / "a.yaml").write_text("use: upper-trap\n")
    (home / "exercises" / "b.yaml").write_text("use: a\n")
    with pytest.raises(RoutineError):
        edit("a", "file.write_text('use: b\\n')")
    assert "an exercise cannot use itself: a → b → a" in capsys.readouterr().err + "".join(
        path.read_text() for path in home.rglob("*.rejected")
    )


def test_what_a_killed_edit_left_is_told(edit: Edit, sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its draft lies beside the routine, hidden, with all that was typed."""
    left = sheet.with_name(".sheet-abcd1234.yaml")
    left.write_text("typed")
    sheet.with_name(".sheet-2-abcd1234.yaml").write_text("of another one")
    edit("sheet", "pass")
    assert capsys.readouterr().err == f"a draft of another edit is in {left}\n"
    assert left.read_text() == "typed"


def test_a_name_that_nobody_has_is_told_with_the_nearest(edit: Edit) -> None:
    """Before any editor opens."""
    with pytest.raises(RoutineError, match='did you mean "quick-neck"'):
        edit("quikneck")
