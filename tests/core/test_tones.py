"""Each cue and its tone: whoever only listens knows what to do."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from fakes import TILT, a_routine, an_exercise
from stretchbreak.core.exercise import Phase, Sides
from stretchbreak.core.routine import Routine
from stretchbreak.core.timeline import Cue, timeline
from stretchbreak.core.tones import Tone, ends_exercise, tone
from stretchbreak.shell.folders import shipped_routines
from stretchbreak.shell.library import Library

LIBRARY = Library(Path("no-such-folder"), shipped_routines())
SHIPPED = [entry.id for entry in LIBRARY.entries()]
EACH_SIDE = Sides(stretches="other")
REP: list[Tone | None] = ["move", "hold", "release", None]


def heard(routine: Routine) -> list[Tone | None]:
    """The tones of a whole break."""
    cues = timeline(routine).cues
    return [tone(before, cue) for before, cue in pairwise([None, *cues]) if cue is not None]


def cues(routine: Routine) -> tuple[Cue, ...]:
    """All cues of a break."""
    return timeline(routine).cues


def test_a_break_is_heard_from_its_beginning_to_its_end() -> None:
    """Get ready; each rep; switch; each rep; exercise done, and the next one the same way."""
    routine = a_routine(an_exercise(sides=EACH_SIDE, reps=2), an_exercise(name="Chin glide", reps=1))
    assert heard(routine) == ["ready", *REP * 2, "switch", *REP * 2, "exercise-done", *REP]


@pytest.mark.parametrize("name", SHIPPED)
def test_only_a_short_rest_is_silent(name: str) -> None:
    """In everything that ships, each phase but the rest behind a release begins with a tone."""
    routine = LIBRARY.routine(name)
    silent = [cue.phase for cue, told in zip(cues(routine), heard(routine), strict=True) if told is None]
    assert set(silent) <= {"rest"}


@pytest.mark.parametrize("name", SHIPPED)
def test_two_phases_in_a_row_sound_alike_only_where_the_movement_goes_on(name: str) -> None:
    """Two moves of one rep, or two steps, have the same tone; nothing else has that of the phase before it."""
    routine = LIBRARY.routine(name)
    told = [(cue, one) for cue, one in zip(cues(routine), heard(routine), strict=True) if one is not None]
    alike = {one[1] for one, later in pairwise(told) if one[1] == later[1]}
    assert alike <= {"move"}


def test_a_rest_between_two_exercises_says_that_the_first_is_done() -> None:
    """The tone of the get-ready comes after it."""
    routine = a_routine(an_exercise(reps=1), an_exercise(name="Chin glide", reps=1), rest=10.0)
    assert heard(routine) == ["ready", *REP, "exercise-done", "ready", *REP]


def test_an_exercise_that_was_left_is_not_done() -> None:
    """Whoever goes on to the next one, or back, hears that it begins, and nothing of an end."""
    line = cues(a_routine())
    mid, following = line[2], next(cue for cue in line if cue.station == 1)
    assert tone(mid, following) == "ready"
    assert tone(following, line[0]) == "ready"


def test_going_back_to_the_get_ready_from_the_other_side_is_no_switch() -> None:
    """It begins anew."""
    line = cues(a_routine())
    other = next(cue for cue in line if cue.side == "left" and cue.phase == "hold")
    assert tone(other, line[0]) == "ready"


def test_the_other_side_is_heard_even_without_time_to_change_over() -> None:
    """Without a switch its first movement tells of it; where sides alternate it is part of the movement."""
    blocks = a_routine(an_exercise(sides=EACH_SIDE, reps=1, switch=0.0))
    turns = a_routine(an_exercise(sides=Sides(order="alternate"), reps=1))
    assert heard(blocks) == ["ready", *REP, "switch", *REP[1:]]
    assert heard(turns) == ["ready", *REP, *REP]


def test_a_rest_right_after_a_hold_says_to_let_go() -> None:
    """Without a way back the rest is the release."""
    phases = (TILT[1], Phase(kind="rest", seconds=1.0, cue="Let go"))
    assert heard(a_routine(an_exercise(phases=phases, reps=1))) == ["ready", "hold", "release"]


def test_an_exercise_ends_with_the_last_phase_of_its_last_rep_on_its_last_side() -> None:
    """And at no other cue."""
    line = cues(a_routine())
    ends = [number for number, cue in enumerate(line) if ends_exercise(cue)]
    assert ends == [number for number, (cue, later) in enumerate(pairwise(line)) if later.station != cue.station] + [
        len(line) - 1
    ]


def test_a_mini_dose_ends_on_its_one_side() -> None:
    """There is no other to wait for."""
    one_side = an_exercise(sides=replace(EACH_SIDE, order="single"), reps=1)
    assert ends_exercise(cues(a_routine(one_side))[-1])
