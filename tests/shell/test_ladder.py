"""The ladder: which rung carries, what is told of it, and that no text does harm on any rung."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from fakes import FakeChildren, FakeClock, a_routine, an_exercise, at
from stretchbreak.boundaries import Answer, Ending, Reached
from stretchbreak.core.effects import Announce
from stretchbreak.shell.alerts.ladder import REMEDY, Ladder
from stretchbreak.shell.alerts.programs import ProgramNotification, on_macos, plyer
from stretchbreak.shell.alerts.rung import Note, Outcome, Told, as_argument, note_of
from stretchbreak.shell.alerts.sequences import TerminalNotification, dialect, sequence
from stretchbreak.shell.alerts.ways import ways

BAD = [
    "-u",
    '"quoted" \'`$(x)`',
    "<b>&amp;",
    "a\x1b]0;x\a\x00\r\nb",
    "🧘🏽‍♀️ neck",
    "x" * 10_000,
    "[1",
    "{a}",
    "\ud800;;",
]
NOTE = note_of("offer", "Time for a stretch break", "Upper back")


def an_announcement(name: str = "Small reset") -> Announce:
    """An offer of a routine with this name."""
    return Announce(at=at(0), what="offer", routine=a_routine(an_exercise(), name=name), due_in=0.0)


@dataclass
class FakeRung:
    """Keeps what it is told, and says what the test has it say: at once, or when asked."""

    outcome: Outcome | None
    is_busy: bool = False
    notes: list[Note] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    settled: int = 0

    def tell(self, note: Note, told: Told) -> None:
        """Keep both, and answer if there is an answer."""
        self.notes.append(note)
        self.told.append(told)
        if self.outcome is not None:
            told(self.outcome)

    def settle(self) -> None:
        """Count."""
        self.settled += 1


SHOWN = Outcome(result="shown", by="this way")
FAILED = Outcome(result="failed", why="it is broken")


def test_the_first_rung_that_carries_ends_the_climb() -> None:
    """Those below it are not asked."""
    first, second = FakeRung(SHOWN), FakeRung(SHOWN)
    ladder = Ladder([first, second])
    ladder.announce(an_announcement())
    assert (len(first.notes), len(second.notes)) == (1, 0)
    assert ladder.reached() == Reached(by="this way")


def test_a_broken_rung_hands_the_message_on_and_is_told_of() -> None:
    """The next one carries the same note."""
    first, second = FakeRung(FAILED), FakeRung(SHOWN)
    ladder = Ladder([first, second])
    ladder.announce(an_announcement())
    assert first.notes == second.notes
    assert ladder.reached() == Reached(by="this way", troubles=(f"notified by this way: it is broken; {REMEDY}",))


def test_with_every_rung_broken_that_is_told() -> None:
    """Each with its reason, and what to do."""
    ladder = Ladder([FakeRung(FAILED), FakeRung(FAILED)])
    ladder.announce(an_announcement())
    assert ladder.reached().troubles == (f"no notification could be shown: it is broken; it is broken; {REMEDY}",)


def test_do_not_disturb_is_no_broken_rung() -> None:
    """Nobody else disturbs in its place, and it is told why nothing was seen."""
    second = FakeRung(SHOWN)
    ladder = Ladder([FakeRung(Outcome(result="suppressed", by="this way", why="quiet")), second])
    ladder.announce(an_announcement())
    assert second.notes == []
    assert ladder.reached() == Reached(by="this way", troubles=("quiet",))


def test_what_fails_too_late_is_not_handed_on() -> None:
    """An offer that is over needs no notification any more, and a newer one has its own."""
    first, second = FakeRung(None), FakeRung(SHOWN)
    ladder = Ladder([first, second])
    ladder.announce(an_announcement())
    ladder.settle()
    first.told[0](FAILED)
    assert second.notes == []
    assert (first.settled, second.settled) == (1, 1)


def test_settling_twice_is_settling_once() -> None:
    """The day settles often, and pays nothing for it."""
    rung = FakeRung(SHOWN)
    ladder = Ladder([rung])
    ladder.settle()
    ladder.announce(an_announcement())
    ladder.settle()
    ladder.settle()
    assert rung.settled == 1


# Programs


def told_by(ending: Ending | None, trouble: OSError | None = None) -> tuple[FakeChildren, list[Outcome]]:
    """What plyer's rung says of this end."""
    children, outcomes = FakeChildren(trouble), list[Outcome]()
    ProgramNotification(plyer(), children, environment={}).tell(NOTE, outcomes.append)
    if ending is not None:
        children.endings[0](ending)
    return children, outcomes


@pytest.mark.parametrize(
    ("ending", "outcome"),
    [
        (Ending(code=0), Outcome(result="shown", by="plyer")),
        (Ending(code=0, printed="No bus"), Outcome(result="failed", why="plyer failed: No bus")),
        (Ending(code=1), Outcome(result="failed", why="plyer failed: exit code 1")),
        (Ending(code=-9, manner="overdue"), Outcome(result="failed", why="plyer did not end within 3 s")),
    ],
)
def test_plyer_is_judged_by_its_end(ending: Ending, outcome: Outcome) -> None:
    """It says nothing itself, so that a complaint on stderr counts as a failure."""
    assert told_by(ending)[1] == [outcome]


