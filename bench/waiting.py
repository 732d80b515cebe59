"""What waiting for a break costs, with seconds on the screen and with minutes.

usage: python bench/waiting.py [--seconds 180] [--every 60m]

The real program waits on a pseudo-terminal of 80 by 24; it is watched for as long with each of the two clocks (the
key ``t`` changes between them), after it has settled. Bounds: 0.6 CPU seconds an hour and 60 bytes a second with
seconds, 0.03 CPU seconds an hour with minutes.
"""

from __future__ import annotations

import argparse
from time import perf_counter

from meters import HOUR, Show, environment, heading, program, say, usage

SETTLE = 5.0


def measure(show: Show, name: str, seconds: float, bounds: tuple[float, float | None]) -> None:
    """Watch the show for so long and tell what it cost."""
    before, shown, start = usage(show.pid), show.shown, perf_counter()
    show.watch(seconds)
    span = perf_counter() - start
    used = usage(show.pid).since(before)
    say(f"{name}: CPU", used.cpu / span * HOUR, "s/h", bounds[0])
    say(f"{name}: to the terminal", (show.shown - shown) / span, "bytes/s", bounds[1])
    say(f"{name}: wake-ups", used.sleeps / span * 60, "a minute")


def main() -> None:
    """Wait with seconds, then with minutes."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--seconds", type=float, default=180.0)
    words.add_argument("--every", default="60m")
    asked = words.parse_args()
    heading("The waiting screen")
    with environment() as variables:
        show = Show(program("start", "--every", asked.every), variables)
        try:
            show.watch(SETTLE)
            measure(show, "seconds shown", asked.seconds, (0.6, 60.0))
            show.press("t")
            show.watch(SETTLE)
            measure(show, "minutes shown", asked.seconds, (0.03, None))
        finally:
            show.end()


if __name__ == "__main__":
    main()
