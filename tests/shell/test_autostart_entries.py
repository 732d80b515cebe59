"""Login entries of every kind: each says exactly what is meant, in its own format, and comes and goes as a whole."""

from __future__ import annotations

import plistlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import MODEST
from stretchbreak.errors import StretchbreakError
from stretchbreak.shell.autostart import desktop_entry, launchd, run_key, systemd_unit
from stretchbreak.shell.autostart.command import Launch, guarded, launch, program, program_in, with_home
from stretchbreak.shell.autostart.desktop_entry import DesktopEntry
from stretchbreak.shell.autostart.kind import Kind
from stretchbreak.shell.autostart.launchd import LaunchAgent
from stretchbreak.shell.autostart.run_key import RunKey
from stretchbreak.shell.autostart.systemd_unit import SystemdUnit

USUAL = Launch(words=("/home/me/.venv/bin/stretchbreak", "start", "--detach"))
OTHER = Launch(words=("/opt/stretchbreak/bin/stretchbreak", "start", "--detach"))
ELSEWHERE = Launch(words=USUAL.words, home="/home/me/stretch break")

TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs")) | st.sampled_from(" \"'\\$`%=~;&#*?()<>|"))
PATHS = TEXTS.map("/{}".format)
LAUNCHES = st.builds(Launch, words=st.tuples(PATHS, TEXTS, TEXTS), home=st.none() | PATHS)


class FakeValues(dict[str, str]):
    """The values of a registry key, in memory."""

    def set(self, name: str, text: str) -> None:
        """Put a text under this name."""
        self[name] = text

    def delete(self, name: str) -> None:
        """Delete the value of this name."""
        del self[name]


class ClosedValues(FakeValues):
    """Values that nobody may change."""

    def set(self, name: str, text: str) -> None:  # noqa: ARG002 - as the real ones
        """Refuse."""
        raise PermissionError(13, "Access is denied")


@pytest.fixture
def kinds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Kind]:
    """Every kind, in an empty home on a machine whose systemd has no manager for this user."""
    systemctl = tmp_path / "bin" / "systemctl"
    systemctl.parent.mkdir()
    systemctl.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    systemctl.chmod(0o755)
    monkeypatch.setenv("PATH", str(systemctl.parent), prepend=":")
    home = tmp_path / "home"
    return {
        "desktop": DesktopEntry(home),
        "systemd": SystemdUnit(home),
        "launchd": LaunchAgent(home),
        "run key": RunKey(FakeValues()),
    }


every_kind = pytest.mark.parametrize("name", ["desktop", "systemd", "launchd", "run key"])
every_file = pytest.mark.parametrize("name", ["desktop", "systemd", "launchd"])


# What is to be started


def test_the_script_of_the_running_environment_is_started() -> None:
    """By its absolute path, not by what PATH holds; without a script, by the running Python."""
    script = Path(sys.executable).with_name("stretchbreak")
    wanted = (str(script),) if script.exists() else (sys.executable, "-m", "stretchbreak")
    assert launch().words == (*wanted, "start", "--detach")


def test_where_there_is_no_script_the_running_python_is_called(tmp_path: Path) -> None:
    """A folder of that name, or a file that may not be run, is no script."""
    (tmp_path / "stretchbreak").mkdir()
    (tmp_path / "file").touch()
    places = [str(tmp_path / name) for name in ("stretchbreak", "file", "nothing")]
    assert program(places) == (sys.executable, "-m", "stretchbreak")


