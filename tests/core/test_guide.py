"""The guided break: where it stands, which reps are done, and that ticks do not matter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import BEGIN, MODEST, a_routine, an_exercise, at
from stretchbreak.core import guide
from stretchbreak.core.effects import CountRep, GiveCue, GuideEffect
from stretchbreak.core.events import (
    GuideEvent,
    Hastened,
    Left,
    Moment,
    MovedBack,
    MovedOn,
    Paused,
    Quickened,
    Redone,
    Resumed,
    Returned,
    Slowed,
    Ticked,
)
from stretchbreak.core.exercise import Phase, Sides
from stretchbreak.core.guide import CountingIn, Ended, Going, GuideState, Halted
from stretchbreak.core.tally import Rep
from stretchbreak.core.timeline import Cue, Timeline, timeline

# Get ready 0-8, right 8-26, switch 26-31, left 31-49, get ready 49-57, both at once 57-69.
LINE = timeline(a_routine())
BALL = (Phase(kind="step", seconds=30.0, cue="Roll slowly"),)

Making = Callable[[Moment], GuideEvent]


def returned(away: float) -> Making:
    """Makes the return from an absence of so many seconds."""
    return lambda moment: Returned(at=moment, away=away, reason="sleep")


def pressed(event: Callable[..., GuideEvent]) -> Making:
    """Makes an event that needs nothing but its time."""
    return lambda moment: event(at=moment)


def played(*script: tuple[float, Making], line: Timeline = LINE) -> tuple[GuideState, list[GuideEffect]]:
    """The state and all effects after these events, each so many seconds after the beginning."""
    state, effects = guide.begin(line, BEGIN)
    seen = list(effects)
    for seconds, make in script:
        state, effects = guide.step(state, make(at(seconds)))
        seen += effects
    return state, seen


def state_after(*script: tuple[float, Making]) -> GuideState:
    """The state after these events."""
    return played(*script)[0]


def place_after(*script: tuple[float, Making]) -> float:
    """Seconds into the timeline, at the time of the last of these events."""
    return guide.elapsed(state_after(*script), BEGIN + script[-1][0])


def cues_in(effects: Iterable[GuideEffect]) -> list[Cue]:
    """The cues that were given, in order."""
    return [effect.cue for effect in effects if isinstance(effect, GiveCue)]


def reps_in(effects: Iterable[GuideEffect]) -> list[Rep]:
    """The reps that were counted, in order."""
    return [effect.rep for effect in effects if isinstance(effect, CountRep)]


TICK, PAUSE, GO_ON, ENTER = pressed(Ticked), pressed(Paused), pressed(Resumed), pressed(Hastened)
NEXT, BACK, REDO, END = pressed(MovedOn), pressed(MovedBack), pressed(Redone), pressed(Left)
SLOWER, FASTER = pressed(Slowed), pressed(Quickened)
EVERY_EVENT = {
    "tick": TICK,
    "pause": PAUSE,
    "go on": GO_ON,
    "enter": ENTER,
    "next": NEXT,
    "back": BACK,
    "redo": REDO,
    "end": END,
    "slower": SLOWER,
    "faster": FASTER,
    "returned": returned(5.0),
}


# Going along


def test_a_break_begins_with_its_first_cue() -> None:
    """The first cue is given at once, and the second is what it waits for."""
    state, effects = guide.begin(LINE, BEGIN)
    assert cues_in(effects) == [LINE.cues[0]]
    assert guide.deadline(state) == BEGIN + 8.0


def test_a_late_tick_crosses_every_cue_once_in_order() -> None:
    """One tick after a minute gives all cues of that minute, and counts all reps held in it."""
    state, effects = played((60.0, TICK))
    assert cues_in(effects) == [cue for cue in LINE.cues if cue.at <= 60.0]
    assert reps_in(effects) == [
        *(Rep(0, "right", number) for number in (1, 2, 3)),
        *(Rep(0, "left", number) for number in (1, 2, 3)),
    ]
    assert guide.elapsed(state, BEGIN + 60.0) == 60.0


def test_a_rep_counts_when_its_hold_ends_and_not_before() -> None:
    """A hundredth of a second before its end a hold is none; at its end the rep is done."""
    assert state_after((11.99, TICK)).done == frozenset()
    assert state_after((12.0, TICK)).done == {Rep(0, "right", 1)}


def test_a_break_ends_with_its_last_cue_and_all_reps() -> None:
    """At its very last instant everything is done, and nothing is left to wait for."""
    state = state_after((LINE.seconds, TICK))
    assert isinstance(state, Ended)
    assert guide.deadline(state) is None
    assert guide.result(state).outcome == "completed"


# Pausing


def test_a_pause_in_a_hold_begins_the_rep_again_after_three_seconds() -> None:
    """Half a hold is no hold: 3-2-1, then the same rep from its first movement."""
    state, effects = played((11.0, PAUSE), (100.0, GO_ON))
    assert state == CountingIn(timeline=LINE, done=frozenset(), elapsed=8.0, until=BEGIN + 103.0)
    assert reps_in(effects) == []
    going, given = guide.step(state, Ticked(at=at(103.0)))
    assert cues_in(given) == [LINE.at(8.0)]
    assert guide.elapsed(going, BEGIN + 103.0) == 8.0


def test_a_pause_behind_the_hold_loses_no_rep() -> None:
    """A rep held to its end stays done; the break goes on with the next one."""
    state = state_after((12.5, PAUSE), (100.0, GO_ON))
    assert state.done == {Rep(0, "right", 1)}
    assert isinstance(state, CountingIn)
    assert state.elapsed == 14.0


def test_a_rep_that_is_done_once_more_begins_again_too() -> None:
    """While a side is redone its reps are done already; a pause in a hold does not jump over one of them."""
    state = state_after((26.0, REDO), (29.0 + 3.0, PAUSE), (100.0, GO_ON))
    assert isinstance(state, CountingIn)
    assert state.elapsed == 8.0


def test_a_pause_between_reps_goes_on_where_it_was() -> None:
    """Getting ready is not begun again and needs no counting in: its remaining seconds follow at once."""
    state, effects = played((3.0, PAUSE), (100.0, GO_ON))
    assert isinstance(state, Going)
    assert guide.elapsed(state, BEGIN + 100.0) == 3.0
    assert cues_in(effects)[-1] == LINE.cues[0]
    assert guide.deadline(state) == BEGIN + 105.0


def test_a_pause_in_a_timed_block_goes_on_where_it_was() -> None:
    """Thirty seconds on a ball are counted in, but not begun again."""
    line = timeline(a_routine(an_exercise(kind="timed", phases=BALL, reps=1)))
    state, _ = played((28.0, PAUSE), (100.0, GO_ON), line=line)
    assert isinstance(state, CountingIn)
    assert state.elapsed == 28.0


def test_a_pause_behind_the_last_hold_ends_the_break_when_it_goes_on() -> None:
    """After the last rep there is nothing to go on with."""
    state = state_after((LINE.seconds - 1.0, PAUSE), (100.0, GO_ON))
    assert isinstance(state, Ended)
    assert guide.result(state).outcome == "completed"


def test_nothing_happens_in_a_pause_however_long() -> None:
    """A halted break waits for nobody but the user."""
    state, effects = played((11.0, PAUSE), (9999.0, TICK))
    assert state == Halted(timeline=LINE, done=frozenset(), elapsed=11.0)
    assert guide.deadline(state) is None
    assert cues_in(effects) == list(LINE.cues[:3])


def test_a_pause_while_counting_in_keeps_the_place() -> None:
    """Pausing again before the first movement goes back to the same halted place."""
    assert state_after((11.0, PAUSE), (20.0, GO_ON), (21.0, PAUSE)) == Halted(
        timeline=LINE, done=frozenset(), elapsed=8.0
    )


def test_coming_back_is_a_pause_at_the_moment_of_leaving() -> None:
    """Nothing was guided in an absence: no cue is given in it, no rep counted, and the place is where it began."""
    state, effects = played((611.0, returned(600.0)))
    assert state == Halted(timeline=LINE, done=frozenset(), elapsed=11.0)
    assert cues_in(effects) == list(LINE.cues[:3])


def test_an_absence_does_not_take_back_what_was_shown() -> None:
    """Told of an absence that began before the present cue, the break halts at that cue and not before it."""
    assert state_after((12.5, TICK), (13.0, returned(600.0))) == Halted(
        timeline=LINE, done=frozenset({Rep(0, "right", 1)}), elapsed=12.0
    )


def test_an_absence_while_counting_in_halts_at_the_same_place() -> None:
    """Three, two, lid closed: the break waits where it was about to go on."""
    state = state_after((11.0, PAUSE), (20.0, GO_ON), (999.0, returned(978.0)))
    assert state == Halted(timeline=LINE, done=frozenset(), elapsed=8.0)


# Keys


def test_enter_ends_get_ready_switch_and_counting_in() -> None:
    """Whoever is ready goes on at once; the whole rest of the break comes that much earlier."""
    assert place_after((3.0, ENTER)) == 8.0
    assert place_after((27.0, ENTER)) == 31.0
    assert isinstance(state_after((11.0, PAUSE), (20.0, GO_ON), (20.5, ENTER)), Going)


def test_enter_changes_no_rep() -> None:
    """In a rep or a pause there is nothing to hasten."""
    assert state_after((11.0, ENTER)) == state_after((11.0, TICK))
    assert state_after((11.0, PAUSE), (12.0, ENTER)) == state_after((11.0, PAUSE))


def test_next_begins_the_next_exercise_and_after_the_last_one_ends() -> None:
    """From anywhere in an exercise next leads to the next get-ready; what was done stays done."""
    state = state_after((13.0, NEXT))
    assert guide.elapsed(state, BEGIN + 13.0) == 49.0
    assert state.done == {Rep(0, "right", 1)}
    ended = state_after((13.0, NEXT), (14.0, NEXT))
    assert isinstance(ended, Ended)
    assert guide.result(ended).outcome == "partial"


def test_back_begins_this_exercise_or_from_its_get_ready_the_one_before() -> None:
    """The first press goes back to this exercise's beginning, a second one to the exercise before."""
    assert place_after((60.0, BACK)) == 49.0
    assert place_after((60.0, BACK), (61.0, BACK)) == 0.0
    assert place_after((27.0, BACK)) == 0.0
    assert place_after((3.0, BACK)) == 0.0


