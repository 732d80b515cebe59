"""``stretchbreak start``: wait in this terminal, and guide every break."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from functools import partial
from zoneinfo import ZoneInfo

from stretchbreak.cli.options import library
from stretchbreak.cli.past import Past, past
from stretchbreak.cli.seat import Seat, seat
from stretchbreak.core.planning import work_plan
from stretchbreak.core.rhythm import Anchor
from stretchbreak.core.settings import Hours, Range, Settings
from stretchbreak.core.tempo import Pace
from stretchbreak.core.today import Today
from stretchbreak.core.view import DayView, workday_view
from stretchbreak.core.wording import day_sentence
from stretchbreak.core.workplan import WorkPlan
from stretchbreak.errors import StretchbreakError
from stretchbreak.shell import folders
from stretchbreak.shell.alerts.bell import BellAlert
from stretchbreak.shell.alerts.desktop import DesktopAlert
from stretchbreak.shell.clock import SYSTEM
from stretchbreak.shell.day import Day
from stretchbreak.shell.journal import FileJournal
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
    sound = sound and settings.alerts.sound
    day: Day | None = None
    try:
        with (
            past(folders.state(), plan, SYSTEM if settings.tz is None else ZoneInfo(settings.tz)) as before,
            seat(before.clock, plain=plain, sound=sound, beat=before.beat) as here,
        ):
            desktop = DesktopAlert()
            here.vigil.mind(desktop)
            day = Day(
                plan,
                Pace(settings.tempo),
                before.clock,
                here.stage,
                here.vigil,
                [desktop, *_bell(here, sound=sound)],
                changed=partial(_news, watch, wishes),
                journal=FileJournal(folders.journal()),
                memory=before.memory,
            )
            _begin(day, plan, before, here)
            day.run()
    except KeyboardInterrupt:
        if day is not None:
            print(day_sentence(day.today), file=sys.stderr)
        raise
    print(day_sentence(day.today), file=sys.stderr)


def _begin(day: Day, plan: WorkPlan, before: Past, here: Seat) -> None:
    """Take up what there is, and say so: in plain lines first of all, on a screen last, where the last word stays."""
    stands = standing(workday_view(plan, before.beginning.day, Today(), before.clock.now()))
    told = f"{before.beginning.note}; {stands}" if before.beginning.note else stands
    if here.plain:
        names = ", ".join(turn.routine.name for turn in plan.turns)
        here.stage.note(f"{names}, {plan.turns[0].rhythm}; {told}.")
    if here.terminal.source is None:
        print(NO_KEYBOARD, file=sys.stderr)
    day.take_up(before.beginning)
    if before.beginning.note and not here.plain:
        here.stage.note(told)
    if before.trouble and not here.plain:
        here.stage.note(before.trouble)


def standing(view: DayView) -> str:
    """What the day waits for, in a few words."""
    at = "" if view.next_at is None else f"{view.next_at:%H:%M:%S}"
    match view.mode:
        case "working" | "heads-up":
            return f"next break at {at}"
        case "due":
            return f"time for a break since {at}"
        case "held":
            return "a break is held"
        case "paused":
            return "paused" if view.paused_until is None else f"paused until {view.paused_until:%H:%M}"
        case "off-hours":
            return "off hours now"
        case "stretching":
            return "stretching"


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


def _bell(here: Seat, *, sound: bool) -> list[BellAlert]:
    heard = sound and sys.stdout.isatty()
    return [BellAlert(here.terminal.send)] if heard else []
