"""The hours of a day, and what became of each."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import MODEST, MORNING, a_decision, values_of
from stretchbreak.core.decisions import Decision
from stretchbreak.core.effects import DecisionKind
from stretchbreak.core.hours_line import Hour, hours_line
from stretchbreak.core.rhythm import ALWAYS, Hours, Span
from stretchbreak.core.tally import Outcome

MONDAY = MORNING.replace(hour=0)
NOW = MONDAY + timedelta(hours=14, minutes=23)


def came(what: DecisionKind, hour: float, outcome: Outcome | None = None) -> Decision:
    """A decision so many hours after midnight."""
    return a_decision(what, MONDAY + timedelta(hours=hour), outcome=outcome)


def week(*spans: Span) -> Hours:
    """The same hours from Monday to Friday."""
    return Hours((spans,) * 5 + ((),) * 2)


def line(*decisions: Decision, hours: Hours = ALWAYS, now: datetime = NOW) -> str:
    """The line in short: an hour with the first letter of its mark, in capitals after a snooze."""
    shown = hours_line(decisions, now, hours)
    letters = [hour.mark[0] if hour.mark != "none" else "." for hour in shown]
    return " ".join(
        f"{one.hour}{letter.upper() if one.snoozed else letter}" for one, letter in zip(shown, letters, strict=True)
    )


def test_a_day_is_told_hour_by_hour() -> None:
    """Done, done after a snooze, missed or away, skipped, now, to come."""
    told = line(
        came("finish", 9.2, "completed"),
        came("snooze", 11.0),
        came("offer", 11.1),
        came("finish", 11.2, "completed"),
        came("missed", 12.05),
        came("skip", 13.0),
        hours=week(Span(time(9), time(17, 30))),
    )
    assert told == "9d 10. 11D 12. 13s 14n 15t 16t 17t"


@pytest.mark.parametrize(
    ("decisions", "letter"),
    [
        ([came("finish", 10, "completed")], "d"),
        ([came("finish", 10)], "d"),
        ([came("finish", 10, "partial")], "p"),
        ([came("finish", 10, "abandoned")], "."),
        ([came("skip", 10)], "s"),
        ([came("missed", 10)], "."),
        ([came("natural", 10)], "."),
        ([came("closed", 10)], "."),
        ([came("snooze", 10), came("skip", 10.5)], "s"),
        ([came("snooze", 10), came("finish", 10.5, "partial")], "P"),
        ([came("snooze", 10), came("missed", 10.2), came("finish", 10.5, "completed")], "d"),
        ([came("skip", 10), came("finish", 10.5, "completed"), came("missed", 10.8)], "d"),
        ([came("finish", 10, "completed"), came("snooze", 10.5), came("finish", 10.7, "partial")], "d"),
    ],
)
def test_the_best_of_an_hour_is_what_it_shows(decisions: list[Decision], letter: str) -> None:
    """A break done is worth more than one skipped; a snooze belongs to the break that it put off, and to no other."""
    assert line(*decisions).startswith(f"10{letter} ")


def test_an_hour_that_has_come_to_something_needs_no_pointer() -> None:
    """What was done in the present hour is seen at once."""
    assert line(came("finish", 14.1, "completed")) == "14d"
    assert line(came("offer", 14.1)) == "14n"


def test_without_working_hours_the_day_is_what_has_been() -> None:
    """From the first decision to now; nobody knows when it ends."""
    assert line(came("on-hours", 11.5)) == "11. 12. 13. 14n"
    assert line() == "14n"


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        (week(Span(time(13), time(17))), "13. 14n 15t 16t"),
        (week(Span(time(13), time(17, 1))), "13. 14n 15t 16t 17t"),
        (week(Span(time(12), time(13)), Span(time(15), time(16))), "12. 13. 14n 15t"),
        (week(Span(time(20), time(0))), "14n 15t 16t 17t 18t 19t 20t 21t 22t 23t"),
        (week(Span(time(20), time(4))), "14n 15t 16t 17t 18t 19t 20t 21t 22t 23t"),
        (Hours(((),) * 7), "14n"),
        (Hours(lunch=Span(time(12), time(13))), "14n"),
    ],
)
def test_working_hours_give_the_day_its_ends(hours: Hours, told: str) -> None:
    """The whole of the last hour if it has begun; at midnight the date ends."""
    assert line(hours=hours) == told


def test_a_break_beside_the_hours_is_shown_too() -> None:
    """The line grows to hold what was decided, and the present."""
    assert line(came("finish", 12.5), hours=week(Span(time(13), time(14)))) == "12d 13. 14n"


def test_the_hours_are_those_of_the_place() -> None:
    """Nine in London is six in the evening in Tokyo; yesterday is not shown."""
    now = NOW.astimezone(ZoneInfo("Asia/Tokyo"))
    assert line(came("finish", 9.0), came("skip", -12.0), now=now) == "18d 19. 20. 21. 22. 23n"


@MODEST
@given(st.lists(values_of(Decision)), st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)))  # noqa: DTZ001 - given one
def test_the_line_is_made_of_neighbouring_hours_with_now_among_them(decisions: list[Decision], now: datetime) -> None:
    """Whatever was decided, in whichever order it was kept."""
    here = now.replace(tzinfo=ZoneInfo("Europe/Berlin"))
    own = [replace_day(one, here) for one in decisions]
    shown = hours_line([*decisions, *own], here, ALWAYS)
    assert [one.hour for one in shown] == list(range(shown[0].hour, shown[-1].hour + 1))
    assert here.hour in [one.hour for one in shown]
    assert all(isinstance(one, Hour) for one in shown)


def replace_day(one: Decision, day: datetime) -> Decision:
    """The decision on this day."""
    moment = day.replace(hour=one.at.hour, minute=one.at.minute)
    return Decision(at=moment, what=one.what, routine=one.routine, why=one.why, outcome=one.outcome, reps=one.reps)
