"""What `status` tells: every fact about a day that runs, at one moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from stretchbreak.core.day import Awaiting, Due, OnPause, Snoozing, State, Stretching, beneath
from stretchbreak.core.decisions import Decision
from stretchbreak.core.events import Moment
from stretchbreak.core.template import cleaned
from stretchbreak.core.tempo import STANDARD, Pace
from stretchbreak.core.today import Today, of_date, today
from stretchbreak.core.view import DayMode, DayView, workday_view
from stretchbreak.core.wording import to_the_second
from stretchbreak.core.workplan import Joined, Layer, OffHours, Workday, WorkPlan

StatusState = DayMode | Literal["away"]

Wait = Literal["snoozed", "typing"]
"""Why a break that could be offered is not yet: it was put off, or somebody types."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineFacts:
    """The engine that answers: its process, when that began, whether it has a terminal of its own.

    ``away_since`` while nobody has been there for so long that it will be a natural break; None otherwise.
    ``troubles`` is what failed, in words: a hook, a notification.
    """

    pid: int
    since: datetime
    detached: bool
    version: str
    away_since: datetime | None = None
    troubles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwedBreak:
    """A break that fell due at ``since`` and is held for this reason."""

    since: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Target:
    """Full routines done today, of those that the user aims for; ``of`` 0: no aim."""

    done: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The day as `status` tells it. Names, reasons and whatever else came from outside are lines that can be shown.

    ``remaining`` are the seconds to ``next_at`` and ``waiting`` those since an offer, both at ``now``. ``since`` is
    the beginning of an offer, a break, a pause or an absence. ``why`` is the last decision of the day.
    """

    state: StatusState
    now: datetime
    next_at: datetime | None
    remaining: float | None
    waiting: float
    routine: str
    routine_name: str
    routine_s: float
    rhythm: str
    layer: Layer
    snoozes_left: int
    owed: tuple[OwedBreak, ...]
    paused_until: datetime | None
    today: Today
    target: Target
    engine: EngineFacts
    since: datetime | None = None
    wait: Wait | None = None
    holds: tuple[str, ...] = ()
    opens_at: datetime | None = None
    why: str = ""
    troubles: tuple[str, ...] = ()


def status(
    plan: WorkPlan,
    day: Workday,
    decisions: Sequence[Decision],
    now: Moment,
    engine: EngineFacts,
    *,
    target: int,
    pace: Pace = STANDARD,
) -> Status:
    """The status of this day now; of ``decisions``, those of the date that it is count."""
    of_today = of_date(decisions, now.wall)
    view = workday_view(plan, day, today(of_today, now.wall), now, pace)
    facing = _attended(day, view)
    state = _state(day, view, engine)
    coming = state != "away"  # the rhythm begins afresh on return, and nobody knows when that is
    return Status(
        state=state,
        now=now.wall,
        next_at=view.next_at if coming else None,
        remaining=view.remaining if coming else None,
        waiting=view.waiting,
        routine=cleaned(view.routine.id),
        routine_name=cleaned(view.routine.name),
        routine_s=_seconds(view, facing),
        rhythm=cleaned(view.rhythm),
        layer=view.layer,
        snoozes_left=max(view.snoozes_left, 0),  # fewer may have been granted since the last one
        owed=tuple(OwedBreak(to_the_second(one.since.wall), cleaned(one.reason)) for one in day.owed),
        paused_until=_seen(view.paused_until),
        today=view.today,
        target=Target(_full_routines(plan, of_today), target),
        engine=engine,
        since=_seen(_since(facing, now) if coming else engine.away_since),
        wait=_wait(facing),
        holds=tuple(cleaned(hold.reason) for hold in day.holds),
        opens_at=_seen(view.opens_at),
        why=_why(of_today, now),
        troubles=tuple(dict.fromkeys(cleaned(trouble) for trouble in engine.troubles)),
    )


def _attended(day: Workday, view: DayView) -> State | None:
    """What the view is about."""
    facing = day.small if view.layer == "small" else day.facing
    return None if isinstance(facing, OffHours | Joined | None) else beneath(facing)


def _state(day: Workday, view: DayView, engine: EngineFacts) -> StatusState:
    if view.mode not in {"working", "heads-up"}:
        return view.mode
    if day.owed:
        # Whoever sits still in a call is there, and the heads-up of a break that will be held as well is not heard.
        return "held"
    return view.mode if engine.away_since is None else "away"


def _seconds(view: DayView, facing: State | None) -> float:
    """How long the break takes, or the mini dose that is on instead."""
    is_mini = isinstance(facing, Stretching) and facing.dose == "mini"
    return view.mini_seconds if is_mini else view.routine_seconds


def _since(facing: State | None, now: Moment) -> datetime | None:
    match facing:
        case Due(since=since) | Stretching(since=since) | OnPause(since=since):
            return now.at(since).wall
        case _:
            return None


def _wait(facing: State | None) -> Wait | None:
    match facing:
        case Snoozing():
            return "snoozed"
        case Awaiting():
            return "typing"
        case _:
            return None


def _full_routines(plan: WorkPlan, of_today: Sequence[Decision]) -> int:
    """Breaks of the main layer that were done to the last rep.

    Done means reps done. So neither a part of a routine counts, nor the mini dose, which is a part by its outcome,
    nor a break that the user reports: nobody has seen its reps. And a small break every twenty minutes is not what
    two full routines a day are about.
    """
    small = set() if plan.small is None else {plan.small.routine.id}
    small -= {turn.routine.id for turn in plan.turns}
    return sum(one.outcome == "completed" and one.routine not in small for one in of_today)


def _why(of_today: Sequence[Decision], now: Moment) -> str:
    if not of_today:
        return ""
    last = of_today[-1]
    return cleaned(f"{last.at.astimezone(now.wall.tzinfo):%H:%M} {last.what}: {last.why}")


def _seen(when: datetime | None) -> datetime | None:
    return None if when is None else to_the_second(when)
