"""State and time → the facts that a screen, a status line or a plain sentence shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Literal, assert_never

from stretchbreak.core.day import (
    AskedBack,
    Awaiting,
    Due,
    HeadsUp,
    OnPause,
    Plan,
    Snoozing,
    State,
    Stretching,
    Wish,
    Working,
    beneath,
)
from stretchbreak.core.easing import is_tired
from stretchbreak.core.events import Moment
from stretchbreak.core.exercise import Side
from stretchbreak.core.guide import CountingIn, Ended, Going, GuideState, Halted, elapsed
from stretchbreak.core.hours_line import Hour
from stretchbreak.core.routine import Routine
from stretchbreak.core.small import is_attended
from stretchbreak.core.tally import Rep, Tally
from stretchbreak.core.tempo import STANDARD, Pace
from stretchbreak.core.timeline import Cue, Timeline, timeline
from stretchbreak.core.today import Today
from stretchbreak.core.wording import to_the_second
from stretchbreak.core.workplan import Joined, Layer, OffHours, Workday, WorkPlan

Mark = Literal["done", "now", "open"]
GuideMode = Literal["going", "halted", "counting-in", "ended"]
Hearing = Literal["off", "on", "muted"]
"""Whether cues are heard: never, as long as nobody mutes them, or muted."""

DayMode = Literal["working", "heads-up", "due", "held", "stretching", "paused", "off-hours"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideView:
    """A guided break at one instant. ``elapsed`` runs along the timeline; ``count_in`` only while counting in.

    ``hearing`` is for showing alone: the break is the same, heard or not.
    """

    mode: GuideMode
    timeline: Timeline
    index: int
    elapsed: float
    done: frozenset[Rep]
    count_in: float | None = None
    hearing: Hearing = "off"

    @property
    def cue(self) -> Cue:
        """The cue that holds."""
        return self.timeline.cues[self.index]

    @property
    def into(self) -> float:
        """Seconds since the cue began, never more than it lasts."""
        return min(max(self.elapsed - self.cue.at, 0.0), self.cue.seconds)

    @property
    def left(self) -> float:
        """Seconds until the next cue; until the first movement while counting in."""
        return self.cue.seconds - self.into if self.count_in is None else self.count_in

    @property
    def remaining(self) -> float:
        """Seconds to the end of the break."""
        return max(self.timeline.seconds - self.elapsed, 0.0)

    def marks(self, side: Side | None) -> tuple[Mark, ...]:
        """One mark a rep of this exercise's side: done, being done, still open."""
        cue = self.cue
        now = cue.rep if cue.side == side else None
        return tuple(self._mark(number, side, now) for number in range(1, cue.of + 1))

    def _mark(self, number: int, side: Side | None, now: int | None) -> Mark:
        if Rep(self.cue.station, side, number) in self.done:
            return "done"
        return "now" if number == now else "open"

    @property
    def following(self) -> Cue | None:
        """The next cue at which something other than the next rep begins: a switch, a rest, an exercise."""
        return next((cue for cue in self.timeline.cues[self.index + 1 :] if _part(cue) != _part(self.cue)), None)


def _part(cue: Cue) -> tuple[int, Side | None]:
    """What belongs together: an exercise, or one of its sides if they are done one after the other."""
    in_blocks = cue.exercise.sides is not None and cue.exercise.sides.order != "alternate"
    return cue.station, cue.side if in_blocks else None


