"""A collection fetched again: what becomes of each file, given what came, what is there, and what comes now.

A file counts as the user's as soon as it is not what came. It then stays, and so does one that the user deleted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Digests = Mapping[str, str]
"""The contents of files, by their names, each as a digest."""

ChangeKind = Literal["added", "changed", "removed", "kept"]


@dataclass(frozen=True, slots=True)
class Change:
    """A file that is to be written or removed; or that is kept although another version of it has come."""

    name: str
    what: ChangeKind


def merged(before: Digests, here: Digests, now: Digests) -> tuple[Change, ...]:
    """What to do so that ``now`` replaces what came ``before``, and nothing that the user did to it is lost.

    To be told twice is to be told once: what is already as it comes now needs nothing.
    """
    names = sorted({*before, *here, *now})
    changes = ((name, _change(before.get(name), here.get(name), now.get(name))) for name in names)
    return tuple(Change(name, what) for name, what in changes if what is not None)


def _change(before: str | None, here: str | None, now: str | None) -> ChangeKind | None:
    if here == now:
        return None
    if here != before:
        return None if now == before else "kept"
    if now is None:
        return "removed"
    return "added" if here is None else "changed"
