"""What a day goes by, and the states it can be in.

Each state holds the monotonic times that matter to it and nothing else: what is not in a state cannot go wrong in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from stretchbreak.core.events import Moment
from stretchbreak.core.mini import mini_dose
from stretchbreak.core.rhythm import NEAR, Anchor, next_anchor
from stretchbreak.core.routine import Dose, Routine
from stretchbreak.core.wording import duration


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the day goes by. All durations in seconds. ``mini`` None: worked out from the routine."""

    routine: Routine
    mini: Routine | None = None
    every: float = 3600.0
    heads_up: float = 120.0
    snooze: float = 300.0
    snoozes: int = 2
    reminders: tuple[float, ...] = (60.0, 120.0)
    missed_after: float = 180.0
    natural_break: float = 300.0
    pause: float = 3600.0

    anchors: tuple[Anchor, ...] = ()

    def next_due(self, after: Moment) -> float:
        """Monotonic time of the break that follows this moment: an interval later, or at a time of the clock."""
        return self._anchored(after, NEAR) if self.anchors else after.mono + self.every

    def first_due(self, at: Moment, left: float | None = None) -> float:
        """Monotonic time of the next break with none just before: after ``left`` seconds of work, or on the clock."""
        if self.anchors:
            return self._anchored(at, 1.0)
        return at.mono + (self.every if left is None else left)

    def _anchored(self, after: Moment, near: float) -> float:
        return after.mono + (next_anchor(self.anchors, after.wall, near) - after.wall).total_seconds()

    def dosed(self, dose: Dose) -> Routine:
        """The routine, or its mini dose."""
        if dose == "full":
            return self.routine
        return mini_dose(self.routine) if self.mini is None else self.mini

    @property
    def rhythm(self) -> str:
        """How often breaks fall due, in words."""
        if not self.anchors:
            return f"every {duration(self.every)}"
        return "at " + ", ".join(anchor.name for anchor in self.anchors)

    @property
    def why(self) -> str:
        """Why a break falls due."""
        return "its time of the clock" if self.anchors else f"{duration(self.every)} of work"

    @property
    def notice(self) -> float:
        """How long before due the heads-up comes: never before half of a short interval is over."""
        return min(self.heads_up, self.every / 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Working:
    """The break falls due at ``due``; the heads-up is still to come."""

    due: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadsUp:
    """The break is near and has been announced."""

    due: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Snoozing:
    """Put off until ``due``, for the ``snoozes``-th time. It comes back as an offer, without another heads-up."""

    due: float
    snoozes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaiting:
    """Due since ``since``, but somebody is typing: offered at the first pause in it, at ``until`` at the latest."""

    since: float
    until: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Offered at ``since`` and waiting for an answer; ``reminders`` have been sent, ``snoozes`` used."""

    since: float
    reminders: int = 0
    snoozes: int = 0


Waiting = Working | HeadsUp | Snoozing | Awaiting | Due
"""The states in which a break is still to come."""

Wish = Literal["skip", "snooze"]
"""What is granted only when asked for twice: in between, the mini dose is one key away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedBack:
    """Asked back, until ``until``, whether this is really wished; ``before`` goes on underneath."""

    before: Waiting
    wish: Wish
    until: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretching:
    """The break is being guided."""

    since: float
    dose: Dose = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class OnPause:
    """Nothing counts until ``until`` (None: until resumed); ``left`` seconds of work remained, 0 if it was due."""

    since: float
    until: float | None
    left: float
    snoozes: int


State = Waiting | AskedBack | Stretching | OnPause


def beneath(state: State) -> Waiting | Stretching | OnPause:
    """The state, or the one that goes on beneath a question."""
    return state.before if isinstance(state, AskedBack) else state
