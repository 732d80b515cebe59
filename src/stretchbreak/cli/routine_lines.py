"""The list of routines as lines for pipes, and as JSON for scripts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from stretchbreak.core.listing import Listing, told_positions
from stretchbreak.core.wording import counted, duration


def where_done(one: Listing) -> str:
    """The position it takes and what must be at hand."""
    return "; ".join((told_positions(one.positions), *one.equipment))


def aligned(listings: Iterable[Listing]) -> Iterator[str]:
    """The list, as lines whose columns stand under each other."""
    rows = [
        (
            one.name,
            one.kind,
            duration(one.standard),
            counted(one.reps, "rep"),
            one.whose,
            ", ".join(one.regions),
            where_done(one),
        )
        for one in listings
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    form = "  ".join(f"%-{width}s" for width in widths[:-1]) + "  %s"
    return (form % row for row in rows)


def listed_json(listings: Iterable[Listing]) -> str:
    """The list as a JSON array."""
    # Each in a line of its own: setting them in by columns takes five times as long.
    facts = ",\n".join(json.dumps(_fact(one)) for one in listings)
    return f"[\n{facts}\n]" if facts else "[]"


def _fact(one: Listing) -> dict[str, Any]:
    return {
        "name": one.name,
        "title": one.title,
        "summary": one.summary,
        "total_s": one.standard,
        "tempo_s": {"gentle": one.gentle, "standard": one.standard, "brisk": one.brisk},
        "reps": one.reps,
        "regions": one.regions,
        "positions": one.positions,
        "equipment": one.equipment,
        "seated": one.is_seated,
        "kind": one.kind,
        "whose": one.whose,
    }
