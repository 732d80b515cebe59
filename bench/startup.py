"""What a command costs from its first to its last moment: CPU time, as a ratio to a bare Python.

usage: python bench/startup.py [--rounds 20] [--typer]

The commands are run in turn (A B C, A B C, ...), so that a machine that gets slower does so for all of them; the
ratio is taken round by round, and its median is shown. Bounds: ``stretchbreak --version`` 1.25, ``--help`` 12.5.

The installed command is a wrapper that pip wrote. An older pip (23 and 24, for instance) lets it ``import re``,
which alone costs half a bare Python and is none of our doing: the bound is for the lighter wrapper, and README's
command brings pip up to date first. ``python -m`` has its own price, whatever it runs; an empty module shows it.

``--typer`` measures why we stay below typer 0.29: the same application of one command under three versions of
typer, in environments of their own (this needs the package index, and about a minute).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from meters import environment, heading, program, say

WARM_UP = 3
TYPERS = ("0.26", "0.28", "0.29")

TAB = ("completion", "bash", "--")

DUMMY = """
import typer
app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

@app.callback()
def options(): pass

@app.command()
def status(verbose: bool = False): print("waiting")

app()
"""

Command = tuple[str, Sequence[str], float | None]
"""What it is called, its words, and the bound of its ratio."""


def cost(words: Sequence[str], variables: Mapping[str, str]) -> float:
    """CPU seconds of one run."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    try:
        quiet = [(os.POSIX_SPAWN_DUP2, nowhere, stream) for stream in (0, 1, 2)]
        pid = os.posix_spawn(words[0], list(words), variables, file_actions=quiet)
        _, status, used = os.wait4(pid, 0)
    finally:
        os.close(nowhere)
    if status:
        raise SystemExit(f"{' '.join(words)} failed with {os.waitstatus_to_exitcode(status)}")
    return used.ru_utime + used.ru_stime


def compare(commands: Sequence[Command], rounds: int, variables: Mapping[str, str]) -> None:
    """Run the commands in turn and show each beside the first."""
    turns = [[cost(words, variables) for _, words, _ in commands] for _ in range(WARM_UP + rounds)][WARM_UP:]
    for number, (name, _, bound) in enumerate(commands):
        spent = median(turn[number] for turn in turns) * 1000
        ratio = median(turn[number] / turn[0] for turn in turns)
        say(name, ratio, "x bare", bound, f"{spent:.1f} ms")


def ours(rounds: int) -> None:
    """Our own commands."""
    script = Path(sys.executable).with_name("stretchbreak")
    commands: list[Command] = [("python -c pass", [sys.executable, "-c", "pass"], None)]
    if script.exists():
        light = not heavy(script)
        kind = "imports sys alone, as a newer pip makes it" if light else "imports re, as an older pip makes it"
        print(f"the wrapper of the command {kind}; the pip beside it is {version('pip')}")
        commands.append(("stretchbreak --version", [str(script), "--version"], 1.25 if light else None))
        commands.append(("stretchbreak --help", [str(script), "--help"], 12.5))
    with environment() as variables:
        empty = Path(variables["HOME"], "empty_module.py")
        empty.touch()
        commands += [
            ("python -m stretchbreak --version", program("--version"), None),
            ("python -m an empty module", [sys.executable, "-m", empty.stem], None),
            ("python -m stretchbreak --help", program("--help"), None),
            ("python -m stretchbreak routines list", program("routines", "list"), None),
            ("Tab behind `do --te`", program(*TAB, "stretchbreak do --te", "--te"), 3.5),
            ("Tab behind `do up`", program(*TAB, "stretchbreak do up", "up"), 7.5),
            ("Tab behind `start --profile `", program(*TAB, "stretchbreak start --profile ", ""), None),
        ]
        compare(commands, rounds, variables | {"PYTHONPATH": str(empty.parent)})


def heavy(script: Path) -> bool:
    """Whether the installed command's wrapper imports re."""
    return "import re\n" in script.read_text(encoding="utf-8")


def typers(rounds: int) -> None:
    """A dummy application under several versions of typer."""
    with TemporaryDirectory() as folder, environment() as variables:
        script = Path(folder, "dummy.py")
        script.write_text(DUMMY, encoding="utf-8")
        pythons = {number: with_typer(Path(folder, number), number) for number in TYPERS}
        bare = str(next(iter(pythons.values())))
        commands: list[Command] = [("python -c pass", [bare, "-c", "pass"], None)]
        for number, python in pythons.items():
            commands.append((f"typer {number}: a command", [str(python), str(script), "status"], None))
            commands.append((f"typer {number}: --help", [str(python), str(script), "--help"], None))
        compare(commands, rounds, variables)


def with_typer(place: Path, number: str) -> Path:
    """The Python of a new environment that has the last typer of this minor version."""
    subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
    python = place / "bin" / "python"
    subprocess.run([str(python), "-m", "pip", "install", "-q", f"typer=={number}.*"], check=True)
    return python


def main() -> None:
    """Measure what was asked for."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--rounds", type=int, default=20)
    words.add_argument("--typer", action="store_true")
    asked = words.parse_args()
    heading("CPU of whole commands")
    (typers if asked.typer else ours)(asked.rounds)


if __name__ == "__main__":
    main()
