"""The snippets of docs/status.md where they are used: in tmux, waybar, polybar, i3blocks, zsh and bash."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from desktop import display, wayland_display

from playing import ROUTINE
from real import Window, eventually, needs, opened
from statuses import ASKED, answers, snippets
from stretchbreak.core.status import Status
from stretchbreak.core.status_wording import line, short_line
from stretchbreak.core.template import MINUTES, filled, template

pytestmark = [pytest.mark.slow, pytest.mark.real]

HERE = Path(__file__).parent
NO_ENGINE = "o engine runs"


def stand_in(place: Path, told: dict[str, str] | None) -> None:
    """A program in this folder that gives these answers by its arguments; or none, as without an engine."""
    cases = [f"echo 'N{NO_ENGINE}' >&2; exit 4"]
    for number, (asked, text) in enumerate((told or {}).items()):
        (place / str(number)).write_text(text + "\n", encoding="utf-8")
        cases.insert(0, f"[ \"$*\" = '{asked}' ] && exec cat '{place / str(number)}'")
    program = place / "stretchbreak"
    program.write_text("\n".join(["#!/bin/sh", *cases]) + "\n", encoding="utf-8")
    program.chmod(0o755)


def real_command(ending: ExitStack, place: Path, told: dict[str, str] | None) -> None:
    """The real program in this folder, and beside it an engine that sleeps and gives these answers; or none."""
    ending.close()
    home = place / "engine"
    program = place / "stretchbreak"
    command = f"STRETCHBREAK_HOME='{home}' exec '{sys.executable}' -m stretchbreak \"$@\""
    program.write_text(f"#!/bin/sh\n{command}\n", encoding="utf-8")
    program.chmod(0o755)
    if told is not None:
        (place / "told").write_text(json.dumps(told), encoding="utf-8")
        ending.enter_context(asleep(home, place / "told"))


@contextmanager
def asleep(home: Path, told: Path) -> Iterator[None]:
    """An engine that gives the answers in this file."""
    variables = {**os.environ, "STRETCHBREAK_HOME": str(home)}
    with subprocess.Popen([sys.executable, HERE / "asleep_with.py", told], env=variables) as process:
        try:
            assert eventually(lambda: any(home.glob("run/*.sock")))
            yield
        finally:
            process.terminate()


Standing = Callable[[Path, dict[str, str] | None], None]


@pytest.fixture(params=["answers alone", "an engine"])
def program(request: pytest.FixtureRequest) -> Iterator[Standing]:
    """What puts a program called stretchbreak into a folder: one that only has answers, or the one that asks."""
    with ExitStack() as ending:
        yield stand_in if request.param == "answers alone" else partial(real_command, ending)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A user's home, with a folder for programs."""
    (tmp_path / "home" / "bin").mkdir(parents=True)
    return tmp_path / "home"


@contextmanager
def shown(command: list[str], home: Path, changes: dict[str, str] | None = None) -> Iterator[Window]:
    """This command in a wide window, with the folder for programs on PATH."""
    path = f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}"
    with opened(Window(command, home, columns=300, rows=8, changes={"PATH": path, **(changes or {})})) as window:
        yield window


def written(home: Path, name: str, text: str) -> str:
    """A file in this home; gives its path."""
    (home / name).write_text(text, encoding="utf-8")
    return str(home / name)


def called(name: str, day: str = "working") -> Status:
    """The status of a day whose routine has this name."""
    return ASKED[day].about(replace(ROUTINE, name=name)).status()


def now(text: str, status: Status) -> str:
    """The text with what moves filled in."""
    return filled(template(text), status.remaining, status.waiting)


# tmux


@contextmanager
def in_tmux(home: Path) -> Iterator[Window]:
    """A server with the page's settings and nothing else."""
    needs("tmux")
    settings = written(home, "tmux.conf", snippets("tmux")[0])
    server = ["tmux", "-u", "-f", settings, "-L", "bars"]
    with shown([*server, "new-session", "cat"], home, {"TMUX_TMPDIR": str(home)}) as window:
        try:
            yield window
        finally:
            with shown([*server, "kill-server"], home, {"TMUX_TMPDIR": str(home)}) as ending:
                ending.ends()