def test_plyer_runs_in_a_process_with_a_limit() -> None:
    """Of this Python, and three seconds long at most."""
    (command, _, limit), *_ = told_by(None)[0].started
    assert command[:3] == [sys.executable, "-m", "stretchbreak.shell.alerts.post"]
    assert limit == 3.0


def test_a_program_that_cannot_be_started_is_a_broken_rung() -> None:
    """And it says why."""
    assert told_by(None, OSError(11, "Try again"))[1][0].why.endswith("cannot be started: try again")


def test_a_mac_has_buttons_by_alerter() -> None:
    """What it prints is the answer, unless the offer was settled before."""
    program = on_macos({"alerter": "/bin/alerter"}.get)
    assert program is not None
    answers: list[Answer] = []
    children, outcomes = FakeChildren(), list[Outcome]()
    rung = ProgramNotification(program, children, answers.append, {})
    rung.tell(NOTE, outcomes.append)
    rung.tell(NOTE, outcomes.append)
    for end in children.endings:
        end(Ending(code=0, printed="Snooze"))
    assert answers == ["snooze"]
    assert [one.by for one in outcomes] == ["alerter", "alerter"]


@pytest.mark.parametrize("name", ["alerter", "terminal-notifier", "osascript"])
@pytest.mark.parametrize("text", BAD)
def test_bad_texts_are_arguments_and_nothing_else(name: str, text: str) -> None:
    """No option, no list, no script, no control character, and not long."""
    program = on_macos({name: f"/bin/{name}"}.get)
    assert program is not None
    note = note_of("offer", text, text)
    words = list(program.words(note))
    assert words[0] == f"/bin/{name}"
    assert all("\x1b" not in word and "\n" not in word.removeprefix(words[2]) for word in words)
    assert max(map(len, words)) < 700
    assert as_argument(note.title)[:1] not in {"-", "[", "{", "(", '"', ""}


def test_plyer_takes_no_text_for_an_option() -> None:
    """It hands texts on to notify-send."""
    for text in BAD:
        title, body = plyer().words(note_of("offer", text, text))[-2:]
        assert title[:1] not in {"-", ""}
        assert body[:1] not in {"-", ""}


# The terminal


@pytest.mark.parametrize(
    ("environment", "chosen"),
    [
        ({"TERM": "xterm-kitty"}, "99"),
        ({"TERM": "foot-extra"}, "777"),
        ({"TERM": "rxvt-unicode-256color"}, "777"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, "777"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, "9"),
        ({"TERM": "tmux-256color", "TERM_PROGRAM": "tmux", "TMUX": "/x,1,0", "KITTY_WINDOW_ID": "1"}, "99"),
        ({"TERM": "tmux-256color", "TERM_PROGRAM": "tmux", "TMUX": "/x,1,0"}, None),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, None),
        ({"TERM": "xterm-256color"}, None),
        ({}, None),
    ],
)
def test_a_terminal_is_written_to_only_if_it_is_known(environment: Mapping[str, str], chosen: str | None) -> None:
    """Others might show the text in the middle of the picture."""
    assert dialect(environment) == chosen


@pytest.mark.parametrize("text", BAD)
def test_a_text_never_ends_its_sequence(text: str) -> None:
    """Between beginning and end stands nothing that steers a terminal, and no more parts than there should be."""
    assert sequence("777", text, text).count("\x1b") == 2
    assert sequence("777", text, text).count(";") == 3
    assert sequence("9", text, text).count("\x1b") == 2
    assert sequence("99", text, text).count("\x1b") == 4
    assert sequence("777", text, text, in_tmux=True).count("\x1b") == 6


def test_in_tmux_the_sequence_is_passed_on() -> None:
    """With each escape doubled, as tmux wants it."""
    assert sequence("9", "a", "b", in_tmux=True) == "\x1bPtmux;\x1b\x1b]9;a: b\x1b\x1b\\\x1b\\"


def test_an_unknown_terminal_is_a_broken_rung() -> None:
    """Nothing is written to it."""
    sent: list[str] = []
    outcomes: list[Outcome] = []
    rung = TerminalNotification(sent.append, {"TERM": "vt100"})
    rung.tell(NOTE, outcomes.append)
    rung.settle()
    assert (sent, outcomes[0].result) == ([], "failed")


def test_kitty_takes_its_notification_away() -> None:
    """It is the only one that can."""
    sent: list[str] = []
    rung = TerminalNotification(sent.append, {"TERM": "xterm-kitty"})
    rung.tell(NOTE, lambda _: None)
    rung.settle()
    assert sent[1] == "\x1b]99;i=stretchbreak:p=close;\x1b\\"


# The whole


def test_without_a_bus_plyer_carries_and_the_reason_is_told() -> None:
    """As over ssh into a machine with libnotify."""
    children = FakeChildren()
    found = ways(FakeClock(), children, lambda _: None, environment={}, platform="linux")
    found.ladder.announce(an_announcement())
    children.endings[0](Ending(code=0))
    assert found.ladder.reached().by == "plyer"
    assert "there is no session bus here" in found.ladder.reached().troubles[0]
    for chore in found.chores:
        chore.close()  # type: ignore[attr-defined]  # the only chore is the bus
