"""Time that passes quickly for one program: libfaketime before its clocks, and lines that tell when what happened."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from real import Window, lacks, opened

HERE = Path(__file__).parent
SLACK = 30.0
"""Seconds by a clock that runs a thousand times too fast: between two of its readings a busy machine passes some."""

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)

_PLACES = ("/usr/lib/*/faketime", "/usr/lib/faketime", "/usr/local/lib/faketime")
_LINE = re.compile(r"(\d\d):(\d\d):(\d\d)  ([a-z-]+): (.*)")


@dataclass(frozen=True, slots=True)
class Told:
    """A decision as a plain line tells it: the second of the day, what, and why."""

    second: int
    what: str
    why: str

    def is_near(self, other: Told) -> bool:
        """Whether the two tell the same, at the same time but for the slack."""
        apart = abs(self.second - other.second)
        day = 24 * 3600
        return (self.what, self.why) == (other.what, other.why) and min(apart, day - apart) <= SLACK


def told(line: str) -> Told | None:
    """The decision in a line; None where it tells none."""
    # The bell rings in front of a line.
    found = _LINE.fullmatch(line.strip("\a \r"))
    if found is None:
        return None
    hours, minutes, seconds = (int(part) for part in found.groups()[:3])
    return Told(hours * 3600 + minutes * 60 + seconds, found[4], found[5])


def decisions(shown: Window) -> list[Told]:
    """All decisions that were written so far, in order."""
    lines = shown.sent.decode(errors="replace").splitlines()
    return [one for line in lines if (one := told(line))]


def needs_fake_time() -> None:
    """Skip where libfaketime is missing; in CI fail."""
    lacks([] if _library() else ["libfaketime"])


def _library() -> Path | None:
    found = (path for place in _PLACES for path in Path("/").glob(f"{place[1:]}/libfaketime.so.1"))
    return next(found, None)


def fast_command(begin: datetime, speed: int, *words: str) -> list[str]:
    """The program, to be started where the clock can be faked."""
    return [sys.executable, str(HERE / "fast_clock.py"), str(int(begin.timestamp())), str(speed), *words]


def faked(**more: str) -> dict[str, str]:
    """The variables that put libfaketime before a program's clocks, with nothing faked yet; and these."""
    own = {"LD_PRELOAD": str(_library()), "FAKETIME": "+0", "FAKETIME_NO_CACHE": "1"}
    return own | more


@contextmanager
def fast_window(
    begin: datetime, speed: int, *words: str, home: Path, zone: str, changes: Mapping[str, str] | None = None
) -> Iterator[Window]:
    """The program in a window of its own, from ``begin`` on so many times as fast."""
    command = fast_command(begin, speed, *words)
    with opened(Window(command, home, changes={**faked(FAKETIME_FMT="%s", TZ=zone), **(changes or {})})) as shown:
        yield shown


class Leaps:
    """Clocks that begin at nine on a Monday and leap when told to, for every program that has these variables."""

    def __init__(self, place: Path, begin: datetime = MONDAY, **more: str) -> None:
        self._place = place
        place.touch()
        self._ahead = begin.timestamp() - place.stat().st_mtime
        own = {"LD_PRELOAD": str(_library()), "FAKETIME_TIMESTAMP_FILE": str(place), "FAKETIME_NO_CACHE": "1"}
        self.variables: Mapping[str, str] = {**own, "TZ": "UTC", **more}
        self.leap(0.0)

    def leap(self, seconds: float) -> None:
        """Let so much time pass at once; whoever waits looks at the clock when something comes."""
        self._ahead += seconds
        new = self._place.with_name(f"{self._place.name}.new")
        new.write_text(f"{self._ahead:+.3f}\n", encoding="ascii")
        new.replace(self._place)
