"""Everything that can go wrong for a user, said so that the user knows what to do next."""

from __future__ import annotations

from collections.abc import Callable


class StretchbreakError(Exception):
    """A stated problem: its text says what is wrong, where, and what to do next."""

    exit_code = 1


class RoutineError(StretchbreakError):
    """A routine or an exercise cannot be found, read or used."""


class Stopped(Exception):  # noqa: N818 - no error: the user asks for it
    """The user has told the engine to stop, from another terminal, which waits for us to ``tell`` that it has."""

    def __init__(self, tell: Callable[[], None]) -> None:
        super().__init__("stopped by the user")
        self.tell = tell


class Terminated(Exception):  # noqa: N818 - no error: the system asks the program to end
    """The process is to end: logout, a kill, or its terminal is gone."""

    def __init__(self, number: int) -> None:
        super().__init__(f"ended by signal {number}")
        self.number = number
