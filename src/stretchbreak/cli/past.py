"""What ``stretchbreak start`` takes up: the day that the former process left behind, or a new one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from stretchbreak.core import restart
from stretchbreak.core.events import Moment
from stretchbreak.core.restart import Beginning
from stretchbreak.core.workplan import WorkPlan
from stretchbreak.shell.clock import SystemClock, boot
from stretchbreak.shell.state import Found, StateFile, find, put_aside


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """How the day begins, on which clock, where it is remembered from now on, and what is wrong with what was."""

    beginning: Beginning
    clock: SystemClock
    memory: StateFile | None
    trouble: str
    shift: float = 0.0

    def beat(self) -> None:
        """Note that the process is alive."""
        if self.memory is not None:
            self.memory.beat()


@contextmanager
def past(path: Path, plan: WorkPlan, zone: tzinfo) -> Iterator[Past]:
    """What the state file at ``path`` says; when the block ends, however it does, that moment is noted in it."""
    this_boot, now = boot(), SystemClock(zone=zone).now()
    found = find(path, now.wall)
    shift = None if found.legacy is None else restart.shift(found.legacy, this_boot, now)
    clock = SystemClock(zone=zone, shift=shift or 0.0)
    beginning = _beginning(plan, found, shift, clock.now())
    if beginning is None:
        found = put_aside(path, "damaged", "its times make no sense", now.wall)
        beginning = restart.begun(plan, clock.now())
    if found.note:
        # On a screen this is under the picture, and still there when it has gone.
        print(found.note, file=sys.stderr)
    memory = StateFile(path, clock, this_boot, shift or 0.0) if found.writable else None
    try:
        yield Past(beginning=beginning, clock=clock, memory=memory, trouble=found.note, shift=shift or 0.0)
    finally:
        if memory is not None:
            memory.close()


def _beginning(plan: WorkPlan, found: Found, shift: float | None, at: Moment) -> Beginning | None:
    """How the day begins; None where what was left behind makes no sense."""
    if found.legacy is None:
        return restart.begun(plan, at)
    if shift is None:
        return restart.begun(plan, at, "the clock was put back: starting afresh")
    return restart.restored(plan, found.legacy, at)
