"""The user's commands: when they run, what they are told, and how their failures are."""

from __future__ import annotations

import os
import select
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import MODEST, FakeChildren, a_routine, at
from real import SOON
from stretchbreak.boundaries import Ending, Failure
from stretchbreak.core.effects import DecisionKind, Record
from stretchbreak.core.settings import Hooks
from stretchbreak.core.tally import rep_of, tally
from stretchbreak.core.timeline import timeline
from stretchbreak.shell.children import ChildProcesses
from stretchbreak.shell.clock import SystemClock
from stretchbreak.shell.hooks import AT_ONCE, FACTS, LIMIT, LONGEST, UserHooks, facts

ROUTINE = a_routine()
LINE = timeline(ROUTINE)
DONE = [rep for cue in LINE.cues if cue.counts and (rep := rep_of(cue))][:2]
EVIL = """$(touch evil) `touch evil` "; touch evil; ' \\ %s ${HOME} 🧘🏽‍♀️ Nacken\u2028& Rücken\n-rf *"""


def a_record(what: DecisionKind = "offer", *, why: str = "1 h of work", name: str = ROUTINE.name) -> Record:
    """A decision about the small routine, at nine on a Monday."""
    return Record(at=at(0), what=what, routine=replace(ROUTINE, name=name), why=why)


class Run:
    """Hooks whose processes are none."""

    def __init__(self, hooks: Hooks, **environment: str) -> None:
        self.children = FakeChildren()
        self.hooks = UserHooks(lambda: hooks, self.children, environment)

    def ended(self, ending: Ending) -> list[Failure]:
        """What is told once an offer's hook has ended like this."""
        self.hooks.start(a_record(), None)
        self.children.endings[-1](ending)
        return list(self.hooks.failures())


def test_a_decision_without_a_command_starts_nothing() -> None:
    """Only what is set runs."""
    run = Run(Hooks(finish="x"))
    run.hooks.start(a_record("offer"), None)
    assert run.children.started == []


def test_a_command_goes_to_the_shell_as_it_is_and_has_five_seconds() -> None:
    """Nothing is put into it, and nothing around it."""
    run = Run(Hooks(offer="echo '{}' \"$STRETCHBREAK_WHY\" ünï | cat"))
    run.hooks.start(a_record(why="$(reboot)"), None)
    [(command, _, limit)] = run.children.started
    assert command == ("/bin/sh", "-c", "echo '{}' \"$STRETCHBREAK_WHY\" ünï | cat")
    assert limit == LIMIT == 5.0


@pytest.mark.parametrize("what", get_args(DecisionKind))
def test_every_decision_is_named_to_its_command(what: DecisionKind) -> None:
    """What was owed names itself, also where the command of an offer runs for it."""
    run = Run(Hooks(**{"offer" if what == "owed-offer" else what.replace("-", "_"): "x"}))
    run.hooks.start(a_record(what), None)
    [(_, environment, _)] = run.children.started
    assert environment["STRETCHBREAK_EVENT"] == what


def test_the_facts_of_an_offer() -> None:
    """When, what, why, and what comes next; nothing of reps before any were done."""
    assert facts(a_record(), at(3600.0).wall) == {
        "STRETCHBREAK_EVENT": "offer",
        "STRETCHBREAK_AT": "2026-03-02T09:00:00+00:00",
        "STRETCHBREAK_ROUTINE": "small-reset",
        "STRETCHBREAK_ROUTINE_NAME": "Small reset",
        "STRETCHBREAK_WHY": "1 h of work",
        "STRETCHBREAK_NEXT_AT": "2026-03-02T10:00:00+00:00",
    }


def test_the_facts_of_a_finish() -> None:
    """What was really done, of what; while nobody can tell what comes next, nothing is said of it."""
    record = replace(a_record("finish"), tally=tally(LINE, frozenset(DONE)))
    told = facts(record, None)
    assert "STRETCHBREAK_NEXT_AT" not in told
    assert {name.removeprefix("STRETCHBREAK_"): value for name, value in told.items()} == {
        "EVENT": "finish",
        "AT": "2026-03-02T09:00:00+00:00",
        "ROUTINE": "small-reset",
        "ROUTINE_NAME": "Small reset",
        "WHY": "1 h of work",
        "REPS": "2",
        "PLANNED": "8",
        "OUTCOME": "partial",
    }


def test_a_moment_is_told_to_the_second_in_its_own_zone() -> None:
    """Fractions are of no use to a script."""
    told = facts(a_record(), at(0.75).wall + timedelta(hours=1))
    assert told["STRETCHBREAK_NEXT_AT"] == "2026-03-02T10:00:00+00:00"


@MODEST
@given(st.text(max_size=2 * LONGEST), st.text(max_size=20))
def test_a_fact_is_one_line_of_bounded_length(why: str, name: str) -> None:
    """Whatever is in it, it can be given to a program."""
    told = facts(a_record(why=why, name=name), None)
    for value in told.values():
        assert len(value) <= LONGEST
        assert value.splitlines() in ([value], [])
        assert not any(letter < " " or "\x7f" <= letter <= "\x9f" for letter in value)
        assert value.encode() is not None


def test_facts_of_others_are_not_passed_on_and_everything_else_is() -> None:
    """A hook that starts us would otherwise tell the outcome of another break."""
    run = Run(Hooks(offer="x"), STRETCHBREAK_OUTCOME="completed", STRETCHBREAK_HOME="/h", PATH="/bin")
    run.hooks.start(a_record(), None)
    [(_, environment, _)] = run.children.started
    assert environment == {**facts(a_record(), None), "STRETCHBREAK_HOME": "/h", "PATH": "/bin"}


