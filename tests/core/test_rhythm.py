"""Working hours and times of the clock, on every kind of day there is."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import MODEST
from stretchbreak.core.rhythm import ALWAYS, Anchor, Hours, Span, next_anchor

BERLIN, NEW_YORK, LORD_HOWE = (ZoneInfo(key) for key in ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe"))
CHANGES = [
    (BERLIN, datetime(2026, 3, 29, tzinfo=BERLIN)),
    (BERLIN, datetime(2026, 10, 25, tzinfo=BERLIN)),
    (NEW_YORK, datetime(2026, 3, 8, tzinfo=NEW_YORK)),
    (NEW_YORK, datetime(2026, 11, 1, tzinfo=NEW_YORK)),
    (LORD_HOWE, datetime(2026, 4, 5, tzinfo=LORD_HOWE)),
    (LORD_HOWE, datetime(2026, 10, 4, tzinfo=LORD_HOWE)),
]
"""The Sundays of 2026 on which clocks change."""


def span(text: str) -> Span:
    """``09:00-17:30`` as a span."""
    start, end = (time.fromisoformat(part) for part in text.split("-"))
    return Span(start, end)


def every_day(*spans: str, lunch: str | None = None) -> Hours:
    """Hours of these spans on each day of the week."""
    return Hours((tuple(map(span, spans)),) * 7, None if lunch is None else span(lunch))


def on_days(spans: dict[int, str]) -> Hours:
    """Hours of one span on each of these weekdays."""
    return Hours(tuple((span(spans[day]),) if day in spans else () for day in range(7)))


def utc(text: str) -> datetime:
    """``02 09:00`` of March 2026, a month whose second day is a Monday."""
    return datetime.fromisoformat(f"2026-03-{text}").replace(tzinfo=UTC)


OFFICE = Hours(((span("09:00-12:30"), span("13:30-17:30")),) * 5 + ((),) * 2)


# Hours


@pytest.mark.parametrize(
    ("moment", "is_open", "edge"),
    [
        ("02 08:59", False, "02 09:00"),
        ("02 09:00", True, "02 12:30"),
        ("02 12:29", True, "02 12:30"),
        ("02 12:30", False, "02 13:30"),
        ("02 13:30", True, "02 17:30"),
        ("02 17:30", False, "03 09:00"),
        ("06 17:30", False, "09 09:00"),
        ("08 23:59", False, "09 09:00"),
    ],
)
def test_hours_are_open_from_each_beginning_up_to_its_end(moment: str, is_open: bool, edge: str) -> None:  # noqa: FBT001 - an expected value
    """A range holds its beginning and not its end, and weekends are passed over."""
    assert OFFICE.is_open(utc(moment)) is is_open
    assert OFFICE.next_edge(utc(moment)) == utc(edge)


def test_without_hours_the_whole_week_is_open() -> None:
    """Nothing begins and nothing ends."""
    assert ALWAYS.is_open(utc("08 03:00"))
    assert ALWAYS.next_edge(utc("08 03:00")) is None


def test_a_week_of_whole_days_has_no_edge_either() -> None:
    """Midnights between open days are no edges, and neither is the end of the days looked at."""
    assert every_day("00:00-00:00").is_open(utc("08 03:00"))
    assert every_day("00:00-00:00").next_edge(utc("08 03:00")) is None


def test_a_week_without_a_working_day_never_opens() -> None:
    """No hours at all is not the same as no hours given."""
    assert not Hours(((),) * 7).is_open(utc("02 10:00"))
    assert Hours(((),) * 7).next_edge(utc("02 10:00")) is None


def test_one_day_a_week_is_found_from_just_after_it() -> None:
    """The next beginning may be a week away."""
    assert on_days({0: "09:00-10:00"}).next_edge(utc("02 10:00")) == utc("09 09:00")


def test_hours_until_midnight_join_those_from_midnight() -> None:
    """24:00 of one day is 00:00 of the next: there is no edge between them."""
    night = on_days({0: "20:00-00:00", 1: "00:00-04:00"})
    assert night.is_open(utc("03 00:00"))
    assert night.next_edge(utc("02 21:00")) == utc("03 04:00")


def test_a_night_shift_belongs_to_the_day_on_which_it_begins() -> None:
    """Hours that end before they begin end on the day after."""
    night = on_days({6: "22:00-06:00"})
    assert [night.is_open(utc(moment)) for moment in ("02 05:59", "02 06:00", "02 22:00", "08 22:00")] == [
        True,
        False,
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("hours", "moment", "edges"),
    [
        (every_day("09:00-17:00", lunch="12:00-13:00"), "02 11:00", ("02 12:00", "02 13:00")),
        (every_day("09:00-17:00", lunch="08:30-09:30"), "02 09:10", ("02 09:30", "02 17:00")),
        (every_day("09:00-12:00", "13:00-17:00", lunch="12:00-13:00"), "02 11:00", ("02 12:00", "02 13:00")),
        (every_day("22:00-06:00", lunch="02:00-02:30"), "02 23:00", ("03 02:00", "03 02:30")),
        (Hours(lunch=span("12:00-13:00")), "02 11:00", ("02 12:00", "02 13:00")),
    ],
)
def test_lunch_is_taken_out_of_the_hours(hours: Hours, moment: str, edges: tuple[str, str]) -> None:
    """Within a range, at its edge, between two, in a night shift, and in a week that is open otherwise."""
    first = hours.next_edge(utc(moment))
    assert first == utc(edges[0])
    assert hours.next_edge(first) == utc(edges[1])


def test_lunch_knows_its_time_whether_or_not_it_is_worked() -> None:
    """It tells why hours pause."""
    hours = every_day("09:00-17:00", lunch="12:00-13:00")
    assert hours.is_lunch(utc("02 12:00"))
    assert not hours.is_lunch(utc("02 13:00"))
    assert not OFFICE.is_lunch(utc("02 12:00"))


times = st.integers(0, 95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))
spans = st.builds(Span, times, times)
weeks = st.builds(
    Hours, st.lists(st.lists(spans, max_size=3).map(tuple), min_size=7, max_size=7).map(tuple), st.none() | spans
)


def is_within(hours: Hours, moment: datetime) -> bool:
    """Whether hours are open, found by asking the clock instead of counting edges. For UTC."""

    def covers(one: Span, day: datetime) -> bool:
        begin = datetime.combine(day, one.start, UTC)
        end = datetime.combine(day if one.start < one.end else day + timedelta(days=1), one.end, UTC)
        return begin <= moment < end

    days = (moment, moment - timedelta(days=1))
    if hours.lunch is not None and any(covers(hours.lunch, day) for day in days):
        return False
    return any(covers(one, day) for day in days for one in hours.of_weekday(day.weekday()))


@pytest.mark.slow
@MODEST
@given(weeks, st.integers(0, 7 * 96))
def test_edges_lie_just_where_hours_open_and_close(hours: Hours, quarter: int) -> None:
    """Whatever the week: hours stay as they are until the next edge, and change there."""
    moment = utc("02 00:00") + timedelta(minutes=15 * quarter)
    is_open = is_within(hours, moment)
    assert hours.is_open(moment) is is_open
    edge = hours.next_edge(moment)
    last = moment + timedelta(days=8) if edge is None else edge
    while (moment := moment + timedelta(minutes=15)) < last:
        assert is_within(hours, moment) is is_open
    assert edge is None or is_within(hours, edge) is not is_open


# Hours over clock changes


@pytest.mark.parametrize(("zone", "sunday"), CHANGES)
def test_hours_begin_by_the_clock_on_the_wall_after_a_change(zone: ZoneInfo, sunday: datetime) -> None:
    """Nine o'clock is nine o'clock, however long the night was."""
    edge = OFFICE.next_edge((sunday - timedelta(days=1)).replace(hour=18))
    assert edge is not None
    assert edge.astimezone(zone) == (sunday + timedelta(days=1)).replace(hour=9)
    assert OFFICE.is_open(edge.astimezone(zone))


@pytest.mark.parametrize(
    ("sunday", "length"),
    [(sunday, hours) for (_, sunday), hours in zip(CHANGES, (7.0, 9.0, 7.0, 9.0, 8.5, 7.5), strict=True)],
)
def test_a_night_shift_is_as_long_as_its_night(sunday: datetime, length: float) -> None:
    """An hour, or half of one, is missing or comes twice; the shift ends by the clock all the same."""
    evening = (sunday - timedelta(days=1)).replace(hour=22)
    edge = every_day("22:00-06:00").next_edge(evening)
    assert edge is not None
    assert edge - evening.astimezone(UTC) == timedelta(hours=length)


def test_a_range_that_a_clock_change_skips_moves_by_the_change() -> None:
    """02:10 does not exist on that day in Berlin: as if the clock stood still, it is 03:10."""
    hours = every_day("02:10-02:50")
    assert hours.next_edge(datetime(2026, 3, 29, 1, 0, tzinfo=BERLIN)) == datetime(2026, 3, 29, 3, 10, tzinfo=BERLIN)


def test_a_range_that_a_clock_change_turns_round_is_left_out() -> None:
    """From 02:30, which is 03:30 on that day, until 03:10 there is no time; the next one is on the morrow."""
    hours = every_day("02:30-03:10")
    assert not hours.is_open(datetime(2026, 3, 29, 3, 20, tzinfo=BERLIN))
    assert hours.next_edge(datetime(2026, 3, 29, 1, 0, tzinfo=BERLIN)) == datetime(2026, 3, 30, 2, 30, tzinfo=BERLIN)


def test_a_lunch_that_a_clock_change_turns_round_is_left_out() -> None:
    """It leaves no edge without a width behind."""
    hours = every_day("00:00-06:00", lunch="02:30-03:10")
    assert hours.next_edge(datetime(2026, 3, 29, 1, 0, tzinfo=BERLIN)) == datetime(2026, 3, 29, 6, 0, tzinfo=BERLIN)


def test_a_time_that_comes_twice_means_the_first() -> None:
    """Hours until 02:30 end when the clock first shows it."""
    edge = every_day("01:00-02:30").next_edge(datetime(2026, 10, 25, 1, 0, tzinfo=BERLIN))
    assert edge == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_journey_moves_the_hours() -> None:
    """The same instant is working time here and not there."""
    noon = datetime(2026, 3, 2, 16, 0, tzinfo=BERLIN)
    assert OFFICE.is_open(noon)
    assert OFFICE.is_open(noon.astimezone(NEW_YORK))
    assert not OFFICE.is_open(noon.astimezone(LORD_HOWE))


# Times of the clock

HOURLY = (Anchor(0),)
TWICE_A_DAY = (Anchor(30, 10), Anchor(0, 15))


@pytest.mark.parametrize(
    ("anchors", "moment", "due"),
    [
        (HOURLY, "02 09:10", "02 10:00"),
        (HOURLY, "02 09:45", "02 10:00"),
        (HOURLY, "02 09:46", "02 11:00"),
        (HOURLY, "02 10:00", "02 11:00"),
        (HOURLY, "02 23:50", "03 01:00"),
        ((Anchor(0), Anchor(30)), "02 09:20", "02 10:00"),
        (TWICE_A_DAY, "02 09:00", "02 10:30"),
        (TWICE_A_DAY, "02 10:20", "02 15:00"),
        (TWICE_A_DAY, "02 14:50", "03 10:30"),
    ],
)
def test_the_next_time_of_the_clock_is_never_near_the_last_break(
    anchors: tuple[Anchor, ...], moment: str, due: str
) -> None:
    """A time less than a quarter of an hour after a break is passed over."""
    assert next_anchor(anchors, utc(moment)) == utc(due)


@pytest.mark.parametrize(("zone", "sunday"), CHANGES)
def test_times_of_the_clock_follow_the_clock_over_a_change(zone: ZoneInfo, sunday: datetime) -> None:
    """Half past ten on the day of the change is half past ten on the wall."""
    due = next_anchor(TWICE_A_DAY, (sunday - timedelta(days=1)).replace(hour=16))
    assert due.astimezone(zone) == sunday.replace(hour=10, minute=30)


@pytest.mark.parametrize(("zone", "sunday"), CHANGES)
def test_hourly_times_stay_on_the_hour_over_a_change(zone: ZoneInfo, sunday: datetime) -> None:
    """Through the whole day of the change there is never a double, and never a gap above two hours."""
    now = (sunday - timedelta(days=1)).replace(hour=22).astimezone(UTC)
    until = now + timedelta(hours=24)
    while now < until:
        due = next_anchor(HOURLY, now.astimezone(zone))
        assert timedelta(minutes=30) <= due - now <= timedelta(hours=2)
        assert due.astimezone(zone).minute in {0, 30 if zone is LORD_HOWE else 0}
        now = due


@pytest.mark.parametrize(("zone", "sunday"), CHANGES)
@pytest.mark.parametrize("quarter", range(0, 96, 5))
def test_the_next_time_always_lies_ahead(zone: ZoneInfo, sunday: datetime, quarter: int) -> None:
    """From anywhere around a change the next time is at least a quarter of an hour away, and at most two days."""
    now = (sunday.astimezone(UTC) + timedelta(minutes=15 * quarter)).astimezone(zone)
    due = next_anchor(TWICE_A_DAY, now)
    assert timedelta(minutes=15) <= due - now.astimezone(UTC) <= timedelta(hours=24)
