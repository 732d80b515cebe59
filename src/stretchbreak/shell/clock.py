"""The only place that asks the time."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime, timedelta, tzinfo
from functools import partial
from pathlib import Path

from stretchbreak.core.events import Moment

if sys.platform == "darwin":
    # There the monotonic clock of POSIX goes on in sleep, and Python's own stands still.
    _WITH_SLEEP, _AWAKE = time.CLOCK_MONOTONIC, time.CLOCK_UPTIME_RAW
elif sys.platform == "win32":
    _WITH_SLEEP = _AWAKE = None
else:
    _WITH_SLEEP = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    _AWAKE = time.CLOCK_MONOTONIC


class SystemZone(tzinfo):
    """Local time as the system reckons it, clock changes of other dates included."""

    def utcoffset(self, dt: datetime | None) -> timedelta | None:
        """What local time is ahead of UTC at this local time."""
        return None if dt is None else dt.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, dt: datetime | None) -> timedelta | None:  # noqa: ARG002 - the signature of tzinfo
        """Unknown: the system tells offsets, not what they are made of."""
        return None

    def tzname(self, dt: datetime | None) -> str | None:
        """The abbreviation of the zone at this local time."""
        return None if dt is None else dt.replace(tzinfo=None).astimezone().tzname()

    def fromutc(self, dt: datetime) -> datetime:
        """Local time of a moment that is given in UTC."""
        local = dt.replace(tzinfo=UTC).astimezone()
        first = local.replace(tzinfo=self)
        return first if first.utcoffset() == local.utcoffset() else first.replace(fold=1)


SYSTEM = SystemZone()
"""The zone of this machine."""


class SystemClock:
    """The machine's clocks. With a ``pace`` above 1 its monotonic time runs ahead, for previews.

    It is ``shift`` seconds ahead of the machine's own where it goes on for one of another boot.
    """

    def __init__(self, pace: float = 1.0, zone: tzinfo = SYSTEM, shift: float = 0.0) -> None:
        self.pace = pace
        self._zone = zone
        self._begin = _since_boot()
        self._origin = self._begin + shift

        if pace == 1 and not shift and type(self) is SystemClock and sys.platform != "win32":
            # Asked ten times a second, and all day once a second: without a pace, no step of Python lies between.
            self.mono = partial(time.clock_gettime, _WITH_SLEEP)  # type: ignore[method-assign]

    def mono(self) -> float:
        """Seconds that only grow, sleep included where the system can tell; from now on times the pace."""
        return self._origin + (_since_boot() - self._begin) * self.pace

    def now(self) -> Moment:
        """Both clocks at once."""
        return Moment(self.mono(), datetime.now(self._zone))

    def slept(self) -> float:
        """Seconds of sleep so far; 0 where the system cannot tell."""
        if sys.platform == "win32":
            return 0.0
        return time.clock_gettime(_WITH_SLEEP) - time.clock_gettime(_AWAKE)


def boot() -> str:
    """Which boot of the machine this is, by a name that no other has; empty where the system does not tell."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""


def _since_boot() -> float:
    if sys.platform == "win32":
        return time.monotonic()
    return time.clock_gettime(_WITH_SLEEP)
