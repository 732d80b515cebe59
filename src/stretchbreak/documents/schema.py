"""The JSON Schema of routine and exercise files, derived from the keys that the checker reads with.

It is never stricter than the checker, and lets pass what JSON Schema cannot say: whether a name is in the library,
how long all of it takes, which words are too long once a side is filled in.
"""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import Final

from stretchbreak.core.exercise import AIS_HOLD_LIMIT
from stretchbreak.documents.checks import LONGEST_CUE, LONGEST_SAY
from stretchbreak.documents.fragments import Fragment, counted, fragment, seconds_up_to
from stretchbreak.documents.keys import EXERCISE, EXERCISE_ALONE, EXERCISES, KIND, NAME, ROUTINE, USE
from stretchbreak.documents.phases import CUE, HOLD, PHASES, SAY, SECONDS, SHORT_FORM
from stretchbreak.documents.phases import KIND as PHASE_KIND

FILE_NAME: Final = "stretchbreak-routine.schema.json"
"""What it is called beside the routines that ship."""

DRAFT: Final = "http://json-schema.org/draft-07/schema#"

_NOTHING_TO_DO: Final = (
    'this exercise has no phases, so that there is nothing to do; add "move: 2s Slide the arms up"'
)
_WRITTEN_TWICE: Final = "phases are written twice: in their short form and under phases; keep one of the two"
_NAMELESS: Final = 'this exercise has no name: add "name", or "use" for one of the library'

_UNOFFERED: Final = {"doNotSuggest": True}
"""Keeps an editor from offering a key a second time, because a rule names it as well."""


def routine_schema() -> Fragment:
    """The schema of both kinds of file. Which of the two a file is shows in its keys, as it does to the checker."""
    undecided = {"anyOf": [_defined("routine"), _defined("exercise")]}
    alone = [{"required": [name]} for name in EXERCISE_ALONE]
    return {
        "$schema": DRAFT,
        "$id": "urn:stretchbreak:routine",
        "title": "stretchbreak: a routine, or an exercise",
        "description": "A file with the key exercises is a routine; one without is a single exercise.",
        "type": "object",
        "if": {"required": [EXERCISES.name]},
        "then": _defined("routine"),
        "else": {"if": {"anyOf": alone}, "then": _defined("exercise"), "else": undecided},
        "definitions": {
            "routine": _routine(),
            "exercise": {"title": "an exercise", "allOf": [_defined("keys")], **_something_to_do()},
            "entry": {
                "title": "an exercise of a routine",
                "allOf": [_defined("keys")],
                # Not oneOf: an editor would ask for "use" wherever anything else is missing.
                "if": {"required": [USE.name]},
                "else": {"allOf": [{"required": [NAME.name], "errorMessage": _NAMELESS}], **_something_to_do()},
            },
            "keys": _keys(),
        },
    }


def in_json(schema: Fragment) -> str:
    """The schema as it is printed and shipped."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def schema_reference(shipped: PurePath) -> str:
    """What a new file names as its schema: the address of the one in the folder of ``shipped`` routines."""
    return (shipped / FILE_NAME).as_uri()


def schema_line(shipped: PurePath) -> str:
    """The line at the beginning of a file by which editors find its schema."""
    return f"# yaml-language-server: $schema={schema_reference(shipped)}"


def _defined(name: str) -> Fragment:
    return {"$ref": f"#/definitions/{name}"}


def _routine() -> Fragment:
    routine = fragment(ROUTINE)
    routine["properties"][EXERCISES.name]["items"] = _defined("entry")
    return {"title": ROUTINE.noun, **routine}


def _keys() -> Fragment:
    """The keys of an exercise, with what they must agree on."""
    keys = fragment(EXERCISE)
    phase = keys["properties"][PHASES.name]["items"]["properties"]
    for key, longest in ((CUE, LONGEST_CUE), (SAY, LONGEST_SAY)):
        phase[key.name] = {"description": key.help, **counted(longest)}
    return {"title": EXERCISE.noun, **keys, "allOf": [_in_one_form(), _short_holds()]}


def _something_to_do() -> Fragment:
    first, *others = ({"required": [key.name]} for key in (USE, PHASES, *SHORT_FORM))
    return {"anyOf": [{**first, "errorMessage": _NOTHING_TO_DO}, *others]}


def _in_one_form() -> Fragment:
    refused = {"properties": {key.name: False for key in SHORT_FORM}, "errorMessage": _WRITTEN_TWICE}
    return {"if": {"required": [PHASES.name]}, "then": refused}


def _short_holds() -> Fragment:
    """An active isolated stretch that says so holds no longer than its name allows."""
    said = f"a hold of kind ais lasts at most {AIS_HOLD_LIMIT:g} s"
    short = {**seconds_up_to(AIS_HOLD_LIMIT), "errorMessage": said, **_UNOFFERED}
    phase = {"if": _is(PHASE_KIND.name, "hold"), "then": {"properties": {SECONDS.name: short}}}
    phases = {"items": phase, **_UNOFFERED}
    return {"if": _is(KIND.name, "ais"), "then": {"properties": {HOLD.name: short, PHASES.name: phases}}}


def _is(key: str, word: str) -> Fragment:
    return {"properties": {key: {"const": word, **_UNOFFERED}}, "required": [key]}
