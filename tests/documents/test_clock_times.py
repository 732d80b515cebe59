"""Times, spans and weekdays as people write them."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import MODEST
from stretchbreak.core.rhythm import Anchor
from stretchbreak.core.settings import ALWAYS, Hours, Range
from stretchbreak.documents.clock_times import (
    NotationError,
    parse_anchor,
    parse_hours,
    parse_range,
    parse_time,
    parse_weekdays,
    write_anchor,
    write_range,
    write_weekdays,
)

NINE, NOON, ONE, FIVE = time(9), time(12), time(13), time(17, 30)
WORK = ((NINE, FIVE),)


def test_times_may_lack_their_first_zero() -> None:
    """Both ways to write a quarter past nine mean the same."""
    assert parse_time("9:15") == parse_time(" 09:15 ") == time(9, 15)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("09:00-17:30", (NINE, FIVE)),
        ("9:00 - 17:30", (NINE, FIVE)),
        ("09:00\N{EN DASH}17:30", (NINE, FIVE)),
        ("22:00-24:00", (time(22), time(0))),
        ("22:00-00:00", (time(22), time(0))),
        ("00:00-24:00", (time(0), time(0))),
    ],
)
def test_a_span_of_hours_may_last_to_midnight(text: str, span: Range) -> None:
    """Its end at midnight is the end of the day; spaces and a long dash do not matter."""
    assert parse_range(text) == span


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("mon", (0,)),
        ("mon-fri", (0, 1, 2, 3, 4)),
        ("Sat", (5,)),
        ("mon, wed,fri", (0, 2, 4)),
        ("fri-mon", (4, 5, 6, 0)),
        ("monday-wednesday", (0, 1, 2)),
    ],
)
def test_weekdays_are_named_alone_from_to_or_in_a_row(text: str, days: tuple[int, ...]) -> None:
    """A range may go through the weekend."""
    assert parse_weekdays(text) == days


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("mon-fri 09:00-17:30", (WORK,) * 5 + ((),) * 2),
        ("09:00-17:30", (WORK,) * 7),
        ("mon 13:00-17:30 09:00-12:00", (((NINE, NOON), (ONE, FIVE)), *((),) * 6)),
        ("mon, tue 9:00 - 17:30; sat 09:00-12:00", (WORK, WORK, (), (), (), ((NINE, NOON),), ())),
        ("always", ALWAYS),
    ],
)
def test_hours_fit_into_one_line(text: str, hours: Hours) -> None:
    """As the command line takes them: weekdays, then their spans, and the next weekdays."""
    assert parse_hours(text) == hours


@pytest.mark.parametrize(
    ("parse", "text", "said"),
    [
        (parse_time, "25:00", '"25:00" is not a time of day; write it like "14:00"'),
        (parse_time, "14.00", '"14.00" is not a time of day; write it like "14:00"'),
        (parse_time, "14:00\x1b", '"14:00" is not a time of day; write it like "14:00"'),
        (
            parse_time,
            "600",
            '"600" is not a time of day; other YAML tools make this of 10:00 without quotes: write it',
        ),
        (parse_anchor, "1439", '"1439" is not a time of day; other YAML tools make this of 23:59 without quotes'),
        (parse_time, "599", '"599" is not a time of day; write it like "14:00"'),
        (parse_time, "1440", '"1440" is not a time of day; write it like "14:00"'),
        (parse_anchor, ":60", '":60" is not a minute of an hour; write it like ":15"'),
        (parse_anchor, "noon", '"noon" is not a time of day; write it like "10:30", or ":00" for every hour'),
        (parse_range, "9-17", '"9-17" is not a span of hours; write it as "09:00-17:00"'),
        (parse_range, "09:00", '"09:00" is not a span of hours; write it like "09:00-17:30"'),
        (parse_range, "09:00-09:00", '"09:00-09:00" ends when it begins; write the earlier time first; hours past '),
        (parse_weekdays, "mun", '"mun" is not a weekday; did you mean "sun"?'),
        (parse_weekdays, "", '"" is not a weekday; the weekdays are mon, tue, wed, thu, fri, sat, sun'),
        (parse_weekdays, "mon-tue-wed", '"mon-tue-wed" names no weekdays; write them like "mon-fri" or "mon,wed"'),
        (parse_weekdays, "mon-wed,mon", '"mon-wed,mon" names mon twice; name each weekday once'),
        (parse_hours, "mon-fri", '"mon-fri" has no hours; write them like "mon-fri 09:00-17:30"'),
        (parse_hours, "09:00-12:00 11:00-13:00", '"09:00-12:00" and "11:00-13:00" overlap; make one of them: "09:0'),
    ],
)
def test_what_cannot_be_read_is_told_with_its_remedy(parse: object, text: str, said: str) -> None:
    """The sentence can be shown to the user as it is."""
    assert callable(parse)
    with pytest.raises(NotationError) as caught:
        parse(text)
    assert str(caught.value).startswith(said)


@MODEST
@given(st.sampled_from([parse_time, parse_anchor, parse_range, parse_weekdays, parse_hours]), st.text(max_size=30))
def test_no_text_gives_anything_but_a_value_or_a_reason(parse: object, text: str) -> None:
    """Whatever is typed, the outcome is a value or a printable NotationError."""
    assert callable(parse)
    reason = ""
    try:
        parse(text)
    except NotationError as error:
        reason = str(error)
    assert reason.isprintable()


TIMES = st.builds(time, st.integers(0, 23), st.integers(0, 59))
SPANS = st.tuples(TIMES, TIMES).filter(lambda ends: ends[0] < ends[1] or ends[1] == time(0))


@MODEST
@given(SPANS, TIMES, st.sets(st.integers(0, 6), min_size=1))
def test_what_is_written_is_read_as_the_same(span: Range, clock: time, days: set[int]) -> None:
    """Spans, anchors and weekdays survive being written."""
    assert parse_range(write_range(span)) == span
    for anchor in (Anchor(clock.minute), Anchor(clock.minute, clock.hour)):
        assert parse_anchor(write_anchor(anchor)) == anchor
    assert parse_weekdays(write_weekdays(sorted(days))) == tuple(sorted(days))