def test_redo_counts_in_the_first_rep_of_this_side() -> None:
    """In a rep it is this side, in a switch the side just done; reps done stay done and are not counted twice."""
    assert place_after((33.5, REDO)) == 31.0
    state, effects = played((27.0, REDO), (27.0 + 3.0 + 18.0, TICK))
    assert reps_in(effects) == [Rep(0, "right", number) for number in (1, 2, 3)]
    assert guide.elapsed(state, BEGIN + 48.0) == 26.0


def test_redo_of_sides_in_turn_goes_back_to_the_first_of_both() -> None:
    """Where sides alternate there is no side of one's own to redo: the exercise's first rep comes again."""
    line = timeline(a_routine(an_exercise(sides=Sides(order="alternate"))))
    state, _ = played((25.0, REDO), line=line)
    assert isinstance(state, CountingIn)
    assert line.at(state.elapsed).side == "right"
    assert state.elapsed == 8.0


def test_redo_means_nothing_while_getting_ready() -> None:
    """There is no side yet to be done again."""
    assert state_after((3.0, REDO)) == state_after((3.0, TICK))


def test_keys_in_a_pause_move_the_place_and_leave_it_a_pause() -> None:
    """Next, back and redo choose where a halted break goes on; it still waits to be told to."""
    for key, place in ((NEXT, 49.0), (BACK, 0.0), (REDO, 31.0)):
        state = state_after((40.0, PAUSE), (50.0, key))
        assert isinstance(state, Halted)
        assert state.elapsed == place


