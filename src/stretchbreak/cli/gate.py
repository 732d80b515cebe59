"""The one gate around the command line: what leaves it is an answer, a stated problem, or a bug report."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress

from stretchbreak.errors import StretchbreakError, Terminated

BUG = 3
INTERRUPTED = 130


def run() -> int:
    """Run the command that ``sys.argv`` names; returns the exit code."""
    return guarded(_command)


def guarded(command: Callable[[], int]) -> int:
    """Run this; returns its exit code, or the one that belongs to what went wrong."""
    _open_streams()
    try:
        return command()
    except StretchbreakError as problem:
        _tell(str(problem))
        return problem.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except Terminated as end:
        return 128 + end.number
    except BrokenPipeError:
        # Whoever read our answer has had enough. Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 128 + signal.SIGPIPE
    except Exception as bug:  # noqa: BLE001 - the one gate
        return _report(bug)


def _open_streams() -> None:
    """Let everything be written: a closed stream leads nowhere, a letter that the terminal lacks is replaced."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            # Open as long as the process lives; pathlib would cost as much as the rest of the gate.
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
        getattr(sys, name).reconfigure(errors="replace")


def _command() -> int:
    if sys.argv[1:2] == ["completion"] and sys.argv[3:4] == ["--"]:
        # The Tab key asks; typer would take longer to load than a finger waits.
        from stretchbreak.cli.candidates import answer

        answer(sys.argv[2], sys.argv[4:])
        return 0

    from stretchbreak.cli.app import app

    try:
        app(prog_name="stretchbreak")
    except SystemExit as end:
        # Typer makes an exit of a pipe that nobody reads any more; to us it is what it was.
        if isinstance(end.__context__, BrokenPipeError):
            raise end.__context__ from None
        return end.code if isinstance(end.code, int) else 0
    return 0


def _tell(problem: str) -> None:
    with suppress(OSError):  # the terminal may be what went away
        sys.stderr.write(f"{problem}\n")


def _report(bug: Exception) -> int:
    """Keep the traceback in a file, and tell where it is."""
    from stretchbreak.cli.bug import keep

    kept = keep(bug)
    where = (
        f"The details are in {kept}; please send them to the authors." if kept else "The details could not be kept."
    )
    _tell(f"stretchbreak: this is a bug, not your fault: {type(bug).__name__}. {where}")
    return BUG
