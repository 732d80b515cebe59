"""What is to be done about it. Effects are values; the shell performs them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from stretchbreak.core.events import Moment
from stretchbreak.core.routine import Dose, Routine
from stretchbreak.core.tally import Rep, Tally
from stretchbreak.core.timeline import Cue

AnnouncementKind = Literal["heads-up", "offer", "reminder"]
DecisionKind = Literal[
    "heads-up",
    "offer",
    "reminder",
    "start",
    "finish",
    "snooze",
    "skip",
    "missed",
    "natural",
    "held",
    "owed-offer",
    "merged",
    "pause",
    "resume",
    "off-hours",
    "on-hours",
    "closed",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Announce:
    """Reach the user: a break is near, or due, or still waits for an answer. ``due_in`` seconds; 0 once due.

    ``dose`` is what is put first: the mini dose to somebody who lets breaks go.
    """

    at: Moment
    what: AnnouncementKind
    routine: Routine
    due_in: float
    dose: Dose = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBreak:
    """Guide the user through this routine, then report back with ``Finished``."""

    routine: Routine


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Keep this decision and its reason, in plain words. ``tally`` only with ``finish``."""

    at: Moment
    what: DecisionKind
    routine: Routine
    why: str
    tally: Tally | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refuse:
    """Tell the user why what was asked for is not done."""

    why: str


DayEffect = Announce | OpenBreak | Record | Refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveCue:
    """It is time for this cue, by screen, sound and voice alike."""

    cue: Cue


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRep:
    """A rep has just been done to its end, for the first time in this break."""

    rep: Rep


GuideEffect = GiveCue | CountRep
