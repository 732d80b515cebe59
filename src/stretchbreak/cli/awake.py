"""Run as a program: the engine in the background, awake, by the handover at the descriptor that is its argument."""

import sys

from stretchbreak.cli.background import main

if __name__ == "__main__":
    sys.exit(main())
