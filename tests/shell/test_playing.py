"""The process that plays: what works is played at once, what hangs is ended, and nothing is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter

import pytest

from players import FAILS, FOR_A_WHILE, HANGS, Player, words
from real import eventually, processes
from stretchbreak.shell.folders import sounds
from stretchbreak.shell.sound import playing
from stretchbreak.shell.sound.band import Band

pytestmark = pytest.mark.slow

ENDED_WITHIN = playing.LIMIT + 1.0


class Playing:
    """The program on its way, with a pipe to it and one from it."""

    def __init__(self, folder: Path, players: Sequence[Player], talker: Player | None = None) -> None:
        self.words = folder / "words"
        commands = [word for player in players for word in ("--player", *player.command)]
        commands += ["--talker", *talker.command] if talker else []
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", playing.__file__, str(sounds()), str(self.words), *commands],
            env=os.environ | {"STRETCHBREAK_HOME": str(folder)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )

    def order(self, line: str) -> None:
        """Give an order."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n")

    def end(self) -> str:
        """Close the pipe and wait for the end; what the program had to say."""
        return self.process.communicate(timeout=ENDED_WITHIN)[0]

    def hush(self) -> None:
        """End whatever is left of it."""
        if self.process.poll() is None:
            self.order("hush")
            self.end()


