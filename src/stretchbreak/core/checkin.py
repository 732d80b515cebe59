"""The check-in: where, how strong from 0 to 10, anything new; and what follows from that.

Numbers and places are kept, to be compared. What is new, and what is on the list of red flags, is asked, acted upon
and forgotten: no `Rating` has a place for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

from stretchbreak.core.places import PLACES, Place, PlaceName
from stretchbreak.core.red_flags import Urgency
from stretchbreak.core.routine import Routine

News = Literal["tingling", "dizziness", "sharp pain"]

GENTLE_FROM: Final = 4
NOT_FROM: Final = 7
MORE: Final = 2
"""Points by which a number afterwards is higher than before that stop an exercise."""

AGAIN_WITHIN: Final = timedelta(days=7)
LASTING: Final = timedelta(days=14)
LASTING_FROM: Final = 3
PAIRS_TO_TELL: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """How strong something was, somewhere, before a break or after one; afterwards with the routine that was done."""

    at: datetime
    when: Literal["before", "after"]
    place: PlaceName
    score: int
    routine: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What was answered. ``before`` is what it was before the break, if it is after one.

    ``flag`` is the most urgent red flag that was affirmed, ``cleared`` that each of them was denied.
    """

    place: PlaceName | None = None
    score: int | None = None
    before: Rating | None = None
    news: News | None = None
    flag: Urgency | None = None
    cleared: bool = False


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Nothing was answered: nothing follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Normal:
    """The routine of the place, as it is."""

    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Gentle:
    """The routine of the place at gentle tempo, with so many reps, and no hand."""

    place: Place
    reps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NotToday:
    """No routine today."""

    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Something is new: nothing more today, whatever the list of red flags said."""

    news: News


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocked:
    """A red flag: somebody else has to look at it, this soon."""

    urgency: Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveOut:
    """It is clearly stronger than before: the exercises of that routine for this place are left out today.

    The second time within a week (``again``) they are to be left out for good, and a professional is to be asked.
    """

    place: Place
    routine: str
    again: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """Afterwards it is not clearly stronger."""

    place: Place


Reaction = Unanswered | Normal | Gentle | NotToday | Stop | Blocked | LeaveOut | Noted


def reaction(answers: Answers, past: Sequence[Rating] = ()) -> Reaction:
    """What follows from the answers; ``past`` are the ratings that were kept before."""
    if answers.flag is not None:
        return Blocked(urgency=answers.flag)
    if answers.news is not None:
        return Stop(news=answers.news)
    if answers.place is None:
        return Unanswered()
    place = PLACES[answers.place]
    if place.name == "nowhere":
        return Normal(place=place)
    if answers.score is None:
        return Unanswered()
    if answers.before is not None:
        return _afterwards(place, answers.before, answers.score, past)
    return _beforehand(place, answers.score)


def _beforehand(place: Place, score: int) -> Reaction:
    if score >= NOT_FROM:
        return NotToday(place=place)
    return Gentle(place=place, reps=12 - score) if score >= GENTLE_FROM else Normal(place=place)


def _afterwards(place: Place, before: Rating, score: int, past: Sequence[Rating]) -> Reaction:
    if score < before.score + MORE:
        return NotToday(place=place) if score >= NOT_FROM else Noted(place=place)
    again = any(
        after.score >= first.score + MORE and after.routine == before.routine
        for first, after in pairs(past)
        if first.at != before.at and before.at - after.at <= AGAIN_WITHIN
    )
    return LeaveOut(place=place, routine=before.routine, again=again)


def wants_flags(answers: Answers) -> bool:
    """Whether the red flags are to be asked: something is new, or the number is high."""
    return answers.news is not None or (answers.score is not None and answers.score >= NOT_FROM)


def is_allowed(told: Reaction) -> bool:
    """Whether a routine may be started after this."""
    return not isinstance(told, NotToday | Stop | Blocked)


def left_out(routine: Routine, place: Place) -> tuple[str, ...]:
    """The exercises of the routine that work there; all of them where none does."""
    there = tuple(one.id for one in routine.exercises if one.region in place.parts)
    return there or tuple(one.id for one in routine.exercises)


def pairs(ratings: Sequence[Rating]) -> Iterator[tuple[Rating, Rating]]:
    """Each number afterwards with the last one before it, of the same date and place."""
    open_: dict[PlaceName, Rating] = {}
    for one in sorted(ratings, key=lambda rating: rating.at):
        if one.when == "before":
            open_[one.place] = one
        elif (first := open_.pop(one.place, None)) is not None and first.at.date() == one.at.date():
            yield first, one


def unpaired(ratings: Sequence[Rating], today: date) -> Rating | None:
    """The number of today that has none afterwards yet; the newest, if it is the last thing that was told."""
    of_today = sorted((one for one in ratings if one.at.date() == today), key=lambda rating: rating.at)
    return of_today[-1] if of_today and of_today[-1].when == "before" else None


def typical_change(ratings: Sequence[Rating]) -> float | None:
    """How many points it typically changes, from before to after; None while there is too little to tell by."""
    changes = [after.score - before.score for before, after in pairs(ratings)]
    return median(changes) if len(changes) >= PAIRS_TO_TELL else None


def lasts(ratings: Sequence[Rating], place: PlaceName, now: datetime) -> bool:
    """Whether it has been felt there on most days of two weeks, and is no better than in the beginning."""
    days: dict[date, int] = {}
    for one in ratings:
        if one.place == place and now - LASTING <= one.at <= now:
            days[one.at.date()] = max(one.score, days.get(one.at.date(), 0))
    felt = [score for _, score in sorted(days.items()) if score >= LASTING_FROM]
    half = len(felt) // 2
    return len(felt) > LASTING.days / 2 and median(felt[-half:]) >= median(felt[:half])


def median(numbers: Sequence[int]) -> float:
    """The middle one, or half way between the middle two."""
    ordered, half = sorted(numbers), len(numbers) // 2
    return (ordered[half] + ordered[-half - 1]) / 2
