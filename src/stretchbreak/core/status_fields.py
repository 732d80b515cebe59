"""A status in the user's own words: `status --format TEXT` with fields in braces.

No ``str.format``: a text is no program, and a field is a name and nothing more.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from stretchbreak.core.status import Status, StatusState
from stretchbreak.core.status_wording import clock
from stretchbreak.core.template import MARKS, MINUTES, REMAINING, REMAINING_S, WAITING, Template, cleaned, template
from stretchbreak.errors import StretchbreakError

ICONS: Final[dict[StatusState, str]] = {
    "working": "○",
    "heads-up": "◐",
    "due": "●",
    "held": "◌",
    "stretching": "▸",
    "paused": "‖",
    "off-hours": "·",
    "away": "◇",
}
"""One cell each, in any font."""

ESCAPES: Final = {"n": "\n", "t": "\t", "\\": "\\"}
"""What a backslash makes of these letters. It stands for itself before any other."""

FIELDS: Final = (
    *("state", "icon", "remaining", "remaining_s", "minutes", "waiting", "next"),
    *("routine", "routine_name", "done", "partial", "skipped", "missed", "snoozed", "natural", "reps"),
    *("full", "goal", "snoozes_left", "owed", "paused_until", "why", "pid", "version"),
)


class FormatError(StretchbreakError):
    """The text of `--format` has a field that there is not, or half a field."""

    exit_code = 2


def fields(status: Status) -> dict[str, Template]:
    """Each field with what it stands for; what moves is left open."""
    return {name: template(value) for name, value in _values(status).items()}


def formatted(status: Status, text: str) -> Template:
    """The text with its fields filled in; those that move are left open."""
    values = _values(status)
    # What a terminal handed over undecodable can be shown no better; and a mark is no character.
    typed = text.encode("utf-8", "replace").decode("utf-8").translate(dict.fromkeys(map(ord, MARKS)))
    return template("".join(_pieces(typed, values)))


def _pieces(text: str, values: dict[str, str]) -> Iterator[str]:
    at = 0
    while at < len(text):
        one, pair = text[at], text[at : at + 2]
        if pair in {"{{", "}}"}:
            yield one
            at += 2
        elif one == "{":
            name, brace, _ = text[at + 1 :].partition("}")
            if not brace or "{" in name:
                raise FormatError(_alone(one, at))
            yield _value(name, values)
            at += len(name) + 2
        elif one == "}":
            raise FormatError(_alone(one, at))
        elif one == "\\" and pair[1:] in ESCAPES:
            yield ESCAPES[pair[1:]]
            at += 2
        else:
            yield one
            at += 1


def _value(name: str, values: dict[str, str]) -> str:
    if name not in values:
        near = _nearest(name)
        meant = f" Did you mean {{{near}}}?" if near else ""
        raise FormatError(f'--format: there is no field "{cleaned(name)[:40]}".{meant} {_all_fields()}')
    return values[name]


def _alone(brace: str, at: int) -> str:
    twice = brace * 2
    return f'--format: the "{brace}" at place {at + 1} stands alone; write {twice} to have one shown. {_all_fields()}'


def _all_fields() -> str:
    return f"The fields are {', '.join(f'{{{name}}}' for name in FIELDS)}."


def _nearest(name: str) -> str | None:
    """The field that was probably meant: one that the name begins with, or a few letters away from it."""
    begun = max((field for field in FIELDS if name.startswith(field)), key=len, default=None)
    if begun is not None:
        return begun
    near = min(FIELDS, key=lambda field: _letters_between(name[:40].lower(), field))
    return near if _letters_between(name[:40].lower(), near) <= max(len(near) // 3, 1) else None


def _letters_between(one: str, other: str) -> int:
    """How many letters must be added, dropped or replaced to make the one the other."""
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, 1):
        before, row[0] = row[0], number
        for place, wanted in enumerate(other, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (letter != wanted))
    return row[-1]


def _values(status: Status) -> dict[str, str]:
    """Each field as text; empty where there is nothing to tell, as the time to a break that nobody knows."""
    coming = status.remaining is not None
    today = status.today
    told: dict[str, object] = {
        "state": status.state,
        "icon": ICONS[status.state],
        "remaining": REMAINING if coming else "",
        "remaining_s": REMAINING_S if coming else "",
        "minutes": MINUTES if coming else "",
        "waiting": WAITING if status.state == "due" else "",
        "next": clock(status.next_at, status.now) if status.next_at else "",
        "routine": status.routine,
        "routine_name": status.routine_name,
        "done": today.completed + today.reported,
        "partial": today.partial,
        "skipped": today.skipped,
        "missed": today.missed,
        "snoozed": today.snoozed,
        "natural": today.natural,
        "reps": today.reps,
        "full": status.target.done,
        "goal": status.target.of,
        "snoozes_left": status.snoozes_left,
        "owed": len(status.owed),
        "paused_until": clock(status.paused_until, status.now) if status.paused_until else "",
        "why": status.why,
        "pid": status.engine.pid,
        "version": status.engine.version,
    }
    return {name: str(value) for name, value in told.items()}
