"""``stretchbreak doctor``: proves each way to reach the user on this machine, and says what would help."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from math import inf
from pathlib import Path
from select import select
from typing import Any, Final

from stretchbreak.boundaries import Answer, Chore, Clock, Ending
from stretchbreak.errors import StretchbreakError
from stretchbreak.shell import folders
from stretchbreak.shell.alerts.programs import ProgramNotification, on_macos, plyer
from stretchbreak.shell.alerts.rung import Note, Outcome, Rung, note_of
from stretchbreak.shell.alerts.sequences import dialect
from stretchbreak.shell.children import ChildProcesses
from stretchbreak.shell.clock import SystemClock
from stretchbreak.shell.settings import load
from stretchbreak.shell.terminal import Terminal, keyboard
from stretchbreak.shell.window import NotOpened, TerminalWindow

PATIENCE: Final = 10.0
"""Seconds for which somebody may look for the buttons."""

OUTCOME: Final = 5.0
"""Seconds within which every way says whether it worked."""

PLAYERS: Final = ("pw-play", "paplay", "aplay", "afplay")
VOICES: Final = ("say", "spd-say", "espeak-ng", "espeak")
RUNGS: Final = ("notification", "plyer", "terminal", "bell")
"""What can carry an announcement, the best first."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether something works here, and what is to be said of it: what to do, where it does not."""

    name: str
    works: bool
    says: str


def doctor(*, as_json: bool) -> bool:
    """Tell of everything, a line each; gives whether a break can reach the user by any way."""
    findings = []
    for finding in _findings(SystemClock(), asks=not as_json):
        findings.append(finding)
        if not as_json:
            print(f"{'works' if finding.works else 'missing':<8} {finding.name:<14} {finding.says}", flush=True)
    chosen = chosen_of(findings)
    if as_json:
        told: Mapping[str, object] = {"chosen": chosen, "findings": [asdict(one) for one in findings]}
        print(json.dumps(told, ensure_ascii=False))
    elif chosen is None:
        print("No way leads from here to you; any of the first four would do.")
    else:
        print(f"Breaks will reach you by: {chosen}.")
    return chosen is not None


def chosen_of(findings: Sequence[Finding]) -> str | None:
    """The best rung that works."""
    working = {one.name for one in findings if one.works}
    return next((name for name in RUNGS if name in working), None)


def _findings(clock: Clock, *, asks: bool) -> Iterator[Finding]:
    if sys.platform == "linux":
        yield from _notification(clock, asks=asks)
    with ChildProcesses(clock) as children:
        program = on_macos() if sys.platform == "darwin" else None
        if program is not None:
            rung = ProgramNotification(program, children)
            yield _posted("notification", _told(rung, children, clock, _note("notification")))
        rung = ProgramNotification(plyer(), children)
        yield _posted("plyer", _told(rung, children, clock, _note("plyer")))
    yield _sequences()
    is_terminal = sys.stdout.isatty()
    yield Finding("bell", is_terminal, "in this terminal" if is_terminal else "no terminal here to ring in")
    yield _program("sound", PLAYERS, "install pipewire, pulseaudio-utils or alsa-utils")
    yield _program("voice", VOICES, "install speech-dispatcher or espeak-ng")
    yield _window()
    yield _writable("journal", folders.journal())
    yield _writable("state", folders.state())
    yield _engine()
    yield _autostart()


def _note(name: str) -> Note:
    return note_of("offer", "stretchbreak doctor", f"This came by: {name}. Nothing is due.")


# Notifications


def _notification(clock: Clock, *, asks: bool) -> Iterator[Finding]:
    """A real one, with buttons where they can be had."""
    from stretchbreak.shell.alerts.buttons import WITH_BUTTONS, ButtonNotification

    answers: list[Answer] = []
    with closing(ButtonNotification(clock, answers.append)) as rung:
        outcome = _told(rung, rung, clock, _note("notification"))
        yield _posted("notification", outcome)
        if outcome.result == "failed":
            yield Finding("buttons", works=False, says="no notification, no buttons")
        elif outcome.by != WITH_BUTTONS:
            yield Finding(
                "buttons", works=False, says="your notification service draws none; dunst and most desktops do"
            )
        elif not asks or keyboard() is None:
            yield Finding("buttons", works=True, says="Start, Snooze and Skip; not pressed, since nobody was asked")
        else:
            print("Press a button of the notification, or any key here, within 10 s.", file=sys.stderr, flush=True)
            _wait_for_button(rung, clock, answers)
            says = f"you pressed {answers[0].capitalize()}" if answers else "there, but none was pressed"
            yield Finding("buttons", works=True, says=says)


