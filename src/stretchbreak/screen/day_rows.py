"""The parts that scenes of the day share: the caption, the exercises, the facts."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from stretchbreak.core.exercise import Exercise
from stretchbreak.core.hours_line import Hour
from stretchbreak.core.routine import Routine, of_one
from stretchbreak.core.timeline import timeline
from stretchbreak.core.view import DayView
from stretchbreak.core.wording import countdown, day_counts, duration
from stretchbreak.screen import palette
from stretchbreak.screen.glyphs import Glyphs
from stretchbreak.screen.guide_rows import dose_of
from stretchbreak.screen.layout import spread

MOST_LISTED = 5

LABEL = 10
"""Columns before a fact, for what it is about."""


def caption(view: DayView, glyphs: Glyphs) -> Text:
    """What the day waits for, in one line."""
    if view.asked_back is not None:
        return Text(_question(view), palette.WARN)
    at = "" if view.next_at is None else f"{view.next_at:%H:%M}"
    match view.mode:
        case "held":
            reasons = " and ".join(view.holds) or "just now"
            return Text.assemble(("break held", palette.CALL), (f" {glyphs.dot} {reasons}", palette.QUIET))
        case "off-hours":
            return Text(f"off hours{_opening(view)}", palette.STRONG)
        case "working":
            return Text.assemble(("next break at ", palette.QUIET), (at, palette.STRONG))
        case "heads-up":
            return Text.assemble(("break soon", palette.CALL), (f" {glyphs.dot} at {at}", palette.QUIET))
        case "due" if view.layer == "small":
            return Text.assemble(
                ("time for a small break", palette.CALL), (f" {glyphs.dot} since {at}", palette.QUIET)
            )
        case "due" if view.is_tired:
            mini = f" {glyphs.dot} a mini dose takes {duration(view.mini_seconds)}"
            return Text.assemble(("time for a break", palette.CALL), (mini, palette.QUIET))
        case "due":
            return Text.assemble(("time for a break", palette.CALL), (f" {glyphs.dot} since {at}", palette.QUIET))
        case "paused":
            until = "" if view.paused_until is None else f" until {view.paused_until:%H:%M}"
            return Text(f"paused{until}", palette.STRONG)
        case "stretching":
            return Text("stretching", palette.CALL)


def _question(view: DayView) -> str:
    """What is asked back, with the little that could be done instead."""
    mini = f"A mini dose takes {duration(view.mini_seconds)}."
    return f"Skip? {mini} Once more, or say why." if view.asked_back == "skip" else f"Snooze again? {mini}"


def _opening(view: DayView) -> str:
    """When the hours begin, with the weekday unless that is today."""
    if view.opens_at is None:
        return ""
    form = "%H:%M" if view.opens_at.date() == view.now.date() else "%a %H:%M"
    return f" until {view.opens_at:{form}}"


def exercises(view: DayView, columns: int, glyphs: Glyphs) -> list[Text]:
    """The exercises of the routine, one a row, with their dose and time."""
    listed = view.routine.exercises[:MOST_LISTED]
    rows = [_exercise(number, exercise, columns, glyphs) for number, exercise in enumerate(listed, 1)]
    more = len(view.routine.exercises) - len(listed)
    return [*rows, Text(f"   and {more} more", palette.QUIET)] if more else rows


def _exercise(number: int, exercise: Exercise, columns: int, glyphs: Glyphs) -> Text:
    seconds = timeline(of_one(exercise)).seconds
    dose = Text.assemble((dose_of(exercise), palette.QUIET), countdown(seconds).rjust(7))
    pointer = glyphs.pointer if number == 1 else " "
    stand_in = " (stand-in)" if exercise.stands_for else ""
    return spread(Text.assemble(f"{pointer} {number}  {exercise.name}", (stand_in, palette.QUIET)), dose, columns)


def facts(view: DayView, glyphs: Glyphs, columns: int, *, roomy: bool = False) -> list[Text]:
    """The routine, what it needs, and the day so far in counts; where there is room, hour by hour as well."""
    hours = hours_row(view.hours, glyphs, columns - LABEL) if roomy and view.mode not in {"heads-up", "due"} else []
    said = [*hours, today_line(view, glyphs)]
    return [
        Text.assemble(("routine   ", palette.QUIET), routine_line(view.routine, view.routine_seconds, glyphs)),
        Text.assemble(("you need  ", palette.QUIET), needs(view.routine)),
        *(
            Text.assemble((("" if number else "today").ljust(LABEL), palette.QUIET), row)
            for number, row in enumerate(said)
        ),
    ]


def hours_row(hours: Sequence[Hour], glyphs: Glyphs, columns: int) -> list[Text]:
    """Each hour of the day with what became of its break, as many as fit; the counts say all of a single one."""
    shown = list(hours)
    while len(shown) > 1 and _joined(shown, glyphs).cell_len > columns:
        # What is to come makes way for what was.
        del shown[-1 if shown[-1].mark == "to come" else 0]
    return [_joined(shown, glyphs)] if len(shown) > 1 else []


def _joined(hours: Sequence[Hour], glyphs: Glyphs) -> Text:
    return Text("  ").join(_hour(hour, glyphs) for hour in hours)


def _hour(hour: Hour, glyphs: Glyphs) -> Text:
    """``11 z✔``: done at eleven, after a snooze."""
    mark, style = {
        "done": (glyphs.tick, palette.DONE),
        "partial": (glyphs.partly, palette.NOW),
        "skipped": (glyphs.cross, ""),
        "none": (glyphs.none, palette.QUIET),
        "now": (glyphs.pointer, palette.CALL),
        "to come": (" ", ""),
    }[hour.mark]
    return Text.assemble((f"{hour.hour:02} ", palette.QUIET), (f"{'z' if hour.snoozed else ''}{mark}", style))


def routine_line(routine: Routine, seconds: float, glyphs: Glyphs) -> str:
    """Name, number of exercises, time."""
    count = len(routine.exercises)
    return f" {glyphs.dot} ".join((routine.name, f"{count} exercise{'s' if count != 1 else ''}", duration(seconds)))


def needs(routine: Routine) -> str:
    """What must be at hand."""
    return "; ".join(routine.equipment) or "nothing"


def today_line(view: DayView, glyphs: Glyphs) -> Text:
    """The day so far, in counts; what did not happen is not named. With a break at hand, the snoozes left."""
    said = day_counts(view.today)
    if view.mode in {"heads-up", "due"}:
        said.append(f"{view.snoozes_left} snooze{'' if view.snoozes_left == 1 else 's'} left")
    return Text(f" {glyphs.dot} ".join(said) or "no break yet")
