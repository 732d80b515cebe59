"""The command line as scripts rely on it: answers on stdout, reasons on stderr, promised exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

import stretchbreak
from real import CHECKOUT, environment, run

pytestmark = pytest.mark.slow

BROKEN = """name: Mine
exercises:
  - use: upper-trap
    rep: 8
"""

CHECK = ["routines", "check"]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """The user's own folder of routines."""
    place = tmp_path / "stretchbreak" / "routines"
    place.mkdir(parents=True)
    return place


def test_an_unknown_routine_is_refused_with_the_nearest_names(tmp_path: Path) -> None:
    """Exit code 1, nothing on stdout, and what was probably meant."""
    for command in (["do"], ["start"], ["routines", "show"]):
        refused = run(*command, "uper-back-rest", home=tmp_path)
        assert (refused.returncode, refused.stdout) == (1, "")
        assert "upper-back-reset" in refused.stderr
        assert "\x1b" not in refused.stderr


@pytest.mark.parametrize("every", ["0", "banana", "-5m", "", "2000h", "1e9", "NaN", "inf"])
def test_an_interval_that_is_none_is_wrong_usage(tmp_path: Path, every: str) -> None:
    """Exit code 2, nothing on stdout, and the option is named."""
    refused = run("start", f"--every={every}", home=tmp_path)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "Invalid value for '--every'" in refused.stderr


@pytest.mark.parametrize("words", [["do", "--speed", "0"], ["do", "--reps", "0"], ["do", "a", "b"], ["nonsense"]])
def test_wrong_usage_is_told_with_2(tmp_path: Path, words: list[str]) -> None:
    """And nothing on stdout."""
    refused = run(*words, home=tmp_path)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr != ""


def test_a_broken_file_is_told_with_its_line_and_takes_no_other_down(tmp_path: Path, library: Path) -> None:
    """`do` refuses it, `list` goes on beside it, `check` tells it; each time with line and column."""
    (library / "mine.yaml").write_text(BROKEN, encoding="utf-8")
    place = "mine.yaml:4:5"
    refused, listed, checked = (run(*words, home=tmp_path) for words in (["do", "mine"], ["routines", "list"], CHECK))
    assert (refused.returncode, refused.stdout, place in refused.stderr) == (1, "", True)
    assert (listed.returncode, "upper-back-reset" in listed.stdout, place in listed.stderr) == (0, True, True)
    assert (checked.returncode, checked.stdout, place in checked.stderr) == (1, "", True)
    assert "^" in checked.stderr
    assert run("routines", "show", "upper-trap", home=tmp_path).returncode == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every folder")
def test_a_folder_that_may_not_be_read_is_told(tmp_path: Path, library: Path) -> None:
    """By list, which goes on, and by check, which does not."""
    library.chmod(0)
    try:
        listed, checked = run("routines", "list", home=tmp_path), run(*CHECK, home=tmp_path)
    finally:
        library.chmod(0o755)
    assert (listed.returncode, "upper-trap" in listed.stdout) == (0, True)
    assert "cannot be read" in listed.stderr
    assert checked.returncode == 1


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path, library: Path) -> None:
    """Also to root, who may read everything else: no shipped routine passes for the user's own."""
    library.rmdir()
    library.write_text("no folder", encoding="utf-8")
    listed, done = run("routines", "list", home=tmp_path), run("do", home=tmp_path)
    assert (listed.returncode, "upper-trap" in listed.stdout) == (0, True)
    assert (done.returncode, done.stdout) == (1, "")
    assert "this folder cannot be read: not a directory" in listed.stderr
    assert "this folder cannot be read: not a directory" in done.stderr


def test_the_version_is_said_both_ways(tmp_path: Path) -> None:
    """By the module and by the installed command, and also beside another option."""
    said = f"stretchbreak {stretchbreak.__version__}\n"
    assert run("--version", home=tmp_path).stdout == said
    script = Path(sys.executable).with_name("stretchbreak")
    if not script.exists():
        pytest.skip("the command is not installed beside this interpreter")
    told = subprocess.run(
        [script, "--version"], env=environment(tmp_path), capture_output=True, text=True, check=True
    )
    assert told.stdout == said


def test_help_names_every_command(tmp_path: Path) -> None:
    """A newcomer sees what there is, on stdout, with exit code 0."""
    helped, deeper = run("--help", home=tmp_path), run("routines", "--help", home=tmp_path)
    assert (helped.returncode, deeper.returncode) == (0, 0)
    assert all(command in helped.stdout for command in ("start", "do", "routines", "--version"))
    assert all(command in deeper.stdout for command in ("list", "show", "check", "where"))
    assert "stretchbreak start" in helped.stdout


def test_without_a_word_the_program_helps(tmp_path: Path) -> None:
    """Nobody is left in front of a silent prompt."""
    helped = run(home=tmp_path)
    assert "Usage" in helped.stdout + helped.stderr


def test_the_side_tilt_has_twenty_holds_of_exactly_two_seconds(tmp_path: Path) -> None:
    """Ten a side, as JSON for scripts."""
    shown = run("routines", "show", "upper-trap", "--timeline", "--json", home=tmp_path)
    cues = [json.loads(line) for line in shown.stdout.splitlines()]
    held = [cue for cue in cues if cue["phase"] == "hold"]
    assert [cue["seconds"] for cue in held] == [2.0] * 20
    assert Counter(cue["side"] for cue in held) == {"right": 10, "left": 10}
    assert {cue["rep"] for cue in held} == set(range(1, 11))
    assert all(later["at"] == cue["at"] + cue["seconds"] for cue, later in pairwise(cues))


def test_a_plain_checkout_finds_its_routines(tmp_path: Path) -> None:
    """With nothing installed but the requirements."""
    found = run("routines", "where", home=tmp_path, changes={"PYTHONPATH": str(CHECKOUT / "src")})
    assert str(CHECKOUT / "routines") in found.stdout
