"""One line an event: exact in its form, so that a script can read it and a screen reader too."""

from __future__ import annotations

import pytest

from fakes import BEGIN, a_routine, an_exercise, at
from stretchbreak.core import guide
from stretchbreak.core.events import Paused, Resumed, Ticked
from stretchbreak.core.exercise import Sides
from stretchbreak.core.timeline import timeline
from stretchbreak.core.view import Hearing, SummaryView, guide_view
from stretchbreak.screen.plain import PlainStage, cue_line, offset

LINE = timeline(a_routine(an_exercise(name="Upper trap", reps=10, sides=Sides(stretches="other"))))


def test_a_cue_is_told_with_time_exercise_side_rep_and_phase() -> None:
    """The first movement of the first exercise, to the letter."""
    assert cue_line(LINE.cues[1]) == "00:08.0 upper-trap right 1/10 move  Tip right ear to right shoulder"


def test_getting_ready_is_told_with_the_name_of_the_exercise() -> None:
    """Between reps there is no rep, and who only listens hears what comes."""
    assert cue_line(LINE.cues[0]) == (
        "00:00.0 upper-trap right -/10 prepare  Upper trap: Sit tall. Let the left arm hang."
    )


def test_both_sides_at_once_are_called_both() -> None:
    """Every line has the same number of words before its text."""
    line = timeline(a_routine(an_exercise(reps=2)))
    assert cue_line(line.cues[1]).startswith("00:08.0 side-tilt both 1/2 move  ")


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0.0, "00:00.0"), (59.94, "00:59.9"), (59.96, "01:00.0"), (605.5, "10:05.5"), (6000, "100:00.0")],
)
def test_an_offset_sorts_as_text(seconds: float, shown: str) -> None:
    """Minutes in two digits, tenths always; never sixty seconds."""
    assert offset(seconds) == shown


def test_a_pause_is_told_once_and_so_is_its_end() -> None:
    """Standing still is one line however often it is looked at; going on is another."""
    lines: list[str] = []
    stage = PlainStage(lines.append)
    begun, _ = guide.begin(LINE, BEGIN)
    halted, _ = guide.step(begun, Paused(at=at(11.0)))
    counting, _ = guide.step(halted, Resumed(at=at(60.0)))
    going, _ = guide.step(counting, Ticked(at=at(63.0)))
    for state in (begun, halted, halted, counting, counting, going):
        stage.guide(guide_view(state, BEGIN + 63.0))
    assert lines == ["00:11.0 paused", "00:08.0 going on in 3 s"]


def test_muting_is_told_once_and_so_is_sound() -> None:
    """Whoever hears the lines read aloud knows why the tones are gone."""
    lines: list[str] = []
    stage = PlainStage(lines.append)
    begun, _ = guide.begin(LINE, BEGIN)
    hearings: list[Hearing] = ["on", "muted", "muted", "on", "off"]
    for hearing in hearings:
        stage.guide(guide_view(begun, BEGIN + 2.0, hearing))
    assert lines == ["00:02.0 muted", "00:02.0 sound on"]


def test_the_last_line_says_what_the_break_came_to() -> None:
    """With the time at which it ended, the routine, and how much of it was done."""
    lines: list[str] = []
    stage = PlainStage(lines.append)
    begun, _ = guide.begin(LINE, BEGIN)
    through, _ = guide.step(begun, Ticked(at=at(LINE.seconds)))
    stage.guide(guide_view(through, BEGIN + LINE.seconds))
    stage.summary(SummaryView(routine=through.timeline.routine, tally=guide.result(through)))
    assert lines == ["02:13.0 small-reset completed  Break done: 20 of 20 reps, 40 s under stretch."]
