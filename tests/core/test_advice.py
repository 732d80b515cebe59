"""One suggestion a week, about an hour whose breaks are hardly ever taken, and never without enough to go by."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from stretchbreak.core.advice import Suggestion, suggestion
from stretchbreak.core.decisions import Decision
from stretchbreak.core.effects import DecisionKind
from stretchbreak.core.wording import suggested

NOW = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)


def told(days_ago: int, clock: str, *kinds: DecisionKind, routine: str = "reset") -> list[Decision]:
    """These decisions, a minute apart, so many days ago from this time of the clock on."""
    hour, minute = map(int, clock.split(":"))
    first = NOW.replace(hour=hour, minute=minute) - timedelta(days=days_ago)
    return [
        Decision(at=first + timedelta(minutes=number), what=what, routine=routine, why="")
        for number, what in enumerate(kinds)
    ]


def days(let_go: int, taken: int, clock: str = "11:00", what: DecisionKind = "missed") -> list[Decision]:
    """So many days on which the break of this time was let go, and so many on which it was taken."""
    return [
        one
        for number in range(let_go + taken)
        for one in told(number + 1, clock, "offer", "start" if number >= let_go else what)
    ]


def test_an_hour_whose_breaks_are_mostly_let_go_is_named() -> None:
    """Four of five offers at eleven were not started."""
    assert suggestion(days(4, 1), NOW, None) == Suggestion(hour=11, let_go=4, offers=5)


@pytest.mark.parametrize(("let_go", "taken"), [(4, 0), (3, 2), (6, 4)])
def test_without_five_offers_or_with_enough_of_them_taken_nothing_is_said(let_go: int, taken: int) -> None:
    """Four offers are too few; sixty percent exactly is not more than sixty."""
    assert suggestion(days(let_go, taken), NOW, None) is None


@pytest.mark.parametrize("what", ["skip", "missed", "closed"])
def test_a_break_is_let_go_in_three_ways(what: DecisionKind) -> None:
    """Skipped, without an answer, or closed with the hours."""
    assert suggestion(days(5, 0, what=what), NOW, None) is not None


@pytest.mark.parametrize("what", ["natural", "held"])
def test_a_break_that_nobody_could_take_says_nothing_about_its_hour(what: DecisionKind) -> None:
    """Away, or in a meeting: that is no dislike of the hour."""
    assert suggestion(days(9, 0, what=what), NOW, None) is None


def test_a_break_that_was_put_off_counts_once_and_for_its_first_hour() -> None:
    """Offered at 10:58, snoozed, skipped at 11:00: it is ten o'clock's."""
    kinds: tuple[DecisionKind, ...] = ("offer", "snooze", "offer", "skip")
    decisions = [one for number in range(5) for one in told(number + 1, "10:58", *kinds)]
    assert suggestion(decisions, NOW, None) == Suggestion(hour=10, let_go=5, offers=5)


def test_the_layers_do_not_answer_for_each_other() -> None:
    """Of the ten offers at eleven, the five eye breaks were taken: half is not more than sixty percent."""
    decisions = [
        one
        for number in range(1, 6)
        for one in sorted(
            told(number, "11:00", "offer", "reminder", "missed")
            + told(number, "11:01", "offer", "start", routine="eyes"),
            key=lambda one: one.at,
        )
    ]
    assert suggestion(decisions, NOW, None) is None


def test_what_is_older_than_two_weeks_is_forgotten() -> None:
    """Habits change."""
    old = [one for number in range(15, 21) for one in told(number, "11:00", "offer", "missed")]
    assert suggestion(old, NOW, None) is None


def test_there_is_one_suggestion_a_week() -> None:
    """Six days after the last there is none, after seven there is."""
    assert suggestion(days(5, 0), NOW, date(2026, 3, 10)) is None
    assert suggestion(days(5, 0), NOW, date(2026, 3, 9)) is not None


def test_the_hour_that_suits_least_comes_first() -> None:
    """The highest share of breaks let go."""
    decisions = sorted(days(4, 1, "11:00") + days(5, 0, "15:30"), key=lambda one: one.at)
    assert suggestion(decisions, NOW, None) == Suggestion(hour=15, let_go=5, offers=5)


def test_the_hour_is_that_of_the_place_where_the_user_is_now() -> None:
    """Decisions are kept with their own offset, and read by the clock on the wall here."""
    here = NOW.astimezone(timezone(timedelta(hours=2)))
    assert suggestion(days(5, 0), here, None) == Suggestion(hour=13, let_go=5, offers=5)


def test_a_suggestion_says_what_can_be_done_and_does_nothing() -> None:
    """In one sentence, with the figures and the command."""
    assert suggested(Suggestion(hour=9, let_go=7, offers=9)) == (
        "Between 09:00 and 10:00, 7 of 9 breaks in two weeks were not started. "
        "Move or mute that hour, if you like: stretchbreak config edit"
    )
