"""The program's door. What can be answered without loading anything is answered here."""

import sys


def main() -> int:
    """Run the command line; returns the exit code."""
    if sys.argv[1:] == ["--version"]:
        from stretchbreak import __version__

        if sys.stdout is not None:  # closed: nobody wants to know
            sys.stdout.write(f"stretchbreak {__version__}\n")
        return 0
    if sys.argv[1:2] and sys.argv[1] in CARRIED and sys.platform != "win32":
        from stretchbreak.slim.client import carried

        code = carried(sys.argv[1:])
        if code is not None:
            return code
    from stretchbreak.cli.gate import run

    return run()


CARRIED = frozenset({"status", "pause", "resume", "snooze", "skip", "done", "meeting", "why", "stop"})
"""Commands that an engine answers, if one runs."""

if __name__ == "__main__":
    sys.exit(main())
