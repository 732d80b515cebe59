"""Which key means what, where: one table for the keys that work and for the line that names them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from stretchbreak.core.easing import SPACINGS
from stretchbreak.core.events import (
    Declined,
    GuideEvent,
    Hastened,
    Kept,
    Left,
    MovedBack,
    MovedOn,
    Muted,
    Paused,
    Quickened,
    Redone,
    Respaced,
    Resumed,
    SelfReported,
    Slowed,
    Snoozed,
    Started,
    WorkdayEvent,
)
from stretchbreak.core.view import DayView, GuideView

Event = TypeVar("Event")


@dataclass(frozen=True, slots=True)
class Binding(Generic[Event]):
    """A key, the word that names it, and the event it makes when told ``at`` which moment."""

    key: str
    word: str
    event: Callable[..., Event]


GuideBindings = tuple[Binding[GuideEvent], ...]
DayBinding = Binding[WorkdayEvent | None]
"""A key of the day. One makes no event: it ends the day."""

DayBindings = tuple[DayBinding, ...]

READY: Binding[GuideEvent] = Binding("enter", "ready", Hastened)
PAUSE: Binding[GuideEvent] = Binding("space", "pause", Paused)
GO_ON: Binding[GuideEvent] = Binding("space", "go on", Resumed)
END: Binding[GuideEvent] = Binding("q", "end", Left)
MOVES: GuideBindings = (Binding("n", "next", MovedOn), Binding("p", "back", MovedBack))
REDO: Binding[GuideEvent] = Binding("r", "redo", Redone)
MUTE: Binding[GuideEvent] = Binding("m", "mute", Muted)
UNMUTE: Binding[GuideEvent] = Binding("m", "sound", Muted)
PACE: GuideBindings = (Binding("-", "slower", Slowed), Binding("+", "faster", Quickened))

START: DayBinding = Binding("enter", "start now", Started)
BREAK_NOW: DayBinding = Binding("b", "break now", Started)
SNOOZE: DayBinding = Binding("z", "snooze", Snoozed)
SKIP: DayBinding = Binding("s", "skip", Declined)
DONE_ALREADY: DayBinding = Binding("d", "done already", SelfReported)
PAUSE_DAY: DayBinding = Binding("space", "pause", Paused)
GO_ON_WITH_DAY: DayBinding = Binding("space", "go on", Resumed)
QUIT: DayBinding = Binding("q", "quit", lambda at: None)  # noqa: ARG005 - made like every other
MINI: DayBinding = Binding("h", "mini", partial(Started, dose="mini"))
ROOM: DayBindings = tuple(
    Binding(f"{every / 600:.0f}", f"every {every / 60:.0f} min", partial(Respaced, every=every)) for every in SPACINGS
)
SNOOZE_AGAIN: DayBindings = (MINI, Binding("z", "snooze", Snoozed), Binding("esc", "keep", Kept))
REASONS: DayBindings = (
    MINI,
    Binding("s", "skip", Declined),
    Binding("m", "meeting", partial(Declined, reason="meeting")),
    Binding("f", "focus", partial(Declined, reason="focus")),
    Binding("p", "pain", partial(Declined, reason="pain")),
    Binding("n", "not needed", partial(Declined, reason="not needed")),
    Binding("esc", "keep", Kept),
)


def guide_keys(view: GuideView) -> GuideBindings:
    """The keys of a guided break as it stands, the most useful first."""
    between = view.cue.rep is None
    redo = (REDO,) if not between or view.cue.phase == "switch" else ()
    mute = {"off": (), "on": (MUTE,), "muted": (UNMUTE,)}[view.hearing]
    match view.mode:
        case "ended":
            return ()
        case "halted":
            return (GO_ON, *MOVES, *redo, *mute, END)
        case "counting-in":
            return (READY, PAUSE, *mute, END)
        case "going" if between:
            return (READY, PAUSE, *MOVES, *redo, *mute, END)
        case "going":
            return (PAUSE, *MOVES, *redo, *PACE, *mute, END)


def day_keys(view: DayView) -> DayBindings:
    """The keys of the waiting screen as the day stands, the most useful first."""
    if view.asked_back is not None:
        return REASONS if view.asked_back == "skip" else SNOOZE_AGAIN
    match view.mode:
        case "working" | "held":
            return (BREAK_NOW, PAUSE_DAY, SKIP, QUIT)
        case "due" if view.is_tired:
            return (START, MINI, *(ROOM if view.is_spaced else ()), *_snooze(view), SKIP, DONE_ALREADY, QUIT)
        case "heads-up" | "due":
            mini = () if view.layer == "small" else (MINI,)
            return (START, *_snooze(view), SKIP, *mini, DONE_ALREADY, QUIT)
        case "paused":
            return (GO_ON_WITH_DAY, BREAK_NOW, QUIT)
        case "off-hours":
            return (BREAK_NOW, QUIT)
        case "stretching":
            return ()


def _snooze(view: DayView) -> DayBindings:
    return (SNOOZE,) if view.snoozes_left else ()
