"""Tests that take minutes play in the background from the beginning of the session, and are looked at in its end.

A module that names this one in ``pytest_plugins`` may use its fixtures. A play is a program of its own, so that no
thread of ours disturbs the other tests, nor they it; it begins only if a test that wants it was selected.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from signal import SIGKILL
from tempfile import TemporaryDirectory

import pytest
from play import Play

HERE = Path(__file__).parent
PLAYS = ("day_at_desk", "whole_break")
"""The plays, each a script and a fixture of this name; tests of the last one come last."""


_PLAYS = pytest.StashKey[dict[str, Play]]()


@pytest.fixture(scope="session")
def whole_break(request: pytest.FixtureRequest) -> Play:
    """The default routine on a pipe, at its real speed."""
    return request.config.stash[_PLAYS]["whole_break"]


@pytest.fixture(scope="session")
def day_at_desk(request: pytest.FixtureRequest) -> Play:
    """A short day in a terminal, on a desktop with notifications."""
    return request.config.stash[_PLAYS]["day_at_desk"]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that look at a play come last."""
    items.sort(key=lambda item: max((PLAYS.index(name) for name in _plays(item)), default=-1))


@pytest.hookimpl(wrapper=True)
def pytest_runtestloop(session: pytest.Session) -> Generator[None, object, object]:
    """Begin the plays that are wanted before the first test, and end whatever is left of them after the last."""
    wanted = {name for item in session.items for name in _plays(item)}
    with ExitStack() as stack:
        if not session.config.option.collectonly:
            session.config.stash[_PLAYS] = {name: stack.enter_context(_playing(name)) for name in sorted(wanted)}
        return (yield)


def _plays(item: pytest.Item) -> list[str]:
    return [name for name in getattr(item, "fixturenames", ()) if name in PLAYS]


@contextmanager
def _playing(name: str) -> Iterator[Play]:
    with TemporaryDirectory(prefix=f"{name}-", ignore_cleanup_errors=True) as folder:
        with Path(folder, "log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, str(HERE / f"{name}.py"), folder],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=os.environ | {"PYTHONPATH": str(HERE.parent)},
                start_new_session=True,
            )
        try:
            yield Play(process, Path(folder))
        finally:
            if process.poll() is None:
                os.killpg(process.pid, SIGKILL)
                process.wait()