def test_the_home_is_carried_along_as_an_absolute_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """At login there is no folder that a relative one could begin from."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STRETCHBREAK_HOME", "mine")
    assert launch().home == str(tmp_path / "mine")
    monkeypatch.setenv("STRETCHBREAK_HOME", "")
    assert launch().home is None


@pytest.mark.parametrize("home", ["/home/a\nb", "/home/\udcff"], ids=["line", "bytes"])
def test_a_path_that_no_entry_can_hold_is_a_stated_problem(monkeypatch: pytest.MonkeyPatch, home: str) -> None:
    """A line break, or bytes that are no text."""
    monkeypatch.setenv("STRETCHBREAK_HOME", home)
    with pytest.raises(StretchbreakError, match="no login entry can hold"):
        launch()


@pytest.mark.parametrize(
    ("program", "runner"),
    [
        ("/home/me/bin/stretchbreak", ()),
        ("/home/é/a=b/stretchbreak", ()),
        ("/home/a b/stretchbreak", ("env",)),
        ("/home/50%/stretchbreak", ("env",)),
        ("/home/a b=c/stretchbreak", ("nice", "-n", "0")),
    ],
)
def test_a_path_that_systemd_would_refuse_stands_behind_another_program(
    program: str, runner: tuple[str, ...]
) -> None:
    """As an argument it may be any text; env itself takes one with "=" for a variable."""
    assert guarded((program, "start")) == (*runner, program, "start")
    assert program_in((*runner, program, "start")) == program


def test_env_takes_no_path_for_a_variable() -> None:
    """It would, where both a home and a path with "=" follow."""
    words = with_home(Launch(words=("/a=b/stretchbreak", "start"), home="/h"))
    assert words == ("env", "STRETCHBREAK_HOME=/h", "nice", "-n", "0", "/a=b/stretchbreak", "start")


# What the formats say


def read_exec(value: str) -> tuple[str, ...]:
    """The words of an Exec value, by the letter of the Desktop Entry Specification; fails where it is wrong."""
    text, words, position = read_string(value), [], 0
    while position < len(text):
        if text[position] == '"':
            word, position = read_quoted(text, position + 1)
        else:
            end = text.find(" ", position) % (len(text) + 1)
            word, position = text[position:end], end
            assert not set(word) & set("\t\n\"'\\><~|&;$*?#()`"), f"{word} must be quoted"
        assert position == len(text) or text[position] == " "
        position += 1
        codes = word.split("%%")
        assert not any("%" in code for code in codes)
        words.append("%".join(codes))
    return tuple(words)


def read_string(value: str) -> str:
    """A value of type string, its escapes resolved."""
    text, rest = "", iter(value)
    for character in rest:
        text += (
            {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}[next(rest)] if character == "\\" else character
        )
    return text


def read_quoted(text: str, position: int) -> tuple[str, int]:
    """A quoted word from behind its quote, and the place behind its other quote."""
    word = ""
    while text[position] != '"':
        assert text[position] not in "`$", "must be escaped"
        if text[position] == "\\":
            position += 1
            assert text[position] in '"`$\\'
        word, position = word + text[position], position + 1
    return word, position + 1


def read_unit_words(value: str, *, dollars: bool) -> tuple[str, ...]:
    """The words of a value in a unit, as systemd.syntax and systemd.service have it."""
    words, position = [], 0
    while position < len(value):
        quoted = value[position] == '"'
        word, position = "", position + quoted
        while position < len(value) and value[position] != ('"' if quoted else " "):
            if value[position] == "\\":
                position += 1
                assert value[position] in '"\\'
            word, position = word + value[position], position + 1
        position += 1 + quoted
        for sign in "%$" if dollars else "%":
            assert sign not in word.replace(sign * 2, "")
            word = word.replace(sign * 2, sign)
        words.append(word)
    return tuple(words)


def value_of(text: str, key: str) -> str:
    """The value of a key that stands once in a file."""
    (line,) = [line for line in text.split("\n") if line.startswith(f"{key}=")]
    return line.removeprefix(f"{key}=")


@MODEST
@given(LAUNCHES)
def test_a_desktop_reads_exactly_the_words_that_were_meant(meant: Launch) -> None:
    """Whatever is in the paths; and we read them back ourselves."""
    text = desktop_entry.entry(meant)
    assert read_exec(value_of(text, "Exec")) == with_home(meant)
    assert read_string(value_of(text, "TryExec")) == meant.words[0]
    assert desktop_entry.words_of(value_of(text, "Exec")) == with_home(meant)


@MODEST
@given(LAUNCHES)
def test_systemd_reads_exactly_the_words_that_were_meant(meant: Launch) -> None:
    """The command and the home, whatever is in the paths; the program itself is one that systemd takes."""
    text = systemd_unit.unit(meant, systemd_unit.LOGIN)
    words = read_unit_words(value_of(text, "ExecStart"), dollars=True)
    assert words == guarded(meant.words) == systemd_unit.words_of(value_of(text, "ExecStart"))
    assert not set(words[0]) & set("\"'\\%$ ")
    if meant.home is not None:
        variables = read_unit_words(value_of(text, "Environment"), dollars=False)
        assert variables == (f"STRETCHBREAK_HOME={meant.home}",)


@MODEST
@given(LAUNCHES)
def test_launchd_reads_exactly_the_words_that_were_meant(meant: Launch) -> None:
    """With the home as a variable, and our mark beside them."""
    text = launchd.agent(meant)
    said = plistlib.loads(text.encode("utf-8"))
    assert tuple(said["ProgramArguments"]) == meant.words
    assert said.get("EnvironmentVariables", {}).get("STRETCHBREAK_HOME") == meant.home
    assert launchd.MARK in text.split("\n")


@MODEST
@given(st.lists(TEXTS, min_size=1).map(tuple))
def test_windows_reads_exactly_the_words_that_were_meant(words: tuple[str, ...]) -> None:
    """By the rule of its C library, also where backslashes meet quotes."""
    assert run_key.words_of(subprocess.list2cmdline(words)) == words


def test_the_home_is_set_by_python_where_there_is_no_env() -> None:
    """Run as Windows would, the words reach the program under that home."""
    words = run_key.words_of(run_key.command_line(ELSEWHERE))
    assert words[0] == sys.executable
    assert words[-2:] == ("start", "--detach")
    shown = words[2].replace("run_name='__main__'", "run_name='none'") + "; print(os.environ['STRETCHBREAK_HOME'])"
    told = subprocess.run([words[0], "-c", shown], capture_output=True, text=True, check=True, timeout=30)
    assert told.stdout == "/home/me/stretch break\n"


def test_a_line_that_windows_would_cut_is_refused() -> None:
    """It starts at most 260 characters."""
    with pytest.raises(StretchbreakError, match="more than 260 characters"):
        run_key.command_line(Launch(words=("C:\\" + "x" * 260, "start", "--detach")))


def test_a_registry_that_may_not_be_written_is_a_stated_problem() -> None:
    """With the place and the reason."""
    with pytest.raises(StretchbreakError, match="cannot be written: access is denied"):
        RunKey(ClosedValues()).put(USUAL)


# Coming and going


@every_kind
def test_what_is_put_twice_is_done_once(kinds: dict[str, Kind], name: str) -> None:
    """The second time nothing is done, and nothing said to be."""
    kind = kinds[name]
    assert kind.found() is None
    assert kind.put(USUAL)
    assert kind.put(USUAL) == ()
    found = kind.found()
    assert found is not None
    assert (found.ours, found.off, found.words) == (True, "", USUAL.words)


@every_kind
def test_another_installation_takes_the_place_of_the_first(kinds: dict[str, Kind], name: str) -> None:
    """After a move, say."""
    kind = kinds[name]
    kind.put(USUAL)
    assert kind.put(OTHER)
    found = kind.found()
    assert found is not None
    assert found.words == OTHER.words


@every_file
def test_what_was_put_is_removed_without_a_trace(kinds: dict[str, Kind], name: str, tmp_path: Path) -> None:
    """No file and no link stays, and a second time nothing is done."""
    kinds[name].put(ELSEWHERE)
    assert kinds[name].remove()
    assert kinds[name].remove() == ()
    assert not [path for path in (tmp_path / "home").rglob("*") if not path.is_dir()]


@every_file
@pytest.mark.parametrize("change", [lambda kind: kind.put(USUAL), lambda kind: kind.remove()], ids=["put", "remove"])
def test_a_file_of_somebody_else_stays_as_it_is(
    kinds: dict[str, Kind], name: str, change: Callable[[Kind], object]
) -> None:
    """It is told, with its path and what to do."""
    place = Path(kinds[name].place)
    place.parent.mkdir(parents=True)
    place.write_text("Exec=mine\n", encoding="utf-8")
    with pytest.raises(StretchbreakError, match="was not made by stretchbreak") as told:
        change(kinds[name])
    assert str(place) in str(told.value)
    assert place.read_text(encoding="utf-8") == "Exec=mine\n"
    found = kinds[name].found()
    assert found is not None
    assert not found.ours


def test_a_value_of_somebody_else_stays_as_it_is() -> None:
    """In the Run key there is no place for a mark: ours is what starts stretchbreak in the background."""
    values = FakeValues(stretchbreak="C:\\Tools\\Stretchbreak.exe /tray")
    for change in (RunKey(values).remove, lambda: RunKey(values).put(USUAL)):
        with pytest.raises(StretchbreakError, match="was not made by stretchbreak"):
            change()
    assert values == {"stretchbreak": "C:\\Tools\\Stretchbreak.exe /tray"}
    ours = FakeValues()
    RunKey(ours).put(USUAL)
    assert RunKey(ours).remove()
    assert (ours, RunKey(ours).remove()) == ({}, ())


@every_file
def test_a_home_that_cannot_be_written_is_a_stated_problem(kinds: dict[str, Kind], name: str, tmp_path: Path) -> None:
    """Here a file is where the folder should be."""
    (tmp_path / "home").write_text("", encoding="utf-8")
    with pytest.raises(StretchbreakError, match="cannot be read: not a directory"):
        kinds[name].put(USUAL)


def test_a_masked_unit_is_somebody_elses(kinds: dict[str, Kind], tmp_path: Path) -> None:
    """Whoever masks a unit wants it never to run."""
    folder = tmp_path / "home" / "systemd" / "user"
    folder.mkdir(parents=True)
    (folder / "stretchbreak.service").symlink_to("/dev/null")
    with pytest.raises(StretchbreakError, match="was not made by stretchbreak"):
        kinds["systemd"].put(USUAL)


@pytest.mark.parametrize("key", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_an_entry_that_the_desktop_switched_off_is_off(kinds: dict[str, Kind], key: str) -> None:
    """Also without our comment, which desktops may drop; putting it again switches it on."""
    kind = kinds["desktop"]
    kind.put(USUAL)
    place = Path(kind.place)
    lines = [line for line in place.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    place.write_text("\n".join([*lines, key]), encoding="utf-8")
    found = kind.found()
    assert found is not None
    assert (found.ours, found.off) == (True, f"the desktop has switched it off ({key})")
    assert kind.put(USUAL)
    found = kind.found()
    assert found is not None
    assert found.off == ""


def test_an_agent_that_is_disabled_or_no_list_of_keys_starts_nothing(kinds: dict[str, Kind]) -> None:
    """And what cannot be read at all is nobody's."""
    kind = kinds["launchd"]
    kind.put(USUAL)
    place = Path(kind.place)
    text = place.read_text(encoding="utf-8")
    place.write_text(text.replace("<dict>", "<dict><key>Disabled</key><true/>", 1), encoding="utf-8")
    found = kind.found()
    assert found is not None
    assert found.off == "its key Disabled is true"
    place.write_text("<plist", encoding="utf-8")
    found = kind.found()
    assert found is not None
    assert (found.ours, found.words) == (False, ())


