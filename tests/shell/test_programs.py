"""Which programs play: the best that is there, at the volume that is asked for."""

from __future__ import annotations

import pytest

from stretchbreak.shell.sound.programs import Finds, players, voice


def has(*names: str) -> Finds:
    """A machine that has these programs."""
    return lambda name: f"/usr/bin/{name}" if name in names else None


def test_players_are_tried_in_the_order_in_which_they_serve_best() -> None:
    """The one that speaks to either sound server comes first, the one that knows no volume last."""
    found = players(70, has("aplay", "play", "pw-play", "paplay", "afplay"), "linux")
    assert [command[0].rpartition("/")[2] for command in found] == ["paplay", "pw-play", "play", "aplay"]


def test_a_mac_has_its_own_player() -> None:
    """What else is there by one of our names may be anything."""
    assert players(70, has("afplay", "play", "aplay"), "darwin") == (("/usr/bin/afplay", "-v", "0.343"),)


def test_without_any_player_there_is_none() -> None:
    """Then a bell rings."""
    assert players(70, has(), "linux") == ()


@pytest.mark.parametrize(
    ("volume", "told"),
    [(1, ["655", "0.000", "0.000"]), (50, ["32768", "0.125", "0.125"]), (100, ["65536", "1.000", "1.000"])],
)
def test_each_player_is_told_the_volume_in_its_own_words(volume: int, told: list[str]) -> None:
    """A share of its full volume: PulseAudio's is a number of its own."""
    commands = players(volume, has("paplay", "pw-play", "play"), "linux")
    said = [next(word for word in command if any(map(str.isdigit, word))) for command in commands]
    assert [word.rpartition("=")[2] for word in said] == told


def test_a_voice_that_renders_is_better_than_one_that_only_talks() -> None:
    """Rendered words begin on time, and their length is known."""
    found = [voice(has(*names), "linux") for names in (("spd-say", "espeak", "espeak-ng"), ("spd-say",), ())]
    assert [one and (one.renders or one.talks)[0] for one in found] == [
        "/usr/bin/espeak-ng",
        "/usr/bin/spd-say",
        None,
    ]


def test_a_mac_has_its_own_voice() -> None:
    """It renders what all our players understand."""
    found = voice(has("say", "espeak-ng"), "darwin")
    assert found is not None
    assert found.renders[0] == "/usr/bin/say"
    assert voice(has("espeak-ng"), "darwin") is None


@pytest.mark.parametrize("name", ["espeak-ng", "espeak", "say", "spd-say"])
def test_no_voice_takes_a_text_for_an_option(name: str) -> None:
    """It comes on stdin, or behind the mark that ends options."""
    found = voice(has(name), "darwin" if name == "say" else "linux")
    assert found is not None
    assert found.talks[-1:] == ("--",) if found.talks else {"--stdin", "-f"} & set(found.renders)
