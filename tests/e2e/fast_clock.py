"""Run as a program under libfaketime: ``stretchbreak``, from a moment on so many times as fast.

usage: fast_clock.py BEGIN SPEED WORD ...

BEGIN is in seconds since 1970. The clock is set only after everything is imported: at a thousand times the speed that
alone would take a quarter of an hour. What a busy machine explains lasts longer by that clock, too, and so the two
thresholds above which a gap counts as sleep, or as having been stopped, go with the speed. So do the times
of those who live by the true time: the notification service, and programs that post. Nothing else is changed.
"""

from __future__ import annotations

import importlib
import os
import sys

from stretchbreak.shell import vigil
from stretchbreak.shell.alerts import bus, programs

BEFOREHAND = ("cli.app", "cli.start", "documents.day_script", "screen.stage", "shell.folders", "shell.library")


def main() -> int:
    """Set the clock, and be the program."""
    begin, speed, *words = sys.argv[1:]
    for name in BEFOREHAND:
        importlib.import_module(f"stretchbreak.{name}")
    from stretchbreak.__main__ import main as program  # noqa: PLC0415 - no sooner than the rest

    vigil.OVERSLEPT *= float(speed)
    vigil.SLEPT *= float(speed)
    bus.DEADLINE *= float(speed)
    programs.LIMIT *= float(speed)
    # The processes that it starts, to post notifications, live by the true time.
    del os.environ["LD_PRELOAD"]
    sys.argv = ["stretchbreak", *words]
    os.environ["FAKETIME"] = f"@{begin} x{speed}"
    return program()


if __name__ == "__main__":
    sys.exit(main())
