"""The engine in the background: awake when something has to be decided, asleep in half of the memory otherwise.

Both are one process. Whoever wakes gets a `Handover` and goes on from there; whoever has nothing to do for some
minutes hands over and becomes the sleeper.
"""

from __future__ import annotations

import _socket
import os
import pickle
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import stretchbreak
from stretchbreak.boundaries import Answer, Reached
from stretchbreak.cli.serving import About, Served, seconds_to_midnight
from stretchbreak.cli.wishes import Wishes
from stretchbreak.core.decisions import Decision
from stretchbreak.core.events import Moment, Returned
from stretchbreak.core.replies import standing
from stretchbreak.core.restart import Beginning
from stretchbreak.core.settings import Hooks
from stretchbreak.core.tempo import Pace
from stretchbreak.core.workplan import Workday, WorkPlan
from stretchbreak.errors import Stopped, Terminated
from stretchbreak.screen.silent import SilentStage
from stretchbreak.shell import folders
from stretchbreak.shell.alerts.ways import ways
from stretchbreak.shell.children import ChildProcesses
from stretchbreak.shell.clock import SYSTEM, SystemClock
from stretchbreak.shell.day import Day
from stretchbreak.shell.hooks import UserHooks
from stretchbreak.shell.inputs import Inputs
from stretchbreak.shell.journal import FileJournal
from stretchbreak.shell.lock import Lock, write_holder
from stretchbreak.shell.state import StateFile
from stretchbreak.shell.terminal import Terminal
from stretchbreak.shell.vigil import OVERSLEPT, Vigil
from stretchbreak.shell.window import NotOpened, TerminalWindow
from stretchbreak.slim import sleeper
from stretchbreak.slim.answers import Watchers
from stretchbreak.slim.counter import Counter, Request, unlisten

if TYPE_CHECKING:
    from stretchbreak.slim.sleeper import Handover  # a name for checkers alone: the sleeper loads no typing

QUIET = 150.0
"""Seconds without anything to do from which on it is worth falling asleep."""

