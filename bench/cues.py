"""How late the cues of a guided break are given, while its screen moves ten times a second.

usage: python bench/cues.py [--routine upper-trap] [--reps 5] [--speed 1] [--load 0] [--full]
                            [--sound none|tones|voice]

The real loop (GuidedBreak, ScreenStage, Vigil) runs in a process of its own on a pseudo-terminal of 80 by 24, which
this process drains. A cue's lateness is the clock after the cue was given, less the moment at which the break began
plus the cue's offset; that of its picture ends when the picture was sent. The drift is the median lateness of the
last ten cues: every one is held against the beginning, so that whatever adds up is in it.

With ``--sound`` the cues are also heard, at a PulseAudio of our own with a loudspeaker that nobody hears: the ear is
given each cue behind the stage, and what that takes is shown too. They should be as punctual as without.

Without more it guides five reps a side, about 70 s. ``--full`` guides all of upper-back-reset (341 s). ``--load 2``
keeps two processes busy meanwhile. Bounds in ms: 95 % 1, worst 5; worst 25 where the machine is loaded; drift 1.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from statistics import median, quantiles
from typing import Any, cast

from meters import Show, busy, environment, heading, loudspeaker, say

from stretchbreak.boundaries import Ear, Stage
from stretchbreak.cli.hearing import Hears
from stretchbreak.cli.options import library
from stretchbreak.cli.seat import seat
from stretchbreak.core.routine import adjusted
from stretchbreak.core.settings import Alerts
from stretchbreak.core.timeline import Cue, timeline
from stretchbreak.core.view import GuideView
from stretchbreak.shell.clock import SystemClock
from stretchbreak.shell.guiding import GuidedBreak

LAST = 10


class NotingClock(SystemClock):
    """Keeps what it said last: right before the first cue that is the moment at which the break begins."""

    last = 0.0

    def mono(self) -> float:
        """The monotonic clock."""
        self.last = super().mono()
        return self.last


class NotingStage:
    """The real stage; after each cue and its first picture it notes how late they were, in seconds of the world."""

    def __init__(self, stage: Stage, clock: NotingClock) -> None:
        self._stage = stage
        self._clock = clock
        self._begin: float | None = None
        self._due: float | None = None
        self.cues: list[float] = []
        self.pictures: list[float] = []

    def cue(self, cue: Cue) -> None:
        """Give the cue and look at the clock."""
        if self._begin is None:
            self._begin = self._clock.last
        self._stage.cue(cue)
        self._due = self._begin + cue.at
        self.cues.append((self._clock.mono() - self._due) / self._clock.pace)

    def guide(self, view: GuideView) -> None:
        """Show the picture and look at the clock."""
        self._stage.guide(view)
        if self._due is not None:
            self.pictures.append((self._clock.mono() - self._due) / self._clock.pace)
        self._due = None

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the stage has
        return getattr(self._stage, name)


class NotingEar:
    """The real ear; it notes how long it takes to be given a cue."""

    def __init__(self, ear: Ear, clock: NotingClock) -> None:
        self._ear = ear
        self._clock = clock
        self.took: list[float] = []

    def cue(self, cue: Cue) -> None:
        """Give the cue, and look at the clock before and after."""
        before = self._clock.mono()
        self._ear.cue(cue)
        self.took.append((self._clock.mono() - before) / self._clock.pace)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the ear has
        return getattr(self._ear, name)


def guide(asked: Mapping[str, Any]) -> None:
    """In the child: guide the break, and write how late each cue was to the file that was asked for."""
    routine = library().routine(asked["routine"])
    if asked["reps"]:
        routine = adjusted(routine, reps=asked["reps"], first=None)
    clock = NotingClock(asked["speed"])
    hears = Hears.wanted(Alerts(), sound=asked["sound"] != "none", voice=asked["sound"] == "voice")
    with seat(clock, plain=False, hears=hears) as here:
        stage, ear = NotingStage(here.stage, clock), NotingEar(here.ear, clock)
        GuidedBreak(timeline(routine), clock, cast("Stage", stage), here.vigil, ear=cast("Ear", ear)).run()
    notes = {"cues": stage.cues, "pictures": stage.pictures, "ear": ear.took}
    Path(asked["notes"]).write_text(json.dumps(notes), encoding="utf-8")


def lateness(asked: Mapping[str, Any]) -> dict[str, list[float]]:
    """How late each cue and each picture was, and how long the ear took, in milliseconds."""
    with environment() as variables, ExitStack() as stack:
        if asked["sound"] != "none":
            variables.update(stack.enter_context(loudspeaker(Path(variables["HOME"]))))
        stack.enter_context(busy(asked["load"]))
        notes = Path(variables["HOME"], "notes.json")
        words = json.dumps({**asked, "notes": str(notes)})
        show = Show([sys.executable, __file__, "--guide", words], variables)
        show.watch_out()
        os.waitpid(show.pid, 0)
        late: dict[str, list[float]] = json.loads(notes.read_text(encoding="utf-8"))
    return {what: [seconds * 1000 for seconds in each] for what, each in late.items()}


def main() -> None:
    """Guide a break in a child and show how late it was."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--routine", default="upper-trap")
    words.add_argument("--reps", type=int, default=5)
    words.add_argument("--speed", type=float, default=1.0)
    words.add_argument("--load", type=int, default=0)
    words.add_argument("--full", action="store_true")
    words.add_argument("--sound", choices=["none", "tones", "voice"], default="none")
    words.add_argument("--guide", help=argparse.SUPPRESS)
    asked = vars(words.parse_args())
    if asked["guide"]:
        guide(json.loads(asked["guide"]))
        return
    if asked["full"]:
        asked |= {"routine": "upper-back-reset", "reps": None}
    heading(f"Cues of {asked['routine']}, {asked['load']} busy processes, sound: {asked['sound']}")
    told = lateness(asked)
    late, loaded = told["cues"], asked["load"] > 0
    say("cues given", len(late), "")
    say("half of them late by at most", median(late), "ms")
    say("95 % of them", most(late), "ms", None if loaded else 1.0)
    say("the worst", max(late), "ms", 25.0 if loaded else 5.0)
    say("drift at the end", median(late[-LAST:]), "ms", None if loaded else 1.0)
    for what, each in (("their pictures", told["pictures"]), ("what the ear takes", told["ear"])):
        say(f"{what}: half of them by at most", median(each), "ms")
        say("    95 % of them", most(each), "ms")
        say("    the worst", max(each), "ms")


def most(late: list[float]) -> float:
    """What 95 % of them stay below."""
    return quantiles(late, n=20, method="inclusive")[-1]


if __name__ == "__main__":
    main()
