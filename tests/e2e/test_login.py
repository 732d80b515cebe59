"""Login entries in the hands of those who read them: systemd, GLib, the validators, and the installed program."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import pytest
from user_manager import logged_in

from real import CHECKOUT, environment, eventually, needs, run
from stretchbreak.shell.autostart import systemd_unit
from stretchbreak.shell.autostart.command import Launch
from stretchbreak.shell.autostart.desktop_entry import DesktopEntry, entry
from stretchbreak.shell.autostart.systemd_unit import LOGIN, SESSION, SystemdUnit

pytestmark = [pytest.mark.slow, pytest.mark.real]

GENERATOR = "/usr/lib/systemd/user-generators/systemd-xdg-autostart-generator"
ENGINE = f"""#!{sys.executable}
\"\"\"As `start --detach` is: notes how it was called, leaves an engine behind, and ends.\"\"\"
import json, os, signal, sys
note = os.path.join(os.path.dirname(os.path.abspath(__file__)), "note")
with open(note, "a") as file:
    print(json.dumps([sys.argv, os.environ.get("STRETCHBREAK_HOME")]), file=file)
if os.path.exists(note + "-fails"):
    sys.exit(1)
if os.fork() == 0:
    os.setsid()
    signal.signal(signal.SIGTERM, lambda *_: os._exit(143))
    signal.pause()
