"""Each row of the region table: what is likely tight, likely under-used, and which routine comes first."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from fakes import MORNING
from stretchbreak.core.places import PLACES, SEATED, PlaceName, of_region, strongest
from stretchbreak.shell.folders import shipped_routines
from stretchbreak.shell.library import Library


@pytest.mark.parametrize(
    ("place", "tight", "underused", "first", "then"),
    [
        ("side of the neck", "trapezius", "lower trapezius", "neck-long", "upper-back-reset"),
        ("base of the skull", "skull", "front of the neck", "posture-minute", "neck-long"),
        ("top of the shoulders", "trapezius", "lower trapezius", "neck-long", "upper-back-reset"),
        ("front of the shoulders", "chest", "between the blades", "upper-back-reset", "shoulders"),
        ("between the blades", "chest", "lower trapezius", "thoracic", "ball-release"),
        ("upper back", "upper back", "straightens", "thoracic", "floor"),
        ("low back", "hips", "seat", "hips", "standing"),
        ("wrists", "forearm", "hand", "wrists", "shoulders"),
        ("hips", "hips", "seat", "hips", "standing"),
        ("eyes", "near", "blinking", "eyes", ""),
        ("nowhere", "", "", "upper-back-reset", ""),
    ],
)
def test_a_place_has_its_row(place: PlaceName, tight: str, underused: str, first: str, then: str) -> None:
    """The three steps of each place are those of the table."""
    row = PLACES[place]
    assert tight in row.tight
    assert underused in row.underused
    assert (row.first, row.then) == (first, then)


def test_every_region_has_a_place() -> None:
    """Nothing that can be answered leads nowhere; at most two places are told apart."""
    assert all(1 <= len(of_region(place.region)) <= 2 for place in PLACES.values())


def test_the_highest_number_wins() -> None:
    """Of several places the strongest is seen to; of none, the usual routine."""
    assert strongest({"hips": 2, "wrists": 4, "eyes": 1}).name == "wrists"
    assert strongest({}).name == "nowhere"


def test_among_equals_the_least_recently_done_wins() -> None:
    """A tie goes to the routine that was done longest ago, or never."""
    done = {"hips": MORNING, "wrists": MORNING - timedelta(days=1)}
    assert strongest({"hips": 3, "wrists": 3}, done).name == "wrists"
    assert strongest({"hips": 3, "wrists": 3}, {"wrists": MORNING}).name == "hips"


def test_every_routine_of_the_table_is_shipped(tmp_path: Path) -> None:
    """Nothing is proposed that cannot be done, and what stands in needs no more than a chair."""
    library = Library(tmp_path, shipped_routines())
    named = {name for place in PLACES.values() for name in (place.first, place.then) if name}
    assert {library.routine(name).id for name in named | set(SEATED.values())} == named | set(SEATED.values())
    regions = {one.region for name in named for one in library.routine(name).exercises}
    assert {part for place in PLACES.values() for part in place.parts} <= regions


def test_the_page_has_the_same_table() -> None:
    """docs/checkin.md names for each place the routines that the program chooses."""
    page = (Path(__file__).parents[2] / "docs" / "checkin.md").read_text("utf-8")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line[:2] == "| "]
    told = {
        name: (row[1].strip("`"), row[2].strip("`")) for row in rows if len(row) == 3 for name in row[0].split(", ")
    }
    for name, place in PLACES.items():
        if name != "nowhere":
            assert told[name] == (place.first, place.then or "a look far away")
