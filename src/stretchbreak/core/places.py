"""Where something can be felt, and which routine goes with it.

The table goes by the upper-crossed pattern: what is used all day is held short, what works against it does little.
That is a clinical model, widely taught and little tested. It chooses a routine; it finds nothing out about anybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal

Region = Literal["neck", "shoulders", "upper back", "low back", "wrists", "hips", "eyes", "nowhere"]
PlaceName = Literal[
    "side of the neck",
    "base of the skull",
    "top of the shoulders",
    "front of the shoulders",
    "between the blades",
    "upper back",
    "low back",
    "wrists",
    "hips",
    "eyes",
    "nowhere",
]

MODEL: Final = "This goes by a common model of desk work. It is not a diagnosis."


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What is likely tight and likely under-used where something is felt, and what to do: ``first``, and ``then``.

    ``parts`` are the regions of the exercises that work there.
    """

    name: PlaceName
    region: Region
    tight: str = ""
    underused: str = ""
    first: str
    then: str = ""
    parts: tuple[str, ...] = ()


_NECK: Final = ("neck",)
_SHOULDERS: Final = ("shoulders", "chest / front of shoulder")
_BACK: Final = ("upper back", "upper back / flank")
_HIPS: Final = ("hips", "hips / circulation")

_TABLE: Final = (
    Place(
        name="side of the neck",
        region="neck",
        tight="the top of the trapezius, the muscle that lifts the blade, the side of the neck",
        underused="the lower trapezius and the deep front of the neck",
        first="neck-long",
        then="upper-back-reset",
        parts=_NECK,
    ),
    Place(
        name="base of the skull",
        region="neck",
        tight="the short muscles below the skull",
        underused="the deep front of the neck",
        first="posture-minute",
        then="neck-long",
        parts=_NECK,
    ),
    Place(
        name="top of the shoulders",
        region="shoulders",
        tight="the top of the trapezius, the muscle that lifts the blade, the side of the neck",
        underused="the lower trapezius and the deep front of the neck",
        first="neck-long",
        then="upper-back-reset",
        parts=(*_NECK, *_SHOULDERS),
    ),
    Place(
        name="front of the shoulders",
        region="shoulders",
        tight="the chest",
        underused="between the blades and the back of the shoulders",
        first="upper-back-reset",
        then="shoulders",
        parts=_SHOULDERS,
    ),
    Place(
        name="between the blades",
        region="upper back",
        tight="the chest in front",
        underused="the middle and lower trapezius",
        first="thoracic",
        then="ball-release",
        parts=_BACK,
    ),
    Place(
        name="upper back",
        region="upper back",
        tight="the joints of the upper back, and the chest",
        underused="what straightens the upper back",
        first="thoracic",
        then="floor",
        parts=_BACK,
    ),
    Place(
        name="low back",
        region="low back",
        tight="the front of the hips, and a stiff upper back",
        underused="the seat and the trunk",
        first="hips",
        then="standing",
        parts=(*_HIPS, *_BACK),
    ),
    Place(
        name="wrists",
        region="wrists",
        tight="both sides of the forearm",
        underused="what opens the hand",
        first="wrists",
        then="shoulders",
        parts=("wrist / forearm",),
    ),
    Place(
        name="hips",
        region="hips",
        tight="the front of the hips, and deep in the seat",
        underused="the seat",
        first="hips",
        then="standing",
        parts=_HIPS,
    ),
    Place(name="eyes", region="eyes", tight="looking near", underused="blinking", first="eyes", parts=("eyes",)),
    Place(name="nowhere", region="nowhere", first="upper-back-reset"),
)
PLACES: Final[Mapping[PlaceName, Place]] = {place.name: place for place in _TABLE}

SEATED: Final[Mapping[str, str]] = {"upper-back-reset": "upper-back-seated", "shoulders": "upper-back-seated"} | {
    "floor": "thoracic",
    "ball-release": "thoracic",
    "standing": "hips",
}
"""What stands in for a routine that needs a doorway, a floor or a ball, where there is none."""

_NEVER: Final = datetime(1, 1, 1, tzinfo=UTC)


def of_region(region: Region) -> tuple[Place, ...]:
    """The places in this region, the commonest first."""
    return tuple(place for place in _TABLE if place.region == region)


def strongest(ratings: Mapping[PlaceName, int], done: Mapping[str, datetime] | None = None) -> Place:
    """The place that wins: the highest number, and among equals the one whose routine was done least recently.

    ``done`` says when a routine was done last. Without a rating, nowhere.
    """
    last = done or {}
    rated = sorted(ratings, key=lambda name: (-ratings[name], last.get(PLACES[name].first, _NEVER)))
    return PLACES[rated[0]] if rated else PLACES["nowhere"]
