"""What the options of several commands have in common: how they are read, and what they say when they cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from stretchbreak.shell.library import Library

DEFAULT_ROUTINE = "upper-back-reset"
DAY = 24 * 3600.0

RoutineName = Annotated[
    str | None,
    typer.Argument(metavar="[ROUTINE]", help="A routine or a single exercise; see `stretchbreak routines list`."),
]
Tempo = Annotated[
    Literal["gentle", "standard", "brisk"], typer.Option(help="8, 6 or 5 seconds a rep; holds stay as they are.")
]
Plain = Annotated[
    bool, typer.Option("--plain", help="One line an event, nothing redrawn: for pipes and screen readers.")
]
NoSound = Annotated[bool, typer.Option("--no-sound", help="Do not ring the terminal's bell.")]


def library() -> Library:
    """The user's routines over the shipped ones."""
    from stretchbreak.shell.folders import shipped_routines, user_routines
    from stretchbreak.shell.library import Library

    return Library(user_routines(), shipped_routines())


def interval(text: str) -> float:
    """Seconds between two breaks, from ``60m``, ``1h30m`` or a number of minutes."""
    from stretchbreak.documents.durations import parse_duration

    try:
        seconds = parse_duration(text, bare="minutes")
    except ValueError as problem:
        raise typer.BadParameter(f"{problem}.") from None
    if not 1.0 <= seconds <= DAY:
        raise typer.BadParameter(f"{text} is not between 1 s and 24 h; try 60m.")
    return seconds
