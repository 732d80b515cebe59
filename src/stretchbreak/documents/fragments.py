"""The shapes of values → what JSON Schema says of them, so that an editor knows what the checker wants.

An editor sees the values of YAML 1.2, not our texts: to it ``name: 8`` is a number, as ``reps: 8`` is. No fragment
refuses what its shape reads. ``errorMessage`` is what editors show in place of the letters of a pattern.
"""

from __future__ import annotations

from functools import singledispatch
from typing import Any, Final

from stretchbreak.documents import durations
from stretchbreak.documents.checks import LONGEST_CUE
from stretchbreak.documents.phases import SECONDS_SHAPE, UNITS, Short
from stretchbreak.documents.records import Field, Record
from stretchbreak.documents.shapes import Choice, Duration, Either, Flag, Listed, Text, Whole
from stretchbreak.documents.texts import PLACEHOLDERS

Fragment = dict[str, Any]
"""A JSON Schema, or a part of one."""

WORDS: Final = ("string", "number", "boolean")
"""What an editor may take a text for."""

_FILLED: Final = rf"\{{(?:{'|'.join(one.strip('{}') for one in PLACEHOLDERS)})\}}"
_PLAIN: Final = r"^[^{}]*$"
_FILLING: Final = rf"^(?:[^{{}}]|{_FILLED})*$"
_NOT_EMPTY: Final = r"^(?=\s*\S)[^{}]*$"
_SPACE_BEFORE_UNIT: Final = rf"\S*[0-9] (?:{'|'.join(sorted(UNITS))})[.,]*(?: |$)"


@singledispatch
def fragment(shape: object) -> Fragment:
    """What JSON Schema says of a value of this shape."""
    raise TypeError(f"nothing is known of how JSON Schema says {shape!r}")


def of_field(field: Field[Any]) -> Fragment:
    """What is said of the value under a key, with the sentence on what it is for and what counts without it."""
    usual = {} if field.default is None else {"default": field.default}
    return {"description": field.help, **fragment(field.shape), **usual}


def counted(longest: int) -> Fragment:
    """A text of at most so many characters, of which a placeholder may be one, and so may any white space."""
    said = f"must be text of at most {longest} characters, in which only {', '.join(PLACEHOLDERS)} can be filled in"
    return {"type": list(WORDS), "pattern": f"^{_counted(longest)}$", "errorMessage": said}


def seconds_up_to(longest: float) -> Fragment:
    """What more is said of a phase, in its short form or of its seconds, that may last no longer than this."""
    pattern = rf"^\s*{durations.pattern(longest, zero=False)}\s*(?: |$)"
    return {"pattern": pattern, "maximum": longest}


@fragment.register
def _(shape: Text) -> Fragment:
    fills = f"must be text, in which only {', '.join(PLACEHOLDERS)} can be filled in"
    plain = f"must be {'some ' if shape.required else ''}text without {{ and }}"
    return {
        "type": list(WORDS),
        "pattern": _FILLING if shape.fills else _NOT_EMPTY if shape.required else _PLAIN,
        "errorMessage": fills if shape.fills else plain,
        # A run of white space counts as one, however the text is wrapped: JSON Schema can only count what has none.
        "if": {"not": {"pattern": r"^\s|\s\s|\s$"}},
        "then": {"maxLength": shape.longest},
    }


@fragment.register
def _(shape: Choice) -> Fragment:  # type: ignore[type-arg] # a class is registered, not what it is made of
    return {"type": "string", "enum": list(shape.words)}


@fragment.register
def _(_shape: Flag) -> Fragment:
    return {"type": "boolean"}


@fragment.register
def _(shape: Whole) -> Fragment:
    return {"type": "integer", "minimum": shape.low, "maximum": shape.high}


@fragment.register
def _(shape: Duration) -> Fragment:
    return {
        "type": ["string", "number"],
        "pattern": rf"^\s*{durations.pattern(shape.longest, zero=shape.zero)}\s*$",
        "errorMessage": f"must be {shape.wanted}",
        **({"minimum": 0} if shape.zero else {"exclusiveMinimum": 0}),
        "maximum": shape.longest,
    }


@fragment.register
def _(shape: Short) -> Fragment:
    duration = durations.pattern(SECONDS_SHAPE.longest, zero=SECONDS_SHAPE.zero)
    return {
        "type": ["string", "number"],
        "pattern": rf"^\s*(?!{_SPACE_BEFORE_UNIT}){duration}\s*(?: {_counted(LONGEST_CUE)})?$",
        "errorMessage": f"must be {shape.wanted}: at most {LONGEST_CUE} characters",
        "exclusiveMinimum": 0,
        "maximum": SECONDS_SHAPE.longest,
    }


@fragment.register
def _(shape: Listed) -> Fragment:  # type: ignore[type-arg]
    each = fragment(shape.each)
    least = {"minItems": shape.least} if shape.least else {}
    listed = {"type": "array", "items": each, **least, "maxItems": shape.most}
    types = [each["type"]] if isinstance(each["type"], str) else each["type"]
    if not shape.lone:
        return listed
    # Nothing that is said of a lone value can be meant for a list: one mistake is then told in one sentence.
    lone = {"if": {"type": types}, "then": {"enum": each["enum"]}} if "enum" in each else each
    return {**lone, **listed, "type": [*types, "array"]}


@fragment.register
def _(shape: Either) -> Fragment:  # type: ignore[type-arg]
    # The mapping first: of two that fit as badly, editors then show what is wrong with the one that was written.
    return {"oneOf": [fragment(shape.long), fragment(shape.short)]}


@fragment.register
def _(shape: Record) -> Fragment:
    required = [field.name for field in shape.fields if field.required]
    return {
        "type": "object",
        "properties": {field.name: of_field(field) for field in shape.fields},
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def _counted(longest: int) -> str:
    return rf"\s*(?:{_FILLED}|[^\s{{}}]|\s+(?=\S)){{0,{longest}}}\s*"
