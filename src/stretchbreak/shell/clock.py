"""The only place that asks the time."""

from __future__ import annotations

import sys
import time
from datetime import datetime, tzinfo

from stretchbreak.core.events import Moment
from stretchbreak.shell.zone import SYSTEM

if sys.platform == "darwin":
    # There the monotonic clock of POSIX goes on in sleep, and Python's own stands still.
    _WITH_SLEEP, _AWAKE = time.CLOCK_MONOTONIC, time.CLOCK_UPTIME_RAW
elif sys.platform == "win32":
    _WITH_SLEEP = _AWAKE = None
else:
    _WITH_SLEEP = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    _AWAKE = time.CLOCK_MONOTONIC


class SystemClock:
    """The machine's clocks. With a ``pace`` above 1 its monotonic time runs ahead, for previews."""

    def __init__(self, pace: float = 1.0, zone: tzinfo = SYSTEM) -> None:
        self.pace = pace
        self._zone = zone
        self._origin = _since_boot()

    def mono(self) -> float:
        """Seconds that only grow, sleep included where the system can tell; from now on times the pace."""
        return self._origin + (_since_boot() - self._origin) * self.pace

    def now(self) -> Moment:
        """Both clocks at once."""
        return Moment(self.mono(), datetime.now(self._zone))

    def slept(self) -> float:
        """Seconds of sleep so far; 0 where the system cannot tell."""
        if sys.platform == "win32":
            return 0.0
        return time.clock_gettime(_WITH_SLEEP) - time.clock_gettime(_AWAKE)


def _since_boot() -> float:
    if sys.platform == "win32":
        return time.monotonic()
    return time.clock_gettime(_WITH_SLEEP)
