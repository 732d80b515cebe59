"""The program's door. ``--version`` is answered here, before anything is imported that it does not need."""

import sys


def main() -> int:
    """Run the command line; returns the exit code."""
    if sys.argv[1:] == ["--version"]:
        from stretchbreak import __version__

        if sys.stdout is not None:  # closed: nobody wants to know
            sys.stdout.write(f"stretchbreak {__version__}\n")
        return 0
    from stretchbreak.cli.gate import run

    return run()


if __name__ == "__main__":
    sys.exit(main())
