"""What was really done: reps, not screens."""

from __future__ import annotations

import pytest

from fakes import a_routine, an_exercise
from stretchbreak.core.exercise import Phase, Sides
from stretchbreak.core.tally import Outcome, Rep, rep_of, tally
from stretchbreak.core.timeline import timeline

LINE = timeline(a_routine())
ALL = frozenset(rep for cue in LINE.cues if (rep := rep_of(cue)) is not None)


def test_all_reps_make_a_completed_break() -> None:
    """Three reps right, three left and two of both are eight of eight, held for two seconds each."""
    done = tally(LINE, ALL)
    assert [(side.side, side.done, side.planned, side.held) for side in done.sides] == [
        ("right", 3, 3, 6.0),
        ("left", 3, 3, 6.0),
        (None, 2, 2, 4.0),
    ]
    assert (done.done, done.planned, done.held, done.outcome) == (8, 8, 16.0, "completed")


@pytest.mark.parametrize(("reps", "outcome"), [(0, "abandoned"), (1, "partial"), (7, "partial"), (8, "completed")])
def test_the_outcome_follows_from_the_reps_alone(reps: int, outcome: Outcome) -> None:
    """None is abandoned, all is completed, and everything between is partial."""
    done = frozenset(sorted(ALL, key=str)[:reps])
    assert tally(LINE, done).outcome == outcome


def test_a_round_counts_for_itself() -> None:
    """The same exercise in a second round is another station with reps of its own."""
    line = timeline(a_routine(an_exercise(reps=2), rounds=2))
    done = tally(line, frozenset({Rep(1, None, 1)}))
    assert [(side.station, side.done) for side in done.sides] == [(0, 0), (1, 1)]


def test_sides_in_turn_are_counted_apart() -> None:
    """Right and left of an alternating exercise each have their own count."""
    line = timeline(a_routine(an_exercise(reps=2, sides=Sides(order="alternate"))))
    done = tally(line, frozenset({Rep(0, "right", 1), Rep(0, "right", 2), Rep(0, "left", 1)}))
    assert [(side.side, side.done) for side in done.sides] == [("right", 2), ("left", 1)]


def test_only_holds_are_time_under_stretch() -> None:
    """Shoulder rolls count as reps and hold nothing."""
    rolls = an_exercise(kind="mobility", reps=2, phases=(Phase(kind="move", seconds=3.0, cue="Roll"),))
    done = tally(timeline(a_routine(rolls)), frozenset({Rep(0, None, 1)}))
    assert (done.done, done.held) == (1, 0.0)


def test_cues_between_reps_belong_to_no_rep() -> None:
    """Get-ready and switch are nobody's rep."""
    assert {cue.phase for cue in LINE.cues if rep_of(cue) is None} == {"prepare", "switch"}
