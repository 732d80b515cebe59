"""The program killed, started again, and left with strange files: the day goes on, and nothing is lost."""

from __future__ import annotations

import json
import os
import re
import signal
import sys
from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path

import pytest

from real import Window, in_shell, opened, run, window
from stretchbreak.shell.clock import SystemClock

pytestmark = pytest.mark.slow

PLAIN = ("start", "--plain", "--no-sound")
NEXT = re.compile(r"next break at (\d\d:\d\d:\d\d)")
WITHIN = timedelta(seconds=1)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A user's empty home."""
    return tmp_path / "home"


@pytest.fixture
def state(home: Path) -> Path:
    """The state file in it; it is not there yet."""
    return home / "stretchbreak" / "state.json"


def next_break(shown: Window) -> str:
    """When the next break falls due, to the second, as a plain line or a note says it."""
    found = NEXT.search(shown.shows("next break at"))
    assert found is not None
    return found[1]


def now() -> datetime:
    """The time on the wall."""
    return SystemClock().now().wall


def killed(shown: Window, number: int = signal.SIGKILL) -> None:
    """End the process without asking it."""
    os.kill(shown.pid, number)
    shown.ends()


def decisions(home: Path) -> list[dict[str, object]]:
    """What is in the journal, every line of it whole."""
    files = sorted((home / "stretchbreak" / "journal").iterdir())
    return [json.loads(line) for file in files for line in file.read_text().splitlines()]


def quits(shown: Window) -> None:
    """Quit, and see that all is well."""
    shown.press("q")
    assert shown.ends() == 0
    assert b"Traceback" not in shown.sent


def changed(state: Path, change: Callable[[dict[str, object]], object]) -> None:
    """Change what was left behind."""
    kept = json.loads(state.read_text())
    change(kept)
    state.write_text(json.dumps(kept))


# Killed, and started again


def test_a_killed_day_goes_on_to_the_second(home: Path) -> None:
    """By kill -9, by Ctrl-C and by q, in lines and on the screen: the due time is always the former one."""
    with window(*PLAIN, home=home) as first:
        due = next_break(first)
        killed(first)
    with window("start", "--no-sound", home=home) as second:
        second.shows("going on from before")
        assert next_break(second) == due
        assert f"next break at {due[:5]}" in second.text
        second.press("\x03")
        assert second.ends() == 130
    with window(*PLAIN, home=home) as third:
        third.shows("every 1 h; going on from before; next break at")
        assert next_break(third) == due
        quits(third)
    with window("start", home=home, columns=40, rows=8) as fourth:
        fourth.shows(f"next break at {due[:5]}")
        counted = re.search(r"\b(\d\d):(\d\d)\b", fourth.shows("59:").split("next break")[1][5:].split("\n", 1)[1])
        assert counted is not None
        left = timedelta(minutes=int(counted[1]), seconds=int(counted[2]))
        assert abs(now() + left - at_today(due)) <= 2 * WITHIN
        quits(fourth)
    told = run("why", home=home)
    assert [line.split()[1] for line in told.stdout.splitlines()] == ["on-hours", "resume", "resume", "resume"]


def at_today(clock: str) -> datetime:
    """This time of the clock, an hour ahead at most."""
    moment = datetime.combine(now().date(), time.fromisoformat(clock), now().tzinfo)
    return moment if moment > now() - timedelta(hours=1) else moment + timedelta(days=1)


def test_after_a_reboot_it_goes_on_too(home: Path, state: Path) -> None:
    """Another boot, in which the machine's own clock began anew: the clock on the wall tells the gap."""
    with window(*PLAIN, home=home) as first:
        due = next_break(first)
        killed(first)
    changed(state, lambda kept: kept.update(boot="another"))
    state.write_text(re.sub(r'("(?:mono|due|seen)": *)([0-9.]+)', a_million_seconds_on, state.read_text()))
    for _ in range(2):  # the second time within one boot, on a clock that was shifted
        with window(*PLAIN, home=home) as again:
            again.shows("going on from before")
            assert next_break(again) == due
            killed(again)


def a_million_seconds_on(found: re.Match[str]) -> str:
    """The field with its time on the clock of another boot."""
    return f"{found[1]}{float(found[2]) + 1e6:.6f}"


