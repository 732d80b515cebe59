"""What waiting for a break costs, with seconds on the screen, with minutes, and with nothing that changes.

usage: python bench/waiting.py [--seconds 180] [--every 60m]

The real program waits on a pseudo-terminal of 80 by 24; it is watched for as long with each of the two clocks (the
key ``t`` changes between them), after it has settled. Beside it, at the same time, five lines of Python write a
clock by hand once a second: less than that a second cannot cost on this machine. Bounds: 0.6 CPU seconds an hour
and 60 bytes a second with seconds, 0.03 CPU seconds an hour with minutes. Others of the program wait all the while
in plain lines, outside the hours, and paused (with minutes). Whoever shows no seconds wakes at most twice a minute.
"""

from __future__ import annotations

import argparse
import sys
from contextlib import ExitStack
from time import localtime, perf_counter

from meters import HOUR, Show, environment, heading, program, say, usage

SETTLE = 5.0
WAKES = 2.0
"""Wake-ups a minute at most, while nothing changes from second to second."""
BY_HAND = """
import select, os
while True:
    select.select((), (), (), 1)
    os.write(1, b"\\x1b[5;5H12:34")
"""


def measure(show: Show, by_hand: Show, name: str, seconds: float, bounds: tuple[float, float | None]) -> None:
    """Watch the show for so long and tell what it cost; its bounds are for CPU, and for bytes where seconds show."""
    shown, start = show.shown, perf_counter()
    before = usage(show.pid), usage(by_hand.pid)
    show.watch(seconds)
    span = perf_counter() - start
    used, floor = usage(show.pid).since(before[0]), usage(by_hand.pid).since(before[1])
    by_hand.watch(0.1)
    beside = f"{used.cpu / floor.cpu:.2f} times a clock written by hand ({floor.cpu / span * HOUR:.2f} s/h)"
    say(f"{name}: CPU", used.cpu / span * HOUR, "s/h", bounds[0], beside)
    say(f"{name}: to the terminal", (show.shown - shown) / span, "bytes/s", bounds[1])
    say(f"{name}: wake-ups", used.sleeps / span * 60, "a minute", WAKES if bounds[1] is None else None)


def unchanging(every: str, stack: ExitStack) -> dict[str, Show]:
    """The ways to wait in which nothing changes from second to second, each by a program in a home of its own."""
    weekday = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[(localtime().tm_wday + 3) % 7]
    ways = {
        "plain lines": ("--plain", "--every", every),
        "off hours": ("--hours", f"{weekday} 09:00-17:00"),
        "paused": ("--every", every),
    }
    shows = {name: Show(program("start", *words), stack.enter_context(environment())) for name, words in ways.items()}
    for show in shows.values():
        stack.callback(show.end)
    return shows


def main() -> None:
    """Wait with seconds, then with minutes; and beside that in every other way."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--seconds", type=float, default=180.0)
    words.add_argument("--every", default="60m")
    asked = words.parse_args()
    heading("The waiting screen")
    with environment() as variables, ExitStack() as stack:
        show = Show(program("start", "--every", asked.every), variables)
        by_hand = Show([sys.executable, "-S", "-c", BY_HAND], variables)
        stack.callback(show.end)
        stack.callback(by_hand.end)
        others = unchanging(asked.every, stack)
        show.watch(SETTLE)
        others["paused"].press("t ")
        show.watch(SETTLE)
        start, before = perf_counter(), {name: usage(other.pid) for name, other in others.items()}
        measure(show, by_hand, "seconds shown", asked.seconds, (0.6, 60.0))
        show.press("t")
        show.watch(SETTLE)
        measure(show, by_hand, "minutes shown", asked.seconds, (0.03, None))
        minutes = (perf_counter() - start) / 60
        for name, other in others.items():
            used = usage(other.pid).since(before[name])
            say(f"{name}: CPU", used.cpu / minutes * 60, "s/h", 0.03)
            say(f"{name}: wake-ups", used.sleeps / minutes, "a minute", WAKES)


if __name__ == "__main__":
    main()