def test_commands_count_as_they_are_at_the_moment() -> None:
    """Settings that change while we run need no new start."""
    now = [Hooks(offer="first")]
    children = FakeChildren()
    hooks = UserHooks(lambda: now[0], children, {})
    hooks.start(a_record(), None)
    now[0] = Hooks(offer="second")
    hooks.start(a_record(), None)
    assert [command[2] for command, _, _ in children.started] == ["first", "second"]


@pytest.mark.parametrize(
    ("ending", "why"),
    [
        (Ending(code=3), "exit code 3"),
        (Ending(code=127, printed="sh: 1: plaerctl: not found"), "exit code 127: sh: 1: plaerctl: not found"),
        (Ending(code=-11), "ended by signal 11"),
        (Ending(code=-15, manner="overdue"), "took longer than 5 s, and was ended"),
        (Ending(code=0, manner="overdue", printed="bye"), "took longer than 5 s, and was ended: bye"),
        (
            Ending(code=-15, manner="overdue", printed="y y", flooded=True),
            "printed more than is read within 5 s, and was ended; let it print into a file",
        ),
        (
            Ending(code=0, manner="left"),
            "left something running, which was ended after 5 s; start that with setsid",
        ),
    ],
)
def test_a_failure_says_what_happened(ending: Ending, why: str) -> None:
    """With the last words of the command, where it had any."""
    assert Run(Hooks(offer="x")).ended(ending) == [Failure(event="offer", why=why)]


def test_what_did_well_is_no_failure() -> None:
    """However much it had to say."""
    assert Run(Hooks(offer="x")).ended(Ending(code=0, printed="fine")) == []


def test_a_failure_is_told_once_and_the_last_of_its_kind() -> None:
    """A hook that fails all day fills nothing."""
    run = Run(Hooks(offer="x", finish="y"))
    for code in (1, 2, 3):
        run.hooks.start(a_record(), None)
        run.children.endings[-1](Ending(code=code))
    run.hooks.start(a_record("finish"), None)
    run.children.endings[-1](Ending(code=4))
    assert run.hooks.failures() == (
        Failure(event="offer", why="exit code 3"),
        Failure(event="finish", why="exit code 4"),
    )
    assert run.hooks.failures() == ()


def test_what_cannot_be_started_is_a_failure_and_no_error() -> None:
    """The day goes on."""
    run = Run(Hooks(offer="x"))
    run.children.trouble = BlockingIOError(11, "Resource temporarily unavailable")
    run.hooks.start(a_record(), None)
    assert run.hooks.failures() == (
        Failure(event="offer", why="cannot be started: resource temporarily unavailable"),
    )


def test_hooks_that_pile_up_are_bounded() -> None:
    """A few of one event at a time; the others have their own, and what has ended makes room."""
    run = Run(Hooks(offer="x", finish="y"))
    for _ in range(AT_ONCE + 2):
        run.hooks.start(a_record(), None)
    assert len(run.children.started) == AT_ONCE
    assert run.hooks.failures() == (Failure(event="offer", why="not started: 3 of this hook still run"),)
    run.hooks.start(a_record("finish"), None)
    run.children.endings[0](Ending(code=0))
    run.hooks.start(a_record(), None)
    assert len(run.children.started) == AT_ONCE + 2


# Real ones


def settle(children: ChildProcesses) -> None:
    """See to them until all are over: at their deadlines, and when their descriptor says so."""
    clock = SystemClock()
    while len(children):
        descriptor = children.fileno()
        watched = () if descriptor is None else (descriptor,)
        select.select(watched, (), (), min(max(children.deadline() - clock.mono(), 0.0), SOON))
        children.tend()


def test_what_a_real_command_sees(tmp_path: Path) -> None:
    """Quotes, commands, line ends and emoji in a name arrive as text, and nothing in them happens."""
    with ChildProcesses(SystemClock()) as children:
        place = str(tmp_path / "seen")
        environment = {"PATH": os.environ["PATH"], "PLACE": place, "HOME": "/h", "STRETCHBREAK_REPS": "99"}
        command = 'cd "${PLACE%/*}" && env -0 > seen; echo $STRETCHBREAK_ROUTINE_NAME "$STRETCHBREAK_WHY" >&2; exit 1'
        hooks = UserHooks(lambda: Hooks(offer=command), children, environment, limit=SOON)
        record = a_record(name=EVIL, why=EVIL)
        hooks.start(record, at(60.0).wall)
        settle(children)
        [failure] = hooks.failures()
    seen = dict(part.split("=", 1) for part in Path(place).read_text("utf-8").split("\0") if part)
    told = {name: value for name, value in seen.items() if name.removeprefix("STRETCHBREAK_") in FACTS}
    assert told == facts(record, at(60.0).wall)
    assert told["STRETCHBREAK_WHY"] == EVIL.replace("\n", " ").replace("\u2028", " ")
    assert [place.name for place in tmp_path.iterdir()] == ["seen"]
    assert failure.why.endswith("-rf *")


def test_a_real_hook_that_hangs_is_ended_and_told_of() -> None:
    """While it hangs, nothing is waited for."""
    with ChildProcesses(SystemClock(), grace=0.02) as children:
        hooks = UserHooks(lambda: Hooks(offer="sleep 600"), children, limit=0.02)
        hooks.start(a_record(), None)
        assert hooks.failures() == ()
        settle(children)
        assert hooks.failures() == (Failure(event="offer", why="took longer than 0.02 s, and was ended"),)