def test_pace_keys_keep_cue_and_share_and_leave_holds_alone() -> None:
    """Half a movement stays half of it; the cue is not given again; every hold is still two seconds."""
    state, effects = played((9.0, SLOWER))
    assert isinstance(state, Going)
    assert cues_in(effects) == list(LINE.cues[:2])
    assert state.timeline.cues[state.index].seconds == 2.2
    assert guide.deadline(state) == pytest.approx(BEGIN + 9.0 + 1.1)
    assert {cue.seconds for cue in state.timeline.cues if cue.phase == "hold"} == {2.0}


def test_pace_keys_keep_a_halted_place() -> None:
    """Chosen in a pause, the new pace finds the same cue."""
    state = state_after((11.0, PAUSE), (12.0, FASTER))
    assert isinstance(state, Halted)
    assert state.timeline.at(state.elapsed).phase == "hold"
    assert state.timeline.pace.stretch == 0.9


def test_leaving_keeps_what_was_done() -> None:
    """Q in the third hold keeps two reps, and nothing that comes later changes that."""
    state = state_after((23.0, END))
    assert isinstance(state, Ended)
    assert state.done == {Rep(0, "right", 1), Rep(0, "right", 2)}
    assert state.elapsed == 23.0
    assert guide.step(state, Ticked(at=at(999.0))) == (state, ())


# Every state and event

