"""Run as a program: let a voice write words into sound files, before they are needed.

Takes on stdin, as JSON, the ``folder`` for the files, the ``command`` of the voice, which takes a text on its stdin
and the file to write as its last argument, and the ``phrases``: name and text of each, in the order in which they are
needed. What is there already is kept. Silence around the words is cut off, so that they begin when they are played,
and last no longer than they are heard. Nothing here is urgent: it steps back for everything else.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import wave
from array import array
from pathlib import Path
from typing import Final

LIMIT: Final = 5.0
"""Seconds for one text. A voice of today needs a hundredth of that."""

FAILURES: Final = 3
"""Texts in a row that a voice may fail at before it is left alone."""

FADED: Final = 300
"""Below this a sample is silence, in units of 1/32768."""

BEFORE, AFTER = 0.005, 0.03
"""Seconds of silence that are left around words."""

MOST_KEPT: Final = 50_000_000
"""Bytes of words that are kept; what was not needed for longest goes first."""

NICE: Final = 10


def main() -> None:
    """Render what is asked for."""
    asked = json.load(sys.stdin)
    os.nice(NICE)
    folder = Path(asked["folder"])
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        # Nowhere to keep words: the tones tell what to do.
        return
    failures = 0
    for name, text in asked["phrases"]:
        path = folder / f"{name}.wav"
        if path.exists():
            os.utime(path)
        else:
            failures = 0 if _rendered(asked["command"], text, path) else failures + 1
        if failures == FAILURES:
            break
    _tidy(folder)


def _rendered(command: list[str], text: str, path: Path) -> bool:
    """Whether the voice could render the text; it is then in the file, as a whole."""
    draft = path.with_name(f".{path.stem}-{os.getpid()}.wav")
    try:
        if not _ask([*command, str(draft)], text):
            return False
        _cut(draft)
        draft.replace(path)
    except (OSError, EOFError, wave.Error):
        return False
    finally:
        draft.unlink(missing_ok=True)
    return True


def _ask(command: list[str], text: str) -> bool:
    with subprocess.Popen(  # noqa: S603 - the voice of this machine, no shell
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as voice:
        try:
            voice.communicate(text.encode(), timeout=LIMIT)
        except subprocess.TimeoutExpired:
            os.killpg(voice.pid, signal.SIGKILL)
            return False
    return voice.returncode == 0


def _cut(path: Path) -> None:
    """Leave the words alone in the file, behind the shortest possible header."""
    with wave.open(str(path), "rb") as file:
        shape, frames = file.getparams(), file.readframes(file.getnframes())
    if (shape.nchannels, shape.sampwidth) == (1, 2):
        samples = array("h", frames)
        if sys.byteorder == "big":
            samples.byteswap()
        loud = [number for number, sample in enumerate(samples) if abs(sample) > FADED] or [0]
        first = max(loud[0] - round(BEFORE * shape.framerate), 0)
        last = loud[-1] + round(AFTER * shape.framerate)
        frames = frames[2 * first : 2 * last]
    with wave.open(str(path), "wb") as file:
        file.setnchannels(shape.nchannels)
        file.setsampwidth(shape.sampwidth)
        file.setframerate(shape.framerate)
        file.writeframes(frames)


def _tidy(folder: Path) -> None:
    """Keep what was needed last, as far as there is room for it."""
    files = sorted(((path.stat(), path) for path in folder.glob("*.wav")), key=lambda one: -one[0].st_mtime)
    kept = 0
    for found, path in files:
        kept += found.st_size
        if kept > MOST_KEPT:
            path.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
