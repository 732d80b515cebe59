"""The diagram in docs/design.md, drawn from the automaton: it explores every state, and writes down where each leads.

After a change that is meant, ``UPDATE_DIAGRAM=1 pytest tests/core/test_diagram.py`` draws it anew.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from fakes import at
from playing import CLOSING, EVERY_EVENT, HOUR, OFFICE
from stretchbreak.core import workday
from stretchbreak.core.day import AskedBack
from stretchbreak.core.effects import DayEffect, Record
from stretchbreak.core.events import Moment
from stretchbreak.core.workplan import Facing, OffHours, Patience, Workday

DESIGN = Path(__file__).parents[2] / "docs" / "design.md"
BEGIN, END = "<!-- drawn by tests/core/test_diagram.py -->\n", "<!-- end of the drawing -->\n"
PLAN = replace(OFFICE, patience=Patience())
SAID = {"AskedBack": "asked back", "Awaiting": "somebody types", "HeadsUp": "heads-up"}
"""Ways on which nothing is decided, in words, by where they lead."""

MORNINGS = (HOUR, CLOSING - HOUR - 170, CLOSING - HOUR - 5, CLOSING - HOUR + 60, CLOSING - 5)
"""When the exploring begins, in seconds after nine: so that the hours end upon every state."""

Edge = tuple[str, str]


def name(facing: Facing) -> str:
    """The state's name in the diagram."""
    return type(facing).__name__


def kind(day: Workday, now: Moment) -> object:
    """What tells days apart: two of the same kind lead to the same places."""
    below = day.facing.before if isinstance(day.facing, AskedBack) else None
    used = getattr(day.facing, "snoozes", 0), getattr(day.facing, "reminders", 0)
    around = PLAN.hours.is_open(now.wall), bool(day.holds), day.typing is not None
    return name(day.facing), type(below), used, getattr(day.facing, "left", 1.0) > 0, around


def told(before: Workday, after: Workday, effects: tuple[DayEffect, ...]) -> list[str]:
    """What is written on the way from one to the other."""
    decided = [one for one in effects if isinstance(one, Record)]
    if decided:
        reported = decided[-1].what == "finish" and decided[-1].tally is None
        return ["done already" if reported else decided[-1].what]
    return ["kept" if isinstance(before.facing, AskedBack) else SAID[name(after.facing)]]


def steps(day: Workday, now: Moment) -> Iterator[tuple[Workday, Moment, tuple[DayEffect, ...]]]:
    """Every single step from here: what the next deadline brings, and what every event brings a second from now."""
    deadline = workday.deadline(PLAN, day, now)
    soon = now.shifted(1.0)
    if deadline is not None:
        soon = now.at(max(deadline, soon.mono))
        after, effects = workday.step(PLAN, day, EVERY_EVENT["tick"](soon))
        yield after, soon, effects
    if deadline is None or deadline > now.mono + 1.0:
        for make in EVERY_EVENT.values():
            after, effects = workday.step(PLAN, day, make(now.shifted(1.0)))
            yield after, now.shifted(1.0), effects


@cache
def explored() -> dict[Edge, set[str]]:
    """Every way between two states, with what is written on it."""
    edges: dict[Edge, set[str]] = {}
    for seconds in MORNINGS:
        waiting = [(workday.begin(PLAN, at(seconds)), at(seconds))]
        seen = {kind(*waiting[0])}
        while waiting:
            day, now = waiting.pop(0)
            for after, then, effects in steps(day, now):
                if name(after.facing) != name(day.facing):
                    edges.setdefault((name(day.facing), name(after.facing)), set()).update(told(day, after, effects))
                if kind(after, then) not in seen:
                    seen.add(kind(after, then))
                    waiting.append((after, then))
    return edges


def drawn() -> str:
    """The diagram, as Mermaid."""
    order = [kind.__name__ for kind in ordered()]
    edges = sorted(explored().items(), key=lambda edge: (order.index(edge[0][0]), order.index(edge[0][1])))
    rows = [f"    {source} --> {target}: {', '.join(sorted(labels))}" for (source, target), labels in edges]
    return "\n".join(["```mermaid", "stateDiagram-v2", *rows, "```", ""])


def ordered() -> list[type]:
    """The states a day can face, in the order of their declaration."""
    return [OffHours, *[one for one in get_args(Facing) if one is not OffHours]]


@pytest.mark.slow
def test_the_diagram_in_the_design_is_what_the_code_does() -> None:
    """No way is missing and none is invented."""
    text = DESIGN.read_text("utf-8")
    head, rest = text.split(BEGIN)
    _, tail = rest.split(END)
    if os.environ.get("UPDATE_DIAGRAM"):
        DESIGN.write_text(f"{head}{BEGIN}{drawn()}{END}{tail}", encoding="utf-8")
        text = DESIGN.read_text("utf-8")
    assert text == f"{head}{BEGIN}{drawn()}{END}{tail}"


@pytest.mark.slow
def test_every_state_can_be_reached_and_left() -> None:
    """No state is a dead end, and none is there for nothing."""
    edges = explored()
    names = {one.__name__ for one in ordered()}
    assert {source for source, _ in edges} == {target for _, target in edges} == names
