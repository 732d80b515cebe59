"""What the benchmarks measure with: programs on a pseudo-terminal, their CPU time, and figures beside their bounds.

CPU time, not wall time: other work on the machine spoils the second and hardly the first. Linux alone tells it to the
nanosecond, so that these meters run on Linux only.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import sys
import termios
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from signal import SIGKILL
from subprocess import DEVNULL, Popen
from tempfile import TemporaryDirectory
from time import perf_counter

HOUR = 3600.0
BATCH = 0.25
"""Seconds between two looks at a pseudo-terminal: a meter that wakes for every byte disturbs what it measures."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process has used up so far: seconds of CPU, and how often it went to sleep, to be woken later."""

    cpu: float
    sleeps: int

    def since(self, before: Usage) -> Usage:
        """What was used in between."""
        return Usage(self.cpu - before.cpu, self.sleeps - before.sleeps)


def usage(pid: int) -> Usage:
    """The usage of all threads of a process."""
    tasks = list(Path(f"/proc/{pid}/task").iterdir())
    cpu = sum(int((task / "schedstat").read_text().split()[0]) for task in tasks)
    return Usage(cpu / 1e9, sum(_sleeps(task) for task in tasks))


def _sleeps(task: Path) -> int:
    lines = (task / "status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("voluntary_ctxt_switches"))


class Show:
    """A command on a pseudo-terminal; somebody has to ``watch`` it, or it stands still when the terminal is full."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], *, columns: int = 80, rows: int = 24
    ) -> None:
        self.shown = 0
        self.pid, self._master = pty.fork()
        if self.pid == 0:  # pragma: no cover - the child
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execve(command[0], list(command), dict(environment))  # noqa: S606 - the program that is measured

    def watch(self, seconds: float) -> bytes:
        """Let it run so long; returns what it showed."""
        end = perf_counter() + seconds
        seen = b""
        while (left := end - perf_counter()) > 0:
            select.select((), (), (), min(left, BATCH))
            seen += self._drained()
        return seen

    def watch_out(self) -> None:
        """Let it run until it ends."""
        while self._read():
            pass

    def press(self, keys: str) -> None:
        """Type."""
        os.write(self._master, keys.encode())

    def end(self) -> None:
        """End it, wherever it is."""
        os.kill(self.pid, SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._master)

    def _drained(self) -> bytes:
        seen = b""
        while select.select([self._master], (), (), 0)[0]:
            part = self._read()
            if not part:
                raise SystemExit(f"the program that was to be measured has ended; it showed:\n{seen.decode()}")
            seen += part
        return seen

    def _read(self) -> bytes:
        try:
            part = os.read(self._master, 65536)
        except OSError:
            return b""
        self.shown += len(part)
        return part


@contextmanager
def environment() -> Iterator[dict[str, str]]:
    """An environment as at a user's first start, and a home that is thrown away."""
    unwanted = {"LINES", "COLUMNS", "NO_COLOR", "ACCESSIBLE", "PYTHONDONTWRITEBYTECODE", "DBUS_SESSION_BUS_ADDRESS"}
    with TemporaryDirectory() as home:
        kept = {name: value for name, value in os.environ.items() if name not in unwanted}
        yield kept | {"TERM": "xterm-256color", "HOME": home, "STRETCHBREAK_HOME": home}


@contextmanager
def busy(processes: int) -> Iterator[None]:
    """So many processes that do nothing but run."""
    burners = [Popen([sys.executable, "-S", "-c", "while 1: pass"], stdout=DEVNULL) for _ in range(processes)]
    try:
        yield
    finally:
        for burner in burners:
            burner.kill()
            burner.wait()


@contextmanager
def loudspeaker(folder: Path) -> Iterator[dict[str, str]]:
    """A PulseAudio of our own with a loudspeaker that nobody hears; gives the variables that lead to it."""
    if which("pulseaudio") is None:
        raise SystemExit("PulseAudio is needed to measure with sound: apt install pulseaudio pulseaudio-utils")
    place = folder / "pulse"
    modules = ("module-null-sink", f"module-native-protocol-unix socket={place} auth-anonymous=1")
    command = ["pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1", "--disable-shm=yes"]
    own = os.environ | {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}
    with Popen([*command, *(f"--load={module}" for module in modules)], env=own, stderr=DEVNULL) as server:
        try:
            while not place.exists() and server.poll() is None:
                select.select((), (), (), 0.05)
            yield {"PULSE_SERVER": f"unix:{place}"}
        finally:
            server.kill()


def say(what: str, value: float, unit: str, bound: float | None = None, note: str = "") -> None:
    """One figure, with the bound it should keep, and how much of that it takes."""
    part = f" ({value / bound:.2f})" if bound else ""
    kept = "" if bound is None else f"{'within' if value <= bound else 'OVER':>6} {bound:g}{part}"
    print(f"{what:<44} {value:>10.3f} {unit:<8} {kept:<18} {note}".rstrip(), flush=True)


def program(*arguments: str) -> list[str]:
    """Our program, by the interpreter that runs the benchmark."""
    return [sys.executable, "-m", "stretchbreak", *arguments]


def heading(text: str) -> None:
    """Say what is measured, and how busy the machine was before."""
    print(f"{text} (Python {sys.version.split()[0]}, load {os.getloadavg()[0]:.2f})", flush=True)
