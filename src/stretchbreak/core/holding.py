"""What keeps a break from being offered, and what becomes of it: it is owed, or waits for the hands to rest.

Whatever is owed ends in one of these, each with its record: the one offer afterwards, or its merging into a break
that is near or offered already; the end of the hours; a start, a skip, a break done already or a natural break, each
of which says what it settles. A natural break settles nothing while something still holds: who sits still in a call
has not had a break.
"""

from __future__ import annotations

from dataclasses import replace

from stretchbreak.core import passing, small
from stretchbreak.core.day import Awaiting, Due, HeadsUp, Plan, Snoozing, Working, beneath
from stretchbreak.core.effects import Announce, DayEffect, DecisionKind, Record
from stretchbreak.core.events import Held, Moment, Released, Typed
from stretchbreak.core.wording import duration, to_the_second
from stretchbreak.core.workplan import Facing, Hold, Layer, OffHours, Owed, Step, Typing, Workday, WorkPlan, record

SETTLING: frozenset[DecisionKind] = frozenset({"start", "skip", "finish", "natural"})
"""What a user can do about a break does it for the owed ones too."""


def release(day: Workday) -> float | None:
    """Monotonic time at which the first hold ends by itself, or the typing."""
    ends = [hold.until for hold in day.holds if hold.until is not None]
    if day.typing is not None and day.typing.until is not None:
        ends.append(day.typing.until)
    return min(ends, default=None)


def held(day: Workday, event: Held) -> Workday:
    """The day with this hold. One for the same reason goes on for as long as the longer of them."""
    others = tuple(hold for hold in day.holds if hold.reason != event.reason)
    ends = [hold.until for hold in day.holds if hold.reason == event.reason]
    ends.append(None if event.seconds is None else event.at.mono + event.seconds)
    lasting = [end for end in ends if end is not None]
    return replace(day, holds=(*others, Hold(event.reason, max(lasting) if len(lasting) == len(ends) else None)))


def released(day: Workday, event: Released) -> Workday:
    """The day without the hold for this reason."""
    return replace(day, holds=tuple(hold for hold in day.holds if hold.reason != event.reason))


def without_ended(day: Workday, at: Moment) -> Workday:
    """The day without holds, and without typing, that have ended by themselves."""
    holds = tuple(hold for hold in day.holds if hold.until is None or hold.until > at.mono)
    typing = day.typing
    if typing is not None and typing.until is not None and typing.until <= at.mono:
        typing = None
    return replace(day, holds=holds, typing=typing)


# Kept back


def kept_back(plan: WorkPlan, day: Workday, before: Facing, at: Moment, effects: tuple[DayEffect, ...]) -> Step:
    """What happened to the main break, less what is not to reach the user now; ``before`` is what it was."""
    if day.holds:
        return _muted(plan, day, at, effects)
    if plan.patience is not None and day.typing is not None and _falls_due(before, day.facing):
        return replace(day, facing=Awaiting(since=at.mono, until=at.mono + plan.patience.at_most)), _unheard(effects)
    return day, effects


def _falls_due(before: Facing, after: Facing) -> bool:
    """Whether the rhythm has just offered a break. One that was put off comes back to the minute."""
    return isinstance(before, Working | HeadsUp) and isinstance(after, Due)


def _muted(plan: WorkPlan, day: Workday, at: Moment, effects: tuple[DayEffect, ...]) -> Step:
    """An offer is owed, a heads-up is not heard."""
    unheard = _unheard(effects)
    if isinstance(day.facing, OffHours) or not isinstance(beneath(day.facing), Due | Awaiting):
        return day, unheard
    main = plan.plan(day)
    owing, owed = _owe(day, main, at, "main")
    return replace(owing, facing=Working(due=main.next_due(at))), (*unheard, owed)


def small_kept_back(plan: WorkPlan, day: Workday, at: Moment, effects: tuple[DayEffect, ...]) -> Step:
    """The same for the small break: while something holds, it is owed."""
    if plan.small is None or not day.holds:
        return day, effects
    if not small.is_due(day):
        return day, _unheard(effects)
    owing, owed = _owe(day, plan.small, at, "small")
    return replace(owing, small=Working(due=plan.small.next_due(at))), (*_unheard(effects), owed)


