"""Plain values ⇄ JSON: checked to be what they should be, or refused with their place in the text."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from math import inf, isinf
from types import NoneType
from typing import Any, Final

from stretchbreak.documents.excerpt import quoted
from stretchbreak.errors import StretchbreakError

Json = Any
"""A value as JSON has it: None, a truth value, a number, a text, a list or a dict."""

MOST: Final = 1e10
"""No number of ours is larger, but infinity: as seconds it is three hundred years."""

YEARS: Final = range(1900, 3000)
"""Farther off, sums leave the calendar."""

_INFINITE: Final = {"inf": inf, "-inf": -inf}
"""JSON knows no infinite numbers; they are kept as texts."""


class SnapshotError(StretchbreakError):
    """A text does not hold what it should. Says where, as ``day.facing.due``, and what is wrong there."""


def parsed(text: str | bytes) -> Json:
    """The JSON in a text. Raises SnapshotError."""
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        # Bytes that are no text, numbers of thousands of digits and brackets without end are no JSON of ours either.
        raise SnapshotError("it is not JSON") from None


def plain(value: Json) -> Json:
    """A plain value as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and isinf(value):
        return next(text for text, number in _INFINITE.items() if number == value)
    return value


def is_word(value: object, words: tuple[object, ...]) -> bool:
    """Whether it is one of these, and of its type: 1 is not true."""
    return any(type(one) is type(value) and one == value for one in words)


def read_word(value: Json, place: str, words: tuple[object, ...]) -> Json:
    """One of these words. Raises SnapshotError."""
    if not is_word(value, words):
        shown = quoted(value) if isinstance(value, str) else _named(value)
        raise SnapshotError(f"{at(place)} is {shown}, which is not known")
    return value


def at(place: str) -> str:
    """The place as a sentence begins with it."""
    return place or "it"


def inside(place: str, name: str) -> str:
    """The place of what is called so in the object at this place."""
    shown = quoted(name)[1:-1]
    return f"{place}.{shown}" if place else shown


def wrong(place: str, wanted: str, value: Json) -> SnapshotError:
    """That at this place there should be something else."""
    return SnapshotError(f"{at(place)} must be {wanted}, not {_named(value)}")


def _float(value: Json, place: str) -> float:
    if isinstance(value, str) and value in _INFINITE:
        return _INFINITE[value]
    if type(value) not in {int, float}:
        raise wrong(place, "a number", value)
    return float(_bounded(value, place))


def _int(value: Json, place: str) -> int:
    if type(value) is not int:
        raise wrong(place, "a whole number", value)
    return int(_bounded(value, place))


def _bounded(value: float, place: str) -> float:
    if not abs(value) <= MOST:
        raise SnapshotError(f"{at(place)} is too large to be true")
    return value


def _bool(value: Json, place: str) -> bool:
    if not isinstance(value, bool):
        raise wrong(place, "true or false", value)
    return value


def _str(value: Json, place: str) -> str:
    if not isinstance(value, str):
        raise wrong(place, "a text", value)
    return value


def _none(value: Json, place: str) -> None:
    if value is not None:
        raise wrong(place, "nothing", value)


def _datetime(value: Json, place: str) -> datetime:
    try:
        moment = datetime.fromisoformat(_str(value, place))
    except ValueError:
        raise SnapshotError(f"{at(place)} is no date with a time") from None
    if moment.tzinfo is None or moment.year not in YEARS:
        raise SnapshotError(f"{at(place)} has no zone, or lies in no year of ours")
    return moment


def _date(value: Json, place: str) -> date:
    try:
        day = date.fromisoformat(_str(value, place))
    except ValueError:
        raise SnapshotError(f"{at(place)} is no date") from None
    if day.year not in YEARS:
        raise SnapshotError(f"{at(place)} lies in no year of ours")
    return day


PLAIN: Final[dict[object, Callable[[Json, str], Json]]] = {
    float: _float,
    int: _int,
    bool: _bool,
    str: _str,
    NoneType: _none,
    datetime: _datetime,
    date: _date,
}
"""How a plain value of each type is read; every reader raises SnapshotError."""


def _refuse_constant(name: str) -> Json:
    raise ValueError(name)


def _named(value: Json) -> str:
    """What kind of JSON a value is, in words."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "a text"
        case list():
            return "a list"
        case _:
            return "an object"
