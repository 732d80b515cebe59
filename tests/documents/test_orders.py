"""Orders from another terminal: what is right is understood, everything else is left to the command line."""

from __future__ import annotations

from math import inf

import pytest

from fakes import at
from stretchbreak.core.events import (
    Declined,
    Held,
    Paused,
    Released,
    Resumed,
    SelfReported,
    Snoozed,
    WorkdayEvent,
)
from stretchbreak.documents.orders import MEETING_LASTS, ordered

NOW = at(0)
MINUTE = 60.0


@pytest.mark.parametrize(
    ("words", "event"),
    [
        ("pause", Paused(at=NOW)),
        ("pause 30m", Paused(at=NOW, seconds=30 * MINUTE)),
        ("pause 15", Paused(at=NOW, seconds=15 * MINUTE)),
        ("pause until 14:00", Paused(at=NOW, seconds=5 * 60 * MINUTE)),
        ("pause until 08:00", Paused(at=NOW, seconds=23 * 60 * MINUTE)),
        ("pause --until-resume", Paused(at=NOW, seconds=inf)),
        ("resume", Resumed(at=NOW)),
        ("snooze", Snoozed(at=NOW)),
        ("snooze 10m", Snoozed(at=NOW, seconds=600.0)),
        ("skip", Declined(at=NOW)),
        ("skip --reason focus", Declined(at=NOW, reason="focus")),
        ("done", SelfReported(at=NOW)),
        ("meeting", Held(at=NOW, reason="meeting", seconds=MEETING_LASTS)),
        ("meeting 90m", Held(at=NOW, reason="meeting", seconds=5400.0)),
        ("meeting end", Released(at=NOW, reason="meeting")),
    ],
)
def test_an_order_is_the_event_it_stands_for(words: str, event: WorkdayEvent) -> None:
    """A time of the clock that has passed today is tomorrow's."""
    order = ordered(words.split(), NOW)
    assert order is not None
    assert order.event == event


@pytest.mark.parametrize(
    "words",
    [
        *("", "status", "nonsense", "pause 0", "pause -5m", "pause until", "pause until 25:00", "pause 5m 6m"),
        *("resume now", "snooze ten", "skip --reason", "skip because", "done twice", "meeting ends", "meeting 1h 2h"),
        "pause " * 9,
    ],
)
def test_what_makes_no_sense_is_no_order(words: str) -> None:
    """The command line explains it."""
    assert ordered(words.split(), NOW) is None


def test_a_reason_is_one_line_that_can_be_shown() -> None:
    """Control characters reach no journal and no terminal; a long one is cut."""
    assert ordered(["skip", "--reason", "a\x1b[31mb"], NOW) is None
    assert ordered(["skip", "--reason", "  "], NOW) is None
    order = ordered(["skip", "--reason", "x" * 500], NOW)
    assert order is not None
    assert order.event == Declined(at=NOW, reason="x" * 80)
