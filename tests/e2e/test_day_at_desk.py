"""A short day in a real terminal, on a desktop with a real notification service."""

from __future__ import annotations

import json
from typing import Any

import pytest
from desktop import DESKTOP
from play import Play

from real import needs

pytest_plugins = ["background"]
pytestmark = [pytest.mark.slow, pytest.mark.real]

WITHIN = 240.0


@pytest.fixture
def seen(day_at_desk: Play) -> dict[str, Any]:
    """What was to be seen, by the turns of the day."""
    needs(*DESKTOP)
    found: dict[str, Any] = json.loads(day_at_desk.seen(WITHIN))
    return found


def test_the_heads_up_and_the_offer_reach_the_notification_service(seen: dict[str, Any]) -> None:
    """Half a minute before the break of a day of one-minute intervals, and when it is due, and nothing else."""
    (warned, soon, body), (offered, now, _) = seen["notifications"]
    assert (soon, now) == ("Stretch break in 30 s", "Time for a stretch break")
    assert "50 reps" in body
    assert float(offered) - float(warned) == pytest.approx(30, abs=1.5)


def test_the_offered_break_is_guided_to_the_rep(seen: dict[str, Any]) -> None:
    """Enter starts it, enter again begins the reps, and a rep follows another."""
    assert "stretching LEFT" in seen["get ready"]
    assert "Tip right ear to right shoulder" in seen["rep"]
    assert "left   ●" in seen["next rep"]


def test_leaving_the_break_keeps_the_rep_that_was_done(seen: dict[str, Any]) -> None:
    """The summary and the day count it, and the next break is an interval away."""
    assert "left 1/10" in seen["summary"]
    assert "1 partly done" in seen["waiting again"]
    assert "finish: partial: 1 of 50 reps" in seen["waiting again"]


def test_quitting_hands_the_terminal_back_as_it_was(seen: dict[str, Any]) -> None:
    """The same modes before and after, the normal screen with its cursor, and a sentence on what the day came to."""
    assert seen["restored"]
    lines = [line.strip() for line in seen["end"].splitlines() if line.strip()]
    assert lines == [lines[0], "stretchbreak ended: 1 partly done, 1 rep.", "ended with 0", lines[0], "over"]


def test_the_seconds_go_on_beyond_a_minute(seen: dict[str, Any]) -> None:
    """The program waits a minute at most at once; the countdown does not notice."""
    assert "next break at" in seen["after a minute"]
