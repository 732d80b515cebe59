"""Child processes that nobody waits for: real ones, in every way in which they end or fail to."""

from __future__ import annotations

import os
import select
import signal
import sys
from collections.abc import Callable, Iterator
from math import inf
from pathlib import Path
from time import perf_counter

import pytest

from real import SOON, eventually
from stretchbreak.boundaries import Chore, Ending
from stretchbreak.shell.children import LAST_WORDS, TELLS, ChildProcesses
from stretchbreak.shell.clock import SystemClock

SHORT = 0.02
"""Seconds for what hangs. Nobody looks at them before it does, so that no machine is too slow for the tests."""

SHELL = "/bin/sh"
TELL = 'echo $$ > "$PLACE.new"; mv "$PLACE.new" "$PLACE"'
STUBBORN = f'trap "" TERM; {TELL}; while :; do sleep 60; done'

linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


class Kept:
    """Children, and how each ended."""

    def __init__(self, *, tells: bool = TELLS) -> None:
        self.clock = SystemClock()
        self.children = ChildProcesses(self.clock, grace=SHORT, tells=tells)
        self.endings: list[Ending] = []
        self.wakes = 0
        self.others = offspring()

    def start(self, script: str, limit: float | None = SOON, place: Path | None = None) -> None:
        """Run this script with a shell; it may tell its number at this place."""
        surroundings = {"PATH": os.environ["PATH"], "PLACE": str(place)}
        self.children.start((SHELL, "-c", script), surroundings, limit=limit, ended=self.endings.append)

    def settle(self) -> None:
        """Do what a loop does until everything is over: sleep until something is to be done, and do it."""
        end = perf_counter() + SOON
        descriptor = self.children.fileno()
        watched = () if descriptor is None else (descriptor,)
        while len(self.children):
            assert perf_counter() < end
            due = self.children.deadline() - self.clock.mono()
            select.select(watched, (), (), min(max(due, 0.0), SOON) if watched else 0.005)
            self.children.tend()
            self.wakes += 1

    def ending(self) -> Ending:
        """How the one that was started ended."""
        self.settle()
        [ending] = self.endings
        return ending

    def is_reaped(self) -> bool:
        """Whether no child of ours is left, once somebody looked."""
        self.children.tend()
        return offspring() <= self.others


@pytest.fixture(params=[True, False] if TELLS else [False], ids=lambda tells: "told" if tells else "looked for")
def make(request: pytest.FixtureRequest) -> Iterator[Callable[[], Kept]]:
    """Makes children, where the system tells of their ends and where it does not; all are closed in the end."""
    made: list[Kept] = []

    def one() -> Kept:
        made.append(Kept(tells=bool(request.param)))
        return made[-1]

    yield one
    for kept in made:
        kept.children.close()


