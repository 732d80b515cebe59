"""Which routine comes next, by the settings and by what was done before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from stretchbreak.boundaries import Journal
from stretchbreak.core.decisions import DONE, Decision, least_recent
from stretchbreak.core.settings import Rhythm
from stretchbreak.shell import folders
from stretchbreak.shell.journal import FileJournal

LOOKED_BACK: Final = (1, 4, 16, 64)
"""Days: what was done longer ago, was done longer ago than anything else."""


def in_order(rhythm: Rhythm, decisions: Sequence[Decision]) -> tuple[str, ...]:
    """The routines of a rhythm in the order in which they come, the next one first."""
    return least_recent(rhythm.routines, decisions) if rhythm.pick == "least-recent" else rhythm.routines


def done_before(rhythm: Rhythm, now: datetime, journal: Journal | None = None) -> tuple[Decision, ...]:
    """As much of the journal before ``now`` as tells when each routine was done; nothing where nobody asks."""
    if rhythm.pick != "least-recent":
        return ()
    kept = journal or FileJournal(folders.journal())
    decisions: tuple[Decision, ...] = ()
    for days in LOOKED_BACK:
        decisions = tuple(one for one in kept.since(now - timedelta(days=days)).decisions if one.at < now)
        if set(rhythm.routines) <= {one.routine for one in decisions if one.outcome in DONE}:
            break
    return decisions
