"""Words that are rendered ahead: cut to what is heard, kept, and asked of a voice that may be missing or hang."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import wave
from pathlib import Path

import pytest

from players import FakeVoice, words
from real import eventually, needs, processes
from stretchbreak.shell.sound import rendering
from stretchbreak.shell.sound.programs import voice

pytestmark = pytest.mark.slow


def render(voice: list[str], folder: Path, *texts: str) -> None:
    """Let the program render these texts, each under its own number."""
    asked = {"folder": str(folder), "command": voice, "phrases": [(str(n), text) for n, text in enumerate(texts)]}
    done = subprocess.run(
        [sys.executable, "-I", "-S", rendering.__file__],
        input=json.dumps(asked).encode(),
        env=os.environ | {"STRETCHBREAK_HOME": str(folder)},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


def seconds(path: Path) -> float:
    """The length of a sound file, by what stands behind its header."""
    with wave.open(str(path)) as file:
        assert path.stat().st_size == 44 + file.getnframes() * 2
        return float(file.getnframes() / file.getframerate())


def test_words_are_rendered_in_order_and_cut_to_what_is_heard(tmp_path: Path) -> None:
    """Of one and a quarter seconds a quarter is left, and a breath."""
    fake = FakeVoice(tmp_path)
    render([str(fake.path), "-o"], tmp_path / "words", "Tilt.", "Hold.")
    assert fake.texts == ["Tilt.", "Hold."]
    files = sorted((tmp_path / "words").iterdir())
    assert [path.name for path in files] == ["0.wav", "1.wav"]
    assert seconds(files[0]) == pytest.approx(0.25 + rendering.BEFORE + rendering.AFTER, abs=0.001)


@pytest.mark.parametrize("text", ["-w /tmp/x", "$(reboot) `reboot` ; 'x' \"y\"", "Kopf über die Schulter 漢字", ""])
def test_a_voice_is_given_the_text_as_it_is(tmp_path: Path, text: str) -> None:
    """On its stdin, where nothing is an option and no shell reads it."""
    fake = FakeVoice(tmp_path)
    render([str(fake.path)], tmp_path / "words", text)
    assert fake.texts == [text]


def test_what_is_there_is_not_rendered_again(tmp_path: Path) -> None:
    """The second break of the day needs no voice at all."""
    fake = FakeVoice(tmp_path)
    words(tmp_path / "words", "0", 1.0)
    render([str(fake.path)], tmp_path / "words", "Tilt.", "Hold.")
    assert fake.texts == ["Hold."]


@pytest.mark.parametrize("does", ["exit 1", "true", 'echo "no sound" > "$last"', 'head -c 20 "$spoken" > "$last"'])
def test_a_voice_that_fails_is_soon_left_alone(tmp_path: Path, does: str) -> None:
    """By its exit code, by no file, or by one that is no sound: three times, and nothing half done stays."""
    fake = FakeVoice(tmp_path, does)
    render([str(fake.path)], tmp_path / "words", *"abcdef")
    assert fake.texts == ["a", "b", "c"]
    assert list((tmp_path / "words").iterdir()) == []


def test_without_a_voice_or_a_place_for_its_words_nothing_happens(tmp_path: Path) -> None:
    """Nobody is told by a traceback."""
    render(["/nowhere/voice"], tmp_path / "words", "Tilt.")
    (tmp_path / "file").touch()
    render([str(FakeVoice(tmp_path).path)], tmp_path / "file" / "words", "Tilt.")


def test_a_voice_that_hangs_is_ended_with_all_it_started(tmp_path: Path) -> None:
    """After five seconds, and the next text gets its chance."""
    hangs = f'[ "$(wc -l < "{tmp_path}/voice.noted")" -gt 1 ] || {{ sleep 1000 & wait; }}; cp "$spoken" "$last"'
    fake = FakeVoice(tmp_path, hangs)
    render([str(fake.path)], tmp_path / "words", "Tilt.", "Hold.")
    assert [path.name for path in (tmp_path / "words").iterdir()] == ["1.wav"]
    assert eventually(lambda: processes(tmp_path / "words") == {})


def test_words_that_nobody_needs_any_more_make_room(tmp_path: Path) -> None:
    """The oldest go first; what is needed now counts as new."""
    folder = tmp_path / "words"
    for number, name in enumerate(("old", "0", "new")):
        words(folder, name, 0.1)
        with (folder / f"{name}.wav").open("r+b") as file:
            file.truncate(rendering.MOST_KEPT // 2 - 1000)
        os.utime(folder / f"{name}.wav", (number, number))
    render([str(FakeVoice(tmp_path).path)], folder, "Tilt.")
    assert {path.name for path in folder.iterdir()} == {"0.wav", "new.wav"}


@pytest.mark.real
def test_a_real_voice_renders_words(tmp_path: Path) -> None:
    """One word is over in less than a phase of a second, a sentence in its time."""
    needs("espeak-ng")
    found = voice(shutil.which, "linux")
    assert found is not None
    render(list(found.renders), tmp_path, "Tilt.", "Tip right ear to right shoulder.", "-v whisper [[h@loU]] $(x)")
    assert 0.2 < seconds(tmp_path / "0.wav") < 0.6
    assert 1.0 < seconds(tmp_path / "1.wav") < 1.83
    assert seconds(tmp_path / "2.wav") > 0.5
