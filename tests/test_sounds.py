"""The tones that ship: made by our own script, small, alike in form and different to the ear."""

from __future__ import annotations

import runpy
import wave
from array import array
from itertools import combinations
from math import cos, hypot, pi, sin
from pathlib import Path
from typing import get_args

import pytest

from stretchbreak.core.tones import LEADS, Tone
from stretchbreak.shell.folders import sounds

SCRIPT = runpy.run_path(str(Path(__file__).parent.parent / "sounds" / "make.py"))
TONES: tuple[Tone, ...] = get_args(Tone)
FILES = {path.stem: path for path in sounds().glob("*.wav")}
ALL_TOGETHER = 150_000
RATE = 22_050
SHARE = 1000 / 32_767
"""Of full strength: what nobody hears beside the tone itself."""


def samples(name: str) -> array[int]:
    """The samples of a tone."""
    with wave.open(str(FILES[name])) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        return array("h", file.readframes(file.getnframes()))


def strength(part: array[int], pitch: float) -> float:
    """How strong this pitch is in the part."""
    turns = [2 * pi * pitch * number / RATE for number in range(len(part))]
    return hypot(
        sum(value * cos(turn) for value, turn in zip(part, turns, strict=True)),
        sum(value * sin(turn) for value, turn in zip(part, turns, strict=True)),
    )


def melody(name: str) -> list[float]:
    """The strongest pitch of each tenth of a second, among those of the scale."""
    scale = [pitch * octave for pitch in (261.6, 293.7, 329.6, 392.0, 440.0) for octave in (1, 2, 4)]
    whole = samples(name)
    parts = [whole[at : at + RATE // 10] for at in range(0, len(whole) - RATE // 20, RATE // 10)]
    return [max(scale, key=lambda pitch: strength(part, pitch)) for part in parts]


def test_every_file_is_what_the_script_makes() -> None:
    """To the byte; ``python sounds/make.py`` makes them anew."""
    made = {name: SCRIPT["file_of"](sound) for name, sound in SCRIPT["SOUNDS"].items()}
    assert {name: path.read_bytes() for name, path in FILES.items()} == made


def test_every_tone_has_a_file_and_silence_too() -> None:
    """Nothing is missing, and nothing lies about."""
    assert set(FILES) == {*TONES, "silence"}
    assert set(LEADS) == set(TONES)


def test_all_tones_together_are_small() -> None:
    """They travel with every installation."""
    assert sum(path.stat().st_size for path in FILES.values()) < ALL_TOGETHER


@pytest.mark.parametrize("name", TONES)
def test_a_tone_neither_clicks_nor_roars(name: Tone) -> None:
    """It begins and ends in silence, is never louder than half of what is possible, and can be heard."""
    whole = samples(name)
    assert max(abs(value) for value in (*whole[:3], *whole[-3:])) < SHARE * 32_767
    assert 0.3 < max(map(abs, whole)) / 32_767 <= 0.5


@pytest.mark.parametrize("name", TONES)
def test_words_may_follow_before_the_last_of_a_tone_is_gone(name: Tone) -> None:
    """The lead is no longer than the tone, and what is left of it then is faint."""
    whole = samples(name)
    lead = round(LEADS[name] * RATE)
    assert lead <= len(whole)
    assert max(map(abs, whole[lead:]), default=0) < 0.5 * max(map(abs, whole))


@pytest.mark.slow
def test_no_two_tones_are_the_same_melody() -> None:
    """They differ in their pitches, one after the other."""
    melodies = {name: melody(name) for name in TONES}
    assert [pair for pair in combinations(TONES, 2) if melodies[pair[0]] == melodies[pair[1]]] == []
