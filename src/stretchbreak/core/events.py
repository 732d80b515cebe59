"""What can happen. Every event says when, on both clocks; the core never asks the time itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from stretchbreak.core.routine import Dose, Routine
from stretchbreak.core.tally import Tally

AbsenceReason = Literal["sleep", "idle", "stopped", "not running"]
"""The machine slept, nobody touched it, this program was stopped (Ctrl-Z) while the user may have worked on, or it
had ended and was started again."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time: ``mono`` seconds that only ever grow, for durations; ``wall`` with its zone, for people."""

    mono: float
    wall: datetime

    def shifted(self, seconds: float) -> Moment:
        """The moment this many seconds later (earlier, if negative), on both clocks."""
        # Python adds to the reading of the clock on the wall; over a clock change only UTC counts true seconds.
        wall = (self.wall.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(self.wall.tzinfo)
        return Moment(self.mono + seconds, wall)

    def at(self, mono: float) -> Moment:
        """The moment at which the monotonic clock reads ``mono``, to the last bit."""
        # A sum may miss it by a bit; then a deadline would seem to lie before itself, and never be crossed.
        return Moment(mono, self.shifted(mono - self.mono).wall)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticked:
    """Time has passed, perhaps later than asked for; whatever fell due meanwhile is done at its own exact time."""

    at: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """The user, or this program, was away for ``away`` seconds and is back. Not the same as a late tick."""

    at: Moment
    away: float
    reason: AbsenceReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused:
    """Hold everything: for ``seconds`` (None: as long as the plan has it; infinite: until resumed)."""

    at: Moment
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed:
    """Go on after a pause."""

    at: Moment


# The day


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """The user takes the break now: all of it, or the mini dose; or another ``routine`` than its turn would be."""

    at: Moment
    dose: Dose = "full"
    routine: Routine | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Snoozed:
    """The user wants to be asked again, in ``seconds`` (None: as the plan has it)."""

    at: Moment
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """The user does not want this break. Once only asks back; with a reason, or a second time, it is off."""

    at: Moment
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The user thought better of skipping, or of putting off, the break."""

    at: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfReported:
    """The user says the break is done already."""

    at: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """The guided break is over; ``tally`` holds what was really done, of ``routine`` if it was another one."""

    at: Moment
    tally: Tally
    routine: Routine | None = None


DayEvent = Ticked | Returned | Paused | Resumed | Started | Snoozed | Declined | Kept | SelfReported | Finished


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Something keeps breaks from being offered, for ``seconds`` or until released: a meeting, do-not-disturb."""

    at: Moment
    reason: str
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """What held breaks for this reason is over."""

    at: Moment
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """Somebody has begun to type, and goes on for ``seconds`` or until the hands rest."""

    at: Moment
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandsRested:
    """Nobody has typed for long enough to call it a pause."""

    at: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Respaced:
    """The user wants ``every`` seconds between breaks, for today."""

    at: Moment
    every: float


WorkdayEvent = DayEvent | Held | Released | Typed | HandsRested | Respaced


# The guided break


@dataclass(frozen=True, slots=True, kw_only=True)
class Hastened:
    """The user is ready before the get-ready, the switch or the rest is over."""

    at: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedOn:
    """On to the next exercise."""

    at: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedBack:
    """Back to the beginning of this exercise, or to the one before while still getting ready."""

    at: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Redone:
    """This side once more from its first rep."""

    at: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Slowed:
    """Ten percent more time for each movement."""

    at: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Quickened:
    """Ten percent less time for each movement."""

    at: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Muted:
    """The user wants no sound any more, or sound again. For the guide it is nothing; it needs no ear."""

    at: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """The user ends the break here; what was done stays done."""

    at: Moment


GuideEvent = (
    Ticked | Returned | Paused | Resumed | Hastened | MovedOn | MovedBack | Redone | Slowed | Quickened | Muted | Left
)
