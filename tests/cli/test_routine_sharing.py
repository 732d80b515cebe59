"""``stretchbreak routines add``, ``update`` and ``remove``, from real folders, zips and repositories."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner, Result

from real import needs, window
from scripts import scripted_editor
from stretchbreak.cli.app import app
from stretchbreak.documents.settings import read_settings
from stretchbreak.documents.source import Source
from stretchbreak.errors import StretchbreakError
from stretchbreak.shell.folders import shipped_routines
from stretchbreak.shell.library import Library

SHEET = "exercises: [{use: hang}, {use: upper-trap}]\n"
HANG = "hold: 20s Hang\nreps: 2\nstop_if: [pain]\n"
TILT = "use: upper-trap\nreps: 3\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's library, which is not there yet."""
    monkeypatch.setenv("STRETCHBREAK_HOME", str(tmp_path / "home"))
    return tmp_path / "home" / "routines"


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """A collection with an exercise of its own, and one that is called as a shipped one is."""
    folder = tmp_path / "clinic"
    (folder / "exercises").mkdir(parents=True)
    (folder / "sheet.yaml").write_text(SHEET)
    (folder / "quick-neck.yaml").write_text("exercises: [{use: hang}]\n")
    (folder / "exercises" / "hang.yaml").write_text(HANG)
    (folder / "exercises" / "upper-trap.yaml").write_text(TILT)
    return folder


def invoke(*arguments: str) -> Result:
    """What comes of ``stretchbreak routines`` with these words."""
    return CliRunner().invoke(app, ["routines", *arguments])


def answer(*arguments: str) -> str:
    """What it prints when all is well."""
    result = invoke(*arguments)
    assert result.exception is None, result.exception
    return result.stdout


def refusal(*arguments: str) -> str:
    """What it says when it refuses; it says nothing else."""
    result = invoke(*arguments)
    assert isinstance(result.exception, StretchbreakError), result.exception
    assert result.stdout == ""
    return str(result.exception)


def reps(name: str) -> list[int]:
    """The reps of each exercise of a routine."""
    return [one["reps"] for one in json.loads(answer("show", name, "--json"))["exercises"]]


def files(home: Path) -> list[str]:
    """Every file below the user's folder, without origins."""
    found = (path.relative_to(home) for path in home.rglob("*") if path.is_file())
    return sorted(str(path) for path in found if path.name != ".origin.json")


# Adding


def test_a_folder_is_added_under_its_name(home: Path, clinic: Path) -> None:
    """It is told what came and how it is called; the list says whose it is."""
    told = answer("add", str(clinic)).splitlines()
    assert told[0] == f"clinic: 2 routines and 2 exercises from {clinic}"
    assert told[1] == "  clinic:quick-neck, sheet, clinic:upper-trap, hang"
    assert told[2] == '  names that were taken already have "clinic:" in front'
    whose = {one["name"]: one["whose"] for one in json.loads(answer("list", "--json"))}
    assert (whose["sheet"], whose["hang"], whose["quick-neck"]) == ("clinic", "clinic", "shipped")
    assert f"added    {home / 'shared'}" in answer("where")
    assert answer("check") == "44 files are fine\n"


def test_what_is_added_changes_nothing_that_was_there(home: Path, clinic: Path) -> None:
    """A shipped name stays the shipped one's; inside a collection its own exercises come first."""
    answer("add", str(clinic))
    assert reps("sheet") == [2, 3]
    assert reps("quick-neck") == [4, 10]
    assert reps("clinic:quick-neck") == [2]
    assert reps("upper-trap") == [10]
    assert json.loads(answer("show", "clinic:upper-trap", "--json"))["name"] == "clinic:upper-trap"
    (home / "exercises").mkdir()
    (home / "exercises" / "hang.yaml").write_text(HANG.replace("2\n", "5\n"))
    assert reps("sheet") == [5, 3]


