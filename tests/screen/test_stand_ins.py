"""What stands in for what is said before the break: in the announcement, in the list, and where it begins."""

from __future__ import annotations

from pathlib import Path

import pytest
from scenes import Shown, day, guided

from fakes import at
from stretchbreak.core.day import HeadsUp
from stretchbreak.core.effects import Announce
from stretchbreak.core.wording import announcement
from stretchbreak.shell.folders import shipped_routines
from stretchbreak.shell.library import Library

FITTED = Library(Path("no-such-folder"), shipped_routines(), without=("doorway",)).routine("reset-b-chest")


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (100, 30)])
def test_the_list_before_a_break_marks_a_stand_in(columns: int, rows: int) -> None:
    """Beside its name, in front of its dose."""
    shown = Shown(columns, rows)
    shown.show(day(HeadsUp(due=at(3600).mono), 3500)(FITTED))
    (row,) = (row for row in shown.rows if "(stand-in)" in row)
    assert "1  Seated chest opener (stand-in)" in row
    assert "10 x 2 s hold" in row


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (100, 30), (40, 8)])
def test_getting_ready_says_instead_of_what(columns: int, rows: int) -> None:
    """On every screen, in front of how to get into position, all of which is still there."""
    shown = Shown(columns, rows)
    shown.show(guided(1.0)(FITTED))
    text = " ".join(" ".join(shown.rows).split())
    assert "Instead of Doorway pec lean, one arm:" in text or (
        columns == 40 and "Instead of Doorway pec lean," in text
    )


def test_an_announcement_says_it_too() -> None:
    """Behind what is needed."""
    announce = Announce(at=at(0), what="offer", routine=FITTED, due_in=0.0)
    assert announcement(announce)[1].endswith(" Seated chest opener stands in for Doorway pec lean, one arm.")
