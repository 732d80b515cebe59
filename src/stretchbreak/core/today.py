"""Decisions → what the day has been so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from stretchbreak.core.decisions import Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """How often what happened, and reps done, all breaks together."""

    completed: int = 0
    partial: int = 0
    reported: int = 0
    snoozed: int = 0
    skipped: int = 0
    missed: int = 0
    natural: int = 0
    reps: int = 0


def midnight(now: datetime) -> datetime:
    """When the date began that it is now, where it is now."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)


def of_date(decisions: Iterable[Decision], now: datetime) -> tuple[Decision, ...]:
    """Of these decisions those of the date that it is now, where it is now."""
    return tuple(one for one in decisions if one.at.astimezone(now.tzinfo).date() == now.date())


def today(decisions: Iterable[Decision], now: datetime) -> Today:
    """Count the decisions of the date that it is now."""
    kept = of_date(decisions, now)
    counts = {what: sum(one.what == what for one in kept) for what in ("snooze", "skip", "missed", "natural")}
    return Today(
        completed=sum(one.outcome == "completed" for one in kept),
        partial=sum(one.outcome == "partial" for one in kept),
        reported=sum(one.what == "finish" and one.outcome is None for one in kept),
        snoozed=counts["snooze"],
        skipped=counts["skip"],
        missed=counts["missed"],
        natural=counts["natural"],
        reps=sum(one.reps for one in kept),
    )
