"""What `status` knows of a day, in every state of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from fakes import BEGIN, MORNING, a_decision, at
from playing import HOUR, MINUTE, ROUTINE, START, finished, held, typed
from statuses import ASKED, ENGINE, LAYERED, PLAN, RESET, Asked
from stretchbreak.core.day import Due, Working
from stretchbreak.core.decisions import Decision
from stretchbreak.core.events import Moment
from stretchbreak.core.status import OwedBreak, StatusState, Target, status
from stretchbreak.core.workplan import Workday


def told(decisions: list[Decision], now: Moment | None = None, *, small: bool = False) -> Target:
    """The target after these decisions."""
    day = Workday(facing=Working(due=BEGIN + HOUR), seen=BEGIN)
    return status(LAYERED if small else PLAN, day, decisions, now or at(0), ENGINE, target=2).target


@pytest.mark.parametrize(
    ("name", "state", "next_in", "paused_for"),
    [
        ("working", "working", 2202.4, None),
        ("snoozed", "working", 258.0, None),
        ("in-a-meeting", "working", 600.0, None),
        ("heads-up", "heads-up", 103.0, None),
        ("typing", "heads-up", 272.0, None),
        ("due", "due", 0.0, None),
        ("due-with-no-snooze-left", "due", 0.0, None),
        ("a-small-break-due", "due", 0.0, None),
        ("held", "held", 2202.4, None),
        ("stretching", "stretching", None, None),
        ("a-mini-dose", "stretching", None, None),
        ("paused", "paused", 3600.0, 2400.0),
        ("paused-for-good", "paused", None, None),
        ("off-hours", "off-hours", None, None),
        ("the-weekend", "off-hours", None, None),
        ("away", "away", None, None),
    ],
)
def test_every_state_tells_what_comes_next(
    name: str, state: StatusState, next_in: float | None, paused_for: float | None
) -> None:
    """Its name, the seconds to the next break if anybody can know them, and the end of a pause if it has one."""
    asked = ASKED[name]
    seen = asked.status()
    assert seen.state == state
    assert seen.remaining == pytest.approx(next_in)
    assert (seen.next_at is None) == (next_in is None)
    assert seen.paused_until == (None if paused_for is None else at(asked.at + paused_for).wall)


@pytest.mark.parametrize(("name", "left"), [("due", 2), ("snoozed", 1), ("due-with-no-snooze-left", 0)])
def test_the_snoozes_that_are_left_are_counted(name: str, left: int) -> None:
    """Down to none."""
    assert ASKED[name].status().snoozes_left == left


def test_no_fewer_than_no_snoozes_are_left() -> None:
    """Not even after the settings have come to grant fewer than were used."""
    strict = replace(PLAN, turns=(replace(PLAN.turns[0], snoozes=1),))
    day = Workday(facing=Due(since=BEGIN, snoozes=2), seen=BEGIN)
    assert status(strict, day, [], at(0), ENGINE, target=2).snoozes_left == 0


def test_a_small_break_is_told_as_what_it_is() -> None:
    """Its own routine, its own time, and that it belongs to the second layer."""
    seen = ASKED["a-small-break-due"].status()
    assert (seen.layer, seen.routine, seen.routine_s, seen.snoozes_left) == ("small", "eyes", 14.0, 1)


def test_a_mini_dose_takes_its_own_time() -> None:
    """Under half a minute, where the whole routine would take more."""
    assert (ASKED["a-mini-dose"].status().routine_s, ASKED["stretching"].status().routine_s) == (23.0, 69.0)


@pytest.mark.parametrize(
    ("name", "since"),
    [("due", HOUR), ("stretching", HOUR + 5), ("paused", 2400.0), ("away", 1500.0), ("working", None)],
)
def test_what_lasts_says_since_when(name: str, since: float | None) -> None:
    """An offer, a break, a pause and an absence."""
    assert ASKED[name].status().since == (None if since is None else at(since).wall)


# Held, and away


def test_what_is_owed_is_told_with_its_reason() -> None:
    """Each of the breaks, since when and why."""
    assert ASKED["held-twice"].status().owed == (
        OwedBreak(at(HOUR).wall, "do-not-disturb"),
        OwedBreak(at(2 * HOUR).wall, "do-not-disturb and microphone"),
    )


def test_something_that_holds_is_told_before_a_break_is_owed() -> None:
    """It is work as usual until one falls due; from then on, and through every heads-up that is not heard, held."""
    seen = ASKED["in-a-meeting"].status()
    assert (seen.state, seen.holds) == ("working", ("meeting",))
    muted = Asked(2 * HOUR - 60, ((50 * MINUTE, held()),)).status()
    assert (muted.state, muted.remaining) == ("held", 60.0)


@pytest.mark.parametrize("name", ["due", "held", "stretching", "paused", "off-hours"])
def test_whoever_is_away_leaves_these_as_they_are(name: str) -> None:
    """An offer waits, and a call is attended sitting still; only work, which nobody does, is none."""
    asked = replace(ASKED[name], engine=replace(ENGINE, away_since=MORNING))
    assert asked.status().state == ASKED[name].status().state


def test_an_offer_that_waits_for_hands_says_so() -> None:
    """Due, and not offered before there is a pause in typing; next is the latest time of that."""
    seen = ASKED["typing"].status()
    assert (seen.wait, seen.next_at) == ("typing", at(HOUR + 300).wall)
    assert Asked(HOUR + 5, ((HOUR - 10, typed()),)).status().wait is None


# The day so far


def test_done_means_reps_done() -> None:
    """A part, a mini dose and the user's own word bring nobody nearer to the target; a routine that was done does."""
    parts = [
        a_decision("finish", outcome="partial", reps=3),
        a_decision("finish"),
        a_decision("finish", outcome="abandoned"),
    ]
    assert told(parts) == Target(0, 2)
    assert told([*parts, a_decision("finish", outcome="completed", reps=8)]) == Target(1, 2)


