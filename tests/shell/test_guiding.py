"""One break guided on a fake clock: every cue at its time, pictures only where they cannot make one late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

import pytest

from fakes import BEGIN, Absence, FakeClock, FakeEar, FakeStage, FakeVigil, Scripted, ScriptOverError, a_routine
from stretchbreak.core.tally import Rep, Tally
from stretchbreak.core.timeline import timeline
from stretchbreak.core.view import SummaryView
from stretchbreak.shell.guiding import PICTURE_COST, SUMMARY_STAYS, GuidedBreak, show_summary

# Get ready 0-8, right 8-26, switch 26-31, left 31-49, get ready 49-57, both at once 57-69.
ROUTINE = a_routine()
LINE = timeline(ROUTINE)


def guided(
    *script: Scripted, frame: float | None = None, late: float = 0.0, picture_takes: float = 0.0
) -> tuple[Tally, FakeStage]:
    """What came of a whole break with these keys, and what was shown in it."""
    clock = FakeClock()
    stage = FakeStage(clock, frame=frame, picture_takes=picture_takes)
    tally = GuidedBreak(LINE, clock, stage, FakeVigil(clock, script, late=late)).run()
    return tally, stage


def offsets(times: Iterable[float]) -> list[float]:
    """Seconds since the break began, to the millisecond."""
    return [round(time - BEGIN, 3) for time in times]


@pytest.mark.parametrize("frame", [None, 0.1, 0.7])
def test_a_break_gives_every_cue_once_at_its_time(frame: float | None) -> None:
    """However often pictures are drawn in between, no cue is late, lost or given twice."""
    tally, stage = guided(frame=frame)
    assert [cue for _, cue in stage.cues] == list(LINE.cues)
    assert offsets(time for time, _ in stage.cues) == [cue.at for cue in LINE.cues]
    assert tally.outcome == "completed"


def test_a_break_gives_the_tip_of_its_day() -> None:
    """The day is that of the clock when the break begins; a change of pace does not change the tip."""
    clock = FakeClock()
    tips = tuple(f"tip {number}" for number in range(7))
    line = timeline(a_routine(replace(ROUTINE.exercises[1], tips=tips)))
    stage = FakeStage(clock)
    GuidedBreak(line, clock, stage, FakeVigil(clock, ((10.0, "-"),))).run()
    today = tips[clock.begin.wall.toordinal() % 7]
    assert stage.cues[0][1].text.endswith(f"Today: {today}")
    assert {cue.exercise.tips[0] for _, cue in stage.cues} == {today}


def test_late_wake_ups_lose_no_cue() -> None:
    """Woken a fifth of a second late each time, the break still ends when it should, without drift."""
    tally, stage = guided(late=0.2)
    assert [cue for _, cue in stage.cues] == list(LINE.cues)
    assert max(time - BEGIN - cue.at for time, cue in stage.cues) == pytest.approx(0.2)
    assert tally.outcome == "completed"


def test_a_cue_comes_before_its_picture() -> None:
    """Sound and voice do not wait for the screen: each new cue is given before a picture shows it."""
    stage = guided(frame=0.1)[1]
    first_shown: dict[int, float] = {}
    for time, view in stage.guides:
        first_shown.setdefault(view.index, time)
    assert stage.log[0] == "cue"
    assert all(first_shown[LINE.cues.index(cue)] >= time for time, cue in stage.cues)
    assert all(LINE.cues[view.index].at <= round(time - BEGIN, 3) for time, view in stage.guides)


def test_no_picture_is_drawn_when_a_cue_is_near() -> None:
    """Pictures that take as long as they may never make a cue late, and none moves in its last milliseconds."""
    clock = FakeClock()
    stage = FakeStage(clock, frame=0.0613, picture_takes=PICTURE_COST)
    vigil = FakeVigil(clock)
    GuidedBreak(LINE, clock, stage, vigil).run()
    drawn = [*vigil.frames, *(time for time, view in stage.guides if view.mode != "ended")]
    assert offsets(time for time, _ in stage.cues) == [cue.at for cue in LINE.cues]
    assert min(cue.end - (time - BEGIN) for time in drawn for cue in [LINE.at(time - BEGIN)]) >= PICTURE_COST - 1e-9


@pytest.mark.parametrize("frame", [None, 0.1])
def test_a_break_wakes_for_cues_alone(frame: float | None) -> None:
    """Between two cues the loop decides nothing: the picture moves by its score, and there is no polling."""
    clock = FakeClock()
    vigil = FakeVigil(clock)
    GuidedBreak(LINE, clock, FakeStage(clock, frame=frame), vigil).run()
    assert vigil.waits == [BEGIN + cue.end for cue in LINE.cues]


def test_a_key_close_to_a_cue_makes_no_loop_spin() -> None:
    """Too near to the cue for a picture, the loop waits for the cue and does not ask again and again."""
    clock = FakeClock()
    vigil = FakeVigil(clock, [(9.999, "x")])
    GuidedBreak(LINE, clock, FakeStage(clock, frame=0.1), vigil).run()
    assert vigil.waits.count(BEGIN + 10.0) == 1


def test_space_pauses_and_goes_on_with_the_rep_it_interrupted() -> None:
    """The cues of the rep come again after three, two, one; everything behind is that much later."""
    tally, stage = guided((11.0, "space"), (111.0, "space"))
    times = offsets(time for time, _ in stage.cues)
    assert times[:5] == [0.0, 8.0, 10.0, 114.0, 116.0]
    assert times[-1] - LINE.cues[-1].at == 106.0
    assert tally.outcome == "completed"


def test_a_sleep_in_a_break_is_a_pause() -> None:
    """The lid is closed in the second hold; after the night the break waits where it was left."""
    tally, stage = guided((17.0, Absence(30_000.0)), (30_100.0, "space"))
    assert [view.mode for _, view in stage.guides].count("halted") == 1
    assert offsets(time for time, _ in stage.cues)[7:9] == [30_103.0, 30_105.0]
    assert tally.outcome == "completed"


def test_enter_goes_on_at_once() -> None:
    """Ready after three seconds, the first movement begins after three seconds."""
    stage = guided((3.0, "enter"))[1]
    assert offsets(time for time, _ in stage.cues)[:2] == [0.0, 3.0]


def test_next_leads_to_the_next_exercise() -> None:
    """N in the first exercise gives the get-ready of the second; q there ends a partial break."""
    tally, stage = guided((13.0, "n"), (14.0, "q"))
    assert stage.cues[-1][1] == LINE.cues[-9]
    assert [side.done for side in tally.sides] == [1, 0, 0]
    assert tally.outcome == "partial"


def test_minus_makes_movements_longer_and_no_hold() -> None:
    """Pressed a quarter through a movement, the rest of it takes ten percent more; two seconds of hold as before."""
    times = offsets(time for time, _ in guided((8.5, "-"))[1].cues)
    assert [round(after - before, 3) for before, after in pairwise(times[:5])] == [8.0, 2.15, 2.0, 1.65]


def test_leaving_keeps_what_was_done() -> None:
    """Q in the third hold: two reps are done, and the last picture shows the end."""
    tally, stage = guided((23.0, "q"))
    assert (tally.done, tally.planned, tally.outcome) == (2, 8, "partial")
    assert stage.guides[-1][1].mode == "ended"
    assert stage.guides[-1][1].done == {Rep(0, "right", 1), Rep(0, "right", 2)}


def test_unknown_keys_change_nothing() -> None:
    """A cat on the keyboard loses no rep."""
    quiet, disturbed = guided()[1], guided((5.0, "x"), (9.0, "enter"), (11.0, "esc"), (12.0, "7"))[1]
    assert disturbed.cues == quiet.cues


def test_what_is_done_is_known_while_the_break_is_still_on() -> None:
    """Whatever ends a break from outside, the reps done by then can be told."""
    clock = FakeClock()
    stage = FakeStage(clock)
    break_ = GuidedBreak(LINE, clock, stage, FakeVigil(clock, [(23.0, "space")]))
    with pytest.raises(ScriptOverError):
        break_.run()
    assert break_.tally.done == 2


def test_two_keys_at_once_are_answered_one_after_the_other() -> None:
    """Space, space: a pause, and on again; the second key means what it means after the first."""
    stage = guided((3.0, "space"), (3.0, "space"))[1]
    assert offsets(time for time, _ in stage.cues)[:3] == [0.0, 3.0, 8.0]


def heard(*script: Scripted) -> tuple[FakeEar, list[str], FakeStage]:
    """A whole break with these keys: its ear, what came to ear and stage in which order, and the stage."""
    clock, log = FakeClock(), list[str]()
    stage, ear = FakeStage(clock, log=log), FakeEar(clock, log)
    GuidedBreak(LINE, clock, stage, FakeVigil(clock, script), ear=ear).run()
    return ear, log, stage


def test_every_cue_is_heard_when_it_is_shown_and_after_it() -> None:
    """The same cues at the same moments; the stage has each first, and the picture comes when both know."""
    ear, log, stage = heard()
    assert ear.cues == stage.cues
    assert log[:4] == ["begin small-reset", "cue", "hear", "guide"]
    assert all(after == "hear" for one, after in pairwise(log) if one == "cue")


def test_a_break_that_is_paused_or_left_is_silent_at_once() -> None:
    """A voice that goes on explaining while the telephone rings is no help."""
    assert heard((11.0, "space"), (111.0, "space"))[1].count("rest") >= 1
    ear, log, _ = heard((11.0, "q"))
    assert log.index("rest") < len(log) - 1
    assert ear.ends == [None]


def test_the_end_of_a_break_is_heard_with_what_it_came_to() -> None:
    """Once, whether all of it was done or not; a break that was left tells nothing new."""
    assert [tally and tally.outcome for tally in heard()[0].ends] == ["completed"]
    assert [tally and tally.outcome for tally in heard((3.0, "n"))[0].ends] == ["partial"]


def test_a_break_that_something_ends_from_outside_ends_for_the_ear_too() -> None:
    """Ctrl-C, a closed window: whoever plays is let go."""
    clock = FakeClock()
    ear = FakeEar(clock)
    with pytest.raises(ScriptOverError):
        GuidedBreak(LINE, clock, FakeStage(clock), FakeVigil(clock, [(23.0, "space")]), ear=ear).run()
    assert ear.ends == [None]


def test_m_mutes_and_shows_it_at_once() -> None:
    """Pressed twice, sound is back; no cue moves for it."""
    ear, _, stage = heard((11.0, "m"), (17.0, "m"))
    shown = [(round(time - BEGIN, 3), view.hearing) for time, view in stage.guides]
    assert {hearing for time, hearing in shown if time < 11} == {"on"}
    assert {hearing for time, hearing in shown if 11 <= time < 17} == {"muted"}
    assert {hearing for time, hearing in shown if time >= 17} == {"on"}
    assert not ear.is_muted
    assert offsets(time for time, _ in stage.cues) == [cue.at for cue in LINE.cues]


def test_without_an_ear_no_key_mutes() -> None:
    """A break that is not heard shows nothing of it."""
    stage = guided((11.0, "m"))[1]
    assert {view.hearing for _, view in stage.guides} == {"off"}


def a_summary() -> SummaryView:
    """What a whole break came to."""
    return SummaryView(routine=ROUTINE, tally=guided()[0])


def test_a_summary_stays_for_its_time() -> None:
    """Nobody needs to press anything to go on with the day."""
    clock = FakeClock()
    show_summary(a_summary(), clock, FakeStage(clock), FakeVigil(clock))
    assert clock.mono() == BEGIN + SUMMARY_STAYS


def test_any_key_closes_the_summary() -> None:
    """It is in nobody's way."""
    clock = FakeClock()
    show_summary(a_summary(), clock, FakeStage(clock), FakeVigil(clock, [(2.0, "x")]))
    assert clock.mono() == BEGIN + 2.0


def test_a_sleep_in_front_of_the_summary_is_not_forgotten() -> None:
    """It is handed back for the day to judge."""
    clock = FakeClock()
    absences = show_summary(a_summary(), clock, FakeStage(clock), FakeVigil(clock, [(2.0, Absence(4000.0))]))
    assert [absence.away for absence in absences] == [4000.0]
