"""Run as a program: an engine that sleeps and gives the answers in a file, to whoever asks with the real command.

usage: asleep_with.py FILE
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from stretchbreak import __version__
from stretchbreak.cli.background import ASLEEP
from stretchbreak.slim import counter, sleeper

if TYPE_CHECKING:
    from stretchbreak.slim.sleeper import Handover


def main() -> None:
    """Become the sleeper."""
    answers: dict[str, str] = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    handover: Handover = {
        "engine": [],
        "kept": b"",
        "lock": None,
        "listener": counter.listen().detach(),
        "ready": None,
        "clients": [],
        "asked": [],
        "watchers": [],
        "until": None,
        "slept": sleeper.slept(),
        "wall": None,
        "beat": None,
        "files": [],
        "version": __version__,
        "templates": {"\0".join(asked.split(" ", 2)): (text,) for asked, text in answers.items()},
        "fields": {},
        "once": False,
        "next_at": None,
        "since": 0.0,
    }
    sleeper.become(ASLEEP, handover)


if __name__ == "__main__":
    main()