def test_a_long_name_can_be_used_and_set(home: Path, clinic: Path) -> None:
    """In a routine of one's own, and in the settings."""
    answer("add", str(clinic))
    home.mkdir(exist_ok=True)
    (home / "mine.yaml").write_text("exercises: [{use: 'clinic:upper-trap'}, {use: upper-trap}]\n")
    assert reps("mine") == [3, 10]
    settings = read_settings(Source("settings.yaml", "rhythm: {routine: clinic:quick-neck}\n")).demand()
    assert Library(home, shipped_routines()).routine(settings.rhythm.routines[0]).reps == 2


def test_a_zip_and_a_repository_are_added_too(home: Path, clinic: Path, tmp_path: Path) -> None:
    """Under the last part of their name, or as --as says."""
    needs("git")
    with ZipFile(tmp_path / "packed.zip", "w") as parcel:
        for path in clinic.rglob("*.yaml"):
            parcel.write(path, path.relative_to(tmp_path))
    assert answer("add", str(tmp_path / "packed.zip")).startswith("packed: 2 routines and 2 exercises")
    repository = committed(clinic)
    assert answer("add", f"file://{repository}", "--as", "gitted").startswith("gitted: 2 routines and 2 exercises")
    bare = tmp_path / "bare.git"
    git(tmp_path, "clone", "-q", "--bare", str(repository), str(bare))
    assert answer("add", str(bare)).startswith("bare: 2 routines and 2 exercises from file://")
    assert len(list((home / "shared").iterdir())) == 3


def git(folder: Path, *words: str) -> None:
    """Let the real git do this in a folder."""
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", *who, *words], cwd=folder, capture_output=True, check=True, timeout=30)


def committed(folder: Path) -> Path:
    """The folder as a repository whose newest commit has all that lies in it."""
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "x")
    return folder


def test_all_mistakes_are_told_and_nothing_is_added(home: Path, clinic: Path) -> None:
    """Of every file, by its place in the collection; not even a folder is left."""
    (clinic / "bad.yaml").write_text("exercises: [{use: nobody, reps: 0}]\n")
    (clinic / "exercises" / "worse.yaml").write_bytes(b"\xff")
    told = refusal("add", str(clinic))
    assert "clinic/bad.yaml:1:19  error: there is no exercise called" in told
    assert "clinic/exercises/worse.yaml:1:1  error: byte 0xff is not UTF-8 text" in told
    assert told.endswith("\nnothing was added: 3 errors in 2 files")
    assert str(home) not in told
    assert files(home) == []
    assert list((home / "shared").iterdir()) == []


def test_a_warning_is_told_and_keeps_nothing_away(clinic: Path, home: Path) -> None:
    """As for one's own files."""
    (clinic / "exercises" / "push.yaml").write_text("move: 2s Push\n")
    result = invoke("add", str(clinic))
    assert "clinic/exercises/push.yaml:1:1  warning: no stop_if tells when to stop" in result.stderr
    assert (home / "shared" / "clinic" / "exercises" / "push.yaml").exists()


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("--upload-pack=x", "begins like an option"),
        ("http://example.org/x", "could be changed on its way\n  help: use https"),
        ("nowhere", "is neither a folder, nor a file, nor an address"),
        ("/dev/null", "is neither a folder nor a zip"),
        ("/", "there is no routine in it"),
        ("x\0", "is no address"),
    ],
)
@pytest.mark.usefixtures("home")
def test_what_cannot_be_added_is_told(source: str, said: str) -> None:
    """In one sentence, with a way out."""
    assert said in refusal("add", "--as", "x", "--", source)


@pytest.mark.parametrize("name", ["../x", "a/b", ".x", "", "yours", "shipped", "a:b", "x" * 61, "-x", "a\nb"])
def test_what_is_no_name_of_a_collection_is_refused(clinic: Path, home: Path, name: str) -> None:
    """Nothing is fetched for it."""
    assert "choose one with --as, like --as clinic" in refusal("add", str(clinic), f"--as={name}")
    assert not home.exists()


