"""systemd's user manager, real and private: in namespaces of its own, where a user logs in and nothing else runs."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from real import environment, eventually, needs

MANAGER = "/usr/lib/systemd/systemd"
WITHIN = 60.0

# The manager must believe that systemd booted the machine, and own the control groups that it sees.
_BOOT = f"""
set -e
mount -t tmpfs tmpfs /run
mkdir -p /run/systemd/system "$XDG_RUNTIME_DIR"
mount -t cgroup2 cgroup2 /sys/fs/cgroup
{MANAGER} --user --unit=basic.target > "$0" 2>&1 &
for attempt in $(seq 100); do
    if systemctl --user show --property=Version > /dev/null 2>&1; then break; fi
    read -rt 0.1 <> <(:) || :
done
systemctl --user is-system-running --wait > /dev/null || :
set +e
"""

# What a desktop does when its session begins; the targets themselves refuse to be started by hand.
_SESSION = """[Unit]
Requires=graphical-session.target
Wants=xdg-desktop-autostart.target
"""


def logged_in(script: str, home: Path, changes: Mapping[str, str] | None = None) -> str:
    """What a shell script prints beside a fresh user manager; ``desk.target`` there is a desktop's session.

    Skips where the machine allows no namespaces, which nobody can install.
    """
    needs("systemctl", "unshare", "timeout", MANAGER)
    for folder in ("config/systemd/user", "data", "cache", "state"):
        (home / folder).mkdir(parents=True, exist_ok=True)
    (home / "config/systemd/user/desk.target").write_text(_SESSION, encoding="utf-8")
    variables = environment(home, {"XDG_RUNTIME_DIR": "/run/user/tests", **(changes or {})})
    with _control_group() as group:
        outer = f'echo $$ > "{group}/cgroup.procs" && exec "$@"'
        spaces = ["unshare", "--mount", "--cgroup", "--pid", "--fork", "--mount-proc", "--kill-child"]
        # The manager is the shell's child and ends with its process namespace.
        inner = ["bash", "-c", f"{_BOOT}\n{script}", str(home / "manager.log")]
        ended = subprocess.run(
            ["timeout", "--kill-after=5", str(WITHIN), "bash", "-c", outer, "bash", *spaces, *inner],
            env=variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=WITHIN + 10,
            check=False,
            start_new_session=True,
        )
    if "Operation not permitted" in ended.stderr or "permission denied" in ended.stderr:
        pytest.skip(f"this machine allows no namespaces: {ended.stderr.strip()}")
    return ended.stdout + ended.stderr


@contextmanager
def _control_group() -> Iterator[Path]:
    """A control group for the manager, beside those of the machine."""
    roots = [Path("/sys/fs/cgroup/unified"), Path("/sys/fs/cgroup")]
    root = next((root for root in roots if (root / "cgroup.procs").exists()), None)
    if root is None:
        pytest.skip("this machine has no control groups of version 2")
    group = root / f"stretchbreak-{os.getpid()}"
    try:
        group.mkdir()
    except OSError as error:
        pytest.skip(f"this machine allows no control groups: {error}")
    try:
        yield group
    finally:
        # The kernel lets go of a group a moment after the last process in it has ended.
        assert eventually(lambda: _is_gone(group))


def _is_gone(group: Path) -> bool:
    with suppress(OSError):
        (group / "cgroup.kill").write_text("1", encoding="utf-8")
    with suppress(OSError):
        for inner in sorted((place for place in group.rglob("*") if place.is_dir()), reverse=True):
            inner.rmdir()
        group.rmdir()
    return not group.exists()
