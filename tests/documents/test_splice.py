"""One setting changed in a text: that one, in one line, and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from fakes import MODEST
from stretchbreak.documents.settings import SettingsError, read_settings
from stretchbreak.documents.source import DocumentError, Source
from stretchbreak.documents.splice import with_value

MINE = """\
# mine
rhythm: {every: 60m, routine: a}  # an hour
snooze:
    minutes: 5 # five
    # more?

hold_for:
  - meeting # x
  - microphone
hours:
  mon-fri: "09:00-17:30"
profiles:
  home:
    tempo: brisk  # at home
# end
"""


def changed(text: str, key: str, value: str) -> str:
    """The text after the change."""
    return with_value(Source("settings.yaml", text), key, value)


def refused(text: str, key: str, value: str) -> str:
    """Why the change was not made."""
    with pytest.raises((SettingsError, DocumentError)) as caught:
        changed(text, key, value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("key", "value", "old", "new"),
    [
        ("rhythm.every", "45m", "{every: 60m,", "{every: 45m,"),
        ("rhythm.routine", "[a, b]", "routine: a}", "routine: [a, b]}"),
        ("rhythm", "{every: 45m}", "{every: 60m, routine: a}", "{every: 45m}"),
        ("snooze.minutes", "7", "minutes: 5 #", "minutes: 7 #"),
        ("snooze.at_most", "1", " # five\n", " # five\n    at_most: 1\n"),
        ("hours.mon-fri", "8:00-16:00", '"09:00-17:30"', '"8:00-16:00"'),
        ("hours.lunch", "12:00-13:00", '17:30"\n', '17:30"\n  lunch: "12:00-13:00"\n'),
        ("profiles.home.tempo", "gentle", "tempo: brisk", "tempo: gentle"),
        ("profiles.home.rhythm.every", "30m", "# at home\n", "# at home\n    rhythm: {every: 30m}\n"),
        ("profiles.on tour.target", "1", "# at home\n", "# at home\n  on tour: {target: 1}\n"),
        ("target", "3", "# end\n", "# end\ntarget: 3\n"),
        ("hooks.offer", 'echo "a" # b', "# end\n", '# end\nhooks: {offer: "echo \\"a\\" # b"}\n'),
        ("alerts.sound", "false", "# end\n", "# end\nalerts: {sound: false}\n"),
        ("terminal", "[", "# end\n", '# end\nterminal: "["\n'),
    ],
)
def test_a_change_is_that_change_and_no_other(key: str, value: str, old: str, new: str) -> None:
    """Byte for byte: comments, spaces and order stay; what is new goes below its kin."""
    assert changed(MINE, key, value) == MINE.replace(old, new)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("", "tempo: brisk\n"),
        ("# c", "# c\ntempo: brisk"),
        ("target: 2\r\n# c\r\n", "target: 2\r\n# c\r\ntempo: brisk\r\n"),
        ("target: 2\r\n# c", "target: 2\r\n# c\r\ntempo: brisk"),
        ("{}", "{tempo: brisk}"),
        ("{target: 2,}\n", "{target: 2, tempo: brisk,}\n"),
        ("---\ntarget: 2\n...\n", "---\ntarget: 2\ntempo: brisk\n...\n"),
        ("terminal: |\n  äö\n\n# c\n", "terminal: |\n  äö\n\n# c\ntempo: brisk\n"),
        ("tempo: 'gentle' # \N{WAVING HAND SIGN}\n", "tempo: brisk # \N{WAVING HAND SIGN}\n"),
        ('"tempo": gentle', '"tempo": brisk'),
    ],
)
def test_ends_of_lines_and_of_files_stay_as_they_are(text: str, after: str) -> None:
    """A file of another system, or without a last line end, keeps its habits."""
    assert changed(text, "tempo", "brisk") == after


@pytest.mark.parametrize(
    ("text", "key", "value", "said"),
    [
        (
            MINE,
            "hold_for",
            "[meeting]",
            "settings.yaml:8:3  error: hold_for cannot be changed in one line here\n  8 | ",
        ),
        (
            MINE,
            "rhythm.at",
            ":00",
            "rhythm.at was not changed, because this would be wrong:\nsettings.yaml:2:38  err",
        ),
        (
            MINE,
            "hours.fri",
            "9:00-10:00",
            "hours.fri was not changed, because this would be wrong:\nsettings.yaml:12",
        ),
        (
            MINE,
            "rythm",
            "{}",
            "rythm was not changed, because this would be wrong:\nsettings.yaml:16:1  error: the set",
        ),
        (
            MINE,
            "target",
            "many",
            "target was not changed, because this would be wrong:\nsettings.yaml:16:9  error: ta",
        ),
        (MINE, "tempo", "", "tempo was not changed, because this would be wrong:"),
        (MINE, "rhythm..every", "1h", '"rhythm..every" is not a key\n  help: write it like rhythm.every'),
        ("hours: always\n", "hours.mon", "9:00-10:00", "settings.yaml:1:8  error: nothing can be set under hours, "),
        ("tempo: fast\n", "target", "3", "settings.yaml:1:8  error: tempo must be gentle"),
        ("heads_up: &a 2m\nnatural_break: *a\n", "heads_up", "3m", "settings.yaml:1:11  error: heads_up cannot be"),
        ("heads_up: &a 2m\nnatural_break: *a\n", "natural_break", "3m", "settings.yaml:1:11  error: natural_break c"),
        ("terminal: |\n  a\n", "terminal", "b", "settings.yaml:1:11  error: terminal cannot be changed in one line"),
    ],
)
def test_what_cannot_be_changed_in_one_line_is_refused_with_the_line(
    text: str, key: str, value: str, said: str
) -> None:
    """Rather no change than another one than was asked for."""
    assert refused(text, key, value).startswith(said)


# A random file, a random change

CHOICES: dict[str, list[str]] = {
    "rhythm.every": ["45m", "1h30m", "50"],
    "rhythm.routine": ["quick-neck", "[a, b]", "what's up"],
    "small.every": ["20m", "15m"],
    "hours.mon-wed": ["09:00-17:30", '["09:00-12:00", "13:00-15:00"]', "none"],
    "hours.sat": ["10:00-12:00"],
    "snooze.minutes": ["7", "90s"],
    "snooze.at_most": ["0", "5"],
    "hooks.offer": ["playerctl pause", 'a: "b", {c} # d', "'", "ünï"],
    "hooks.finish": ["x", "[ -e y ] && z"],
    "tempo": ["gentle", "brisk"],
    "target": ["0", "7"],
    "tz": ["UTC", "Asia/Kolkata"],
    "terminal": ["xterm -e", ": x", "- y"],
}


@dataclass(frozen=True)
class Style:
    """How the file of an example is laid out."""

    flow: bool
    indent: int
    newline: str
    ends: bool
    document: bool


STYLES = st.builds(
    Style,
    flow=st.booleans(),
    indent=st.integers(1, 4),
    newline=st.sampled_from(["\n", "\r\n"]),
    ends=st.booleans(),
    document=st.booleans(),
)
CHANGES = st.sampled_from([(key, value) for key, values in CHOICES.items() for value in values])


@st.composite
def files(draw: st.DrawFn) -> str:
    """A settings file with comments in every place where they can be."""
    style, chosen = draw(STYLES), draw(st.lists(CHANGES, unique_by=lambda change: change[0], max_size=8))
    values = dict(chosen)
    if "small.every" in values:
        values["small.routine"] = "eyes"
    groups: dict[str, dict[str, str]] = {}
    for key, value in values.items():
        outer, _, inner = key.partition(".")
        groups.setdefault(outer, {})[inner] = quoted(value)
    lines = ["---"] if style.document else []
    for outer, inside in groups.items():
        lines += draw(comments())
        if "" in inside:
            lines.append(f"{outer}: {inside['']}{draw(trailing())}")
        elif style.flow:
            lines.append(
                f"{outer}: {{{', '.join(f'{key}: {value}' for key, value in inside.items())}}}{draw(trailing())}"
            )
        else:
            lines.append(f"{outer}:{draw(trailing())}")
            for key, value in inside.items():
                lines += [f"{' ' * style.indent}{key}: {value}{draw(trailing())}", *draw(comments())]
    text = style.newline.join([*lines, *draw(comments())])
    return text + style.newline if style.ends and text else text


def quoted(value: str) -> str:
    """The value as a careful person writes it."""
    if (value[:1] == "[" and value[-1:] == "]") or re.fullmatch(r"[a-zA-Z0-9 -]+", value):
        return value
    return "'" + value.replace("'", "''") + "'"


def comments() -> st.SearchStrategy[list[str]]:
    """Lines between others: empty ones, comments, and what looks like a setting in a comment."""
    return st.lists(
        st.sampled_from(["", "  ", "# one", "   # two: {", "#tempo: brisk", "# ünï \N{WAVING HAND SIGN}"]), max_size=2
    )


def trailing() -> st.SearchStrategy[str]:
    """What may stand behind a value."""
    return st.sampled_from(["", "  ", " # here", "   # a: 'b"])


COMMENTS = ["# one", "# two: {", "#tempo: brisk", "# ünï \N{WAVING HAND SIGN}", "# here", "# a: 'b"]


@MODEST
@given(files(), CHANGES)
def test_whatever_the_file_one_line_changes_and_every_comment_stays(text: str, change: tuple[str, str]) -> None:
    """To another reader too the file says what it said, but for the one value; all other lines are the same."""
    key, value = change
    assume(not read_settings(Source("s", text)).errors)
    after = changed_or_wrong(text, key, value)
    assume(after is not None)
    assert after is not None
    assert told(after) == with_key(told(text), key.split("."), value)
    old, new = text.splitlines(), after.splitlines()
    same = next((index for index, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), len(old))
    assert new[same + 1 :] == old[same + (len(old) == len(new)) :]
    assert all(after.count(comment) >= text.count(comment) for comment in COMMENTS)
    assert after.endswith(("\n", "\r\n")) == text.endswith(("\n", "\r\n")) or not text
    assert changed(after, key, value) == after


def changed_or_wrong(text: str, key: str, value: str) -> str | None:
    """The text after the change, None where the settings would contradict each other; no other refusal is right."""
    try:
        return changed(text, key, value)
    except SettingsError as error:
        if "because this would be wrong" in str(error):
            return None
        raise


def told(text: str) -> dict[str, Any]:
    """What the file says, as another reader of YAML takes it."""
    return yaml.load(text, Loader=yaml.BaseLoader) or {}  # noqa: S506 - the loader that only makes texts


def with_key(tree: dict[str, Any], path: list[str], value: str) -> dict[str, Any]:
    """The same with another value."""
    is_list = value[:1] == "[" and value[-1:] == "]"
    meant = yaml.load(value, Loader=yaml.BaseLoader) if is_list else value  # noqa: S506 - the same
    return {**tree, path[0]: meant if len(path) == 1 else with_key(tree.get(path[0], {}), path[1:], value)}
