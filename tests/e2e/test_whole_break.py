"""The default routine in real time, on a real pipe: the promise that everything else is for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from play import Play

from real import run

pytest_plugins = ["background"]
pytestmark = pytest.mark.slow

WHOLE = 341.0
WITHIN = 360.0
CUE = re.compile(
    r"(?P<minutes>\d\d):(?P<seconds>\d\d\.\d) (?P<exercise>[a-z-]+) (?P<side>left|right|both) "
    r"(?P<rep>\d+|-)/(?P<of>\d+) (?P<phase>prepare|move|hold|return|rest|step|switch)  (?P<text>\S.*)"
)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A line, and the second at which it came, counted from the first."""

    at: float
    line: str


@pytest.fixture(scope="module")
def arrivals(whole_break: Play) -> list[Arrival]:
    """All lines of the break."""
    lines = [line.split(" ", 1) for line in whole_break.seen(WITHIN).splitlines()[:-1]]
    first = float(lines[0][0])
    return [Arrival(float(when) - first, line) for when, line in lines]


def offset(line: str) -> float:
    """The offset that a line begins with."""
    return int(line[:2]) * 60 + float(line[3:7])


def test_the_whole_break_takes_its_341_seconds_and_ends_well(whole_break: Play, arrivals: list[Arrival]) -> None:
    """From the first cue to the last line, to a tenth of a second; exit code 0."""
    assert arrivals[-1].at == pytest.approx(WHOLE, abs=0.1)
    assert arrivals[-1].line.startswith("05:41.0 upper-back-reset completed  Break done: 50 of 50 reps")
    assert whole_break.seen(WITHIN).splitlines()[-1] == "0"


def test_each_line_comes_at_the_time_printed_in_it(arrivals: list[Arrival]) -> None:
    """No line more than 50 ms late, none early."""
    late = [one.at - offset(one.line) for one in arrivals]
    assert max(late) <= 0.05, late
    assert min(late) >= -0.05, late


def test_each_line_has_the_promised_form(arrivals: list[Arrival]) -> None:
    """Offset, exercise, side, rep of reps, phase, two spaces, what to do."""
    assert [one.line for one in arrivals[:-1] if not CUE.fullmatch(one.line)] == []


def test_the_break_has_all_cues_of_the_timeline_in_order(arrivals: list[Arrival], tmp_path: Path) -> None:
    """What `routines show --timeline` announces is what comes."""
    timeline = run("routines", "show", "upper-back-reset", "--timeline", home=tmp_path).stdout.splitlines()
    assert [one.line for one in arrivals[:-1]] == timeline


def test_the_break_has_fifty_reps_with_holds_of_two_seconds(arrivals: list[Arrival]) -> None:
    """Ten reps a side, or ten for both sides at once; each is held once, for exactly two seconds."""
    cues = [CUE.fullmatch(one.line) for one in arrivals[:-1]]
    held = {
        (cue["exercise"], cue["side"], cue["rep"]): offset(later.line) - offset(cue.string)
        for cue, later in zip(cues, arrivals[1:], strict=True)
        if cue is not None and cue["phase"] == "hold"
    }
    assert len(held) == 50
    assert len([cue for cue in cues if cue is not None and cue["phase"] == "hold"]) == 50
    assert {round(seconds, 3) for seconds in held.values()} == {2.0}
    sides = {(exercise, side) for exercise, side, _ in held}
    assert sides == {
        *(("upper-trap", "left"), ("upper-trap", "right"), ("pec-doorway-both", "both")),
        *(("neck-retraction", "both"), ("blade-squeeze", "both")),
    }
