"""A test's script that plays in the background."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True, slots=True)
class Play:
    """A script on its way, and the folder in which it leaves what it saw."""

    process: subprocess.Popen[bytes]
    folder: Path

    def seen(self, within: float) -> str:
        """What the script saw, once it is over."""
        try:
            code = self.process.wait(within)
        except subprocess.TimeoutExpired:
            pytest.fail(f"the play is not over after {within:g} s")
        if code:
            pytest.fail((self.folder / "log").read_text(encoding="utf-8", errors="replace"))
        return (self.folder / "seen").read_text(encoding="utf-8")
