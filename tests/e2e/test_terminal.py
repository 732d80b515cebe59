"""The program in a real terminal: its window, its signals, its end."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from real import Window, eventually, in_shell, needs, opened, processes, window

pytestmark = pytest.mark.slow

CTRL_C, CTRL_Z = "\x03", "\x1a"
AT_ONCE = 2.0

BROKEN = """
import sys
from stretchbreak.screen.stage import ScreenStage
del ScreenStage.summary
sys.argv = ["stretchbreak", "do", "upper-trap"]
from stretchbreak.__main__ import main
sys.exit(main())
"""

COLOURS = {str(number) for start in (30, 40, 90, 100) for number in range(start, start + 10)}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A user's empty home."""
    return tmp_path / "home"


def between_modes(command: str) -> list[str]:
    """A shell that tells the terminal's modes before and after the command, and how it ended."""
    return ["bash", "-c", in_shell(f'stty -g | cksum; {command}; echo "ended with $?"; stty -g | cksum; echo over')]


def left(shown: Window) -> tuple[bool, str]:
    """Whether the terminal was left as it was found; and how the command ended."""
    shown.until(lambda: b"over" in shown.sent[-80:], "it did not end")
    lines = [line.strip() for line in shown.text.splitlines() if line.strip()]
    ended = next(line for line in lines if line.startswith("ended with"))
    return shown.is_restored and lines[0] == lines[-2] != "", ended


def sgr(sent: bytes) -> set[str]:
    """All parameters of all pens."""
    return {number for pen in re.findall(rb"\x1b\[([0-9;]*)m", sent) for number in pen.decode().split(";")}


# The window


def is_drawn_for(shown: Window, columns: int) -> bool:
    """Whether the picture is as wide as the window, or as wide as pictures grow, or the small one."""
    if columns < 80:
        return "╭" not in shown.text and "GET READY" in shown.text
    edge = columns - (columns - min(columns, 116)) // 2 - 1
    return any(row[edge] == "╮" for row in shown.screen.display)


def test_the_picture_follows_the_size_of_the_window_at_once(home: Path) -> None:
    """Wider, narrower and back: each time a whole picture, without a key."""
    with window("do", "upper-trap", home=home) as shown:
        shown.shows("enter ready")
        for columns, rows in ((100, 30), (80, 24), (40, 8), (120, 40)):
            shown.resize(columns, rows)
            shown.until(partial(is_drawn_for, shown, columns), f"not drawn for {columns} columns", AT_ONCE)


@pytest.mark.parametrize(("columns", "rows"), [(40, 8), (20, 4), (10, 3), (3, 1)])
def test_the_smallest_windows_guide_too(home: Path, columns: int, rows: int) -> None:
    """What fits is shown, nothing beyond the edge is written, and the keys work."""
    with window("do", "upper-trap", home=home, columns=columns, rows=rows) as shown:
        shown.until(lambda: shown.text.strip() != "", "nothing was shown")
        shown.press("\r")
        shown.press(" ")
        shown.press("q")
        places = [tuple(map(int, place)) for place in re.findall(rb"\x1b\[(\d+);(\d+)H", shown.sent)]
        assert all(row <= rows and column <= columns for row, column in places)
        shown.until(lambda: b"no rep" in shown.sent.lower() or b"abandoned" in shown.sent.lower(), "no summary")
        shown.press("x")
        assert shown.ends() == 0


def test_the_waiting_screen_fits_the_smallest_window(home: Path) -> None:
    """`start` in ten columns and three rows waits, and q ends it."""
    with window("start", home=home, columns=10, rows=3) as shown:
        shown.until(lambda: shown.text.strip() != "", "nothing was shown")
        shown.press("q")
        assert shown.ends() == 0


# Its end


