"""The keys that work and the line that names them are one table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from fakes import BEGIN, a_routine, at
from stretchbreak.core import guide, workday
from stretchbreak.core.day import (
    AskedBack,
    Awaiting,
    Due,
    HeadsUp,
    OnPause,
    Plan,
    Snoozing,
    State,
    Stretching,
    Working,
)
from stretchbreak.core.easing import TIRED
from stretchbreak.core.events import Paused, Resumed, Ticked
from stretchbreak.core.keymap import day_keys, guide_keys
from stretchbreak.core.timeline import timeline
from stretchbreak.core.today import Today
from stretchbreak.core.view import DayView, GuideView, guide_view, workday_view
from stretchbreak.core.workplan import OffHours, Workday, WorkPlan
from stretchbreak.shell.inputs import keys

ROUTINE = a_routine()
PLAN = Plan(routine=ROUTINE)
DUE = Due(since=BEGIN)
SNOOZED = Due(since=BEGIN, snoozes=1)
STATES: dict[str, State] = {
    "working": Working(due=BEGIN + 3600),
    "heads-up": HeadsUp(due=BEGIN + 60),
    "waiting for a pause in typing": Awaiting(since=BEGIN, until=BEGIN + 60),
    "snoozing": Snoozing(due=BEGIN + 60, snoozes=1),
    "due": DUE,
    "due without snoozes": Due(since=BEGIN, snoozes=2),
    "asked back": AskedBack(before=DUE, wish="skip", until=BEGIN + 15),
    "asked back about a snooze": AskedBack(before=SNOOZED, wish="snooze", until=BEGIN + 15),
    "paused": OnPause(since=BEGIN, until=BEGIN + 3600, left=1800.0, snoozes=0),
    "stretching": Stretching(since=BEGIN),
}
DAYS = {name: Workday(facing=state, seen=BEGIN) for name, state in STATES.items()} | {
    "due to somebody tired": Workday(facing=DUE, seen=BEGIN, unstarted=TIRED),
    "a small break": Workday(facing=STATES["working"], seen=BEGIN, small=DUE),
    "off hours": Workday(facing=OffHours(), seen=BEGIN),
}
WORK = WorkPlan((PLAN,), small=Plan(routine=ROUTINE, heads_up=0.0, snoozes=1))


def day(state: Workday) -> DayView:
    """The view of this day, one second after its beginning."""
    return workday_view(WORK, state, Today(), at(1))


PLACES = {"ready": 1.0, "move": 9.0, "hold": 11.0, "switch": 27.0, "last": 68.0}


def guides() -> Iterator[tuple[str, tuple[float, guide.GuideState]]]:
    """A break in every mode and phase, and the time of it."""
    begun, _ = guide.begin(timeline(ROUTINE), BEGIN)
    for name, seconds in PLACES.items():
        going, _ = guide.step(begun, Ticked(at=at(seconds)))
        halted, _ = guide.step(going, Paused(at=at(seconds)))
        resumed, _ = guide.step(halted, Resumed(at=at(seconds)))
        yield from (
            (f"{name}, {mode}", (seconds, state)) for mode, state in zip(MODES, (going, halted, resumed), strict=True)
        )


MODES = ("going", "halted", "resumed")
GUIDES = dict(guides())


def guided(name: str) -> GuideView:
    """The view of this break."""
    seconds, state = GUIDES[name]
    return guide_view(state, BEGIN + seconds)


@pytest.mark.parametrize("name", DAYS)
def test_every_key_of_the_day_has_an_answer(name: str) -> None:
    """What the line names works: each key's event changes the state or does something, and none is refused."""
    for binding in day_keys(day(DAYS[name])):
        event = binding.event(at=at(1))
        if event is None:
            assert binding.word == "quit"
        else:
            after, effects = workday.step(WORK, DAYS[name], event)
            assert (after, effects) != (replace(DAYS[name], seen=BEGIN + 1), ())
            assert "Refuse" not in {type(effect).__name__ for effect in effects}


@pytest.mark.parametrize("name", GUIDES)
def test_every_key_of_a_break_has_an_answer(name: str) -> None:
    """Each key's event changes the break, whatever it is doing."""
    seconds, state = GUIDES[name]
    for binding in guide_keys(guided(name)):
        after, effects = guide.step(state, binding.event(at=at(seconds)))
        assert (after, effects) != (state, ())


@pytest.mark.parametrize("name", [*DAYS, *GUIDES])
def test_no_key_has_two_meanings_at_once(name: str) -> None:
    """One key, one word."""
    bindings = day_keys(day(DAYS[name])) if name in DAYS else guide_keys(guided(name))
    named = [binding.key for binding in bindings]
    assert len(named) == len(set(named))


@pytest.mark.parametrize("name", [name for name in (*DAYS, *GUIDES) if name not in {"stretching", "last, resumed"}])
def test_the_way_out_is_always_named_last(name: str) -> None:
    """q, or escape from a question, is on every line that has keys at all."""
    bindings = day_keys(day(DAYS[name])) if name in DAYS else guide_keys(guided(name))
    assert bindings[-1].key in {"q", "esc"}


@pytest.mark.parametrize("name", [*DAYS, *GUIDES])
def test_every_named_key_can_be_typed(name: str) -> None:
    """The terminal's names of keys are those of the table."""
    bindings = day_keys(day(DAYS[name])) if name in DAYS else guide_keys(guided(name))
    typed = {"enter": "\r", "space": " ", "esc": "\x1b"}
    for binding in bindings:
        assert [key.name for key in keys(typed.get(binding.key, binding.key))] == [binding.key]


@pytest.mark.parametrize("name", [name for name in GUIDES if name != "last, resumed"])
def test_a_break_that_is_heard_can_be_muted_at_any_time(name: str) -> None:
    """The key says what it does next; where nothing is heard there is none."""
    view = guided(name)
    words = [
        [key.word for key in guide_keys(replace(view, hearing=hearing)) if key.key == "m"]
        for hearing in ("off", "on", "muted")
    ]
    assert words == [[], ["mute"], ["sound"]]


def test_a_snooze_is_not_named_when_none_is_left() -> None:
    """A key that would be refused is no key."""
    assert "z" in [binding.key for binding in day_keys(day(DAYS["due"]))]
    assert "z" not in [binding.key for binding in day_keys(day(DAYS["due without snoozes"]))]
