"""Run as a program: ``stretchbreak`` on a machine that falls asleep, and is awake again, whenever its window changes.

usage: sleepy.py FILE WORD ...  (or --probe, to say why it cannot be done here, if so)

FILE says how many seconds it sleeps. What a suspend does to the clocks is done to this process alone: it moves into
another time namespace of the kernel, in which the clock that counts sleep is so much later, while the clock that
stands still in sleep goes on from where it was; the clock on the wall goes forward by libfaketime.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path
from types import FrameType

from stretchbreak.shell import inputs

NEW_TIME, NEW_USER = 0x80, 0x10000000
"""Flags of unshare and setns in linux/sched.h."""

LIBC = ctypes.CDLL(None, use_errno=True)


class Machine:
    """What falls asleep."""

    def __init__(self) -> None:
        self.slept = 0

    def sleep(self, seconds: int) -> None:
        """Sleep so long, in no time. Raises OSError where the kernel, or our rights, do not allow it."""
        self.slept += seconds
        _call("unshare", NEW_TIME)
        Path("/proc/self/timens_offsets").write_text(f"boottime {self.slept} 0\n", encoding="ascii")
        namespace = os.open("/proc/self/ns/time_for_children", os.O_RDONLY)
        try:
            _call("setns", namespace, NEW_TIME)
        finally:
            os.close(namespace)
        os.environ["FAKETIME"] = f"+{self.slept}"


def _call(name: str, *arguments: int) -> None:
    if getattr(LIBC, name)(*arguments):
        error = ctypes.get_errno()
        raise OSError(error, f"{name}: {os.strerror(error)}")


def _allow() -> None:
    """Let this process have namespaces of its own: root may anyway, others perhaps in a user namespace."""
    if os.geteuid():
        _call("unshare", NEW_USER)


def main() -> int:
    """Be the program, and sleep when told."""
    machine = Machine()
    _allow()
    if sys.argv[1] == "--probe":
        machine.sleep(1)
        return 0
    length = Path(sys.argv[1])

    def changed(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the signature of a handler
        machine.sleep(int(length.read_text(encoding="ascii")))

    inputs._ignore = changed  # noqa: SLF001 - where a signal strikes
    from stretchbreak.__main__ import main as program  # noqa: PLC0415 - a probe needs none

    sys.argv = ["stretchbreak", *sys.argv[2:]]
    return program()


if __name__ == "__main__":
    sys.exit(main())
