"""Decisions of two weeks → one suggestion, once a week: an hour whose breaks are hardly ever taken.

Nothing changes by itself. Whoever has a fixed call at eleven may want to move the break, or to mute that hour.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from stretchbreak.core.decisions import Decision
from stretchbreak.core.effects import DecisionKind

LOOKED_BACK = timedelta(days=14)
EVERY = timedelta(days=7)
"""Between two suggestions, whatever they are about."""

FEWEST = 5
"""Offers of an hour below which nothing can be said about it."""

SHARE = 0.6
"""More than this share of them not started: the hour does not suit."""

OFFERED: frozenset[DecisionKind] = frozenset({"offer", "owed-offer"})
STARTED: frozenset[DecisionKind] = frozenset({"start", "finish"})
LET_GO: frozenset[DecisionKind] = frozenset({"skip", "missed", "closed"})
NEITHER: frozenset[DecisionKind] = frozenset({"natural", "held"})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """At this hour of the clock so many of the breaks that were offered have been let go."""

    hour: int
    let_go: int
    offers: int


def suggestion(decisions: Iterable[Decision], now: datetime, last: date | None) -> Suggestion | None:
    """The hour that suits least, if one suits so little; ``last`` is the date of the suggestion before."""
    if last is not None and now.date() - last < EVERY:
        return None
    recent = (one for one in decisions if one.at > now - LOOKED_BACK)
    offers: Counter[int] = Counter()
    let_go: Counter[int] = Counter()
    for hour, what in _answered(recent, now.tzinfo):
        offers[hour] += 1
        let_go[hour] += what in LET_GO
    found = [Suggestion(hour, let_go[hour], count) for hour, count in offers.items()]
    unsuited = [one for one in found if one.offers >= FEWEST and one.let_go > SHARE * one.offers]
    return max(unsuited, key=lambda one: (one.let_go / one.offers, one.offers, one.hour), default=None)


def _answered(decisions: Iterable[Decision], zone: tzinfo | None) -> Iterator[tuple[int, DecisionKind]]:
    """The hour of each first offer with what it came to. A break that is put off keeps the hour it was offered at."""
    waiting: dict[str, int] = {}
    for one in decisions:
        if one.what in OFFERED:
            waiting.setdefault(one.routine, one.at.astimezone(zone).hour)
        elif one.what in STARTED | LET_GO and one.routine in waiting:
            yield waiting.pop(one.routine), one.what
        elif one.what in NEITHER:
            waiting.pop(one.routine, None)
