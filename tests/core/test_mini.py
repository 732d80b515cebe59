"""The mini dose: three reps of the first exercise, under half a minute, whatever the routine."""

from __future__ import annotations

import pytest

from fakes import a_routine, an_exercise
from stretchbreak.core.exercise import Phase, Sides
from stretchbreak.core.mini import LONGEST, mini_dose, other_side
from stretchbreak.core.tally import rep_of, tally
from stretchbreak.core.tempo import Pace, Tempo
from stretchbreak.core.timeline import timeline
from stretchbreak.shell.folders import shipped_routines
from stretchbreak.shell.library import Library

ROUTINE = a_routine()


@pytest.mark.parametrize("tempo", ["gentle", "standard", "brisk"])
def test_three_reps_fit_into_half_a_minute_at_every_tempo(tempo: Tempo) -> None:
    """With its get-ready, on one side of the first exercise."""
    shipped = Library(shipped_routines(), shipped_routines()).routine("upper-back-reset")
    dose = mini_dose(shipped, Pace(tempo))
    assert (dose.reps, len(dose.exercises), dose.id) == (3, 1, shipped.id)
    assert timeline(dose, Pace(tempo)).seconds < LONGEST


def test_a_mini_dose_has_one_side_and_the_other_comes_next_time() -> None:
    """A switch would cost the time of a rep; turned round, the dose begins with the other side."""
    dose = mini_dose(ROUTINE)
    assert {cue.side for cue in timeline(dose).cues} == {"right"}
    assert {cue.side for cue in timeline(other_side(dose)).cues} == {"left"}
    assert {cue.phase for cue in timeline(dose).cues} >= {"prepare", "hold"}
    assert "switch" not in {cue.phase for cue in timeline(dose).cues}


def test_an_exercise_for_both_sides_at_once_has_no_other_side() -> None:
    """Nothing to be turned round."""
    dose = mini_dose(a_routine(an_exercise(name="Chin glide")))
    assert other_side(dose) == dose


@pytest.mark.parametrize(("seconds", "reps"), [(10.0, 2), (20.0, 1), (90.0, 1)])
def test_long_holds_are_done_less_often(seconds: float, reps: int) -> None:
    """As many as stay under half a minute; one hold is the least, however long."""
    hold = Phase(kind="hold", seconds=seconds, cue="Look far away")
    dose = mini_dose(a_routine(an_exercise(kind="timed", phases=(hold,), sides=None)))
    assert dose.reps == reps


def test_a_mini_dose_is_never_a_whole_routine() -> None:
    """All its reps done, it is part of what was planned: nobody's target is met by half a minute."""
    line = timeline(mini_dose(a_routine(an_exercise(sides=Sides()))))
    done = tally(line, frozenset(rep for rep in map(rep_of, line.cues) if rep is not None))
    assert (done.done, done.planned, done.outcome, done.dose) == (3, 3, "partial", "mini")
    assert tally(line, frozenset()).outcome == "abandoned"
