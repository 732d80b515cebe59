"""The JSON Schema of the settings: made of the same keys as the checker, never stricter, hardly more lenient."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from as_editor import complaints, instance
from stretchbreak.core.settings import Settings
from stretchbreak.documents.setting_keys import KEYS, PROFILES
from stretchbreak.documents.setting_schema import settings_schema
from stretchbreak.documents.settings import read_settings
from stretchbreak.documents.settings_template import template
from stretchbreak.documents.settings_text import as_yaml, written
from stretchbreak.documents.source import Source

SCHEMA = settings_schema()
EXAMPLE = re.search(
    r"```yaml\n(.*?)```", (Path(__file__).parents[2] / "docs" / "settings.md").read_text("utf-8"), re.DOTALL
)


def is_read(text: str) -> bool:
    """Whether the checker takes this settings file."""
    return read_settings(Source("settings.yaml", text)).value is not None


def test_it_is_a_draft_07_schema_with_every_key_and_its_sentence() -> None:
    """Whoever adds a setting need not think of the schema, here or in profiles."""
    Draft7Validator.check_schema(SCHEMA)
    keys = {key.name: key.help for key in KEYS}
    told = {name: part["description"] for name, part in SCHEMA["properties"].items()}
    assert told == keys | {PROFILES.name: PROFILES.help}
    assert SCHEMA["definitions"]["profiles"]["properties"].keys() == keys.keys()


def test_the_defaults_are_those_that_count() -> None:
    """An editor fills in what would count anyway."""
    properties = SCHEMA["properties"]
    usual = written(Settings())
    assert properties["tempo"]["default"] == usual["tempo"]
    assert properties["rhythm"]["properties"]["every"]["default"] == "60m"
    assert properties["wait_for_pause"]["oneOf"][0]["properties"]["idle"]["default"] == "20s"
    assert "default" not in properties["tz"]


@pytest.mark.parametrize(
    "text", ["", "# nothing\n", as_yaml(Settings()), template(Settings()), EXAMPLE and EXAMPLE[1]]
)
def test_what_we_write_ourselves_is_right_by_the_schema(text: str) -> None:
    """An empty file, all defaults, the file of ``setup``, the example of the docs."""
    assert is_read(text)
    assert complaints(SCHEMA, instance(text)) == []


VALUES = (
    *("8", "0", "1", "2.5", "-1", "5", "6", "51", "60", "240", "1440", "1441", "+5", "true", "tRue", "yes", "null"),
    *("60m", "20s", "0s", "1s", "1h30m", "25h", "24h", "1440m", "86400s", "10m", "11m", "' 5m '", "soon", "m", '""'),
    *('":00"', '"10:30"', "9:05", '"24:00"', '"23:59"', '"10:60"', '["10:30", ":15"]', "[]", "[8]", '" :30 "'),
    *("none", "always", "None", "gentle", "left", "meeting", "[meeting, microphone]", "[lunch]", "quick-neck"),
    *("[a, b]", "{}", "{every: 30m}", "{every: 30m, routine: [a, b]}", "{at: ':00'}", "{minutes: 5, at_most: 2}"),
    *("{at_most: 9}", "{sound: true, voice: false}", "{repeat: 6}", "{idle: 20s, at_most: 5m}", "{idle: 11m}"),
    *("{offer: 'x y'}", '{mon-fri: "09:00-17:30"}', "{mon-fri: 09:00-17:30, lunch: 12:00-13:00}", "{mon: 9-17}"),
    *("{Mon , TUESDAY: [08:00-12:00]}", '{"mon,wed - fri": 9:00\u201317:00}', "{sat: none, lunch: none}"),
    *("{mon: [none]}", "{lunch: [12:00-13:00]}", "{man: 09:00-17:00}", "{mon: 09:00-24:00}", "{mon: 24:00-25:00}"),
    *("{mon: 17:00-09:00}", "{mon: }", "Europe/Berlin", "UTC", "Mars", "xterm -e", "[xterm]", "x" * 500, "x" * 501),
    *("'" + " " * 9 + "x" * 500 + "'", "{home: {tempo: gentle}}", "{home: {tempo: fast}}", "{home: none}", "~"),
    *("{home: {profiles: {}}}", "{a: {small: none}}"),
)
LENIENT = {
    # A profile may bring the routine in, and a sum or an order is for the checker, which also knows fewer numbers.
    "small": {"{}", "{every: 30m}"},
    "hours": {"{sat: none, lunch: none}", "{mon: 17:00-09:00}"},
    "heads_up": {"1h30m", "+5"},
    "natural_break": {"+5"},
}
"""What an editor lets pass and the checker does not; of ``tz`` only this machine knows which there are."""


@pytest.mark.parametrize("key", [key.name for key in (*KEYS, PROFILES)])
def test_checker_and_schema_agree_on_the_value_of_each_setting(key: str) -> None:
    """The schema refuses nothing that is read; what it lets pass though it is not read is known."""
    for value in VALUES:
        text = f"{key}: {value}\n"
        is_right = complaints(SCHEMA, instance(text)) == []
        may_differ = is_right and (key == "tz" or value in LENIENT.get(key, ()))
        assert is_read(text) == is_right or may_differ, text
