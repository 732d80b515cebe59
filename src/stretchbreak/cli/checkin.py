"""``stretchbreak checkin``: where, how strong, anything new; and what to do about it."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from stretchbreak.boundaries import CheckIns, Journal
from stretchbreak.cli.hearing import Hears
from stretchbreak.cli.interviewing import Lines, conduct, pressing
from stretchbreak.cli.options import library
from stretchbreak.cli.seat import has_screen, seat
from stretchbreak.core.checkin import (
    Answers,
    LeaveOut,
    Noted,
    Rating,
    Reaction,
    lasts,
    left_out,
    reaction,
    typical_change,
    unpaired,
)
from stretchbreak.core.checkin_wording import AN_APPOINTMENT, advice, change
from stretchbreak.core.interview import begin
from stretchbreak.core.places import PLACES
from stretchbreak.errors import StretchbreakError
from stretchbreak.shell import folders
from stretchbreak.shell.checkins import FileCheckIns
from stretchbreak.shell.clock import SystemClock
from stretchbreak.shell.journal import FileJournal

LOOKED_BACK: Final = timedelta(days=84)

NOBODY_TO_ASK: Final = (
    "a check-in asks for keys, and there is no keyboard to read here; run `stretchbreak checkin` in a terminal"
)


def check_in(*, plain: bool, as_json: bool) -> None:
    """Ask, keep the number, and say what to do."""
    clock = SystemClock()
    checkins = FileCheckIns(folders.journal())
    past = checkins.since(clock.now().wall - LOOKED_BACK)
    if as_json:
        _print_json(past)
        return
    journal = FileJournal(folders.journal())
    with seat(clock, plain=True, hears=Hears(tones=False, voice=False, volume=0)) as here:
        if here.terminal.source is None:
            raise StretchbreakError(NOBODY_TO_ASK)
        lines = Lines(here.terminal, plain=plain or not has_screen())
        first = begin(open_rating(past, clock.now().wall.date(), journal))
        answers = conduct(first, lines, pressing(clock, here.vigil))
        told = reaction(answers, past)
        trouble = keep(checkins, answers, clock.now().wall)
        lines.say(outcome(told, answers, checkins.since(clock.now().wall - LOOKED_BACK), clock.now().wall))
    if trouble is not None:
        print(trouble, file=sys.stderr)


def open_rating(past: Sequence[Rating], today: date, journal: Journal) -> Rating | None:
    """The number of today that was told before a break which has been taken since, with the routine of that break."""
    before = unpaired(past, today)
    if before is None:
        return None
    taken = [one for one in journal.since(before.at).decisions if one.what == "finish" and one.reps]
    return replace(before, routine=taken[-1].routine) if taken else None


def keep(checkins: CheckIns, answers: Answers, now: datetime) -> str | None:
    """Keep place and number, if both were told, and nothing else."""
    rating = rating_of(answers, now)
    return None if rating is None else checkins.keep(rating)


def rating_of(answers: Answers, now: datetime) -> Rating | None:
    """What is kept of the answers."""
    if answers.place is None or answers.score is None:
        return None
    before = answers.before
    return Rating(
        at=now,
        when="before" if before is None else "after",
        place=answers.place,
        score=answers.score,
        routine="" if before is None else before.routine,
    )


def outcome(told: Reaction, answers: Answers, past: Sequence[Rating], now: datetime) -> list[str]:
    """What to do, and what two weeks and more of numbers say."""
    said = advice(told, exercises=_left_out(told))
    here = [one for one in past if one.place == answers.place]
    points = typical_change(here)
    if isinstance(told, Noted) and points is not None:
        said.append(f"Here it is {change(points)}.")
    if answers.place is not None and lasts(here, answers.place, now):
        said.append(AN_APPOINTMENT)
    return said


def _left_out(told: Reaction) -> tuple[str, ...]:
    if not isinstance(told, LeaveOut):
        return ()
    try:
        return left_out(library().routine(told.routine), told.place)
    except StretchbreakError:
        return (told.routine,)


def _print_json(ratings: Sequence[Rating]) -> None:
    for one in ratings:
        region = PLACES[one.place].region
        fields = {"at": one.at.isoformat(), "when": one.when, "region": region, "place": one.place}
        print(json.dumps(fields | {"score": one.score, "routine": one.routine or None}))
