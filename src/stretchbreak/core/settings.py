"""What a user can choose, and what counts where nothing is chosen.

Plain values: neither the file nor the profile that they come from is known here. All durations in seconds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time
from typing import Final, Literal

from stretchbreak.core.effects import DecisionKind
from stretchbreak.core.exercise import Place, Side
from stretchbreak.core.rhythm import Anchor
from stretchbreak.core.tempo import Tempo

HoldReason = Literal["meeting", "do-not-disturb", "microphone", "full-screen"]
"""What may hold a break back until it is over."""

Range = tuple[time, time]
"""From a time of day up to a later one; an end at midnight is the end of the day."""

Pick = Literal["in-turn", "least-recent"]
"""Which of several routines comes next: the one after the last, or the one that was not done for longest."""

Hours = tuple[tuple[Range, ...], ...]
"""The ranges of each weekday, Monday first, sorted and apart; a day without any is a day off."""

ALWAYS: Final[Hours] = ()
"""No weekday has hours of its own: every hour of every day is a working hour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """When a break falls due: after ``every`` seconds of work, or, where ``at`` names any, at these clock times.

    ``pick`` says which of several routines comes next.
    """

    every: float = 3600.0
    at: tuple[Anchor, ...] = ()
    routines: tuple[str, ...] = ("upper-back-reset",)
    pick: Pick = "in-turn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Small:
    """A second, lighter rhythm of small breaks between the main ones."""

    routine: str
    every: float = 1200.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitForPause:
    """An offer waits for ``idle`` seconds without typing, ``at_most`` so many seconds."""

    idle: float = 20.0
    at_most: float = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Snooze:
    """How long a break is put off, and how many times in a row that can be done."""

    seconds: float = 300.0
    at_most: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Alerts:
    """How a break makes itself heard, tones and voice as loud as ``volume`` in a hundred; without sound, not at all.

    ``repeat`` is how many reminders follow an offer.
    """

    sound: bool = True
    volume: int = 70
    voice: bool = False
    repeat: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Hooks:
    """Commands of the user's, each run at every decision of its name; empty: none."""

    heads_up: str = ""
    offer: str = ""
    reminder: str = ""
    start: str = ""
    finish: str = ""
    snooze: str = ""
    skip: str = ""
    missed: str = ""
    natural: str = ""
    held: str = ""
    owed_offer: str = ""
    merged: str = ""
    pause: str = ""
    resume: str = ""
    off_hours: str = ""
    on_hours: str = ""
    closed: str = ""

    def named(self, what: DecisionKind) -> str:
        """The command under this name."""
        command: str = getattr(self, what.replace("-", "_"))
        return command

    def at(self, what: DecisionKind) -> str:
        """The command to run at this decision: what was owed is an offer, unless it has a command of its own."""
        return self.named(what) or (self.offer if what == "owed-offer" else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that can be chosen. ``without`` are places that cannot be had.

    ``tz`` None is the zone of the machine, ``terminal`` None the one we run in.
    """

    rhythm: Rhythm = field(default_factory=Rhythm)
    small: Small | None = None
    hours: Hours = ALWAYS
    lunch: Range | None = None
    tempo: Tempo = "standard"
    first: Side = "right"
    heads_up: float = 120.0
    wait_for_pause: WaitForPause | None = field(default_factory=WaitForPause)
    natural_break: float = 300.0
    snooze: Snooze = field(default_factory=Snooze)
    target: int = 2
    alerts: Alerts = field(default_factory=Alerts)
    without: tuple[Place, ...] = ()
    hold_for: tuple[HoldReason, ...] = ("meeting", "do-not-disturb", "microphone", "full-screen")
    hooks: Hooks = field(default_factory=Hooks)
    terminal: str | None = None
    tz: str | None = None
