"""A unit of systemd's user manager: unlike an autostart entry it is started again when it fails."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from stretchbreak.documents.excerpt import printable
from stretchbreak.errors import StretchbreakError
from stretchbreak.shell.autostart import files, quoting
from stretchbreak.shell.autostart.command import HOME, Launch, guarded
from stretchbreak.shell.autostart.kind import Found

NAME: Final = "stretchbreak.service"
MARK: Final = f"# {files.MADE}"

SESSION: Final = "graphical-session.target"
LOGIN: Final = "default.target"

_ESCAPED: Final = '"\\'
_PATIENCE: Final = 10.0
"""Seconds for systemctl: it waits for a bus that may be stuck."""


class SystemdUnit:
    """``systemd/user/stretchbreak.service`` in the user's own configuration."""

    name = "systemd user unit"

    def __init__(self, config: Path) -> None:
        self._folder = config / "systemd" / "user"
        self._path = self._folder / NAME

    @property
    def place(self) -> str:
        """The file."""
        return str(self._path)

    def found(self) -> Found | None:
        """What the file says; it starts nothing unless a target wants it."""
        text = files.read(self._path)
        if text is None:
            return None
        return Found(
            ours=files.is_ours(text, MARK),
            words=words_of(_value(text, "ExecStart")),
            off="" if any(self._links()) else "it is not enabled",
        )

    def put(self, launch: Launch) -> tuple[str, ...]:
        """Write the unit and enable it."""
        answers = _manager_answers()
        if answers is None:
            raise StretchbreakError(
                "systemd is not on this machine\n  help: `stretchbreak autostart on`, without --systemd, needs none"
            )
        target = self._target(is_session=answers and _systemctl("is-active", "--quiet", SESSION) is not None)
        done = (f"wrote {self._path}",) if files.put(self._path, unit(launch, target), MARK) else ()
        if not done and list(self._links()) == [self._link(target)]:
            return ()
        return (*done, self._enable(target, answers=answers))

    def remove(self) -> tuple[str, ...]:
        """Disable the unit and delete it. An engine that it started goes on."""
        text = files.read(self._path)
        if text is not None and not files.is_ours(text, MARK):
            raise files.foreign(self.place)
        links = list(self._links())
        for link in links:
            files.unlink(link)
            with suppress(OSError):  # others are enabled by it as well
                link.parent.rmdir()
        if not files.remove(self._path, MARK) and not links:
            return ()
        if _manager_answers():
            _systemctl("daemon-reload")
        return (f"disabled and deleted {self._path}",)

    def _target(self, *, is_session: bool) -> str:
        """What is to want the unit.

        The session's own target is the better one: by then the manager knows the display, and what it starts ends
        with the session. But desktops that systemd does not run, such as most small ones, never reach it, and there
        the unit would never be started. So it counts only where it can be seen at work; seen once, it is kept, since
        a later look may come from a remote login, where it is not.
        """
        before = files.read(self._path) or ""
        return SESSION if is_session or f"WantedBy={SESSION}" in before else LOGIN

    def _enable(self, target: str, *, answers: bool) -> str:
        for link in self._links():
            files.unlink(link)
        if answers:
            _systemctl("daemon-reload")
            if _systemctl("enable", NAME) is None:
                raise StretchbreakError(
                    f"systemd does not enable {printable(str(self._path))}\n"
                    f"  help: `systemctl --user enable {NAME}` says why"
                )
            return "enabled it by systemctl"
        files.link(self._link(target), self._path)
        return f"enabled it by a link, since no manager of this user answers: {self._link(target)}"

    def _link(self, target: str) -> Path:
        return self._folder / f"{target}.wants" / NAME

    def _links(self) -> Iterator[Path]:
        """The links by which the unit is enabled."""
        return (link for target in (SESSION, LOGIN) if (link := self._link(target)).is_symlink())


def unit(launch: Launch, target: str) -> str:
    """The whole file.

    `start --detach` ends once its engine stands, hence forking; nothing it has started is kept from anything, because
    an engine posts notifications, plays sounds and opens windows.
    """
    session = f"PartOf={SESSION}\nAfter={SESSION}\n" if target == SESSION else ""
    return f"""\
{MARK}
[Unit]
Description=stretchbreak, reminds you to stretch
{session}# What fails at every start, such as broken settings, is tried three times.
StartLimitIntervalSec=300
StartLimitBurst=3

[Service]
Type=forking
ExecStart={exec_line(guarded(launch.words))}
{_environment(launch)}Restart=on-failure
RestartSec=10
# An engine that a signal ends in good order gives 128 plus its number.
SuccessExitStatus=129 130 143
TimeoutStopSec=10

[Install]
WantedBy={target}
"""


def exec_line(words: tuple[str, ...]) -> str:
    """The value of ExecStart that starts exactly these words; the first must be guarded."""
    return quoting.joined((word.replace("%", "%%").replace("$", "$$") for word in words), _ESCAPED)


def words_of(value: str) -> tuple[str, ...]:
    """The words that a value of ExecStart starts, if we wrote it."""
    return tuple(word.replace("%%", "%").replace("$$", "$") for word in quoting.split(value))


def _environment(launch: Launch) -> str:
    if launch.home is None:
        return ""
    # Here a dollar sign means nothing, a percent sign does.
    return f"Environment={quoting.joined([f'{HOME}={launch.home}'.replace('%', '%%')], _ESCAPED)}\n"


def _value(text: str, key: str) -> str:
    return next((line.partition("=")[2] for line in text.splitlines() if line.startswith(f"{key}=")), "")


def _manager_answers() -> bool | None:
    """Whether a manager of this user answers; None where there is no systemd at all."""
    try:
        return _systemctl("show", "--property=Version") is not None
    except FileNotFoundError:
        return None


def _systemctl(*words: str) -> str | None:
    """What systemctl says; None where it fails. Raises FileNotFoundError where there is none."""
    try:
        ended = subprocess.run(  # noqa: S603 - our own words
            ["systemctl", "--user", *words],  # noqa: S607 - where PATH has it: NixOS has it elsewhere than Debian
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
            timeout=_PATIENCE,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired, PermissionError):
        return None
    return ended.stdout.decode("utf-8", errors="replace")