AWAKE = [sys.executable, "-P", "-m", "stretchbreak.cli.awake"]
DO = [sys.executable, "-P", "-m", "stretchbreak", "do"]
ASLEEP = [sys.executable, "-I", "-S", str(Path(stretchbreak.__file__).parent / "slim" / "asleep.py")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What the engine needs to go on after it has slept; ``beginning`` only at first, ``state`` from then on."""

    plan: WorkPlan
    pace: Pace
    zone: str | None
    about: About
    wishes: Wishes
    profile: str | None
    settings: Path
    hooks: Hooks
    terminal: str | None
    boot: str
    shift: float
    beginning: Beginning | None = None
    state: Workday | None = None
    suggested: date | None = None
    unsettled: str | None = None
    troubles: tuple[str, ...] = ()
    unwritten: tuple[Decision, ...] = ()
    reached: Reached | None = None


def main() -> int:
    """Be the engine, awake, by the handover at the descriptor that is the argument."""
    from stretchbreak.cli.gate import guarded

    return guarded(lambda: _awake(sleeper.received(int(sys.argv[1]))))


def _awake(handover: Handover) -> int:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for descriptor in sleeper.descriptors(handover):
        os.set_inheritable(descriptor, False)  # noqa: FBT003 - a function of C
    kept: Kept = pickle.loads(handover["kept"])  # noqa: S301 - our own, by a pipe that nobody else holds
    with Inputs(None) as inputs:
        sleeper.hear()
        engine = _Awake(handover, kept, inputs)
        try:
            engine.run()
        except Stopped as stopped:
            engine.end()
            stopped.tell()
        except (Terminated, KeyboardInterrupt):
            engine.end()
    return 0


class _Awake:
    """The engine while it is awake."""

    def __init__(self, handover: Handover, kept: Kept, inputs: Inputs) -> None:
        self._handover = handover
        self._kept = kept
        self._inputs = inputs
        self._clock = SystemClock(zone=SYSTEM if kept.zone is None else ZoneInfo(kept.zone), shift=kept.shift)
        self._memory = StateFile(folders.state(), self._clock, kept.boot, kept.shift, handover["beat"])
        self._journal = FileJournal(folders.journal(), kept.unwritten)
        stage, terminal = SilentStage(), Terminal(None, 1, screen=False)
        vigil = Vigil(self._clock, inputs, terminal, stage, self._memory.beat)
        self._children = ChildProcesses(self._clock)
        reaching = ways(self._clock, self._children, self._answered, reached=kept.reached)
        self._ladder = reaching.ladder
        for chore in (*reaching.chores, self._children):
            vigil.mind(chore)
        self._day = Day(
            kept.plan,
            kept.pace,
            self._clock,
            stage,
            vigil,
            [self._ladder],
            changed=self._changed,
            journal=self._journal,
            memory=self._memory,
            hooks=UserHooks(lambda: self._kept.hooks, self._children),
            retire=self._retire,
        )
        counter = Counter(_listener(handover["listener"]), [sleeper.client(*one) for one in handover["clients"]])
        self._served = Served(self._day, self._clock, inputs, vigil, kept.about, counter)
        self._served.control.watchers = Watchers(sleeper.watching(handover))

    def run(self) -> None:
        """Take up the day, serve whoever woke us, and live until there is nothing to do."""
        self._served.open()
        self._take_up()
        self._served.happened()
        for descriptor, line in self._handover["asked"]:
            self._served.control.serve(Request(sleeper.client(descriptor), line))
        self._say_ready()
        self._day.run()

    def _take_up(self) -> None:
        kept = self._kept
        if kept.state is None:
            self._day.take_up(kept.beginning or Beginning(day=self._day.state))
            return
        self._day.go_on(kept.state, kept.suggested, kept.unsettled, kept.troubles)
        asleep, until = sleeper.slept() - self._handover["slept"], self._handover["until"]
        late = 0.0 if until is None else sleeper.since_boot() - until
        if asleep > sleeper.SLEPT:
            self._day.happen(Returned(at=self._clock.now(), away=asleep, reason="sleep"))
        elif late > OVERSLEPT:
            self._day.happen(Returned(at=self._clock.now(), away=late, reason="stopped"))

    def _say_ready(self) -> None:
        """Tell the command that started us how the day stands."""
        lock, ready = self._handover["lock"], self._handover["ready"]
        if ready is None:
            return
        if lock is not None:
            write_holder(lock, "")
        with suppress(OSError):
            os.write(ready, standing(self._day.view).encode())
        os.close(ready)
        self._handover["ready"] = None

    def end(self) -> None:
        """End for good: what was done is kept, and nobody finds us any more."""
        self._served.engine.end()
        self._ladder.settle()
        self._children.close()
        self._memory.close()
        unlisten()
        Lock(self._handover["lock"]).release()

    def _answered(self, answer: Answer) -> None:
        """Act on a button: a break needs a window, everything else can be done here."""
        if answer != "start":
            self._day.hear(answer)
            return
        opened = TerminalWindow(self._children).open(DO, self._kept.terminal)
        if isinstance(opened, NotOpened):
            self._day.complain(f"no window for the break: {opened.why}")

    # The settings

    def _changed(self) -> WorkPlan | str | None:
        """A new plan, if the settings file is another one than before."""
        stamp = sleeper.changed_at(str(self._kept.settings))
        if dict(self._handover["files"]).get(str(self._kept.settings)) == stamp:
            return None
        self._handover["files"] = [(str(self._kept.settings), stamp)]
        from stretchbreak.cli.start import news

        change = news(self._kept.settings, self._kept.profile, self._kept.wishes, self._kept.about.since)
        if isinstance(change, str):
            return change
        plan, settings = change
        self._kept = replace(self._kept, plan=plan, hooks=settings.hooks, terminal=settings.terminal)
        return plan

    # Falling asleep

    def _retire(self, due: float | None) -> None:
        """Become the sleeper, if there is nothing to do for some time."""
        now = self._clock.now()
        busy = self._served.engine.is_guiding_elsewhere or self._ladder.is_busy
        if busy or self._children.deadline() < inf or (due is not None and due - now.mono < QUIET):
            return
        handover = self._leave(now, due)
        # Whoever ends while we sleep is reaped by the system: we are not there to do it.
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        with suppress(OSError):  # tried again at the next occasion: awake is only dearer
            sleeper.become(ASLEEP, handover, self._inputs.ear)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)

    def _leave(self, now: Moment, due: float | None) -> Handover:
        """Everything that is to be known until we wake."""
        answers, shift = self._served.answers(), self._kept.shift
        midnight = now.mono + seconds_to_midnight(now.wall)
        kept = replace(
            self._kept,
            beginning=None,
            state=self._day.state,
            suggested=self._day.suggested,
            unsettled=self._day.unsettled,
            troubles=self._day.passing_troubles,
            unwritten=self._journal.unwritten,
            reached=self._ladder.reached(),
        )
        clients = self._served.control.counter.clients
        self._memory.beat()
        return {
            "engine": AWAKE,
            "kept": pickle.dumps(kept),
            "lock": self._handover["lock"],
            "listener": self._served.control.counter.listener.fileno(),
            "ready": None,
            "clients": [(one.descriptor, one.since - shift, one.received) for one in clients],
            "asked": [],
            "watchers": [(one.descriptor, argv, line) for one, argv, line in self._served.control.watchers.watching],
            "until": min(midnight, midnight if due is None else due) - shift,
            "slept": sleeper.slept(),
            "wall": now.wall.timestamp() - (now.mono - shift),
            "beat": self._memory.place,
            "files": self._handover["files"],
            "version": answers.version,
            "templates": answers.templates,
            "fields": answers.fields,
            "next_at": None if answers.next_at is None else answers.next_at - shift,
            "since": answers.since - shift,
            "once": answers.once,
        }


def _listener(descriptor: int) -> _socket.socket:
    listener = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM, 0, descriptor)
    listener.setblocking(False)  # noqa: FBT003 - a function of C
    return listener


# Into the background


def send_off(kept: Kept, lock: int | None, listener: _socket.socket) -> str:
    """Start the engine in the background; returns how the day stands, as soon as it does. Empty if it ended."""
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        _leave_home(lambda: sleeper.become(AWAKE, _first(kept, lock, listener, tell)))
    os.close(tell)
    os.waitpid(child, 0)
    with open(told, "rb") as pipe:  # noqa: PTH123 - a descriptor
        return pipe.read().decode()


def _leave_home(begin: Callable[[], None]) -> None:
    """In a new process: leave the terminal for good, and begin. Never returns."""
    try:
        os.setsid()
        if os.fork():
            os._exit(0)
        os.chdir("/")
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        begin()
    finally:
        os._exit(1)


def _first(kept: Kept, lock: int | None, listener: _socket.socket, tell: int) -> Handover:
    return {
        "engine": AWAKE,
        "kept": pickle.dumps(kept),
        "lock": lock,
        "listener": listener.fileno(),
        "ready": tell,
        "clients": [],
        "asked": [],
        "watchers": [],
        "until": None,
        "slept": sleeper.slept(),
        "wall": None,
        "beat": None,
        "files": [(str(kept.settings), sleeper.changed_at(str(kept.settings)))],
        "version": stretchbreak.__version__,
        "templates": {},
        "fields": {},
        "next_at": None,
        "since": 0.0,
        "once": False,
    }