def test_ctrl_c_ends_with_130_and_hands_the_terminal_back(home: Path) -> None:
    """The normal screen, its cursor and the same modes; what was done is said."""
    with opened(Window(between_modes("stretchbreak do upper-trap"), home)) as shown:
        shown.shows("enter ready")
        shown.press(CTRL_C)
        assert left(shown) == (True, "ended with 130")
        assert "No rep done." in shown.text


def test_ctrl_c_ends_the_day_with_130_too(home: Path) -> None:
    """Whoever waits is as easily left."""
    with opened(Window(between_modes("stretchbreak start"), home)) as shown:
        shown.shows("next break at")
        shown.press(CTRL_C)
        assert left(shown) == (True, "ended with 130")


def test_a_crash_hands_the_terminal_back_and_keeps_its_traceback(home: Path) -> None:
    """A program with a part missing: exit code 3, a short notice, the details in a file."""
    script = home.parent / "broken.py"
    script.write_text(BROKEN, encoding="utf-8")
    broken = f"'{sys.executable}' '{script}'"
    with opened(Window(between_modes(broken), home)) as shown:
        shown.shows("enter ready")
        shown.press("q")
        assert left(shown) == (True, "ended with 3")
        assert "this is a bug, not your fault: AttributeError" in shown.text
        assert b"Traceback" not in shown.sent
    assert "AttributeError" in (home / "stretchbreak" / "log" / "bug.log").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["do upper-trap", "start", "do upper-trap --plain"])
def test_a_closed_terminal_ends_the_program_without_a_word(home: Path, command: str) -> None:
    """No process stays behind, no traceback, no bug is reported."""
    errors = home.parent / "errors"
    with opened(
        Window(["bash", "-c", f"exec '{sys.executable}' -m stretchbreak {command} 2>{errors}"], home)
    ) as shown:
        shown.until(lambda: b"\x1b[?1049h" in shown.sent or b"\n" in shown.sent, "it did not begin")
        assert processes(home)
        shown.close()
        assert eventually(lambda: not processes(home))
    assert "Traceback" not in errors.read_text(encoding="utf-8")
    assert not (home / "stretchbreak" / "log").exists()


def test_a_kill_hands_the_terminal_back(home: Path) -> None:
    """SIGTERM, as at logout: 128 and its number."""
    with opened(Window(between_modes("stretchbreak do upper-trap"), home)) as shown:
        shown.shows("enter ready")
        guide = next(pid for pid, line in processes(home).items() if "-m stretchbreak" in line and "bash" not in line)
        os.kill(guide, 15)
        assert left(shown) == (True, "ended with 143")


# Job control


@pytest.fixture
def in_tmux(home: Path) -> Iterator[Window]:
    """A shell with job control, in tmux."""
    needs("tmux", "bash")
    home.mkdir()
    (home / "rc").write_text(in_shell("PS1='prompt> '"), encoding="utf-8")
    command = f"bash --noprofile --rcfile '{home}/rc'"
    words = ["tmux", "-u", "-f", "/dev/null", "-L", "e2e", "new-session", command]
    with opened(Window(words, home, changes={"TMUX_TMPDIR": str(home)})) as shown:
        try:
            shown.shows("prompt>")
            yield shown
        finally:
            tmux(home, "kill-server")


def tmux(home: Path, *words: str) -> str:
    """Ask the server of this home."""
    asked = subprocess.run(
        ["tmux", "-L", "e2e", *words],
        env=os.environ | {"TMUX_TMPDIR": str(home)},
        capture_output=True,
        text=True,
        check=True,
        timeout=10,
    )
    return asked.stdout.strip()


