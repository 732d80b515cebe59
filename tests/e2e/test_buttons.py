"""Notifications with buttons, by real services: what is clicked there reaches the day, and nobody ever waits."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from select import select
from signal import SIGTERM
from statistics import median
from time import perf_counter

import pytest
from desktop import display, dunst_service, mute_service, pointed, popup, private_bus, xfce_notifyd, xfce_service

from real import environment, eventually, lacks, needs, processes, run, window
from stretchbreak.boundaries import Answer
from stretchbreak.shell.alerts.buttons import ButtonNotification
from stretchbreak.shell.alerts.rung import Note, Outcome, note_of
from stretchbreak.shell.clock import SystemClock

pytestmark = [pytest.mark.slow, pytest.mark.real]

HELD_UP = 0.001
"""Seconds for which the loop may be held up, as a rule."""

ONCE = 0.05
"""The same at worst, on a machine that does other things: the first call of a process loads jeepney."""

OFFER = note_of("offer", "Time for a stretch break", "Upper <b>back</b> & more")
PLACES: dict[Answer, float] = {"start": 0.3, "snooze": 0.53, "skip": 0.83}
"""Where along its lower edge a notification of XFCE has its buttons."""


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The variables that lead to a bus and a display without any service."""
    needs("dbus-daemon", "Xvfb", "gdbus")
    with private_bus(tmp_path) as bus, display(tmp_path) as screen:
        yield bus | screen


@pytest.fixture
def desk(bus: dict[str, str]) -> Iterator[Desk]:
    """Somebody who waits at that bus."""
    with closing(Desk(bus)) as desk:
        yield desk


class Desk:
    """Somebody who waits for a notification as the loop does, and keeps what comes of it, and how long it took."""

    def __init__(self, places: dict[str, str]) -> None:
        self.answers: list[Answer] = []
        self.outcomes: list[Outcome] = []
        self.took: list[float] = []
        self.rung = ButtonNotification(SystemClock(), self.answers.append, places)

    def close(self) -> None:
        """Leave."""
        self.rung.close()

    def tell(self, note: Note = OFFER) -> Outcome:
        """Announce, and wait for what becomes of it."""
        before = len(self.outcomes)
        self._timed(lambda: self.rung.tell(note, self.outcomes.append))
        assert self.lives(lambda: len(self.outcomes) > before)
        return self.outcomes[-1]

    def lives(self, holds: Callable[[], bool]) -> bool:
        """Wait as the loop does until this holds."""

        def tended() -> bool:
            select([self.rung.fileno()], (), (), 0.02)
            self._timed(self.rung.tend)
            return holds()

        return eventually(tended)

    def _timed(self, call: Callable[[], None]) -> None:
        start = perf_counter()
        call()
        self.took.append(perf_counter() - start)


@contextmanager
def xfce(tmp_path: Path, bus: dict[str, str]) -> Iterator[None]:
    """The service that draws buttons, and a hand that can click."""
    needs("xdotool")
    lacks([] if xfce_notifyd() else ["xfce4-notifyd"])
    with xfce_service(tmp_path, bus, environment(tmp_path / "home")):
        yield


def click(places: dict[str, str], answer: Answer) -> None:
    """Press the button of the notification that shows, with a real pointer."""
    assert eventually(lambda: popup(places) is not None)
    x, y, width, height = popup(places) or (0, 0, 0, 0)
    pointed(places, "mousemove", str(int(x + width * PLACES[answer])), str(y + height - 22), "click", "1")


@pytest.mark.parametrize("answer", ["start", "snooze", "skip"])
def test_a_click_on_a_button_is_heard(tmp_path: Path, bus: dict[str, str], desk: Desk, answer: Answer) -> None:
    """Each of the three, once, and the notification goes."""
    with xfce(tmp_path, bus):
        assert desk.tell() == Outcome(result="shown", by="notification with buttons")
        click(bus, answer)
        assert desk.lives(lambda: desk.answers == [answer])
        desk.rung.settle()
        assert desk.lives(lambda: not desk.rung.is_busy)
        assert eventually(lambda: popup(bus) is None)


