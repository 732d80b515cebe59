"""What the shell promises to the rest: the pieces of the world, by what they can do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import inf
from typing import Literal, Protocol

from stretchbreak.core.checkin import Rating
from stretchbreak.core.decisions import Decision, Pages
from stretchbreak.core.effects import Announce, DecisionKind, Record
from stretchbreak.core.events import Moment
from stretchbreak.core.restart import Snapshot
from stretchbreak.core.tally import Tally
from stretchbreak.core.timeline import Cue, Timeline
from stretchbreak.core.view import DayView, GuideView, Hearing, SummaryView


@dataclass(slots=True)
class Score:
    """What to send at which monotonic time, and how many of these were sent when something came between.

    Worked out ahead, so that a moving picture costs hardly more than the waiting for it. Whoever waits beyond
    ``until`` needs another.
    """

    frames: Sequence[tuple[float, str]] = ()
    until: float = inf
    sent: int = 0


class Clock(Protocol):
    """Tells the time. ``pace`` seconds of its monotonic time pass in one second of the world."""

    pace: float

    def now(self) -> Moment:
        """Both clocks at once."""
        ...

    def mono(self) -> float:
        """The monotonic clock alone: seconds, suspend included where the system can tell."""
        ...

    def slept(self) -> float:
        """Seconds this machine has been suspended so far; 0 where the system cannot tell."""
        ...


class Stage(Protocol):
    """Shows a break or a day to the user: a full screen, or plain lines."""

    def cue(self, cue: Cue) -> None:
        """This cue begins now. Comes before the picture that shows it."""
        ...

    def guide(self, view: GuideView) -> None:
        """Show the guided break as it stands."""
        ...

    def day(self, view: DayView) -> None:
        """Show the day as it stands."""
        ...

    def summary(self, view: SummaryView) -> None:
        """Show what a break came to."""
        ...

    def note(self, text: str) -> None:
        """One sentence beside whatever is shown."""
        ...

    def press(self, key: str) -> None:
        """A key was pressed that may concern the picture alone."""
        ...

    def score(self, start: float, until: float) -> Score:
        """How the picture shown last moves by itself, from monotonic time ``start`` to ``until``, or not so far."""
        ...

    def resized(self) -> None:
        """The window has another size, or its content was lost: show everything anew."""
        ...


class Ear(Protocol):
    """Lets a guided break be heard, besides being shown. Never waits and never fails: no cue is late for it."""

    def hearing(self) -> Hearing:
        """Whether cues are heard now."""
        ...

    def begin(self, timeline: Timeline) -> None:
        """This break is about to begin: what takes time to prepare is prepared from now on."""
        ...

    def cue(self, cue: Cue) -> None:
        """This cue has begun."""
        ...

    def rest(self) -> None:
        """Nothing goes on until the next cue: whatever is still heard of the last one is over."""
        ...

    def mute(self) -> None:
        """Be silent from now on, in breaks to come as well, or no longer."""
        ...

    def end(self, tally: Tally | None) -> None:
        """The break has come to its end with this; None if it was broken off before."""
        ...


Answer = Literal["start", "snooze", "skip"]
"""What a user can answer to an announcement, wherever it was shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """``by`` what the last announcement reached the user, if anybody can tell; and what is wrong with better ways."""

    by: str = ""
    troubles: tuple[str, ...] = ()


class Alert(Protocol):
    """Reaches a user who looks elsewhere. Never waits, never fails, never writes into the picture."""

    def announce(self, announcement: Announce) -> None:
        """Tell that a break is near, due, or still waits."""
        ...

    def settle(self) -> None:
        """Take away what is shown of it: it was answered, here or elsewhere, or nobody waits any more."""
        ...

    def reached(self) -> Reached:
        """How the last announcement fared."""
        ...


class Chore(Protocol):
    """Something beside the day that is seen to while we wait, and that nobody waits for."""

    def fileno(self) -> int | None:
        """A descriptor that is readable when there is something to see to; None if only time tells."""
        ...

    def deadline(self) -> float:
        """The monotonic time at which it must be seen to, in the future once that was done; infinite if none."""
        ...

    def tend(self) -> bool | None:
        """See to it. Takes no time, and is called at every wake as well. True if whoever waits should look up."""
        ...


class Journal(Protocol):
    """Keeps every decision, whatever ends the program."""

    def keep(self, decision: Decision) -> str | None:
        """Keep the decision. Never fails: what cannot be written now is written with a later one.

        Returns in a sentence what the user should know of that, once.
        """
        ...

    def since(self, when: datetime) -> Pages:
        """The decisions from this moment on, those of other programs too, in the order in which they were kept."""
        ...


class CheckIns(Protocol):
    """Keeps the numbers of check-ins, for the user's eyes alone; red flags are nothing that it could keep."""

    def keep(self, rating: Rating) -> str | None:
        """Keep the number. Never fails; returns in a sentence what the user should know where it cannot be kept."""
        ...

    def since(self, when: datetime) -> tuple[Rating, ...]:
        """The numbers from this moment on, in the order in which they were kept; none where they cannot be read."""
        ...


class Memory(Protocol):
    """Remembers the day for the process that goes on with it, whatever ends this one."""

    def save(self, snapshot: Snapshot) -> str | None:
        """Remember this instead of what was before. Never fails.

        Returns in a sentence what the user should know where it cannot be done, once.
        """
        ...

    def beat(self) -> None:
        """Remember that the process is alive now. Costs next to nothing."""
        ...


Manner = Literal["by itself", "overdue", "left"]
"""How a child came to its end: by itself; by its limit; or it did, and what it had left behind by its limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How a child ended: its exit code, negative for a signal; what it printed last; whether that was too much."""

    code: int
    manner: Manner = "by itself"
    printed: str = ""
    flooded: bool = False


class Children(Protocol):
    """Starts programs and waits for none."""

    def start(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        limit: float | None = None,
        ended: Callable[[Ending], None] | None = None,
    ) -> None:
        """Start the program with the absolute path ``command[0]``; ``ended`` is told once all of it is over.

        With a limit it is ended with its whole group after so many seconds, and what it prints is kept for ``ended``.
        Without, it lives as long as it likes, longer than we do, and prints nowhere. Raises OSError.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A command of the user's that did not do, the decision at which it ran, and why."""

    event: DecisionKind
    why: str


class Hooks(Protocol):
    """Commands of the user's that run at decisions. Never waits, never fails; failures are told when asked for."""

    def start(self, record: Record, next_at: datetime | None) -> None:
        """Start the command for this decision, if there is one; the next break falls due at ``next_at``."""
        ...

    def failures(self) -> tuple[Failure, ...]:
        """What failed and was not told yet, the last of each event; it is told only once."""
        ...
