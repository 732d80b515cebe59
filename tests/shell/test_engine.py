"""The engine behind a real socket, on a fake clock: what it answers to other terminals, and what comes of it."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fakes import FakeAlert, FakeClock, FakeHooks, FakeJournal, FakeStage, FakeVigil, a_routine
from stretchbreak.boundaries import Failure
from stretchbreak.cli.serving import About, Served
from stretchbreak.core.day import Plan
from stretchbreak.core.events import Ticked
from stretchbreak.core.tally import Rep
from stretchbreak.core.tempo import STANDARD
from stretchbreak.core.workplan import WorkPlan
from stretchbreak.documents.routine_values import routine_of, text_of
from stretchbreak.errors import Stopped
from stretchbreak.shell.day import Day
from stretchbreak.shell.inputs import Inputs
from stretchbreak.shell.session import SILENT, told
from stretchbreak.slim import counter, place, wire
from stretchbreak.slim.counter import Counter

HOUR = 3600.0
ROUTINE = a_routine()


class Desk:
    """An engine that serves, and the time that can be let pass before it."""

    def __init__(self, inputs: Inputs) -> None:
        self.clock = FakeClock()
        self.journal = FakeJournal()
        stage, vigil = FakeStage(self.clock), FakeVigil(self.clock)
        plan = WorkPlan((Plan(routine=ROUTINE),))
        self.hooks = FakeHooks()
        alerts, kept = [FakeAlert()], self.journal
        self.day = Day(plan, STANDARD, self.clock, stage, vigil, alerts, journal=kept, hooks=self.hooks)
        about = About(since=datetime(2026, 3, 2, tzinfo=UTC), detached=True, target=2)
        self.inputs = inputs
        self.served = Served(self.day, self.clock, inputs, vigil, about, Counter(counter.listen()))
        self.day.happened = self.served.control.tell
        self.served.open()

    def passes(self, seconds: float) -> None:
        """Let time pass."""
        self.clock.advance_to(self.clock.mono() + seconds)
        self.day.happen(Ticked(at=self.clock.now()))

    def ask(self, *argv: str) -> tuple[int, str, str]:
        """Exit code, stdout and stderr of this, as the thin client would get them."""
        with customer() as one:
            one.sendall(wire.request(list(argv), "1.0"))
            self.attend()
            return answered(one)

    def attend(self) -> None:
        """Let the engine hear whatever has been said."""
        for _ in range(3):
            self.inputs.wait(0.0)

    @property
    def decided(self) -> list[str]:
        """What was decided, in order."""
        return [one.what for one in self.journal.kept]


def customer() -> socket.socket:
    """Somebody who has connected."""
    one = socket.socket(socket.AF_UNIX)
    one.settimeout(2.0)
    one.connect(place.socket_path())
    return one


def answered(one: socket.socket) -> tuple[int, str, str]:
    """The answer that came, to its end."""
    received = b"".join(iter(lambda: one.recv(65536), b""))
    head, body = received.split(b"\n", 1)
    answer = wire.replied(head)
    assert answer is not None
    return answer[0], body[: answer[1]].decode(), body[answer[1] :].decode()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """An engine at nine in the morning."""
    monkeypatch.setenv("STRETCHBREAK_HOME", str(tmp_path))
    with ExitStack() as stack:
        made = Desk(stack.enter_context(Inputs(None)))
        yield made
        made.served.engine.end()
        made.served.control.close()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("status", 0, "Next break at 10:00, in 1:00:00"),
        ("pause 30m", 0, "Paused for 30 min. Next break at 10:30."),
        ("pause --until-resume", 0, "Paused until resumed. Until `stretchbreak resume`."),
        ("resume", 0, "Nothing was paused. Next break at 10:00."),
        ("skip --reason focus", 0, "Skipped: focus. Next break at 10:00."),
        ("skip", 0, "Skipped: no reason given. Next break at 10:00."),
        ("done", 0, "Noted as done already. Next break at 10:00."),
        ("meeting 1h", 0, "Every break is held for 1 h: meeting."),
        ("meeting end", 0, "No meeting holds breaks any more."),
        ("snooze", 1, "There is nothing to snooze: no break is due. Next break at 10:00."),
        ("status --format {nope}", 2, "there is no field"),
        ("nonsense", wire.NOT_UNDERSTOOD, ""),
        ("pause nonsense", wire.NOT_UNDERSTOOD, ""),
    ],
)
def test_each_command_is_answered_with_what_was_done(desk: Desk, words: str, code: int, said: str) -> None:
    """Sentences for stdout, or for stderr with an exit code; what is not understood is left to the command line."""
    exit_code, out, err = desk.ask(*words.split())
    assert (exit_code, said in (out if code == 0 else err)) == (code, True)
    assert (code == 0) == (err == "") or code == wire.NOT_UNDERSTOOD


def test_a_typed_command_is_meant(desk: Desk) -> None:
    """No question comes back: the second snooze is granted at once, and a skip too."""
    desk.passes(HOUR)
    assert desk.ask("snooze")[0] == 0
    desk.passes(300)
    assert desk.ask("snooze")[1] == "Snoozed 2 of 2, for 5 min. Next break at 10:10.\n"
    assert desk.ask("skip")[1].startswith("Skipped")
    assert desk.decided[-2:] == ["snooze", "skip"]


def test_the_status_is_json_with_what_is_promised(desk: Desk) -> None:
    """As `status --json` has it, at this moment."""
    desk.passes(600)
    told_now = json.loads(desk.ask("status", "--json")[1])
    assert (told_now["state"], told_now["remaining_s"], told_now["engine"]["detached"]) == ("working", 3000.0, True)


def test_what_failed_is_told_once(desk: Desk) -> None:
    """A hook that ended badly is in the next status, and not in the one after it; bars do not use it up."""
    desk.hooks.failed = (Failure(event="offer", why="playerctl ended with 1"),)
    desk.passes(60)
    assert "playerctl" not in desk.ask("status", "--bar", "tmux")[1]
    assert "hook offer: playerctl ended with 1" in desk.ask("status")[1]
    assert "playerctl" not in desk.ask("status")[1]


def test_rubbish_gets_a_sentence(desk: Desk) -> None:
    """Whatever it was: it is no request, and nothing else comes of it."""
    with customer() as one:
        one.sendall(b"GET / HTTP/1.1\r\n")
        desk.attend()
        assert answered(one)[0] == 1


def test_whoever_watches_hears_of_every_change(desk: Desk) -> None:
    """At once, and when something happens."""
    with customer() as one:
        one.sendall(wire.request(["status", "--watch"], "1.0"))
        desk.attend()
        desk.passes(HOUR - 120)
        desk.ask("pause", "30m")
        lines = one.recv(65536).decode().splitlines()[1:]
        assert [line[:6] for line in lines if line.startswith(("Break", "Paused"))][-1] == "Paused"


def test_stop_is_answered_when_the_engine_has_ended(desk: Desk) -> None:
    """Whoever reads it can start another one: it is told when everything has been let go."""
    with customer() as one:
        one.sendall(wire.request(["stop"], "1.0"))
        with pytest.raises(Stopped) as stopped:
            desk.attend()
        stopped.value.tell()
        assert answered(one) == (0, "Stopped.\n", "")


# A break in another terminal


def begun(desk: Desk) -> socket.socket:
    """A terminal that guides the break whose turn it is."""
    routine = routine_of(desk.ask("turn")[1])
    assert routine == ROUTINE
    one = customer()
    one.sendall(wire.request(["do", text_of(replace(routine, name="Mine"))], "1.0"))
    desk.attend()
    head = one.recv(4096)
    assert head.startswith(b'{"exit": -2')
    return one


def test_a_break_in_another_terminal_is_counted_rep_by_rep(desk: Desk) -> None:
    """Started, three reps, and the end of the connection: what was done is in the journal."""
    with begun(desk) as one:
        assert desk.day.view.mode == "stretching"
        for number in (1, 2, 3):
            one.sendall(told(Rep(0, "right", number)))
        desk.attend()
    desk.attend()
    assert desk.decided[-2:] == ["start", "finish"]
    assert (desk.journal.kept[-1].outcome, desk.journal.kept[-1].reps) == ("partial", 3)
    assert str(desk.day.view.mode) == "working"


def test_what_the_other_terminal_says_wrongly_counts_for_nothing(desk: Desk) -> None:
    """Rubbish, reps that are not planned, and lines without an end."""
    with begun(desk) as one:
        one.sendall(b'nonsense\n{}\n[1]\n[9, "right", 1]\n[0, "up", 1]\n' + b"x" * 2000)
        desk.attend()
    desk.attend()
    assert (desk.journal.kept[-1].outcome, desk.journal.kept[-1].reps) == ("abandoned", 0)


def test_there_is_one_break_at_a_time(desk: Desk) -> None:
    """Another one is refused, and so is a pause."""
    with begun(desk):
        assert desk.ask("do", text_of(ROUTINE)) == (1, "", "The break is already on.\n")
        assert desk.ask("pause")[0] == 1


def test_a_routine_that_cannot_be_read_begins_nothing(desk: Desk) -> None:
    """A terminal of another version, perhaps."""
    assert desk.ask("do", "{}")[0] == wire.NOT_UNDERSTOOD
    assert desk.decided == []


def test_a_terminal_that_says_nothing_for_an_hour_is_given_up(desk: Desk) -> None:
    """Whatever happened to it: the day goes on."""
    with begun(desk):
        assert desk.served.engine.deadline() == desk.clock.mono() + SILENT
        desk.clock.advance_to(desk.clock.mono() + SILENT)
        desk.served.engine.tend()
    assert desk.decided[-1] == "finish"
    assert not desk.served.engine.is_guiding_elsewhere


def test_a_socket_that_has_lost_its_name_gets_another(desk: Desk) -> None:
    """Within a minute, and those who come after it find us."""
    Path(place.socket_path()).unlink()
    desk.clock.advance_to(desk.clock.mono() + 61)
    desk.served.control.tend()
    assert desk.ask("status")[0] == 0