def test_more_than_the_target_is_told_as_it_is() -> None:
    """Three of two."""
    assert told([a_decision("finish", outcome="completed")] * 3) == Target(3, 2)


def test_small_breaks_are_no_full_routines() -> None:
    """However many of them are done; unless the same routine is a main one as well."""
    eyes = replace(a_decision("finish", outcome="completed"), routine="eyes")
    assert told([eyes] * 9, small=True) == Target(0, 2)
    both = replace(LAYERED, turns=(replace(LAYERED.turns[0], routine=replace(RESET, id="eyes")),))
    day = Workday(facing=Working(due=BEGIN + HOUR), seen=BEGIN)
    assert status(both, day, [eyes], at(0), ENGINE, target=2).target == Target(1, 2)


def test_yesterday_does_not_count() -> None:
    """Neither for the target nor as the last decision."""
    yesterday = a_decision("finish", MORNING - timedelta(days=1), outcome="completed", reps=8)
    assert told([yesterday]) == Target(0, 2)
    day = Workday(facing=Working(due=BEGIN + HOUR), seen=BEGIN)
    assert status(PLAN, day, [yesterday], at(0), ENGINE, target=2).why == ""


def test_the_last_decision_says_why() -> None:
    """With the time of day where it is asked, and its reason."""
    assert ASKED["working-after-some-breaks"].status().why == "12:07 skip: focus"
    seen = Asked(HOUR + 90, ((HOUR, START), (HOUR + 69, finished))).status()
    assert seen.why == "10:01 finish: completed: 8 of 8 reps"


# What comes from outside


def test_what_failed_is_told_once() -> None:
    """However often it failed."""
    assert len(ASKED["something-failed"].engine.troubles) == 3
    assert len(ASKED["something-failed"].status().troubles) == 2


def test_names_and_reasons_are_lines_that_can_be_shown() -> None:
    """Whatever a routine's file, a command or another program made of them."""
    nasty = "a\x1b]0;title\x07b\nc"
    seen = replace(
        Asked(HOUR + 60, ((50 * MINUTE, held(nasty)),)).about(replace(ROUTINE, name=nasty)),
        engine=replace(ENGINE, troubles=(nasty,)),
    ).status()
    clean = "a ]0;title b c"
    assert (seen.routine_name, seen.holds, seen.troubles) == (clean, (clean,), (clean,))
    assert seen.owed[0].reason == clean
    assert clean in seen.why
