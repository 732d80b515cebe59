"""A sound server of our own, whose loudspeaker nobody hears, and somebody who listens at it all the same."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import AF_UNIX, socket

from real import eventually

HERE = Path(__file__).parent
SERVER = ("pulseaudio", "paplay", "parec")
"""The programs that it needs."""

SINK = "ear"


@dataclass(frozen=True)
class Sound:
    """Something that was heard, from one second to another of the clock that all processes share."""

    begin: float
    end: float


class Listener:
    """Hears what the loudspeaker of a sound server gives."""

    def __init__(self, log: Path) -> None:
        self._log = log

    def sounds(self) -> list[Sound]:
        """What has been heard so far; silence parts one sound from the next."""
        lines = [line.split() for line in self._log.read_text(encoding="ascii").splitlines()[1:]]
        return [Sound(float(begin), float(end)) for begin, end in (line for line in lines if len(line) == len("be"))]


@contextmanager
def sound_server(folder: Path, environment: Mapping[str, str]) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """PulseAudio with one loudspeaker; gives its process, and the address for ``PULSE_SERVER``."""
    place = folder / "pulse"
    for part in ("home", "run"):
        (folder / part).mkdir(exist_ok=True)
    command = ["pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1", "--disable-shm=yes"]
    modules = [f"module-null-sink sink_name={SINK}", f"module-native-protocol-unix socket={place} auth-anonymous=1"]
    own = {"HOME": str(folder / "home"), "XDG_RUNTIME_DIR": str(folder / "run")}
    with (
        (folder / "pulse.log").open("wb") as log,
        subprocess.Popen(
            [*command, *(word for module in modules for word in ("-L", module))],
            env={**environment, **own},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        ) as server,
    ):
        try:
            if not eventually(place.exists):
                raise RuntimeError((folder / "pulse.log").read_text(encoding="utf-8"))
            yield server, f"unix:{place}"
        finally:
            server.kill()


@contextmanager
def listening(folder: Path, environment: Mapping[str, str]) -> Iterator[Listener]:
    """Somebody who listens at the loudspeaker of the server in this environment."""
    log = folder / "heard"
    with (
        log.open("wb") as heard,
        subprocess.Popen(
            [sys.executable, str(HERE / "listener.py"), SINK],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=heard,
        ) as listener,
    ):
        try:
            if not eventually(lambda: log.stat().st_size > 0):
                raise RuntimeError("nobody listens")
            yield Listener(log)
        finally:
            listener.terminate()


@contextmanager
def deaf_server(folder: Path) -> Iterator[str]:
    """A sound server that takes every call and answers none; gives its address for ``PULSE_SERVER``."""
    with socket(AF_UNIX) as server:
        server.bind(str(folder / "deaf"))
        server.listen(100)
        yield f"unix:{folder / 'deaf'}"
