"""`kill -9` at any moment: the day goes on from there, and nothing that was written is torn."""

from __future__ import annotations

from pathlib import Path

import pytest
from engines import Engine, are_near, asking, engine, whats

from real import SOON, eventually

pytestmark = [pytest.mark.slow, pytest.mark.real]


def revived(one: Engine, *words: str) -> None:
    """Begin again after a kill: nobody answered meanwhile, and what was left behind does no harm."""
    assert one.ask("status").returncode == 4
    started = one.start(*words)
    assert (started.returncode, started.stderr) == (0, ""), started


@pytest.mark.parametrize(("every", "program"), [("60m", "asleep"), ("2m", "awake")])
def test_a_break_is_due_when_it_was(tmp_path: Path, every: str, program: str) -> None:
    """To the second, after a kill of either program; the lock and the socket of the dead one keep nobody out."""
    with engine(tmp_path / "home", "--every", every) as one:
        assert one.is_now(program)
        before = one.next_at
        one.kill()
        assert list(one.place.glob("run/*.sock"))
        revived(one, "--every", every)
        assert are_near(one.next_at, before)
        assert whats(one.journal()) == ["on-hours", "resume"]


def test_a_kill_between_the_two_programs_loses_nothing(tmp_path: Path) -> None:
    """At six moments after it was woken: while it loads, thinks, answers, and falls asleep again."""
    with engine(tmp_path / "home") as one:
        before = one.next_at
        for number in range(6):
            assert one.is_now("asleep")
            with asking(one, "why") as woken:
                eventually(lambda: False, 0.08 * number)
                one.kill()
                woken.wait(timeout=SOON)
            revived(one)
            assert are_near(one.next_at, before)
        assert set(whats(one.journal())) == {"on-hours", "resume"}
