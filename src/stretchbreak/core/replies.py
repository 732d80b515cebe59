"""What was done about an order from another terminal, and when the next break is: in a line or two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stretchbreak.core.effects import DayEffect, DecisionKind, Record, Refuse
from stretchbreak.core.events import Declined, Held, Paused, Released, Resumed, SelfReported, Snoozed, WorkdayEvent
from stretchbreak.core.view import DayView
from stretchbreak.core.wording import duration, to_the_second


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The answer to an order: sentences for stdout, or, with exit code 1, what speaks against it for stderr."""

    exit: int = 0
    out: str = ""
    err: str = ""


def reply(event: WorkdayEvent, effects: Sequence[DayEffect], view: DayView) -> Reply:
    """What to say about this event and what came of it, with the day as it stands now."""
    refused = next((effect.why for effect in effects if isinstance(effect, Refuse)), None)
    if refused is not None:
        return Reply(exit=1, err=f"{refused} {standing(view)}\n")
    reasons = {effect.what: effect.why for effect in effects if isinstance(effect, Record)}
    return Reply(out=f"{_done(event, reasons, view)} {standing(view)}\n")


def _done(event: WorkdayEvent, reasons: Mapping[DecisionKind, str], view: DayView) -> str:
    match event:
        case Paused():
            return f"Paused {reasons.get('pause', '')}.".replace(" .", ".")
        case Resumed():
            return "Going on." if "resume" in reasons else "Nothing was paused."
        case Snoozed():
            return f"Snoozed {reasons.get('snooze', '')}.".replace(" .", ".")
        case Declined():
            return f"Skipped: {reasons.get('skip', 'no reason given')}."
        case SelfReported():
            return "Noted as done already."
        case Held(reason=reason, seconds=seconds):
            until = "" if seconds is None else f" for {duration(seconds)}"
            return f"Every break is held{until}: {reason}. What falls due is offered once afterwards."
        case Released(reason=reason) if reason in view.holds:
            return f"The {reason} goes on."
        case Released(reason=reason):
            return f"No {reason} holds breaks any more."
        case _:
            return "Done."


def standing(view: DayView) -> str:
    """When the next break is, or why there is none, in one sentence."""
    at = "" if view.next_at is None else f"{to_the_second(view.next_at):%H:%M}"
    match view.mode:
        case "working" | "heads-up" if view.holds:
            return f"Next break at {at}, unless it is held ({' and '.join(view.holds)})."
        case "working" | "heads-up":
            return f"Next break at {at}."
        case "due":
            return f"A break waits since {at}."
        case "held":
            return f"A break is held ({' and '.join(view.holds) or 'just now'}); the next is due at {at}."
        case "stretching":
            return "A break is on."
        case "paused":
            return "Until `stretchbreak resume`." if view.paused_until is None else f"Next break at {at}."
        case "off-hours":
            opens = "" if view.opens_at is None else f" until {view.opens_at:%a %H:%M}"
            return f"Off hours{opens}."
