"""A status in every fixed form that `status` answers in: JSON, sentences, and what each bar reads.

A bar takes some of what it reads for markup. Names and reasons are words of the user's, or of whatever holds breaks,
and are to reach a bar as the text they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, Literal

from stretchbreak.core.status import Status
from stretchbreak.core.status_wording import call, line, sentences, short_line
from stretchbreak.core.template import MARKS, MINUTES, REMAINING_S, Template, template

Form = Literal["json", "plain", "waybar", "tmux", "polybar", "line"]

BARS: Final[dict[str, Form]] = {"waybar": "waybar", "tmux": "tmux", "polybar": "polybar", "plain": "line"}
"""The form of each bar that `--bar` names."""

_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n"}

Json = str | int | float | None | Sequence["Json"] | Mapping[str, "Json"]


def templates(status: Status) -> Mapping[Form, Template]:
    """The answer in each form. It holds until the day changes, and until midnight at most."""
    texts: dict[Form, str] = {
        "json": as_json(contract(status)),
        "plain": "\n".join(sentences(status)),
        "waybar": as_json(_waybar(status)),
        "tmux": for_tmux(short_line(status)),
        "polybar": for_polybar(line(status, MINUTES)),
        "line": line(status),
    }
    return {form: template(text) for form, text in texts.items()}


# JSON


def contract(status: Status) -> dict[str, Json]:
    """What scripts are promised, to the key and its place."""
    today, engine = status.today, status.engine
    return {
        "state": status.state,
        "next_at": _iso(status.next_at),
        "remaining_s": None if status.remaining is None else REMAINING_S,
        "routine": status.routine,
        "routine_s": status.routine_s,
        "snoozes_left": status.snoozes_left,
        "owed": [{"since": _iso(one.since), "reason": one.reason} for one in status.owed],
        "paused_until": _iso(status.paused_until),
        "today": {
            # All reps, and seen to be done: a break that the user reports is the user's word, and told in words.
            "completed": today.completed,
            "partial": today.partial,
            "snoozed": today.snoozed,
            "skipped": today.skipped,
            "missed": today.missed,
            "natural": today.natural,
            "reps": today.reps,
        },
        "target": {"done": status.target.done, "of": status.target.of},
        "engine": {
            "pid": engine.pid,
            "since": _iso(engine.since),
            "detached": engine.detached,
            "version": engine.version,
        },
    }


def _iso(when: datetime | None) -> str | None:
    return None if when is None else when.isoformat(timespec="seconds")


def as_json(value: Json) -> str:
    """JSON in ASCII, on one line. The mark of the remaining seconds is a number, any other part of a text."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case str():
            return value if value == REMAINING_S else f'"{"".join(map(_escaped, value))}"'
        case Mapping():
            return "{" + ", ".join(f"{as_json(key)}: {as_json(one)}" for key, one in value.items()) + "}"
        case _:
            return "[" + ", ".join(map(as_json, value)) + "]"


def _escaped(one: str) -> str:
    if one in _ESCAPES:
        return _ESCAPES[one]
    if one in MARKS or " " <= one <= "~":
        return one
    units = one.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


# Bars


def _waybar(status: Status) -> dict[str, Json]:
    """What a custom module of ``return-type`` json reads. A tooltip with seconds would be a new one each second."""
    why = [f"Last: {status.why}"] if status.why else []
    return {
        "text": for_pango(call(status)),
        "alt": status.state,
        "tooltip": for_pango("\n".join([*sentences(status, MINUTES), *why])),
        "class": status.state,
        "percentage": _percentage(status),
    }


def _percentage(status: Status) -> int:
    """How much of the day's target is reached: it moves with what is done, not with time."""
    target = status.target
    return 100 * min(target.done, target.of) // target.of if target.of else 100


def for_pango(text: str) -> str:
    """The text as Pango's markup, which waybar takes it for."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def for_tmux(text: str) -> str:
    """The text as tmux takes it from a command: a format, and what comes of that is drawn with styles.

    Both halve a run of ``#``, but one before ``[``, which could begin a style, is left to the drawing alone. Were it
    only doubled, a ``#`` at the end would spoil the style that tmux appends.
    """
    *before, last = text.split("[")
    return "[".join([*map(_for_tmux_before_bracket, before), last.replace("#", "####")])


def _for_tmux_before_bracket(text: str) -> str:
    bare = text.rstrip("#")
    return bare.replace("#", "####") + "##" * (len(text) - len(bare))


def for_polybar(text: str) -> str:
    """The text without the beginning of a tag: polybar knows no escape for it."""
    return text.replace("%{", "% {")
