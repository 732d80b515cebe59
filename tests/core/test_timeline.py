"""Every cue of a break at its exact offset."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import MODEST, TILT, a_routine, an_exercise
from stretchbreak.core.exercise import Exercise, Phase, Sides
from stretchbreak.core.routine import Routine, adjusted, of_one
from stretchbreak.core.tempo import Pace, Tempo
from stretchbreak.core.timeline import Timeline, of_day, timeline
from stretchbreak.shell.folders import shipped_routines
from stretchbreak.shell.library import Library

LIBRARY = Library(Path("no-such-folder"), shipped_routines())
BOTH = Sides(stretches="other")
ALTERNATE = Sides(order="alternate")

durations = st.integers(1, 60_000).map(lambda thousandths: thousandths / 1000)
phases = st.lists(
    st.builds(
        Phase, kind=st.sampled_from(["move", "hold", "return", "rest", "step"]), seconds=durations, cue=st.just("Go")
    ),
    min_size=1,
    max_size=5,
)
exercises = st.builds(
    lambda kind, parts, reps, sides, prepare, switch: an_exercise(
        kind=kind, phases=tuple(parts), reps=reps, sides=sides, prepare=prepare, switch=switch
    ),
    st.sampled_from(["ais", "strength", "mobility", "timed", "steps"]),
    phases,
    st.integers(1, 5),
    st.sampled_from([None, BOTH, ALTERNATE]),
    st.just(0.0) | durations,
    st.just(0.0) | durations,
)
routines = st.builds(
    lambda chosen, rest, rounds: a_routine(*chosen, rest=rest, rounds=rounds),
    st.lists(exercises, min_size=1, max_size=3),
    st.just(0.0) | durations,
    st.integers(1, 3),
)
paces = st.builds(
    Pace, st.sampled_from(["gentle", "standard", "brisk"]), st.integers(5, 20).map(lambda tenths: tenths / 10)
)


def outline(routine: Routine) -> list[tuple[float, str, str | None, int | None]]:
    """Offset, phase, side and rep of every cue."""
    return [(cue.at, cue.phase, cue.side, cue.rep) for cue in timeline(routine).cues]


def test_one_side_after_the_other_with_a_switch_between() -> None:
    """Get ready, all reps right, a switch of its own, all reps left: every cue at its exact offset."""
    assert outline(of_one(an_exercise(sides=BOTH, reps=2))) == [
        (0.0, "prepare", "right", None),
        (8.0, "move", "right", 1),
        (10.0, "hold", "right", 1),
        (12.0, "return", "right", 1),
        (13.5, "rest", "right", 1),
        (14.0, "move", "right", 2),
        (16.0, "hold", "right", 2),
        (18.0, "return", "right", 2),
        (19.5, "rest", "right", 2),
        (20.0, "switch", "left", None),
        (25.0, "move", "left", 1),
        (27.0, "hold", "left", 1),
        (29.0, "return", "left", 1),
        (30.5, "rest", "left", 1),
        (31.0, "move", "left", 2),
        (33.0, "hold", "left", 2),
        (35.0, "return", "left", 2),
        (36.5, "rest", "left", 2),
    ]


def test_sides_in_turn_need_no_switch() -> None:
    """Alternating is part of the movement: right 1, left 1, right 2, left 2 without a phase between them."""
    shown = outline(of_one(an_exercise(sides=ALTERNATE, reps=2, phases=TILT[:1])))
    assert shown == [
        (0.0, "prepare", "right", None),
        (8.0, "move", "right", 1),
        (10.0, "move", "left", 1),
        (12.0, "move", "right", 2),
        (14.0, "move", "left", 2),
    ]


def test_no_side_is_named_where_both_work_at_once() -> None:
    """An exercise without sides has each rep once, and its cues name no side."""
    line = timeline(of_one(an_exercise(reps=2)))
    assert {(cue.side, cue.stretches) for cue in line.cues} == {(None, None)}
    assert line.seconds == 20.0


def test_the_first_side_is_the_users_choice() -> None:
    """With left first the whole exercise is mirrored, and only the order of the sides changes."""
    mirrored = outline(adjusted(of_one(an_exercise(sides=BOTH)), first="left"))
    turned = [
        (at, phase, "left" if side == "right" else "right", rep)
        for at, phase, side, rep in outline(of_one(an_exercise(sides=BOTH)))
    ]
    assert mirrored == turned


def test_a_cue_names_what_moves_and_knows_what_is_stretched() -> None:
    """Tilting right stretches the left: the words say right, and the cue knows the left."""
    first = timeline(of_one(an_exercise(sides=BOTH))).at(8.0)
    assert first.text == "Tip right ear to right shoulder"
    assert (first.side, first.stretches) == ("right", "left")


def test_a_preparation_tells_how_to_set_up_for_its_side() -> None:
    """Get-ready and switch carry the setup with the words of the side that comes."""
    line = timeline(of_one(an_exercise(sides=BOTH)))
    ready, switch = (cue for cue in line.cues if cue.rep is None)
    assert (ready.text, ready.say) == ("Sit tall. Let the left arm hang.", "Ready")
    assert (switch.text, switch.say) == ("Sit tall. Let the right arm hang.", "Switch")


def test_a_rest_lies_between_exercises_and_nowhere_else() -> None:
    """Ten seconds of rest stand before the second exercise, and before no first and after no last one."""
    routine = a_routine(an_exercise(reps=1), an_exercise(name="Chin glide", reps=1), rest=10.0)
    shown = [(at, phase) for at, phase, _, rep in outline(routine) if rep is None]
    assert shown == [(0.0, "prepare"), (14.0, "rest"), (24.0, "prepare")]


def test_rounds_go_through_all_exercises_again() -> None:
    """Two rounds of two exercises are four stations, with the rest between rounds as well."""
    routine = a_routine(an_exercise(reps=1), an_exercise(name="Chin glide", reps=1), rest=10.0, rounds=2)
    line = timeline(routine)
    assert line.stations == 4
    assert [cue.exercise.name for cue in line.cues if cue.phase == "prepare"] == ["Side tilt", "Chin glide"] * 2
    assert line.seconds == 4 * 14.0 + 3 * 10.0


def test_nothing_is_shown_for_no_seconds() -> None:
    """Without preparation and switch there is no cue for them: a cue always lasts."""
    shown = outline(of_one(an_exercise(sides=BOTH, prepare=0.0, switch=0.0, reps=1)))
    assert [phase for _, phase, _, _ in shown] == ["move", "hold", "return", "rest"] * 2


@pytest.mark.parametrize(
    ("kinds", "counted"),
    [
        (["move", "hold", "return", "rest"], 1),
        (["hold", "rest", "hold", "return"], 2),
        (["move", "return", "rest"], 1),
        (["step"], 0),
        (["rest"], 0),
    ],
)
def test_a_rep_counts_at_the_end_of_its_last_hold(kinds: list[str], counted: int) -> None:
    """Without a hold it counts with the last thing that is done, never with the rest behind it."""
    every = {phase.kind: phase for phase in (*TILT, Phase(kind="step", seconds=1.0, cue="Go"))}
    exercise = an_exercise(phases=tuple(phase for kind in kinds for phase in every.values() if phase.kind == kind))
    marks = [cue.counts for cue in timeline(of_one(exercise)).cues if cue.rep == 1]
    assert marks == [index == counted for index in range(len(kinds))]


@pytest.mark.parametrize(
    ("name", "brisk", "standard", "gentle"),
    [
        ("upper-back-reset", 291, 341, 441),
        ("upper-back-full", 346, 406, 526),
        ("upper-back-seated", 287, 337, 437),
        ("quick-neck", 79, 89, 109),
    ],
)
def test_a_shipped_routine_takes_its_time_at_every_tempo(name: str, brisk: int, standard: int, gentle: int) -> None:
    """Ten reps a side at five, six and eight seconds, with what lies between unchanged."""
    tempos: tuple[Tempo, ...] = ("brisk", "standard", "gentle")
    routine = LIBRARY.routine(name)
    assert [timeline(routine, Pace(tempo)).seconds for tempo in tempos] == [brisk, standard, gentle]


@MODEST
@given(routines, paces)
def test_cues_follow_each_other_without_a_gap(routine: Routine, pace: Pace) -> None:
    """Each cue begins where the one before ends, from 0 to the end, and lasts longer than nothing."""
    line = timeline(routine, pace)
    assert [cue.at for cue in line.cues] == [0.0, *(cue.end for cue in line.cues[:-1])]
    assert line.seconds == line.cues[-1].end
    assert all(cue.seconds > 0 for cue in line.cues)


@MODEST
@given(routines, paces)
def test_every_rep_counts_exactly_once(routine: Routine, pace: Pace) -> None:
    """The cues that count are as many as the routine has reps, each of another rep."""
    counted = [(cue.station, cue.side, cue.rep) for cue in timeline(routine, pace).cues if cue.counts]
    assert len(counted) == len(set(counted)) == routine.reps


@MODEST
@given(routines, paces, st.floats(0, 1))
def test_the_cue_at_an_instant_is_the_one_that_holds(routine: Routine, pace: Pace, share: float) -> None:
    """At any offset the cue found has begun and has not ended; after the end it is the last one."""
    line = timeline(routine, pace)
    elapsed = share * line.seconds
    cue = line.at(elapsed)
    assert cue.at <= elapsed
    assert elapsed < cue.end or cue is line.cues[-1]
    assert line.at(line.seconds + 1) is line.cues[-1]


@MODEST
@given(exercises, paces)
def test_a_timeline_at_another_pace_has_the_same_cues(exercise: Exercise, pace: Pace) -> None:
    """Pace moves offsets only: the same phases of the same reps in the same order, and every hold as long."""
    standard, paced = timeline(of_one(exercise)).cues, timeline(of_one(exercise), pace).cues
    assert [(cue.phase, cue.side, cue.rep) for cue in standard] == [(cue.phase, cue.side, cue.rep) for cue in paced]
    held = [(one.seconds, two.seconds) for one, two in zip(standard, paced, strict=True) if one.phase == "hold"]
    assert all(one == two for one, two in held)


TIPPED = replace(an_exercise(), tips=("Feet flat", "Look up", "No glare"))


def openings(line: Timeline) -> list[str]:
    """What is said while one gets ready."""
    return [cue.text for cue in line.cues if cue.phase == "prepare"]


def test_a_tip_follows_the_setup() -> None:
    """Whoever gets ready is told the first tip as well, on screen and in plain lines alike."""
    text = openings(timeline(of_one(TIPPED)))
    assert text == ["Sit tall. Let the {other} arm hang. Today: Feet flat"]


def test_each_day_has_its_tip_and_in_turn_every_tip_its_day() -> None:
    """The tip goes by the date alone: the same all day, another one tomorrow, all of them in as many days."""
    line = timeline(of_one(TIPPED))
    days = [date(2026, 3, 2) + timedelta(days=number) for number in range(6)]
    tips = [openings(of_day(line, day))[0].partition("Today: ")[2] for day in days]
    assert set(tips[:3]) == set(TIPPED.tips)
    assert tips[3:] == tips[:3]
    assert of_day(line, days[0]) == of_day(line, days[0])


def test_a_day_changes_nothing_but_tips() -> None:
    """Offsets stay, and a timeline without tips is the very same."""
    line, plain = timeline(of_one(TIPPED), Pace("gentle")), timeline(a_routine())
    assert of_day(line, date(2026, 3, 2)).starts == line.starts
    assert of_day(plain, date(2026, 3, 2)) is plain