def guide_view(state: GuideState, mono: float, hearing: Hearing = "off") -> GuideView:
    """The guided break as it stands at monotonic time ``mono``."""
    place = elapsed(state, mono)
    match state:
        case Going(index=index):
            mode: GuideMode = "going"
        case Halted():
            mode, index = "halted", state.timeline.index_at(place)
        case CountingIn():
            mode, index = "counting-in", state.timeline.index_at(place)
        case Ended():
            mode, index = "ended", state.timeline.index_at(place)
        case _:
            assert_never(state)
    count_in = max(state.until - mono, 0.0) if isinstance(state, CountingIn) else None
    return GuideView(
        mode=mode,
        timeline=state.timeline,
        index=index,
        elapsed=place,
        done=state.done,
        count_in=count_in,
        hearing=hearing,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryView:
    """What a break came to. ``next_at`` is None for a single break."""

    routine: Routine
    tally: Tally
    next_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayView:
    """The day at one instant. ``asked_back`` while this wish waits to be confirmed; durations in seconds.

    ``mini_seconds`` is how long the mini dose takes; ``is_tired`` when breaks were let go too often in a row, and
    ``is_spaced`` where an interval lies between them.
    """

    mode: DayMode
    routine: Routine
    routine_seconds: float
    every: float
    rhythm: str
    now: datetime
    next_at: datetime | None
    remaining: float | None
    waiting: float
    snoozes_left: int
    paused_until: datetime | None
    asked_back: Wish | None
    today: Today
    hours: tuple[Hour, ...] = ()
    holds: tuple[str, ...] = ()
    opens_at: datetime | None = None
    mini_seconds: float = 0.0
    is_tired: bool = False
    is_spaced: bool = True
    layer: Layer = "main"


def workday_view(plan: WorkPlan, day: Workday, today: Today, now: Moment, pace: Pace = STANDARD) -> DayView:
    """The day as it stands now, hours, holds and layers included. ``opens_at`` only outside working hours."""
    turn = plan.plan(day)
    if plan.small is not None and is_attended(day) and not isinstance(day.small, OffHours | Joined | None):
        return replace(day_view(plan.small, day.small, today, now, pace), layer="small")
    if isinstance(day.facing, OffHours):
        edge = plan.hours.next_edge(now.wall)
        view = day_view(turn, OnPause(since=now.mono, until=None, left=0.0, snoozes=0), today, now, pace)
        return replace(view, mode="off-hours", opens_at=None if edge is None else edge.astimezone(now.wall.tzinfo))
    view = day_view(turn, day.facing, today, now, pace)
    held = "held" if day.owed and view.mode == "working" else view.mode
    return replace(view, mode=held, holds=tuple(hold.reason for hold in day.holds), is_tired=is_tired(day))


def day_view(plan: Plan, state: State, today: Today, now: Moment, pace: Pace = STANDARD) -> DayView:
    """The day as it stands now."""
    facing = beneath(state)
    due = _due(facing)
    until = facing.until if isinstance(facing, OnPause) else None
    return DayView(
        mode=_mode(facing),
        routine=plan.routine,
        routine_seconds=_seconds(plan.routine, pace),
        every=plan.every,
        rhythm=plan.rhythm,
        now=now.wall,
        next_at=None if due is None else to_the_second(now.at(due).wall),
        remaining=None if due is None else max(due - now.mono, 0.0),
        waiting=now.mono - facing.since if isinstance(facing, Due) else 0.0,
        snoozes_left=plan.snoozes - (facing.snoozes if isinstance(facing, Snoozing | Due | OnPause) else 0),
        paused_until=None if until is None else to_the_second(now.at(until).wall),
        asked_back=state.wish if isinstance(state, AskedBack) else None,
        today=today,
        mini_seconds=_seconds(plan.dosed("mini"), pace),
        is_spaced=not plan.anchors,
    )


@lru_cache(maxsize=64)
def _seconds(routine: Routine, pace: Pace) -> float:
    return timeline(routine, pace).seconds


def _mode(state: State) -> DayMode:
    match state:
        case Working() | Snoozing():
            return "working"
        case HeadsUp() | Awaiting():
            return "heads-up"
        case Due():
            return "due"
        case Stretching():
            return "stretching"
        case OnPause():
            return "paused"
        case AskedBack(before=before):
            return _mode(before)
        case _:
            assert_never(state)


def _due(state: State) -> float | None:
    match state:
        case Working(due=due) | HeadsUp(due=due) | Snoozing(due=due):
            return due
        case Awaiting(until=until):
            return until
        case Due(since=since):
            return since
        case OnPause(until=until, left=left):
            return None if until is None else until + left
        case AskedBack(before=before):
            return _due(before)
        case Stretching():
            return None
        case _:
            assert_never(state)