def test_a_dollar_in_a_path_is_warned_of(kinds: dict[str, Kind]) -> None:
    """One reader of such entries is known to stumble over it."""
    said = kinds["desktop"].put(Launch(words=("/home/$me/stretchbreak", "start", "--detach")))
    assert r"reads a $, ` or \ in a path wrongly" in said[-1]


# systemd


@pytest.fixture
def systemctl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[str]]:
    """Puts a systemctl on PATH that answers as told; gives what it was asked so far."""
    place, asked = tmp_path / "fake" / "systemctl", tmp_path / "asked"
    place.parent.mkdir()
    monkeypatch.setenv("PATH", str(place.parent), prepend=":")
    asked.touch()

    def answer(body: str) -> list[str]:
        place.write_text(f'#!/bin/sh\necho "$*" >> "{asked}"\n{body}\n', encoding="utf-8")
        place.chmod(0o755)
        lines = asked.read_text(encoding="utf-8").splitlines()
        asked.write_text("", encoding="utf-8")
        return lines

    return answer


NO_SESSION = 'case "$2" in is-active) exit 3;; esac'


def test_a_unit_is_enabled_by_the_manager_where_one_answers(
    systemctl: Callable[[str], list[str]], tmp_path: Path
) -> None:
    """After it was told of the new file; a link of our own is made where none answers."""
    systemctl(NO_SESSION)
    kind = SystemdUnit(tmp_path)
    assert kind.put(USUAL)[-1] == "enabled it by systemctl"
    assert systemctl("exit 1") == [
        "--user show --property=Version",
        "--user is-active --quiet graphical-session.target",
        "--user daemon-reload",
        "--user enable stretchbreak.service",
    ]
    assert kind.put(USUAL)[-1].startswith("enabled it by a link, since no manager of this user answers: ")
    assert (tmp_path / "systemd/user/default.target.wants/stretchbreak.service").samefile(kind.place)


