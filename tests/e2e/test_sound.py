"""Breaks as they are heard: which tones the real program plays, when, and what it does where none can be played."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from players import FAILS, FakeVoice, Player
from real import eventually, processes, run, window
from stretchbreak.shell.sound.narrator import file_name
from stretchbreak.shell.sound.programs import voice

pytestmark = pytest.mark.slow

PLAYER = "afplay" if sys.platform == "darwin" else "paplay"
EYES = ["ready", "hold", "move", "break-done"]
REP = ["move", "hold", "release"]


def machine(folder: Path, does: str = "exit 0") -> tuple[Player, dict[str, str]]:
    """A player before all others of this machine, and the variables that lead to it."""
    player = Player(folder, does, PLAYER)
    return player, {"PATH": f"{folder}:{os.environ['PATH']}", "SSH_CONNECTION": "", "PULSE_SERVER": ""}


def test_a_break_is_heard_from_get_ready_to_done(tmp_path: Path) -> None:
    """On a pipe as on a screen: the tones of its cues, in order, each once."""
    player, changes = machine(tmp_path)
    assert run("do", "eyes", "--speed", "10", home=tmp_path / "home", changes=changes).returncode == 0
    assert eventually(lambda: player.played == EYES)


def test_a_break_without_sound_starts_no_player(tmp_path: Path) -> None:
    """By the command line, and by the settings."""
    player, changes = machine(tmp_path)
    home = tmp_path / "home"
    run("do", "eyes", "--speed", "60", "--no-sound", home=home, changes=changes)
    run("config", "set", "alerts.sound", "false", home=home, changes=changes)
    run("do", "eyes", "--speed", "60", home=home, changes=changes)
    assert player.pids == []


def test_a_voice_says_what_to_do(tmp_path: Path) -> None:
    """The name first, then each phase; words are rendered before they are needed, the very first ones too."""
    player, changes = machine(tmp_path)
    fake = FakeVoice(tmp_path)
    for name in ("espeak-ng", "say"):
        (tmp_path / name).symlink_to(fake.path)
    home = tmp_path / "home"
    run("do", "eyes", "--voice", "--speed", "4", home=home, changes=changes)
    found = voice(lambda name: str(tmp_path / name))
    assert found is not None
    texts = {file_name(found, text): text for text in fake.texts}

    def said() -> list[str]:
        return [texts[name] for name in player.played if name in texts]

    assert eventually(lambda: len(said()) == len(EYES))
    assert said()[0].startswith("Eyes, 1 exercise.")
    assert [text.partition(".")[0] for text in said()[1:]] == [
        "Far look, then blinks",
        "Five blinks: slow, closed, open",
        "Break done",
    ]
    assert [name for name in player.played if name not in texts] == EYES


def test_no_voice_is_told_on_stderr_and_tones_are_heard(tmp_path: Path) -> None:
    """With what to install."""
    player, changes = machine(tmp_path)
    changes["PATH"] = str(tmp_path)
    done = run("do", "eyes", "--voice", "--speed", "20", home=tmp_path / "home", changes=changes)
    assert "install espeak-ng" in done.stderr
    assert done.returncode == 0
    assert eventually(lambda: len(player.pids) > 1)


def test_m_mutes_and_unmutes_on_the_screen(tmp_path: Path) -> None:
    """The window says so, and the tones are gone until it is pressed again."""
    player, changes = machine(tmp_path)
    with window("do", "upper-trap", "--speed", "4", home=tmp_path / "home", changes=changes) as shown:
        shown.shows("m mute")
        shown.press("m")
        shown.shows("muted")
        known = len(player.played)
        shown.press("\r")
        shown.shows("rep 2 of 10")
        assert len(player.played) == known
        shown.press("m")
        shown.hides("muted")
        assert eventually(lambda: player.played[known : known + 3] != [])
        shown.press("q")
        shown.shows("any key closes")
        shown.press("x")
        assert shown.ends() == 0


def test_where_nothing_can_be_played_the_bell_rings(tmp_path: Path) -> None:
    """When the side changes and at the end, in the terminal that the break is in."""
    _, changes = machine(tmp_path, FAILS)
    changes["PATH"] = f"{tmp_path}:{tmp_path}"
    with window("do", "upper-trap", "--speed", "30", home=tmp_path / "home", changes=changes) as shown:
        shown.shows("any key closes")
        assert shown.sent.count(b"\a") == len(["switch", "break done"])


def test_a_break_that_ends_by_ctrl_c_is_silent_and_leaves_nothing(tmp_path: Path) -> None:
    """Nobody goes on playing."""
    home = tmp_path / "home"
    player, changes = machine(tmp_path, "exec sleep 1000")
    with window("do", "upper-trap", home=home, changes=changes) as shown:
        shown.shows("m mute")
        assert eventually(lambda: player.played == ["ready"])
        shown.press("\x03")
        assert shown.ends() == 130
    assert eventually(lambda: processes(home) == {}, within=2.0)


def test_a_program_that_is_killed_leaves_nobody_playing(tmp_path: Path) -> None:
    """The players end by themselves, within their five seconds."""
    home = tmp_path / "home"
    player, changes = machine(tmp_path, "exec sleep 1000")
    with window("do", "upper-trap", home=home, changes=changes) as shown:
        assert eventually(lambda: player.played == ["ready"])
        os.kill(shown.pid, 9)
    assert eventually(lambda: processes(home) == {}, within=6.0)


def test_an_offer_has_a_tone_besides_the_bell(tmp_path: Path) -> None:
    """And whoever played it is gone a moment later, long before the next offer."""
    home = tmp_path / "home"
    player, changes = machine(tmp_path)
    with window("start", "--every", "2s", home=home, changes=changes) as shown:
        shown.shows("time for a break")
        assert eventually(lambda: player.played == ["offer"])
        assert b"\a" in shown.sent
        assert eventually(lambda: not any("playing.py" in line for line in processes(home).values()))
        shown.press("\r")
        shown.shows("enter ready")
        assert eventually(lambda: player.played == ["offer", "ready"])
        shown.press("q")
        shown.shows("any key closes")
        shown.press("x")
        shown.shows("next break at")
        shown.press("q")
        assert shown.ends() == 0