def test_after_hours_away_the_rhythm_starts_afresh(home: Path, state: Path) -> None:
    """The gap is said, recorded as a natural break, and the next break is an interval away."""
    with window(*PLAIN, home=home) as first:
        first.shows("next break at")
        killed(first)
    changed(state, lambda kept: kept.update(boot="another", alive={**kept["alive"], "wall": hours_ago(5)}))  # type: ignore[dict-item]  # it is one
    with window("start", home=home) as second:
        second.shows("5 h away (not running): starting afresh")
        assert abs(at_today(next_break(second)) - now() - timedelta(hours=1)) < 9 * WITHIN
        second.shows("1 natural")
        quits(second)
    assert [one["what"] for one in decisions(home)] == ["on-hours", "natural"]


def hours_ago(hours: int) -> str:
    """So long ago, as it is kept."""
    return (now() - timedelta(hours=hours)).isoformat()


def test_what_a_day_came_to_is_not_forgotten(home: Path) -> None:
    """A break reported as done before the kill is counted after it."""
    with window("start", "--every", "3s", "--no-sound", home=home) as first:
        first.shows("time for a break")
        first.press("d")
        first.shows("1 done")
        killed(first)
    with window("start", "--every", "3s", "--no-sound", home=home) as second:
        second.shows("1 done")
        quits(second)
        second.until(lambda: b"stretchbreak ended: 1 done" in second.sent, "the day was forgotten")


def test_a_kill_in_a_break_keeps_its_reps_and_a_hard_one_says_so(home: Path) -> None:
    """SIGTERM ends the break as q does; after kill -9 nobody knows what was done of it."""
    for number, (what, why) in (
        (signal.SIGTERM, ("finish", "abandoned: 0 of 20 reps")),
        (signal.SIGKILL, ("closed", "stretchbreak ended during the break, and kept none of its reps")),
    ):
        with window("start", "upper-trap", home=home) as day:
            day.shows("next break at")
            day.press("b")
            day.shows("enter ready")
            killed(day, number)
        with window("start", "upper-trap", home=home) as again:
            again.shows("next break at")
            quits(again)
        ended = [(one["what"], one["why"]) for one in decisions(home) if one["what"] in {"finish", "closed"}]
        assert ended[-1] == (what, why)


def test_another_rhythm_starts_afresh_and_says_so(home: Path) -> None:
    """A due time of an hourly rhythm means nothing in one of half an hour."""
    with window(*PLAIN, home=home) as first:
        first.shows("next break at")
        killed(first)
    with window(*PLAIN, "--every", "30m", home=home, columns=200) as second:
        second.shows("the rhythm or the hours have changed: starting afresh")
        assert abs(at_today(next_break(second)) - now() - timedelta(minutes=30)) < 9 * WITHIN
        quits(second)


def test_killed_at_any_moment_there_is_always_a_day_to_take_up(home: Path, state: Path) -> None:
    """Ten times, somewhere among a hundred pauses: never a damaged file, never a torn line, none forgotten."""
    for number in range(10):
        with window(*PLAIN, home=home) as day:
            day.shows("going on from before" if number else "every 1 h; next break at")
            day.press(" " * 100)
            day.until(partial(has_paused, day, number), "no key was answered")
            killed(day)
        assert "cannot be used" not in day.text
        json.loads(state.read_text())
    kept = [one["why"] for one in decisions(home)]
    assert sum(str(why).endswith("the day goes on as it was") for why in kept) == 9
    assert kept.count("for 1 h") >= 45


def has_paused(day: Window, times: int) -> bool:
    """Whether the day was paused so often."""
    return day.sent.count(b"pause: for 1 h") >= times


def test_a_second_one_is_told_of_the_first_and_breaks_nothing(home: Path) -> None:
    """It says in which terminal the other runs, and what to do; the first goes on as if nothing had been."""
    with window(*PLAIN, "--every", "2s", home=home) as one:
        one.shows("next break at")
        with window(*PLAIN, "--every", "2s", home=home) as other:
            other.shows("stretchbreak runs already in /dev/")
            assert other.ends() == 1
        one.shows("offer: ")
        one.press("d")
        one.shows("finish: done already")
        quits(one)
    assert {"on-hours", "offer", "finish"} <= {str(one["what"]) for one in decisions(home)}


# Strange files


@pytest.mark.parametrize(
    "content",
    [b"", b"{", bytes(range(256)), b'{"version": 1}', b'{"version": 2}', b"[" * 100_000],
    ids=["empty", "torn", "binary", "bare", "newer", "deep"],
)
def test_a_state_that_cannot_be_used_is_put_aside_and_told(home: Path, state: Path, content: bytes) -> None:
    """One sentence says what it was and where it is; the day starts afresh, and is kept from then on."""
    state.parent.mkdir(parents=True)
    state.write_bytes(content)
    with window(*PLAIN, home=home, columns=300) as day:
        day.shows("next break at")
        assert f"{state} cannot be used (it " in day.text
        assert "and the day starts afresh" in day.text
        killed(day)
    [aside] = state.parent.glob("state.json.*")
    assert str(aside) in day.text
    assert aside.read_bytes() == content
    with window("start", home=home) as again:
        again.shows("going on from before")
        quits(again)


