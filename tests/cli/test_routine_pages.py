"""The card as a terminal of 80 columns shows it."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console, RenderableType

from stretchbreak.cli.routine_pages import card, drawn, printed
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


def test_the_drawn_card_says_what_the_plain_one_says(library: Library) -> None:
    """Colours aside, both forms of the card are the same lines."""
    routine = library.routine("upper-back-full")
    assert shown(drawn(card(routine)))[:-1] == list(printed(card(routine)))


def test_words_in_square_brackets_are_no_markup(tmp_path: Path) -> None:
    """What a user writes is shown as it is written."""
    (tmp_path / "x.yaml").write_text('name: "[red]x[/red]"\nexercises: [{use: upper-trap}]\n')
    routine = Library(tmp_path, shipped_routines()).routine("x")
    assert shown(drawn(card(routine)))[0] == "[red]x[/red] (x)"
