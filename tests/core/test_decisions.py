"""Which routine was done how long ago, by what was decided."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fakes import MODEST, MORNING
from stretchbreak.core.decisions import Decision, least_recent
from stretchbreak.core.effects import DecisionKind
from stretchbreak.core.tally import Outcome


def one(routine: str, hours: int, outcome: Outcome | None = "completed", what: DecisionKind = "finish") -> Decision:
    """A break of this routine, so many hours after nine on a Monday."""
    return Decision(at=MORNING + timedelta(hours=hours), what=what, routine=routine, why="done", outcome=outcome)


def test_what_was_never_done_comes_first_in_the_order_of_the_list() -> None:
    """Then the one that was done the longest ago."""
    done = [one("a", 1), one("b", 3), one("a", 2)]
    assert least_recent(["b", "a", "d", "c"], done) == ("d", "c", "a", "b")
    assert least_recent(["b", "a"], []) == ("b", "a")


def test_done_is_what_had_a_rep_done() -> None:
    """A part counts; what was only shown, skipped, missed or reported does not."""
    done = [one("a", 1), one("b", 2, "partial"), one("a", 3, "abandoned"), one("a", 4, None)]
    done += [one("a", 5, None, "skip"), one("a", 6, None, "missed"), one("a", 7, None, "offer")]
    assert least_recent(["b", "a"], done) == ("a", "b")


def test_neither_the_order_of_the_decisions_nor_clock_changes_matter() -> None:
    """The later moment counts, wherever on earth and in whichever order it was written down."""
    here, there = (
        datetime.fromisoformat("2026-10-25T02:30:00+02:00"),
        datetime.fromisoformat("2026-10-25T02:10:00+01:00"),
    )
    first = Decision(at=there, what="finish", routine="a", why="", outcome="completed")
    second = Decision(at=here, what="finish", routine="b", why="", outcome="completed")
    assert least_recent(["a", "b"], [first, second]) == least_recent(["a", "b"], [second, first]) == ("b", "a")


@MODEST
@given(st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 99)), max_size=20), st.permutations("abc"))
def test_doing_the_first_moves_it_to_the_end(done: list[tuple[str, int]], names: list[str]) -> None:
    """So that taking the order in turn comes to the same, as long as every break is taken."""
    decisions = [one(name, hours) for name, hours in done]
    first, *rest = least_recent(names, decisions)
    assert least_recent(names, [*decisions, one(first, 100)]) == (*rest, first)