@pytest.mark.parametrize(
    "name", ["Upper-back reset", "#[fg=red]#S ##", "#(echo hacked)", "##[bg=red]", "%H:%M 100% #"]
)
def test_tmux_shows_the_line_as_it_is(program: Standing, home: Path, name: str) -> None:
    """Beside the clock; a name with styles, formats or commands of tmux in it is only a name."""
    status = called(name)
    program(home / "bin", answers(status))
    with in_tmux(home) as window:
        window.shows(f"{now(short_line(status), status)} | ")
        assert {cell.fg for cell in window.screen.buffer[7].values()} == {"black"}


def test_tmux_shows_the_clock_alone_without_an_engine(program: Standing, home: Path) -> None:
    """No word of an error."""
    program(home / "bin", None)
    with in_tmux(home) as window:
        window.shows(" | ")
        window.hides("not ready")
        assert NO_ENGINE not in window.text


# Bars of X11 and Wayland


@pytest.mark.parametrize("name", ["Upper-back reset", "a%{F#f00}b %{O99}"])
def test_polybar_reads_the_module_and_shows_the_line(program: Standing, home: Path, name: str) -> None:
    """The page's module in a bar; a name with tags in it has none."""
    needs("polybar", "Xvfb")
    status = called(name, "working-after-some-breaks")
    program(home / "bin", answers(status))
    config = written(home, "polybar.ini", "[bar/main]\nmodules-right = stretchbreak\n\n" + snippets("ini")[0])
    with display(home) as screen, shown(["polybar", "-s", "-c", config, "main"], home, screen) as window:
        window.shows(f"{now(line(status, MINUTES), status).replace('%{', '% {')}%{{A}}")
        assert "error" not in window.text


@contextmanager
def in_waybar(home: Path) -> Iterator[Window]:
    """A bar with the page's module and styles, that asks each second and tells what it does."""
    needs("waybar", "sway")
    config = json.loads(snippets("json")[1])
    config["custom/stretchbreak"]["interval"] = 1
    files = ["-c", written(home, "config", json.dumps(config)), "-s", written(home, "style.css", snippets("css")[0])]
    with (
        wayland_display(home) as screen,
        shown(["waybar", "-l", "debug", *files], home, screen | {"XDG_RUNTIME_DIR": str(home)}) as window,
    ):
        window.until(lambda: window.sent.count(b"Cmd exited with code 0") > 1, "it asked nothing")
        yield window


REFUSED = b"Failed to set text"


@pytest.mark.parametrize("day", ["working", "held"])
def test_waybar_reads_the_module_and_takes_every_text(program: Standing, home: Path, day: str) -> None:
    """Settings and styles have no error, and no name or reason in text or tooltip spoils the markup."""
    status = called('<b>R & D</b> &amp; "\\', day)
    program(home / "bin", answers(replace(status, holds=("<i> & so on",))))
    with in_waybar(home) as window:
        assert REFUSED not in window.sent
        assert b"[error]" not in window.sent


def test_waybar_would_refuse_what_is_not_escaped(program: Standing, home: Path) -> None:
    """So that the test above can fail at all."""
    program(home / "bin", {"status --bar waybar": json.dumps({"text": "R & D", "class": "due"})})
    with in_waybar(home) as window:
        window.until(lambda: REFUSED in window.sent, "waybar took it")


@pytest.mark.parametrize("name", ["Upper-back reset", '<b> "quoted" \\'])
def test_i3blocks_passes_the_line_on(program: Standing, home: Path, name: str) -> None:
    """As text, to a bar that takes no markup."""
    needs("i3blocks")
    status = called(name)
    program(home / "bin", answers(status))
    config = written(home, "i3blocks", snippets("i3blocks")[0])
    with shown(["i3blocks", "-c", config], home) as window:
        window.shows(f'"full_text":{json.dumps(now(line(status), status))}')


# Prompts


@pytest.mark.parametrize(("shell", "file"), [("zsh", ".zshrc"), ("bash", ".bashrc")])
def test_a_prompt_tells_how_long_there_is(program: Standing, home: Path, shell: str, file: str) -> None:
    """Before the first command is typed; and nothing, not even an error, without an engine."""
    needs(shell)
    written(home, file, snippets(shell)[0])
    program(home / "bin", answers(called("Upper-back reset")))
    with shown([shell, "-i"], home) as window:
        window.shows("○ 37 min")
        program(home / "bin", None)
        window.press("clear; echo $((6 * 7)) still typed\r")
        window.shows("42 still typed")
        window.hides("37 min")
        assert NO_ENGINE not in window.text
