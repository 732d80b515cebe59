"""docs/status.md: its examples are answers, its lists are whole, its snippets are of the languages they are in."""

from __future__ import annotations

import json
import re
import tomllib
from configparser import ConfigParser
from typing import get_args

import pytest

from statuses import ASKED, PAGE, answers, snippets
from stretchbreak.core.status import StatusState
from stretchbreak.core.status_fields import FIELDS, ICONS
from stretchbreak.core.status_forms import BARS, contract

TEXT = PAGE.read_text(encoding="utf-8")


def answer(name: str, asked: str) -> str:
    """What this day answers to ``status`` with these options."""
    return answers(ASKED[name].status())[f"status {asked}".strip()]


def test_the_sentences_of_the_page_are_an_answer() -> None:
    """Word by word."""
    assert snippets("text") == [answer("working-after-some-breaks", "") + "\n"]


def test_the_json_of_the_page_is_an_answer() -> None:
    """To the letter, and every key of it is explained."""
    example = snippets("json")[0]
    assert example == answer("held", "--json") + "\n"
    keys = [*contract(ASKED["held"].status()), *json.loads(example)["today"]]
    assert [key for key in keys if not re.search(rf"`(?:today\.)?{key}`|`today\.", TEXT)] == []


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("`working`", "working-after-some-breaks"),
        ("put off", "snoozed"),
        ("`heads-up`", "heads-up"),
        ("`due`", "due"),
        ("`held`", "held"),
        ("`paused`", "paused"),
        ("`off-hours`", "off-hours"),
    ],
)
def test_the_lines_of_bars_on_the_page_are_answers(words: str, name: str) -> None:
    """Those for any bar, and those for tmux."""
    plain, tmux = answer(name, "--bar plain").replace("|", r"\|"), answer(name, "--bar tmux")
    assert f"| {words} | `{plain}` | `{tmux}` |" in TEXT


def test_every_state_is_explained_with_its_icon() -> None:
    """One line each."""
    states = [state for part in get_args(StatusState) for state in get_args(part)]
    assert [state for state in states if f"| `{state}` | {ICONS[state]} |" not in TEXT] == []


def test_every_field_is_explained() -> None:
    """And none that there is not."""
    named = re.findall(r"`\{(\w+)\}`", TEXT.split("## Your own text")[1].split("## Bars")[0])
    assert set(named) == set(FIELDS)


def test_every_icon_of_waybar_is_ours() -> None:
    """Each state by its name, with the icon of `{icon}`."""
    module = json.loads(snippets("json")[1])["custom/stretchbreak"]
    assert module["format-icons"] == ICONS


def test_whatever_a_snippet_asks_is_answered() -> None:
    """No snippet asks for a bar that there is not; each bar has one."""
    asked = {command.removesuffix(" --watch") for command in re.findall(r"status --bar \w+", TEXT)}
    assert asked == {f"status --bar {bar}" for bar in BARS}


def test_snippets_are_what_their_language_takes_them_for() -> None:
    """TOML of starship and i3status-rust, INI of polybar and i3blocks."""
    blocks, starship = (tomllib.loads(snippet) for snippet in snippets("toml"))
    assert blocks["block"][0]["command"] == "stretchbreak status --bar plain || true"
    assert starship["custom"]["stretchbreak"]["command"] == "stretchbreak status --format '{icon} {minutes}'"
    for language, section in (("ini", "module/stretchbreak"), ("i3blocks", "stretchbreak")):
        config = ConfigParser(interpolation=None)
        config.read_string(snippets(language)[0])
        assert config.sections() == [section]
