"""What the options of several commands have in common: how they are read, and what they say when they cannot be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from functools import partial
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

import typer

if TYPE_CHECKING:
    from stretchbreak.core.exercise import Place
    from stretchbreak.core.rhythm import Anchor
    from stretchbreak.core.settings import Hours, Range
    from stretchbreak.shell.library import Library

T = TypeVar("T")

DAY = 24 * 3600.0

RoutineName = Annotated[
    str | None,
    typer.Argument(metavar="[ROUTINE]", help="A routine or a single exercise; see `stretchbreak routines list`."),
]
Tempo = Annotated[
    Literal["gentle", "standard", "brisk"] | None,
    typer.Option(help="8, 6 or 5 seconds a rep; holds stay as they are."),
]
Plain = Annotated[
    bool, typer.Option("--plain", help="One line an event, nothing redrawn: for pipes and screen readers.")
]
NoSound = Annotated[bool, typer.Option("--no-sound", help="No tones, no voice, no bell.")]

Voice = Annotated[bool, typer.Option("--voice", help="Say aloud what to do, and count.")]


def library(without: tuple[Place, ...] = ()) -> Library:
    """The user's routines over the shipped ones, fitted to the places that cannot be had."""
    from stretchbreak.shell.folders import shipped_routines, user_routines
    from stretchbreak.shell.library import Library

    return Library(user_routines(), shipped_routines(), without)


def hours(text: str) -> Hours:
    """Working hours, from ``mon-fri 09:00-17:30``."""
    from stretchbreak.documents.clock_times import parse_hours

    return _noted(parse_hours, text)


def lunch(text: str) -> Range:
    """Lunch, from ``12:00-13:00``."""
    from stretchbreak.documents.clock_times import parse_range

    return _noted(parse_range, text)


def anchor(text: str) -> Anchor:
    """A time of the clock, from ``:00`` or ``10:30``."""
    from stretchbreak.documents.clock_times import parse_anchor

    return _noted(parse_anchor, text)


def time_of_day(text: str) -> time:
    """A time of day, from ``14:00``."""
    from stretchbreak.documents.clock_times import parse_time

    return _noted(parse_time, text)


def _noted(parse: Callable[[str], T], text: str) -> T:
    """What ``parse`` reads; wrong usage where it cannot."""
    try:
        return parse(text)
    except ValueError as problem:
        raise typer.BadParameter(f"{problem}{'' if str(problem).endswith('?') else '.'}") from None


def span(text: str) -> float:
    """Seconds of any length, from ``3m``, ``90s`` or a number of minutes."""
    from stretchbreak.documents.durations import parse_duration

    return _noted(partial(parse_duration, bare="minutes"), text)


def interval(text: str) -> float:
    """Seconds between two breaks, from ``60m``, ``1h30m`` or a number of minutes."""
    from stretchbreak.documents.durations import parse_duration

    seconds = _noted(partial(parse_duration, bare="minutes"), text)
    if not 1.0 <= seconds <= DAY:
        raise typer.BadParameter(f"{text} is not between 1 s and 24 h; try 60m.")
    return seconds
