"""Values of the core ⇄ JSON, by their type hints: read back as they were, or refused with the place of the mistake.

A dataclass is an object of its fields, each one of them. Where a hint names several dataclasses, ``is`` tells which
it is; no field can have that name. Whatever a file holds, after a crash or in strange hands, is read or refused in
one sentence: the reader trusts nothing but the hints.
"""

from __future__ import annotations

import json
from dataclasses import is_dataclass
from functools import lru_cache
from types import UnionType
from typing import Any, Final, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from stretchbreak.documents.excerpt import quoted
from stretchbreak.documents.json_values import (
    PLAIN,
    Json,
    SnapshotError,
    at,
    inside,
    is_word,
    parsed,
    plain,
    read_word,
    wrong,
)

T = TypeVar("T")

Hint = Any
"""A type, a union of types, a tuple of them, or a Literal."""

Value = Any
"""A value of the type that a hint says."""

TAG: Final = "is"
VERSION: Final = "version"


class NewerError(SnapshotError):
    """A text was written by a newer stretchbreak than this one."""


def dump(kind: type[T], value: T, version: int) -> str:
    """The value as the text of a file, in one line, with the version of its shape."""
    return json.dumps({VERSION: version, **written(kind, value)}, allow_nan=False)


def load(kind: type[T], text: str | bytes, version: int) -> T:
    """What ``dump`` made a text of. Raises SnapshotError; NewerError where the shape is of a later version."""
    found = parsed(text)
    if not isinstance(found, dict):
        raise wrong("", "an object", found)
    number = found.pop(VERSION, None)
    if type(number) is not int or number < 1:
        raise SnapshotError(f"{VERSION} is missing, or is none")
    if number > version:
        raise NewerError(f"it is of a newer version than {version}")
    return read(kind, found)


def written(kind: Hint, value: Value) -> Json:
    """The value as JSON has it, by the hint of its type."""
    if _is_object(kind):
        return {name: written(hint, getattr(value, name)) for name, hint in _fields(kind).items()}
    if members := _members(kind):
        return _written_member(members, value)
    if _origin(kind) is tuple:
        return [written(hint, item) for hint, item in zip(_items(kind, len(value)), value, strict=True)]
    if _origin(kind) is Literal or kind in PLAIN:
        return plain(value)
    raise TypeError(f"cannot be kept: {kind}")


def read(kind: type[T], value: Json, place: str = "") -> T:
    """The value that JSON holds at this place of a text. Raises SnapshotError."""
    return cast("T", _read(kind, value, place))


def _written_member(members: tuple[Hint, ...], value: Value) -> Json:
    own = next(one for one in members if _is_of(one, value))
    tag = {TAG: _name(own)} if _is_object(own) else {}
    kept = written(own, value)
    return tag | kept if tag else kept


def _read(kind: Hint, value: Json, place: str) -> Value:
    if _is_object(kind):
        return _read_object(kind, value, place)
    if members := _members(kind):
        return _read_member(members, value, place)
    if _origin(kind) is tuple:
        return _read_list(kind, value, place)
    if _origin(kind) is Literal:
        return read_word(value, place, get_args(kind))
    return PLAIN[kind](value, place)


def _read_object(kind: Hint, value: Json, place: str) -> Value:
    if not isinstance(value, dict):
        raise wrong(place, "an object", value)
    hints = _fields(kind)
    strange = next((name for name in value if name not in hints), None)
    if strange is not None:
        raise SnapshotError(f"{at(place)} has {quoted(strange)}, which is not known")
    missing = next((name for name in hints if name not in value), None)
    if missing is not None:
        raise SnapshotError(f"{inside(place, missing)} is missing")
    return kind(**{name: _read(hint, value[name], inside(place, name)) for name, hint in hints.items()})


def _read_member(members: tuple[Hint, ...], value: Json, place: str) -> Value:
    """One of several kinds: a dataclass tells which by its tag, the others by what they are."""
    objects = {_name(one): one for one in members if _is_object(one)}
    if isinstance(value, dict) and objects:
        name = read_word(value.get(TAG), inside(place, TAG), tuple(objects))
        return _read_object(objects[name], {key: item for key, item in value.items() if key != TAG}, place)
    others = [one for one in members if not _is_object(one)]
    own = next((one for one in others if _holds(one, value)), others[0] if others else members[0])
    return _read(own, value, place)


def _read_list(kind: Hint, value: Json, place: str) -> tuple[Value, ...]:
    if not isinstance(value, list):
        raise wrong(place, "a list", value)
    hints = _items(kind, len(value))
    if len(hints) != len(value):
        raise SnapshotError(f"{at(place)} should hold {len(hints)} and holds {len(value)}")
    pairs = zip(hints, value, strict=True)
    return tuple(_read(hint, item, f"{place}[{number}]") for number, (hint, item) in enumerate(pairs))


def _is_object(kind: Hint) -> bool:
    return isinstance(kind, type) and is_dataclass(kind)


@lru_cache(maxsize=128)
def _fields(kind: Hint) -> dict[str, Hint]:
    return get_type_hints(kind)


def _origin(kind: Hint) -> object:
    hint: object = kind
    return get_origin(hint)


def _members(kind: Hint) -> tuple[Hint, ...]:
    """The kinds that a union consists of; none if it is no union."""
    return get_args(kind) if _origin(kind) in {Union, UnionType} else ()


def _items(kind: Hint, count: int) -> tuple[Hint, ...]:
    """The hint of each item of a tuple."""
    hints = get_args(kind)
    return (hints[0],) * count if len(hints) > 1 and hints[1] is Ellipsis else hints


def _is_of(kind: Hint, value: Value) -> bool:
    """Whether a value is of this kind."""
    if _origin(kind) is Literal:
        return is_word(value, get_args(kind))
    # Whoever asks for a float takes a whole number as well.
    return type(value) is (_origin(kind) or kind) or (kind is float and type(value) is int)


def _holds(kind: Hint, value: Json) -> bool:
    """Whether JSON holds a value of this kind."""
    try:
        _read(kind, value, "")
    except SnapshotError:
        return False
    return True


def _name(kind: Hint) -> str:
    return str(kind.__name__)
