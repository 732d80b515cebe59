"""What `doctor` says on machines that lack this or that, and with a real notification."""

from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter

import pytest
from desktop import display, mute_service, private_bus, xfce_notifyd, xfce_service
from test_buttons import click

from real import environment, lacks, needs, run, window

pytestmark = [pytest.mark.slow, pytest.mark.real]


def test_without_a_desktop_or_a_terminal_nothing_reaches_anybody(tmp_path: Path) -> None:
    """It says so, what would help, and exits with 1; the JSON says the same."""
    told = run("doctor", home=tmp_path)
    assert told.returncode == 1
    assert told.stdout.startswith("missing  notification   there is no session bus here; ")
    assert told.stdout.splitlines()[-1].startswith("No way leads from here to you")
    as_json = json.loads(run("doctor", "--json", home=tmp_path).stdout)
    assert as_json["chosen"] is None
    names = [line.split()[1] for line in told.stdout.splitlines()[:-1]]
    assert [one["name"] for one in as_json["findings"]] == names


def test_in_a_bare_terminal_the_bell_is_left(tmp_path: Path) -> None:
    """Which is a way, so that it exits with 0."""
    with window("doctor", home=tmp_path / "home", columns=200) as shown:
        shown.shows("Breaks will reach you by: bell.")
        assert shown.ends() == 0


def test_a_service_that_never_answers_is_told_of(tmp_path: Path) -> None:
    """Within the time that each way has, and nothing hangs."""
    needs("dbus-daemon", "notify-send")
    with private_bus(tmp_path) as bus, mute_service(tmp_path, bus):
        start = perf_counter()
        told = run("doctor", home=tmp_path / "home", changes=bus)
    assert perf_counter() - start < 12
    assert told.returncode == 1
    assert "it did not answer within 2 s" in told.stdout
    assert "plyer did not end within 3 s" in told.stdout


def test_a_button_that_is_pressed_is_named(tmp_path: Path) -> None:
    """With a real pointer, on a notification with real buttons."""
    needs("dbus-daemon", "Xvfb", "gdbus", "xdotool")
    lacks([] if xfce_notifyd() else ["xfce4-notifyd"])
    home = tmp_path / "home"
    with private_bus(tmp_path) as bus, display(tmp_path) as screen, ExitStack() as stack:
        places = bus | screen
        stack.enter_context(xfce_service(tmp_path, places, environment(home)))
        shown = stack.enter_context(window("doctor", home=home, columns=200, changes=places))
        shown.shows("Press a button of the notification")
        click(places, "snooze")
        shown.shows("you pressed Snooze")
        shown.shows("Breaks will reach you by: notification.")
        assert shown.ends() == 0


def test_a_key_ends_the_waiting_for_a_button(tmp_path: Path) -> None:
    """Nobody has to wait ten seconds."""
    needs("dbus-daemon", "Xvfb", "gdbus", "xdotool")
    lacks([] if xfce_notifyd() else ["xfce4-notifyd"])
    home = tmp_path / "home"
    with private_bus(tmp_path) as bus, display(tmp_path) as screen, ExitStack() as stack:
        places = bus | screen
        stack.enter_context(xfce_service(tmp_path, places, environment(home)))
        shown = stack.enter_context(window("doctor", home=home, columns=200, changes=places))
        shown.shows("Press a button of the notification")
        shown.press("x")
        shown.shows("there, but none was pressed", within=5)
        assert shown.ends() == 0
