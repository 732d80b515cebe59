"""Notifications that cannot be shown, or never come back: the day goes on as if nothing were wrong."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest
from desktop import mute_service, private_bus

from real import Window, eventually, needs, processes, window

pytestmark = [pytest.mark.slow, pytest.mark.real]

DAY = ("start", "--every", "2s", "--no-sound")
GONE_WITHIN = 5.0


def posting(home: Path) -> list[str]:
    """The processes that are about to show a notification."""
    return [line for line in processes(home).values() if "alerts.post" in line or "notify-send" in line]


def is_whole(shown: Window) -> bool:
    """Whether the picture is the same when it is drawn anew: nothing foreign is in it, and nothing is missing."""
    before = shown.shows("time for a break")
    shown.resize(81, 24)
    shown.until(lambda: any(row.endswith("╮") for row in shown.screen.display), "it was not drawn for 81 columns")
    shown.resize(80, 24)
    shown.until(lambda: shown.text == before, "drawn anew, the picture is another")
    return True


def offered(home: Path, changes: Mapping[str, str]) -> None:
    """Wait for the offer, look at the picture, take the break, leave it, quit."""
    with window(*DAY, home=home, changes=changes) as shown:
        shown.shows("time for a break")
        assert is_whole(shown)
        shown.press("\r")
        shown.shows("enter ready")
        shown.press("q")
        shown.shows("any key closes")
        shown.press("x")
        shown.shows("next break at")
        shown.press("q")
        assert shown.ends() == 0
        assert shown.is_restored
    assert b"Traceback" not in shown.sent


def test_without_a_bus_the_day_goes_on(tmp_path: Path) -> None:
    """As over ssh: notify-send complains about the missing bus, and nobody sees it."""
    offered(tmp_path / "home", {})
    assert eventually(lambda: posting(tmp_path / "home") == [], GONE_WITHIN)


def test_without_a_notification_service_the_day_goes_on(tmp_path: Path) -> None:
    """A bus on which nobody shows notifications."""
    needs("dbus-daemon", "notify-send")
    with private_bus(tmp_path) as bus:
        offered(tmp_path / "home", bus)
        assert eventually(lambda: posting(tmp_path / "home") == [], GONE_WITHIN)


def test_a_service_that_never_answers_delays_nothing_and_leaves_nothing(tmp_path: Path) -> None:
    """The day goes on at once, and the process that posts, with its notify-send, is gone within five seconds."""
    needs("dbus-daemon", "notify-send")
    home = tmp_path / "home"
    with ExitStack() as stack:
        bus = stack.enter_context(private_bus(tmp_path))
        stack.enter_context(mute_service(tmp_path, bus))
        shown = stack.enter_context(window(*DAY, home=home, changes=bus))
        shown.shows("break soon")
        assert eventually(lambda: any("notify-send" in line for line in posting(home)))
        shown.shows("time for a break", within=3)
        assert is_whole(shown)
        assert eventually(lambda: len(posting(home)) > 0)
        assert eventually(lambda: posting(home) == [], GONE_WITHIN)
        shown.press("q")
        assert shown.ends() == 0