def _wait_for_button(rung: Chore, clock: Clock, answers: Sequence[Answer]) -> None:
    source = keyboard()
    with Terminal(source, 1, screen=False):
        ends = clock.mono() + PATIENCE
        while not answers and (left := ends - clock.mono()) > 0:
            watched = [one for one in (rung.fileno(), source) if one is not None]
            if source in select(watched, (), (), left)[0]:
                os.read(0, 64)
                return
            rung.tend()


def _told(rung: Rung, chore: Chore, clock: Clock, note: Note) -> Outcome:
    """What becomes of this note."""
    outcomes: list[Outcome] = []
    rung.tell(note, outcomes.append)
    ends = clock.mono() + OUTCOME
    while not outcomes and (left := ends - clock.mono()) > 0:
        descriptor = chore.fileno()
        wait = min(left, max(chore.deadline() - clock.mono(), 0.0), inf if descriptor is not None else 0.1)
        select([] if descriptor is None else [descriptor], (), (), wait)
        chore.tend()
    return outcomes[0] if outcomes else Outcome(result="failed", why=f"nothing came of it within {OUTCOME:g} s")


def _posted(name: str, outcome: Outcome) -> Finding:
    match outcome.result:
        case "shown":
            return Finding(name, works=True, says=outcome.by)
        case "suppressed":
            return Finding(name, works=True, says=f"{outcome.why}; switch it off to see it")
        case "failed":
            remedy = (
                "install dunst or use your desktop's service"
                if name == "notification"
                else "it needs a desktop and libnotify-bin"
            )
            return Finding(name, works=False, says=f"{outcome.why}; {remedy}")


# Everything else


def _sequences() -> Finding:
    found = dialect(os.environ)
    if found is None or not sys.stdout.isatty():
        says = "this terminal shows no notifications; kitty, foot, WezTerm, Ghostty, urxvt and iTerm2 do"
        return Finding("terminal", works=False, says=says)
    return Finding("terminal", works=True, says=f"by its sequence {found}")


def _program(name: str, programs: Sequence[str], remedy: str) -> Finding:
    found = next(filter(None, map(shutil.which, programs)), None)
    return Finding(name, found is not None, found or f"none of {', '.join(programs)}; {remedy}")


class _Nobody:
    """Starts nothing."""

    def start(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        limit: float | None = None,
        ended: Callable[[Ending], None] | None = None,
    ) -> None:
        """Nothing."""


def _window() -> Finding:
    """The terminal that a break would open, without opening it."""
    if sys.platform == "darwin":
        return Finding("window", works=True, says="Terminal")
    setting = None
    try:
        setting = load().terminal
    except StretchbreakError:
        return Finding(
            "window", works=False, says="the settings cannot be read; `stretchbreak config check` tells why"
        )
    opened = TerminalWindow(_Nobody()).open(["true"], setting)
    if isinstance(opened, NotOpened):
        return Finding("window", works=False, says=opened.why)
    return Finding("window", works=True, says=opened.command[0])


def _writable(name: str, place: Path) -> Finding:
    there = next(one for one in (place, *place.parents) if one.exists())
    works = os.access(there, os.W_OK)
    return Finding(name, works, str(place) if works else f"{there} cannot be written to; change its owner or mode")


def _engine() -> Finding:
    from stretchbreak.slim.client import connected

    connection = connected()
    if connection is None:
        return Finding("engine", works=False, says="none runs; `stretchbreak start` begins the day")
    connection.close()
    return Finding("engine", works=True, says="runs, and can be reached")


def _autostart() -> Finding:
    from stretchbreak.cli.autostart import _kinds

    kinds: Sequence[Any] = _kinds()
    on = [kind.name for kind in kinds if (found := kind.found()) and found.ours and not found.off]
    says = f"by {' and '.join(on)}" if on else "off; `stretchbreak autostart on` starts it when you log in"
    return Finding("autostart", bool(on), says)
