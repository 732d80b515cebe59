"""Days played by hand: every event with a name, what can be asked of the effects, and a few plans to play by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import time
from math import inf

from fakes import BEGIN, a_routine, an_exercise, at
from stretchbreak.core import workday
from stretchbreak.core.day import Plan
from stretchbreak.core.effects import Announce, DayEffect, Record, Refuse
from stretchbreak.core.events import (
    AbsenceReason,
    Declined,
    Finished,
    HandsRested,
    Held,
    Kept,
    Moment,
    Paused,
    Released,
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
from stretchbreak.core.rhythm import Hours, Span
from stretchbreak.core.tally import rep_of, tally
from stretchbreak.core.timeline import timeline
from stretchbreak.core.workplan import Workday, WorkPlan

ROUTINE, OTHER = a_routine(), a_routine(name="Other reset")
TURN = Plan(routine=ROUTINE)
LINE = timeline(ROUTINE)
NOTHING_DONE = tally(LINE, frozenset())
ALL_DONE = tally(LINE, frozenset(rep for rep in map(rep_of, LINE.cues) if rep is not None))
MINUTE = 60.0
HOUR = 3600.0
DAY = 24 * HOUR

Making = Callable[[Moment], WorkdayEvent]
Script = tuple[tuple[float, Making], ...]


def office(lunch: Span | None = None) -> Hours:
    """Nine to five from Monday to Friday."""
    return Hours(((Span(time(9), time(17)),),) * 5 + ((),) * 2, lunch)


EYES = a_routine(an_exercise(name="Far look", reps=1), name="Eyes")
SMALL = Plan(routine=EYES, every=20 * MINUTE, heads_up=0.0, snoozes=1, reminders=(), missed_after=180.0)
ANY_TIME = WorkPlan((TURN,))
OFFICE = WorkPlan((TURN,), office())
WITH_LUNCH = WorkPlan((TURN,), office(Span(time(12), time(13))))
CLOSING = 8 * HOUR
"""Seconds from nine to the end of these hours."""


def pressed(event: Callable[..., WorkdayEvent]) -> Making:
    """Makes an event that needs nothing but its time."""
    return lambda moment: event(at=moment)


def returned(away: float, reason: AbsenceReason = "sleep") -> Making:
    """Makes the return from an absence of so many seconds."""
    return lambda moment: Returned(at=moment, away=away, reason=reason)


def paused(seconds: float) -> Making:
    """Makes a pause of so many seconds."""
    return lambda moment: Paused(at=moment, seconds=seconds)


def held(reason: str = "meeting", seconds: float | None = None) -> Making:
    """Makes something hold breaks."""
    return lambda moment: Held(at=moment, reason=reason, seconds=seconds)


def released(reason: str = "meeting") -> Making:
    """Makes what held breaks end."""
    return lambda moment: Released(at=moment, reason=reason)


def typed(seconds: float | None = None) -> Making:
    """Makes somebody begin to type."""
    return lambda moment: Typed(at=moment, seconds=seconds)


def skipped_for(reason: str) -> Making:
    """Makes a skip that says why."""
    return lambda moment: Declined(at=moment, reason=reason)


def finished(moment: Moment) -> WorkdayEvent:
    """The guided break is over, and all of it was done."""
    return Finished(at=moment, tally=ALL_DONE)


def abandoned(moment: Moment) -> WorkdayEvent:
    """The guided break is over before its first rep."""
    return Finished(at=moment, tally=NOTHING_DONE)


TICK, START, SNOOZE, SKIP, KEEP = (pressed(event) for event in (Ticked, Started, Snoozed, Declined, Kept))
MINI: Making = lambda moment: Started(at=moment, dose="mini")  # noqa: E731 - one of a row
REST = pressed(HandsRested)
DONE, PAUSE, RESUME = (pressed(event) for event in (SelfReported, Paused, Resumed))
EVERY_EVENT: dict[str, Making] = {
    "tick": TICK,
    "start": START,
    "snooze": SNOOZE,
    "skip": SKIP,
    "skip with a reason": skipped_for("meeting"),
    "keep": KEEP,
    "done already": DONE,
    "finish": finished,
    "finish without a rep": abandoned,
    "pause": PAUSE,
    "short pause": paused(90.0),
    "endless pause": paused(inf),
    "resume": RESUME,
    "short sleep": returned(30.0),
    "long sleep": returned(HOUR),
    "idle": returned(400.0, "idle"),
    "stopped": returned(HOUR, "stopped"),
    "hold": held(),
    "hold for a while": held(seconds=1500.0),
    "hold no longer than now": held(seconds=0.0),
    "another hold": held("do-not-disturb"),
    "release": released(),
    "another release": released("do-not-disturb"),
    "mini dose": MINI,
    "long snooze": lambda moment: Snoozed(at=moment, seconds=HOUR),
    "type": typed(),
    "type for a while": typed(400.0),
    "rest the hands": REST,
    "more room": lambda moment: Respaced(at=moment, every=5400.0),
}


def played(*script: tuple[float, Making], plan: WorkPlan = ANY_TIME) -> tuple[Workday, list[DayEffect]]:
    """The day and all effects after these events, each so many seconds after nine on a Monday."""
    day = workday.begin(plan, at(0))
    seen: list[DayEffect] = []
    for seconds, make in script:
        day, effects = workday.step(plan, day, make(at(seconds)))
        seen += effects
    return day, seen


def records(effects: Sequence[DayEffect], *kinds: str) -> list[tuple[float, str]]:
    """Seconds and name of every decision, or of those of these kinds."""
    told = [(one.at.mono - BEGIN, one.what) for one in effects if isinstance(one, Record)]
    return [(seconds, what) for seconds, what in told if not kinds or what in kinds]


def announced(effects: Sequence[DayEffect]) -> list[tuple[float, str]]:
    """Seconds and name of every announcement."""
    return [(one.at.mono - BEGIN, one.what) for one in effects if isinstance(one, Announce)]


def reasons(effects: Sequence[DayEffect], what: str) -> list[str]:
    """Why this was decided, each time."""
    return [one.why for one in effects if isinstance(one, Record) and one.what == what]


def refusals(effects: Sequence[DayEffect]) -> list[str]:
    """What was refused."""
    return [one.why for one in effects if isinstance(one, Refuse)]
