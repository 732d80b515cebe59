"""Settings, profiles and scripted days that cannot be: each mistake told with its place and a remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from real import run

pytestmark = pytest.mark.slow

PAST_MIDNIGHT = "write the earlier time first; hours past midnight are two spans, until 24:00 and from 00:00"


def report(path: str, text: str, wrong: str, message: str, remedy: str) -> str:
    """The report of one mistake, the last ``wrong`` in the text, as a user is to see it."""
    before = text[: text.rindex(wrong)].split("\n")
    number, column = len(before), len(before[-1])
    line = text.split("\n")[number - 1].replace("\t", "    ")
    marks = " " * column + "^" * len(wrong.replace("\t", "    "))
    place = f"{path}:{number}:{column + 1}  error: {message}"
    return f"{place}\n  {number} | {line}\n    | {marks}\n  help: {remedy}\n"


SETTINGS = {
    "hours-that-overlap": (
        'hours: {mon-fri: ["09:00-12:00", "11:00-17:30"]}\n',
        '"11:00-17:30"',
        '"09:00-12:00" and "11:00-17:30" overlap',
        'make one of them: "09:00-17:30"',
    ),
    "hours-that-end-before-they-begin": (
        'hours:\n  mon-fri: "17:30-09:00"\n',
        '"17:30-09:00"',
        'mon-fri: "17:30-09:00" ends before it begins',
        PAST_MIDNIGHT,
    ),
    "hours-of-no-length": (
        'hours: {mon: "09:00-09:00"}\n',
        '"09:00-09:00"',
        'mon: "09:00-09:00" ends when it begins',
        PAST_MIDNIGHT,
    ),
    "lunch-outside-the-hours": (
        'hours:\n  mon-fri: "09:00-17:30"\n  lunch: "18:00-19:00"\n',
        '"18:00-19:00"',
        "lunch 18:00-19:00 is outside the working hours of every day",
        "move lunch into them, or correct the hours",
    ),
    "lunch-over-midnight": (
        'hours: {mon-fri: "09:00-17:30", lunch: "23:30-00:30"}\n',
        '"23:30-00:30"',
        'lunch: "23:30-00:30" ends before it begins',
        PAST_MIDNIGHT,
    ),
    "a-time-for-hours": (
        "hours: {mon-fri: 10:00}\n",
        "10:00",
        'mon-fri: "10:00" is not a span of hours',
        'write it like "09:00-17:30"',
    ),
    "a-time-for-lunch": (
        "hours: {lunch: 10:00}\n",
        "10:00",
        'lunch: "10:00" is not a span of hours',
        'write it like "09:00-17:30"',
    ),
    "what-yaml-makes-of-a-time": (
        "rhythm: {at: [600]}\n",
        "600",
        'an entry of at: "600" is not a time of day',
        'other YAML tools make this of 10:00 without quotes: write it as "10:00"',
    ),
    "a-weekday-that-is-none": (
        'hours: {funday: "09:00-17:30"}\n',
        "funday",
        'hours: "funday" is not a weekday',
        'did you mean "sun"?',
    ),
    "an-unknown-time-zone": (
        "# at home\ntz: Europe/Berln\n",
        "Europe/Berln",
        'tz: there is no time zone "Europe/Berln"',
        'did you mean "Europe/Berlin"?',
    ),
    "an-interval-of-nothing": (
        "rhythm: {every: 0}\n",
        "0",
        'every must be from 1 s to 24 h, not "0"',
        'write it as "every: 60m"',
    ),
    "an-interval-below-nothing": (
        "rhythm: {every: -5m}\n",
        "-5m",
        'every must be from 1 s to 24 h, not "-5m"',
        'write it as "every: 60m"',
    ),
    "an-interval-of-ten-years": (
        "rhythm: {every: 87600h}\n",
        "87600h",
        'every must be from 1 s to 24 h, not "87600h"',
        'write it as "every: 60m"',
    ),
    "ten-years-in-words": (
        "rhythm: {every: 10 years}\n",
        "10 years",
        'every must be a duration like 60m, not "10 years"',
        'write it as "every: 60m"',
    ),
    "a-key-twice": (
        "rhythm: {every: 60m}\ntempo: gentle\nrhythm: {every: 30m}\n",
        "rhythm",
        '"rhythm" is already in line 1, column 1',
        "keep one of the two",
    ),
    "a-tab": (
        "rhythm:\n\tevery: 60m\n",
        "\t",
        "a tab, where only spaces can indent",
        "replace the tab by spaces",
    ),
    "a-mistake-in-a-profile": (
        'profiles:\n  home:\n    hours: {mon: ["09:00-12:00", "11:00-13:00"]}\n',
        '"11:00-13:00"',
        '"09:00-12:00" and "11:00-13:00" overlap',
        'make one of them: "09:00-13:00"',
    ),
    "hours-in-a-profile-that-leave-lunch-outside": (
        'hours: {mon: "09:00-17:30", lunch: "12:00-13:00"}\nprofiles:\n  late: {hours: {mon: "14:00-22:00"}}\n',
        '"12:00-13:00"',
        "lunch 12:00-13:00 is outside the working hours of every day",
        "move lunch into them, or correct the hours",
    ),
    "a-key-that-a-profile-has-not": (
        "profiles: {home: {rythm: {}}}\n",
        "rythm",
        'a profile has no key "rythm"',
        'did you mean "rhythm"?',
    ),
}

DAYS = {
    "events-out-of-order": (
        'day: 2026-03-02\nevents:\n  - {at: "10:01", do: snooze}\n  - {at: "09:30", do: start}\n',
        '"09:30"',
        "this event comes after one at 10:01, but happens earlier",
        "put the events in the order in which they happen",
    ),
    "what-yaml-makes-of-a-time": (
        "events:\n  - {at: 600, do: start}\n",
        "600",
        'at: "600" is not a time of day',
        'other YAML tools make this of 10:00 without quotes: write it as "10:00"',
    ),
    "a-day-that-ends-before-it-begins": (
        'start: "10:00"\nend: "09:00"\n',
        '"09:00"',
        "the day ends before it begins",
        "let end be later than start",
    ),
    "an-unknown-time-zone": (
        "tz: Asia/Kolkatta\n",
        "Asia/Kolkatta",
        'tz: there is no time zone "Asia/Kolkatta"',
        'did you mean "Asia/Kolkata"?',
    ),
    "an-absence-of-nothing": (
        'events:\n  - {at: "10:01", idle: 0}\n',
        "0",
        'idle must be from 1 s to 24 h, not "0"',
        'write it as "idle: 45m"',
    ),
    "a-meeting-of-ten-years": (
        'events:\n  - {at: "10:01", meeting: 87600h}\n',
        "87600h",
        'meeting must be from 1 s to 24 h, not "87600h"',
        'write it as "meeting: 45m"',
    ),
    "nothing-that-can-be-done": (
        'events:\n  - {at: "10:01", do: stat}\n',
        "stat",
        'nobody can do "stat" here',
        'did you mean "start"?',
    ),
    "no-such-date": (
        "day: 2026-02-30\n",
        "2026-02-30",
        'day must be a date like 2026-03-02, not "2026-02-30"',
        'write it as "day: 2026-03-02"',
    ),
    "settings-that-cannot-be": (
        'settings:\n  hours: {mon-fri: "17:30-09:00"}\n',
        '"17:30-09:00"',
        'mon-fri: "17:30-09:00" ends before it begins',
        PAST_MIDNIGHT,
    ),
    "a-key-twice": (
        "day: 2026-03-02\nday: 2026-03-03\n",
        "day",
        '"day" is already in line 1, column 1',
        "keep one of the two",
    ),
    "a-tab": (
        'events:\n\t- {at: "10:01", do: start}\n',
        "\t",
        "a tab, where only spaces can indent",
        "replace the tab by spaces",
    ),
    "a-key-that-is-none": ("dya: 2026-03-02\n", "dya", 'a day has no key "dya"', 'did you mean "day"?'),
}


def settings(tmp_path: Path, text: str) -> str:
    """The settings of a user, and where they are."""
    place = tmp_path / "stretchbreak" / "settings.yaml"
    place.parent.mkdir(exist_ok=True)
    place.write_text(text, encoding="utf-8")
    return str(place)


@pytest.mark.parametrize(("text", "wrong", "message", "remedy"), SETTINGS.values(), ids=SETTINGS)
def test_settings_that_cannot_be_are_told_in_their_line(
    tmp_path: Path, text: str, wrong: str, message: str, remedy: str
) -> None:
    """By `config check`: exit code 1, nothing on stdout, and nothing but the one report."""
    path = settings(tmp_path, text)
    checked = run("config", "check", home=tmp_path)
    assert (checked.returncode, checked.stdout) == (1, "")
    assert checked.stderr == report(path, text, wrong, message, remedy)


@pytest.mark.parametrize(("text", "wrong", "message", "remedy"), DAYS.values(), ids=DAYS)
def test_a_day_that_cannot_be_is_told_in_its_line(
    tmp_path: Path, text: str, wrong: str, message: str, remedy: str
) -> None:
    """By `simulate`: exit code 1, nothing on stdout, and nothing but the one report."""
    script = tmp_path / "day.yaml"
    script.write_text(text, encoding="utf-8")
    played = run("simulate", str(script), home=tmp_path)
    assert (played.returncode, played.stdout) == (1, "")
    assert played.stderr == report(str(script), text, wrong, message, remedy)


@pytest.mark.parametrize("words", [("start",), ("do",), ("config", "show"), ("simulate",)])
def test_nothing_goes_by_settings_that_cannot_be(tmp_path: Path, words: tuple[str, ...]) -> None:
    """Every command that needs them gives the same report and does nothing."""
    text, *rest = SETTINGS["hours-that-overlap"]
    path = settings(tmp_path, text)
    refused = run(*words, home=tmp_path)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == report(path, text, *rest)


@pytest.mark.parametrize("words", [("start",), ("config", "show")])
def test_a_profile_that_does_not_exist_is_told_with_what_there_is(tmp_path: Path, words: tuple[str, ...]) -> None:
    """Its name is on the command line, so that the file is named, and no line of it."""
    path = settings(tmp_path, "profiles: {home: {}, office: {}}\n")
    unknown, near = (run(*words, "--profile", name, home=tmp_path) for name in ("nope", "offic"))
    assert (unknown.returncode, unknown.stdout, near.returncode, near.stdout) == (1, "", 1, "")
    known = 'help: its profiles are "home", "office"; add one under profiles'
    assert unknown.stderr == f'{path}  error: there is no profile "nope"\n  {known}\n'
    assert near.stderr == f'{path}  error: there is no profile "offic"\n  help: did you mean "office"?\n'


def test_a_time_without_quotes_counts_and_is_warned_of(tmp_path: Path) -> None:
    """We read what is written, where other tools read 600; the check tells so, and is content."""
    text = "rhythm: {at: [10:00]}\n"
    path = settings(tmp_path, text)
    checked = run("config", "check", home=tmp_path)
    assert (checked.returncode, checked.stdout) == (0, f"{path} is fine\n")
    message = "10:00 is not in quotes: other YAML tools read it as the number 600"
    warned = report(path, text, "10:00", message, 'write it as "10:00", with the quotes').replace("error", "warning")
    assert checked.stderr == warned


@pytest.mark.parametrize("content", [b"\x7fELF\x02\x01\x01\x00\xd0\xd0", bytes(range(128, 256)), b"\xff\xfea\x00"])
def test_a_binary_file_is_no_settings_file(tmp_path: Path, content: bytes) -> None:
    """Told with its place where there is one, and without a byte that could steer the terminal."""
    settings(tmp_path, "")
    (tmp_path / "stretchbreak" / "settings.yaml").write_bytes(content)
    checked = run("config", "check", home=tmp_path)
    assert (checked.returncode, checked.stdout) == (1, "")
    assert "settings.yaml" in checked.stderr
    assert "UTF-8" in checked.stderr
    assert "help: save it as UTF-8 text in your editor" in checked.stderr
    assert checked.stderr.replace("\n", "").isprintable()


@pytest.mark.parametrize("words", [("config", "check"), ("start",), ("config", "set", "tempo", "gentle")])
def test_a_folder_is_no_settings_file(tmp_path: Path, words: tuple[str, ...]) -> None:
    """It is told, and stays as it is."""
    place = tmp_path / "stretchbreak" / "settings.yaml"
    place.mkdir(parents=True)
    refused = run(*words, home=tmp_path)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == f"{place}  error: it is a folder, not a settings file\n  help: move it away\n"
    assert list(place.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--hours", "mon-fri 17:30-09:00"), '"17:30-09:00" ends before it begins'),
        (("--hours", "funday 09:00-17:30"), 'did you mean "sun"?'),
        (("--hours", "mon 09:00-12:00 11:00-13:00"), 'make one of them: "09:00-13:00"'),
        (("--lunch", "23:30-00:30"), '"23:30-00:30" ends before it begins'),
        (("--at", "600"), 'write it as "10:00"'),
        (("--every", "87600h"), '"87600h" is longer than a week'),
    ],
)
def test_an_option_that_cannot_be_is_wrong_usage(tmp_path: Path, words: tuple[str, str], said: str) -> None:
    """Exit code 2, the option named, and what to write instead."""
    refused = run("start", *words, home=tmp_path)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert f"Invalid value for '{words[0]}'" in refused.stderr
    assert said in " ".join(refused.stderr.split())
