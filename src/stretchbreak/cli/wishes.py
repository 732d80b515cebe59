"""What the command line asks for, over what the settings say."""

from __future__ import annotations

from dataclasses import dataclass, replace

from stretchbreak.core.rhythm import Anchor
from stretchbreak.core.settings import Hours, Range, Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the command line asks for; it comes before the settings."""

    routine: str | None = None
    every: float | None = None
    at: tuple[Anchor, ...] = ()
    hours: Hours | None = None
    lunch: Range | None = None

    def over(self, settings: Settings) -> Settings:
        """The settings with these wishes in place of what they say."""
        rhythm = settings.rhythm
        if self.every is not None:
            rhythm = replace(rhythm, every=self.every, at=())
        if self.at:
            rhythm = replace(rhythm, at=self.at)
        if self.routine is not None:
            rhythm = replace(rhythm, routines=(self.routine,))
        hours = settings.hours if self.hours is None else self.hours
        return replace(settings, rhythm=rhythm, hours=hours, lunch=self.lunch or settings.lunch)
