"""The words of a break as orders for whoever plays, rendered before they are needed."""

from __future__ import annotations

import shutil
import wave
from itertools import pairwise
from pathlib import Path

import pytest

from fakes import TILT, FakeBand, a_routine, an_exercise
from players import FakeVoice
from real import eventually, needs
from stretchbreak.core.exercise import Phase
from stretchbreak.core.speech import fitting, room, sayings
from stretchbreak.core.tally import Tally, tally
from stretchbreak.core.tempo import Pace
from stretchbreak.core.timeline import Timeline, timeline
from stretchbreak.core.tones import tone
from stretchbreak.shell.folders import shipped_routines
from stretchbreak.shell.library import Library
from stretchbreak.shell.sound.loudspeaker import Loudspeaker
from stretchbreak.shell.sound.narrator import Narrator, file_name
from stretchbreak.shell.sound.programs import Voice, voice

LIBRARY = Library(Path("no-such-folder"), shipped_routines())
PHASES = (Phase(kind="move", seconds=2.0, cue="Chin to the chest", say="Nod"), TILT[1])
ROUTINE = a_routine(an_exercise(reps=1, phases=PHASES), name="Short one")
LINE = timeline(ROUTINE)
NOTHING = tally(LINE, frozenset())
TALKS = Voice(name="talker", talks=("/usr/bin/talker", "--"))


def orders(narrator: Narrator, *, tones: bool = True, done: Tally = NOTHING) -> list[str]:
    """All orders of a break that is gone through."""
    band = FakeBand()
    ear = Loudspeaker(band, lambda: None, tones=tones, narrator=narrator)
    ear.begin(LINE)
    for cue in LINE.cues:
        ear.cue(cue)
    ear.end(done)
    return band.orders


def test_tone_and_words_of_a_cue_are_one_order() -> None:
    """The words come when the tone has said what it says; after the last tone there is time."""
    assert orders(Narrator(TALKS, Path("words"))) == [
        "tone ready\ntalk 0.300 Short one, 1 exercise. Side tilt. Sit tall. Let the other arm hang.",
        "tone move\ntalk 0.120 Chin to the chest.",
        "tone hold\ntalk 0.160 Hold.",
        "tone break-done\ntalk 0.700 Break done. 0 of 1 rep.",
    ]


def test_words_alone_begin_with_their_cue() -> None:
    """Without tones there is nothing to wait for."""
    first = orders(Narrator(TALKS, Path("words")), tones=False)[0]
    assert first.startswith("talk 0.000 Short one, 1 exercise.")


def test_a_preview_has_less_time_for_words() -> None:
    """At sixty times the speed none fit, and the tones remain."""
    assert [order.count("talk") for order in orders(Narrator(TALKS, Path("words"), 60.0))] == [0, 0, 0, 1]


def test_slower_movements_leave_more_time() -> None:
    """The pace may change on the way: the words are those of the cue, their time is that of its present length."""
    narrator = Narrator(TALKS, Path("words"))
    narrator.begin(LINE)
    slow = timeline(ROUTINE, Pace("gentle", 2.0)).cues[1]
    assert narrator.order(slow, "move") == narrator.order(LINE.cues[1], "move")


@pytest.mark.slow
def test_everything_that_may_be_said_is_rendered_once(tmp_path: Path) -> None:
    """The orders name the files, the fullest text first; the second break starts no voice."""
    fake = FakeVoice(tmp_path)
    renders = Voice(name="fake", renders=(str(fake.path),))
    texts = [text for saying in sayings(LINE) if saying is not None for text in saying.texts]
    told = orders(Narrator(renders, tmp_path / "words"))
    names = [name for order in told[:-1] for name in order.split()[5:]]
    assert names == [file_name(renders, text) for text in texts]
    last = ["Break done. All 1 rep.", "Break done."]
    files = {f"{file_name(renders, text)}.wav" for text in (*texts, *last)}
    assert eventually(lambda: {one.name for one in (tmp_path / "words").glob("[!.]*")} == files)
    assert fake.texts == [*texts, *last]
    orders(Narrator(renders, tmp_path / "words"))
    assert fake.texts == [*texts, *last]


# With a real voice


def lengths(line: Timeline, found: Voice, folder: Path) -> dict[str, float]:
    """How long each text of this break is when the voice has rendered it."""
    texts = {text for saying in sayings(line) if saying is not None for text in saying.texts}
    paths = {text: folder / f"{file_name(found, text)}.wav" for text in texts}
    Narrator(found, folder).begin(line)
    assert eventually(lambda: all(path.exists() for path in paths.values()))
    measured = {}
    for text, path in paths.items():
        with wave.open(str(path)) as file:
            measured[text] = file.getnframes() / file.getframerate()
    return measured


@pytest.mark.slow
@pytest.mark.real
def test_a_real_voice_says_every_phase_of_what_ships_in_time(tmp_path: Path) -> None:
    """In every routine, at every tempo: only the short rest is silent, and each movement is explained once."""
    needs("espeak-ng")
    found = voice(shutil.which, "linux")
    assert found is not None
    for entry in LIBRARY.entries():
        for pace in (Pace("standard"), Pace("gentle"), Pace("brisk")):
            line = timeline(entry.reading.demand(), pace)
            took = lengths(line, found, tmp_path)
            for (before, cue), saying in zip(pairwise((None, *line.cues)), sayings(line), strict=True):
                if saying is not None and cue is not None:
                    _, seconds = room(cue, tone(before, cue))
                    assert fitting(saying, seconds, took.__getitem__), (entry.id, cue.text, saying)