def test_a_collection_is_never_put_over_another(home: Path, clinic: Path) -> None:
    """What can be done instead is told."""
    answer("add", str(clinic))
    (clinic / "sheet.yaml").write_text("exercises: [{use: upper-trap}]\n")
    assert '"stretchbreak routines update clinic" fetches it again' in refusal("add", str(clinic))
    assert (home / "shared" / "clinic" / "sheet.yaml").read_text() == SHEET


# Bringing up to date


def test_an_update_fetches_again_and_keeps_what_was_changed(home: Path, clinic: Path) -> None:
    """Each file with what became of it; nothing new is said so."""
    answer("add", str(clinic))
    assert answer("update") == "clinic: nothing new\n"
    here = home / "shared" / "clinic"
    (here / "sheet.yaml").write_text("exercises: [{use: upper-trap}]   # mine\n")
    (here / "quick-neck.yaml").unlink()
    (clinic / "sheet.yaml").write_text(SHEET.replace("hang", "swing"))
    (clinic / "quick-neck.yaml").write_text("exercises: [{use: swing}]\n")
    (clinic / "exercises" / "hang.yaml").rename(clinic / "exercises" / "swing.yaml")
    assert answer("update", "clinic").splitlines() == [
        "clinic: 2 files changed",
        "  exercises/hang.yaml is removed",
        "  exercises/swing.yaml is added",
        "  quick-neck.yaml was deleted by you; a new version of it has come",
        "  sheet.yaml was changed by you and stays so; a new version of it has come",
    ]
    assert (here / "sheet.yaml").read_text().endswith("# mine\n")
    assert reps("swing") == [2]


def test_an_update_comes_from_the_repository_it_came_from(home: Path, clinic: Path) -> None:
    """The newest commit, whatever it was before."""
    needs("git")
    committed(clinic)
    answer("add", f"file://{clinic}")
    (clinic / "exercises" / "hang.yaml").write_text(HANG.replace("2\n", "7\n"))
    assert answer("update") == "clinic: nothing new\n"
    committed(clinic)
    assert "exercises/hang.yaml is changed" in answer("update")
    assert reps("sheet") == [7, 3]
    origin = json.loads((home / "shared" / "clinic" / ".origin.json").read_text())
    assert (origin["source"], origin["kind"], len(origin["commit"])) == (f"file://{clinic}", "git", 40)


def test_an_update_with_a_mistake_in_it_changes_nothing(home: Path, clinic: Path) -> None:
    """It is told as when adding, and the collection stays as it was."""
    answer("add", str(clinic))
    (clinic / "sheet.yaml").write_text("exercises: [{use: nobody}]\n")
    (clinic / "quick-neck.yaml").write_text("exercises: [{use: upper-trap}]\n")
    told = refusal("update", "clinic")
    assert "clinic/sheet.yaml:1:19  error: there is no exercise called" in told
    assert told.endswith("\nclinic stays as it was: 1 error in 1 file")
    assert files(home) == [
        "shared/clinic/exercises/hang.yaml",
        "shared/clinic/exercises/upper-trap.yaml",
        "shared/clinic/quick-neck.yaml",
        "shared/clinic/sheet.yaml",
    ]
    assert reps("clinic:quick-neck") == [2]


def test_what_no_longer_goes_together_after_an_update_is_told(home: Path, clinic: Path) -> None:
    """A routine that the user changed still uses an exercise that is gone."""
    answer("add", str(clinic))
    (home / "shared" / "clinic" / "sheet.yaml").write_text("exercises: [{use: hang}]\n")
    (clinic / "exercises" / "hang.yaml").rename(clinic / "exercises" / "swing.yaml")
    for name in ("sheet", "quick-neck"):
        (clinic / f"{name}.yaml").write_text("exercises: [{use: swing}]\n")
    result = invoke("update")
    assert result.exit_code == 0
    assert 'clinic/sheet.yaml:1:19  error: there is no exercise called "hang"' in result.stderr


