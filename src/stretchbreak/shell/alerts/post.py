"""Run as a program: post one notification through plyer, and be gone within three seconds, children included."""

from __future__ import annotations

import os
import signal
import sys
import threading
import warnings

DEADLINE = 3.0
SHOWN = 10


def main() -> None:
    """Post the title and body given as arguments."""
    title, body = sys.argv[1:3]
    watch = threading.Timer(DEADLINE, _end)
    watch.daemon = True
    watch.start()
    warnings.simplefilter("ignore")
    from plyer import notification  # noqa: PLC0415 - after the watch: the import itself may hang on a stuck bus

    try:
        notification.notify(title=title, message=body, app_name="stretchbreak", timeout=SHOWN)
    except NotImplementedError:
        sys.exit("it knows no way here; notify-send of libnotify would be one")


def _end() -> None:
    """End this process and whatever it started."""
    if os.name == "posix" and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


if __name__ == "__main__":
    main()
