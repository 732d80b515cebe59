"""``stretchbreak autostart``: what is asked for is there afterwards, once, and the answer says so."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from stretchbreak.cli.autostart import autostart
from stretchbreak.errors import StretchbreakError

pytestmark = pytest.mark.skipif(sys.platform in {"darwin", "win32"}, reason="about the entries of free desktops")


@pytest.fixture(autouse=True)
def entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The desktop entry in an empty home, on a machine whose systemd has no manager for this user."""
    systemctl = tmp_path / "bin" / "systemctl"
    systemctl.parent.mkdir()
    systemctl.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    systemctl.chmod(0o755)
    monkeypatch.setenv("PATH", str(systemctl.parent), prepend=":")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config" / "autostart" / "stretchbreak.desktop"


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The unit in the same home."""
    return tmp_path / "config" / "systemd" / "user" / "stretchbreak.service"


def answer(*arguments: str) -> str:
    """What the command prints when all is well."""
    result = CliRunner().invoke(autostart, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def refusal(*arguments: str) -> str:
    """What the gate would print, with nothing on stdout."""
    result = CliRunner().invoke(autostart, arguments)
    assert isinstance(result.exception, StretchbreakError)
    assert result.stdout == ""
    return str(result.exception)


def test_there_is_one_entry_at_most(entry: Path, unit: Path) -> None:
    """Whichever kind is asked for takes the place of the other."""
    answer("on")
    assert (entry.exists(), unit.exists()) == (True, False)
    assert f"deleted {entry}" in answer("on", "--systemd")
    assert (entry.exists(), unit.exists()) == (False, True)
    assert f"disabled and deleted {unit}" in answer("on")
    assert (entry.exists(), unit.exists()) == (True, False)


def test_an_entry_of_somebody_else_does_not_stand_in_the_way_of_another_kind(entry: Path, unit: Path) -> None:
    """It is told and left; `off` takes only ours."""
    entry.parent.mkdir(parents=True)
    entry.write_text("theirs", encoding="utf-8")
    assert f"{entry} was not made by stretchbreak" in answer("on", "--systemd")
    assert f"{entry} was not made by stretchbreak" in answer("off")
    assert (entry.read_text(encoding="utf-8"), unit.exists()) == ("theirs", False)
    assert f"{entry} was not made by stretchbreak" in refusal("off")


def test_a_program_that_is_gone_is_a_stated_problem(entry: Path) -> None:
    """With what to do; `on` puts it right."""
    answer("on")
    text = entry.read_text(encoding="utf-8")
    entry.write_text(text.replace("stretchbreak start", "stretchbreak-of-old start"), encoding="utf-8")
    assert "what it starts is gone" in refusal("status")
    answer("on")
    assert entry.read_text(encoding="utf-8") == text


def test_another_stretchbreak_is_told(entry: Path) -> None:
    """One that is there, but is not the one that was called."""
    answer("on")
    text = entry.read_text(encoding="utf-8")
    lines = [line if line[:5] != "Exec=" else "Exec=/bin/sh start --detach" for line in text.splitlines()]
    entry.write_text("\n".join(lines), encoding="utf-8")
    assert "that is not the stretchbreak that you run now" in answer("status")


def test_an_entry_that_is_switched_off_counts_as_off(entry: Path) -> None:
    """With the key that does it, and what changes it."""
    answer("on")
    with entry.open("a", encoding="utf-8") as file:
        file.write("Hidden=true\n")
    told = answer("status")
    assert told.startswith("off: ")
    assert "the desktop has switched it off (Hidden=true)" in told
    assert "`stretchbreak autostart on` changes that" in told
    answer("on")
    assert answer("status").startswith("on: ")


def test_two_entries_are_told(entry: Path, tmp_path: Path) -> None:
    """As when one was restored from a backup; `on` leaves one of them."""
    answer("on")
    kept = entry.read_bytes()
    answer("on", "--systemd")
    entry.write_bytes(kept)
    told = answer("status")
    assert told.count(str(tmp_path / "config")) == 2
    assert "leaves one of them" in told
    assert "deleted" in answer("on")
    assert "leaves one of them" not in answer("status")
