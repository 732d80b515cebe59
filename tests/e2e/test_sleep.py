"""The machine falls asleep: a suspend as the kernel's clocks show it, while the real program waits or guides."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from fake_time import HERE, faked, needs_fake_time

from real import Window, environment, opened

pytestmark = [pytest.mark.slow, pytest.mark.real]

SLEEPY = str(HERE / "sleepy.py")
AT_ONCE = 3.0


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A user's home, on a machine where a process can have clocks of its own; skips elsewhere, also in CI."""
    needs_fake_time()
    home = tmp_path / "home"
    home.mkdir()
    asked = subprocess.run(
        [sys.executable, SLEEPY, "--probe"],
        env=environment(home, faked()),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if asked.returncode:
        reason = asked.stderr.strip().splitlines()[-1]
        pytest.skip(f"the kernel, or our rights, allow no time namespace here (in CI neither): {reason}")
    return home


@contextmanager
def sleepy(home: Path, *words: str, columns: int = 40, rows: int = 8) -> Iterator[Window]:
    """The program on a machine that sleeps when told, in a small window."""
    words = (SLEEPY, str(home / "sleep"), *words)
    changes = faked(FAKETIME_DONT_FAKE_MONOTONIC="1", TZ="UTC")
    shown = Window([sys.executable, *words], home, columns=columns, rows=rows, changes=changes)
    with opened(shown):
        yield shown


def sleep(shown: Window, home: Path, seconds: int) -> None:
    """Let the machine sleep so long."""
    (home / "sleep").write_text(str(seconds), encoding="ascii")
    shown.signal(signal.SIGWINCH)


def next_break(shown: Window) -> timedelta:
    """The time of the clock at which the next break is due."""
    found = re.search(r"next break at (\d\d):(\d\d)", shown.text)
    assert found, shown.text
    return timedelta(hours=int(found[1]), minutes=int(found[2]))


def between(before: timedelta, after: timedelta) -> float:
    """Minutes from one time of the clock to the other."""
    return (after - before) / timedelta(minutes=1) % (24 * 60)


def test_an_hour_asleep_is_one_natural_break(home: Path) -> None:
    """No offer on waking; the next break is due an hour after it, and a second look finds nothing more."""
    with sleepy(home, "start", "--every", "60m") as shown:
        shown.shows("next break at")
        before = next_break(shown)
        sleep(shown, home, 3600)
        shown.shows("1 natural", AT_ONCE)
        shown.shows("59:5", AT_ONCE)
        assert between(before, next_break(shown)) in (60, 61)
        assert "time for a break" not in shown.text
        shown.press("q")
        shown.shows("stretchbreak ended: 1 natural.")
        assert shown.ends() == 0


def test_a_minute_asleep_changes_nothing(home: Path) -> None:
    """The break comes when it would have come; the minute has passed all the same."""
    with sleepy(home, "start", "--every", "60m") as shown:
        shown.shows("59:5")
        before = next_break(shown)
        sleep(shown, home, 60)
        shown.shows("58:5", AT_ONCE)
        assert next_break(shown) == before
        shown.press("q")
        shown.shows("stretchbreak ended: no break yet.")
        assert shown.ends() == 0


def test_a_break_that_fell_due_asleep_is_offered_once_on_waking(home: Path) -> None:
    """Four minutes asleep over the heads-up and the moment itself: one offer, from its beginning, with its reason."""
    with sleepy(home, "start", "--every", "3m", "--plain", "--no-sound", columns=80) as shown:
        shown.shows("next break at")
        sleep(shown, home, 240)
        shown.shows("offer: fell due during 4 min away (sleep)", AT_ONCE)
        shown.press("q")
        shown.shows("stretchbreak ended: no break yet.")
        assert shown.ends() == 0
    assert shown.sent.count(b"offer:") == 1
    assert b"heads-up" not in shown.sent


def test_a_night_asleep_in_a_guided_break_is_a_pause(home: Path) -> None:
    """The rep waits, whole; space goes on with it, and the day has no break of it but this one."""
    with sleepy(home, "start", "--every", "2s", "--no-sound", columns=80, rows=24) as shown:
        shown.shows("time for a break")
        shown.press("\r")
        shown.shows("enter ready")
        shown.press("\r")
        shown.shows("rep 1 of 10")
        sleep(shown, home, 8 * 3600)
        shown.shows("space go on", AT_ONCE)
        assert "rep 1 of 10" in shown.text
        shown.press(" ")
        shown.hides("space go on")
        shown.shows("rep 2 of 10", 15.0)
        shown.press("q")
        assert "left 1/10" in shown.shows("any key closes")
        shown.press("x")
        shown.press("q")
        shown.shows("stretchbreak ended: 1 partly done, 1 rep.")
        assert shown.ends() == 0
