"""Desktop notifications through plyer, at arm's length.

plyer cannot tell whether anything was shown, prints warnings, and waits as long as a stuck notification service
lets it (over a minute has been seen). So it runs in a process of its own, in a session of its own, with nothing to
write to, and that process ends itself and all its children after three seconds. Nobody waits for that: whoever waits
for something else looks now and then whether it is over.
"""

from __future__ import annotations

import subprocess
import sys
from math import inf

from stretchbreak.boundaries import Reached
from stretchbreak.core.effects import Announce
from stretchbreak.core.wording import announcement


class DesktopAlert:
    """Posts a notification and does not look back."""

    def __init__(self) -> None:
        self._posted: list[subprocess.Popen[bytes]] = []

    def announce(self, announcement_: Announce) -> None:
        """Post it, best effort."""
        self.tend()
        title, body = announcement(announcement_)
        try:
            self._posted.append(
                subprocess.Popen(  # noqa: S603 - our own module, no shell
                    [sys.executable, "-m", "stretchbreak.shell.alerts.post", title, body],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )
            )
        except OSError:
            # No process can be started now; the bell and the title still tell.
            return

    def settle(self) -> None:
        """What was posted cannot be taken back."""

    def reached(self) -> Reached:
        """Nobody can tell."""
        return Reached()

    @property
    def is_posting(self) -> bool:
        """Whether a notification is on its way."""
        return bool(self._posted)

    def fileno(self) -> int | None:
        """Nothing tells of the end of such a process."""
        return None

    def deadline(self) -> float:
        """Nobody need wake up for it."""
        return inf

    def tend(self) -> None:
        """Let go of the processes that have ended; the system keeps a place for each until somebody has asked."""
        self._posted = [posted for posted in self._posted if posted.poll() is None]
