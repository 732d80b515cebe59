"""A desktop of our own: a private bus, a display nobody sees, and a notification service on them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from real import eventually

# The system's own configuration would start a notification service by itself.
_BUS = """<busconfig>
  <type>session</type>
  <listen>unix:tmpdir={folder}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""

# Dunst counts a message like one that still shows instead of showing it, and keeps those that find no room.
_DUNST = """[global]
always_run_script = true
stack_duplicates = false
notification_limit = 0
[all]
summary = "*"
script = {script}
"""

_SCRIPT = """#!/bin/sh
printf '%s\\t%s\\t%s\\n' "$(date +%s.%N)" "$2" "$3" >> '{log}'
"""

DESKTOP = ("dbus-daemon", "Xvfb", "dunst", "notify-send")
"""The programs that a desktop needs."""

HERE = Path(__file__).parent

_NOBODY = 65534


@contextmanager
def _running(
    command: Sequence[str], log: Path, environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[str]]:
    with (
        log.open("w") as errors,
        subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, text=True
        ) as process,
    ):
        try:
            yield process
        finally:
            process.kill()


def _first_line(process: subprocess.Popen[str]) -> str:
    line = "" if process.stdout is None else process.stdout.readline().strip()
    if not line:
        raise RuntimeError(f"{process.args!r} did not begin")
    return line


@contextmanager
def private_bus(folder: Path) -> Iterator[dict[str, str]]:
    """A session bus without any service; gives the variables that lead to it."""
    config = folder / "bus.conf"
    config.write_text(_BUS.format(folder=folder), encoding="utf-8")
    command = ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address=1"]
    with _running(command, folder / "bus.log") as bus:
        yield {"DBUS_SESSION_BUS_ADDRESS": _first_line(bus)}


@contextmanager
def display(folder: Path) -> Iterator[dict[str, str]]:
    """A display of X11 that nobody sees; gives the variable that leads to it."""
    with _running(["Xvfb", "-displayfd", "1"], folder / "x.log") as server:
        yield {"DISPLAY": f":{_first_line(server)}"}


@contextmanager
def wayland_display(folder: Path) -> Iterator[dict[str, str]]:
    """The same of Wayland, by a compositor that has layers for bars; gives the variables that lead to it.

    It refuses to be run by root, as whom CI runs, so that it becomes somebody else, in a place of its own.
    """
    with TemporaryDirectory(prefix="wayland-") as place:
        config, socket = Path(place, "config"), Path(place, "wayland-1")
        config.write_text("output HEADLESS-1 resolution 800x600\n", encoding="utf-8")
        command = ["sway", "-c", str(config)]
        if os.geteuid() == 0:
            os.chown(place, _NOBODY, _NOBODY)
            command = ["setpriv", f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups", *command]
        backend = {"WLR_BACKENDS": "headless", "WLR_LIBINPUT_NO_DEVICES": "1", "WLR_RENDERER": "pixman"}
        own = {"PATH": os.environ["PATH"], "HOME": place, "XDG_RUNTIME_DIR": place}
        with _running(command, folder / "sway.log", own | backend):
            if not eventually(socket.is_socket):
                raise RuntimeError((folder / "sway.log").read_text(encoding="utf-8"))
            yield {"WAYLAND_DISPLAY": str(socket), "GDK_BACKEND": "wayland"}


@contextmanager
def mute_service(folder: Path, bus: Mapping[str, str]) -> Iterator[None]:
    """A notification service that takes every message and answers none."""
    with _running([sys.executable, str(HERE / "mute_service.py")], folder / "mute.log", bus) as service:
        _first_line(service)
        yield


@contextmanager
def notifying_desktop(folder: Path, environment: Mapping[str, str]) -> Iterator[tuple[dict[str, str], Path]]:
    """Dunst on a display of its own; gives the variables that lead there, and the file where it notes what it shows.

    Each line has the second, the title and the text, with tabs between them.
    """
    log, script, config = folder / "shown", folder / "script", folder / "dunstrc"
    log.touch()
    script.write_text(_SCRIPT.format(log=log), encoding="utf-8")
    script.chmod(0o755)
    config.write_text(_DUNST.format(script=script), encoding="utf-8")
    with private_bus(folder) as bus, display(folder) as screen:
        places = bus | screen
        with _running(["dunst", "-conf", str(config)], folder / "dunst.log", {**environment, **places}):
            yield places, log


def xfce_notifyd() -> Path | None:
    """The notification service of XFCE, which draws real buttons and lies on no PATH; None where it is missing."""
    return next(iter(Path("/usr/lib").glob("*/xfce4/notifyd/xfce4-notifyd")), None)


@contextmanager
def xfce_service(folder: Path, places: Mapping[str, str], environment: Mapping[str, str]) -> Iterator[None]:
    """That service, on a bus and a display that are there already."""
    with _running([str(xfce_notifyd())], folder / "xfce.log", {**environment, **places}):
        if not eventually(lambda: owns_notifications(places)):
            raise RuntimeError((folder / "xfce.log").read_text(encoding="utf-8"))
        yield


@contextmanager
def dunst_service(folder: Path, places: Mapping[str, str], environment: Mapping[str, str]) -> Iterator[None]:
    """Dunst as it comes, on a bus and a display that are there already."""
    config = folder / "plain-dunstrc"
    config.write_text("[global]\nnotification_limit = 0\n", encoding="utf-8")
    with _running(["dunst", "-conf", str(config)], folder / "plain-dunst.log", {**environment, **places}):
        if not eventually(lambda: owns_notifications(places)):
            raise RuntimeError((folder / "plain-dunst.log").read_text(encoding="utf-8"))
        yield


def owns_notifications(places: Mapping[str, str]) -> bool:
    """Whether somebody on this bus shows notifications."""
    asking = ("gdbus", "call", "--session", "-d", "org.freedesktop.DBus", "-o", "/", "-m")
    asked = subprocess.run(
        [*asking, "org.freedesktop.DBus.NameHasOwner", "org.freedesktop.Notifications"],
        env={**os.environ, **places},
        capture_output=True,
        text=True,
        timeout=10,
        check=False,
    )
    return "true" in asked.stdout


def pointed(places: Mapping[str, str], *words: str) -> str:
    """What xdotool says to these words."""
    done = subprocess.run(
        ["xdotool", *words], env={**os.environ, **places}, capture_output=True, text=True, timeout=10, check=False
    )
    return done.stdout


def popup(places: Mapping[str, str]) -> tuple[int, int, int, int] | None:
    """Place and size of the window of a notification; None if there is none."""
    for window in pointed(places, "search", "--onlyvisible", "--name", "").split()[1:]:
        lines = pointed(places, "getwindowgeometry", "--shell", window).splitlines()
        facts = dict(line.split("=", 1) for line in lines if "=" in line)
        if int(facts.get("WIDTH", 0)) > 100:
            return int(facts["X"]), int(facts["Y"]), int(facts["WIDTH"]), int(facts["HEIGHT"])
    return None
