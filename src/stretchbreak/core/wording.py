"""Durations and clock times as people say them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

# For a duration in words nobody should have to wait until all of the day is loaded.
if TYPE_CHECKING:
    from stretchbreak.core.advice import Suggestion
    from stretchbreak.core.decisions import Decision
    from stretchbreak.core.effects import Announce
    from stretchbreak.core.routine import Routine
    from stretchbreak.core.today import Today

SAFETY = "Comfortable range only. Stop if it hurts, tingles or makes you dizzy. Press q to leave any time."
"""What is said at the start of each break."""


def duration(seconds: float) -> str:
    """``341.0`` → ``5 min 41 s``; hours and minutes above an hour; tenths only below ten seconds."""
    if seconds < 10 and seconds % 1:  # noqa: PLR2004 - below ten seconds a tenth is seen
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "h"), (minutes, "min"), (0 if hours else rest, "s")]
    return " ".join(f"{value} {unit}" for value, unit in parts if value) or "0 s"


def countdown(seconds: float) -> str:
    """``2202.4`` → ``36:43``: whole seconds still to go, rounded up, so that 0:00 means now."""
    whole = max(int(-(-seconds // 1)), 0)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def to_the_second(wall: datetime) -> datetime:
    """The nearest second: two clocks are never read at once, and a hair before 15:00 is not 14:59."""
    # In UTC: half a second before a clock change, the hands would point at an hour that there is not.
    later = wall.astimezone(UTC) + timedelta(microseconds=500_000)
    return later.replace(microsecond=0).astimezone(wall.tzinfo)


def counted(count: int, noun: str) -> str:
    """``1 exercise``, ``4 exercises``."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def announcement(announce: Announce) -> tuple[str, str]:
    """Title and body of a notification."""
    routine = announce.routine
    needs = "; ".join(routine.equipment)
    dose = f"{counted(len(routine.exercises), 'exercise')}, {counted(routine.reps, 'rep')}"
    body = f"{routine.name}: {dose}." + (f" You need: {needs}." if needs else "")
    body += "".join(f" {sentence}." for sentence in stand_ins(routine))
    if announce.dose == "mini":
        body += " Short of time? A mini dose of the first exercise will do."
    match announce.what:
        case "heads-up":
            return f"Stretch break in {duration(announce.due_in)}", body
        case "offer":
            return "Time for a stretch break", body
        case "reminder":
            return "Your stretch break still waits", body


def stand_ins(routine: Routine) -> list[str]:
    """What is done instead of what, because a place cannot be had."""
    return [f"{one.name} stands in for {one.stands_for}" for one in routine.exercises if one.stands_for]


def decision(one: Decision) -> str:
    """A decision and its reason, in one line with the time of day."""
    return f"{to_the_second(one.at):%H:%M:%S}  {one.what}: {one.why}"


def day_counts(today: Today) -> list[str]:
    """What the day has been so far, in counts; what did not happen is not named."""
    counts = (
        (today.completed + today.reported, "done"),
        (today.partial, "partly done"),
        (today.snoozed, "snoozed"),
        (today.skipped, "skipped"),
        (today.missed, "missed"),
        (today.natural, "natural"),
        (today.reps, "rep" if today.reps == 1 else "reps"),
    )
    return [f"{count} {word}" for count, word in counts if count]


def day_sentence(today: Today) -> str:
    """What the day came to, in one line."""
    return f"stretchbreak ended: {', '.join(day_counts(today)) or 'no break yet'}."


def suggested(suggestion: Suggestion) -> str:
    """A suggestion, with its figures and what can be done."""
    hour = suggestion.hour
    counts = f"{suggestion.let_go} of {suggestion.offers} breaks in two weeks were not started"
    return (
        f"Between {hour:02}:00 and {(hour + 1) % 24:02}:00, {counts}. "
        "Move or mute that hour, if you like: stretchbreak config edit"
    )
