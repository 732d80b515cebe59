"""Run as a program: a short day in a terminal's window, on a desktop with dunst; leaves behind what was to be seen.

usage: day_at_desk.py FOLDER [EVERY]
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from desktop import notifying_desktop

from real import SOON, Window, environment, eventually, in_shell, opened, window

DAY = """
stty -g | cksum; stretchbreak start --every {every} --no-sound; echo "ended with $?"; stty -g | cksum; echo over
"""


def main() -> None:
    """Wait for the break, take it, do a rep, leave it, quit."""
    folder = Path(sys.argv[1])
    every = sys.argv[2] if len(sys.argv) > 2 else "1m"
    home = folder / "home"
    home.mkdir()
    with notifying_desktop(folder, environment(home)) as (places, log):
        command = ["bash", "-c", in_shell(DAY.format(every=every))]
        with opened(Window(command, home, changes=places)) as window:
            seen = play(window, log)
    seen["after a minute"] = wait_long(home)
    seen["notifications"] = [line.split("\t") for line in log.read_text(encoding="utf-8").splitlines()]
    (folder / "seen").write_text(json.dumps(seen), encoding="utf-8")


def play(window: Window, log: Path) -> dict[str, object]:
    """The day; what the window showed at each turn of it."""
    seen: dict[str, object] = {"waiting": window.shows("next break at")}
    seen["heads-up"] = window.shows("break soon", within=45)
    seen["offer"] = window.shows("time for a break", within=45)
    told = eventually(lambda: "Time for a stretch break" in log.read_text(encoding="utf-8"))
    seen["told in time"] = told
    window.press("\r")
    seen["get ready"] = window.shows("enter ready")
    window.press("\r")
    seen["rep"] = window.shows("rep 1 of 10")
    seen["next rep"] = window.shows("rep 2 of 10")
    window.press("q")
    seen["summary"] = window.shows("any key closes")
    window.press("x")
    seen["waiting again"] = window.shows("next break at")
    window.press("q")
    window.until(lambda: b"over" in window.sent[-80:], "it did not end", SOON)
    seen["end"] = window.text
    seen["restored"] = window.is_restored
    return seen


def wait_long(home: Path) -> str:
    """What a small window shows after more than a minute of waiting, longer than the program waits at once."""
    with window("start", home=home, columns=40, rows=8) as shown:
        shown.shows("1:00:00")
        return shown.shows("58:55", within=75)


if __name__ == "__main__":
    main()
