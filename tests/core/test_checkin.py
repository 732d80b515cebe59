"""The rules of the check-in: what follows from which number, and what is kept of it."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime, timedelta

import pytest

from fakes import MORNING, a_routine, an_exercise
from stretchbreak.core.checkin import (
    Answers,
    Blocked,
    Gentle,
    LeaveOut,
    News,
    Normal,
    Noted,
    NotToday,
    Rating,
    Stop,
    Unanswered,
    is_allowed,
    lasts,
    left_out,
    pairs,
    reaction,
    typical_change,
    unpaired,
)
from stretchbreak.core.checkin_wording import NOT_TODAY, advice, change
from stretchbreak.core.places import MODEL, PLACES
from stretchbreak.core.red_flags import RED_FLAGS, WHAT_TO_DO, Urgency

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
NECK = PLACES["side of the neck"]


def before(score: int, when: datetime = MORNING, routine: str = "") -> Rating:
    """A number for the neck before a break."""
    return Rating(at=when, when="before", place=NECK.name, score=score, routine=routine)


def after(score: int, when: datetime = MORNING + HOUR, routine: str = "neck-long") -> Rating:
    """A number for the neck after a break."""
    return Rating(at=when, when="after", place=NECK.name, score=score, routine=routine)


def answers(score: int | None) -> Answers:
    """The neck, with this number."""
    return Answers(place=NECK.name, score=score)


def now(score: int, was: int) -> Answers:
    """The neck after a break, when it had the number ``was`` before."""
    return Answers(place=NECK.name, score=score, before=before(was, routine="neck-long"))


@pytest.mark.parametrize("score", range(4))
def test_up_to_three_is_a_normal_routine(score: int) -> None:
    """0 to 3: the routine of the place as it is."""
    assert reaction(answers(score)) == Normal(place=NECK)


@pytest.mark.parametrize(("score", "reps"), [(4, 8), (5, 7), (6, 6)])
def test_from_four_it_is_gentle(score: int, reps: int) -> None:
    """4 to 6: gentle tempo, no hand, and fewer reps the stronger it is."""
    told = reaction(answers(score))
    assert told == Gentle(place=NECK, reps=reps)
    said = " ".join(advice(told))
    assert f"stretchbreak do neck-long --tempo gentle --reps {reps}" in said
    assert "without a hand" in said


@pytest.mark.parametrize("score", [7, 8, 9, 10])
def test_from_seven_it_is_not_today(score: int) -> None:
    """7 to 10: no routine is started, and that is said."""
    told = reaction(answers(score))
    assert told == NotToday(place=NECK)
    assert not is_allowed(told)
    assert advice(told)[0] == NOT_TODAY


@pytest.mark.parametrize(("was", "score"), [(0, 2), (3, 5), (5, 10)])
def test_two_more_afterwards_stops_that_exercise(was: int, score: int) -> None:
    """From two points more on, the exercises for that place are proposed to be left out today."""
    told = reaction(now(score, was), [before(was)])
    assert told == LeaveOut(place=NECK, routine="neck-long", again=False)
    assert advice(told, exercises=("levator",)) == ["It is clearly stronger than before. Leave out levator today."]


def test_one_more_afterwards_is_noise() -> None:
    """One point up, none, or down: it is noted, and nothing is concluded from it."""
    assert {type(reaction(now(score, 4))) for score in (5, 4, 1)} == {Noted}


def test_a_strong_number_afterwards_is_not_today_either() -> None:
    """7 afterwards, from 6 before: nothing more today."""
    assert reaction(now(7, 6)) == NotToday(place=NECK)


def test_the_second_time_in_a_week_leaves_it_out_for_good() -> None:
    """Two points more twice within seven days: out of the routine, and a professional is to be asked."""
    earlier = [before(2, MORNING - 3 * DAY), after(4, MORNING - 3 * DAY + HOUR)]
    told = reaction(now(4, 2), earlier)
    assert told == LeaveOut(place=NECK, routine="neck-long", again=True)
    assert "physiotherapist" in advice(told, exercises=("levator",))[1]


def test_the_second_time_after_a_week_is_a_first_time() -> None:
    """Eight days ago does not count, nor does what another routine did."""
    long_ago = [before(2, MORNING - 9 * DAY), after(4, MORNING - 9 * DAY + HOUR)]
    another = [before(2, MORNING - 3 * DAY), after(4, MORNING - 3 * DAY + HOUR, "thoracic")]
    assert reaction(now(4, 2), [*long_ago, *another]) == LeaveOut(place=NECK, routine="neck-long", again=False)


@pytest.mark.parametrize("news", ["tingling", "dizziness", "sharp pain"])
def test_something_new_stops_whatever_the_number(news: News) -> None:
    """Tingling, dizziness and sharp pain stop at 1 as at 6, even where every red flag was denied."""
    told = reaction(replace(answers(1), news=news, cleared=True))
    assert told == Stop(news=news)
    assert not is_allowed(told)
    assert news in advice(told)[0]


@pytest.mark.parametrize("urgency", RED_FLAGS)
def test_a_red_flag_blocks_with_its_urgency(urgency: Urgency) -> None:
    """Whatever else was answered: no routine, and to whom to turn how soon."""
    for said in (answers(0), answers(9), replace(answers(2), news="tingling"), now(2, 2)):
        told = reaction(replace(said, flag=urgency))
        assert told == Blocked(urgency=urgency)
        assert not is_allowed(told)
        assert WHAT_TO_DO[urgency] in advice(told)[0]
        assert "will not start a routine" in advice(told)[0]


def test_what_is_kept_has_no_place_for_a_red_flag() -> None:
    """A rating holds when, where, how strong and which routine: nothing that was new, no flag."""
    assert {field.name for field in fields(Rating)} == {"at", "when", "place", "score", "routine"}


def test_no_answer_leads_to_nothing() -> None:
    """Without a place or without a number nothing is proposed and nothing kept."""
    assert reaction(Answers()) == Unanswered()
    assert reaction(answers(None)) == Unanswered()


def test_nowhere_is_the_usual_routine() -> None:
    """Whoever feels nothing needs no number."""
    told = reaction(Answers(place="nowhere"))
    assert told == Normal(place=PLACES["nowhere"])
    assert "upper-back-reset" in advice(told)[0]


def test_three_steps_and_a_model_are_told() -> None:
    """Where it is tight, what is under-used, what to do; and that this is a model and no diagnosis."""
    said = advice(reaction(answers(2)))
    assert [line.split(":")[0] for line in said[:3]] == ["Likely tight", "Likely under-used", "What to do"]
    assert said[3:5] == ["  stretchbreak do neck-long", MODEL]
    assert "not a diagnosis" in MODEL


def test_the_exercises_for_the_place_are_left_out() -> None:
    """Only those that work there; all of them if none is known to."""
    neck = replace(an_exercise(name="Neck one"), region="neck")
    other = replace(an_exercise(name="Hip one"), region="hips")
    assert left_out(a_routine(neck, other), NECK) == ("neck-one",)
    assert left_out(a_routine(other), NECK) == ("hip-one",)


def test_a_number_before_is_paired_with_the_next_one_of_its_day() -> None:
    """A number afterwards belongs to the last one before it, of the same place and date."""
    late = [before(5, MORNING), before(3, MORNING + HOUR), after(2, MORNING + 2 * HOUR), after(1, MORNING + DAY)]
    assert [(first.score, then.score) for first, then in pairs(late)] == [(3, 2)]
    assert unpaired(late[:2], MORNING.date()) == late[1]
    assert unpaired(late[:3], MORNING.date()) is None
    assert unpaired(late[:2], MORNING.date() + DAY) is None


def test_what_typically_changes_is_told_from_six_pairs_on() -> None:
    """One pair proves nothing: the median of six, and about the same under one point."""
    six = [one for day in range(6) for one in (before(4, MORNING + day * DAY), after(3, MORNING + day * DAY + HOUR))]
    assert typical_change(six[:-2]) is None
    assert typical_change(six) == -1
    assert change(-1.0) == "typically 1 lower right after"
    assert change(1.5) == "typically 1.5 higher right after"
    assert change(-0.5) == "typically about the same right after"


def test_what_lasts_two_weeks_is_worth_an_appointment() -> None:
    """3 or more on most days of two weeks, and no better; not if it gets better, is weaker, or is seldom."""
    days = [MORNING - number * DAY for number in range(13, -1, -1)]
    assert lasts([before(4, day) for day in days], NECK.name, MORNING)
    assert not lasts([before(7 - number // 3, day) for number, day in enumerate(days)], NECK.name, MORNING)
    assert not lasts([before(2, day) for day in days], NECK.name, MORNING)
    assert not lasts([before(4, day) for day in days[::2]], NECK.name, MORNING)
    assert not lasts([before(4, day) for day in days], "hips", MORNING)
