"""States and time as facts that can be shown."""

from __future__ import annotations

import pytest

from fakes import BEGIN, a_routine, an_exercise, at
from stretchbreak.core import guide
from stretchbreak.core.day import AskedBack, Due, HeadsUp, OnPause, Plan, Snoozing, State, Stretching, Working
from stretchbreak.core.events import Left, Paused, Resumed, Ticked
from stretchbreak.core.exercise import Sides
from stretchbreak.core.routine import Routine
from stretchbreak.core.timeline import timeline
from stretchbreak.core.today import Today
from stretchbreak.core.view import DayMode, DayView, GuideView, day_view, guide_view

# Get ready 0-8, right 8-26, switch 26-31, left 31-49, get ready 49-57, both at once 57-69.
ROUTINE = a_routine()
PLAN = Plan(routine=ROUTINE)


def guided(seconds: float, routine: Routine = ROUTINE) -> GuideView:
    """The break so many seconds after its beginning."""
    begun, _ = guide.begin(timeline(routine), BEGIN)
    state, _ = guide.step(begun, Ticked(at=at(seconds)))
    return guide_view(state, BEGIN + seconds)


def day(state: State, seconds: float = 0.0) -> DayView:
    """The day in this state, so many seconds after its beginning."""
    return day_view(PLAN, state, Today(), at(seconds))


# The guided break


def test_a_break_shows_its_cue_and_how_far_it_is() -> None:
    """Half a second into the first hold: one and a half are left of it, and 58.5 of the break."""
    view = guided(10.5)
    assert (view.mode, view.cue.phase, view.into, view.left, view.remaining) == ("going", "hold", 0.5, 1.5, 58.5)


def test_marks_tell_done_now_and_open() -> None:
    """In the second rep of three the first is done; nothing of the other side is."""
    view = guided(15.0)
    assert view.marks("right") == ("done", "now", "open")
    assert view.marks("left") == ("open", "open", "open")


def test_a_done_rep_is_marked_done_while_its_arm_returns() -> None:
    """The pip fills at the end of the hold and not of the rep."""
    assert guided(11.9).marks("right")[0] == "now"
    assert guided(12.0).marks("right")[0] == "done"


@pytest.mark.parametrize(
    ("seconds", "phase", "offset"), [(3.0, "switch", 26.0), (12.0, "switch", 26.0), (35.0, "prepare", 49.0)]
)
def test_what_follows_is_not_the_next_rep(seconds: float, phase: str, offset: float) -> None:
    """Next is the switch, or the next exercise, and how far away it is."""
    cue = guided(seconds).following
    assert cue is not None
    assert (cue.phase, cue.at) == (phase, offset)


def test_nothing_follows_the_last_side() -> None:
    """In the last exercise there is no next."""
    assert guided(60.0).following is None


def test_sides_in_turn_are_followed_by_the_next_exercise() -> None:
    """Where sides alternate the other side is part of the same thing."""
    routine = a_routine(an_exercise(sides=Sides(order="alternate")), an_exercise(name="Chin glide"))
    following = guided(9.0, routine).following
    assert following is not None
    assert following.exercise.name == "Chin glide"


def test_a_halted_break_stands_still_and_counts_in_from_three() -> None:
    """Paused it shows its place for as long as it takes; going on it shows the seconds to the first movement."""
    begun, _ = guide.begin(timeline(ROUTINE), BEGIN)
    halted, _ = guide.step(begun, Paused(at=at(11.0)))
    assert guide_view(halted, BEGIN + 11) == guide_view(halted, BEGIN + 999)
    assert guide_view(halted, BEGIN + 11).mode == "halted"
    counting, _ = guide.step(halted, Resumed(at=at(20.0)))
    view = guide_view(counting, BEGIN + 21.0)
    assert (view.mode, view.left, view.elapsed) == ("counting-in", 2.0, 8.0)


def test_an_ended_break_has_nothing_left_after_its_last_cue() -> None:
    """At the end nothing remains, and the summary counts what was done."""
    begun, _ = guide.begin(timeline(ROUTINE), BEGIN)
    through, _ = guide.step(begun, Ticked(at=at(500.0)))
    assert guide_view(through, BEGIN + 500).remaining == 0.0
    left, _ = guide.step(begun, Left(at=at(13.0)))
    assert (guide_view(left, BEGIN + 500).mode, guide.result(left).done) == ("ended", 1)


# The day


@pytest.mark.parametrize(
    ("state", "mode", "remaining"),
    [
        (Working(due=BEGIN + 3600), "working", 3600.0),
        (Snoozing(due=BEGIN + 300, snoozes=1), "working", 300.0),
        (HeadsUp(due=BEGIN + 60), "heads-up", 60.0),
        (Due(since=BEGIN), "due", 0.0),
        (AskedBack(before=HeadsUp(due=BEGIN + 60), wish="skip", until=BEGIN + 15), "heads-up", 60.0),
        (OnPause(since=BEGIN, until=BEGIN + 600, left=1800.0, snoozes=0), "paused", 2400.0),
        (OnPause(since=BEGIN, until=None, left=1800.0, snoozes=0), "paused", None),
        (Stretching(since=BEGIN), "stretching", None),
    ],
)
def test_every_state_says_what_it_waits_for(state: State, mode: DayMode, remaining: float | None) -> None:
    """Its mode, the time of the next break by the clock on the wall, and the seconds to it."""
    view = day(state)
    assert (view.mode, view.remaining) == (mode, remaining)
    assert view.next_at == (None if remaining is None else at(remaining).wall)


def test_an_offer_shows_how_long_it_waits_and_since_when() -> None:
    """Forty seconds after it was made."""
    view = day(Due(since=BEGIN), 40.0)
    assert (view.waiting, view.next_at, view.remaining) == (40.0, at(0).wall, 0.0)


def test_a_question_is_shown_over_what_it_is_about() -> None:
    """The offer stays an offer while it is asked whether to skip it."""
    view = day(AskedBack(before=Due(since=BEGIN, snoozes=1), wish="skip", until=BEGIN + 15))
    assert (view.asked_back, view.mode, view.snoozes_left) == ("skip", "due", 1)


def test_a_pause_says_when_it_ends() -> None:
    """By the clock on the wall; an endless one says nothing."""
    assert day(OnPause(since=BEGIN, until=BEGIN + 600, left=60.0, snoozes=2)).paused_until == at(600).wall
    assert day(OnPause(since=BEGIN, until=None, left=60.0, snoozes=2)).paused_until is None
