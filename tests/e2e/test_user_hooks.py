"""The user's hooks in the real program: they run, are told what happened, and never hold anything up."""

from __future__ import annotations

import re
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest

from real import eventually, processes, window
from stretchbreak.shell.hooks import LIMIT

pytestmark = pytest.mark.slow

DAY = ("start", "--every", "2s", "--no-sound")
LOG = """echo "$STRETCHBREAK_EVENT $STRETCHBREAK_ROUTINE $STRETCHBREAK_OUTCOME" >> "$STRETCHBREAK_HOME/log" """


def settings(home: Path, **hooks: str) -> None:
    """Settings with these hooks."""
    folder = home / "stretchbreak"
    folder.mkdir(parents=True)
    lines = [f"  {what.replace('_', '-')}: |-\n    {command.strip()}\n" for what, command in hooks.items()]
    (folder / "settings.yaml").write_text(f"hooks:\n{''.join(lines)}", encoding="utf-8")


def log(home: Path) -> list[str]:
    """What the hooks have written."""
    place = home / "stretchbreak" / "log"
    return [line.strip() for line in place.read_text("utf-8").splitlines()] if place.exists() else []


def test_hooks_run_through_a_break(tmp_path: Path) -> None:
    """At the offer, the start and the finish, each told its own facts; the terminal is the program's alone."""
    home = tmp_path / "home"
    settings(home, offer=LOG, start=f"echo not on the screen; {LOG}", finish=LOG)
    with window(*DAY, home=home) as shown:
        shown.shows("time for a break")
        shown.press("\r")
        shown.shows("enter ready")
        assert eventually(lambda: len(log(home)) == 2)
        shown.press("q")
        shown.shows("any key closes")
        assert eventually(lambda: len(log(home)) == 3)
        shown.press("x")
        shown.shows("next break at")
        shown.press("q")
        assert shown.ends() == 0
    assert log(home)[:3] == [
        "offer upper-back-reset",
        "start upper-back-reset",
        "finish upper-back-reset abandoned",
    ]
    assert b"not on the screen" not in shown.sent


def test_hooks_that_hang_or_fail_delay_nothing_and_are_told_of(tmp_path: Path) -> None:
    """Breaks come as ever, the end comes at once, nothing stays; what went wrong is said once, on the last lines."""
    home = tmp_path / "home"
    settings(home, heads_up="sleep 600 & sleep 600", offer="plaerctl pause", skip=LOG)
    with window(*DAY, "--plain", home=home) as shown:
        for _ in range(2):
            shown.shows("offer:")
            shown.press("s")
            shown.press("m")
            shown.until(lambda: log(home) != [], "no skip was noticed")
            (home / "stretchbreak" / "log").unlink()
            shown.screen.reset()
        shown.press("q")
        assert shown.ends(within=5.0) == 0
    text = shown.sent.decode()
    offers = [datetime.strptime(found, "%H:%M:%S") for found in re.findall(r"(\S+)  offer:", text)]  # noqa: DTZ007
    assert all(0 < (later - former).total_seconds() % 86400 < LIMIT for former, later in pairwise(offers))
    assert len(re.findall(r"the hook for offer failed: exit code 127: .*not found", text)) == 1
    assert "Traceback" not in text
    assert eventually(lambda: processes(home) == {})
