"""How late the cues of a break are while other programs flood the engine that guides it.

usage: python bench/flood.py [--rate 100] [--seconds 20] [--rude]

`stretchbreak start` guides a break on a pseudo-terminal of 80 by 24 while another process connects so many times a
second and asks for the status; with ``--rude`` it asks nonsense, sends half a line and hangs, or connects and says
nothing, in turn. Then the same with `stretchbreak do` beside an engine in the background. Lateness is that of
``bench/cues.py``, but held against the first cue. Bound: 25 ms for the worst.
"""

from __future__ import annotations

import argparse
import json
import socket
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import cycle
from multiprocessing import Process, Value
from pathlib import Path
from select import select
from statistics import median
from subprocess import DEVNULL, run
from time import perf_counter
from typing import Any, cast

from meters import Show, environment, heading, program, say, usage

from stretchbreak.__main__ import main as stretchbreak
from stretchbreak.boundaries import Stage
from stretchbreak.cli import do, start
from stretchbreak.cli.seat import Seat, seat
from stretchbreak.core.timeline import Cue
from stretchbreak.shell.clock import SystemClock
from stretchbreak.slim import wire

READY = 8.0
"""Seconds of the routine's first phase, in which nothing is measured."""

KEPT = 20
"""Connections that are kept open at once."""

ASKING = wire.request(["status", "--json"], "0")
RUDE = (ASKING, b"GET / HTTP/1.1\r\n", b'{"argv": ["sta', b"", wire.request(["status", "--format", "{x}"], "0"))


class NotingStage:
    """The real stage; after each cue it notes how late it was, in milliseconds."""

    def __init__(self, stage: Stage, notes: Path) -> None:
        self._stage = stage
        self._notes = notes
        self._clock = SystemClock()
        self._begin: float | None = None

    def cue(self, cue: Cue) -> None:
        """Give the cue and look at the clock."""
        self._stage.cue(cue)
        now = self._clock.mono()
        self._begin = now if self._begin is None else self._begin
        with self._notes.open("a", encoding="ascii") as notes:
            notes.write(f"{(now - self._begin - cue.at) * 1000}\n")

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the stage has
        return getattr(self._stage, name)


def guide(words: Sequence[str], notes: Path) -> int:
    """In the child: be the program, with a stage that notes."""

    @contextmanager
    def noting(*what: Any, **how: Any) -> Iterator[Seat]:  # noqa: ANN401 - whatever a seat takes
        with seat(*what, **how) as here:
            yield replace(here, stage=cast("Stage", NotingStage(here.stage, notes)))

    start.seat = do.seat = noting  # type: ignore[attr-defined]  # where the commands take it from
    sys.argv = ["stretchbreak", *words]
    return stretchbreak()


def flood(path: str, rate: float, sent: Sequence[bytes], counted: Any) -> None:  # noqa: ANN401 - a shared value
    """Connect so many times a second, and keep the last connections open."""
    kept: deque[socket.socket] = deque()
    begin = perf_counter()
    for number, line in enumerate(cycle(sent)):
        select((), (), (), max(begin + number / rate - perf_counter(), 0.0))
        one = socket.socket(socket.AF_UNIX)
        one.settimeout(1.0)
        with suppress(OSError):
            one.connect(path)
            one.sendall(line)
            if line == ASKING:
                counted.value += bool(one.recv(65536))
        kept.append(one)
        if len(kept) > KEPT:
            kept.popleft().close()


def measure(name: str, words: Sequence[str], keys: str, asked: Any, *, beside: bool) -> None:  # noqa: ANN401 - options
    """Guide under a flood, and tell how late it was."""
    with environment() as variables:
        if beside:
            run(program("start", "--detach"), env=variables, stdout=DEVNULL, check=True)
        notes = Path(variables["HOME"], "notes")
        show = Show([sys.executable, __file__, "--guide", json.dumps([*words]), str(notes)], variables)
        answered = Value("i", 0)
        path = str(Path(variables["HOME"], "run", "control.sock"))
        try:
            show.watch(2.0)
            show.press(keys)
            crowd = Process(target=flood, args=(path, asked.rate, RUDE if asked.rude else [ASKING], answered))
            show.watch(READY)
            before, begin = usage(show.pid), perf_counter()
            crowd.start()
            show.watch(asked.seconds)
            used, span = usage(show.pid).since(before), perf_counter() - begin
            crowd.terminate()
            crowd.join()
        finally:
            show.end()
            if beside:
                run(program("stop"), env=variables, stdout=DEVNULL, check=True)
        late = [float(line) for line in notes.read_text(encoding="ascii").split()][1:]
    say(f"{name}: cues", len(late), "", None, f"{answered.value / span:.0f} answers a second")
    say(f"{name}: half late by at most", median(late), "ms")
    say(f"{name}: the worst", max(late), "ms", 25.0)
    say(f"{name}: CPU", used.cpu / span * 100, "%")


def main() -> None:
    """Both ways to guide, under a flood."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--rate", type=float, default=100.0)
    words.add_argument("--seconds", type=float, default=20.0)
    words.add_argument("--rude", action="store_true")
    words.add_argument("--guide", nargs=2, help=argparse.SUPPRESS)
    asked = words.parse_args()
    if asked.guide:
        sys.exit(guide(json.loads(asked.guide[0]), Path(asked.guide[1])))
    heading(f"{asked.rate:g} connections a second")
    measure("in its own terminal", ["start"], "b", asked, beside=False)
    measure("beside the engine", ["do"], "", asked, beside=True)


if __name__ == "__main__":
    main()
