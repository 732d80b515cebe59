"""The program is moved, removed or replaced while its engine sleeps: it lives on, and wakes as soon as it can."""

from __future__ import annotations

import re
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest
from engines import Engine, has_ended, no_engine
from fake_time import Leaps, needs_fake_time

from real import eventually

pytestmark = [pytest.mark.slow, pytest.mark.real]

HOUR = 3600.0


@pytest.fixture
def leaps(tmp_path: Path) -> Leaps:
    """Clocks that leap."""
    needs_fake_time()
    return Leaps(tmp_path / "clocks")


@pytest.fixture
def installed(tmp_path: Path, leaps: Leaps) -> Iterator[Engine]:
    """An engine that sleeps, of a program that is installed in an environment of its own."""
    python = environment_in(tmp_path / "venv")
    with no_engine(tmp_path / "home", leaps.variables, str(python)) as one:
        assert one.start().returncode == 0
        assert one.is_now("asleep")
        yield one


def environment_in(place: Path) -> Path:
    """A virtual environment that has what this one has; returns its interpreter."""
    (place / "bin").mkdir(parents=True)
    python = place / "bin" / "python"
    python.symlink_to(Path(sys.executable).resolve())
    (place / "pyvenv.cfg").write_text(f"home = {Path(sys.executable).resolve().parent}\n", encoding="utf-8")
    packages = Path(sysconfig.get_path("purelib"))
    inside = place / packages.relative_to(sys.prefix)
    inside.parent.mkdir(parents=True)
    inside.symlink_to(packages)
    return python


def test_without_its_interpreter_it_goes_on_and_wakes_when_it_is_back(installed: Engine, leaps: Leaps) -> None:
    """Status comes with a word on what is wrong, what only the engine knows is refused, and the break is offered."""
    python, user = Path(installed.python), Engine(installed.home, installed.changes)
    before = descriptors(user.pid)
    away = python.rename(python.with_name("gone"))
    refused = user.ask("snooze")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert f"cannot wake up ({python}: No such file or directory)" in refused.stderr
    told = user.ask("status")
    assert (told.returncode, told.stderr) == (0, refused.stderr)
    leaps.leap(HOUR + 70)
    for _ in range(3):
        assert user.ask("status").stdout.startswith("Next break at")
    assert user.program == "asleep"
    assert descriptors(user.pid) == before
    assert cpu(user.pid) < 1

    away.rename(python)
    leaps.leap(61)
    user.ask("status")
    assert eventually(lambda: user.journal()[-1][0] == "offer")
    assert re.fullmatch(r"fell due during 4 min 1\d s away \(stopped\)", user.journal()[-1][1])


def test_it_stops_without_its_interpreter(installed: Engine) -> None:
    """There is nothing to load for that."""
    Path(installed.python).unlink()
    user = Engine(installed.home, installed.changes)
    assert user.said("stop") == "Stopped.\n"
    assert has_ended(user.pid)


def descriptors(pid: int) -> int:
    """How many files it has open."""
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def cpu(pid: int) -> float:
    """Seconds of CPU since it is this program."""
    return int(Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[0]) / 1e9
