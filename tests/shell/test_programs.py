"""Which programs play: the best that is there, at the volume that is asked for."""

from __future__ import annotations

import pytest

from stretchbreak.shell.sound.programs import Finds, players


def has(*names: str) -> Finds:
    """A machine that has these programs."""
    return lambda name: f"/usr/bin/{name}" if name in names else None


def test_players_are_tried_in_the_order_in_which_they_serve_best() -> None:
    """The one that speaks to either sound server comes first, the one that knows no volume last."""
    found = players(70, has("aplay", "play", "pw-play", "paplay", "afplay"), "linux")
    assert [command[0].rpartition("/")[2] for command in found] == ["paplay", "pw-play", "play", "aplay"]


def test_a_mac_has_its_own_player() -> None:
    """What else is there by one of our names may be anything."""
    assert players(70, has("afplay", "play", "aplay"), "darwin") == (("/usr/bin/afplay", "-v", "0.70"),)


def test_without_any_player_there_is_none() -> None:
    """Then a bell rings."""
    assert players(70, has(), "linux") == ()


@pytest.mark.parametrize(
    ("volume", "told"),
    [(1, ["655", "0.01", "0.01"]), (50, ["32768", "0.50", "0.50"]), (100, ["65536", "1.00", "1.00"])],
)
def test_each_player_is_told_the_volume_in_its_own_words(volume: int, told: list[str]) -> None:
    """A share of its full volume: PulseAudio's is a number of its own."""
    commands = players(volume, has("paplay", "pw-play", "play"), "linux")
    said = [next(word for word in command if any(map(str.isdigit, word))) for command in commands]
    assert [word.rpartition("=")[2] for word in said] == told
