"""The program on pipes and on closed streams: an answer or a reason, never a traceback."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from real import PROGRAM, environment, run, shell

pytestmark = pytest.mark.slow

QUICK = "do quick-neck --speed 60"


def test_a_pipe_gets_lines_on_stdout_and_the_caution_on_stderr(tmp_path: Path) -> None:
    """Nothing is redrawn, the last line says how it ended, and the words of caution stay out of the answer."""
    done = run(*QUICK.split(), home=tmp_path)
    assert done.returncode == 0
    assert "\x1b" not in done.stdout + done.stderr
    assert re.match(r"00:00\.0 \S+ \S+ -/\d+ prepare  ", done.stdout)
    assert re.search(r"01:29\.0 quick-neck completed  Break done: \d+ of \d+ reps", done.stdout.splitlines()[-1])
    assert done.stderr.startswith("Comfortable range only. Stop if it hurts")


def test_without_a_keyboard_a_break_is_guided_to_its_end(tmp_path: Path) -> None:
    """Stdin closed, as under cron."""
    done = shell(f"stretchbreak {QUICK} <&-", tmp_path)
    assert done.returncode == 0
    assert "quick-neck completed" in done.stdout


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("command", [QUICK, "routines list", "--version", "do nothing-of-this-name"])
def test_closed_streams_are_no_bug(tmp_path: Path, command: str, closed: str) -> None:
    """What cannot be said is not said; the exit code is what it would have been."""
    done = shell(f"stretchbreak {command} {closed}", tmp_path)
    assert done.returncode == (1 if "nothing" in command else 0)
    assert "Traceback" not in done.stderr + done.stdout
    assert not (tmp_path / "stretchbreak" / "log").exists()


def test_a_reader_that_has_had_enough_ends_the_break_quietly(tmp_path: Path) -> None:
    """`| head -1`: one line, no word on stderr but the caution, ended as by SIGPIPE."""
    done = shell(f'stretchbreak {QUICK} | head -1; echo "${{PIPESTATUS[0]}}"', tmp_path)
    assert [line[:7] for line in done.stdout.splitlines()] == ["00:00.0", "141"]
    assert len(done.stderr.splitlines()) == 1


def test_a_full_disk_is_no_traceback(tmp_path: Path) -> None:
    """An answer that cannot be written does not pass for a good one."""
    done = shell("stretchbreak routines list > /dev/full", tmp_path)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr


def test_a_day_without_a_keyboard_says_so_and_ends_by_a_signal(tmp_path: Path) -> None:
    """`start` on pipes announces breaks; SIGTERM ends it with 143 and without a traceback."""
    with subprocess.Popen(
        [*PROGRAM, "start", "--every", "2s", "--no-sound"],
        env=environment(tmp_path),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as day:
        try:
            lines = [day.stdout.readline() for _ in range(3)] if day.stdout else []
            day.terminate()
            errors = day.communicate(timeout=10)[1]
        finally:
            day.kill()
    assert day.returncode == 143
    assert [line.split("  ")[-1] for line in lines[1:]] == ["heads-up: break in 1 s\n", "offer: 2 s of work\n"]
    assert errors.startswith("No keyboard to read here")
    assert "Traceback" not in errors


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_a_pipe_without_unicode_gets_what_it_can_carry(tmp_path: Path, encoding: str) -> None:
    """Lines in the encoding that was asked for, whatever the routine's name."""
    library = tmp_path / "stretchbreak" / "routines"
    library.mkdir(parents=True)
    text = "name: Schulter → Nacken ✔\nexercises: [{use: neck-retraction, reps: 1}]\n"
    (library / "mine.yaml").write_text(text, encoding="utf-8")
    for command in ("do mine --speed 60", "routines list", "routines show mine"):
        done = run(*command.split(), home=tmp_path, changes={"PYTHONIOENCODING": encoding})
        assert (done.returncode, "Traceback" in done.stderr) == (0, False)
