"""Breaks heard at a real sound server: on time, within their phases, and no worse for one that is deaf or dies."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from time import perf_counter

import pytest
from sound_server import SERVER, Sound, deaf_server, listening, sound_server

from real import PROGRAM, environment, eventually, needs, processes, window

pytestmark = [pytest.mark.slow, pytest.mark.real]

ON_TIME = 0.05
GONE_WITHIN = 5.5
FIRST = 0.5
"""Seconds within which the first tone is heard: whoever plays has just begun, and the server has slept."""

SHORT = """
name: Short one
exercises:
  - name: Nod
    setup: Sit.
    prepare: 2s
    switch: 2s
    phases:
      - {phase: move, seconds: 1, cue: Chin to the chest, say: Nod}
      - {phase: hold, seconds: 1, cue: Stay, say: Hold}
      - {phase: return, seconds: 1, cue: Up again, say: Back}
      - {phase: rest, seconds: 0.5, cue: Still}
    reps: 1
    sides: {each: true, order: block, first: right, stretches: other}
    stop_if: [it hurts]
"""
SILENT = "rest"


@dataclass(frozen=True)
class Given:
    """A line, and when it came."""

    at: float
    line: str

    @property
    def offset(self) -> float:
        """The offset that it begins with."""
        return int(self.line[:2]) * 60 + float(self.line[3:7])

    @property
    def phase(self) -> str:
        """The phase that it names."""
        return self.line.split()[4]


def home_with(folder: Path) -> Path:
    """A home with the short routine."""
    routines = folder / "home" / "stretchbreak" / "routines"
    routines.mkdir(parents=True)
    (routines / "short.yaml").write_text(SHORT, encoding="utf-8")
    return folder / "home"


def guided(
    home: Path, changes: Mapping[str, str], *options: str, after: Callable[[str], object] = str
) -> list[Given]:
    """The lines of the short break, the last one but the cues left out; each is shown to ``after`` when it came."""
    lines = []
    with subprocess.Popen(
        [*PROGRAM, "do", "short", "--plain", *options],
        env=environment(home, changes),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
    ) as program:
        assert program.stdout is not None
        for line in program.stdout:
            lines.append(Given(perf_counter(), line.decode()))
            after(lines[-1].line)
    assert program.returncode == 0
    return lines


def punctual(lines: list[Given]) -> bool:
    """Whether each line came at the offset that it names."""
    return all(abs(one.at - lines[0].at - one.offset) <= ON_TIME for one in lines)


def within(sounds: list[Sound], begin: float, end: float) -> list[Sound]:
    """The sounds that begin between these moments."""
    return [sound for sound in sounds if begin <= sound.begin < end]


@contextmanager
def heard(folder: Path) -> Iterator[tuple[dict[str, str], Callable[[], list[Sound]]]]:
    """A sound server with a listener: the variables that lead there, and what has been heard."""
    needs(*SERVER)
    (folder / "server").mkdir()
    with sound_server(folder / "server", os.environ) as (_, address):
        changes = {"PULSE_SERVER": address}
        with listening(folder, {**os.environ, **changes}) as listener:
            yield changes, listener.sounds


def heard_break(folder: Path, *options: str, settings: str = "") -> tuple[list[Given], list[Sound]]:
    """The lines of a break with all that was heard of it, its last sound too, in a home of its own."""
    folder.mkdir()
    home = home_with(folder)
    (home / "stretchbreak" / "settings.yaml").write_text(settings, encoding="utf-8")
    with heard(folder) as (changes, sounds):
        lines = guided(home, changes, *options)
        assert eventually(lambda: sounds()[-1:] != [] and sounds()[-1].begin > lines[-1].at)
        return lines, sounds()


def faults_of_tones(folder: Path) -> list[str]:
    """What is wrong with the tones of a break."""
    lines, sounds = heard_break(folder)
    tones = [one for one in lines if one.phase != SILENT]
    if len(tones) != len(sounds):
        return [f"{len(sounds)} sounds for {len(tones)} tones"]
    late = [sound.begin - one.at for one, sound in zip(tones, sounds, strict=True)]
    bounds = [FIRST, *[ON_TIME] * (len(tones) - 1)]
    return [
        f"{one.line.strip()}: {seconds:.3f} s"
        for one, seconds, bound in zip(tones, late, bounds, strict=True)
        if not -0.005 <= seconds <= bound
    ]


def faults_of_words(folder: Path) -> list[str]:
    """What is wrong with the words of a break that has nothing but words."""
    lines, sounds = heard_break(folder, "--voice", settings="alerts: {sound: false, volume: 100}")
    faults = []
    for number, (cue, following) in enumerate(pairwise(lines)):
        words = within(sounds, cue.at - 0.005, following.at - 0.005)
        if bool(words) != (cue.phase != SILENT):
            faults.append(f"{cue.line.strip()}: {len(words)} words")
        elif words and words[0].begin - cue.at > (2 * ON_TIME if number else FIRST):
            faults.append(f"{cue.line.strip()}: {words[0].begin - cue.at:.3f} s late")
        elif words and words[-1].end > following.at:
            faults.append(f"{cue.line.strip()}: {words[-1].end - following.at:.3f} s too long")
    return faults


def best_of_three(faults: Callable[[Path], list[str]], folder: Path) -> list[str]:
    """What is wrong in the best of three breaks: on a busy machine a sound server may be starved for a moment."""
    found = []
    for number in range(3):
        found = faults(folder / str(number))
        if not found:
            break
    return found


def test_each_tone_is_heard_within_50_ms_of_its_cue(tmp_path: Path) -> None:
    """From the pipe with the line to the loudspeaker; the rest behind a rep is silent."""
    assert best_of_three(faults_of_tones, tmp_path) == []


def test_words_are_heard_on_time_and_never_beyond_their_phase(tmp_path: Path) -> None:
    """Rendered by the real voice a moment before, and over before the next cue comes."""
    needs("espeak-ng")
    assert best_of_three(faults_of_words, tmp_path) == []


def test_a_deaf_server_delays_no_cue_and_leaves_nobody_behind(tmp_path: Path) -> None:
    """Every player waits for an answer that never comes; five seconds later the last of them is gone."""
    needs("paplay")
    home = home_with(tmp_path)
    with deaf_server(tmp_path) as address:
        waiting: list[int] = []
        lines = guided(home, {"PULSE_SERVER": address}, after=lambda _: waiting.append(len(processes(home))))
        ended = perf_counter()
        assert eventually(lambda: processes(home) == {}, GONE_WITHIN)
        assert perf_counter() - ended < GONE_WITHIN
    assert punctual(lines)
    assert max(waiting) > len(["the program", "who plays"])


def test_where_the_server_is_deaf_the_bell_rings_in_the_end(tmp_path: Path) -> None:
    """Nobody knows at the first tone; from the sixth second on everybody does."""
    needs("paplay")
    home = home_with(tmp_path)
    with (
        deaf_server(tmp_path) as address,
        window("do", "short", "--reps", "2", home=home, changes={"PULSE_SERVER": address}) as shown,
    ):
        shown.shows("any key closes", within=30)
        assert shown.sent.count(b"\a") == len(["switch", "break done"])


def test_a_server_that_dies_in_a_break_delays_no_cue(tmp_path: Path) -> None:
    """The tones are gone, and the break goes on."""
    needs(*SERVER)
    home = home_with(tmp_path)
    (tmp_path / "server").mkdir()
    with sound_server(tmp_path / "server", os.environ) as (server, address):
        lines = guided(
            home, {"PULSE_SERVER": address}, after=lambda line: server.kill() if " hold " in line else None
        )
    assert punctual(lines)
    assert eventually(lambda: processes(home) == {}, GONE_WITHIN)
