"""A question as lines: within the window, whole, and without colour or frame where it is read aloud."""

from __future__ import annotations

import pytest

from stretchbreak.core.checkin import Answers
from stretchbreak.core.interview import Asking, Topic, begin, question
from stretchbreak.core.red_flags import RED_FLAGS
from stretchbreak.screen.asking import asked, sentences, told
from stretchbreak.screen.glyphs import ASCII, UNICODE, Glyphs

TOPICS: tuple[Topic, ...] = ("where", "how strong", "news", "emergency", "same day", "appointment")


@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("glyphs", [UNICODE, ASCII], ids=["unicode", "ascii"])
def test_a_question_is_whole_in_every_window(columns: int, topic: Topic, glyphs: Glyphs) -> None:
    """No row is wider than the window, and no word and no key is missing."""
    one = question(Asking(topic=topic, answers=Answers(place="hips")))
    rows = [row.plain for row in asked(one, columns, glyphs)]
    assert max(map(len, rows)) <= min(columns, 80)
    words = " ".join(" ".join(rows).split())
    for item in one.listed:
        assert item in words
    for key, word in (*one.choices, ("enter", one.enter)):
        assert f"{key} {word}" in words


def test_a_question_read_aloud_has_its_number() -> None:
    """One sentence for the question, one for its keys."""
    assert sentences(question(begin()), 1) == [
        "1. Where do you feel something?",
        "   n neck, s shoulders, u upper back, l low back, w wrists, h hips, e eyes, 0 nowhere, enter no answer",
    ]
    flags = question(Asking(topic="emergency", answers=Answers()))
    assert sentences(flags, 4)[1:-1] == [f"   - {item}" for item in RED_FLAGS["emergency"]]


def test_a_command_is_never_broken_in_two() -> None:
    """It can be copied from the narrowest window; sentences are wrapped."""
    command = "  stretchbreak do neck-long --tempo gentle --reps 8"
    assert [row.plain for row in told(command, 20)] == [command]
    assert len(told("a sentence of more than twenty letters", 20)) == 2
