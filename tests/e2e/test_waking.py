"""How often the program wakes while nothing on the screen changes, and what it looks after when it does."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from fake_time import fast_window, needs_fake_time

from real import Window, eventually

pytestmark = [pytest.mark.slow, pytest.mark.real]

BEGIN = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("UTC"))
SPEED = 1200
SPAN = 2.0
"""True seconds of watching: forty minutes of the program's."""

OFF = ("--hours", "sat 09:00-12:00")
WAITING = {
    "plain-lines": (("--plain", "--every", "10h"), "", "next break at"),
    "minutes-shown": (("--every", "10h"), "t", "min"),
    "paused-and-minutes-shown": (("--every", "10h"), "t ", "paused until"),
    "off-hours": (OFF, "", "off hours until Sat 09:00"),
    "off-hours-in-plain-lines": (("--plain", *OFF), "", "off hours now"),
}


@pytest.mark.parametrize(("words", "keys", "text"), WAITING.values(), ids=WAITING)
def test_whoever_waits_wakes_at_most_twice_a_minute(
    tmp_path: Path, words: tuple[str, ...], keys: str, text: str
) -> None:
    """Counted by the kernel, in forty minutes of a fast clock: it looks up once a minute, and may twice."""
    needs_fake_time()
    with fast_window(BEGIN, SPEED, "start", *words, home=tmp_path / "home", zone="UTC") as shown:
        shown.until(lambda: len(shown.sent) > 0, "nothing was shown")
        shown.press(keys)
        shown.shows(text)
        shown.watch(0.1)
        before = woken(shown)
        minutes = shown.watch(SPAN) * SPEED / 60
        assert 0.5 <= (woken(shown) - before) / minutes <= 2


def woken(shown: Window) -> int:
    """How often the process has gone to sleep of its own accord, to be woken later."""
    status = Path(f"/proc/{shown.pid}/status").read_text(encoding="ascii")
    found = re.search(r"^voluntary_ctxt_switches:\s+(\d+)", status, re.MULTILINE)
    assert found
    return int(found[1])


@pytest.mark.parametrize("keys", ["", "t", " t"], ids=["seconds", "minutes", "paused"])
def test_changed_settings_count_within_a_minute(tmp_path: Path, keys: str) -> None:
    """However the screen waits for what comes next: three minutes later at the latest they are to be seen."""
    needs_fake_time()
    place = tmp_path / "home" / "stretchbreak" / "settings.yaml"
    place.parent.mkdir(parents=True)
    with fast_window(BEGIN, 120, "start", "--every", "55m", home=tmp_path / "home", zone="UTC") as shown:
        shown.shows("Upper-back reset")
        shown.press(keys)
        shown.watch(0.2)
        place.write_text("rhythm: {routine: quick-neck}\n", encoding="utf-8")
        shown.shows("Quick neck", within=1.5)
        shown.press("q")
        assert shown.ends() == 0


def test_no_process_that_posted_a_notification_is_left_behind(tmp_path: Path) -> None:
    """A minute after its end at the latest nothing of it is left, while the program waits on until tomorrow."""
    needs_fake_time()
    words = ("--plain", "--no-sound", "--at", "09:30")
    with fast_window(BEGIN, 600, "start", *words, home=tmp_path / "home", zone="UTC") as shown:
        shown.shows("offer: its time of the clock")
        assert eventually(lambda: len(children(shown.pid)) > 0)
        shown.shows("missed: no answer")
        assert eventually(lambda: children(shown.pid) == [])
        shown.press("q")
        assert shown.ends() == 0


def children(pid: int) -> list[str]:
    """The processes that this one has begun and not buried yet, as the kernel tells of them."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            told = status.read_text(encoding="utf-8", errors="replace")
            if told.rpartition(")")[2].split()[1] == str(pid):
                found.append(told)
    return found
