"""How late the cues of a guided break are given, while its screen moves ten times a second.

usage: python bench/cues.py [--routine upper-trap] [--reps 5] [--speed 1] [--load 0] [--full]

The real loop (GuidedBreak, ScreenStage, Vigil) runs in a process of its own on a pseudo-terminal of 80 by 24, which
this process drains. A cue's lateness is the clock after the cue was given, its bell included, less the moment at
which the break began plus the cue's offset. The drift is the median lateness of the last ten cues: every one is
held against the beginning, so that whatever adds up is in it.

Without more it guides five reps a side, about 70 s. ``--full`` guides all of upper-back-reset (341 s). ``--load 2``
keeps two processes busy meanwhile. Bounds in ms: 95 % 1, worst 5; worst 25 where the machine is loaded; drift 1.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from statistics import median, quantiles
from typing import Any, cast

from meters import Show, busy, environment, heading, say

from stretchbreak.boundaries import Stage
from stretchbreak.cli.hearing import Hears
from stretchbreak.cli.options import library
from stretchbreak.cli.seat import seat
from stretchbreak.core.routine import adjusted
from stretchbreak.core.settings import Alerts
from stretchbreak.core.timeline import Cue, timeline
from stretchbreak.shell.clock import SystemClock
from stretchbreak.shell.guiding import GuidedBreak

LAST = 10


class NotingClock(SystemClock):
    """Keeps what it said when it was first asked: there the break begins."""

    first: float | None = None

    def mono(self) -> float:
        """The monotonic clock."""
        now = super().mono()
        if self.first is None:
            self.first = now
        return now


class NotingStage:
    """The real stage; after each cue it notes how late it was, in seconds of the world."""

    def __init__(self, stage: Stage, clock: NotingClock) -> None:
        self._stage = stage
        self._clock = clock
        self.late: list[float] = []

    def cue(self, cue: Cue) -> None:
        """Give the cue and look at the clock."""
        self._stage.cue(cue)
        now = self._clock.mono()
        self.late.append((now - (self._clock.first or 0.0) - cue.at) / self._clock.pace)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the stage has
        return getattr(self._stage, name)


def guide(asked: Mapping[str, Any]) -> None:
    """In the child: guide the break, and write how late each cue was to the file that was asked for."""
    routine = library().routine(asked["routine"])
    if asked["reps"]:
        routine = adjusted(routine, reps=asked["reps"], first=None)
    clock = NotingClock(asked["speed"])
    with seat(clock, plain=False, hears=Hears.wanted(Alerts(), sound=True)) as here:
        clock.first = None
        stage = NotingStage(here.stage, clock)
        GuidedBreak(timeline(routine), clock, cast("Stage", stage), here.vigil).run()
    Path(asked["notes"]).write_text(json.dumps(stage.late), encoding="utf-8")


def lateness(asked: Mapping[str, Any]) -> list[float]:
    """How late each cue was, in milliseconds."""
    with environment() as variables, busy(asked["load"]):
        notes = Path(variables["HOME"], "notes.json")
        words = json.dumps({**asked, "notes": str(notes)})
        show = Show([sys.executable, __file__, "--guide", words], variables)
        show.watch_out()
        os.waitpid(show.pid, 0)
        late: list[float] = json.loads(notes.read_text(encoding="utf-8"))
    return [seconds * 1000 for seconds in late]


def main() -> None:
    """Guide a break in a child and show how late it was."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--routine", default="upper-trap")
    words.add_argument("--reps", type=int, default=5)
    words.add_argument("--speed", type=float, default=1.0)
    words.add_argument("--load", type=int, default=0)
    words.add_argument("--full", action="store_true")
    words.add_argument("--guide", help=argparse.SUPPRESS)
    asked = vars(words.parse_args())
    if asked["guide"]:
        guide(json.loads(asked["guide"]))
        return
    if asked["full"]:
        asked |= {"routine": "upper-back-reset", "reps": None}
    heading(f"Cues of {asked['routine']}, {asked['load']} busy processes")
    late = lateness(asked)
    loaded = asked["load"] > 0
    say("cues given", len(late), "")
    say("half of them late by at most", median(late), "ms")
    say("95 % of them", quantiles(late, n=20, method="inclusive")[-1], "ms", None if loaded else 1.0)
    say("the worst", max(late), "ms", 25.0 if loaded else 5.0)
    say("drift at the end", median(late[-LAST:]), "ms", None if loaded else 1.0)


if __name__ == "__main__":
    main()
