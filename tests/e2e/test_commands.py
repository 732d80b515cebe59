"""Every command to an engine, in the background, in a terminal, or to none: what is said, where, the exit code."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from engines import Engine, engine, no_engine

from real import eventually, window

pytestmark = [pytest.mark.slow, pytest.mark.real]

KEYS = {
    *("state", "next_at", "remaining_s", "routine", "routine_s", "snoozes_left", "owed", "paused_until", "today"),
    *("target", "engine"),
}

Line = tuple[str, int, str, str]
"""A command, its exit code, and what its whole stdout and stderr look like; an empty pattern for nothing at all."""

WORKING: tuple[Line, ...] = (
    ("status", 0, r"Next break at [\w :]+, in [\d:]+: .*\nToday: no break yet; .*\n", ""),
    ("status --json", 0, r'\{"state": "working", .*\}\n', ""),
    ("status --format '{state}|{snoozes_left}'", 0, r"working\|2\n", ""),
    ("status --bar tmux", 0, r"\d+ min > Upper-back reset\n", ""),
    ("status --bar=plain", 0, r"[\d:]+ > Upper-back reset .*\n", ""),
    ("status --format '{nonsense}'", 2, "", r".*nonsense.*remaining.*"),
    ("status --format '{'", 2, "", r".+"),
    ("status --bar wallpaper", 2, "", r".*'wallpaper'.*"),
    ("status --json --bar tmux", 2, "", r".*choose one of.*"),
    ("status now", 2, "", r".*unexpected extra argument.*"),
    ("snooze", 1, "", r"There is nothing to snooze: no break is due\. Next break at [\w :]+\.\n"),
    ("snooze soon", 2, "", r".*'soon' makes no sense here.*"),
    ("pause", 0, r"Paused for 1 h\. Next break at [\w :]+\.\n", ""),
    ("status --format '{state}'", 0, r"paused\n", ""),
    ("snooze 10m", 1, "", r"There is nothing to snooze.*"),
    ("skip", 1, "", r"There is nothing to skip.*"),
    ("done", 1, "", r"No break is waiting to be reported.*"),
    ("pause 30m", 0, r"Paused for 30 min\. Next break at [\w :]+\.\n", ""),
    ("pause --until-resume", 0, r"Paused until resumed\. Until `stretchbreak resume`\.\n", ""),
    ("pause until 99:00", 2, "", r".*makes no sense here.*pause until 14:00.*"),
    ("pause for ever", 2, "", r".*makes no sense here.*"),
    ("resume", 0, r"Going on\. Next break at [\w :]+\.\n", ""),
    ("resume", 0, r"Nothing was paused\. Next break at [\w :]+\.\n", ""),
    ("resume now", 2, "", r".*unexpected extra argument.*"),
    ("pause until 03:00", 0, r"Paused for .*\. Next break at [\w :]+\.\n", ""),
    ("resume", 0, r"Going on\..*\n", ""),
    (
        "meeting",
        0,
        r"Every break is held for 1 h: meeting\. .* Next break at [\w :]+, unless it is held \(meeting\)\.\n",
        "",
    ),
    ("meeting 2h", 0, r"Every break is held for 2 h: meeting\. .*\n", ""),
    ("meeting end", 0, r"No meeting holds breaks any more\. Next break at [\w :]+\.\n", ""),
    ("meeting until lunch", 2, "", r".*unexpected extra argument.*"),
    ("meeting soon", 2, "", r".*makes no sense here.*"),
    ("done", 0, r"Noted as done already\. Next break at [\w :]+\.\n", ""),
    ("done twice", 2, "", r".*unexpected extra argument.*"),
    ("skip --reason focus", 0, r"Skipped: focus\. Next break at [\w :]+\.\n", ""),
    ("skip", 0, r"Skipped: no reason given\. Next break at [\w :]+\.\n", ""),
    ("skip --because focus", 2, "", r".*--because.*"),
    ("why", 0, r"(\d\d:\d\d:\d\d  [a-z-]+ .*\n){7,}", ""),
    ("why --json", 0, r'(\{"at": .*\}\n){7,}', ""),
    ("why --since 00:00", 0, r"(.*\n){7,}", ""),
    ("why --since noon", 2, "", r".*noon.*"),
    ("start", 1, "", r"stretchbreak runs already in .* \(pid \d+\)\..*\n"),
    ("start --detach", 1, "", r"stretchbreak runs already in .* \(pid \d+\)\..*\n"),
    ("stop now", 2, "", r".*unexpected extra argument.*"),
    ("--version", 0, r"stretchbreak \d+\.\d+.*\n", ""),
    ("pause --help", 0, r"(?s)Usage: stretchbreak pause .*", ""),
    ("stop -h", 0, r"(?s)Usage: stretchbreak stop .*", ""),
    ("stop", 0, r"Stopped\.\n", ""),
)
"""A day, command by command."""

HEADS_UP: tuple[Line, ...] = (
    ("status --format '{state}'", 0, r"heads-up\n", ""),
    ("snooze", 0, r"Snoozed 1 of 2, for 5 min\. Next break at [\w :]+\.\n", ""),
    ("snooze 10m", 0, r"Snoozed 2 of 2, for 10 min\. Next break at [\w :]+\.\n", ""),
    ("snooze", 1, "", r"Snoozed 2 of 2 times already.*"),
    ("skip", 0, r"Skipped: no reason given\. Next break at [\w :]+\.\n", ""),
    ("status --format '{state} {snoozed} {skipped}'", 0, r"working 2 1\n", ""),
    ("stop", 0, r"Stopped\.\n", ""),
)
"""What is asked back when a key is pressed is meant when it is typed."""

ORDERS = ("status", "status --json", "status --watch", "pause", "pause 5m", "resume", "snooze", "skip", "done")
NOBODY: tuple[Line, ...] = (
    *((words, 4, "", r"No engine runs\. .*\n") for words in (*ORDERS, "meeting", "meeting end", "stop")),
    ("status --bar wallpaper", 2, "", r".*'wallpaper'.*"),
    ("snooze soon", 2, "", r".*makes no sense here.*"),
    ("why", 0, "", r"Nothing was decided yet today.*\n"),
    ("status --help", 0, r"(?s)Usage: .*", ""),
)


@contextmanager
def running(kind: str, home: Path, *words: str) -> Iterator[Engine]:
    """An engine in the background, or in a window."""
    if kind == "detached":
        with engine(home, *words) as one:
            yield one
    else:
        with no_engine(home) as one, window("start", *words, home=home) as shown:
            shown.until(lambda: one.ask("status").returncode == 0, "no engine answered")
            yield one
            assert shown.ends() == 0
            assert shown.is_restored
            shown.shows("stretchbreak ended:")


def play(one: Engine, lines: tuple[Line, ...]) -> None:
    """Give each command, and look at all that it says."""
    for words, code, out, err in lines:
        said = one.ask(*shlex.split(words))
        assert said.returncode == code, (words, said)
        assert re.fullmatch(out, said.stdout), (words, said)
        assert re.fullmatch(err, said.stderr, re.DOTALL), (words, said)


@pytest.mark.parametrize("kind", ["detached", "in-a-terminal"])
def test_a_day_by_commands(tmp_path: Path, kind: str) -> None:
    """The answer on stdout and nothing on stderr, or the reverse; what is wrong is explained as without an engine."""
    with running(kind, tmp_path / "home") as one:
        told = one.status()
        assert set(told) == KEYS
        assert told["engine"]["detached"] is (kind == "detached")
        play(one, WORKING)
        assert one.ask("status").returncode == 4


@pytest.mark.parametrize("kind", ["detached", "in-a-terminal"])
def test_a_break_that_is_near_can_be_put_off_and_let_go(tmp_path: Path, kind: str) -> None:
    """In the heads-up already; the second snooze and the skip are not asked back."""
    with running(kind, tmp_path / "home", "--every", "12s") as one:
        assert eventually(lambda: one.status()["state"] == "heads-up")
        play(one, HEADS_UP)


def test_without_an_engine_there_is_nobody_to_ask(tmp_path: Path) -> None:
    """Exit code 4, one sentence on stderr; usage comes before that, and `why` reads what there is."""
    with no_engine(tmp_path / "home") as one:
        play(one, NOBODY)


def test_a_call_for_help_wakes_nobody(tmp_path: Path) -> None:
    """Neither does the version."""
    with engine(tmp_path / "home") as one:
        assert one.is_now("asleep")
        before = Path(f"/proc/{one.pid}/schedstat").read_text(encoding="ascii").split()[2]
        for words in ("status --help", "stop -h", "--version", "--help"):
            assert one.ask(*words.split()).returncode == 0
        assert one.program == "asleep"
        assert Path(f"/proc/{one.pid}/schedstat").read_text(encoding="ascii").split()[2] == before
