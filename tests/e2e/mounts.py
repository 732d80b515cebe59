"""A small disk that only some programs see: mounted in a namespace of its own, gone with it, full or read-only."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from real import needs

WITHIN = 30.0


@dataclass(frozen=True, slots=True)
class Disk:
    """What is mounted at ``place`` for those who are started behind ``entering``; others find it ``outside``."""

    place: Path
    holder: int

    @property
    def entering(self) -> tuple[str, ...]:
        """The words before a command that is to see the disk."""
        return ("nsenter", f"--mount=/proc/{self.holder}/ns/mnt", "--")

    @property
    def outside(self) -> Path:
        """Where the disk is for everybody else."""
        return Path(f"/proc/{self.holder}/root") / self.place.relative_to("/")

    def fill(self) -> None:
        """Leave no room on it."""
        with suppress(OSError), (self.outside / "filling").open("wb", buffering=0) as file:
            while file.write(b"x" * 512):
                pass

    def empty(self) -> None:
        """Give the room back."""
        (self.outside / "filling").unlink()

    def let_write(self, *, let: bool) -> None:
        """Make it read-only for whoever opens a file from now on, as after an error of the disk; or no longer."""
        readonly = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0"'
        script = 'umount --lazy "$0"' if let else readonly
        subprocess.run([*self.entering, "sh", "-c", script, self.place], check=True, timeout=WITHIN)


@contextmanager
def disk(place: Path, size: str = "128k") -> Iterator[Disk]:
    """A disk of this size at this place. Skips where the machine allows no namespaces, which nobody can install."""
    needs("unshare", "nsenter", "mount")
    place.mkdir(parents=True)
    mounting = f'mount -t tmpfs -o size={size},mode=700 tests "$0" && echo mounted && read -r end'
    with subprocess.Popen(
        ["unshare", "--mount", "--propagation=private", "sh", "-c", mounting, place],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout
        assert holder.stderr
        if not holder.stdout.readline():
            pytest.skip(f"this machine allows no mounts: {holder.stderr.read().strip()}")
        try:
            yield Disk(place, holder.pid)
        finally:
            holder.communicate("\n", timeout=WITHIN)
