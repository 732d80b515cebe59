"""``stretchbreak start``: wait in this terminal, and guide every break."""

from __future__ import annotations

import sys

from stretchbreak.boundaries import Alert
from stretchbreak.cli.options import DEFAULT_ROUTINE, library
from stretchbreak.cli.seat import Seat, seat
from stretchbreak.core.day import Plan
from stretchbreak.core.tempo import STANDARD
from stretchbreak.core.wording import day_sentence, duration
from stretchbreak.core.workday import WorkPlan
from stretchbreak.shell.alerts.bell import BellAlert
from stretchbreak.shell.alerts.desktop import DesktopAlert
from stretchbreak.shell.clock import SystemClock
from stretchbreak.shell.day import Day

NO_KEYBOARD = "No keyboard to read here: breaks are announced; take one with `stretchbreak do` in a terminal."


def start_day(name: str | None, every: float, *, plain: bool, sound: bool) -> None:
    """Wait and guide until the user quits, and say in the end what the day came to."""
    routine = library().routine(name or DEFAULT_ROUTINE)
    plan = WorkPlan((Plan(routine=routine, every=every),))
    clock = SystemClock()
    day: Day | None = None
    try:
        with seat(clock, plain=plain, sound=sound) as here:
            alerts: list[Alert] = [DesktopAlert(), *_bell(here, sound=sound)]
            day = Day(plan, STANDARD, clock, here.stage, here.vigil, alerts)
            if here.plain:
                here.stage.note(f"{routine.name} every {duration(every)}; next break at {day.next_at:%H:%M}.")
            if here.terminal.source is None:
                print(NO_KEYBOARD, file=sys.stderr)
            day.run()
    except KeyboardInterrupt:
        if day is not None:
            print(day_sentence(day.today), file=sys.stderr)
        raise
    print(day_sentence(day.today), file=sys.stderr)


def _bell(here: Seat, *, sound: bool) -> list[BellAlert]:
    heard = sound and sys.stdout.isatty()
    return [BellAlert(here.terminal.send)] if heard else []
