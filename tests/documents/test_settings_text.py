"""Settings as text: what is written is read as the same."""

from __future__ import annotations

import re
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import MODEST
from stretchbreak.core.rhythm import Anchor
from stretchbreak.core.settings import Alerts, Hooks, Rhythm, Settings, Small, Snooze, WaitForPause
from stretchbreak.documents.durations import parse_duration, write_duration
from stretchbreak.documents.setting_keys import SETTINGS as SETTINGS_RECORD
from stretchbreak.documents.settings import read_settings
from stretchbreak.documents.settings_template import template
from stretchbreak.documents.settings_text import as_yaml, defaults, in_quotes
from stretchbreak.documents.source import Source

SECONDS = st.integers(1, 3600).map(float)
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=20)
ROUTINES = NAMES.filter(lambda name: not {"{", "}"} & set(name))
COMMANDS = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40).map(str.strip)
CLOCK = st.builds(time, st.integers(0, 23), st.integers(0, 59))
RANGES = st.tuples(CLOCK, CLOCK).filter(lambda ends: ends[0] < ends[1] or ends[1] == time(0))
ANCHORS = st.builds(Anchor, st.integers(0, 59), st.none() | st.integers(0, 23))
HOURS = st.just(()) | st.tuples(*[st.just(()) | st.tuples(RANGES)] * 7).filter(any)

SETTINGS = st.builds(
    Settings,
    rhythm=st.builds(Rhythm, every=SECONDS, routines=st.lists(ROUTINES, min_size=1, max_size=3).map(tuple))
    | st.builds(Rhythm, at=st.lists(ANCHORS, min_size=1, max_size=4).map(tuple)),
    small=st.none() | st.builds(Small, routine=ROUTINES, every=SECONDS),
    hours=HOURS,
    tempo=st.sampled_from(["gentle", "standard", "brisk"]),
    first=st.sampled_from(["left", "right"]),
    heads_up=SECONDS,
    wait_for_pause=st.none() | st.builds(WaitForPause, idle=st.integers(1, 600).map(float), at_most=SECONDS),
    natural_break=SECONDS,
    snooze=st.builds(Snooze, seconds=SECONDS, at_most=st.integers(0, 5)),
    target=st.integers(0, 50),
    alerts=st.builds(Alerts, volume=st.integers(0, 100), repeat=st.integers(0, 5)),
    without=st.sampled_from([(), ("floor",), ("doorway", "floor")]),
    hold_for=st.sampled_from([(), ("meeting",), ("microphone", "meeting")]),
    hooks=st.builds(Hooks, offer=COMMANDS, finish=COMMANDS, heads_up=COMMANDS, off_hours=COMMANDS),
    terminal=st.none() | COMMANDS,
    tz=st.none() | st.sampled_from(["UTC", "Asia/Kolkata"]),
)


@MODEST
@given(SETTINGS)
def test_what_is_shown_is_read_as_the_same_settings(settings: Settings) -> None:
    """Whatever is chosen, the text says it, and gives neither an error nor a warning."""
    reading = read_settings(Source("shown.yaml", as_yaml(settings)))
    assert reading.report == ""
    assert reading.value == settings


def test_lunch_without_hours_is_shown_too() -> None:
    """Someone who works at all hours may still have lunch."""
    settings = Settings(lunch=(time(12), time(13)))
    assert 'hours:\n  lunch: "12:00-13:00"\n' in as_yaml(settings)
    assert "hours.lunch" not in defaults(settings)


def test_of_the_hooks_those_are_shown_that_there_are() -> None:
    """The two that most people want, and whatever is set; fifteen empty lines would tell nothing."""
    shown = as_yaml(Settings(hooks=Hooks(missed="echo"))).replace("  # default", "")
    told = [line.strip() for line in shown[shown.index("hooks:") :].splitlines()]
    assert told == ["hooks:", 'offer: ""', 'finish: ""', "missed: echo"]


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0s"),
        (20, "20s"),
        (90, "90s"),
        (150, "2m30s"),
        (300, "5m"),
        (3600, "60m"),
        (5400, "90m"),
        (7200, "2h"),
        (9000, "2h30m"),
        (1.5, "1.5s"),
    ],
)
def test_a_duration_is_written_as_people_would(seconds: float, text: str) -> None:
    """An hour is sixty minutes, as in the examples."""
    assert write_duration(seconds) == text


@MODEST
@given(st.integers(0, 7 * 24 * 3600 * 1000))
def test_a_written_duration_is_read_as_the_same(milliseconds: int) -> None:
    """To the millisecond, up to a week."""
    assert parse_duration(write_duration(milliseconds / 1000), bare="minutes") == milliseconds / 1000


@MODEST
@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn"))))
def test_quotes_hold_any_text(text: str) -> None:
    """Quotes and backslashes in it included."""
    command = text.strip()
    if command.isprintable():
        reading = read_settings(Source("shown.yaml", f"terminal: {in_quotes(command)}"))
        assert reading.demand().terminal == command[:500]


@MODEST
@given(SETTINGS)
def test_a_file_that_explains_itself_says_what_was_chosen(settings: Settings) -> None:
    """What is the default stands there as a comment, and counts all the same."""
    reading = read_settings(Source("settings.yaml", template(settings)))
    assert reading.report == ""
    assert reading.value == settings


def test_every_line_that_waits_behind_a_sign_is_right_once_it_is_freed() -> None:
    """The examples in a fresh file can be used as they are."""
    freed = re.sub(r"^#(?=\S)", "", template(Settings()), flags=re.MULTILINE)
    reading = read_settings(Source("settings.yaml", freed))
    assert reading.report == ""
    assert {key.name for key in SETTINGS_RECORD.fields} == set(re.findall(r"^(\w+):", freed, re.MULTILINE))