"""

WAIT = """
until_so() {
    for attempt in $(seq 200); do if eval "$1"; then return; fi; read -rt 0.05 <> <(:); done
    echo "never came: $1"
}
"""

ODD = ("plain", "a b", 'it\'s "so"', "50% é=ü", "~;&|<>*?#()")
"""Names of folders that each format must escape in its own way; every desktop reads them right."""
ODDER = (*ODD, "$HOME `id` \\n")


def engine(folder: Path) -> Launch:
    """A program in this folder that does as `start --detach` does, with a home that is as odd."""
    folder.mkdir(parents=True)
    script = folder / "stretchbreak"
    script.write_text(ENGINE, encoding="utf-8")
    script.chmod(0o755)
    return Launch(words=(str(script), "start", "--detach"), home=str(folder / "home"))


def calls(launch: Launch) -> list[tuple[tuple[str, ...], str]]:
    """The words and the home with which it was called so far."""
    note = Path(launch.words[0]).with_name("note")
    lines = note.read_text(encoding="utf-8").splitlines() if note.exists() else []
    return [(tuple(words), home) for words, home in map(json.loads, lines)]


def as_meant(launch: Launch) -> list[tuple[tuple[str, ...], str]]:
    """One call, with the words and the home that were meant."""
    return [(launch.words, str(launch.home))]


# What reads an autostart entry


@pytest.mark.parametrize("name", ODDER)
def test_an_entry_is_valid(tmp_path: Path, name: str) -> None:
    """desktop-file-validate has nothing to say about it, with a home and without."""
    needs("desktop-file-validate")
    launch = engine(tmp_path / name)
    for number, one in enumerate((launch, Launch(words=launch.words))):
        file = tmp_path / f"{number}.desktop"
        file.write_text(entry(one), encoding="utf-8")
        told = subprocess.run(
            ["desktop-file-validate", file], capture_output=True, text=True, check=False, timeout=30
        )
        assert (told.returncode, told.stdout + told.stderr) == (0, "")


@pytest.mark.parametrize("name", ODDER)
def test_glib_starts_what_was_meant(tmp_path: Path, name: str) -> None:
    """As GNOME, Xfce and others do, whatever is in the paths."""
    needs("gio")
    launch = engine(tmp_path / name)
    file = tmp_path / "entry.desktop"
    file.write_text(entry(launch), encoding="utf-8")
    subprocess.run(["gio", "launch", file], env=environment(tmp_path), check=True, timeout=30)
    try:
        assert eventually(lambda: calls(launch) == as_meant(launch))
    finally:
        end_engines(tmp_path)


def end_engines(home: Path) -> None:
    """End the engines that were started under this folder, by what they hold open."""
    for place in Path("/proc").glob("[0-9]*"):
        try:
            words = (place / "cmdline").read_bytes()
        except OSError:
            continue
        if str(home).encode() in words and b"--detach" in words:
            os.kill(int(place.name), 9)


@pytest.mark.parametrize("name", ODD)
def test_systemd_derives_what_was_meant(tmp_path: Path, name: str) -> None:
    """Its generator makes a unit of the entry that starts the same words, and a session has it started."""
    needs(GENERATOR)
    launch = engine(tmp_path / name)
    DesktopEntry(tmp_path / "config").put(launch)
    made = tmp_path / "made"
    made.mkdir()
    ended = subprocess.run(
        [GENERATOR, made, made, made], env=environment(tmp_path), capture_output=True, check=True, timeout=30
    )
    assert ended.stderr == b""
    unit = (made / "app-stretchbreak@autostart.service").read_text(encoding="utf-8")
    (line,) = [line for line in unit.splitlines() if line.startswith("ExecStart=")]
    # The colon says that a dollar sign means nothing.
    words = systemd_unit.words_of(line.removeprefix("ExecStart=:"))
    assert words[0] == "/usr/bin/env"
    assert words[1] == f"STRETCHBREAK_HOME={launch.home}"
    assert words[-3:] == launch.words
    assert list(made.glob("xdg-desktop-autostart.target.wants/*"))


def test_an_entry_whose_program_is_gone_is_passed_over(tmp_path: Path) -> None:
    """Nothing fails at login; `status` tells it."""
    needs(GENERATOR)
    DesktopEntry(tmp_path / "config").put(Launch(words=("/nowhere/stretchbreak", "start", "--detach")))
    (tmp_path / "made").mkdir()
    subprocess.run([GENERATOR, *[tmp_path / "made"] * 3], env=environment(tmp_path), check=True, timeout=30)
    assert not list((tmp_path / "made").glob("app-stretchbreak*"))


def test_a_session_of_systemd_starts_what_was_meant(tmp_path: Path) -> None:
    """A real user manager reads the entry by itself, starts the engine, and ends it with the session."""
    launch = engine(tmp_path / "/".join(ODD))
    DesktopEntry(tmp_path / "config").put(launch)
    said = logged_in(
        f"""{WAIT}
        systemctl --user start desk.target
        until_so '[ -s "$NOTE" ]'
        systemctl --user show --property=ActiveState app-stretchbreak@autostart.service
        systemctl --user stop graphical-session.target
        systemctl --user show --property=ActiveState,Result app-stretchbreak@autostart.service
        """,
        tmp_path,
        {"NOTE": str(Path(launch.words[0]).with_name("note"))},
    )
    assert said.split() == ["ActiveState=active", "Result=success", "ActiveState=inactive"]
    assert calls(launch) == as_meant(launch)


# What reads a unit


@pytest.mark.parametrize("name", ODDER)
@pytest.mark.parametrize("target", [LOGIN, SESSION])
def test_a_unit_is_valid(tmp_path: Path, name: str, target: str) -> None:
    """systemd-analyze has nothing to say about it."""
    needs("systemd-analyze")
    file = tmp_path / "stretchbreak.service"
    file.write_text(systemd_unit.unit(engine(tmp_path / name), target), encoding="utf-8")
    (tmp_path / "run").mkdir()
    told = subprocess.run(
        ["systemd-analyze", "--user", "--man=no", "verify", file],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert (told.returncode, told.stdout + told.stderr) == (0, "")


QUICK = "[Service]\nRestartSec=0\n"
SHOW = "systemctl --user show --value --property"


def test_a_user_manager_keeps_the_engine_up(tmp_path: Path) -> None:
    """Started at login without any session, as it was meant; again when it is killed, not when it is told to end."""
    launch = engine(tmp_path / "/".join(ODDER))
    SystemdUnit(tmp_path / "config").put(launch)
    changes = tmp_path / "config/systemd/user/stretchbreak.service.d"
    changes.mkdir()
    (changes / "quick.conf").write_text(QUICK, encoding="utf-8")
    said = logged_in(
        f"""{WAIT}
        pid() {{ {SHOW}=MainPID stretchbreak.service; }}
        systemctl --user start default.target
        systemctl --user is-active stretchbreak.service
        first=$(pid); [ "$first" -gt 1 ] && kill -KILL "$first"
        until_so '[ "$(pid)" != "$first" ] && systemctl --user -q is-active stretchbreak.service'
        {SHOW}=NRestarts stretchbreak.service
        kill -TERM "$(pid)"
        until_so '[ "$({SHOW}=ActiveState stretchbreak.service)" = inactive ]'
        systemctl --user start stretchbreak.service
        systemctl --user stop stretchbreak.service
        {SHOW}=ActiveState,Result stretchbreak.service
        """,
        tmp_path,
    )
    assert said.split() == ["active", "1", "success", "inactive"]
    assert calls(launch) == as_meant(launch) * 3


def test_an_engine_that_cannot_start_is_not_started_for_ever(tmp_path: Path) -> None:
    """With broken settings, or beside another engine: three times, then it is left."""
    launch = engine(tmp_path / "bin")
    (tmp_path / "bin" / "note-fails").touch()
    SystemdUnit(tmp_path / "config").put(launch)
    changes = tmp_path / "config/systemd/user/stretchbreak.service.d"
    changes.mkdir()
    (changes / "quick.conf").write_text(QUICK, encoding="utf-8")
    said = logged_in(
        f"""{WAIT}
        systemctl --user start default.target 2> /dev/null
        until_so '[ "$({SHOW}=ActiveState stretchbreak.service)" = failed ]'
        """,
        tmp_path,
    )
    assert said == ""
    assert len(calls(launch)) == 3


def test_a_real_manager_is_told(tmp_path: Path) -> None:
    """The program itself, beside a manager that answers: it enables what is asked for, and takes it back."""
    program = f"{shlex.quote(sys.executable)} -m stretchbreak autostart"
    said = logged_in(
        f"""
        {program} on --systemd; systemctl --user is-enabled stretchbreak.service
        {program} status
        {program} on --systemd; {program} off; systemctl --user is-enabled stretchbreak.service 2> /dev/null
        systemctl --user start desk.target
        {program} on --systemd; {program} off
        """,
        tmp_path,
    )
    assert said.count("enabled it by systemctl") == 2
    assert said.count("\nenabled\n") == 1
    assert said.count("on already: nothing was changed") == 1
    assert said.count("off: stretchbreak no longer starts") == 2
    assert "Traceback" not in said


# The program itself


def in_environment(python: Path, *words: str, home: Path, changes: Mapping[str, str] | None = None) -> str:
    """What the installed program of another environment says."""
    ended = subprocess.run(
        [python, "-m", "stretchbreak", *words],
        env=environment(home, changes),
        cwd=home,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return ended.stdout


def installed(place: Path) -> Path:
    """The Python of a new environment with this checkout installed in it, by pip, as users do."""
    subprocess.run([sys.executable, "-m", "venv", str(place)], check=True, timeout=120)
    python = place / "bin" / "python"
    isolated = [] if find_spec("hatchling") is None else ["--no-build-isolation"]
    words = ["-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-deps", *isolated, str(CHECKOUT)]
    (library,) = place.glob("lib/python*/site-packages")
    # What it requires is here already; that need not be fetched again.
    (library / "requirements.pth").write_text("\n".join(path for path in sys.path if "site-packages" in path))
    done = subprocess.run([python, *words], capture_output=True, text=True, check=False, timeout=300)
    if done.returncode and os.environ.get("CI") != "true":
        pytest.skip(f"the checkout could not be installed: {done.stderr.strip()[-200:]}")
    assert done.returncode == 0, done.stderr
    return python


def test_the_script_of_this_very_environment_is_started(tmp_path: Path) -> None:
    """A venv with blanks in its path; then as pipx has it, with a link on PATH; and moved away, it is missed."""
    place = tmp_path / "my venvs" / "pipx" / "venvs" / "stretchbreak"
    python, script = installed(place), place / "bin" / "stretchbreak"
    home = tmp_path / "home"
    home.mkdir()
    assert str(script) in in_environment(python, "autostart", "on", home=home)
    text = (home / "config/autostart/stretchbreak.desktop").read_text(encoding="utf-8")
    assert f'Exec=env STRETCHBREAK_HOME={home}/stretchbreak "{script}" start --detach\n' in text
    assert f"TryExec={script}\n" in text
    assert subprocess.run([script, "--version"], capture_output=True, check=True, timeout=30).stdout

    assert in_environment(python, "completion", "zsh", home=home).startswith("#compdef stretchbreak\n")
    assert "--tempo" in in_environment(python, "completion", "zsh", "--", "do", "--te", home=home)

    link = tmp_path / "bin" / "stretchbreak"
    link.parent.mkdir()
    link.symlink_to(script)
    path = f"{link.parent}:{os.environ['PATH']}"
    words = ["stretchbreak", "autostart", "on"]
    again = subprocess.run(
        words, env=environment(home, {"PATH": path}), capture_output=True, text=True, check=True, timeout=60
    )
    assert again.stdout.startswith("on already")
    assert str(script) in again.stdout

    place.rename(tmp_path / "elsewhere")
    missed = run("autostart", "status", home=home)
    assert (missed.returncode, missed.stdout) == (1, "")
    assert f"what it starts is gone: {script}" in missed.stderr


def test_from_first_to_last(tmp_path: Path) -> None:
    """Off, on, on again, by systemd, and off: each time there is one entry at most, and the answer says which."""
    nobody = {"PATH": os.environ["PATH"], "XDG_RUNTIME_DIR": str(tmp_path / "nowhere")}
    needs("systemctl")
    said = [
        run("autostart", *words.split(), home=tmp_path, changes=nobody)
        for words in ("status", "on", "on", "status", "on --systemd", "on --systemd", "status", "on", "off", "off")
    ]
    assert [one.returncode for one in said] == [0] * 10
    assert [one.stderr for one in said] == [""] * 10
    assert [one.stdout.split(":")[0] for one in said] == [
        *("off", "on", "on already", "on", "on", "on already", "on", "on", "off", "off already")
    ]
    assert "deleted" in said[4].stdout
    assert "autostart/stretchbreak.desktop" in said[4].stdout
    assert "systemd user unit" in said[6].stdout
    assert not [path for path in (tmp_path / "config").rglob("*") if not path.is_dir()]


def test_what_was_not_made_by_us_is_told_and_left(tmp_path: Path) -> None:
    """By on and off with exit code 1 and nothing on stdout, by status with 0."""
    place = tmp_path / "config" / "autostart" / "stretchbreak.desktop"
    place.parent.mkdir(parents=True)
    place.write_text("[Desktop Entry]\nExec=stretchbreak start\n", encoding="utf-8")
    on, off, status = (run("autostart", word, home=tmp_path) for word in ("on", "off", "status"))
    for refused in (on, off):
        assert (refused.returncode, refused.stdout) == (1, "")
        assert f"{place} was not made by stretchbreak" in refused.stderr
    assert (status.returncode, status.stdout.splitlines()[0]) == (0, "off: it does not start when you log in")
    assert str(place) in status.stderr
    assert place.read_text(encoding="utf-8") == "[Desktop Entry]\nExec=stretchbreak start\n"


def test_a_read_only_home_is_told_in_a_sentence(tmp_path: Path) -> None:
    """Where even root may write nothing."""
    refused = run("autostart", "on", home=tmp_path, changes={"XDG_CONFIG_HOME": "/proc/self/config"})
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "cannot be written" in refused.stderr
    assert len(refused.stderr.splitlines()) == 2


def test_a_user_manager_runs_the_real_engine(tmp_path: Path) -> None:
    """As `autostart on --systemd` has it: found as the main process, asleep; again after a kill; ended by `stop`."""
    changes = tmp_path / "config/systemd/user/stretchbreak.service.d"
    changes.mkdir(parents=True)
    (changes / "quick.conf").write_text(QUICK, encoding="utf-8")
    program = f"{shlex.quote(sys.executable)} -m stretchbreak"
    said = logged_in(
        f"""{WAIT}
        pid() {{ {SHOW}=MainPID stretchbreak.service; }}
        ask() {{ {program} status --format '{{state}} {{pid}}' | sed "s/$(pid)/main/"; }}
        {program} autostart on --systemd > /dev/null
        systemctl --user start default.target
        systemctl --user is-active stretchbreak.service
        until_so 'grep -q asleep.py "/proc/$(pid)/cmdline"'
        ask
        first=$(pid); kill -KILL "$first"
        until_so '[ "$(pid)" != "$first" ] && systemctl --user -q is-active stretchbreak.service'
        {SHOW}=NRestarts stretchbreak.service
        ask
        {program} stop
        until_so '[ "$({SHOW}=ActiveState stretchbreak.service)" = inactive ]'
        systemctl --user start stretchbreak.service
        until_so 'grep -q asleep.py "/proc/$(pid)/cmdline"'
        systemctl --user stop stretchbreak.service
        {SHOW}=ActiveState,Result stretchbreak.service
        {program} status
        """,
        tmp_path,
    )
    told = ["active", "working main", "1", "working main", "Stopped.", "success", "inactive"]
    assert said.splitlines()[:-1] == told
    assert said.splitlines()[-1].startswith("No engine runs.")
