"""A routine → its line in the list."""

from __future__ import annotations

from stretchbreak.core.listing import Kind, Listing
from stretchbreak.core.routine import Routine
from stretchbreak.core.tempo import STANDARD, Pace
from stretchbreak.core.timeline import length

GENTLE, BRISK = Pace("gentle"), Pace("brisk")


def abridged(routine: Routine, kind: Kind, whose: str) -> Listing:
    """The line that this routine has in the list."""
    return Listing(
        name=routine.id,
        kind=kind,
        whose=whose,
        title=routine.name,
        summary=routine.summary,
        gentle=length(routine, GENTLE),
        standard=length(routine, STANDARD),
        brisk=length(routine, BRISK),
        reps=routine.reps,
        regions=routine.regions,
        positions=routine.positions,
        equipment=routine.equipment,
    )
