"""The XDG autostart entry: a file that nearly every free desktop reads when its session begins.

Two rules of escaping lie over each other in its Exec line: that of a command, whose words are put in double quotes,
and beneath it that of every text in such a file, where a backslash is written twice. A percent sign is doubled.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from stretchbreak.shell.autostart import files, quoting
from stretchbreak.shell.autostart.command import Launch, with_home
from stretchbreak.shell.autostart.kind import Found

MARK: Final = "X-Stretchbreak-Autostart=true"
"""The line by which we know our entry: a key, because desktops that switch an entry off may drop its comments."""

_ESCAPED: Final = '"`$\\'


class DesktopEntry:
    """``autostart/stretchbreak.desktop`` in the user's own configuration."""

    name = "XDG autostart entry"

    def __init__(self, config: Path) -> None:
        self._path = config / "autostart" / "stretchbreak.desktop"

    @property
    def place(self) -> str:
        """The file."""
        return str(self._path)

    def found(self) -> Found | None:
        """What the file says. A desktop switches an entry off by a key in it."""
        text = files.read(self._path)
        if text is None:
            return None
        keys = dict(line.split("=", 1) for line in text.splitlines() if "=" in line and not line.startswith("#"))
        hidden = next((f"{key}={keys[key]}" for key, value in _OFF if keys.get(key, "").strip() == value), None)
        return Found(
            ours=files.is_ours(text, MARK),
            words=words_of(keys.get("Exec", "")),
            off=f"the desktop has switched it off ({hidden})" if hidden else "",
        )

    def put(self, launch: Launch) -> tuple[str, ...]:
        """Write the file."""
        if not files.put(self._path, entry(launch), MARK):
            return ()
        return (f"wrote {self._path}", *_warnings(launch))

    def remove(self) -> tuple[str, ...]:
        """Delete the file."""
        return (f"deleted {self._path}",) if files.remove(self._path, MARK) else ()


_OFF: Final = (("Hidden", "true"), ("X-GNOME-Autostart-enabled", "false"))


def entry(launch: Launch) -> str:
    """The whole file. With TryExec a desktop passes over an entry whose program is gone, without a complaint."""
    return f"""\
[Desktop Entry]
# {files.MADE}
Type=Application
Name=stretchbreak
Comment=Reminds you to stretch
Exec={exec_line(with_home(launch))}
TryExec={_text(launch.words[0])}
Terminal=false
StartupNotify=false
{MARK}
"""


def exec_line(words: tuple[str, ...]) -> str:
    """The value of Exec that starts exactly these words."""
    return _text(quoting.joined((word.replace("%", "%%") for word in words), _ESCAPED))


def words_of(value: str) -> tuple[str, ...]:
    """The words that a value of Exec starts, if we wrote it."""
    return tuple(word.replace("%%", "%") for word in quoting.split(value.strip().replace("\\\\", "\\")))


def _warnings(launch: Launch) -> list[str]:
    # systemd's reader of these entries drops or adds a backslash there (systemd issue 36044, open in version 257).
    if not any(character in word for word in with_home(launch) for character in "$`\\"):
        return []
    beware = r"where systemd runs the desktop, as in KDE, it reads a $, ` or \ in a path wrongly"
    return [f"{beware}; `stretchbreak autostart on --systemd` is read right"]


def _text(text: str) -> str:
    return text.replace("\\", "\\\\")
