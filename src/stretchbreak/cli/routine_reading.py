"""The files behind the list: read as far as the index does not know them, and kept for the next time."""

from __future__ import annotations

from collections.abc import Mapping

from stretchbreak.cli.options import library
from stretchbreak.cli.places import places_without
from stretchbreak.cli.routine_index import look_now, settings_path
from stretchbreak.cli.routine_lines import aligned
from stretchbreak.core.abridging import abridged
from stretchbreak.core.listing import Kind, Listing, listing_of, row_of
from stretchbreak.documents.source import report
from stretchbreak.shell import folders
from stretchbreak.shell.index import Index, Row
from stretchbreak.shell.layers import File
from stretchbreak.shell.library import Library

Found = tuple[list[Listing], list[str]]
"""Every routine and exercise that can be called, and a report of every one that is broken."""


def read_listings() -> Found:
    """Read what has changed since the index was kept, and keep it anew."""
    index = Index(folders.index())
    # Whatever changes from here on looks different the next time.
    with index.begin() as draft:
        seen, kept = look_now(), index.read()
        told = None if kept is None or seen is None else kept.places(seen)
        without = places_without(settings_path()) if told is None else told
        known = {} if kept is None or seen is None else kept.sound(seen, without or ())
        rows, reports = rows_of(library(without or ()), known)
        listings = [listing_of(row) for row in rows.values()]
        if seen is not None:
            whole = not reports and without is not None
            draft.keep(seen, without, rows, "\n".join(aligned(listings)), whole=whole)
    return listings, reports


def rows_of(shelf: Library, known: Mapping[str, Row]) -> tuple[dict[str, Row], list[str]]:
    """The rows of all files by their paths, in their order, and what is wrong with those that have none."""
    troubles, files = shelf.survey()
    reports = [report(error.source, error.problems) for error in troubles]
    missing = [file for file in files if str(file.path) not in known]
    rows = {str(file.path): [file.id, *known[str(file.path)][1:]] for file in files if str(file.path) in known}
    for file, reading in zip(missing, shelf.readings(missing), strict=True):
        if reading.value is None:
            reports.append(reading.report)
        else:
            rows[str(file.path)] = row_of(abridged(reading.value, _kind(file), file.whose))
    return {path: rows[path] for path in (str(file.path) for file in files) if path in rows}, reports


def _kind(file: File) -> Kind:
    return "exercise" if file.is_exercise else "routine"
