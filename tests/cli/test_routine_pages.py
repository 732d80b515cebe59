"""The list and the card as a terminal of 80 columns shows them."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console, RenderableType

from stretchbreak.cli.routine_pages import Row, card, drawn, printed, table, where_done
from stretchbreak.core.routine import of_one
from stretchbreak.shell.folders import shipped_routines
from stretchbreak.shell.library import Library


@pytest.fixture
def library() -> Library:
    """The shipped library alone."""
    return Library(Path("no-such-folder"), shipped_routines())


def shown(picture: RenderableType, columns: int = 80) -> list[str]:
    """The lines of ``picture`` on a terminal of so many columns without colours."""
    console = Console(file=StringIO(), width=columns, force_terminal=True, no_color=True, color_system=None)
    console.print(picture)
    assert isinstance(console.file, StringIO)
    return [line.rstrip() for line in console.file.getvalue().splitlines()]


def test_the_table_fits_eighty_columns_and_names_everything(library: Library) -> None:
    """Every routine, then every exercise, with its time, reps and needs."""
    rows = [Row(routine=one.reading.demand(), kind="routine", whose=one.whose) for one in library.entries()]
    rows += [Row(routine=of_one(one.reading.demand()), kind="exercise", whose="yours") for one in library.exercises()]
    lines = shown(table(rows))
    assert max(map(len, lines)) <= 80
    names = [line.split()[0] for line in lines if "shipped" in line or "yours" in line]
    assert names == [row.routine.id for row in rows]
    assert any("5 min 41 s     50   stand; doorway" in line for line in lines)


def test_a_wide_table_tells_what_each_is_and_hides_whose_where_all_is_shipped(library: Library) -> None:
    """From 100 columns on there is the summary; a column with one word in it tells nobody anything."""
    rows = [Row(routine=one.reading.demand(), kind="routine", whose=one.whose) for one in library.entries()]
    lines = shown(table(rows, 100), 100)
    assert max(map(len, lines)) <= 100
    assert any("Look far, blink slowly" in line for line in lines)
    assert not any("shipped" in line for line in [*lines, *shown(table(rows))])


def test_whoever_sits_and_stands_needs_not_be_told_to_stand(library: Library) -> None:
    """A position that another one holds already is left out, and so is a thing."""
    assert where_done(library.routine("hips")) == "sit and stand; chair that cannot roll; desk or wall to hold on to"
    assert where_done(library.routine("thoracic")) == "sit; low-backed chair that cannot roll"


def test_the_drawn_card_says_what_the_plain_one_says(library: Library) -> None:
    """Colours aside, both forms of the card are the same lines."""
    routine = library.routine("upper-back-full")
    assert shown(drawn(card(routine)))[:-1] == list(printed(card(routine)))


def test_words_in_square_brackets_are_no_markup(tmp_path: Path) -> None:
    """What a user writes is shown as it is written."""
    (tmp_path / "x.yaml").write_text('name: "[red]x[/red]"\nexercises: [{use: upper-trap}]\n')
    routine = Library(tmp_path, shipped_routines()).routine("x")
    assert shown(drawn(card(routine)))[0] == "[red]x[/red] (x)"
