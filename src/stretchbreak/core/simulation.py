"""A day played in no time: what the machine would do, and why, if this were what happened.

The day is played against the very automaton that runs real days, so that a preview tells what would have happened.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from heapq import heappop, heappush
from itertools import count
from typing import Literal

from stretchbreak.core import workday
from stretchbreak.core.day import AskedBack
from stretchbreak.core.effects import OpenBreak, Record, Refuse
from stretchbreak.core.events import (
    Declined,
    Finished,
    Held,
    Moment,
    Paused,
    Respaced,
    Resumed,
    Returned,
    SelfReported,
    Snoozed,
    Started,
    Ticked,
    Typed,
    WorkdayEvent,
)
from stretchbreak.core.tally import Rep, rep_of, tally
from stretchbreak.core.tempo import STANDARD, Pace
from stretchbreak.core.timeline import Timeline, timeline
from stretchbreak.core.workplan import WorkPlan

Deed = Literal["start", "mini", "snooze", "skip", "done", "pause", "resume", "every", "stop"]
"""What the user does."""

Circumstance = Literal["idle", "sleep", "typing", "meeting"]
"""What goes on for some time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something that happens on the day: for ``seconds``, with ``reps`` done before leaving (None: all of them)."""

    at: datetime
    doing: Deed | Circumstance
    seconds: float | None = None
    reason: str | None = None
    reps: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ending:
    """The end of a break that is on."""

    line: Timeline
    reps: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One thing that would be done, and why."""

    at: datetime
    what: str
    routine: str
    why: str


def play(
    plan: WorkPlan, start: datetime, end: datetime, acts: Sequence[Act], pace: Pace = STANDARD
) -> Iterator[Outcome]:
    """What happens from ``start`` to ``end`` if the user, and the world, act so."""
    yield from _Play(plan, start, pace).run(acts, end)


class _Play:
    """A day on its way, with what is still to come of it."""

    def __init__(self, plan: WorkPlan, start: datetime, pace: Pace) -> None:
        self._plan = plan
        self._pace = pace
        self._epoch = start
        self._day = workday.begin(plan, Moment(0.0, start))
        self._coming: list[tuple[float, int, Act | _Ending]] = []
        self._number = count()

    def run(self, acts: Sequence[Act], end: datetime) -> Iterator[Outcome]:
        for act in acts:
            self._await(act.at, act)
        last = self._moment(end).mono
        while self._coming and self._coming[0][0] <= last:
            mono, _, coming = heappop(self._coming)
            at = Moment(0.0, self._epoch).at(mono)
            if isinstance(coming, Act) and coming.doing == "stop":
                return
            yield from self._act(coming, at) if isinstance(coming, Act) else self._finish(coming, at)
        if self._day.seen < last:
            yield from self._happen(Ticked(at=self._moment(end)))

    def _await(self, at: datetime, coming: Act | _Ending) -> None:
        heappush(self._coming, (self._moment(at).mono, next(self._number), coming))

    def _moment(self, at: datetime) -> Moment:
        # Two readings of one clock on a wall differ by what the hands show; only UTC counts true seconds.
        return Moment((at.astimezone(UTC) - self._epoch.astimezone(UTC)).total_seconds(), at)

    def _act(self, act: Act, at: Moment) -> Iterator[Outcome]:
        event = _event(act, at)
        if event is None:
            return
        if act.doing == "sleep":
            self._sleep(act.seconds or 0.0)
        yield from self._happen(event, act.reps)
        if isinstance(self._day.facing, AskedBack) and self._day.facing.wish == act.doing:
            # Whoever writes it into a day means it.
            yield from self._happen(event)

    def _sleep(self, seconds: float) -> None:
        """A break that is on stands still meanwhile."""
        late = [(mono + seconds, number, one) for mono, number, one in self._coming if isinstance(one, _Ending)]
        others = [entry for entry in self._coming if not isinstance(entry[2], _Ending)]
        self._coming = sorted([*others, *late], key=lambda entry: entry[:2])

    def _happen(self, event: WorkdayEvent, reps: int | None = None) -> Iterator[Outcome]:
        self._day, effects = workday.step(self._plan, self._day, event)
        for effect in effects:
            if isinstance(effect, Record):
                yield Outcome(at=effect.at.wall, what=effect.what, routine=effect.routine.id, why=effect.why)
            elif isinstance(effect, Refuse):
                routine = self._plan.plan(self._day).routine.id
                yield Outcome(at=event.at.wall, what="refused", routine=routine, why=effect.why)
            elif isinstance(effect, OpenBreak):
                line = timeline(effect.routine, self._pace)
                self._await(event.at.shifted(_seconds(line, reps)).wall, _Ending(line=line, reps=reps))

    def _finish(self, ending: _Ending, at: Moment) -> Iterator[Outcome]:
        yield from self._happen(Finished(at=at, tally=tally(ending.line, _done(ending.line, ending.reps))))


def _event(act: Act, at: Moment) -> WorkdayEvent | None:
    seconds = act.seconds or 0.0
    match act.doing:
        case "start":
            return Started(at=at)
        case "mini":
            return Started(at=at, dose="mini")
        case "snooze":
            return Snoozed(at=at, seconds=act.seconds)
        case "skip":
            return Declined(at=at, reason=act.reason)
        case "done":
            return SelfReported(at=at)
        case "pause":
            return Paused(at=at, seconds=act.seconds)
        case "resume":
            return Resumed(at=at)
        case "every":
            return Respaced(at=at, every=seconds)
        case "idle" | "sleep":
            return Returned(at=at.shifted(seconds), away=seconds, reason=act.doing)
        case "typing":
            return Typed(at=at, seconds=act.seconds)
        case "meeting":
            return Held(at=at, reason="meeting", seconds=act.seconds)
        case "stop":
            return None


def _counted(line: Timeline) -> Iterator[tuple[float, Rep]]:
    """Each rep with the offset at which it is done."""
    reps = ((cue.end, rep_of(cue)) for cue in line.cues if cue.counts)
    return ((end, rep) for end, rep in reps if rep is not None)


def _seconds(line: Timeline, reps: int | None) -> float:
    """How long it takes until so many reps are done; all of the routine if None."""
    if reps is None or reps >= line.routine.reps:
        return line.seconds
    return [end for end, _ in _counted(line)][reps - 1] if reps else 0.0


def _done(line: Timeline, reps: int | None) -> frozenset[Rep]:
    return frozenset([rep for _, rep in _counted(line)][:reps])
