"""``stretchbreak simulate``: what would happen on a day, and why, in no time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from stretchbreak.cli.choosing import done_before, in_order
from stretchbreak.cli.options import library
from stretchbreak.cli.telling import json_line, line
from stretchbreak.core.planning import work_plan
from stretchbreak.core.simulation import play
from stretchbreak.core.tempo import Pace
from stretchbreak.documents.day_script import DayScript, read_day
from stretchbreak.documents.source import Source
from stretchbreak.shell.clock import SystemClock
from stretchbreak.shell.folders import read_source
from stretchbreak.shell.settings import load


def simulate_day(script: Path | None, day: date | None, *, as_json: bool) -> None:
    """Play the scripted day, or this one with the present settings and nobody doing anything."""
    now = SystemClock().now().wall
    source = Source("day.yaml", "{}") if script is None else read_source(script)
    played = read_day(source, day or now.date(), now.tzinfo).demand()
    for told in lines(played, as_json=as_json):
        print(told)


def lines(script: DayScript, *, as_json: bool = False) -> Iterator[str]:
    """One line for each thing that would be done, in order."""
    settings = script.settings or load()
    shelf = library(settings.without)
    before = done_before(settings.rhythm, script.start)
    small = None if settings.small is None else shelf.routine(settings.small.routine)
    plan = work_plan(settings, [shelf.routine(name) for name in in_order(settings.rhythm, before)], small)
    outcomes = play(plan, script.start, script.end, script.acts, Pace(settings.tempo))
    return map(json_line if as_json else line, outcomes)
