"""``stretchbreak routines list``: what is wanted, out of the index or out of the files."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from stretchbreak.cli.routine_lines import aligned, listed_json
from stretchbreak.core.listing import Listing, Wanted, is_for, listing_of, regions
from stretchbreak.core.wording import counted
from stretchbreak.documents.excerpt import quoted
from stretchbreak.errors import RoutineError
from stretchbreak.shell.index import Kept


def list_library(kept: Kept | None, wanted: Wanted, *, as_json: bool, is_seen: bool) -> None:
    """Print what is wanted of the library, and tell of every file that is broken; ``kept`` is what the index has."""
    if kept is None:
        from stretchbreak.cli.routine_reading import read_listings

        listings, reports = read_listings()
    else:
        listings, reports = [listing_of(row) for row in kept.rows.values()], []
    chosen = _chosen(listings, wanted)
    if as_json:
        print(listed_json(chosen))
    elif is_seen:
        from stretchbreak.cli.routine_table import drawn

        print("\n".join(drawn(chosen)))
    elif chosen:
        print("\n".join(aligned(chosen)))
    if not chosen:
        print(f"none of {counted(len(listings), 'routine')} and exercises is like that", file=sys.stderr)
    for report in reports:
        print(report, file=sys.stderr)


def _chosen(listings: Sequence[Listing], wanted: Wanted) -> list[Listing]:
    """Those that are wanted. Raises RoutineError where there is no such part of the body."""
    if wanted.region and not any(is_for(one, wanted.region) for one in listings):
        known = ", ".join(regions(listings))
        raise RoutineError(f"nothing here is for {quoted(wanted.region)}\n  help: there is something for {known}")
    return [one for one in listings if wanted.fits(one)]