def _unheard(effects: tuple[DayEffect, ...]) -> tuple[DayEffect, ...]:
    return tuple(effect for effect in effects if not _is_heard(effect))


def _is_heard(effect: DayEffect) -> bool:
    return isinstance(effect, Announce) or (isinstance(effect, Record) and effect.what in {"offer", "heads-up"})


def _owe(day: Workday, plan: Plan, at: Moment, layer: Layer) -> tuple[Workday, Record]:
    """Owe the break that is due; its rhythm goes on."""
    reason = " and ".join(hold.reason for hold in day.holds)
    owed = record(plan, at, "held", f"{reason}; it will be offered afterwards")
    return replace(day, owed=(*day.owed, Owed(at, reason, layer))), owed


# Typing


def typed(plan: WorkPlan, day: Workday, event: Typed) -> Workday:
    """Somebody types from now on. That hands rest shows only when they have rested for a while."""
    idle = 0.0 if plan.patience is None else plan.patience.idle
    until = None if event.seconds is None else event.at.mono + event.seconds + idle
    return replace(day, typing=Typing(until))


def rested(plan: WorkPlan, day: Workday, at: Moment) -> Step:
    """Offer the break that waited for a pause in typing, once there is one."""
    if day.typing is not None or isinstance(day.facing, OffHours):
        return day, ()
    waiting = beneath(day.facing)
    if not isinstance(waiting, Awaiting):
        return day, ()
    after, effects = passing.offer_after_typing(plan.plan(day), waiting, at)
    return replace(day, facing=after), effects


# Owed


def offer_owed(plan: WorkPlan, day: Workday, at: Moment) -> Step:
    """One offer for everything owed; or none, if the next one is near enough. It waits for a user who is busy."""
    main, paid = plan.plan(day), replace(day, owed=())
    only_small = all(owed.layer == "small" for owed in day.owed)
    reach = small.MERGE if only_small else main.every / 2
    match day.facing:
        case Due() | Awaiting():
            return paid, (record(main, at, "merged", f"{owing(day)}; into the break offered now"),)
        case Working(due=due) | HeadsUp(due=due) | Snoozing(due=due) if due - at.mono < reach:
            near = f"the next break is {duration(due - at.mono)} away"
            return paid, (record(main, at, "merged", f"{owing(day)}; {near}"),)
        case Working() | HeadsUp() | Snoozing() if only_small and plan.small is not None:
            return _offer_small(plan.small, day, paid, at)
        case Working() | HeadsUp() | Snoozing():
            return replace(paid, facing=Due(since=at.mono)), (
                Announce(at=at, what="offer", routine=main.routine, due_in=0.0),
                record(main, at, "owed-offer", owing(day)),
            )
        case _:
            return day, ()


def _offer_small(plan: Plan, day: Workday, paid: Workday, at: Moment) -> Step:
    """Nothing but small breaks was held: the next of them may be near enough."""
    due = day.small.due if isinstance(day.small, Working) else at.mono
    if due - at.mono < plan.every / 2:
        near = f"the next small break is {duration(due - at.mono)} away"
        return paid, (record(plan, at, "merged", f"{owing(day)}; {near}"),)
    return small.offered(plan, paid, at, owing(day))


def owing(day: Workday) -> str:
    """What is owed, since when and why, in words."""
    reasons = ", ".join(dict.fromkeys(owed.reason for owed in day.owed))
    return f"{len(day.owed)} held since {to_the_second(day.owed[0].since.wall):%H:%M} ({reasons})"


def settled_with(day: Workday, effects: tuple[DayEffect, ...]) -> Step:
    """What was done about a break settles what is owed, and says so."""
    settling = SETTLING - {"natural"} if day.holds else SETTLING
    if not day.owed or not any(isinstance(effect, Record) and effect.what in settling for effect in effects):
        return day, effects
    also = f"; settles {owing(day)}"
    return replace(day, owed=()), tuple(
        replace(effect, why=effect.why + also) if isinstance(effect, Record) and effect.what in settling else effect
        for effect in effects
    )