def test_a_click_on_snooze_puts_the_break_off(tmp_path: Path, bus: dict[str, str]) -> None:
    """A real day in a terminal, a real pointer, and the decision is in the journal."""
    home = tmp_path / "home"
    with xfce(tmp_path, bus), window("start", "--every", "3s", "--no-sound", home=home, changes=bus) as shown:
        shown.shows("time for a break")
        click(bus, "snooze")
        shown.until(lambda: "snooze" in decisions(home, bus), "nothing was put off")
        assert eventually(lambda: popup(bus) is None)
        shown.press("q")
        assert shown.ends() == 0


def test_a_break_that_is_skipped_by_key_takes_the_notification_away(tmp_path: Path, bus: dict[str, str]) -> None:
    """Answered elsewhere, it waits for nothing any more."""
    with (
        xfce(tmp_path, bus),
        window("start", "--every", "3s", "--no-sound", home=tmp_path / "home", changes=bus) as shown,
    ):
        shown.shows("time for a break")
        assert eventually(lambda: popup(bus) is not None)
        shown.press("z")
        assert eventually(lambda: popup(bus) is None)
        shown.press("q")
        assert shown.ends() == 0


def decisions(home: Path, places: dict[str, str]) -> list[str]:
    """What was decided so far."""
    told = run("why", "--json", home=home, changes=places).stdout
    return [json.loads(line)["what"] for line in told.splitlines()]


def test_heads_up_offer_and_reminder_are_one_notification(tmp_path: Path, bus: dict[str, str], desk: Desk) -> None:
    """Each replaces the one before it, and the loop is hardly held up."""
    needs("dunst", "dunstctl")
    with dunst_service(tmp_path, bus, environment(tmp_path / "home")):
        for what in ("heads-up", "offer", "reminder", "reminder", "reminder"):
            desk.tell(note_of(what, f"This is the {what}", "Upper back"))
        assert counted(bus, "displayed") == 1
        desk.rung.settle()
        assert desk.lives(lambda: counted(bus, "displayed") == 0)
    assert median(desk.took) < HELD_UP
    assert max(desk.took) < ONCE


def test_do_not_disturb_is_told_apart_from_shown(tmp_path: Path, bus: dict[str, str], desk: Desk) -> None:
    """Dunst takes the notification, and shows it to nobody."""
    needs("dunst", "dunstctl")
    with dunst_service(tmp_path, bus, environment(tmp_path / "home")):
        dunstctl(bus, "set-paused", "true")
        assert desk.tell().result == "suppressed"


def test_a_mute_service_is_given_up_after_two_seconds(tmp_path: Path, bus: dict[str, str], desk: Desk) -> None:
    """The loop is not held up meanwhile."""
    with mute_service(tmp_path, bus):
        start = perf_counter()
        assert desk.tell().why == "the notification service is no help: it did not answer within 2 s"
        assert 1.9 < perf_counter() - start < 3.0
        assert desk.lives(lambda: not desk.rung.is_busy)
        assert median(desk.took) < HELD_UP
        assert max(desk.took) < ONCE


def test_a_service_that_dies_and_comes_back_is_used_again(tmp_path: Path, bus: dict[str, str], desk: Desk) -> None:
    """In the middle of an offer: the announcement between fails, and the next one shows."""
    needs("dunst", "dunstctl")
    home = environment(tmp_path / "home")
    with dunst_service(tmp_path, bus, home):
        assert desk.tell().result == "shown"
    assert desk.tell().result == "failed"
    with dunst_service(tmp_path, bus, home):
        assert desk.tell().result == "shown"
        assert counted(bus, "displayed") == 1


