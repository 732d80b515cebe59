"""What passes for a duration, and what is said of what does not."""

from __future__ import annotations

import math
import re
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stretchbreak.documents.durations import LONGEST, parse_duration, pattern

Unit = Literal["seconds", "minutes"]
UNITS: tuple[Unit, ...] = ("seconds", "minutes")


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2", 2.0),
        ("2s", 2.0),
        ("1.5s", 1.5),
        ("90s", 90.0),
        ("1m30s", 90.0),
        ("5m", 300.0),
        ("1h30m", 5400.0),
        ("1h", 3600.0),
        (" 5M ", 300.0),
        ("010", 10.0),
        ("0s", 0.0),
    ],
)
def test_every_way_to_write_a_duration_is_understood(text: str, seconds: float) -> None:
    """Units may be combined from large to small, in either case; a bare number counts in seconds here."""
    assert parse_duration(text, bare="seconds") == seconds


def test_a_bare_number_counts_in_minutes_on_the_command_line() -> None:
    """The caller says what a number without a unit means."""
    assert parse_duration("60", bare="minutes") == 3600.0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("banana", '"banana" is not a duration; write it like 90s, 5m or 1h30m'),
        ("-5m", '"-5m" is negative; a duration is more than nothing, like 5m'),
        ("", "a duration is missing; write it like 90s, 5m or 1h30m"),
        ("nan", '"nan" is not a duration; write it like 90s, 5m or 1h30m'),
        ("inf", '"inf" is not a duration; write it like 90s, 5m or 1h30m'),
        ("1e9", '"1e9" is not a duration; write it like 90s, 5m or 1h30m'),
        ("30s5m", '"30s5m" is not a duration; write it like 90s, 5m or 1h30m'),
        ("10:00", '"10:00" is not a duration; write it like 90s, 5m or 1h30m'),
        ("999999h", '"999999h" is longer than a week'),
        ("٣s", '"٣s" is not a duration; write it like 90s, 5m or 1h30m'),
    ],
)
def test_what_is_no_duration_is_refused_in_a_sentence(text: str, said: str) -> None:
    """The reason can be shown to the user as it is."""
    with pytest.raises(ValueError, match=r"duration|week|negative") as caught:
        parse_duration(text, bare="minutes")
    assert str(caught.value) == said


WRITTEN = st.from_regex(r" ?[0-9]{1,4}(\.[0-9]{1,2})?[hmsHMS]?([0-9]{1,4}[mMsS])? ?", fullmatch=True)


@pytest.mark.parametrize("longest", [2.0, 120.0, 600.0, 3600.0, 86400.0])
@pytest.mark.parametrize("unit", UNITS)
@settings(max_examples=50)
@given(text=WRITTEN, zero=st.booleans())
def test_the_pattern_for_others_fits_every_duration_within_the_limit(
    longest: float, unit: Unit, text: str, *, zero: bool
) -> None:
    """What is read and not too long matches; a lone number that matches is hardly longer than the limit."""
    found = re.fullmatch(rf"\s*{pattern(longest, zero=zero, bare=unit)}\s*", text)
    try:
        seconds = parse_duration(text, bare=unit)
    except ValueError:
        assert not found
        return
    assert found or seconds > longest or (seconds == 0 and not zero)
    assert not found or zero or seconds > 0
    if text.strip().replace(".", "").isdigit():
        assert not found or seconds < longest + (60 if unit == "minutes" else 1)


@settings(max_examples=200)
@given(st.text(max_size=30))
def test_no_text_gives_anything_but_seconds_or_a_reason(text: str) -> None:
    """Whatever is typed, the outcome is a finite number up to a week or a printable ValueError."""
    reason = ""
    try:
        seconds = parse_duration(text, bare="seconds")
    except ValueError as error:
        seconds, reason = 0.0, str(error)
    assert reason.isprintable()
    assert math.isfinite(seconds)
    assert 0 <= seconds <= LONGEST
