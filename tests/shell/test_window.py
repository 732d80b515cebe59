"""Windows for a command: which terminal is taken, and that the command reaches it whole."""

from __future__ import annotations

import select
import shlex
import subprocess
from math import inf
from pathlib import Path

import pytest

from fakes import FakeChildren
from real import SOON
from stretchbreak.boundaries import Ending
from stretchbreak.shell.children import ChildProcesses
from stretchbreak.shell.clock import SystemClock
from stretchbreak.shell.window import NotOpened, Opened, TerminalWindow

QUOTES = 'it\'s "fine"; $(reboot)'
COMMAND = ("/bin/python3", "-m", "stretchbreak", "do", "a b", QUOTES, "", "ünï 🧘", "-x", "{}")
X11 = {"DISPLAY": ":0"}
WAYLAND = {"WAYLAND_DISPLAY": "wayland-0"}
RECORDING = """#!/bin/sh
printf '%s\\0' "$@" > "$RECORD"
"""


class Desktop:
    """A PATH with nothing but these terminals on it, each a script that notes its arguments and ends."""

    def __init__(self, folder: Path, *programs: str, platform: str = "linux", **environment: str) -> None:
        self.folder = folder / "bin"
        self.record = folder / "record"
        self.folder.mkdir()
        for name in programs:
            program = self.folder / name
            program.write_text(RECORDING, encoding="utf-8")
            program.chmod(0o755)
        self.environment = {"PATH": str(self.folder), "RECORD": str(self.record), **environment}
        self.platform = platform

    def open(self, setting: str | None = None, *command: str) -> list[str]:
        """Open a window for the command, for real; the terminal's name, and its arguments as it got them."""
        endings: list[Ending] = []
        with ChildProcesses(SystemClock()) as children:
            window = TerminalWindow(children, self.environment, self.platform)
            opened = window.open(command or COMMAND, setting, endings.append)
            assert isinstance(opened, Opened), opened
            assert children.deadline() == inf
            while len(children):
                descriptor = children.fileno()
                select.select(() if descriptor is None else (descriptor,), (), (), SOON if descriptor else 0.01)
                children.tend()
        assert endings == [Ending(code=0)]
        program, *arguments = opened.command
        assert self.record.read_text("utf-8").split("\0")[:-1] == arguments
        return [Path(program).name, *arguments]

    def refused(self, setting: str | None = None) -> str:
        """Why no window is opened."""
        children = FakeChildren()
        outcome = TerminalWindow(children, self.environment, self.platform).open(COMMAND, setting)
        assert children.started == []
        assert isinstance(outcome, NotOpened)
        return outcome.why


# What the user says


def test_the_command_is_appended_to_the_setting(tmp_path: Path) -> None:
    """Whatever blanks and quotes are in either, every argument arrives as it is."""
    desktop = Desktop(tmp_path, "term")
    setting = "term --title='a \"break\"' -e"
    assert desktop.open(setting) == ["term", '--title=a "break"', "-e", *COMMAND]


def test_the_setting_can_say_where_the_command_stands(tmp_path: Path) -> None:
    """There it is one word that a shell takes apart into the same arguments."""
    name, *arguments = Desktop(tmp_path, "tmux").open("tmux new-window 'exec {}; echo {}' -d")
    assert (name, arguments[0], arguments[2:]) == ("tmux", "new-window", ["-d"])
    quoted = shlex.join(COMMAND)
    assert arguments[1] == f"exec {quoted}; echo {quoted}"


def test_the_setting_needs_no_desktop(tmp_path: Path) -> None:
    """It may lead to a multiplexer, or to another machine."""
    assert Desktop(tmp_path, "tmux").open("tmux new-window {}", "true") == ["tmux", "new-window", "true"]


def test_a_known_terminal_alone_is_told_in_its_own_way(tmp_path: Path) -> None:
    """Who writes its name and nothing else does not mean the command to be its options."""
    assert Desktop(tmp_path, "gnome-terminal").open("gnome-terminal", "true") == ["gnome-terminal", "--", "true"]


def test_an_unknown_terminal_alone_gets_the_command_alone(tmp_path: Path) -> None:
    """A script of the user's own, for example, and by its whole path."""
    desktop = Desktop(tmp_path, "mine")
    assert desktop.open(str(desktop.folder / "mine"), "true") == ["mine", "true"]


@pytest.mark.parametrize(
    ("setting", "why"),
    [
        ("nosuch -e", "the terminal of the settings is not there: nosuch; put it right with `stretchbreak config"),
        ("/nosuch", "the terminal of the settings is not there: /nosuch; put it right with"),
        ("xterm -T 'a", "the terminal of the settings has a quote that is never closed: xterm -T 'a; put it right"),
    ],
)
def test_a_setting_that_cannot_be_is_told_and_not_passed_over(tmp_path: Path, setting: str, why: str) -> None:
    """Another terminal than the one that was asked for would hide the mistake."""
    assert Desktop(tmp_path, "xterm", **X11).refused(setting).startswith(why)


def test_an_empty_setting_is_none(tmp_path: Path) -> None:
    """What is there is taken."""
    assert Desktop(tmp_path, "xterm", **X11).open("  ", "true") == ["xterm", "-e", "true"]


# What the desktop says


@pytest.mark.parametrize(
    ("terminal", "began"),
    [
        ("kitty", ["kitty"]),
        ("wezterm", ["wezterm", "start", "--"]),
        ("mine", ["mine", "-e"]),
        ("mine -e", ["mine", "-e"]),
        ("mine --new", ["mine", "--new", "-e"]),
    ],
)
def test_the_variable_of_the_desktop_comes_first(tmp_path: Path, terminal: str, began: list[str]) -> None:
    """With the word between that this terminal wants; where that is not known, the one that most of them want."""
    desktop = Desktop(tmp_path, "xdg-terminal-exec", "kitty", "wezterm", "mine", TERMINAL=terminal, **WAYLAND)
    assert desktop.open() == [*began, *COMMAND]


