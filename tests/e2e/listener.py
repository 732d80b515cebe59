"""Run as a program: listen at a loudspeaker of the sound server, and note from when to when something was heard.

Writes a line as soon as it listens, and one for each sound then: begin and end, in seconds of the monotonic clock.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from array import array
from time import perf_counter

RATE = 8000
LOUD = 150
"""Of 32767: quieter than any tone, louder than nothing."""

SILENCE = 0.12
"""Seconds of silence that part two sounds; within a tone there are shorter ones."""

CHUNK = 65_536


def main() -> None:
    """Listen until we are ended, or the server is."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    command = ["parec", "-d", f"{sys.argv[1]}.monitor", f"--rate={RATE}", "--channels=1", "--format=s16le"]
    with subprocess.Popen([*command, "--latency-msec=2"], stdout=subprocess.PIPE, bufsize=0) as recorder:
        try:
            listen(recorder)
        finally:
            recorder.kill()


def listen(recorder: subprocess.Popen[bytes]) -> None:
    """Note every sound."""
    if recorder.stdout is None:
        raise SystemExit("there is no pipe")
    begin = end = 0.0
    listens = False
    while chunk := os.read(recorder.stdout.fileno(), CHUNK):
        now = perf_counter()
        if not listens:
            listens = True
            say("listening")
        samples = array("h", chunk[: len(chunk) // 2 * 2])
        for number, sample in enumerate(samples):
            at = now - (len(samples) - number) / RATE
            if abs(sample) > LOUD:
                begin, end = begin or at, at
            elif begin and at - end > SILENCE:
                say(f"{begin:.4f} {end:.4f}")
                begin = 0.0


def say(line: str) -> None:
    """Write a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