def test_a_unit_begins_with_the_session_where_systemd_runs_one(
    systemctl: Callable[[str], list[str]], tmp_path: Path
) -> None:
    """And keeps to it when it is put again from a remote login; otherwise it begins with the login."""
    kind, wants = SystemdUnit(tmp_path), tmp_path / "systemd" / "user"
    systemctl("exit 1")
    kind.put(USUAL)
    assert (wants / "default.target.wants").is_dir()
    systemctl('case "$2" in enable) exit 1;; esac')
    with pytest.raises(StretchbreakError, match="systemd does not enable"):
        kind.put(USUAL)
    systemctl("exit 1")
    assert kind.put(USUAL)
    assert (wants / "graphical-session.target.wants").is_dir()
    assert kind.put(USUAL) == ()
    found = kind.found()
    assert found is not None
    assert found.off == ""


def test_a_unit_that_nothing_wants_starts_nothing(systemctl: Callable[[str], list[str]], tmp_path: Path) -> None:
    """As after `systemctl --user disable`; putting it again enables it."""
    systemctl("exit 1")
    kind = SystemdUnit(tmp_path)
    kind.put(USUAL)
    (tmp_path / "systemd/user/default.target.wants/stretchbreak.service").unlink()
    found = kind.found()
    assert found is not None
    assert found.off == "it is not enabled"
    assert kind.put(USUAL)


def test_without_systemd_there_is_no_unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would never be started."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(StretchbreakError, match="systemd is not on this machine"):
        SystemdUnit(tmp_path).put(USUAL)
    assert SystemdUnit(tmp_path).remove() == ()
