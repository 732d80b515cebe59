"""The questions of a check-in: one key each, always skippable, and the red flags where they belong."""

from __future__ import annotations

import pytest

from fakes import MORNING
from stretchbreak.core.checkin import Answers, Rating
from stretchbreak.core.interview import Asking, Interview, Over, answered, begin, question
from stretchbreak.core.red_flags import RED_FLAGS


def typed(keys: str, first: Asking | None = None) -> Interview:
    """Where these keys lead; ``.`` is Enter."""
    now: Interview = first or begin()
    for key in keys:
        assert isinstance(now, Asking), f"{key} has nothing left to answer"
        now = answered(now, {".": "enter", "!": "esc"}.get(key, key))
    return now


def over(keys: str, first: Asking | None = None) -> Answers:
    """What these keys answer to the end."""
    end = typed(keys, first)
    assert isinstance(end, Over)
    return end.answers


def test_four_keys_are_a_check_in() -> None:
    """Where, where there, how strong, nothing new."""
    assert over("n14.") == Answers(place="side of the neck", score=4)


def test_a_region_that_is_one_place_needs_three() -> None:
    """Wrists are wrists."""
    assert over("w2.") == Answers(place="wrists", score=2)


def test_nowhere_needs_one() -> None:
    """Nothing to rate."""
    assert over("0") == Answers(place="nowhere")


def test_ten_has_a_key_of_its_own() -> None:
    """The letter x is 10."""
    assert over("hx.n!").score == 10


@pytest.mark.parametrize("key", [".", "!"])
def test_every_question_can_be_skipped(key: str) -> None:
    """Enter and Esc end the interview from any question, with no more than was answered."""
    assert over(key) == Answers()
    assert over(f"n{key}") == Answers()
    assert over(f"w{key}{key}") == Answers(place="wrists")
    assert over(f"w9{key}{key}") == Answers(place="wrists", score=9)


def test_a_key_that_is_no_answer_changes_nothing() -> None:
    """A slip of the finger asks the same question again."""
    for keys in ("", "n", "w", "w2", "w9."):
        assert typed(f"{keys}?") == typed(keys)


def test_a_strong_number_asks_for_red_flags() -> None:
    """From 7 on; 6 does not."""
    assert isinstance(typed("w6."), Over)
    asking = typed("w7.")
    assert isinstance(asking, Asking)
    assert question(asking).listed == RED_FLAGS["emergency"]


def test_anything_new_asks_for_red_flags() -> None:
    """Tingling, dizziness, sharp pain: whatever the number, or without one."""
    for keys in ("w1t", "w1d", "w1p", "w.p"):
        asking = typed(keys)
        assert isinstance(asking, Asking)
        assert asking.topic == "emergency"


def test_the_most_urgent_flag_ends_the_questions() -> None:
    """Yes ends; no goes on to the next list; no to all of them clears."""
    assert over("w9.y").flag == "emergency"
    assert over("w9.ny").flag == "same day"
    assert over("w9.nny").flag == "appointment"
    assert over("w9.nnn") == Answers(place="wrists", score=9, cleared=True)


def test_a_list_that_is_skipped_is_not_denied() -> None:
    """Who does not answer has not said no."""
    assert not over("w9.n.").cleared


def test_after_a_break_only_the_number_is_asked() -> None:
    """The place is known: how strong now, and anything new."""
    before = Rating(at=MORNING, when="before", place="hips", score=3)
    first = begin(before)
    assert "3 before" in question(first).text
    assert over("2.", first) == Answers(place="hips", score=2, before=before)
