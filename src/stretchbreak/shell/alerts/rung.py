"""What the rungs of the ladder have in common: what they are told, what they tell, and how texts become harmless."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, Protocol

from stretchbreak.boundaries import Answer
from stretchbreak.core.effects import AnnouncementKind
from stretchbreak.core.template import cleaned

BUTTONS: Final[tuple[tuple[Answer, str], ...]] = (("start", "Start"), ("snooze", "Snooze"), ("skip", "Skip"))
"""The answers that a notification takes, and how its buttons say them."""

LONGEST_TITLE: Final = 120
LONGEST_BODY: Final = 600
"""Characters of which a notification is made at most; no service shows more, and some stumble over it."""

Result = Literal["shown", "suppressed", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What is to be told: one line each, without anything that steers a terminal."""

    what: AnnouncementKind
    title: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a note: shown ``by`` this way, kept unseen by do-not-disturb, or failed; and why."""

    result: Result
    by: str = ""
    why: str = ""


Told = Callable[[Outcome], None]


class Rung(Protocol):
    """One way to reach the user. Never waits, never raises; says in time what became of a note."""

    @property
    def is_busy(self) -> bool:
        """Whether something is still to come of it: an answer of the user's, or how a note fared."""
        ...

    def tell(self, note: Note, told: Told) -> None:
        """Show this instead of what this rung showed before."""
        ...

    def settle(self) -> None:
        """Take away what is shown: it has been answered, or nobody waits for an answer any more."""
        ...


def note_of(what: AnnouncementKind, title: str, body: str) -> Note:
    """The note with texts that no rung stumbles over: no control characters, no line ends, not too long."""
    return Note(
        what=what, title=shortened(cleaned(title), LONGEST_TITLE), body=shortened(cleaned(body), LONGEST_BODY)
    )


def shortened(text: str, longest: int) -> str:
    """The text, cut where it is too long."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def as_argument(text: str) -> str:
    """The text as an argument that no program takes for an option, a list or something quoted."""
    return text if text[:1].isalnum() else f"• {text}"
