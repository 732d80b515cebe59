"""Run as a program: guide the default routine on a pipe, and note when each line arrives."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from time import perf_counter

from real import PROGRAM, environment


def main() -> None:
    """Write each line with its arrival to the file ``seen`` in the folder that is given, the exit code at the end."""
    folder = Path(sys.argv[1])
    with subprocess.Popen(
        [*PROGRAM, "do", "upper-back-reset", "--plain"],
        env=environment(folder / "home"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        bufsize=0,
    ) as guide:
        if guide.stdout is None:
            raise SystemExit("there is no pipe")
        arrived = [(perf_counter(), line.decode()) for line in guide.stdout]
    seen = "".join(f"{when:.4f} {line}" for when, line in arrived)
    (folder / "seen").write_text(f"{seen}{guide.returncode}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
