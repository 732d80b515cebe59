"""The hours of the day in a row of the waiting screen."""

from __future__ import annotations

import pytest
from scenes import ROUTINE, SCENES, Shown

from stretchbreak.core.hours_line import Hour, HourMark
from stretchbreak.screen.day_rows import hours_row
from stretchbreak.screen.glyphs import ASCII, UNICODE, Glyphs

MARKS: tuple[HourMark, ...] = ("done", "partial", "skipped", "none", "now", "to come")
ALL = [Hour(9 + number, mark) for number, mark in enumerate(MARKS)]


def row(hours: list[Hour], glyphs: Glyphs = UNICODE, columns: int = 62) -> str:
    """What can be read in the row."""
    return "|".join(text.plain.rstrip() for text in hours_row(hours, glyphs, columns))


def test_every_mark_has_a_sign_of_its_own() -> None:
    """Also where there is only ASCII."""
    assert row(ALL) == "09 ✔  10 ◐  11 ✘  12 ·  13 ▸  14"
    assert row(ALL, ASCII) == "09 x  10 ~  11 -  12 .  13 >  14"
    assert row([Hour(9, "done", snoozed=True), ALL[1]]) == "09 z✔  10 ◐"


def test_a_single_hour_is_left_to_the_counts() -> None:
    """A row for one hour says nothing that they do not."""
    assert row([Hour(9, "now")]) == row([]) == ""


@pytest.mark.parametrize("now", [8, 12, 16, 22])
def test_what_does_not_fit_is_what_is_to_come_and_then_what_was_long_ago(now: int) -> None:
    """The present hour is always there."""
    hours = [Hour(hour, "done" if hour < now else "now" if hour == now else "to come") for hour in range(6, 24)]
    shown = row(hours)
    assert len(shown) <= 62
    assert f"{now:02} ▸" in shown
    assert shown.startswith("06") == (now < 16)


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
@pytest.mark.parametrize("rows", [18, 19, 23, 24])
def test_the_row_takes_the_place_of_nothing(rows: int, glyphs: Glyphs) -> None:
    """In the smallest full window, and where exercises are listed, the counts are left alone; the keys stay."""
    for scene in ("waiting in the afternoon", "due", "paused"):
        shown = Shown(80, rows, glyphs)
        shown.show(SCENES[scene](ROUTINE))
        assert scene == "due" or any("q quit" in line for line in shown.rows)
        has_row = any("15    16    17" in line for line in shown.rows)
        assert has_row == (scene == "waiting in the afternoon" and rows > 18)


def test_a_compact_window_keeps_the_counts() -> None:
    """There is no room for hours."""
    shown = Shown(40, 8)
    shown.show(SCENES["waiting in the afternoon"](ROUTINE))
    assert any("3 done · 1 snoozed" in line for line in shown.rows)
    assert not any("09 ✔" in line for line in shown.rows)
