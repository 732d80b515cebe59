"""What one step of the automata costs, in microseconds, and what a year of hourly breaks costs, in seconds.

usage: python bench/step.py [--times 20000]

Each event is stepped on its own from the same state; the median leaves out what the machine did meanwhile. The bound
of 50 microseconds is far below anything that could make a cue late. The year has working hours with lunch, in a zone
with clock changes, and each of its breaks is offered, taken and finished: as `start` lives it, with nobody waiting.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time
from statistics import median
from time import perf_counter, perf_counter_ns
from zoneinfo import ZoneInfo

from meters import heading, say

from stretchbreak.core import guide, machine, workday
from stretchbreak.core.day import Due, Plan, Working
from stretchbreak.core.effects import Announce
from stretchbreak.core.events import Finished, Moment, Paused, Snoozed, Started, Ticked, WorkdayEvent
from stretchbreak.core.rhythm import Hours, Span
from stretchbreak.core.routine import Routine
from stretchbreak.core.tally import rep_of, tally
from stretchbreak.core.timeline import timeline
from stretchbreak.core.workplan import Workday, WorkPlan
from stretchbreak.shell.folders import shipped_routines, user_routines
from stretchbreak.shell.library import Library

BOUND = 50.0
YEAR = 5.0
BEGIN = Moment(1000.0, datetime(2026, 3, 2, 9, 0, tzinfo=UTC))


def cost(step: Callable[[], object], times: int) -> float:
    """Median microseconds of one call."""
    taken = []
    for _ in range(times):
        before = perf_counter_ns()
        step()
        taken.append(perf_counter_ns() - before)
    return median(taken) / 1000


def year(routine: Routine) -> Iterator[float]:
    """A year of hourly breaks, each of them taken; the microseconds of each of its steps."""
    hours = Hours(((Span(time(9), time(17, 30)),),) * 5 + ((),) * 2, Span(time(12), time(13)))
    plan, line = WorkPlan((Plan(routine=routine),), hours), timeline(routine)
    done = tally(line, frozenset(rep for rep in map(rep_of, line.cues) if rep is not None))
    first = Moment(0.0, datetime(2026, 1, 1, tzinfo=ZoneInfo("Europe/Berlin")))
    last, now, day = 365 * 24 * 3600.0, first, workday.begin(plan, first)

    def stepped(event: WorkdayEvent) -> tuple[Workday, bool, float]:
        before = perf_counter_ns()
        after, effects = workday.step(plan, day, event)
        taken = (perf_counter_ns() - before) / 1000
        return after, any(isinstance(effect, Announce) and effect.what == "offer" for effect in effects), taken

    while (due := workday.deadline(plan, day, now)) is not None and due < last:
        now = first.at(due)
        day, offered, taken = stepped(Ticked(at=now))
        yield taken
        if offered:
            day, _, taken = stepped(Started(at=now))
            yield taken
            now = now.shifted(line.seconds)
            day, _, taken = stepped(Finished(at=now, tally=done))
            yield taken


def a_year(routine: Routine) -> None:
    """Play the year and tell what it took."""
    start = perf_counter()
    steps = list(year(routine))
    say("a simulated year of hourly breaks", perf_counter() - start, "s", YEAR, f"{len(steps)} steps")
    say("a simulated year: the median step", median(steps), "us", BOUND)


def main() -> None:
    """Measure the steps that happen most, and those that do most."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--times", type=int, default=20000)
    times = words.parse_args().times
    routine = Library(user_routines(), shipped_routines()).routine("upper-back-reset")
    plan, line = Plan(routine=routine), timeline(routine)
    waiting, offered = Working(due=1000.0 + plan.every), Due(since=990.0)
    going, _ = guide.begin(line, BEGIN.mono)
    idle, due = Ticked(at=BEGIN.shifted(1)), Ticked(at=BEGIN.shifted(plan.every))
    cue, end = Ticked(at=BEGIN.shifted(line.cues[0].end)), Ticked(at=BEGIN.shifted(line.seconds))
    snoozed, paused = Snoozed(at=BEGIN), Paused(at=BEGIN.shifted(9))
    heading(f"Steps, median of {times}")
    say("the day: a tick that changes nothing", cost(lambda: machine.step(plan, waiting, idle), times), "us", BOUND)
    say("the day: heads-up and offer crossed", cost(lambda: machine.step(plan, waiting, due), times), "us", BOUND)
    say("the day: a snooze", cost(lambda: machine.step(plan, offered, snoozed), times), "us", BOUND)
    say("the guide: a tick inside a cue", cost(lambda: guide.step(going, idle), times), "us", BOUND)
    say("the guide: the next cue", cost(lambda: guide.step(going, cue), times), "us", BOUND)
    say("the guide: a pause in a hold", cost(lambda: guide.step(going, paused), times), "us", BOUND)
    whole = cost(lambda: guide.step(going, end), max(times // 100, 1)) / len(line.cues)
    say("the guide: each cue of a whole break at once", whole, "us", BOUND)
    a_year(routine)


if __name__ == "__main__":
    main()
