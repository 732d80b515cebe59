"""The guided break: which cue is now, and which reps are done.

Theory of operation
-------------------
A break is a timeline and a way to find one's place in it. While it is *going*, the place follows from the clock
alone: ``zero`` is the moment at which the timeline began, or would have begun had nothing interrupted it. Nothing is
counted in ticks, so that a late wake-up costs nothing: it crosses every cue it passed, each at its exact time.

Whatever the user does is a jump: ``zero`` moves, or the timeline is laid out anew at another pace. A pause keeps the
place; going on after it counts three in, and begins the interrupted rep again from its start, because half a hold is
no hold. A rep that was held to its end is done and stays done, whatever comes after.

    going ──pause, absence──▶ halted ──resume──▶ counting in ──3 s──▶ going ──last cue, leave──▶ ended
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import assert_never

from stretchbreak.core.effects import CountRep, GiveCue, GuideEffect
from stretchbreak.core.events import (
    GuideEvent,
    Hastened,
    Left,
    MovedBack,
    MovedOn,
    Muted,
    Paused,
    Quickened,
    Redone,
    Resumed,
    Returned,
    Slowed,
    Ticked,
)
from stretchbreak.core.exercise import opposite
from stretchbreak.core.tally import Rep, Tally, rep_of, tally
from stretchbreak.core.tempo import Pace
from stretchbreak.core.timeline import Cue, Timeline, timeline

COUNT_IN = 3.0
"""Seconds from going on after a pause to the first movement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """On its way: offset 0 of the timeline lies at monotonic time ``zero``; cue ``index`` has been given."""

    timeline: Timeline
    done: frozenset[Rep]
    zero: float
    index: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Halted:
    """Standing still ``elapsed`` seconds into the timeline."""

    timeline: Timeline
    done: frozenset[Rep]
    elapsed: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingIn:
    """Three, two, one: goes on from ``elapsed`` at monotonic time ``until``."""

    timeline: Timeline
    done: frozenset[Rep]
    elapsed: float
    until: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """Over: everything was shown, or the user left."""

    timeline: Timeline
    done: frozenset[Rep]
    elapsed: float


GuideState = Going | Halted | CountingIn | Ended
Step = tuple[GuideState, tuple[GuideEffect, ...]]


def begin(timeline: Timeline, mono: float) -> Step:
    """Begin a break at monotonic time ``mono``."""
    return _going(timeline, frozenset(), 0, mono)


def step(state: GuideState, event: GuideEvent) -> Step:
    """What becomes of the break, and what is to be done. An event that means nothing here changes nothing."""
    # Whoever comes back from an absence left when it began: nothing was guided in between.
    mono = event.at.mono - event.away if isinstance(event, Returned) else event.at.mono
    reached, crossed = _advance(state, mono)
    settled, answered = _answer(reached, event, mono)
    return settled, crossed + answered


def deadline(state: GuideState) -> float | None:
    """Monotonic time of the next cue, or of the end; None while only the user can change something."""
    match state:
        case Going(timeline=line, zero=zero, index=index):
            return zero + line.cues[index].end
        case CountingIn(until=until):
            return until
        case Halted() | Ended():
            return None
        case _:
            assert_never(state)


def elapsed(state: GuideState, mono: float) -> float:
    """Seconds into the timeline at monotonic time ``mono``."""
    match state:
        case Going(timeline=line, zero=zero, index=index):
            # Never behind the cue that has been given: not by a rounding error, not by an absence told too late.
            return min(max(mono - zero, line.cues[index].at), line.seconds)
        case Halted() | CountingIn() | Ended():
            return state.elapsed
        case _:
            assert_never(state)


def result(state: GuideState) -> Tally:
    """What has been done so far."""
    return tally(state.timeline, state.done)


def _advance(state: GuideState, mono: float) -> Step:
    """Cross every cue that began until ``mono``, in order."""
    effects: list[GuideEffect] = []
    while (due := deadline(state)) is not None and due <= mono:
        state, crossed = _cross(state, due)
        effects += crossed
    return state, tuple(effects)


def _cross(state: GuideState, mono: float) -> Step:
    match state:
        case CountingIn(timeline=line, done=done, elapsed=place):
            return _going(line, done, line.index_at(place), mono, place)
        case Going(timeline=line, index=index, zero=zero):
            done, counted = _counted(state.done, line.cues[index])
            if index + 1 == len(line.cues):
                return Ended(timeline=line, done=done, elapsed=line.seconds), counted
            after = Going(timeline=line, done=done, zero=zero, index=index + 1)
            return after, (*counted, GiveCue(cue=line.cues[index + 1]))
        case Halted() | Ended():
            return state, ()
        case _:
            assert_never(state)


def _counted(done: frozenset[Rep], cue: Cue) -> tuple[frozenset[Rep], tuple[GuideEffect, ...]]:
    rep = rep_of(cue)
    if rep is None or not cue.counts or rep in done:
        return done, ()
    return done | {rep}, (CountRep(rep=rep),)