def test_a_state_that_makes_no_sense_is_put_aside_too(home: Path, state: Path) -> None:
    """Every value in it is right, and together they are not."""
    with window(*PLAIN, home=home) as first:
        first.shows("next break at")
        killed(first)
    text = state.read_text()
    state.write_text(re.sub(r'"due": [0-9.]+', '"due": -9e9', text))
    with window("start", home=home) as day:
        # Said below the picture, which may come over it at once.
        day.until(lambda: b"cannot be used (its times make no sense)" in day.sent, "nothing was said of it")
        day.shows("next break at")
        quits(day)
    assert len(list(state.parent.glob("state.json.damaged-*"))) == 1


def a_circle(path: Path) -> None:
    """A link that leads to itself."""
    path.symlink_to(path)


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, a_circle], ids=["folder", "pipe", "circle"])
def test_a_state_that_cannot_be_read_is_left_alone(home: Path, state: Path, make: Callable[[Path], None]) -> None:
    """The day goes on without."""
    state.parent.mkdir(parents=True)
    make(state)
    with window(*PLAIN, home=home, columns=300) as day:
        day.shows("next break at")
        assert f"{state} cannot be read" in day.text
        quits(day)
    assert {path.name for path in state.parent.iterdir()} == {"journal", "state.json", "engine.lock", "run"}


def test_a_home_that_cannot_be_written_stops_no_break(home: Path) -> None:
    """Where not even root can make a file: both are told once, and breaks come as ever."""
    where = {"STRETCHBREAK_HOME": "/proc/stretchbreak"}
    with window(*PLAIN, "--every", "1s", home=home, columns=200, changes=where) as day:
        day.shows("offer: ")
        day.press("d")
        day.shows("finish: done already")
        assert day.text.count("decisions cannot be written to /proc/stretchbreak/journal") == 1
        assert day.text.count("/proc/stretchbreak/state.json cannot be written") == 1
        quits(day)
    told = run("why", home=home, changes=where)
    assert (told.returncode, told.stdout) == (0, "")


def test_a_full_disk_stops_no_break_either(home: Path) -> None:
    """What could not be written is remembered; the screen says so, and is whole."""
    command = in_shell("ulimit -f 0; stretchbreak start --every 2s --no-sound")
    with opened(Window(["bash", "-c", command], home, columns=120)) as day:
        day.shows("time for a break")
        day.press("d")
        day.shows("1 done")
        day.press("q")
        assert day.ends() == 0
    assert b"Traceback" not in day.sent


# One break


def test_a_single_break_is_in_the_journal_and_a_preview_is_not(home: Path) -> None:
    """With what was done, whether it was left with q or with Ctrl-C."""
    for key, code in (("q", 0), ("\x03", 130)):
        with window("do", "upper-trap", "--plain", home=home) as shown:
            shown.shows("upper-trap right -/10 prepare")
            shown.press(key)
            assert shown.ends() == code
    assert run("do", "quick-neck", "--speed", "60", home=home).returncode == 0
    kept = [(one["what"], one["routine"], one["why"], one["outcome"]) for one in decisions(home)]
    assert kept == [("finish", "upper-trap", "asked for with do; abandoned: 0 of 20 reps", "abandoned")] * 2


def test_why_tells_of_a_program_that_runs(home: Path) -> None:
    """In another terminal, with no word of it not running."""
    with window(*PLAIN, "--every", "2s", home=home) as day:
        day.shows("offer: ")
        told = run("why", "--json", home=home)
        quits(day)
    assert [json.loads(line)["what"] for line in told.stdout.splitlines()][:3] == ["on-hours", "heads-up", "offer"]
    assert told.stderr == ""


def test_files_are_for_the_user_alone(home: Path, state: Path) -> None:
    """Whatever the umask allows."""
    script = f"umask 000; '{sys.executable}' -m stretchbreak start --plain"
    with opened(Window(["bash", "-c", script], home)) as day:
        day.shows("next break at")
        day.press("q")
        assert day.ends() == 0
    kept = [state, *(state.parent / "journal").iterdir(), state.parent / "journal"]
    assert [oct(path.stat().st_mode & 0o777) for path in kept] == ["0o600", "0o600", "0o700"]