@pytest.mark.real
def test_ctrl_z_gives_the_terminal_back_and_fg_takes_it_again(home: Path, in_tmux: Window) -> None:
    """Stopped: the normal screen and a cursor. Continued: the picture anew, paused, and the keys work."""
    flags = "#{alternate_on} #{cursor_flag}"
    in_tmux.press("stretchbreak do upper-trap\r")
    in_tmux.shows("enter ready")
    in_tmux.press("\r")
    in_tmux.shows("rep 1 of 10")
    assert tmux(home, "display-message", "-p", flags) == "1 0"
    in_tmux.press(CTRL_Z)
    in_tmux.shows("Stopped")
    assert tmux(home, "display-message", "-p", flags) == "0 1"
    in_tmux.press("echo $((6 * 7)) still typed\r")
    in_tmux.shows("42 still typed")
    in_tmux.press("fg\r")
    in_tmux.shows("space go on")
    assert "rep 1 of 10" in in_tmux.text
    assert tmux(home, "display-message", "-p", flags) == "1 0"
    in_tmux.press(" ")
    in_tmux.hides("space go on")
    in_tmux.press("q")
    in_tmux.shows("any key closes")
    in_tmux.press("x")
    in_tmux.shows("No rep done.")
    in_tmux.shows("prompt>")
    assert tmux(home, "display-message", "-p", flags) == "0 1"


@pytest.mark.real
def test_the_day_survives_ctrl_z_too(home: Path, in_tmux: Window) -> None:
    """After fg the waiting screen is drawn anew and q quits."""
    in_tmux.press("stretchbreak start\r")
    in_tmux.shows("next break at")
    in_tmux.press(CTRL_Z)
    in_tmux.shows("Stopped")
    in_tmux.press("fg\r")
    in_tmux.shows("next break at")
    assert tmux(home, "display-message", "-p", "#{alternate_on}") == "1"
    in_tmux.press("q")
    in_tmux.shows("stretchbreak ended: no break yet.")


# Terminals that can do less


@pytest.mark.parametrize("changes", [{"TERM": "dumb"}, {"ACCESSIBLE": "1"}, {"TERM": ""}])
def test_a_terminal_that_wants_lines_gets_lines(home: Path, changes: dict[str, str]) -> None:
    """No escape sequence at all, a line a cue, and the keys work."""
    with window("do", "upper-trap", home=home, changes=changes) as shown:
        shown.shows("00:00.0 upper-trap right -/10 prepare")
        shown.press("\r")
        shown.shows("00:08.0 upper-trap right 1/10 move")
        shown.press("q")
        shown.shows("upper-trap abandoned")
        assert shown.ends() == 0
    assert b"\x1b" not in shown.sent


def test_a_waiting_day_can_be_lines_too(home: Path) -> None:
    """What happens is said, nothing is redrawn."""
    with window("start", "--every", "2s", "--plain", "--no-sound", home=home) as shown:
        shown.shows("Upper-back reset, every 2 s; next break at")
        shown.shows("heads-up: break in 1 s")
        shown.shows("offer: 2 s of work")
        shown.press("q")
        assert shown.ends() == 0
    assert b"\x1b" not in shown.sent


def test_no_color_means_no_colour(home: Path) -> None:
    """With NO_COLOR there is bold and dim, but none of the colours that are there without it."""
    with window("do", "upper-trap", home=home) as coloured:
        coloured.shows("enter ready")
    with window("do", "upper-trap", home=home, changes={"NO_COLOR": "1"}) as plain:
        plain.shows("enter ready")
    assert sgr(coloured.sent) & COLOURS
    assert not sgr(plain.sent) & (COLOURS | {"38", "48"})


@pytest.mark.parametrize(
    "changes",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "ascii"},
    ],
)
def test_a_terminal_without_unicode_gets_plain_characters(home: Path, changes: dict[str, str]) -> None:
    """The whole way through a break, every byte that is sent is ASCII."""
    with window("do", "upper-trap", home=home, changes=changes) as shown:
        shown.shows("enter ready")
        shown.press("\r")
        shown.shows("r redo")
        shown.press("q")
        shown.shows("any key closes")
        shown.press("x")
        assert shown.ends() == 0
    assert shown.sent.isascii()
    assert b"?" not in re.sub(rb"\x1b\[[?0-9;]*[a-zA-Z]", b"", shown.sent)
