"""Files that tell a desktop what to start: where they lie, which are ours, and how they come and go as a whole."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

from stretchbreak.documents.excerpt import printable
from stretchbreak.errors import StretchbreakError

MADE: Final = "Made by `stretchbreak autostart on`; `stretchbreak autostart off` removes it."
"""The sentence by which people know our files."""


def config_home() -> Path:
    """Where a free desktop looks for what its user has chosen; a relative path counts as none, as the rule is."""
    told = os.environ.get("XDG_CONFIG_HOME", "")
    return Path(told) if Path(told).is_absolute() else Path.home() / ".config"


def read(path: Path) -> str | None:
    """The text of the file, None where there is none. Raises StretchbreakError where it cannot be read.

    What is no file, such as a device that a unit is masked by, says nothing.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return ""
        return path.read_bytes().decode("utf-8", errors="replace")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _stated(path, "read", error) from None


def is_ours(text: str, mark: str) -> bool:
    """Whether a file that says this was made by us: it has our mark as a line."""
    return any(line.strip() == mark for line in text.splitlines())


def put(path: Path, text: str, mark: str) -> bool:
    """Let the file say this, at once and as a whole; False if it does already.

    Raises StretchbreakError where somebody else's file is there, or nothing can be written.
    """
    before = read(path)
    if before == text:
        return False
    if before is not None and not is_ours(before, mark):
        raise foreign(str(path))
    real = Path(os.path.realpath(path))
    try:
        real.parent.mkdir(parents=True, exist_ok=True)
        _replace(real, text)
    except OSError as error:
        raise _stated(path, "written", error) from None
    return True


def remove(path: Path, mark: str) -> bool:
    """Delete the file; False if there is none.

    Raises StretchbreakError where somebody else's file is there, or it cannot be deleted.
    """
    text = read(path)
    if text is None:
        return False
    if not is_ours(text, mark):
        raise foreign(str(path))
    unlink(path)
    return True


def unlink(path: Path) -> None:
    """Delete a file or a link. Raises StretchbreakError where that cannot be done."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise _stated(path, "deleted", error) from None


def link(path: Path, target: Path) -> None:
    """Make a link that leads to ``target``. Raises StretchbreakError where that cannot be done."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.symlink_to(target)
    except OSError as error:
        raise _stated(path, "written", error) from None


def foreign(place: str) -> StretchbreakError:
    """What is told of something that was not made by us."""
    return StretchbreakError(
        f"{printable(place)} was not made by stretchbreak, and stays as it is\n"
        "  help: look what it is for, move it away yourself, and try again"
    )


def _replace(real: Path, text: str) -> None:
    descriptor, name = tempfile.mkstemp(prefix=".stretchbreak-", suffix=".tmp", dir=real.parent)
    new = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        new.chmod(0o644)
        new.replace(real)
    except OSError:
        with suppress(OSError):
            new.unlink()
        raise


def _stated(path: Path, what: str, error: OSError) -> StretchbreakError:
    reason = (error.strerror or type(error).__name__).lower()
    return StretchbreakError(
        f"{printable(str(path))} cannot be {what}: {reason}\n"
        "  help: check who owns the folder, and whether it may be written"
    )
