"""What one step of the two automata costs: the day's and the guided break's, in microseconds.

usage: python bench/step.py [--times 20000]

Each event is stepped on its own from the same state; the median leaves out what the machine did meanwhile. The bound
of 50 microseconds is far below anything that could make a cue late.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import UTC, datetime
from statistics import median
from time import perf_counter_ns

from meters import heading, say

from stretchbreak.core import guide, machine
from stretchbreak.core.day import Due, Plan, Working
from stretchbreak.core.events import Moment, Paused, Snoozed, Ticked
from stretchbreak.core.timeline import timeline
from stretchbreak.shell.folders import shipped_routines, user_routines
from stretchbreak.shell.library import Library

BOUND = 50.0
BEGIN = Moment(1000.0, datetime(2026, 3, 2, 9, 0, tzinfo=UTC))


def cost(step: Callable[[], object], times: int) -> float:
    """Median microseconds of one call."""
    taken = []
    for _ in range(times):
        before = perf_counter_ns()
        step()
        taken.append(perf_counter_ns() - before)
    return median(taken) / 1000


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


if __name__ == "__main__":
    main()
