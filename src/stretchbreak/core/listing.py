"""A line of the library's list: what one must know about a routine to choose it, and what can be asked for.

Nothing of the routine itself is loaded for this, so that a list can be shown where no file has to be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final, Literal

Kind = Literal["routine", "exercise"]

ANY_POSITION: Final = "sit or stand"

_SEATED: Final = ("sit", "seat", "any")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A routine, or an exercise that can be done like one, in brief; seconds at the three tempos.

    ``whose`` is ``yours``, ``shipped``, or the name of the collection that it was added with.
    """

    name: str
    kind: Kind
    whose: str
    title: str
    summary: str
    gentle: float
    standard: float
    brisk: float
    reps: int
    regions: tuple[str, ...]
    positions: tuple[str, ...]
    equipment: tuple[str, ...]

    @property
    def is_seated(self) -> bool:
        """Whether all of it can be done sitting."""
        return all(any(_is_sitting(way) for way in one.replace(",", " or ").split(" or ")) for one in self.positions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a routine must be like: for this part of the body, shorter than so many seconds, without this or that."""

    region: str = ""
    under: float | None = None
    no_equipment: bool = False
    seated: bool = False

    def fits(self, one: Listing) -> bool:
        """Whether a routine is like that."""
        return (
            (not self.region or is_for(one, self.region))
            and (self.under is None or one.standard < self.under)
            and not (self.no_equipment and one.equipment)
            and not (self.seated and not one.is_seated)
        )


def row_of(one: Listing) -> list[Any]:
    """The line as plain values, the name first."""
    return [getattr(one, name) for name in _FIELDS]


def listing_of(row: Sequence[Any]) -> Listing:
    """The line that such values came from."""
    *plain, parts, positions, equipment = row
    return Listing(**dict(zip(_FIELDS, (*plain, tuple(parts), tuple(positions), tuple(equipment)), strict=True)))


_FIELDS: Final = tuple(field.name for field in fields(Listing))


def is_for(one: Listing, region: str) -> bool:
    """Whether some of it is for a part of the body that is called so, or whose name has that word in it."""
    word = region.casefold().strip()
    return any(word in known.casefold() for known in one.regions)


def regions(listings: Iterable[Listing]) -> list[str]:
    """Every part of the body that some of these are for."""
    return sorted({part.strip() for one in listings for region in one.regions for part in region.split("/")})


def told_positions(positions: tuple[str, ...]) -> str:
    """The positions in words; whatever can be done either way follows the rest."""
    fixed = [position for position in positions if position != ANY_POSITION]
    # Where it says "sit and stand", "stand" alone adds nothing.
    told = [one for one in fixed if not any(set(one.split()) < set(other.split()) for other in fixed)]
    return ", ".join(told) or ANY_POSITION


def _is_sitting(way: str) -> bool:
    words = way.casefold().split()
    return bool(words) and words[0].startswith(_SEATED) and "stand" not in words