def stat(pid: int) -> list[str]:
    """What the system tells of this process, from its state on; nothing if there is none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return []


def offspring() -> set[int]:
    """Our own children, zombies among them."""
    everybody = (int(place.name) for place in Path("/proc").glob("[0-9]*"))
    return {pid for pid in everybody if stat(pid)[1:2] == [str(os.getpid())]}


def lives(pid: int) -> bool:
    """Whether this process runs; what is dead and not reaped by its new parent does not."""
    return stat(pid)[:1] not in ([], ["Z"], ["X"])


def pid_in(place: Path) -> int:
    """The process that writes its number there."""
    assert eventually(place.exists)
    return int(place.read_text("utf-8"))


def descriptors() -> set[str]:
    """Our open descriptors."""
    return {place.name for place in Path("/proc/self/fd").iterdir() if place.exists()}


def test_they_are_a_chore() -> None:
    """What the loops want to see to: a descriptor, a deadline, and a hand."""
    chore: Chore = Kept().children
    assert chore.deadline() == inf


def test_a_child_that_ends_is_told_of_and_leaves_nothing(make: Callable[[], Kept]) -> None:
    """Its exit code and what it printed, on both streams; then there is nothing more to see to."""
    kept = make()
    kept.start("echo one; echo two >&2; exit 3")
    assert kept.ending() == Ending(code=3, printed="one two")
    assert kept.children.deadline() == inf


@pytest.mark.skipif(not TELLS, reason="this system does not tell")
def test_a_loop_wakes_once_for_a_child() -> None:
    """Whatever it prints: nobody looks before it has ended."""
    kept = Kept()
    kept.start("for i in 1 2 3 4 5 6 7 8 9; do echo $i; done")
    kept.settle()
    assert kept.wakes == 1


def test_nothing_can_be_read_from_us(make: Callable[[], Kept]) -> None:
    """Whoever reads comes to the end at once."""
    kept = make()
    kept.start("cat; read -r line || echo nothing")
    assert kept.ending() == Ending(code=0, printed="nothing")


@linux
def test_a_child_is_as_if_nobody_had_started_it(make: Callable[[], Kept]) -> None:
    """No signal held back or ignored, the first of a session and a group, no descriptor of ours."""
    kept = make()
    inherited = {number for number in descriptors() if os.get_inheritable(int(number))} - {"0", "1", "2"}
    kept.start("grep -E 'Sig(Ign|Blk)' /proc/self/status; cut -d' ' -f 1,5,6 /proc/$$/stat; ls /proc/self/fd")
    _, blocked, _, ignored, pid, group, session, *open_ones = kept.ending().printed.split()
    # Two numbers are the C library's own, and no program can send them.
    assert (int(blocked, 16), int(ignored, 16) & ~(0b11 << 31)) == (0, 0)
    assert pid == group == session
    # The last of its own is the folder that ls reads; what others left to us is left to it.
    assert sorted({*open_ones} - inherited) == ["0", "1", "2", "3"]


@linux
def test_a_child_that_hangs_is_ended_with_its_own_children(make: Callable[[], Kept], tmp_path: Path) -> None:
    """At its limit, all of them."""
    kept = make()
    kept.start(f"sh -c '{TELL}; sleep 600' & sleep 600", SHORT, tmp_path / "pid")
    inner = pid_in(tmp_path / "pid")
    assert kept.ending() == Ending(code=-signal.SIGTERM, manner="overdue")
    assert eventually(lambda: not lives(inner))


@linux
def test_a_grandchild_that_will_not_end_is_killed(make: Callable[[], Kept], tmp_path: Path) -> None:
    """Its parent ended in time; it stayed in the group, and ignores being asked."""
    kept = make()
    kept.start(f"sh -c '{STUBBORN}' & echo begun", SHORT, tmp_path / "pid")
    stubborn = pid_in(tmp_path / "pid")
    assert eventually(lambda: offspring() - kept.others == set() or stat(min(offspring() - kept.others))[0] == "Z")
    assert kept.ending() == Ending(code=0, manner="left", printed="begun")
    assert eventually(lambda: not lives(stubborn))


@linux
def test_a_child_that_will_not_end_is_killed(make: Callable[[], Kept], tmp_path: Path) -> None:
    """Asked first, then not asked any more."""
    kept = make()
    kept.start(STUBBORN, SHORT, tmp_path / "pid")
    stubborn = pid_in(tmp_path / "pid")
    assert kept.ending() == Ending(code=-signal.SIGKILL, manner="overdue")
    assert not lives(stubborn)


@linux
def test_a_child_that_stands_still_is_ended_too(make: Callable[[], Kept], tmp_path: Path) -> None:
    """Stopped as by Ctrl-Z, it cannot answer; it need not."""
    kept = make()
    kept.start(f"{TELL}; kill -STOP $$", SHORT, tmp_path / "pid")
    stopped = pid_in(tmp_path / "pid")
    assert eventually(lambda: stat(stopped)[0] == "T")
    assert kept.ending() == Ending(code=-signal.SIGKILL, manner="overdue")


def test_a_child_may_tidy_up_when_its_time_is_over(make: Callable[[], Kept], tmp_path: Path) -> None:
    """What it says then is kept as well; its time was over all the same."""
    kept = make()
    kept.start(f"trap 'echo bye; exit 0' TERM; echo hello; {TELL}; while :; do :; done", SHORT, tmp_path / "pid")
    assert pid_in(tmp_path / "pid")
    assert kept.ending() == Ending(code=0, manner="overdue", printed="hello bye")


@pytest.mark.slow
@linux
def test_what_was_left_behind_may_end_by_itself(make: Callable[[], Kept], tmp_path: Path) -> None:
    """A command in the background has the whole time; only then all of it is over."""
    kept = make()
    os.mkfifo(tmp_path / "pipe")
    kept.start('{ read -r _ < "$PLACE"; echo late; } & echo early', 2.0, tmp_path / "pipe")
    assert eventually(kept.is_reaped)
    assert kept.endings == []
    assert kept.children.deadline() < inf
    (tmp_path / "pipe").write_text("go on\n", encoding="utf-8")
    # Where the first process of the machine reaps late, this takes until the limit.
    assert kept.ending() == Ending(code=0, printed="early late")


@linux
def test_a_flood_ends_at_the_limit_and_is_called_one(make: Callable[[], Kept], tmp_path: Path) -> None:
    """Its last words are kept, not all of them."""
    kept = make()
    kept.start(f"yes | head -c 900000; {TELL}; yes", SHORT, tmp_path / "pid")
    assert pid_in(tmp_path / "pid")
    ending = kept.ending()
    assert (ending.manner, ending.flooded) == ("overdue", True)
    assert set(ending.printed) == {"y", " "}
    assert len(ending.printed) <= LAST_WORDS


def test_much_is_no_flood(make: Callable[[], Kept]) -> None:
    """What a pipe holds may be printed, and the end of it is kept."""
    kept = make()
    kept.start("printf '%060000d' 7; echo; echo end; exit 1")
    ending = kept.ending()
    assert (ending.code, ending.manner) == (1, "by itself")
    assert ending.printed.endswith("07 end")


def test_last_words_are_one_line_that_steers_nothing(make: Callable[[], Kept]) -> None:
    """Colours, bells and broken characters of a program are no part of a message."""
    kept = make()
    kept.start(r"printf '\033[31mnein\033[0m:\a \200 \303\274ber\n\n  weg\r\n'; exit 1")
    assert kept.ending().printed == "[31mnein [0m: \ufffd über weg"


def test_last_words_begin_with_a_whole_character(make: Callable[[], Kept]) -> None:
    """Two hundred bytes may begin in the middle of one."""
    kept = make()
    kept.start("i=0; while [ $i -lt 99 ]; do printf '\\342\\202\\254'; i=$((i + 1)); done")
    assert set(kept.ending().printed) == {"€"}


@linux
def test_what_cannot_be_started_is_an_error_and_leaves_nothing() -> None:
    """A program that is not there, and one that is none; no descriptor stays open."""
    kept = Kept()
    before = descriptors()
    for program, error in (("/nowhere/at-all", FileNotFoundError), ("/", PermissionError)):
        with pytest.raises(error):
            kept.children.start((program,), {}, limit=1.0)
    assert descriptors() == before
    assert not len(kept.children)


@pytest.mark.slow
@linux
def test_two_hundred_children_leave_no_process_and_no_descriptor(make: Callable[[], Kept]) -> None:
    """Fifty at a time, each told of with its own end."""
    kept = make()
    before = descriptors()
    for _ in range(4):
        for number in range(50):
            kept.start(f"exit {number}")
        kept.settle()
    assert offspring() <= kept.others
    assert descriptors() == before
    assert sorted(ending.code for ending in kept.endings) == sorted(4 * [*range(50)])


def test_where_the_system_reaps_by_itself_children_are_taken_to_have_done(make: Callable[[], Kept]) -> None:
    """Whoever started us may have had SIGCHLD ignored."""
    kept = make()
    former = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        kept.start("exit 3")
        assert kept.ending().code == 0
    finally:
        signal.signal(signal.SIGCHLD, former)


@linux
def test_without_a_limit_a_child_lives_longer_than_we_do(make: Callable[[], Kept], tmp_path: Path) -> None:
    """Nothing is to be seen to; closing leaves it alone."""
    kept = make()
    kept.start(f"echo lost; {TELL}; sleep 60", None, tmp_path / "pid")
    pid = pid_in(tmp_path / "pid")
    assert kept.children.deadline() == inf
    kept.children.close()
    kept.children.close()
    assert lives(pid)
    os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    assert kept.endings == []


@linux
def test_without_a_limit_a_child_is_reaped_too(make: Callable[[], Kept], tmp_path: Path) -> None:
    """At once; what it left behind is nobody's business, and what it printed is gone."""
    kept = make()
    kept.start(f"echo lost; sh -c '{TELL}; exec sleep 60' &", None, tmp_path / "pid")
    left = pid_in(tmp_path / "pid")
    assert kept.ending() == Ending(code=0)
    assert kept.is_reaped()
    assert lives(left)
    os.kill(left, signal.SIGKILL)


@pytest.mark.slow
@linux
def test_our_own_end_is_the_end_of_children_with_a_limit(make: Callable[[], Kept], tmp_path: Path) -> None:
    """Who is about to be done is let; who is not, is ended, willing or not."""
    kept = make()
    kept.start("echo done", 60.0)
    kept.start(STUBBORN, 60.0, tmp_path / "pid")
    stubborn = pid_in(tmp_path / "pid")
    kept.children.close()
    assert not lives(stubborn)
    assert sorted(ending.manner for ending in kept.endings) == ["by itself", "overdue"]
