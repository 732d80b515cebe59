"""Bars: exactly as wide as asked, and moving as the body does."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import MODEST
from stretchbreak.core.exercise import PhaseKind
from stretchbreak.core.timeline import CuePhase
from stretchbreak.screen.bars import eased, phase_bar, travelled
from stretchbreak.screen.glyphs import ASCII, UNICODE, Glyphs

PHASES: list[CuePhase] = [*get_args(PhaseKind), "prepare", "switch"]
glyph_sets = st.sampled_from([UNICODE, ASCII])
shares = st.floats(-0.5, 1.5)


@MODEST
@given(st.sampled_from(PHASES), shares, st.integers(0, 200), glyph_sets)
def test_a_bar_is_exactly_as_wide_as_asked(phase: CuePhase, share: float, columns: int, glyphs: Glyphs) -> None:
    """At every share, a hair before its beginning and after its end included."""
    assert len(phase_bar(phase, share, columns, glyphs)) == columns


@MODEST
@given(shares, st.integers(0, 200), glyph_sets)
def test_the_way_is_exactly_as_wide_as_asked(share: float, columns: int, glyphs: Glyphs) -> None:
    """The line of the whole break never grows beyond its place."""
    assert len(travelled(share, columns, glyphs)) == columns


def test_movement_begins_and_ends_gently() -> None:
    """Nothing at the start, all at the end, half in the middle, and slower at both ends than between."""
    assert [eased(share) for share in (-1.0, 0.0, 1.0, 2.0)] == [0.0, 0.0, 1.0, 1.0]
    assert eased(0.5) == pytest.approx(0.5)
    assert eased(0.1) < 0.1
    assert eased(0.9) > 0.9


@MODEST
@given(st.floats(0, 1), st.floats(0, 1))
def test_movement_never_goes_back(one: float, other: float) -> None:
    """More time, more way."""
    less, more = sorted((one, other))
    assert eased(less) <= eased(more)


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII], ids=["full", "ascii"])
def test_a_hold_fills_the_bar_and_a_return_drains_it(glyphs: Glyphs) -> None:
    """Full means held to the end; letting go ends empty, and what waits runs down."""
    full, path = glyphs.fills[-1] * 8, glyphs.path * 8
    assert phase_bar("hold", 1.0, 8, glyphs) == phase_bar("return", 0.0, 8, glyphs) == full
    assert phase_bar("move", 1.0, 8, glyphs) == phase_bar("hold", 0.0, 8, glyphs) == path
    assert phase_bar("prepare", 0.0, 8, glyphs) == path
    empty_first: tuple[CuePhase, ...] = ("move", "rest", "step")
    empty_last: tuple[CuePhase, ...] = ("return", "rest", "prepare", "switch")
    assert {phase_bar(phase, 0.0, 8, glyphs) for phase in empty_first} == {" " * 8}
    assert {phase_bar(phase, 1.0, 8, glyphs) for phase in empty_last} == {" " * 8}
