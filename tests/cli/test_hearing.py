"""What is heard follows from the settings, the command line, and what the machine has."""

from __future__ import annotations

from pathlib import Path

import pytest

from players import Player
from stretchbreak.cli.hearing import ELSEWHERE, NO_PLAYER, NO_VOICE, Hears, hears_or_says_why_not
from stretchbreak.core.settings import Alerts
from stretchbreak.shell.sound.loudspeaker import Loudspeaker
from stretchbreak.shell.sound.offering import ToneAlert
from stretchbreak.shell.sound.silence import SILENCE


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A machine with one player, and a user who sits in front of it."""
    for name in ("paplay", "afplay", "espeak-ng", "say"):
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


def wants(alerts: Alerts, *, sound: bool = True, voice: bool = False) -> tuple[bool, bool]:
    """Whether tones are wanted, and whether a voice is."""
    hears = Hears.wanted(alerts, sound=sound, voice=voice)
    return hears.tones, hears.voice


def test_a_voice_is_heard_only_if_somebody_wants_it() -> None:
    """By the settings while sound is on; by the command line even without tones, but never against --no-sound."""
    assert wants(Alerts()) == (True, False)
    assert wants(Alerts(voice=True)) == (True, True)
    assert wants(Alerts(), voice=True) == (True, True)
    assert wants(Alerts(sound=False, voice=True)) == (False, False)
    assert wants(Alerts(sound=False), voice=True) == (False, True)
    assert wants(Alerts(voice=True), sound=False, voice=True) == (False, False)
    assert wants(Alerts(voice=True, volume=0), voice=True) == (False, False)


def test_a_voice_that_will_not_be_heard_is_told_of(
    machine: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is missing, and what to do about it, on stderr; the break goes on."""

    def told(*, voice: bool = True) -> str:
        hears_or_says_why_not(Alerts(), sound=True, voice=voice)
        return capsys.readouterr().err

    assert told() == ""
    machine.setenv("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22")
    assert told() == f"{ELSEWHERE}\n"
    machine.delenv("SSH_CONNECTION")
    for name in ("espeak-ng", "say"):
        (tmp_path / name).unlink()
    assert told() == f"{NO_VOICE}\n"
    assert told(voice=False) == ""
    machine.setenv("PATH", "/nowhere")
    assert told() == f"{NO_PLAYER}\n"
