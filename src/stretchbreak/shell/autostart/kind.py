"""What every way to start at login promises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from stretchbreak.shell.autostart.command import Launch


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What is in the place of a login entry: whose it is, what it starts, and, if it starts nothing, why."""

    ours: bool
    words: tuple[str, ...] = ()
    off: str = ""


class Kind(Protocol):
    """One way to start at login.

    All of it raises StretchbreakError where the place cannot be read or written, or belongs to somebody else.
    """

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def place(self) -> str:
        """Where it is, for people."""

    def found(self) -> Found | None:
        """What is there now; None if nothing is."""

    def put(self, launch: Launch) -> tuple[str, ...]:
        """See that this is started at login; what was done for it, in sentences, none if it was so already."""

    def remove(self) -> tuple[str, ...]:
        """Undo what ``put`` did; what was done, in sentences, none if there was nothing to do."""