def test_a_bus_that_hangs_up_is_called_again(tmp_path: Path) -> None:
    """The session ends and another begins: only the announcement between is lost."""
    needs("dbus-daemon", "gdbus", "Xvfb", "dunst", "dunstctl")
    place, home = tmp_path / "address", environment(tmp_path / "home")
    with display(tmp_path) as screen, ExitStack() as ending, ExitStack() as stack:
        bus = stack.enter_context(private_bus(tmp_path))
        place.symlink_to(bus["DBUS_SESSION_BUS_ADDRESS"].split("path=")[1].split(",")[0])
        desk = Desk({"DBUS_SESSION_BUS_ADDRESS": f"unix:path={place}"})
        ending.callback(desk.close)
        with dunst_service(tmp_path, bus | screen, home):
            assert desk.tell().result == "shown"
        stack.close()
        assert desk.lives(lambda: not desk.rung.is_busy)
        assert desk.tell().why.startswith("the session bus cannot be reached: ")
        with private_bus(tmp_path) as other, dunst_service(tmp_path, other | screen, home):
            place.unlink()
            place.symlink_to(other["DBUS_SESSION_BUS_ADDRESS"].split("path=")[1].split(",")[0])
            assert desk.tell().result == "shown"


def test_bad_texts_arrive_harmless(tmp_path: Path, bus: dict[str, str], desk: Desk) -> None:
    """Markup is shown and not obeyed, control characters are gone, and a long text is cut."""
    needs("dunst", "dunstctl")
    with dunst_service(tmp_path, bus, environment(tmp_path / "home")):
        for text in ("-t boom", "\"'`$(x)", "<b>bold</b> & <i>", "\x1b[31m\a\0\r\n", "🧘🏽‍♀️", "x" * 10_000, "\ud800"):
            assert desk.tell(note_of("offer", text, text)).result == "shown"
            desk.rung.settle()
            assert desk.lives(lambda: not desk.rung.is_busy)
        history = json.loads(dunstctl(bus, "history"))["data"][0]
    summaries = [one["summary"]["data"] for one in reversed(history)]
    bodies = [one["body"]["data"] for one in reversed(history)]
    assert summaries[:4] == ["-t boom", "\"'`$(x)", "<b>bold</b> & <i>", "[31m"]
    # Dunst takes markup out here, so that only what was escaped is left.
    assert bodies[2] == "<b>bold</b> & <i>"
    assert (len(summaries[5]), len(bodies[5])) == (120, 600)


def counted(places: dict[str, str], which: str) -> int:
    """Dunst's own count."""
    return int(dunstctl(places, "count", which))


def dunstctl(places: dict[str, str], *words: str) -> str:
    """What Dunst says to this."""
    done = subprocess.run(
        ["dunstctl", *words], env={**os.environ, **places}, capture_output=True, text=True, timeout=10, check=True
    )
    return done.stdout.strip()


@contextmanager
def in_background(home: Path, places: dict[str, str]) -> Iterator[None]:
    """An engine in the background, whose first break is due in seconds."""
    begun = run("start", "--detach", "--every", "4s", home=home, changes=places)
    assert begun.returncode == 0, begun.stderr
    try:
        yield
    finally:
        run("stop", home=home, changes=places)
        assert eventually(lambda: not [line for line in processes(home).values() if "stretchbreak" in line])


def test_a_click_on_snooze_reaches_the_engine_in_the_background(tmp_path: Path, bus: dict[str, str]) -> None:
    """It is awake as long as somebody may click."""
    home = tmp_path / "home"
    with xfce(tmp_path, bus), in_background(home, bus):
        assert eventually(lambda: "offer" in decisions(home, bus))
        click(bus, "snooze")
        assert eventually(lambda: "snooze" in decisions(home, bus))
        assert eventually(lambda: popup(bus) is None)
        assert (
            "The last announcement came by: notification with buttons." in run("why", home=home, changes=bus).stderr
        )


def test_a_click_on_start_opens_a_window_with_the_break(tmp_path: Path, bus: dict[str, str]) -> None:
    """The engine has no terminal, and so it opens one."""
    needs("xterm")
    home = tmp_path / "home"
    places = bus | {"TERMINAL": "xterm"}
    with xfce(tmp_path, bus), in_background(home, places):
        assert eventually(lambda: "offer" in decisions(home, places))
        click(bus, "start")
        assert eventually(lambda: "start" in decisions(home, places))
        opened = [pid for pid, line in processes(home).items() if line.startswith(("xterm", "/usr/bin/xterm"))]
        for pid in opened:
            os.kill(pid, SIGTERM)
        assert opened
        assert eventually(lambda: "finish" in decisions(home, places))
