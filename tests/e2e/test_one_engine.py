"""One engine a user: of two that are started at the same instant one begins, and the other says why it does not."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from engines import Engine, no_engine

from real import PROGRAM, SOON, environment, eventually, window

pytestmark = [pytest.mark.slow, pytest.mark.real]

ROUNDS = 3
"""In each of these two are started; a race that one side loses only now and then shows in the longer run."""

DETACHED = ("start", "--detach")
FOREGROUND = ("start", "--plain")


def begun(one: Engine, words: Sequence[str]) -> subprocess.Popen[str]:
    """A program that begins just now."""
    return subprocess.Popen(
        [*PROGRAM, *words],
        env=environment(one.home),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def has_lost(process: subprocess.Popen[str]) -> bool:
    """Whether this one has ended because the other was first."""
    return process.poll() == 1


@pytest.mark.parametrize("other", [DETACHED, FOREGROUND], ids=["detached", "in-a-terminal"])
@pytest.mark.parametrize("_round", range(ROUNDS))
def test_of_two_at_the_same_instant_exactly_one_begins(tmp_path: Path, other: Sequence[str], _round: int) -> None:
    """The loser ends with 1, names the winner on stderr, and says nothing on stdout; the winner answers."""
    with no_engine(tmp_path / "home") as one, begun(one, DETACHED) as first, begun(one, other) as second:
        assert eventually(lambda: has_lost(first) != has_lost(second))
        winner, loser = (second, first) if has_lost(first) else (first, second)
        out, err = loser.communicate(timeout=SOON)
        assert out == ""
        assert err.startswith("stretchbreak runs already in ")
        assert eventually(lambda: one.ask("status").returncode == 0)
        assert one.status()["engine"]["detached"] is (winner is first or other is DETACHED)
        assert one.status()["engine"]["pid"] == one.pid
        assert one.said("stop") == "Stopped.\n"
        assert winner.wait(SOON) == 0


def test_a_second_one_names_the_terminal_of_the_first(tmp_path: Path) -> None:
    """And its pid; both kinds of second ones do, and the first goes on."""
    home = tmp_path / "home"
    with no_engine(home) as one, window("start", home=home) as shown:
        shown.shows("next break at")
        for words in (DETACHED, FOREGROUND):
            again = one.ask(*words)
            assert (again.returncode, again.stdout) == (1, "")
            assert "in /dev/pts/" in again.stderr
            assert f"(pid {shown.pid})" in again.stderr
        assert one.status()["engine"] | {"since": ""} == {
            "pid": shown.pid,
            "since": "",
            "detached": False,
            "version": one.status()["engine"]["version"],
        }
