"""``stretchbreak start``: wait in this terminal, and guide every break."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from functools import partial
from zoneinfo import ZoneInfo

from stretchbreak.boundaries import Alert
from stretchbreak.cli.options import library
from stretchbreak.cli.seat import Seat, seat
from stretchbreak.core.planning import work_plan
from stretchbreak.core.rhythm import Anchor
from stretchbreak.core.settings import Hours, Range, Settings
from stretchbreak.core.tempo import Pace
from stretchbreak.core.wording import day_sentence
from stretchbreak.core.workplan import WorkPlan
from stretchbreak.errors import StretchbreakError
from stretchbreak.shell.alerts.bell import BellAlert
from stretchbreak.shell.alerts.desktop import DesktopAlert
from stretchbreak.shell.clock import SYSTEM, SystemClock
from stretchbreak.shell.day import Day
from stretchbreak.shell.settings import Watch, settings_file

NO_KEYBOARD = "No keyboard to read here: breaks are announced; take one with `stretchbreak do` in a terminal."


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the command line asks for; it comes before the settings."""

    routine: str | None = None
    every: float | None = None
    at: tuple[Anchor, ...] = ()
    hours: Hours | None = None
    lunch: Range | None = None

    def over(self, settings: Settings) -> Settings:
        """The settings with these wishes in place of what they say."""
        rhythm = settings.rhythm
        if self.every is not None:
            rhythm = replace(rhythm, every=self.every, at=())
        if self.at:
            rhythm = replace(rhythm, at=self.at)
        if self.routine is not None:
            rhythm = replace(rhythm, routines=(self.routine,))
        hours = settings.hours if self.hours is None else self.hours
        return replace(settings, rhythm=rhythm, hours=hours, lunch=self.lunch or settings.lunch)


def start_day(wishes: Wishes, profile: str | None, *, plain: bool, sound: bool) -> None:
    """Wait and guide until the user quits, and say in the end what the day came to."""
    watch = Watch(settings_file(), profile)
    settings = wishes.over(watch.settings)
    plan = _plan(settings)
    clock = SystemClock(zone=SYSTEM if settings.tz is None else ZoneInfo(settings.tz))
    sound = sound and settings.alerts.sound
    day: Day | None = None
    try:
        with seat(clock, plain=plain, sound=sound) as here:
            desktop = DesktopAlert()
            here.vigil.chores.append(desktop.gather)
            alerts: list[Alert] = [desktop, *_bell(here, sound=sound)]
            day = Day(
                plan,
                Pace(settings.tempo),
                clock,
                here.stage,
                here.vigil,
                alerts,
                changed=partial(_news, watch, wishes),
            )
            if here.plain:
                here.stage.note(_opening(plan, day))
            if here.terminal.source is None:
                print(NO_KEYBOARD, file=sys.stderr)
            day.run()
    except KeyboardInterrupt:
        if day is not None:
            print(day_sentence(day.today), file=sys.stderr)
        raise
    print(day_sentence(day.today), file=sys.stderr)


def _plan(settings: Settings) -> WorkPlan:
    shelf = library()
    small = None if settings.small is None else shelf.routine(settings.small.routine)
    return work_plan(settings, [shelf.routine(name) for name in settings.rhythm.routines], small)


def _news(watch: Watch, wishes: Wishes) -> WorkPlan | str | None:
    """The plan of changed settings, or in one line why the former one stays."""
    before = watch.settings
    news = watch.look()
    if news is None:
        return None
    if news.settings is before:
        return f"settings kept: {news.report.splitlines()[0]}"
    try:
        return _plan(wishes.over(news.settings))
    except StretchbreakError as problem:
        return f"settings kept: {str(problem).splitlines()[0]}"


def _opening(plan: WorkPlan, day: Day) -> str:
    names = ", ".join(turn.routine.name for turn in plan.turns)
    at = "off hours now" if day.next_at is None else f"next break at {day.next_at:%H:%M}"
    return f"{names}, {plan.turns[0].rhythm}; {at}."


def _bell(here: Seat, *, sound: bool) -> list[BellAlert]:
    heard = sound and sys.stdout.isatty()
    return [BellAlert(here.terminal.send)] if heard else []