class Orchestra:
    """Starts the program with these players, and ends it with the test."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        self._stack = stack

    def plays(self, *players: Player, talker: Player | None = None) -> Playing:
        """The program, with these players, the best first."""
        program = Playing(self._folder, players, talker)
        self._stack.enter_context(program.process)
        self._stack.callback(program.hush)
        return program


@pytest.fixture
def orchestra(tmp_path: Path) -> Iterator[Orchestra]:
    """Whatever is started here is ended after the test."""
    with ExitStack() as stack:
        yield Orchestra(tmp_path, stack)


def alive(folder: Path) -> list[str]:
    """The players, and what they started, that still run; the program itself left out."""
    return [line for line in processes(folder).values() if playing.__file__ not in line]


def test_the_first_player_that_works_plays(orchestra: Orchestra, tmp_path: Path) -> None:
    """One that is not there, and one that fails, are passed over once and for all; no order is lost."""
    missing, fails, works = (Player(tmp_path, does, name) for does, name in ((FAILS, "a"), (FAILS, "b"), ("", "c")))
    missing.path.unlink()
    program = orchestra.plays(missing, fails, works)
    program.order("tone hold")
    assert eventually(lambda: works.played == ["hold"])
    program.order("tone release")
    assert eventually(lambda: works.played == ["hold", "release"])
    assert (fails.played, len(fails.pids)) == ([], 1)
    assert program.end() == ""


def test_without_a_player_that_works_it_says_so_and_is_gone(orchestra: Orchestra, tmp_path: Path) -> None:
    """At once, so that somebody else can ring a bell."""
    program = orchestra.plays(Player(tmp_path, FAILS))
    assert program.process.wait(timeout=2.0) == 0
    assert program.end() == "broken\n"


def test_a_player_that_stops_working_is_given_up(orchestra: Orchestra, tmp_path: Path) -> None:
    """As when its server dies: whoever is the last says so, and what was asked of it meanwhile hurts nobody."""
    player = Player(tmp_path, 'case "$last" in *hold.wav) exit 1;; *release.wav) sleep 0.1;; esac')
    program = orchestra.plays(player)
    program.order("tone move")
    assert eventually(lambda: player.played == ["move"])
    program.order("tone release\ntone hold\ntone move")
    assert program.process.wait(timeout=2.0) == 0
    assert program.end() == "broken\n"
    assert eventually(lambda: alive(tmp_path) == [])


def test_a_player_that_hangs_is_ended_with_all_it_started(orchestra: Orchestra, tmp_path: Path) -> None:
    """After five seconds; the next player takes over."""
    hangs, works = Player(tmp_path, HANGS, "hangs"), Player(tmp_path)
    program = orchestra.plays(hangs, works)
    program.order("tone hold")
    assert eventually(lambda: hangs.played == ["hold"])
    assert alive(tmp_path)
    assert eventually(lambda: alive(tmp_path) == [], ENDED_WITHIN)
    program.order("tone release")
    assert eventually(lambda: works.played == ["release"])


def test_when_every_player_hangs_nothing_is_left_of_them(orchestra: Orchestra, tmp_path: Path) -> None:
    """Not even when the pipe is closed meanwhile, as by a program that was killed."""
    hangs = Player(tmp_path, HANGS)
    program = orchestra.plays(hangs)
    for _ in range(20):
        program.order("tone hold")
    assert eventually(lambda: len(hangs.pids) == playing.MOST)
    program.end()
    assert eventually(lambda: alive(tmp_path) == [])


def test_what_was_ordered_is_played_before_the_end(orchestra: Orchestra, tmp_path: Path) -> None:
    """The tone with which a break ends is ordered, and nobody is there any more."""
    player = Player(tmp_path)
    program = orchestra.plays(player)
    words(program.words, "done", 0.5)
    program.order("tone break-done")
    program.order("say 0.2 3 done")
    program.end()
    assert player.played == ["break-done", "done"]


def test_the_first_words_that_fit_are_said(orchestra: Orchestra, tmp_path: Path) -> None:
    """What is too long for its phase is left out."""
    player = Player(tmp_path)
    program = orchestra.plays(player)
    for name, seconds in (("long", 2.5), ("short", 1.0), ("shorter", 0.5)):
        words(program.words, name, seconds)
    program.order("say 0 2 long short shorter")
    assert eventually(lambda: player.played == ["short"])
    program.order("say 0 0.3 long short shorter")
    program.order("tone hold")
    assert eventually(lambda: player.played == ["short", "hold"])


def test_words_that_are_still_being_rendered_are_waited_for(orchestra: Orchestra, tmp_path: Path) -> None:
    """The first words of a break are there a moment after it began."""
    player = Player(tmp_path)
    program = orchestra.plays(player)
    program.order("say 0 5 welcome")
    program.order("tone ready")
    assert eventually(lambda: player.played == ["ready"])
    words(program.words, "welcome", 2.0)
    assert eventually(lambda: player.played == ["ready", "welcome"])


def test_new_words_take_the_place_of_the_old(orchestra: Orchestra, tmp_path: Path) -> None:
    """Whoever is ready early hears what comes, and no longer what was to be prepared; a tone disturbs nobody."""
    player = Player(tmp_path, FOR_A_WHILE)
    program = orchestra.plays(player)
    for name in ("setup", "tilt"):
        words(program.words, name, 0.5)
    program.order("say 0 5 setup")
    assert eventually(lambda: player.played == ["setup"])
    program.order("tone move")
    # Two players that begin at once may tell of it in either order.
    assert eventually(lambda: player.played == ["setup", "move"])
    program.order("say 0 2 tilt")
    assert eventually(lambda: player.played == ["setup", "move", "tilt"])
    silence, _, move, tilt = player.pids
    assert eventually(lambda: set(processes(tmp_path)) == {program.process.pid, silence, move, tilt})


def test_hush_ends_everything_at_once(orchestra: Orchestra, tmp_path: Path) -> None:
    """What is heard, and what was still to come; the next order counts again."""
    player = Player(tmp_path, FOR_A_WHILE)
    program = orchestra.plays(player)
    words(program.words, "later", 0.1)
    program.order("tone move")
    program.order("say 0.3 2 later")
    assert eventually(lambda: player.played == ["move"])
    program.order("hush")
    assert eventually(lambda: alive(tmp_path) == [])
    program.order("tone hold")
    assert eventually(lambda: player.played == ["move", "hold"])


@pytest.mark.parametrize("text", ["-w /tmp/x", "$(reboot); `reboot` 'x' \"y\"", "Überkopf 漢字", "two  blanks"])
def test_a_talker_is_given_the_text_as_it_is(orchestra: Orchestra, tmp_path: Path, text: str) -> None:
    """One argument, whatever is in it: no shell reads it."""
    talker = Player(tmp_path, name="talker")
    program = orchestra.plays(Player(tmp_path), talker=talker)
    program.order(f"talk 0 {text}")
    assert eventually(lambda: talker.played == [text])


def test_a_player_that_cannot_play_one_file_of_words_stays(orchestra: Orchestra, tmp_path: Path) -> None:
    """A broken file in the cache is no broken player."""
    player = Player(tmp_path, 'case "$last" in *odd.wav) exit 1;; esac')
    program = orchestra.plays(player)
    words(program.words, "odd", 0.1)
    program.order("say 0 2 odd")
    assert eventually(lambda: player.played == ["odd"])
    program.order("tone hold")
    assert eventually(lambda: player.played == ["odd", "hold"])


# From the other end of the pipe


def test_the_band_plays_what_it_is_told(tmp_path: Path) -> None:
    """Started, ordered, stopped: and the last order is still played."""
    player = Player(tmp_path)
    band = Band(sounds(), tmp_path, [player.command])
    assert not band.order("tone hold")
    band.start()
    assert band.order("tone hold")
    band.stop()
    assert not band.order("tone release")
    assert eventually(lambda: player.played == ["hold"])


def test_the_band_knows_when_nobody_can_play(tmp_path: Path) -> None:
    """From the order on that follows."""
    band = Band(sounds(), tmp_path, [Player(tmp_path, FAILS).command])
    band.start()
    assert eventually(lambda: not band.order("tone hold"))
    assert not band.is_on


def test_a_band_without_players_starts_nothing() -> None:
    """No process, no order."""
    band = Band(sounds(), Path("words"), [])
    band.start()
    assert not band.is_on


def children() -> set[int]:
    """The processes that this one has started and that are still in the system's table."""
    return {int(pid) for pid in Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text("ascii").split()}


@pytest.mark.skipif(sys.platform != "linux", reason="only there /proc lists children")
def test_a_band_that_stands_still_delays_nobody_and_leaves_no_zombie(tmp_path: Path) -> None:
    """Stopped by hand, with its pipe full of orders: each takes no time; and once it ends, it is gone."""
    before = children()
    band = Band(sounds(), tmp_path, [Player(tmp_path).command])
    band.start()
    (pid,) = children() - before
    os.kill(pid, signal.SIGSTOP)
    took = []
    for _ in range(20_000):
        begin = perf_counter()
        assert band.order("tone hold")
        took.append(perf_counter() - begin)
    assert sorted(took)[len(took) // 2] < 0.001
    band.stop()
    os.kill(pid, signal.SIGKILL)
    assert eventually(lambda: children() == before)
