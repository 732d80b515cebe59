"""Whoever comes to the socket: rude, of another version, or with an engine that does not answer."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from contextlib import ExitStack, suppress
from pathlib import Path
from signal import SIGCONT, SIGSTOP

import pytest
from engines import Engine, engine

from real import environment, eventually
from stretchbreak import __version__
from stretchbreak.slim import wire
from stretchbreak.slim.counter import MOST

pytestmark = [pytest.mark.slow, pytest.mark.real]

PROGRAMS = pytest.mark.parametrize(("every", "program"), [("60m", "asleep"), ("2m", "awake")])


def connected(one: Engine, stack: ExitStack) -> socket.socket:
    """Somebody who has come to the socket."""
    connection = stack.enter_context(socket.socket(socket.AF_UNIX))
    (path,) = one.place.glob("run/*.sock")
    connection.settimeout(2.0)
    connection.connect(str(path))
    return connection


@PROGRAMS
def test_nobody_who_is_rude_delays_an_answer_or_wakes_the_engine(tmp_path: Path, every: str, program: str) -> None:
    """Silence, half a line, rubbish, ten megabytes, answers that nobody reads: the next one is answered at once."""
    with engine(tmp_path / "home", "--every", every) as one, ExitStack() as stack:
        assert one.is_now(program)
        for _ in range(MOST):
            connected(one, stack)
            connected(one, stack).sendall(wire.request(["status"], "1")[:20])
            connected(one, stack).sendall(wire.request(["status", "--json"], "1"))
        rubbish = connected(one, stack)
        rubbish.sendall(b"GET / HTTP/1.1\r\n")
        head, body = rubbish.recv(4096).split(b"\n", 1)
        assert wire.replied(head) == (1, 0, len(body), __version__)
        assert body == b"This is no request of stretchbreak's.\n"
        endless = connected(one, stack)
        with suppress(OSError):
            endless.sendall(b"x" * 10_000_000)
        with pytest.raises(OSError, match="Broken pipe"):
            endless.sendall(b"x" * 10_000_000)
        assert one.status()["state"] in {"working", "heads-up"}
        assert one.program == program
        assert len(list(Path(f"/proc/{one.pid}/fd").iterdir())) < MOST + 20


def asked_as(one: Engine, version: str, *words: str, patience: float = 10.0) -> subprocess.CompletedProcess[str]:
    """What the client of another version says; with exit code 99 if the command line should have the word."""
    script = (
        "import sys; from stretchbreak.slim import client; client.PATIENCE = float(sys.argv[1])\n"
        "code = client.ask(sys.argv[3:], sys.argv[2]); sys.exit(99 if code is None else code)"
    )
    return subprocess.run(
        [sys.executable, "-c", script, str(patience), version, *words],
        env=environment(one.home),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


@PROGRAMS
def test_a_client_of_another_version_is_answered_and_told(tmp_path: Path, every: str, program: str) -> None:
    """The answer on stdout as ever; on stderr that the two differ, and what to do."""
    with engine(tmp_path / "home", "--every", every) as one:
        assert one.is_now(program)
        told = asked_as(one, "99.0", "status")
        assert (told.returncode, told.stdout[:10]) == (0, "Next break")
        assert f"The engine is version {__version__}, this is 99.0" in told.stderr
        assert asked_as(one, "99.0", "levitate").returncode == 99


@PROGRAMS
def test_an_engine_that_does_not_answer_is_given_up(tmp_path: Path, every: str, program: str) -> None:
    """It is stopped, as by a debugger: a sentence and exit code 1; continued, it answers again."""
    with engine(tmp_path / "home", "--every", every) as one:
        assert one.is_now(program)
        os.kill(one.pid, SIGSTOP)
        told = asked_as(one, __version__, "status", patience=0.3)
        assert (told.returncode, told.stdout) == (1, "")
        assert "does not answer" in told.stderr
        os.kill(one.pid, SIGCONT)
        assert eventually(lambda: one.ask("status").returncode == 0)
