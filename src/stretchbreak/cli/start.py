"""``stretchbreak start``: wait in this terminal, and guide every break."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, tzinfo
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from stretchbreak.boundaries import Answer
from stretchbreak.cli.background import Kept, send_off
from stretchbreak.cli.choosing import done_before, in_order
from stretchbreak.cli.hearing import hears_or_says_why_not
from stretchbreak.cli.options import library
from stretchbreak.cli.past import Past, past
from stretchbreak.cli.seat import Seat, seat
from stretchbreak.cli.serving import About, serving
from stretchbreak.cli.wishes import Wishes
from stretchbreak.core.planning import work_plan
from stretchbreak.core.settings import Settings
from stretchbreak.core.tempo import Pace
from stretchbreak.core.today import Today
from stretchbreak.core.view import DayView, workday_view
from stretchbreak.core.wording import day_sentence
from stretchbreak.core.workplan import WorkPlan
from stretchbreak.documents.excerpt import printable
from stretchbreak.errors import Stopped, StretchbreakError
from stretchbreak.shell import folders
from stretchbreak.shell.alerts.ways import ways
from stretchbreak.shell.children import ChildProcesses
from stretchbreak.shell.clock import SYSTEM, SystemClock, boot
from stretchbreak.shell.day import Day
from stretchbreak.shell.hooks import UserHooks
from stretchbreak.shell.journal import FileJournal
from stretchbreak.shell.lock import Lock, take
from stretchbreak.shell.settings import Watch, settings_file, stamp
from stretchbreak.slim.counter import listen

NO_KEYBOARD = "No keyboard to read here: breaks are announced; take one with `stretchbreak do` in a terminal."


def start_day(wishes: Wishes, profile: str | None, *, plain: bool, sound: bool, voice: bool) -> None:
    """Wait and guide until the user quits, and say in the end what the day came to."""
    watch = Watch(settings_file(), profile)
    settings = wishes.over(watch.settings)
    begun = SystemClock(zone=zone_of(settings)).now().wall
    plan = plan_of(settings, begun)
    hears = hears_or_says_why_not(settings.alerts, sound=sound, voice=voice)
    day: Day | None = None

    def hear(answer: Answer) -> None:
        if day is not None:
            day.hear(answer)

    try:
        with (
            locked(terminal_name()),
            past(folders.state(), plan, zone_of(settings)) as before,
            ChildProcesses(before.clock) as children,
            seat(before.clock, plain=plain, hears=hears, beat=before.beat) as here,
        ):
            hooks = UserHooks(lambda: watch.settings.hooks, children)
            here.vigil.mind(children)
            send = None if here.plain else here.terminal.send
            reaching = ways(before.clock, children, hear, send=send)
            for chore in (*reaching.chores, watch):
                here.vigil.mind(chore)
            day = Day(
                plan,
                Pace(settings.tempo),
                before.clock,
                here.stage,
                here.vigil,
                [reaching.ladder, *hears.alerts(here.terminal.send)],
                ear=here.ear,
                changed=partial(_news, watch, wishes, begun),
                journal=FileJournal(folders.journal()),
                memory=before.memory,
                hooks=hooks,
            )
            about = About(since=before.clock.now().wall, detached=False, target=settings.target)
            with serving(day, before.clock, here.inputs, here.vigil, about):
                _begin(day, plan, before, here)
                try:
                    day.run()
                finally:
                    reaching.ladder.settle()
    except Stopped as stopped:
        stopped.tell()
    except KeyboardInterrupt:
        if day is not None:
            _say_farewell(day, hooks)
        raise
    if day is not None:
        _say_farewell(day, hooks)


def _say_farewell(day: Day, hooks: UserHooks) -> None:
    """Tell what the day came to, and which hooks failed that nobody has been told of."""
    for failure in hooks.failures():
        print(f"the hook for {failure.event} failed: {failure.why}", file=sys.stderr)
    print(day_sentence(day.today), file=sys.stderr)


def start_engine(wishes: Wishes, profile: str | None) -> None:
    """Check everything here, where it can be told, and leave an engine behind in the background."""
    settings = wishes.over(Watch(settings_file(), profile).settings)
    begun = SystemClock(zone=zone_of(settings)).now().wall
    plan = plan_of(settings, begun)
    with locked("") as lock, past(folders.state(), plan, zone_of(settings)) as before:
        try:
            listener = listen()
        except OSError as error:
            raise StretchbreakError(f"no socket for the engine: {error.strerror or error}") from None
        kept = Kept(
            plan=plan,
            pace=Pace(settings.tempo),
            zone=settings.tz,
            about=About(since=before.clock.now().wall, detached=True, target=settings.target),
            wishes=wishes,
            profile=profile,
            settings=settings_file(),
            hooks=settings.hooks,
            terminal=settings.terminal,
            boot=boot(),
            shift=before.shift,
            beginning=before.beginning,
        )
        stands = send_off(kept, lock.descriptor, listener)
        listener.close()
    if not stands:
        raise StretchbreakError("the engine ended before it began; `stretchbreak start` in a terminal tells more")
    print(f"stretchbreak runs in the background. {stands}")


@contextmanager
def locked(terminal: str) -> Iterator[Lock]:
    """Be the only engine of this user for as long as the block lasts. Raises TakenError."""
    lock = take(folders.lock(), terminal)
    try:
        yield lock
    finally:
        lock.release()


def terminal_name() -> str:
    """The terminal that this runs in, for whoever looks for it."""
    with suppress(OSError):
        return os.ttyname(0)
    return "another terminal"


def zone_of(settings: Settings) -> tzinfo:
    """The zone of hours and clock times."""
    return SYSTEM if settings.tz is None else ZoneInfo(settings.tz)


def _begin(day: Day, plan: WorkPlan, before: Past, here: Seat) -> None:
    """Take up what there is, and say so: in plain lines first of all, on a screen last, where the last word stays."""
    stands = standing(workday_view(plan, before.beginning.day, Today(), before.clock.now()))
    told = f"{before.beginning.note}; {stands}" if before.beginning.note else stands
    if here.terminal.source is None:
        print(NO_KEYBOARD, file=sys.stderr)
    if here.plain:
        names = ", ".join(turn.routine.name for turn in plan.turns)
        day.take_up(before.beginning, f"{names}, {plan.turns[0].rhythm}; {told}.")
        return
    day.take_up(before.beginning)
    for sentence in (told if before.beginning.note else "", before.trouble):
        if sentence:
            here.stage.note(sentence)


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


def plan_of(settings: Settings, begun: datetime) -> WorkPlan:
    """The plan of a day that began then; what had been done before counts for what comes first."""
    shelf = library(settings.without)
    small = None if settings.small is None else shelf.routine(settings.small.routine)
    names = in_order(settings.rhythm, done_before(settings.rhythm, begun))
    return work_plan(settings, [shelf.routine(name) for name in names], small)


def _news(watch: Watch, wishes: Wishes, begun: datetime) -> WorkPlan | str | None:
    """The plan of changed settings, or in one line why the former one stays."""
    before = watch.settings
    news = watch.look()
    if news is None:
        return None
    if news.settings is before:
        return f"settings kept: {news.report.splitlines()[0]}"
    try:
        return plan_of(wishes.over(news.settings), begun)
    except StretchbreakError as problem:
        return f"settings kept: {str(problem).splitlines()[0]}"


def news(path: Path, profile: str | None, wishes: Wishes, begun: datetime) -> tuple[WorkPlan, Settings] | str:
    """The plan by a settings file that has changed, with its settings; or in one line why the former one stays."""
    if stamp(path) is None:
        return f"settings kept: {printable(str(path))} is gone"
    try:
        settings = wishes.over(Watch(path, profile).settings)
        return plan_of(settings, begun), settings
    except StretchbreakError as problem:
        return f"settings kept: {str(problem).splitlines()[0]}"