def test_one_that_cannot_be_fetched_keeps_no_other_back(home: Path, clinic: Path, tmp_path: Path) -> None:
    """It is told, and in the end that there was one; alone it is a stated problem at once."""
    answer("add", str(clinic), "--as", "a")
    answer("add", str(clinic), "--as", "z")
    clinic.rename(tmp_path / "moved")
    origin = home / "shared" / "z" / ".origin.json"
    origin.write_text(origin.read_text().replace(str(clinic), str(tmp_path / "moved")))
    result = invoke("update")
    assert result.stdout == "z: nothing new\n"
    assert result.stderr.startswith("a: ")
    assert str(result.exception) == "1 collection could not be updated"
    assert "is neither a folder, nor a file, nor an address" in refusal("update", "a")


@pytest.mark.usefixtures("home")
def test_without_collections_there_is_nothing_to_update() -> None:
    """It is said how one comes."""
    assert 'no collection was added yet; "stretchbreak routines add" brings one' in answer("update")


@pytest.mark.parametrize("command", ["update", "remove"])
def test_a_collection_that_is_none_is_told_with_those_there_are(home: Path, clinic: Path, command: str) -> None:
    """One's own routine is no collection, and where its file is, is told."""
    assert "none was added yet" in refusal(command, "clinic")
    answer("add", str(clinic))
    assert refusal(command, "clinc").endswith("help: there are clinic")
    assert "there are clinic" in refusal(command, "../shared/clinic")
    (home / "mine.yaml").write_text(SHEET)
    assert f"is {home / 'mine.yaml'}; delete the file" in refusal(command, "mine")


# Changing and taking away


def test_a_collection_can_be_edited_where_it_is_and_copied(
    home: Path, clinic: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An edited file is the user's from then on; a copy says where its exercises are others than they were."""
    answer("add", str(clinic))
    monkeypatch.setenv("VISUAL", scripted_editor(tmp_path, "file.write_text(file.read_text() + 'rounds: 2\\n')"))
    assert answer("edit", "sheet") == f"{home / 'shared' / 'clinic' / 'sheet.yaml'} is changed\n"
    result = invoke("copy", "sheet")
    assert result.stdout.startswith(f"{home / 'sheet.yaml'}: 2 exercises")
    assert result.stderr == "its exercises are not all those of clinic now: write use: clinic:NAME for one of these\n"
    assert reps("sheet") == [2, 10]
    assert "ships with stretchbreak" in refusal("copy", "clinic:quick-neck")
    assert 'called "hang" came with clinic' in refusal("new", "hang")


def test_a_collection_is_removed_and_what_was_changed_is_kept(home: Path, clinic: Path) -> None:
    """Unchanged, nothing is left of it."""
    answer("add", str(clinic))
    assert answer("remove", "clinic") == "clinic is removed\n"
    assert files(home) == []
    answer("add", str(clinic))
    (home / "shared" / "clinic" / "sheet.yaml").write_text("# mine\n")
    told = answer("remove", "clinic").splitlines()
    assert told == ["clinic is removed", f"what you changed in it is kept in {home / 'removed' / 'clinic'}"]
    assert files(home) == ["removed/clinic/sheet.yaml"]
    assert "sheet" not in [one["name"] for one in json.loads(answer("list", "--json"))]


@pytest.mark.slow
def test_nothing_that_git_starts_can_ask_in_the_terminal(tmp_path: Path) -> None:
    """A helper that wants to ask for a password there finds no terminal; the user is told why it failed."""
    needs("git")
    asks = tmp_path / "asks"
    asks.write_text("#!/bin/sh\necho 'password?' > /dev/tty && read -r answer < /dev/tty\nexit 9\n")
    asks.chmod(0o755)
    changes = {"GIT_SSH_COMMAND": str(asks)}
    with window("routines", "add", "ssh://example.org/clinic", home=tmp_path / "home", changes=changes) as shown:
        text = shown.shows("could not be fetched")
        assert shown.ends() == 1
    assert "password?" not in text
