"""What the former process left behind → how the day goes on.

Whatever ended it, a key, a signal, a crash or the machine, is treated alike: all that counts is when it was last
known to live. Soon after that the day goes on as it was, to the second; later, it is an absence like sleep. Either
way it is told to the automaton as one, which knows what an absence does in each state.

Monotonic times mean something within one boot only. Rather than moving every time in a state, the *clock* is shifted
after a reboot, by what the clock on the wall says of the gap: the old times stay true.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from stretchbreak.core import workday
from stretchbreak.core.decisions import Decision
from stretchbreak.core.effects import DayEffect, DecisionKind, Record
from stretchbreak.core.events import Finished, Moment, Returned
from stretchbreak.core.rhythm import Hours
from stretchbreak.core.tally import Tally
from stretchbreak.core.today import Today
from stretchbreak.core.view import DayView, workday_view
from stretchbreak.core.wording import duration
from stretchbreak.core.workplan import Step, Workday, WorkPlan

SLACK = 60.0
"""Seconds by which a kept day may be behind itself: more is no day that this program left."""

LONGEST = 400 * 24 * 3600.0
"""Seconds after which a kept day is forgotten."""

SET_BACK = 300.0
"""Seconds by which the clock on the wall may have been put back over a reboot, for it still to tell the gap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A day as it was ``at`` some moment, under these rules; ``suggested`` is when a change was last suggested."""

    at: Moment
    rules: str
    day: Workday
    suggested: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Legacy:
    """What a process left behind: its last snapshot, and when it was last ``alive``, in which boot of the machine.

    Its monotonic times are those of that boot and ``shift`` seconds.
    """

    alive: Moment
    boot: str
    shift: float
    snapshot: Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """How a day begins: its state, what is to be done about it, and what the user is told of where it comes from.

    ``opened`` is that as a decision, where no effect records it.
    """

    day: Workday
    effects: tuple[DayEffect, ...] = ()
    opened: Decision | None = None
    note: str = ""
    suggested: date | None = None


def rules(plan: WorkPlan) -> str:
    """What the times in a day are reckoned by; under other rules they mean nothing."""
    rhythms = dict.fromkeys(f"every {turn.every:g} s" if not turn.anchors else turn.rhythm for turn in plan.turns)
    return f"{', '.join(rhythms)}; {_in_words(plan.hours) or 'at any hour'}"


def shift(legacy: Legacy, boot: str, now: Moment) -> float | None:
    """Seconds to add to the monotonic clock of this boot, which reads ``now``, for the times left behind to be true.

    None where nobody can tell how long it has been.
    """
    if boot and boot == legacy.boot and now.mono + legacy.shift >= legacy.alive.mono:
        return legacy.shift
    gap = (now.wall - legacy.alive.wall).total_seconds()
    return legacy.alive.mono + max(gap, 0.0) - now.mono if gap > -SET_BACK else None


def begun(plan: WorkPlan, at: Moment, note: str = "") -> Beginning:
    """A day that begins now, and nothing is left of one before."""
    what: DecisionKind = "on-hours" if plan.hours.is_open(at.wall) else "off-hours"
    turn = plan.turns[0]
    why = f"stretchbreak started: {turn.rhythm}{f'; {note}' if note else ''}"
    opened = Decision(at=at.wall, what=what, routine=turn.routine.id, why=why)
    return Beginning(day=workday.begin(plan, at), opened=opened, note=note)


def restored(plan: WorkPlan, legacy: Legacy, at: Moment) -> Beginning | None:
    """The day left behind as it goes on now, by the clock that was shifted for it; None if it makes no sense.

    A day under other rules, or of long ago, is not taken up: another begins.
    """
    kept = legacy.snapshot
    if rules(plan) != kept.rules:
        note = "the rhythm or the hours have changed: starting afresh"
        return replace(begun(plan, at, note), suggested=kept.suggested)
    if at.mono - kept.at.mono > LONGEST:
        return begun(plan, at)
    try:
        return _gone_on(plan, legacy, at) if _is_sound(plan, legacy) else None
    except (ArithmeticError, LookupError, ValueError):
        # Every value was checked alone. Together they may still name a time that is in no calendar.
        return None


def _is_sound(plan: WorkPlan, legacy: Legacy) -> bool:
    """Whether the day had crossed everything that lay before it, and lived on from there."""
    kept = legacy.snapshot
    due = workday.deadline(plan, kept.day, kept.at)
    earliest = kept.at.mono - SLACK
    return legacy.alive.mono > earliest and (due is None or due > earliest)


def _gone_on(plan: WorkPlan, legacy: Legacy, at: Moment) -> Beginning:
    kept = legacy.snapshot
    gap = max(at.mono - legacy.alive.mono, 0.0)
    before = replace(kept.day, turn=0) if plan.ordered else kept.day
    left, cut = _cut_short(plan, before, at.shifted(-gap))
    day, came = workday.step(plan, left, Returned(at=at, away=gap, reason="not running"))
    view = _view(plan, day, at)
    away = f"{duration(gap)} away (not running)"
    if gap >= plan.turns[0].natural_break:
        afresh = ": starting afresh" if view.mode == "working" else ""
        return Beginning(day=day, effects=(*cut, *came), note=f"{away}{afresh}", suggested=kept.suggested)
    opened = Decision(at=at.wall, what="resume", routine=view.routine.id, why=f"{away}; the day goes on as it was")
    note = "going on from before"
    return Beginning(day=day, effects=(*cut, *came), opened=opened, note=note, suggested=kept.suggested)


def _cut_short(plan: WorkPlan, day: Workday, at: Moment) -> Step:
    """A break that was on ended with the program. What was done of it is not known, so that nothing is said of it."""
    if _view(plan, day, at).mode != "stretching":
        return day, ()
    left, effects = workday.step(plan, day, Finished(at=at, tally=Tally(())))
    why = "stretchbreak ended during the break, and kept none of its reps"
    return left, tuple(
        replace(one, what="closed", why=why, tally=None) if isinstance(one, Record) and one.what == "finish" else one
        for one in effects
    )


def _view(plan: WorkPlan, day: Workday, at: Moment) -> DayView:
    return workday_view(plan, day, Today(), at)


def _in_words(hours: Hours) -> str:
    """The hours of each weekday from Monday on, and lunch."""
    spans = (*hours.week, () if hours.lunch is None else (hours.lunch,))
    return "|".join(",".join(f"{span.start:%H:%M}-{span.end:%H:%M}" for span in day) for day in spans)