@pytest.mark.parametrize("terminal", ["nosuch", "it's", ""])
def test_a_variable_that_leads_nowhere_is_passed_over(tmp_path: Path, terminal: str) -> None:
    """It is often older than the desktop."""
    desktop = Desktop(tmp_path, "xdg-terminal-exec", "xterm", TERMINAL=terminal, **X11)
    assert desktop.open() == ["xdg-terminal-exec", *COMMAND]


# What is there


@pytest.mark.parametrize(
    ("program", "before"),
    [
        ("xdg-terminal-exec", []),
        ("x-terminal-emulator", ["-e"]),
        ("gnome-terminal", ["--"]),
        ("ptyxis", ["--"]),
        ("kgx", ["--"]),
        ("konsole", ["-e"]),
        ("xfce4-terminal", ["-x"]),
        ("mate-terminal", ["-x"]),
        ("kitty", []),
        ("ghostty", ["-e"]),
        ("alacritty", ["-e"]),
        ("wezterm", ["start", "--"]),
        ("foot", []),
        ("terminator", ["-x"]),
        ("urxvt", ["-e"]),
        ("xterm", ["-e"]),
    ],
)
def test_every_known_terminal_gets_the_command_whole(tmp_path: Path, program: str, before: list[str]) -> None:
    """After the word that it wants before it."""
    assert Desktop(tmp_path, program, **X11, **WAYLAND).open() == [program, *before, *COMMAND]


def test_what_the_desktop_has_chosen_comes_before_what_is_merely_there(tmp_path: Path) -> None:
    """The two programs that stand for the user's choice, in this order."""
    desktop = Desktop(tmp_path, "xterm", "konsole", "x-terminal-emulator", "xdg-terminal-exec", **X11)
    assert desktop.open()[0] == "xdg-terminal-exec"
    (desktop.folder / "xdg-terminal-exec").unlink()
    assert desktop.open()[0] == "x-terminal-emulator"


@pytest.mark.parametrize(("display", "program"), [(X11, "xterm"), (WAYLAND, "foot")])
def test_a_terminal_that_could_not_show_itself_is_passed_over(
    tmp_path: Path, display: dict[str, str], program: str
) -> None:
    """Each of these two knows one kind of display alone."""
    assert Desktop(tmp_path, "foot", "xterm", **display).open()[0] == program


def test_what_cannot_be_started_is_no_terminal(tmp_path: Path) -> None:
    """A file without the right to run, and a folder."""
    desktop = Desktop(tmp_path, "kitty", "xterm", **X11)
    (desktop.folder / "kitty").chmod(0o644)
    (desktop.folder / "konsole").mkdir()
    assert desktop.open()[0] == "xterm"


def test_without_a_desktop_there_is_no_window(tmp_path: Path) -> None:
    """As over ssh: it says so, and what to do."""
    desktop = Desktop(tmp_path, "xterm", TERMINAL="xterm", DISPLAY="")
    assert desktop.refused() == (
        "there is no desktop here: neither DISPLAY nor WAYLAND_DISPLAY is set; "
        "take the break with `stretchbreak do` in a terminal"
    )


def test_without_a_terminal_there_is_no_window(tmp_path: Path) -> None:
    """It says how to name one."""
    assert Desktop(tmp_path, **X11).refused().startswith("no terminal is known here; name yours with `stretchbreak")


def test_what_cannot_be_started_at_all_is_said(tmp_path: Path) -> None:
    """As when too many processes run."""
    desktop = Desktop(tmp_path, "xterm", **X11)
    children = FakeChildren(trouble=BlockingIOError(11, "Resource temporarily unavailable"))
    outcome = TerminalWindow(children, desktop.environment, "linux").open(COMMAND)
    assert isinstance(outcome, NotOpened)
    assert "xterm cannot be started: resource temporarily unavailable; take the break with" in outcome.why


# Other systems


def test_a_linux_inside_windows_opens_a_window_of_windows(tmp_path: Path) -> None:
    """Where it has no terminal of its own; a semicolon is no end of a command there."""
    desktop = Desktop(tmp_path, "wt.exe", WSL_DISTRO_NAME="Debian")
    assert desktop.open(None, "do", "a; b") == ["wt.exe", "wsl.exe", "-d", "Debian", "--exec", "do", r"a\; b"]


def test_on_macos_terminal_runs_a_script_that_removes_itself(tmp_path: Path) -> None:
    """Terminal opens files, and gives them nothing of our environment: the script has all that it needs."""
    desktop = Desktop(tmp_path, "open", platform="darwin", STRETCHBREAK_HOME="/h ome", TMPDIR=str(tmp_path))
    told = tmp_path / "told"
    script = f'printf "%s\\0" "$STRETCHBREAK_HOME" "$@" > {shlex.quote(str(told))}'
    name, *arguments = desktop.open(None, "/bin/sh", "-c", script, "sh", *COMMAND)
    assert (name, arguments[:2]) == ("open", ["-a", "Terminal"])
    [place] = arguments[2:]
    assert Path(place).parent == tmp_path
    assert Path(place).stat().st_mode & 0o777 == 0o700
    subprocess.run([place], check=True, timeout=SOON)
    assert told.read_text("utf-8").split("\0") == ["/h ome", *COMMAND, ""]
    assert not Path(place).exists()
