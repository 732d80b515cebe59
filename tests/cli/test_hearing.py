"""What is heard follows from the settings, the command line, and what the machine has."""

from __future__ import annotations

from pathlib import Path

import pytest

from players import Player
from stretchbreak.cli.hearing import Hears
from stretchbreak.core.settings import Alerts
from stretchbreak.shell.sound.loudspeaker import Loudspeaker
from stretchbreak.shell.sound.offering import ToneAlert
from stretchbreak.shell.sound.silence import SILENCE


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A machine with one player, and a user who sits in front of it."""
    for name in ("paplay", "afplay"):
        Player(tmp_path, name=name)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("SSH_CONNECTION", raising=False)
    monkeypatch.delenv("PULSE_SERVER", raising=False)
    return monkeypatch


def is_heard(alerts: Alerts | None = None, *, sound: bool = True) -> bool:
    """Whether breaks are heard by these settings; alerts are then heard too, and only then."""
    hears = Hears.wanted(alerts or Alerts(), sound=sound)
    ear, called = hears.ear(print), hears.alerts(print)
    assert isinstance(ear, Loudspeaker) == any(isinstance(one, ToneAlert) for one in called)
    assert isinstance(ear, Loudspeaker) or (ear is SILENCE and not called)
    return isinstance(ear, Loudspeaker)


@pytest.mark.usefixtures("machine")
def test_sound_is_on_unless_somebody_wants_none() -> None:
    """The settings, the volume or the command line: one is enough."""
    assert is_heard()
    assert is_heard(Alerts(volume=1))
    assert not is_heard(Alerts(sound=False))
    assert not is_heard(Alerts(volume=0))
    assert not is_heard(sound=False)


def test_without_a_player_and_without_a_terminal_there_is_nothing_to_hear(machine: pytest.MonkeyPatch) -> None:
    """Where stdout is a pipe, a bell would ring in a file."""
    machine.setenv("PATH", "/nowhere")
    assert not is_heard()


def test_over_ssh_the_other_machine_keeps_quiet(machine: pytest.MonkeyPatch) -> None:
    """Its loudspeaker is not where the user is, unless sound is led back to them; a bell is."""
    machine.setenv("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22")
    assert not is_heard()
    machine.setenv("PULSE_SERVER", "tcp:localhost:24713")
    assert is_heard()
