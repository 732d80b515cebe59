"""An agent of launchd, which starts it when a user of macOS logs in."""

from __future__ import annotations

import plistlib
from pathlib import Path
from typing import Any, Final
from xml.parsers.expat import ExpatError

from stretchbreak.shell.autostart import files
from stretchbreak.shell.autostart.command import HOME, Launch
from stretchbreak.shell.autostart.kind import Found

LABEL: Final = "stretchbreak"
MARK: Final = f"<!-- {files.MADE} -->"


class LaunchAgent:
    """``LaunchAgents/stretchbreak.plist`` in the user's own library."""

    name = "launchd agent"

    def __init__(self, library: Path) -> None:
        self._path = library / "LaunchAgents" / f"{LABEL}.plist"

    @property
    def place(self) -> str:
        """The file."""
        return str(self._path)

    def found(self) -> Found | None:
        """What the file says."""
        text = files.read(self._path)
        if text is None:
            return None
        said = _read(text)
        return Found(
            ours=files.is_ours(text, MARK),
            words=tuple(map(str, said.get("ProgramArguments", ()))),
            off="its key Disabled is true" if said.get("Disabled") is True else "",
        )

    def put(self, launch: Launch) -> tuple[str, ...]:
        """Write the file; launchd reads it at the next login."""
        return (f"wrote {self._path}",) if files.put(self._path, agent(launch), MARK) else ()

    def remove(self) -> tuple[str, ...]:
        """Delete the file."""
        return (f"deleted {self._path}",) if files.remove(self._path, MARK) else ()


def agent(launch: Launch) -> str:
    """The whole file."""
    says: dict[str, Any] = {
        "Label": LABEL,
        "ProgramArguments": list(launch.words),
        "RunAtLoad": True,
        "LimitLoadToSessionType": "Aqua",
        # What is started goes to the background, and launchd would end it with the command that started it.
        "AbandonProcessGroup": True,
    }
    if launch.home is not None:
        says["EnvironmentVariables"] = {HOME: launch.home}
    head, opening, rest = plistlib.dumps(says, sort_keys=False).decode("utf-8").partition("<plist ")
    return f"{head}{MARK}\n{opening}{rest}"


def _read(text: str) -> dict[str, Any]:
    try:
        said = plistlib.loads(text.encode("utf-8"))
    except (plistlib.InvalidFileException, ExpatError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}
