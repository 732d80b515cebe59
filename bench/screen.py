"""What the moving screen of a guided break costs: CPU of one core, and bytes to the terminal.

usage: python bench/screen.py [--seconds 120] [--beside 20] [--columns 80] [--rows 24]

The real program guides ``upper-trap`` on a pseudo-terminal; it is watched from the first rep on, then paused and
watched again. Beside it, in the same run, Rich's own Live shows the same scene ten times a second on a terminal of
its own. Bounds: 0.5 % of a core, 4 kB/s; nothing at all while paused.
"""

from __future__ import annotations

import argparse
import json
import select
import sys
from collections.abc import Mapping
from time import perf_counter

from meters import Show, environment, heading, program, say, usage
from rich.console import Console, Group
from rich.live import Live

from stretchbreak.cli.options import library
from stretchbreak.core import guide
from stretchbreak.core.events import Hastened, Ticked
from stretchbreak.core.timeline import timeline
from stretchbreak.core.view import guide_view
from stretchbreak.screen import guiding
from stretchbreak.screen.glyphs import UNICODE
from stretchbreak.screen.scene import Window
from stretchbreak.shell.clock import SystemClock

ROUTINE = "upper-trap"
FRAME = 0.1
SETTLE = 3.0
PAUSED = 20.0


def measure(show: Show, seconds: float) -> tuple[float, float]:
    """Percent of a core and bytes a second while the show runs so long."""
    before, shown, start = usage(show.pid), show.shown, perf_counter()
    show.watch(seconds)
    span = perf_counter() - start
    return usage(show.pid).since(before).cpu / span * 100, (show.shown - shown) / span


def ours(asked: argparse.Namespace, variables: Mapping[str, str]) -> tuple[float, float]:
    """The program itself, in its reps and paused."""
    show = Show(program("do", ROUTINE), variables, columns=asked.columns, rows=asked.rows)
    try:
        show.watch(SETTLE)
        show.press("\r")  # ready: the reps begin
        cpu, sent = measure(show, asked.seconds)
        show.press(" ")
        show.watch(SETTLE)
        resting, written = measure(show, PAUSED)
    finally:
        show.end()
    say("stretchbreak, CPU of a core", cpu, "%", 0.5)
    say("stretchbreak, to the terminal", sent, "bytes/s", 4000)
    say("paused, CPU of a core", resting, "%")
    say("paused, to the terminal", written, "bytes/s", 0)
    return cpu, sent


def beside(asked: argparse.Namespace, variables: Mapping[str, str]) -> tuple[float, float]:
    """Rich's Live with the same scene."""
    words = json.dumps([asked.columns, asked.rows])
    show = Show([sys.executable, __file__, "--live", words], variables, columns=asked.columns, rows=asked.rows)
    try:
        show.watch(SETTLE)
        return measure(show, asked.beside)
    finally:
        show.end()


def live(columns: int, rows: int) -> None:
    """In a child: show the scene by Rich's Live until somebody ends us."""
    clock = SystemClock()
    begun, _ = guide.begin(timeline(library().routine(ROUTINE)), clock.mono())
    state, _ = guide.step(begun, Hastened(at=clock.now()))
    window = Window(columns, rows, UNICODE)

    def picture() -> Group:
        nonlocal state
        state, _ = guide.step(state, Ticked(at=clock.now()))
        return Group(*guiding.scene(guide_view(state, clock.mono()), window))

    with Live(get_renderable=picture, console=Console(), screen=True, auto_refresh=False) as shown:
        while True:
            shown.refresh()
            select.select((), (), (), FRAME)


def main() -> None:
    """Measure both."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--seconds", type=float, default=120.0)
    words.add_argument("--beside", type=float, default=20.0)
    words.add_argument("--columns", type=int, default=80)
    words.add_argument("--rows", type=int, default=24)
    words.add_argument("--live", help=argparse.SUPPRESS)
    asked = words.parse_args()
    if asked.live:
        live(*json.loads(asked.live))
    heading(f"The guided break on a screen of {asked.columns} by {asked.rows}")
    with environment() as variables:
        cpu, sent = ours(asked, variables)
        live_cpu, live_sent = beside(asked, variables)
    say("Rich's Live, CPU of a core", live_cpu, "%", None, f"{live_cpu / cpu:.1f} times as much")
    say("Rich's Live, to the terminal", live_sent, "bytes/s", None, f"{live_sent / sent:.1f} times as much")


if __name__ == "__main__":
    main()
