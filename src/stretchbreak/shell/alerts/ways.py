"""Which ways there are to reach the user from here, the best first."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from stretchbreak.boundaries import Answer, Children, Chore, Clock, Reached
from stretchbreak.shell.alerts.ladder import Ladder
from stretchbreak.shell.alerts.programs import ProgramNotification, on_macos, plyer
from stretchbreak.shell.alerts.rung import Rung
from stretchbreak.shell.alerts.sequences import TerminalNotification


@dataclass(frozen=True, slots=True)
class Ways:
    """The ladder, and what whoever waits must mind for it."""

    ladder: Ladder
    chores: tuple[Chore, ...]


def ways(
    clock: Clock,
    children: Children,
    answered: Callable[[Answer], None],
    *,
    send: Callable[[str], None] | None = None,
    environment: Mapping[str, str] = os.environ,
    platform: str = sys.platform,
    reached: Reached | None = None,
) -> Ways:
    """``answered`` is told which button was pressed; ``send`` writes to the terminal, if it is ours.

    The children must be minded as well. ``reached`` is how the last announcement fared, before this ladder was made.
    """
    rungs: list[Rung] = []
    chores: list[Chore] = []
    if platform == "linux":
        from stretchbreak.shell.alerts.buttons import ButtonNotification  # noqa: PLC0415 - needs Linux

        buttons = ButtonNotification(clock, answered, environment)
        rungs.append(buttons)
        chores.append(buttons)
    program = on_macos() if platform == "darwin" else None
    if program is not None:
        rungs.append(ProgramNotification(program, children, answered, environment))
    rungs.append(ProgramNotification(plyer(), children, environment=environment))
    if send is not None:
        rungs.append(TerminalNotification(send, environment))
    return Ways(Ladder(rungs, reached), tuple(chores))