STATES: dict[str, tuple[tuple[float, Making], ...]] = {
    "getting ready": ((1.0, TICK),),
    "moving": ((9.0, TICK),),
    "holding": ((11.0, TICK),),
    "returning": ((13.0, TICK),),
    "switching": ((27.0, TICK),),
    "halted": ((11.0, PAUSE),),
    "halted in a switch": ((27.0, PAUSE),),
    "counting in": ((11.0, PAUSE), (12.0, GO_ON)),
    "in the last rep": ((68.0, TICK),),
    "ended": ((11.0, END),),
    "through": ((69.0, TICK),),
}


@pytest.mark.parametrize("event", EVERY_EVENT)
@pytest.mark.parametrize("situation", STATES)
def test_every_event_has_an_answer_in_every_state(situation: str, event: str) -> None:
    """No pair raises; done never shrinks; what comes next lies ahead; the end stays the end."""
    before = state_after(*STATES[situation])
    now = at(STATES[situation][-1][0] + 0.5)
    after, _ = guide.step(before, EVERY_EVENT[event](now))
    deadline = guide.deadline(after)
    assert before.done <= after.done
    assert 0 <= guide.elapsed(after, now.mono) <= after.timeline.seconds
    assert deadline is None or deadline > now.mono
    assert not isinstance(before, Ended) or after == before


# However time is cut


@dataclass(frozen=True)
class Beat:
    """So many seconds after the one before, this happens; ``ticks`` are shares of the seconds nobody was away."""

    gap: float
    event: str
    away: float
    ticks: tuple[float, ...]


beats = st.lists(
    st.builds(
        Beat,
        st.floats(0, 20),
        st.sampled_from([*EVERY_EVENT, "tick", "tick"]).filter(lambda name: name != "end"),
        st.floats(0, 1),
        st.lists(st.floats(0, 1), max_size=4).map(lambda shares: tuple(sorted(shares))),
    ),
    max_size=12,
)
lines = st.sampled_from(
    [
        LINE,
        timeline(a_routine(an_exercise(reps=2, sides=Sides(order="alternate")), rest=4.0, rounds=2)),
        timeline(a_routine(an_exercise(kind="timed", phases=BALL, reps=1, prepare=0.0), an_exercise(reps=1))),
    ]
)


def events_of(script: Sequence[Beat], *, with_ticks: bool) -> list[GuideEvent]:
    """The events of the script, with all its ticks or without any that can be left out."""
    events: list[GuideEvent] = []
    now = 0.0
    for beat in script:
        here = beat.gap * (1 - beat.away) if beat.event == "returned" else beat.gap
        events += [Ticked(at=at(now + share * here)) for share in beat.ticks if with_ticks]
        now += beat.gap
        make = returned(beat.gap * beat.away) if beat.event == "returned" else EVERY_EVENT[beat.event]
        events.append(make(at(now)))
    return [*events, Ticked(at=at(now + 30.0))]


@MODEST
@given(lines, beats)
def test_however_time_is_cut_into_ticks_the_break_is_the_same(line: Timeline, script: list[Beat]) -> None:
    """Any number of wake-ups in between changes neither the final state nor one effect."""

    def outcome(events: list[GuideEvent]) -> tuple[GuideState, list[GuideEffect]]:
        state, effects = guide.begin(line, BEGIN)
        seen = list(effects)
        for event in events:
            state, effects = guide.step(state, event)
            seen += effects
        return state, seen

    assert outcome(events_of(script, with_ticks=True)) == outcome(events_of(script, with_ticks=False))


@MODEST
@given(lines, st.lists(st.tuples(st.floats(0, 40), st.sampled_from(sorted(EVERY_EVENT)), st.floats(0, 999))))
def test_whatever_happens_what_was_done_stays_done(line: Timeline, script: list[tuple[float, str, float]]) -> None:
    """Random events never raise, lose no rep, count none twice, leave the place in the routine, and never hang."""
    state, effects = guide.begin(line, BEGIN)
    counted = reps_in(effects)
    now = 0.0
    for gap, name, away in script:
        now += gap
        make = returned(away) if name == "returned" else EVERY_EVENT[name]
        before = state
        state, effects = guide.step(before, make(at(now)))
        counted += reps_in(effects)
        deadline = guide.deadline(state)
        assert before.done <= state.done
        assert 0 <= guide.elapsed(state, at(now).mono) <= state.timeline.seconds
        assert deadline is None or deadline > at(now).mono
    assert len(counted) == len(set(counted))
    assert set(counted) == state.done
    assert guide.result(state).done == len(state.done)
