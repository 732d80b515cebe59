"""The JSON Schema of the settings file, derived from its keys as that of routines is from theirs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from stretchbreak.core.settings import Settings
from stretchbreak.documents import durations
from stretchbreak.documents.clock_times import DAYS, WEEKDAYS
from stretchbreak.documents.fragments import WORDS, Fragment, fragment
from stretchbreak.documents.schema import DRAFT
from stretchbreak.documents.setting_keys import PROFILE, PROFILES, SETTINGS, Profiles
from stretchbreak.documents.setting_shapes import (
    LUNCH,
    NONE,
    ClockTime,
    Command,
    InPlace,
    Known,
    Stretch,
    TimeSpan,
    WorkingHours,
    Zone,
)
from stretchbreak.documents.settings_text import Leaf, written

_TIME: Final = "(?:[01]?[0-9]|2[0-3]):[0-5][0-9]"
_TO: Final = r"\s*[-\u2013]\s*"
_SPAN: Final = rf"\s*{_TIME}{_TO}(?:{_TIME}|24:00)\s*"
_DAY: Final = f"(?:{'|'.join(''.join(f'[{one}{one.upper()}]' for one in name) for name in DAYS)})"
_DAYS: Final = rf"\s*{_DAY}(?:{_TO}{_DAY})?\s*"


def settings_schema() -> Fragment:
    """The schema of the settings file, with the defaults that count where nothing is written."""
    schema = fragment(SETTINGS)
    for name, usual in written(Settings()).items():
        _add_default(schema["properties"][name], usual)
    return {
        "$schema": DRAFT,
        "$id": "urn:stretchbreak:settings",
        "title": "the settings of stretchbreak",
        "description": "Everything is optional; what is not written has its default.",
        **schema,
        # A file of nothing but comments is no mapping, and right.
        "type": ["object", "null"],
        "definitions": {PROFILES.name: {"title": PROFILE.noun, **fragment(PROFILE)}},
    }


@fragment.register
def _(shape: InPlace) -> Fragment:  # type: ignore[type-arg] # a class is registered, not what it is made of
    return fragment(shape.shape)


@fragment.register
def _(shape: Known) -> Fragment:  # type: ignore[type-arg]
    return {"type": "string", "enum": list(map(str, shape.words))}


@fragment.register
def _(shape: Stretch) -> Fragment:
    pattern = durations.pattern(shape.most, zero=shape.least == 0, bare="minutes")
    return {
        "type": ["string", "number"],
        "pattern": rf"^\s*{pattern}\s*$",
        "errorMessage": f"must be {shape.wanted}",
        "minimum": shape.least / 60,
        "maximum": shape.most / 60,
    }


@fragment.register
def _(shape: ClockTime) -> Fragment:
    return _text(rf"\s*(?:{_TIME}|:[0-5][0-9])\s*", shape.wanted)


@fragment.register
def _(shape: TimeSpan) -> Fragment:
    return _text(_SPAN, shape.wanted)


@fragment.register
def _(_shape: WorkingHours) -> Fragment:
    span = TimeSpan()
    lunch = _text(f"{_SPAN}|{NONE}", f"{span.wanted}, or {NONE}")
    day = {**lunch, "type": ["string", "array"], "items": fragment(span)}
    week = {
        "type": "object",
        "properties": dict.fromkeys((f"{WEEKDAYS[0]}-{WEEKDAYS[4]}", *WEEKDAYS), day) | {LUNCH: lunch},
        "patternProperties": {f"^{_DAYS}(?:,{_DAYS})*$": day},
        "additionalProperties": False,
    }
    return {"oneOf": [week, {"type": "string", "enum": ["always"]}]}


@fragment.register
def _(shape: Command) -> Fragment:
    return {"type": list(WORDS), "if": {"not": {"pattern": r"^\s|\s$"}}, "then": {"maxLength": shape.longest}}


@fragment.register
def _(shape: Zone) -> Fragment:
    return {"type": "string", "errorMessage": f"must be {shape.wanted}"}


@fragment.register
def _(_shape: Profiles) -> Fragment:
    return {"type": "object", "additionalProperties": {"$ref": f"#/definitions/{PROFILES.name}"}}


def _text(pattern: str, wanted: str) -> Fragment:
    return {"type": "string", "pattern": f"^(?:{pattern})$", "errorMessage": f"must be {wanted}"}


def _add_default(part: Fragment, usual: Leaf | Mapping[str, Leaf]) -> None:
    if not isinstance(usual, Mapping):
        part["default"] = list(usual) if isinstance(usual, tuple) else usual
        return
    record = next((one for one in part.get("oneOf", ()) if "properties" in one), part)
    for name, leaf in usual.items():
        if leaf != "":
            _add_default(record["properties"][name], leaf)
