"""An engine in the background, as a user leaves one behind: how it is asked, and which of its two programs it is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from signal import SIGKILL
from typing import Any

from mounts import Disk

from real import PROGRAM, environment, eventually, processes


@dataclass(frozen=True, slots=True)
class Engine:
    """The engine of this home, whoever it is just now."""

    home: Path
    changes: Mapping[str, str]
    python: str = sys.executable
    entering: tuple[str, ...] = ()
    outside: Path | None = None

    @property
    def place(self) -> Path:
        """The folder of everything that is kept, as it is found from here."""
        return (self.outside or self.home) / "stretchbreak"

    @property
    def pid(self) -> int:
        """The process that holds the lock, or held it last."""
        return int((self.place / "engine.lock").read_text(encoding="ascii").split("\n")[0])

    @property
    def program(self) -> str:
        """``asleep``, ``awake``, or empty if it is neither, just then or any more."""
        with suppress(OSError):
            words = Path(f"/proc/{self.pid}/cmdline").read_bytes()
            return "asleep" if b"asleep.py" in words else "awake" if b"cli.awake" in words else ""
        return ""

    def is_now(self, program: str) -> bool:
        """Whether it is this one of its programs, soon."""
        return eventually(lambda: self.program == program)

    def start(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Leave an engine behind."""
        return self.ask("start", "--detach", *words)

    def ask(self, *words: str, changes: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        """What the command answers."""
        return subprocess.run(
            [*self.entering, self.python, "-m", "stretchbreak", *words],
            env=environment(self.home, {**self.changes, **(changes or {})}),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60.0,
            check=False,
        )

    def said(self, *words: str) -> str:
        """What it answers to a command that is right."""
        answer = self.ask(*words)
        assert (answer.returncode, answer.stderr) == (0, ""), answer
        return answer.stdout

    def status(self) -> dict[str, Any]:
        """The whole status."""
        told: dict[str, Any] = json.loads(self.said("status", "--json"))
        return told

    @property
    def next_at(self) -> datetime:
        """When the next break is due."""
        return datetime.fromisoformat(self.status()["next_at"])

    def journal(self) -> list[tuple[str, str]]:
        """What was decided, and why; every line of it is whole."""
        files = sorted((self.place / "journal").glob("*.jsonl"))
        written = "\n".join(file.read_text(encoding="utf-8") for file in files)
        lines = [json.loads(line) for line in written.splitlines() if line]
        return [(line["what"], line["why"]) for line in lines]

    def kill(self) -> None:
        """End it as nothing else does."""
        pid = self.pid
        os.kill(pid, SIGKILL)
        assert has_ended(pid)


def is_running(pid: int) -> bool:
    """Whether there is such a process, other than one that has ended and that nobody has asked about."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def has_ended(pid: int) -> bool:
    """Whether this process ends soon."""
    return eventually(lambda: not is_running(pid))


@contextmanager
def no_engine(
    home: Path, changes: Mapping[str, str] | None = None, python: str = sys.executable, disk: Disk | None = None
) -> Iterator[Engine]:
    """A home in which no engine runs yet, on this disk; whatever runs there in the end is killed."""
    home.mkdir(exist_ok=True)
    there = () if disk is None else (disk.entering, disk.outside)
    try:
        yield Engine(home, changes or {}, python, *there)
    finally:
        for pid in processes(home):
            with suppress(OSError):
                os.kill(pid, SIGKILL)


@contextmanager
def engine(home: Path, *words: str, changes: Mapping[str, str] | None = None) -> Iterator[Engine]:
    """An engine that runs in the background."""
    with no_engine(home, changes) as one:
        started = one.start(*words)
        assert (started.returncode, started.stderr) == (0, ""), started
        yield one


@contextmanager
def asking(one: Engine, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    """A command that is on its way, on pipes that nobody reads yet."""
    pipe = subprocess.PIPE
    variables = environment(one.home, one.changes)
    with subprocess.Popen([*PROGRAM, *words], env=variables, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        try:
            yield process
        finally:
            process.kill()


def are_near(one: datetime, other: datetime, seconds: float = 1.0) -> bool:
    """Whether these are the same moment, told to the second."""
    return abs((one - other).total_seconds()) <= seconds


def whats(journal: Sequence[tuple[str, str]]) -> list[str]:
    """What was decided."""
    return [what for what, _ in journal]
