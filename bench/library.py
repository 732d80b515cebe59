"""What a library of a thousand routines of one's own costs: CPU time of whole commands, beside their bounds.

usage: python bench/library.py [--routines 1000] [--rounds 9] [--ways]

The start-up that is taken off is ``stretchbreak routines where``, which loads the command line and reads nothing.
Bounds: 10 ms over that for ``routines list`` when nothing has changed, and 300 ms for reading all of it, which is
taken over the same command in an empty library, both without an index. Commands are run in turn, and the median of
the differences is shown, with the part of the bound that it is.

An index counts only for files that were last changed two seconds before it was made, so that we wait that long.

``--ways`` compares ways to keep the rows, in one process: as JSON, pickled, and as the finished lines that are kept
beside the rows now, because that spares loading what makes lines of rows.
"""

from __future__ import annotations

import argparse
import json
import pickle
import select
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from time import process_time

from meters import environment, heading, program, say
from startup import cost

ROUTINE = """\
name: Physio homework {number}
summary: Number {number} of many
exercises:
  - use: upper-trap
    reps: {reps}
  - name: Wall angel
    setup: Back against a wall, elbows bent, hands up.
    move: 2s Slide the arms up
    hold: 2s Long neck
    return: 1.5s Slide down
    reps: 10
    stop_if: [pinch in the shoulder]
"""
SETTLED = 2.2
"""Seconds after which the look of a file can be trusted."""

BOUND, COLD_BOUND = 10.0, 300.0

Variables = Mapping[str, str]


def filled(home: Path, routines: int) -> Path:
    """A library with so many routines, in a home of its own."""
    folder = home / "routines"
    folder.mkdir(parents=True)
    for number in range(routines):
        text = ROUTINE.format(number=number, reps=1 + number % 20)
        (folder / f"plan-{number:05}.yaml").write_text(text, encoding="utf-8")
    return home


def over(one: Callable[[], float], other: Callable[[], float], rounds: int) -> float:
    """Milliseconds by which one costs more than the other."""
    return median((one() - other()) * 1000 for _ in range(rounds))


def running(variables: Variables, home: Path, *words: str, before: Callable[[], object] = int) -> Callable[[], float]:
    """Runs a command in this home; returns its CPU seconds."""
    own = {**variables, "STRETCHBREAK_HOME": str(home), "HOME": str(home)}

    def run() -> float:
        before()
        return cost(program("routines", *words), own)

    return run


def shown(what: str, value: float, bound: float | None = None) -> None:
    """A figure in milliseconds over its start-up."""
    say(what, value, "ms over", bound, "" if bound is None else f"{value / bound:.2f} of it")


def commands(routines: int, rounds: int) -> None:
    """Whole commands."""
    with environment() as variables:
        place = Path(variables["HOME"])
        full, empty = filled(place / "full", routines), filled(place / "empty", 0)
        where = running(variables, full, "where")
        lines = running(variables, full, "list")
        say("stretchbreak routines where", median(where() for _ in range(rounds)) * 1000, "ms")
        select.select((), (), (), SETTLED)
        for warm_up in (lines, lines, running(variables, empty, "list"), running(variables, empty, "list")):
            warm_up()
        shown(f"routines list, {routines}, nothing changed", over(lines, where, rounds), BOUND)
        shown("  with --json", over(running(variables, full, "list", "--json"), where, rounds))
        shown("  in an empty library", over(running(variables, empty, "list"), where, rounds))
        edited = full / "routines" / "plan-00000.yaml"
        once_more = running(variables, full, "list", before=lambda: edited.write_text(edited.read_text() + "\n"))
        shown("  after one file was edited", over(once_more, where, rounds))
        cold = [running(variables, home, "list", before=forgetting(home)) for home in (full, empty)]
        shown(f"routines list, {routines}, without an index", over(cold[0], cold[1], rounds), COLD_BOUND)
        shown("  over routines where", over(cold[0], where, rounds))
        named = [
            running(variables, home, "show", name) for home, name in ((full, "plan-00500"), (empty, "quick-neck"))
        ]
        shown(f"routines show NAME, one of {routines}", over(named[0], named[1], rounds))


def forgetting(home: Path) -> Callable[[], object]:
    """Deletes the index of this home."""
    return lambda: shutil.rmtree(home / "cache", ignore_errors=True)


def ways(routines: int, rounds: int) -> None:
    """Ways to keep the rows of the list, from bytes to the lines that are printed."""
    from stretchbreak.cli.routine_lines import aligned  # noqa: PLC0415 - only here
    from stretchbreak.core.abridging import abridged  # noqa: PLC0415
    from stretchbreak.core.listing import listing_of, row_of  # noqa: PLC0415
    from stretchbreak.shell.folders import shipped_routines  # noqa: PLC0415
    from stretchbreak.shell.library import Library  # noqa: PLC0415

    routine = Library(Path("nowhere"), shipped_routines()).routine("upper-back-reset")
    rows = [row_of(abridged(routine, "routine", "yours")) for _ in range(routines)]
    listings = list(map(listing_of, rows))
    kept = json.dumps(rows), pickle.dumps(listings), json.dumps("\n".join(aligned(listings)))
    timed("rows as JSON", lambda: "\n".join(aligned(map(listing_of, json.loads(kept[0])))), rounds)
    timed("rows pickled", lambda: "\n".join(aligned(pickle.loads(kept[1]))), rounds)  # noqa: S301 - our own
    timed("finished lines", lambda: json.loads(kept[2]), rounds)


def timed(what: str, work: Callable[[], object], rounds: int) -> None:
    """The CPU time of some work in this process."""
    spent = []
    for _ in range(rounds):
        begin = process_time()
        work()
        spent.append((process_time() - begin) * 1000)
    say(what, median(spent), "ms")


def main() -> None:
    """Measure what was asked for."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--routines", type=int, default=1000)
    words.add_argument("--rounds", type=int, default=9)
    words.add_argument("--ways", action="store_true")
    asked = words.parse_args()
    heading("a library of one's own")
    (ways if asked.ways else commands)(asked.routines, asked.rounds)


if __name__ == "__main__":
    main()
