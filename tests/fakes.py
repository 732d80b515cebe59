"""Fakes that behave as the real parts do, without a world behind them, and builders of small values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, is_dataclass
from datetime import UTC, date, datetime, timedelta
from math import inf
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from stretchbreak.boundaries import (
    Alert,
    Children,
    Chore,
    Clock,
    Ear,
    Ending,
    Failure,
    Hooks,
    Journal,
    Memory,
    Reached,
    Score,
    Stage,
)
from stretchbreak.core.checkin import Rating
from stretchbreak.core.decisions import Decision, Pages
from stretchbreak.core.effects import Announce, DecisionKind, Record
from stretchbreak.core.events import AbsenceReason, Moment, Returned
from stretchbreak.core.exercise import Exercise, ExerciseKind, Phase, Sides
from stretchbreak.core.restart import Snapshot
from stretchbreak.core.routine import Routine
from stretchbreak.core.tally import Outcome, Tally
from stretchbreak.core.timeline import Cue, Timeline
from stretchbreak.core.view import DayView, GuideView, Hearing, SummaryView
from stretchbreak.shell.inputs import Key
from stretchbreak.shell.sound.band import Band
from stretchbreak.shell.vigil import Vigil

MODEST = settings(max_examples=80, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
"""For every property: enough cases to find what is wrong, few enough for a slow machine."""

BEGIN = 1000.0
MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def at(seconds: float) -> Moment:
    """The moment this many seconds after the day began, at nine on a Monday."""
    return Moment(BEGIN + seconds, MORNING + timedelta(seconds=seconds))


# Values

TILT = (
    Phase(kind="move", seconds=2.0, cue="Tip {side} ear to {side} shoulder", say="Tilt"),
    Phase(kind="hold", seconds=2.0, cue="Fingers rest, they don't pull", say="Hold"),
    Phase(kind="return", seconds=1.5, cue="Float the head to centre", say="Back"),
    Phase(kind="rest", seconds=0.5, cue="Tall and level"),
)


def an_exercise(  # noqa: PLR0913 - each test names the one thing that it is about
    *,
    name: str = "Side tilt",
    kind: ExerciseKind = "ais",
    phases: tuple[Phase, ...] = TILT,
    reps: int = 3,
    sides: Sides | None = None,
    prepare: float = 8.0,
    switch: float = 5.0,
    equipment: str = "none",
) -> Exercise:
    """A stretch of six seconds a rep; both sides at once unless told otherwise."""
    return Exercise(
        id=name.lower().replace(" ", "-"),
        name=name,
        kind=kind,
        phases=phases,
        reps=reps,
        sides=sides,
        prepare=prepare,
        switch=switch,
        equipment=equipment,
        setup="Sit tall. Let the {other} arm hang.",
        breathing="Out on move and hold, in on return and rest",
        mistakes=("chin drops", "shoulder hikes up"),
        stop_if=("tingling into the arm",),
    )


def a_routine(*exercises: Exercise, name: str = "Small reset", rest: float = 0.0, rounds: int = 1) -> Routine:
    """These exercises in a row; without any, one tilt to each side and one for both."""
    chosen = exercises or (
        an_exercise(sides=Sides(stretches="other")),
        an_exercise(name="Chin glide", reps=2, equipment="chair"),
    )
    return Routine(id="small-reset", name=name, exercises=chosen, rest=rest, rounds=rounds)


def a_decision(
    what: DecisionKind, when: datetime = MORNING, *, outcome: Outcome | None = None, reps: int = 0
) -> Decision:
    """A decision about the small routine, at nine on a Monday unless told otherwise."""
    return Decision(at=when, what=what, routine="small-reset", why=f"a {what}", outcome=outcome, reps=reps)


_PLAIN: dict[object, st.SearchStrategy[Any]] = {
    int: st.integers(-(10**9), 10**9),
    float: st.floats(-1e9, 1e9) | st.sampled_from([inf, -inf]),
    bool: st.booleans(),
    str: st.text(),
    NoneType: st.none(),
    date: st.dates(date(1970, 1, 1), date(2900, 1, 1)),
    datetime: st.datetimes(datetime(1970, 1, 1), datetime(2900, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - given
}


def values_of(hint: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401 - any hint
    """Every value that a hint allows, whatever fields and kinds it has by now."""
    if hint in _PLAIN:
        return _PLAIN[hint]
    if is_dataclass(hint):
        return st.deferred(
            lambda: st.builds(hint, **{name: values_of(one) for name, one in get_type_hints(hint).items()})  # type: ignore[arg-type]  # a class
        )
    arguments = get_args(hint)
    if get_origin(hint) in {Union, UnionType}:
        return st.one_of(*map(values_of, arguments))
    if get_origin(hint) is Literal:
        return st.sampled_from(arguments)
    if arguments[-1] is Ellipsis:
        return st.lists(values_of(arguments[0]), max_size=3).map(tuple)
    return st.tuples(*map(values_of, arguments))


# The world


@dataclass
class FakeClock:
    """A clock that stands still until it is told to advance, which costs nothing."""

    begin: Moment = field(default_factory=lambda: at(0))
    pace: float = 1.0
    asleep: float = 0.0
    reads: float = BEGIN

    def now(self) -> Moment:
        """Both clocks at once."""
        return self.begin.at(self.reads)

    def mono(self) -> float:
        """The monotonic clock alone."""
        return self.reads

    def slept(self) -> float:
        """Seconds of sleep so far."""
        return self.asleep

    def advance_to(self, mono: float) -> None:
        """Let time pass until the monotonic clock reads ``mono`` exactly; it never goes back."""
        self.reads = max(self.reads, mono)

    def sleep(self, seconds: float) -> None:
        """Let time pass in which the machine is suspended."""
        self.reads += seconds
        self.asleep += seconds


@dataclass
class FakeStage:
    """Remembers what it was shown, and when; a picture takes its time, and moves every ``frame`` seconds or never."""

    clock: Clock
    frame: float | None = None
    picture_takes: float = 0.0
    cues: list[tuple[float, Cue]] = field(default_factory=list)
    guides: list[tuple[float, GuideView]] = field(default_factory=list)
    days: list[tuple[float, DayView]] = field(default_factory=list)
    summaries: list[SummaryView] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    pressed: list[str] = field(default_factory=list)
    resizes: int = 0
    log: list[str] = field(default_factory=list)

    def cue(self, cue: Cue) -> None:
        """Keep the cue and the time at which it was given."""
        self.cues.append((self.clock.mono(), cue))
        self.log.append("cue")

    def guide(self, view: GuideView) -> None:
        """Keep the view; drawing takes its time."""
        self.guides.append((self.clock.mono(), view))
        self.log.append("guide")
        if isinstance(self.clock, FakeClock):
            self.clock.advance_to(self.clock.mono() + self.picture_takes)

    def day(self, view: DayView) -> None:
        """Keep the view."""
        self.days.append((self.clock.mono(), view))
        self.log.append("day")

    def summary(self, view: SummaryView) -> None:
        """Keep the view."""
        self.summaries.append(view)
        self.log.append("summary")

    def note(self, text: str) -> None:
        """Keep the sentence."""
        self.notes.append(text)

    def press(self, key: str) -> None:
        """Keep the key."""
        self.pressed.append(key)

    def score(self, start: float, until: float) -> Score:
        """A frame every so often, if a picture moves at all."""
        if self.frame is None or until == inf:
            return Score()
        count = int((until - start) / self.frame)
        return Score([(start + self.frame * number, f"frame {number}") for number in range(1, count + 1)])

    def resized(self) -> None:
        """Count the call."""
        self.resizes += 1


@dataclass
class FakeEar:
    """Remembers what was given to it, and when; ``log`` may be that of the stage, to tell which came first."""

    clock: Clock
    log: list[str] = field(default_factory=list)
    cues: list[tuple[float, Cue]] = field(default_factory=list)
    ends: list[Tally | None] = field(default_factory=list)
    is_muted: bool = False

    def hearing(self) -> Hearing:
        """Whether it is muted."""
        return "muted" if self.is_muted else "on"

    def begin(self, timeline: Timeline) -> None:
        """Keep that it began, and with what."""
        self.log.append(f"begin {timeline.routine.id}")

    def cue(self, cue: Cue) -> None:
        """Keep the cue and the time at which it was given."""
        self.cues.append((self.clock.mono(), cue))
        self.log.append("hear")

    def rest(self) -> None:
        """Keep that it was told to be silent."""
        self.log.append("rest")

    def mute(self) -> None:
        """Mute, or no longer."""
        self.is_muted = not self.is_muted

    def end(self, tally: Tally | None) -> None:
        """Keep what the break came to."""
        self.ends.append(tally)


class FakeBand(Band):
    """Remembers its orders; one that cannot play refuses them, as the real one does once it knows."""

    def __init__(self, *, plays: bool = True) -> None:
        self.plays = plays
        self.orders: list[str] = []
        self.is_started = False

    def start(self) -> None:
        """Take orders from now on."""
        self.is_started = True

    def order(self, line: str) -> bool:
        """Keep the order, if somebody would play it."""
        if self.plays and self.is_started:
            self.orders.append(line)
        return self.plays and self.is_started

    def stop(self) -> None:
        """Take none any more."""
        self.is_started = False


@dataclass
class FakeAlert:
    """Remembers what it was to tell."""

    announced: list[Announce] = field(default_factory=list)
    settled: int = 0
    fared: Reached = field(default_factory=Reached)

    def announce(self, announcement: Announce) -> None:
        """Keep the announcement."""
        self.announced.append(announcement)

    def settle(self) -> None:
        """Count how often there was something to take away."""
        self.settled += len(self.announced) > 0

    def reached(self) -> Reached:
        """What the test says."""
        return self.fared


@dataclass
class FakeJournal:
    """Remembers every decision; one that cannot write says so once, and remembers all the same."""

    kept: list[Decision] = field(default_factory=list)
    trouble: str | None = None

    def keep(self, decision: Decision) -> str | None:
        """Keep the decision."""
        self.kept.append(decision)
        told, self.trouble = self.trouble, None
        return told

    def since(self, when: datetime) -> Pages:
        """The decisions from this moment on."""
        return Pages(decisions=tuple(one for one in self.kept if one.at >= when))


@dataclass
class FakeCheckIns:
    """Remembers every number."""

    kept: list[Rating] = field(default_factory=list)

    def keep(self, rating: Rating) -> str | None:
        """Keep the number."""
        self.kept.append(rating)
        return None

    def since(self, when: datetime) -> tuple[Rating, ...]:
        """The numbers from this moment on."""
        return tuple(one for one in self.kept if one.at >= when)


@dataclass
class FakeMemory:
    """Remembers everything that it was to remember; one that cannot says so once."""

    saved: list[Snapshot] = field(default_factory=list)
    beats: int = 0
    trouble: str | None = None

    def save(self, snapshot: Snapshot) -> str | None:
        """Keep the snapshot."""
        self.saved.append(snapshot)
        told, self.trouble = self.trouble, None
        return told

    def beat(self) -> None:
        """Count the call."""
        self.beats += 1


@dataclass
class FakeHooks:
    """Remembers at which decisions it was told to start, and when the next break was due then."""

    started: list[tuple[Record, datetime | None]] = field(default_factory=list)
    failed: tuple[Failure, ...] = ()

    def start(self, record: Record, next_at: datetime | None) -> None:
        """Keep both."""
        self.started.append((record, next_at))

    def failures(self) -> tuple[Failure, ...]:
        """What is to be told, once."""
        told, self.failed = self.failed, ()
        return told


@dataclass
class FakeChildren:
    """Starts nothing, or says why it cannot; each start can be told how it ended."""

    trouble: OSError | None = None
    started: list[tuple[Sequence[str], Mapping[str, str], float | None]] = field(default_factory=list)
    endings: list[Callable[[Ending], None]] = field(default_factory=list)

    def start(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        limit: float | None = None,
        ended: Callable[[Ending], None] | None = None,
    ) -> None:
        """Keep what was to be started."""
        if self.trouble is not None:
            raise self.trouble
        self.started.append((command, environment, limit))
        self.endings.append(ended or (lambda _: None))


class ScriptOverError(Exception):
    """The loop still waits for something, and the script has nothing more to tell."""


@dataclass(frozen=True, slots=True)
class Absence:
    """Nobody is there for so many seconds."""

    seconds: float
    reason: AbsenceReason = "sleep"


Scripted = tuple[float, str | Absence]
"""Seconds after the beginning, and the key that is pressed or the absence that begins then."""


class FakeVigil(Vigil):
    """Waits as the real one does, on a fake clock: time passes at once, keys and absences come from a script."""

    def __init__(self, clock: FakeClock, script: Iterable[Scripted] = (), *, late: float = 0.0) -> None:
        self._fake = clock
        self._script = sorted(script, key=lambda entry: entry[0])
        self._late = late
        self._begin = clock.mono()
        self.waits: list[float | None] = []
        self.minded: list[Chore] = []
        self.frames: list[float] = []

    def wait(self, until: float | None, score: Score | None = None) -> list[Key | Returned]:
        """What the script has before ``until``; every timeout comes ``late`` seconds after it was asked for."""
        self.waits.append(until)
        due = inf if until is None else until + self._late
        comes = self._begin + self._script[0][0] if self._script else inf
        if due == comes == inf:
            raise ScriptOverError
        self._send(score or Score(), min(comes, due))
        if comes > due:
            self._fake.advance_to(due)
            return []
        self._fake.advance_to(comes)
        together = [what for seconds, what in self._script if self._begin + seconds == comes]
        del self._script[: len(together)]
        return [self._happens(what) for what in together]

    def mind(self, chore: Chore) -> None:
        """Keep the chore; nothing happens to it here."""
        self.minded.append(chore)

    def reaches(self, until: float) -> bool:
        """Whether the script has nothing before ``until``; passes the time, ``late`` seconds more than asked for."""
        if self._script and self._begin + self._script[0][0] <= until:
            return False
        self._fake.advance_to(until + self._late)
        return True

    def _send(self, score: Score, until: float) -> None:
        sent = [mono for mono, _ in score.frames if mono < until]
        self.frames += sent
        score.sent = len(sent)

    def _happens(self, what: str | Absence) -> Key | Returned:
        if isinstance(what, str):
            return Key(what)
        self._fake.sleep(what.seconds)
        return Returned(at=self._fake.now(), away=what.seconds, reason=what.reason)


_clock: Clock = FakeClock()
_stage: Stage = FakeStage(_clock)
_ear: Ear = FakeEar(_clock)
_alert: Alert = FakeAlert()
_journal: Journal = FakeJournal()
_memory: Memory = FakeMemory()
_hooks: Hooks = FakeHooks()
_children: Children = FakeChildren()
