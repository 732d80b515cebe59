"""Decisions → what the day has been so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from stretchbreak.core.effects import Record


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


def today(records: Iterable[Record]) -> Today:
    """Count the decisions of one day."""
    kept = list(records)
    counts = {what: sum(record.what == what for record in kept) for what in ("snooze", "skip", "missed", "natural")}
    tallies = [record.tally for record in kept if record.tally is not None]
    return Today(
        completed=sum(tally.outcome == "completed" for tally in tallies),
        partial=sum(tally.outcome == "partial" for tally in tallies),
        reported=sum(record.what == "finish" and record.tally is None for record in kept),
        snoozed=counts["snooze"],
        skipped=counts["skip"],
        missed=counts["missed"],
        natural=counts["natural"],
        reps=sum(tally.done for tally in tallies),
    )
