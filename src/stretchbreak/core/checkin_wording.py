"""What a check-in says in the end: what to do, or why not today. It names a model, never a diagnosis."""

from __future__ import annotations

from typing import Final, assert_never

from stretchbreak.core.checkin import (
    Blocked,
    Gentle,
    LeaveOut,
    Normal,
    Noted,
    NotToday,
    Reaction,
    Stop,
    Unanswered,
)
from stretchbreak.core.places import MODEL, SEATED, Place
from stretchbreak.core.red_flags import blocked

NOT_TODAY: Final = (
    "That is a strong number. stretchbreak won't start a routine now. A slow walk or a change of position may feel "
    "fine; skip it if it doesn't. If this is new, getting worse, or comes with anything on the warning list "
    "(`stretchbreak safety`), contact a professional."
)
AN_APPOINTMENT: Final = (
    "You have felt this on most days of two weeks and it is no better: that is worth an appointment."
)
_GOES_ON: Final = (
    "If it does not go away, or comes back, contact a professional; `stretchbreak safety` lists what must not wait."
)
NO_CHANGE: Final = 1.0
"""Points below which a change is none that can be told."""


def advice(reaction: Reaction, *, exercises: tuple[str, ...] = ()) -> list[str]:
    """What to do, a sentence or two a line; ``exercises`` are those that are to be left out."""
    match reaction:
        case Unanswered():
            return ["No answer: nothing was kept."]
        case Normal(place=place) if place.name == "nowhere":
            return [f"Nothing asks for anything: {_command(place.first)}, or whatever is next."]
        case Normal(place=place):
            return [*_three_steps(place, _command(place.first)), *_otherwise(place)]
        case Gentle(place=place, reps=reps):
            command = _command(place.first, f" --tempo gentle --reps {reps}")
            return [*_three_steps(place, command, ", gently and without a hand that helps"), *_otherwise(place)]
        case NotToday():
            return [NOT_TODAY, f"A minute of sitting anew, only if it feels fine: {_command('posture-minute')}"]
        case Stop(news=news):
            return [f"With {news} you stop for today. {_GOES_ON}"]
        case Blocked(urgency=urgency):
            return [blocked(urgency)]
        case LeaveOut(again=again):
            return _leave_out(exercises, again=again)
        case Noted():
            return ["Noted."]
    assert_never(reaction)


def change(points: float) -> str:
    """What typically changes from before a break to after it."""
    if abs(points) < NO_CHANGE:
        return "typically about the same right after"
    return f"typically {abs(points):g} {'lower' if points < 0 else 'higher'} right after"


def _three_steps(place: Place, command: str, how: str = "") -> list[str]:
    return [
        f"Likely tight: {place.tight}.",
        f"Likely under-used: {place.underused}.",
        f"What to do{how}:",
        # By itself and indented: to be copied, and never broken in two.
        f"  {command}",
        MODEL,
    ]


def _otherwise(place: Place) -> list[str]:
    """What could be done afterwards, and where there is no room for the first."""
    after = "then a look far away, or a walk" if not place.then else f"then, if you like: {_command(place.then)}"
    seated = SEATED.get(place.first)
    return [after.capitalize() if seated is None else f"{after.capitalize()}; all from the chair: {_command(seated)}"]


def _leave_out(exercises: tuple[str, ...], *, again: bool) -> list[str]:
    named = " and ".join(exercises)
    if again:
        return [
            f"It is clearly stronger than before, the second time within a week. Leave out {named} from now on.",
            "Ask a doctor or physiotherapist about it.",
            "`stretchbreak routines` tells where routines live; copy yours and take it out there.",
        ]
    return [f"It is clearly stronger than before. Leave out {named} today."]


def _command(routine: str, options: str = "") -> str:
    return f"stretchbreak do {routine}{options}"
