"""Run as a program: the engine, asleep, by the handover at the descriptor that is its argument."""

import sys

if __name__ == "__main__":
    # Without site packages and environment, so that nothing is loaded that is not needed: we find ourselves.
    sys.path.insert(0, __file__.rsplit("/", 3)[0])
    from stretchbreak.slim.sleeper import main

    main(int(sys.argv[1]))
