"""How fast a rep goes: tempo and pace change movements, and nothing but movements."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import MODEST, TILT, an_exercise
from stretchbreak.core.exercise import ExerciseKind, Phase, PhaseKind
from stretchbreak.core.tempo import FASTEST, SLOWEST, STANDARD, Pace, Tempo, is_paced

TEMPOS: tuple[Tempo, ...] = ("gentle", "standard", "brisk")
HOLD = TILT[1]


@pytest.mark.parametrize(("tempo", "seconds"), [("gentle", 8.0), ("standard", 6.0), ("brisk", 5.0)])
def test_a_tempo_gives_a_standard_rep_its_length(tempo: Tempo, seconds: float) -> None:
    """The four phases of a tilt take eight, six or five seconds together."""
    assert sum(Pace(tempo).seconds(an_exercise(), phase) for phase in TILT) == seconds


@MODEST
@given(st.sampled_from(TEMPOS), st.floats(FASTEST, SLOWEST))
def test_no_pace_touches_a_hold(tempo: Tempo, stretch: float) -> None:
    """The two seconds are the dose, at whatever tempo and however often slower was pressed."""
    assert Pace(tempo, stretch).seconds(an_exercise(), HOLD) == HOLD.seconds


@pytest.mark.parametrize("kind", ["strength", "timed", "steps"])
@pytest.mark.parametrize("phase", ["move", "hold", "return", "rest", "step"])
def test_what_is_not_paced_keeps_its_seconds(kind: ExerciseKind, phase: PhaseKind) -> None:
    """Strength, timed blocks and steps take as long as written at every pace."""
    written = Phase(kind=phase, seconds=1.5, cue="Go")
    assert Pace("gentle", 2.0).seconds(an_exercise(kind=kind), written) == 1.5


def test_mobility_is_paced_only_if_it_holds_like_a_stretch() -> None:
    """Two seconds of hold make mobility a stretch for the tempo; a circle without a hold is left alone."""
    circle = (Phase(kind="move", seconds=3.0, cue="Roll"),)
    assert is_paced(an_exercise(kind="mobility"))
    assert not is_paced(an_exercise(kind="mobility", phases=circle))


def test_slower_and_faster_go_by_ten_percent_and_come_back() -> None:
    """One step each way leads back to exactly the pace it began with."""
    assert STANDARD.slower().stretch == 1.1
    assert STANDARD.faster().stretch == 0.9
    assert STANDARD.slower().faster() == STANDARD == STANDARD.faster().slower()


def test_pace_stays_between_half_and_double() -> None:
    """However often a key is pressed, no rep becomes a blur or stands still."""
    slow = fast = STANDARD
    for _ in range(30):
        slow, fast = slow.slower(), fast.faster()
    assert (slow.stretch, fast.stretch) == (2.0, 0.5)


def test_no_pace_makes_a_phase_vanish() -> None:
    """The shortest movement a file can have still lasts at the fastest pace: a cue without a length has no middle."""
    blink = Phase(kind="move", seconds=0.001, cue="Blink")
    assert Pace("brisk", FASTEST).seconds(an_exercise(), blink) == 0.001