def _answer(state: GuideState, event: GuideEvent, mono: float) -> Step:
    if isinstance(state, Ended):
        return state, ()
    match event:
        case Ticked() | Muted():
            return state, ()
        case Paused() | Returned():
            return _halted(state, elapsed(state, mono)), ()
        case Resumed():
            return _resume(state, mono) if isinstance(state, Halted) else (state, ())
        case Hastened():
            return _hasten(state, mono)
        case MovedOn():
            return _move(state, _station_start(state.timeline, _cue(state).station + 1), mono)
        case MovedBack():
            return _move(state, _station_start(state.timeline, _station_behind(_cue(state))), mono)
        case Redone():
            return _redo(state, mono)
        case Slowed():
            return _repace(state, state.timeline.pace.slower(), mono)
        case Quickened():
            return _repace(state, state.timeline.pace.faster(), mono)
        case Left():
            return Ended(timeline=state.timeline, done=state.done, elapsed=elapsed(state, mono)), ()
        case _:
            assert_never(event)


Live = Going | Halted | CountingIn


def _going(line: Timeline, done: frozenset[Rep], index: int, mono: float, place: float | None = None) -> Step:
    """Going from this cue on: from its start, or from ``place`` inside it."""
    cue = line.cues[index]
    zero = mono - (cue.at if place is None else place)
    return Going(timeline=line, done=done, zero=zero, index=index), (GiveCue(cue=cue),)


def _halted(state: Live, place: float) -> Halted:
    return Halted(timeline=state.timeline, done=state.done, elapsed=place)


def _cue(state: Live) -> Cue:
    """The cue that was given last, or will be when the break goes on."""
    if isinstance(state, Going):
        return state.timeline.cues[state.index]
    return state.timeline.at(state.elapsed)


def _resume(state: Halted, mono: float) -> Step:
    line, done = state.timeline, state.done
    place = _place_to_resume(state)
    if place is None:
        return Ended(timeline=line, done=done, elapsed=line.seconds), ()
    if line.at(place).rep is None:
        return _going(line, done, line.index_at(place), mono, place)
    return CountingIn(timeline=line, done=done, elapsed=place, until=mono + COUNT_IN), ()


def _place_to_resume(state: Halted) -> float | None:
    """Where to go on: a rep not yet held to its end begins again, another is over; None at the very end."""
    line, index = state.timeline, state.timeline.index_at(state.elapsed)
    cue = line.cues[index]
    rep = rep_of(cue)
    # Thirty seconds on a ball are not begun again for a sip of coffee.
    if rep is None or cue.exercise.kind in {"timed", "steps"}:
        return state.elapsed
    same = [one for one in line.cues if rep_of(one) == rep]
    # Whether it is done says nothing here: while a side is done once more, every rep of it is.
    if state.elapsed >= next(one.end for one in same if one.counts):
        return next((later.at for later in line.cues[index:] if rep_of(later) != rep), None)
    return same[0].at


def _hasten(state: Live, mono: float) -> Step:
    match state:
        case CountingIn(until=until):
            return _cross(replace(state, until=min(until, mono)), mono)
        case Going() if _cue(state).rep is None:
            return _move(state, state.index + 1, mono)
        case _:
            return state, ()


def _move(state: Live, index: int, mono: float) -> Step:
    """Jump to the cue with this index; beyond the last one the break is over. A halted break stays halted."""
    line = state.timeline
    if index >= len(line.cues):
        return Ended(timeline=line, done=state.done, elapsed=line.seconds), ()
    if isinstance(state, Halted):
        return _halted(state, line.cues[index].at), ()
    return _going(line, state.done, index, mono)


def _station_start(line: Timeline, station: int) -> int:
    return next((index for index, cue in enumerate(line.cues) if cue.station == station), len(line.cues))


def _station_behind(cue: Cue) -> int:
    getting_ready = cue.rep is None and cue.phase != "switch"
    return max(cue.station - 1, 0) if getting_ready else cue.station


def _redo(state: Live, mono: float) -> Step:
    """Back to the first rep of this side; in a switch, of the side that has just been done."""
    cue = _cue(state)
    if cue.rep is None and cue.phase != "switch":
        return state, ()
    side = opposite(cue.side) if cue.phase == "switch" and cue.side is not None else cue.side
    if cue.exercise.sides is not None and cue.exercise.sides.order == "alternate":
        side = cue.exercise.sides.first
    first = Rep(cue.station, side, 1)
    place = next(again.at for again in state.timeline.cues if rep_of(again) == first)
    if isinstance(state, Halted):
        return _halted(state, place), ()
    return CountingIn(timeline=state.timeline, done=state.done, elapsed=place, until=mono + COUNT_IN), ()


def _repace(state: Live, pace: Pace, mono: float) -> Step:
    """Lay the timeline out anew, and keep the place: the same cue, the same share of it behind us."""
    line = timeline(state.timeline.routine, pace)
    place = elapsed(state, mono)
    index = state.index if isinstance(state, Going) else state.timeline.index_at(place)
    before, after = state.timeline.cues[index], line.cues[index]
    share = min((place - before.at) / before.seconds, 1.0)
    place = after.at + share * after.seconds
    if isinstance(state, Going):
        return replace(state, timeline=line, zero=mono - place), ()
    return replace(state, timeline=line, elapsed=place), ()
