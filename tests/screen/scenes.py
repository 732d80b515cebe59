"""A view for every scene, and a terminal that shows it as a user would see it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import time
from io import StringIO
from pathlib import Path

import pyte
from rich.console import Console

from fakes import BEGIN, a_decision, at
from stretchbreak.boundaries import Score
from stretchbreak.core import guide
from stretchbreak.core.day import AskedBack, Due, HeadsUp, OnPause, Plan, State, Working
from stretchbreak.core.decisions import Decision
from stretchbreak.core.events import GuideEvent, Left, Paused, Resumed, Ticked
from stretchbreak.core.hours_line import hours_line
from stretchbreak.core.rhythm import ALWAYS, Hours, Span
from stretchbreak.core.routine import Routine
from stretchbreak.core.timeline import timeline
from stretchbreak.core.today import Today, today
from stretchbreak.core.view import DayView, GuideView, Hearing, SummaryView, day_view, guide_view, workday_view
from stretchbreak.core.workplan import Workday, WorkPlan
from stretchbreak.screen.glyphs import UNICODE, Glyphs
from stretchbreak.screen.stage import ScreenStage
from stretchbreak.shell.folders import shipped_routines
from stretchbreak.shell.library import Library

LIBRARY = Library(Path("no-such-folder"), shipped_routines())
ROUTINE = LIBRARY.routine("upper-back-reset")
View = GuideView | DayView | SummaryView
Scene = Callable[[Routine], View]


class Shown:
    """A terminal of this size with the stage that draws on it."""

    def __init__(self, columns: int, rows: int, glyphs: Glyphs = UNICODE) -> None:
        self.sent: list[str] = []
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self._screen)
        console = Console(file=StringIO(), force_terminal=True, color_system="standard", width=columns)
        self.stage = ScreenStage(console, glyphs, lambda: (columns, rows), self.send)

    def send(self, text: str) -> None:
        """What the stage sends, the terminal does."""
        self.sent.append(text)
        self._stream.feed(text)

    def show(self, view: View) -> None:
        """Bring this view onto the terminal."""
        match view:
            case GuideView():
                self.stage.guide(view)
            case DayView():
                self.stage.day(view)
            case SummaryView():
                self.stage.summary(view)

    def play(self, score: Score, frames: int) -> None:
        """Let the picture move by itself, for so many frames at most."""
        for _, text in score.frames[:frames]:
            self.send(text)
            score.sent += 1

    @property
    def rows(self) -> list[str]:
        """What can be read on the terminal."""
        return list(self._screen.display)

    @property
    def pens(self) -> list[list[tuple[str, str, bool]]]:
        """Every cell with its colour and weight."""
        cells = self._screen.buffer
        size = range(self._screen.lines), range(self._screen.columns)
        return [[(cells[y][x].data, cells[y][x].fg, cells[y][x].bold) for x in size[1]] for y in size[0]]


def day(state: State, seconds: float, decisions: Sequence[Decision] = (), hours: Hours = ALWAYS) -> Scene:
    """The day in this state, so many seconds after it began, after these decisions."""

    def view(routine: Routine) -> DayView:
        now = at(seconds)
        shown = day_view(Plan(routine=routine), state, today(decisions, now.wall), now)
        return replace(shown, hours=hours_line(decisions, now.wall, hours))

    return view


def worked(state: Workday, seconds: float) -> Scene:
    """The day around the breaks in this state, so many seconds after it began."""

    def view(routine: Routine) -> DayView:
        eyes = replace(routine, id="eyes", name="Eyes", exercises=routine.exercises[-1:])
        plan = WorkPlan((Plan(routine=routine),), small=Plan(routine=eyes, every=1200.0, heads_up=0.0, snoozes=1))
        return workday_view(plan, state, Today(), at(seconds))

    return view


def guided(seconds: float, *events: Callable[..., GuideEvent], later: float = 0.0, hearing: Hearing = "off") -> Scene:
    """The break so many seconds after it began, with these events at that time; seen ``later``."""

    def view(routine: Routine) -> GuideView:
        state, _ = guide.begin(timeline(routine), BEGIN)
        for event in (Ticked, *events):
            state, _ = guide.step(state, event(at=at(seconds)))
        return guide_view(state, BEGIN + seconds + later, hearing)

    return view


def summed(seconds: float) -> Scene:
    """What the break came to, left after so many seconds."""

    def view(routine: Routine) -> SummaryView:
        state, _ = guide.begin(timeline(routine), BEGIN)
        state, _ = guide.step(state, Left(at=at(seconds)))
        return SummaryView(routine=routine, tally=guide.result(state), next_at=at(4000).wall)

    return view


HOUR = 3600.0
DUE = Due(since=BEGIN + HOUR)

OFFICE = Hours(((Span(time(9), time(18)),),) * 7)
EARLY = (
    a_decision("snooze", at(-HOUR).wall),
    a_decision("finish", at(-HOUR / 2).wall, outcome="completed", reps=50),
)
DECISIONS = (
    a_decision("finish", at(600).wall, outcome="completed", reps=50),
    a_decision("finish", at(HOUR + 600).wall, outcome="completed", reps=50),
    a_decision("snooze", at(2 * HOUR).wall),
    a_decision("finish", at(2 * HOUR + 900).wall, outcome="completed", reps=50),
    a_decision("natural", at(3 * HOUR + 600).wall),
    a_decision("skip", at(4 * HOUR + 60).wall),
)

# The shipped routine: get ready 0-8, right 8-68, switch 68-73, left 73-133, get ready 133-145.
SCENES: dict[str, Scene] = {
    "waiting": day(Working(due=BEGIN + HOUR), 1393.0, EARLY),
    "waiting in the afternoon": day(Working(due=BEGIN + 6 * HOUR), 5 * HOUR + 1393.0, DECISIONS, OFFICE),
    "heads-up": day(HeadsUp(due=BEGIN + HOUR), HOUR - 83.0),
    "due": day(DUE, HOUR + 17.0),
    "asked back": day(AskedBack(before=DUE, wish="skip", until=BEGIN + HOUR + 30), HOUR + 17.0),
    "asked back about a snooze": day(
        AskedBack(before=Due(since=BEGIN + HOUR, snoozes=1), wish="snooze", until=BEGIN + HOUR + 30), HOUR + 17.0
    ),
    "due to somebody tired": worked(Workday(facing=DUE, seen=BEGIN, unstarted=3), HOUR + 17.0),
    "a small break": worked(
        Workday(facing=Working(due=BEGIN + HOUR), seen=BEGIN, small=Due(since=BEGIN + 1200.0)), 1210.0
    ),
    "paused": day(OnPause(since=BEGIN, until=BEGIN + HOUR, left=1800.0, snoozes=0), 600.0),
    "paused for good": day(OnPause(since=BEGIN, until=None, left=1800.0, snoozes=0), 600.0),
    "get ready": guided(2.5),
    "move": guided(33.0),
    "hold": guided(35.2),
    "switch": guided(69.5),
    "halted": guided(35.2, Paused),
    "counting in": guided(35.2, Paused, Resumed, later=0.8),
    "last exercise": guided(336.0),
    "sound on": guided(69.5, hearing="on"),
    "muted": guided(35.2, hearing="muted"),
    "next exercise": guided(136.0),
    # Get ready 0-3, then six steps of five seconds.
    "step": lambda _: guided(15.2)(LIBRARY.routine("posture-minute")),
    # Get ready 0-12, find 12-22, lean 22-42.
    "long hold": lambda _: guided(30.4)(LIBRARY.routine("ball-release")),
    "summary": summed(400.0),
    "summary of a part": summed(100.0),
}
