"""A status in words: the sentences that `status` prints, and the one line that a bar has room for.

All of it is ASCII but for the names in it, so that no terminal and no bar lacks a letter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final, assert_never

from stretchbreak.core.status import Status
from stretchbreak.core.template import MINUTES, REMAINING, WAITING, filled, template
from stretchbreak.core.today import Today
from stretchbreak.core.wording import counted, day_counts, duration

COLUMNS = 80
"""What a sentence fits into."""

NAME = 24
"""Columns of a name in a bar."""

SHORT_NAME = 16
"""Columns of a name where a bar gives us 40, as tmux does."""

LEAST = 12
"""Columns of a name, however long the rest of its sentence."""

ELLIPSIS: Final = "..."


def shortened(text: str, columns: int) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    return text if len(text) <= columns else text[: columns - len(ELLIPSIS)].rstrip() + ELLIPSIS


def clock(when: datetime, now: datetime) -> str:
    """The time of day, with the weekday unless that is today."""
    return f"{when:%H:%M}" if when.date() == now.date() else f"{when:%a %H:%M}"


def sentences(status: Status, left: str = REMAINING) -> Iterator[str]:
    """State, time and routine; the day so far; what holds breaks or has failed, if anything. ``left`` is a mark."""
    yield from wrapped(_headline(status, left), width=lambda text: _columns(text, status))
    yield from wrapped(_so_far(status))
    if status.holds and status.state in {"working", "heads-up"}:
        yield from wrapped(f"Breaks are held for now: {', '.join(status.holds)}.")
    if status.troubles:
        yield from wrapped(f"Failed: {'; '.join(status.troubles)}")


def wrapped(text: str, columns: int = COLUMNS, width: Callable[[str], int] = len) -> Iterator[str]:
    """The text in lines that fit, all but the first indented; a longer word has its line for itself."""
    line = ""
    for word in text.split():
        if line and width(f"{line} {word}") > columns:
            yield line
            line = "  " + word
        else:
            line = f"{line} {word}" if line else word
    yield line


def _headline(status: Status, left: str) -> str:
    head = _head(status, left)
    if not head.endswith(":"):
        return head
    takes = f", {duration(status.routine_s)}"
    room = COLUMNS - _columns(head, status) - len(f" {takes}.")
    name = shortened(status.routine_name, max(room, LEAST))
    rhythm = f", {status.rhythm}"
    told = status.state == "working" and len(name) + len(rhythm) <= room
    return f"{head} {name}{takes}{rhythm if told else ''}."


def _columns(text: str, status: Status) -> int:
    """Columns of the text now. Later it takes no more: a countdown shrinks, and no offer waits for ten minutes."""
    return len(filled(template(text), status.remaining, status.waiting))


def _head(status: Status, left: str) -> str:
    """State and time. A colon at its end asks for the routine."""
    at = _at(status.next_at, status)
    match status.state:
        case "working" if status.wait == "snoozed":
            return f"Snoozed until {at}, {left} more:"
        case "working":
            return f"Next break at {at}, in {left}:"
        case "heads-up" if status.wait == "typing":
            return f"Due once you pause typing, in {REMAINING} at the latest:"
        case "heads-up":
            return f"Break soon, at {at}, in {REMAINING}:"
        case "due":
            which = "small break" if status.layer == "small" else "break"
            return f"Time for a {which}, offered at {_at(status.since, status)}, {WAITING} ago:"
        case "held":
            return _held(status, left)
        case "stretching":
            return f"Stretching since {_at(status.since, status)}:"
        case "paused" if status.paused_until is None:
            return "Paused until you resume (stretchbreak resume)."
        case "paused":
            return f"Paused until {_at(status.paused_until, status)}; next at {at}, in {left}:"
        case "off-hours":
            return f"Off hours until {_at(status.opens_at, status)}." if status.opens_at else "Off hours."
        case "away":
            return f"Away since {_at(status.since, status)}; the rhythm begins afresh when you are back."
        case _:
            assert_never(status.state)


def _held(status: Status, left: str) -> str:
    """What is owed, since when and why, and the next break of the rhythm, which goes on meanwhile."""
    count = f"{len(status.owed)} held" if len(status.owed) > 1 else "Held"
    head = f"{count} since {_at(status.owed[0].since, status)}"
    tail = f", offered afterwards; next {_at(status.next_at, status)}, in {left}."
    room = COLUMNS - _columns(head + tail, status) - len(" ()")
    return f"{head} ({shortened(_reasons(status), max(room, LEAST))}){tail}"


def _reasons(status: Status) -> str:
    """What holds breaks back, or did when they were held."""
    return " and ".join(status.holds) or ", ".join(dict.fromkeys(one.reason for one in status.owed))


def _at(when: datetime | None, status: Status) -> str:
    return "" if when is None else clock(when, status.now)


def _so_far(status: Status) -> str:
    told = ", ".join(day_counts(status.today)) or "no break yet"
    if status.target.of:
        told += f"; {status.target.done} of {counted(status.target.of, 'full routine')}"
    if status.state in {"heads-up", "due"}:
        told += f"; {counted(status.snoozes_left, 'snooze') if status.snoozes_left else 'no snooze'} left"
    return f"Today: {told}."


# Bars


def line(status: Status, left: str = REMAINING) -> str:
    """The day in one line: what it is about, what comes next, and what was done about the breaks so far."""
    parts = [" > ".join(filter(None, (call(status, left), _coming(status, NAME)))), _done(status.today)]
    return " | ".join(filter(None, parts))


def short_line(status: Status, left: str = MINUTES) -> str:
    """The same in forty columns."""
    name = shortened(status.routine_name, SHORT_NAME)
    names_it = status.state in {"working", "heads-up", "due", "stretching"}
    return f"{call(status, left)} > {name}" if names_it else call(status, left)


def call(status: Status, left: str = MINUTES) -> str:
    """What a bar says first, and last if it has room for no more."""
    match status.state:
        case "working":
            return f"snoozed {left}" if status.wait == "snoozed" else left
        case "heads-up":
            return f"soon {REMAINING}"
        case "due":
            return f"stretch now {WAITING}"
        case "held":
            return f"held: {shortened(_reasons(status), NAME)}"
        case "paused":
            return f"paused until {_at(status.paused_until, status)}" if status.paused_until else "paused"
        case "off-hours":
            return f"off hours until {_at(status.opens_at, status)}" if status.opens_at else "off hours"
        case "stretching" | "away":
            return status.state
        case _:
            assert_never(status.state)


def _coming(status: Status, columns: int) -> str:
    name = shortened(status.routine_name, columns)
    match status.state:
        case "working" | "heads-up" | "held" | "paused":
            return f"{name} {_at(status.next_at, status)}" if status.next_at else ""
        case "due" | "stretching":
            return name
        case "off-hours" | "away":
            return ""
        case _:
            assert_never(status.state)


def _done(today: Today) -> str:
    """Of the day's counts those that say what became of breaks."""
    kept = Today(completed=today.completed, partial=today.partial, reported=today.reported)
    return " ".join(day_counts(kept) + day_counts(Today(skipped=today.skipped, missed=today.missed)))
