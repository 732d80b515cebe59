"""Durations, clock times and decisions as people say them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import MODEST, a_decision, a_routine, an_exercise, at
from stretchbreak.core.effects import Announce, AnnouncementKind
from stretchbreak.core.today import Today
from stretchbreak.core.wording import (
    announcement,
    countdown,
    day_counts,
    day_sentence,
    decision,
    duration,
    to_the_second,
)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 s"),
        (0.5, "0.5 s"),
        (2.0, "2 s"),
        (9.99, "10.0 s"),
        (59.6, "1 min"),
        (60, "1 min"),
        (341, "5 min 41 s"),
        (3600, "1 h"),
        (5400.2, "1 h 30 min"),
        (3661, "1 h 1 min"),
    ],
)
def test_a_duration_is_said_in_the_units_of_people(seconds: float, said: str) -> None:
    """Tenths below ten seconds, no seconds above an hour, no unit that is zero."""
    assert duration(seconds) == said


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, "0:00"),
        (0.1, "0:01"),
        (59, "0:59"),
        (59.1, "1:00"),
        (2202.4, "36:43"),
        (3599.5, "1:00:00"),
        (3661, "1:01:01"),
        (-3, "0:00"),
    ],
)
def test_a_countdown_rounds_up(seconds: float, shown: str) -> None:
    """0:00 means now, and nothing before it does."""
    assert countdown(seconds) == shown


@MODEST
@given(st.floats(0, 90_000), st.floats(0, 90_000))
def test_a_countdown_never_gets_wider_as_it_runs(one: float, other: float) -> None:
    """Less time is never shown in more characters: nothing jumps."""
    less, more = sorted((one, other))
    assert len(countdown(less)) <= len(countdown(more))


@pytest.mark.parametrize("what", get_args(AnnouncementKind))
def test_an_announcement_names_the_routine_and_what_is_needed(what: AnnouncementKind) -> None:
    """Whatever is announced says what is coming and what to have at hand."""
    title, body = announcement(Announce(at=at(0), what=what, routine=a_routine(), due_in=120.0))
    assert "break" in title
    assert body == "Small reset: 2 exercises, 8 reps. You need: chair."


def test_a_heads_up_says_how_long_it_still_takes() -> None:
    """The title of a heads-up carries the time to the break."""
    title, _ = announcement(Announce(at=at(0), what="heads-up", routine=a_routine(), due_in=120.0))
    assert title == "Stretch break in 2 min"


def test_an_announcement_counts_a_single_exercise_as_one() -> None:
    """One exercise of one rep is neither exercises nor reps."""
    _, body = announcement(Announce(at=at(0), what="offer", routine=a_routine(an_exercise(reps=1)), due_in=0.0))
    assert body == "Small reset: 1 exercise, 1 rep."


def test_a_decision_is_one_line_with_its_time_and_reason() -> None:
    """What the diary and the screen say about a decision."""
    assert decision(replace(a_decision("skip", at(3600).wall), why="meeting")) == "10:00:00  skip: meeting"


def test_a_decision_a_hair_before_its_time_carries_its_time() -> None:
    """The two clocks are read one after the other: ten o'clock, worked out from them, may be microseconds early."""
    early = replace(a_decision("offer", at(3600 - 2e-6).wall), why="1 h of work")
    assert decision(early) == "10:00:00  offer: 1 h of work"


@pytest.mark.parametrize(("change", "hands"), [("2026-03-29T01:00", "03:00:00"), ("2026-10-25T01:00", "02:00:00")])
def test_a_hair_before_a_clock_change_is_the_time_after_it(change: str, hands: str) -> None:
    """The second that is nearest may lie on the other side of the change."""
    just_before = datetime.fromisoformat(change).replace(tzinfo=UTC) - timedelta(microseconds=2)
    assert f"{to_the_second(just_before.astimezone(ZoneInfo('Europe/Berlin'))):%H:%M:%S}" == hands


def test_a_day_names_only_what_happened() -> None:
    """Counts of zero are not worth a word; a reported break is a done one."""
    assert day_counts(Today(completed=1, reported=1, snoozed=2, reps=50)) == ["2 done", "2 snoozed", "50 reps"]
    assert day_sentence(Today()) == "stretchbreak ended: no break yet."
