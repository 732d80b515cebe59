"""Settings files: what they come to, what a profile changes, and every mistake that can be made in one."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time
from pathlib import Path
from typing import get_args

import pytest

from stretchbreak.core.effects import DecisionKind
from stretchbreak.core.rhythm import Anchor
from stretchbreak.core.settings import Alerts, Hooks, Rhythm, Settings, Small, Snooze, WaitForPause
from stretchbreak.documents.setting_keys import SETTINGS
from stretchbreak.documents.settings import SettingsError, read_settings
from stretchbreak.documents.source import Reading, Source
from stretchbreak.documents.splice import with_value

WORK = (time(9), time(17, 30))
LUNCH = (time(12), time(13))

EVERYTHING = """\
rhythm: {every: 45, routine: [quick-neck, upper-back-reset]}
small: {every: 20m, routine: eyes}
hours: {mon-fri: "09:00-17:30", sat: ["13:00-15:00", "09:00-12:00"], lunch: "12:00-13:00"}
tempo: gentle
first: left
heads_up: 90s
wait_for_pause: {idle: 30s, at_most: 2m}
natural_break: 10m
snooze: {minutes: 7, at_most: 3}
target: 4
alerts: {sound: false, volume: 40, voice: true, repeat: 1}
hold_for: [meeting]
hooks: {offer: "playerctl pause", finish: "echo '{}'"}
terminal: xterm -e
tz: Asia/Kolkata
"""

ALL_CHANGED = Settings(
    rhythm=Rhythm(every=2700.0, routines=("quick-neck", "upper-back-reset")),
    small=Small(routine="eyes", every=1200.0),
    hours=((WORK,),) * 5 + (((time(9), time(12)), (time(13), time(15))), ()),
    lunch=LUNCH,
    tempo="gentle",
    first="left",
    heads_up=90.0,
    wait_for_pause=WaitForPause(idle=30.0, at_most=120.0),
    natural_break=600.0,
    snooze=Snooze(seconds=420.0, at_most=3),
    target=4,
    alerts=Alerts(sound=False, volume=40, voice=True, repeat=1),
    hold_for=("meeting",),
    hooks=Hooks(offer="playerctl pause", finish="echo '{}'"),
    terminal="xterm -e",
    tz="Asia/Kolkata",
)


def read(text: str, profile: str | None = None) -> Reading[Settings]:
    """What came of this text as settings.yaml."""
    return read_settings(Source("settings.yaml", text), profile)


@pytest.mark.parametrize("text", ["", "# nothing but a comment\n", "---\n", "{}\n"])
def test_an_empty_file_is_all_defaults(text: str) -> None:
    """Whoever has chosen nothing gets what is promised, without a word."""
    assert read(text) == Reading(source=Source("settings.yaml", text), value=Settings())


def test_every_key_is_understood() -> None:
    """A file that changes everything changes everything, and a bare number counts minutes."""
    assert read(EVERYTHING).problems == ()
    assert read(EVERYTHING).value == ALL_CHANGED


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ('at: [":00"]', (Anchor(0),)),
        ('at: ":30"', (Anchor(30),)),
        ('at: ["10:30", "15:00"]', (Anchor(30, 10), Anchor(0, 15))),
    ],
)
def test_a_rhythm_may_go_by_the_clock(text: str, at: tuple[Anchor, ...]) -> None:
    """A lone time need not be a list."""
    reading = read(f"rhythm: {{{text}}}")
    assert reading.problems == ()
    assert reading.demand().rhythm.at == at


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        ("small: none", Settings()),
        ("hours: always", Settings()),
        ("wait_for_pause: none", Settings(wait_for_pause=None)),
        ("hold_for: []", Settings(hold_for=())),
        ("without: floor", Settings(without=("floor",))),
        ("without: [doorway, floor]", Settings(without=("doorway", "floor"))),
        (
            "rhythm: {routine: [a, b], pick: least-recent}",
            Settings(rhythm=Rhythm(routines=("a", "b"), pick="least-recent")),
        ),
        ("heads_up: 0", Settings(heads_up=0.0)),
        ('hours: {lunch: "12:00-13:00"}', Settings(lunch=LUNCH)),
        ('hours: {mon: "09:00-17:30", tue: none}', Settings(hours=((WORK,), *((),) * 6))),
        ('hours: {mon: "22:00-24:00"}', Settings(hours=(((time(22), time(0)),), *((),) * 6))),
    ],
)
def test_what_can_be_there_can_be_off(text: str, settings: Settings) -> None:
    """Each part that is optional has a word for its absence."""
    assert read(text).demand() == settings


BASE = """\
rhythm: {every: 60m, routine: upper-back-reset}
small: {every: 20m, routine: eyes}
hours: {mon-fri: "09:00-17:30", lunch: "12:00-13:00"}
alerts: {voice: true}
profiles:
"""


@pytest.mark.parametrize(
    ("profile", "changes"),
    [
        ("{}", {}),
        ("{hours: {}}", {}),
        ("{rhythm: {routine: floor}}", {"rhythm": Rhythm(routines=("floor",))}),
        ('{rhythm: {at: ":00"}}', {"rhythm": Rhythm(at=(Anchor(0),))}),
        ("{alerts: {sound: false}}", {"alerts": Alerts(sound=False, voice=True)}),
        ("{small: none}", {"small": None}),
        ("{small: {every: 30m}}", {"small": Small(routine="eyes", every=1800.0)}),
        ("{hours: {fri: none}}", {"hours": ((WORK,),) * 4 + ((),) * 3}),
        ("{hours: {lunch: none}}", {"lunch": None}),
        ("{hours: always}", {"hours": (), "lunch": None}),
    ],
)
def test_a_profile_changes_the_keys_that_it_names(profile: str, changes: dict[str, object]) -> None:
    """Everything else stays as the file has it; without a name the profile changes nothing."""
    reading = read(f"{BASE}  home: {profile}\n", "home")
    plain = read(BASE.replace("profiles:\n", "")).demand()
    assert reading.problems == ()
    assert reading.demand() == replace(plain, **changes)  # type: ignore[arg-type]  # as the table has them
    assert read(f"{BASE}  home: {profile}\n").demand() == plain


def test_in_a_profile_an_interval_takes_the_place_of_clock_times() -> None:
    """And the other way round: within one mapping they would contradict each other."""
    text = 'rhythm: {at: [":00"]}\nprofiles: {home: {rhythm: {every: 45m}}}\n'
    assert read(text, "home").demand().rhythm == Rhythm(every=2700.0)
    assert read(text).demand().rhythm == Rhythm(at=(Anchor(0),))


def test_a_profile_that_does_not_exist_is_told_with_the_nearest() -> None:
    """Its name is on the command line and not in the file, so that the answer names the file alone."""
    with pytest.raises(SettingsError) as caught:
        read("profiles: {home: {}, office: {}}", "ofice")
    assert str(caught.value) == ('settings.yaml  error: there is no profile "ofice"\n  help: did you mean "office"?')
    with pytest.raises(SettingsError, match="it has no profiles; add one under profiles"):
        read("", "home")


def test_routines_are_looked_up_only_when_asked_for() -> None:
    """The names are told where they are written, those of profiles too."""
    text = "rhythm: {routine: [a, b]}\nprofiles: {home: {small: {routine: c}}}\n"
    assert read(text).problems == ()
    checked = read_settings(Source("settings.yaml", text), knows=lambda name: None if name == "a" else (name, "help"))
    assert [(problem.message, problem.span and problem.span.column) for problem in checked.problems] == [
        ("b", 23),
        ("c", 36),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rythm: {}", '1:1 the settings file has no key "rythm" | did you mean "rhythm"?'),
        ('lunch: "12:00-13:00"', '1:1 the settings file has no key "lunch" | write it under "hours"'),
        ("every: 60m", '1:1 the settings file has no key "every" | write it under "rhythm"'),
        ("- a", "1:1 the file must be the settings file written as keys and values, not a list | begin with"),
        ("rhythm:", "1:1 rhythm has no value | write a rhythm written as keys and values after the colon"),
        ("rhythm: 60m", '1:9 rhythm must be a rhythm written as keys and values, not "60m" | write it as "every: '),
        ("rhythm: {every: 0}", '1:17 every must be from 1 s to 24 h, not "0" | write it as "every: 60m"'),
        ("rhythm: {every: 25h}", '1:17 every must be from 1 s to 24 h, not "25h" | write it as "every: 60m"'),
        ("rhythm: {every: -5m}", '1:17 every must be from 1 s to 24 h, not "-5m" | write it as "every: 60m"'),
        ("rhythm: {every: 87600h}", '1:17 every must be from 1 s to 24 h, not "87600h" | write it as "every: 60m"'),
        ("rhythm: {every: hourly}", '1:17 every must be a duration like 60m, not "hourly" | write it as "every: 6'),
        (
            "rhythm: {every: 10:00}",
            '1:17 every must be a duration like 60m, not "10:00" | write it as "every: 60m"; times of the clock',
        ),
        ('rhythm: {every: 1h, at: ":00"}', "1:25 a rhythm goes by every or by at, not by both | keep one of the two"),
        ('rhythm: {at: ["24:00"]}', '1:15 an entry of at: "24:00" is not a time of day | write it like "10:30", or'),
        ('rhythm: {at: ":60"}', '1:14 an entry of at: ":60" is not a minute of an hour | write it like ":15"'),
        ("rhythm: {at: [:00]}", '1:15 a value in brackets cannot begin with a colon | put it in quotes, like ":00"'),
        ("rhythm: {at: []}", "1:14 at has 0 entries; from 1 to 60 are possible | write at least one"),
        ("rhythm: {routine: [a, {b: c}]}", "1:23 an entry of routine must be text, not keys and values | put it"),
        ("small: {every: 20m}", '1:9 small needs routine | add "routine: ..." beside it, or write "small: none"'),
        ("small: 20m", '1:8 small must be none, not "20m" | write it as "small: none"'),
        (
            "hours: 9-17",
            '1:8 hours must be weekdays with their hours, like {mon-fri: "09:00-17:30"}, not "9-17" | write it as',
        ),
        ("hours: {mon-fri: 9-17}", '1:18 mon-fri: "9-17" is not a span of hours | write it as "09:00-17:00"'),
        (
            'hours: {mon-fri: "17:30-09:00"}',
            '1:18 mon-fri: "17:30-09:00" ends before it begins | write the earlier time first; hours past midnight ',
        ),
        ('hours: {mon: "09:00-09:00"}', '1:14 mon: "09:00-09:00" ends when it begins | write the earlier time fi'),
        (
            'hours: {mon: ["09:00-12:00", "11:00-13:00"]}',
            '1:30 "09:00-12:00" and "11:00-13:00" overlap | make one of them: "09:00-13:00"',
        ),
        (
            'hours:\n  mon-fri: "09:00-17:30"\n  wed: "10:00-11:00"',
            '3:3 wed has its hours already in line 2, column 3 ("mon-fri") | name each weekday once',
        ),
        ('hours: {mon: "9:00-12:00", mon: "13:00-15:00"}', '1:28 "mon" is already in line 1, column 9 | keep one'),
        ('hours: {mun: "09:00-17:30"}', '1:9 hours: "mun" is not a weekday | did you mean "sun"?'),
        ('hours: {lunhc: "12:00-13:00"}', '1:9 hours: "lunhc" is not a weekday | did you mean "lunch"?'),
        ("hours: {mon: }", '1:9 mon has no value | write a span of hours like "09:00-17:30" after the colon'),
        ("hours: {mon: none}", '1:8 no weekday has working hours | give one its hours, or write "hours: always"'),
        ('hours: {lunch: ["12:00-13:00"]}', "1:16 lunch must be a span of hours like"),
        ("hours: {lunch: 12:00}", '1:16 lunch: "12:00" is not a span of hours | write it like "09:00-17:30"'),
        (
            'hours: {mon-fri: "09:00-17:30", lunch: "18:00-19:00"}',
            "1:40 lunch 18:00-19:00 is outside the working hours of every day | move lunch into them, or correct",
        ),
        ("tempo: fast", '1:8 tempo must be gentle, standard or brisk, not "fast" | write it as "tempo: gentle"'),
        ("first: rigth", '1:8 first must be right or left, not "rigth" | did you mean "right"?'),
        ("heads_up: -2m", '1:11 heads_up must be from 0 s to 1 h, not "-2m" | write it as "heads_up: 2m"'),
        ("heads_up: 2h", '1:11 heads_up must be from 0 s to 1 h, not "2h" | write it as "heads_up: 2m"'),
        ("wait_for_pause: {idle: 0}", '1:24 idle must be from 1 s to 10 min, not "0" | write it as "idle: 20s"'),
        ("natural_break: 0", '1:16 natural_break must be from 1 s to 24 h, not "0" | write it as "natural_break: 5m'),
        ("snooze: {minutes: 5h}", '1:19 minutes must be from 1 s to 4 h, not "5h" | write it as "minutes: 5"'),
        ("snooze: {at_most: 6}", '1:19 at_most must be a whole number from 0 to 5, not "6" | write it as "at_most'),
        ("target: many", '1:9 target must be a whole number from 0 to 50, not "many" | write it as "target: 10"'),
        ("alerts: {sound: yes}", '1:17 sound must be true or false, not "yes" | write it as "sound: true"'),
        (
            "alerts: {volume: 101}",
            '1:18 volume must be a whole number from 0 to 100, not "101" | write it as "volume: 70"',
        ),
        ("alerts: {volume: loud}", '1:18 volume must be a whole number from 0 to 100, not "loud" | write it as "vol'),
        ("alerts: {volum: 50}", '1:10 alerts has no key "volum" | did you mean "volume"?'),
        (
            "hold_for: [metting]",
            '1:12 an entry of hold_for must be meeting, do-not-disturb, microphone or full-screen, not "metting" | ',
        ),
        ("hold_for: meeting", "1:11 hold_for must be a list, not"),
        ("without: [dorway]", '1:11 there is no place called "dorway" here | did you mean "doorway"?'),
        ("without: balcony", '1:10 there is no place called "balcony" here | known are doorway, floor'),
        ("pick: in-turn", '1:1 the settings file has no key "pick" | write it under "rhythm"'),
        ("rhythm: {pick: recent}", '1:16 pick must be in-turn or least-recent, not "recent"'),
        ('hooks: {offer: "a\\nb"}', "1:16 offer holds the invisible character U+000A | write the command in one"),
        ('hooks: {heads_up: "x"}', '1:9 hooks has no key "heads_up" | did you mean "heads-up"?'),
        ('heads-up: "x"', '1:1 the settings file has no key "heads-up" | did you mean "heads_up"?'),
        ('missed: "x"', '1:1 the settings file has no key "missed" | write it under "hooks"'),
        ("tz: Europe/Berln", '1:5 tz: there is no time zone "Europe/Berln" | did you mean "Europe/Berlin"?'),
        ("tz: kolkata", '1:5 tz: there is no time zone "kolkata" | did you mean "Asia/Kolkata"?'),
        (
            "tz: ../../etc",
            '1:5 tz: there is no time zone "../../etc" | write it like Europe/Berlin, or delete the li',
        ),
        (
            "profiles: [home]",
            "1:11 profiles must be names, each with settings of its own, not a list | write it like",
        ),
        ("profiles: {home: {rythm: {}}}", '1:19 a profile has no key "rythm" | did you mean "rhythm"?'),
        ("profiles: {home: {profiles: {}}}", '1:19 a profile has no key "profiles" | its keys are'),
        ("profiles: {home: {tempo: fast}}", "1:26 tempo must be gentle, standard or brisk"),
        (
            'hours: {mon: "09:00-12:00"}\nprofiles: {home: {hours: {lunch: "20:00-21:00"}}}',
            "2:34 lunch 20:00-21:00 is outside the working hours of every day | ",
        ),
    ],
)
def test_every_mistake_is_told_with_place_and_remedy(text: str, said: str) -> None:
    """Line, column, what is wrong, and what to do about it; nothing else is complained of."""
    reading = read(text)
    problem = reading.problems[0]
    assert problem.span is not None
    assert f"{problem.span.line}:{problem.span.column} {problem.message} | {problem.remedy}".startswith(said)
    assert len(reading.problems) == 1
    assert reading.value is None


@pytest.mark.parametrize(
    ("text", "told", "at"),
    [
        ("10:00", "other YAML tools read it as the number 600", Anchor(0, 10)),
        ("09:30", "other YAML tools read such times from 10:00 on as numbers", Anchor(30, 9)),
    ],
)
def test_a_time_without_quotes_counts_and_is_warned_of(text: str, told: str, at: Anchor) -> None:
    """We read what is written; others would not."""
    reading = read(f"rhythm: {{at: [{text}]}}")
    assert reading.demand().rhythm.at == (at,)
    assert reading.report == (
        f"settings.yaml:1:15  warning: {text} is not in quotes: {told}\n"
        f"  1 | rhythm: {{at: [{text}]}}\n"
        "    |               ^^^^^\n"
        f'  help: write it as "{text}", with the quotes'
    )


def test_every_decision_is_a_key_of_the_hooks() -> None:
    """Under the names that `simulate` and `why` tell, letter by letter."""
    text = "hooks:\n" + "".join(f"  {what}: run {what}\n" for what in get_args(DecisionKind))
    hooks = read(text).demand().hooks
    assert [hooks.at(what) for what in get_args(DecisionKind)] == [f"run {what}" for what in get_args(DecisionKind)]


def test_a_profile_changes_the_hooks_that_it_names() -> None:
    """The others stay."""
    text = "hooks: {offer: a, owed-offer: b}\nprofiles: {home: {hooks: {owed-offer: c, finish: d}}}"
    assert read(text, "home").demand().hooks == Hooks(offer="a", owed_offer="c", finish="d")


def test_all_mistakes_are_told_at_once_in_their_order() -> None:
    """A file with five mistakes is put right in one go."""
    text = "tempo: fast\nhours: {mun: x, mon: y}\nprofiles: {a: {target: x}, b: {first: up}}\n"
    assert [problem.span and problem.span.line for problem in read(text).problems] == [1, 2, 2, 3, 3]
    text = 'tempo: fast\nhours: {mon: "09:00-12:00", lunch: "20:00-21:00"}\n'
    assert [problem.span and problem.span.line for problem in read(text).problems] == [1, 2]


PAGE = (Path(__file__).parents[2] / "docs" / "settings.md").read_text("utf-8")


@pytest.mark.parametrize(
    "example",
    re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL),
    ids=["all", "pick", "without", "clock", "hours", "profiles"],
)
def test_every_example_of_the_page_is_read_without_a_word(example: str) -> None:
    """What a reader types in gives neither an error nor a warning, in any profile."""
    reading = read(example)
    assert reading.report == ""
    for profile in re.findall(r"^  (\w+):$", example, re.MULTILINE) if "profiles:" in example else ():
        assert read(example, profile).demand() != reading.value


def test_the_page_shows_the_defaults_and_names_every_key() -> None:
    """Its first example without the lines that it calls examples changes nothing."""
    example = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[0]
    examples = ("small:", "hours:", "hooks:", "terminal:", "tz:", "profiles:")
    plain = "".join(line for line in example.splitlines(keepends=True) if not line.startswith(examples))
    assert read(plain).demand() == Settings()
    assert set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)) == {key.name for key in SETTINGS.fields}


def test_every_change_of_the_page_can_be_made() -> None:
    """In an empty file, one after the other."""
    text = ""
    for key, value in re.findall(r'^stretchbreak config set (\S+) "?([^"\n]+)"?$', PAGE, re.MULTILINE):
        text = with_value(Source("settings.yaml", text), key, value)
    assert text.count("\n") == 3
    assert read(text).report == ""
