"""What one program of the engine leaves to the other arrives whole, or nothing has changed."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stretchbreak.slim import sleeper

if TYPE_CHECKING:
    from stretchbreak.slim.sleeper import Handover

WRITE_BACK = "import sys; from stretchbreak.slim import sleeper; h = sleeper.received(int(sys.argv[1])); print({})"


def a_handover(listener: int = 0, received: bytes = b"") -> Handover:
    """One with these in it, and nothing else of interest."""
    return {
        "engine": [sys.executable, "-c", "pass"],
        "kept": b"",
        "lock": None,
        "listener": listener,
        "ready": None,
        "clients": [(listener, 0.0, received)],
        "asked": [],
        "watchers": [],
        "until": None,
        "slept": 0.0,
        "wall": None,
        "beat": None,
        "files": [],
        "version": "1.0",
        "templates": {"status": ("in ", "remaining")},
        "fields": {},
        "once": False,
        "next_at": None,
        "since": 0.0,
    }


def descriptors() -> set[str]:
    """Every descriptor that is open here."""
    return {link.name for link in Path("/proc/self/fd").iterdir()}


def become_in_a_child(handover: Handover, printing: str) -> str:
    """What the next program prints of the handover that it gets."""
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(tell, 1)
        try:
            sleeper.become([sys.executable, "-c", WRITE_BACK.format(printing)], handover)
        finally:
            os._exit(1)
    os.close(tell)
    with open(told, encoding="utf-8") as pipe:  # noqa: PTH123 - a descriptor
        said = pipe.read()
    assert os.waitpid(child, 0)[1] == 0
    return said.strip()


@pytest.mark.slow
def test_much_is_handed_over_as_well() -> None:
    """Half a line of each client that stands there may be two megabytes: more than any pipe takes."""
    with socket.socket(socket.AF_UNIX) as listener:
        handover = a_handover(listener.fileno(), received=b"x" * 2_000_000)
        printing = "len(h['clients'][0][2]), h['templates'], __import__('os').fstat(h['listener']).st_mode & 0o140000"
        assert become_in_a_child(handover, printing) == "2000000 {'status': ('in ', 'remaining')} 49152"


def test_a_program_that_is_gone_changes_nothing() -> None:
    """Every descriptor is as it was, none is left open, and none is inherited by whoever is started next."""
    with socket.socket(socket.AF_UNIX) as listener:
        before = descriptors()
        with pytest.raises(FileNotFoundError):
            sleeper.become(["/nowhere/python"], a_handover(listener.fileno()))
        assert not os.get_inheritable(listener.fileno())
        assert descriptors() == before
