"""``stretchbreak checkin`` and what is kept of it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from fakes import MORNING, FakeCheckIns, FakeJournal, a_decision
from real import run, window
from stretchbreak.cli.checkin import keep, open_rating, outcome, rating_of
from stretchbreak.core.checkin import Answers, Rating, reaction
from stretchbreak.core.checkin_wording import AN_APPOINTMENT

HOUR = timedelta(hours=1)
BEFORE = Rating(at=MORNING, when="before", place="hips", score=3)


def kept(home: Path) -> list[dict[str, object]]:
    """What the file of check-ins holds."""
    files = list(home.rglob("checkins.jsonl"))
    return [json.loads(line) for path in files for line in path.read_text("utf-8").splitlines()]


def test_a_number_is_kept_once_place_and_number_are_told() -> None:
    """Without one of them nothing is kept."""
    fake = FakeCheckIns()
    for answers in (Answers(), Answers(place="hips"), Answers(place="nowhere"), Answers(score=3)):
        assert keep(fake, answers, MORNING) is None
    assert fake.kept == []
    keep(fake, Answers(place="hips", score=3), MORNING)
    assert fake.kept == [BEFORE]


def test_no_red_flag_is_kept() -> None:
    """What is kept is the same with and without one, and with and without something new."""
    plain = Answers(place="hips", score=8)
    flagged = replace(plain, news="tingling", flag="emergency")
    assert rating_of(flagged, MORNING) == rating_of(plain, MORNING)


def test_after_a_break_the_same_place_is_asked_for() -> None:
    """Once a break was taken since; the routine of the last one is remembered with it."""
    journal = FakeJournal()
    assert open_rating([BEFORE], MORNING.date(), journal) is None
    journal.kept = [a_decision("finish", MORNING + HOUR, outcome="abandoned")]
    assert open_rating([BEFORE], MORNING.date(), journal) is None
    journal.kept = [a_decision("finish", MORNING + HOUR, outcome="partial", reps=3)]
    assert open_rating([BEFORE], MORNING.date(), journal) == replace(BEFORE, routine="small-reset")
    assert open_rating([BEFORE], MORNING.date() + timedelta(days=1), journal) is None


def test_what_lasts_is_told_with_the_advice() -> None:
    """Two weeks of the same number: worth an appointment."""
    past = [replace(BEFORE, at=MORNING - timedelta(days=day)) for day in range(14)]
    answers = Answers(place="hips", score=3)
    assert AN_APPOINTMENT in outcome(reaction(answers, past), answers, past, MORNING)
    assert AN_APPOINTMENT not in outcome(reaction(answers), answers, past[:3], MORNING)


@pytest.mark.slow
def test_without_a_terminal_nothing_is_asked(tmp_path: Path) -> None:
    """A stated problem that names the way, and an empty answer."""
    ended = run("checkin", home=tmp_path)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "in a terminal" in ended.stderr
    assert kept(tmp_path) == []


@pytest.mark.slow
@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (100, 30), (40, 8)])
def test_four_keys_lead_to_a_routine(tmp_path: Path, columns: int, rows: int) -> None:
    """In every window: asked, kept, and the command to type is told."""
    with window("checkin", home=tmp_path, columns=columns, rows=rows) as shown:
        for key, next_one in (("n", "Where in the neck?"), ("1", "How strong"), ("5", "Anything new?")):
            shown.shows("enter no answer")
            shown.press(key)
            shown.shows(next_one)
        shown.press("\r")
        assert shown.ends() == 0
        assert b"stretchbreak do neck-long --tempo gentle --reps 7" in shown.sent.replace(b"\r\n", b"")
        assert shown.is_restored
    assert [(one["place"], one["score"]) for one in kept(tmp_path)] == [("side of the neck", 5)]
    told = json.loads(run("checkin", "--json", home=tmp_path).stdout)
    assert (told["region"], told["place"], told["score"], told["routine"]) == ("neck", "side of the neck", 5, None)
    assert datetime.fromisoformat(told["at"]).tzinfo is not None


@pytest.mark.slow
@pytest.mark.parametrize("key", ["\r", "\x1b"])
def test_no_answer_is_an_answer(tmp_path: Path, key: str) -> None:
    """Enter or Esc at once: nothing is kept, and nothing is wrong."""
    with window("checkin", home=tmp_path) as shown:
        shown.shows("0 nowhere")
        shown.press(key)
        assert shown.ends() == 0
    assert kept(tmp_path) == []


@pytest.mark.slow
def test_a_red_flag_blocks_and_leaves_no_trace(tmp_path: Path) -> None:
    """Whom to call is told; in all that is written below the user's folder there is no word of it."""
    with window("checkin", "--plain", home=tmp_path) as shown:
        for key, next_one in (("w", "How strong"), ("1", "Anything new?"), ("t", "severe neck or head pain")):
            shown.shows("enter no")
            shown.press(key)
            shown.shows(next_one)
        shown.press("y")
        assert shown.ends() == 0
        assert "Call your emergency number now." in shown.text
    written = "".join(path.read_text("utf-8") for path in tmp_path.rglob("*") if path.is_file())
    assert "wrists" in written
    assert not any(word in written for word in ("tingling", "flag", "emergency", "news"))


@pytest.mark.slow
def test_ctrl_c_keeps_nothing(tmp_path: Path) -> None:
    """Left in the middle: the terminal as it was, 130, and no half answer."""
    with window("checkin", home=tmp_path) as shown:
        shown.shows("0 nowhere")
        shown.press("w")
        shown.shows("How strong")
        shown.press("\x03")
        assert shown.ends() == 130
    assert kept(tmp_path) == []
