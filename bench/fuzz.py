"""Whether any file can upset the reader: mangled, flooding and hostile ones, read as ``routines check`` reads them.

usage: python bench/fuzz.py [--examples 20000] [--seed 1]

Another process reads them, so that its peak memory is that of the reader alone, Python included, and so that one that
hangs can be ended. One in twenty is a flood: as much of the same as a file may hold.
"""

from __future__ import annotations

import argparse
import re
import select
import struct
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median
from subprocess import PIPE, Popen
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import IO, Final

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from meters import heading, say

from stretchbreak.shell.folders import shipped_routines
from stretchbreak.shell.library import Library

SLOWEST: Final = 1.0
"""Seconds that a file may take."""

MOST: Final = 100.0
"""Megabytes that the process may have taken in the end."""

PATIENCE: Final = 10.0
LENGTH: Final = struct.Struct("<I")
ANSWER: Final = struct.Struct("<dd?")
_DETAIL: Final = re.compile(r'"[^"]*"|U\+[0-9A-F]+|0x[0-9a-f]+|[0-9]+|line.*|:.*')


class Reader:
    """The other process: takes contents, and answers with seconds, megabytes, and whether it is read."""

    def __init__(self, process: Popen[bytes]) -> None:
        if process.stdin is None or process.stdout is None:
            raise SystemExit("there is no way to talk to the reader")
        self._to: IO[bytes] = process.stdin
        self._from: IO[bytes] = process.stdout

    def read(self, content: bytes) -> tuple[float, float, bool]:
        """Have a file of this content checked."""
        self._to.write(LENGTH.pack(len(content)) + content)
        self._to.flush()
        is_there = select.select([self._from], (), (), PATIENCE)[0]
        answer = self._from.read(ANSWER.size) if is_there else b""
        if len(answer) < ANSWER.size:
            Path("fuzz-failure.yaml").write_bytes(content)
            what = "failed" if is_there else f"took more than {PATIENCE:g} s"
            raise SystemExit(f"the reader {what}; the file is fuzz-failure.yaml")
        seconds, megabytes, is_read = ANSWER.unpack(answer)
        return seconds, megabytes, is_read

    def kinds(self) -> int:
        """How many kinds of problems it has told in all; it ends then."""
        self._to.write(LENGTH.pack(0xFFFFFFFF))
        self._to.flush()
        return int(self._from.read())


@contextmanager
def reader() -> Iterator[Reader]:
    """The other process, for as long as it is needed."""
    with Popen([sys.executable, __file__, "--reader"], stdin=PIPE, stdout=PIPE) as process:
        try:
            yield Reader(process)
        finally:
            process.kill()


def read_all() -> None:
    """Be the other process: check what comes, until nothing comes."""
    told: Counter[str] = Counter()
    with TemporaryDirectory() as home:
        folder = Path(home)
        (folder / "exercises").mkdir()
        while (length := LENGTH.unpack(sys.stdin.buffer.read(LENGTH.size))[0]) != 0xFFFFFFFF:
            content = sys.stdin.buffer.read(length)
            slowest, is_read = 0.0, False
            for path in (folder / "x.yaml", folder / "exercises" / "x.yaml"):
                path.write_bytes(content)
                start = perf_counter()
                (reading,) = Library(folder, shipped_routines()).check([path])
                report = reading.report
                slowest = max(slowest, perf_counter() - start)
                is_read = is_read or reading.value is not None
                told.update(_DETAIL.sub("", problem.message) for problem in reading.problems)
                report.encode()
            sys.stdout.buffer.write(ANSWER.pack(slowest, getrusage(RUSAGE_SELF).ru_maxrss / 1024, is_read))
            sys.stdout.buffer.flush()
        sys.stdout.write(str(len(told)))


def fuzz(examples: int, number: int) -> None:
    """Make files and have them read."""
    sys.path.append(str(Path(__file__).parents[1] / "tests"))
    from mangling import contents, floods  # noqa: PLC0415 - lies with the tests, which use it too

    files = [path.read_text("utf-8") for path in sorted(shipped_routines().rglob("*.yaml"))]
    flooding = st.builds(lambda text: text.encode("utf-8", "replace"), floods(files))
    every = st.integers(1, 20).flatmap(lambda one: flooding if one == 20 else contents(files))
    taken: list[tuple[float, float, bool, int]] = []

    with reader() as other:

        @seed(number)
        @settings(
            max_examples=examples,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(every)
        def one(content: bytes) -> None:
            taken.append((*other.read(content), len(content)))

        one()
        kinds = other.kinds()

    seconds = [one[0] for one in taken]
    say("files", len(taken), "", note=f"{sum(one[2] for one in taken)} of them read, {kinds} kinds of problems told")
    say("half of them take no more than", median(seconds) * 1000, "ms")
    say("the slowest takes", max(seconds), "s", SLOWEST, f"{max(seconds) / SLOWEST:.2f} of the bound")
    say("its size", max(taken)[3] / 1024, "kB")
    peak = max(one[1] for one in taken)
    say("peak memory of the whole process", peak, "MB", MOST, f"{peak / MOST:.2f} of the bound")


def main() -> None:
    """Read the command line, and do it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reader", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.reader:
        read_all()
        return
    heading(f"{arguments.examples} files that nobody meant")
    fuzz(arguments.examples, arguments.seed)


if __name__ == "__main__":
    main()
