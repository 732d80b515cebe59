"""Whole days of the real program in seconds, under libfaketime: what it tells is what `simulate` foretells."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from desktop import DESKTOP, notifying_desktop
from fake_time import Told, decisions, fast_window, needs_fake_time

from real import Window, environment, eventually, needs, run
from stretchbreak.cli.options import library
from stretchbreak.core.planning import work_plan
from stretchbreak.core.simulation import Act, play
from stretchbreak.documents.settings import read_settings
from stretchbreak.documents.source import Source

pytestmark = [pytest.mark.slow, pytest.mark.real]

WORKDAY = 'hours: {mon-fri: "09:00-17:30", lunch: "12:10-13:00"}\n'
TITLES = {
    "heads-up": "Stretch break in 2 min",
    "offer": "Time for a stretch break",
    "reminder": "Your stretch break still waits",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fast:
    """A day of which nobody notices how fast it goes."""

    settings: str
    begin: str
    end: str
    zone: str = "UTC"
    speed: int = 3000

    def at(self, text: str) -> datetime:
        """A moment of the day."""
        return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(self.zone))


DAYS = {
    "the clocks go forward in Berlin": Fast(
        settings='hours: {mon-sun: "01:00-06:00"}\n',
        begin="2026-03-29T00:30",
        end="2026-03-29T07:00",
        zone="Europe/Berlin",
    ),
    "the clocks go back in Berlin": Fast(
        settings='hours: {mon-sun: "01:00-04:30"}\n',
        begin="2026-10-25T00:30",
        end="2026-10-25T05:00",
        zone="Europe/Berlin",
    ),
    "half an hour forward on Lord Howe Island": Fast(
        settings='hours: {mon-sun: "01:10-05:15"}\nrhythm: {at: [":00"]}\n',
        begin="2026-10-04T00:30",
        end="2026-10-04T06:00",
        zone="Australia/Lord_Howe",
    ),
    "half an hour back on Lord Howe Island": Fast(
        settings='hours: {mon-sun: "00:30-05:15"}\n',
        begin="2026-04-05T00:15",
        end="2026-04-05T06:00",
        zone="Australia/Lord_Howe",
    ),
    "a morning in Kolkata": Fast(
        settings='hours: {mon-fri: ["09:30-11:15", "11:45-14:00"]}\n',
        begin="2026-03-02T09:10",
        end="2026-03-02T15:00",
        zone="Asia/Kolkata",
    ),
}


def home_with(settings: str, tmp_path: Path) -> Path:
    """A user's home with these settings."""
    home = tmp_path / "home"
    (home / "stretchbreak").mkdir(parents=True)
    (home / "stretchbreak" / "settings.yaml").write_text(settings, encoding="utf-8")
    return home


def foretold(day: Fast, home: Path) -> list[Told]:
    """What `stretchbreak simulate` says of the day, by the same settings and in the same zone."""
    begin, end = day.at(day.begin), day.at(day.end)
    script = home / "day.yaml"
    script.write_text(f'day: {begin:%Y-%m-%d}\nstart: "{begin:%H:%M}"\nend: "{end:%H:%M}"\n', encoding="utf-8")
    played = run("simulate", str(script), "--json", home=home, changes={"TZ": day.zone})
    assert played.stderr == ""
    return [as_told(json.loads(line)) for line in played.stdout.splitlines()]


def as_told(outcome: Mapping[str, str]) -> Told:
    """An outcome of the simulation as a line of the program would tell it."""
    return on_the_wall(datetime.fromisoformat(outcome["at"]), outcome["what"], outcome["why"])


def on_the_wall(at: datetime, what: str, why: str) -> Told:
    """By the hands of the clock on the wall."""
    return Told(at.hour * 3600 + at.minute * 60 + at.second, what, why)


def lived(shown: Window, until: Told, within: float = 20.0) -> list[Told]:
    """What the program tells until this has come; then it is quit."""
    shown.until(lambda: any(one.is_near(until) for one in decisions(shown)[-1:]), f"{until} never came", within)
    shown.press("q")
    assert shown.ends() == 0
    return decisions(shown)


def differences(came: list[Told], foretold: list[Told]) -> list[str]:
    """What came otherwise than it was foretold."""
    missing = [f"never: {one}" for one in foretold[len(came) :]]
    more = [f"not foretold: {one}" for one in came[len(foretold) :]]
    pairs = zip(came, foretold, strict=False)
    return [f"{one} instead of {other}" for one, other in pairs if not one.is_near(other)] + missing + more


def titles(told: Iterable[Told]) -> Counter[str]:
    """How often which notification belongs to these decisions."""
    return Counter(TITLES[one.what] for one in told if one.what in TITLES)


def test_a_working_day_goes_as_foretold_and_every_call_is_notified(tmp_path: Path) -> None:
    """Hours, lunch and a break each hour that nobody takes, in a terminal, on a desktop with dunst."""
    needs_fake_time()
    needs(*DESKTOP)
    home = home_with(WORKDAY, tmp_path)
    day = Fast(settings=WORKDAY, begin="2026-03-02T08:50", end="2026-03-02T18:00")
    expected = foretold(day, home)
    assert [one.what for one in expected].count("offer") == 7
    with ExitStack() as stack:
        places, log = stack.enter_context(notifying_desktop(tmp_path, environment(home)))
        shown = stack.enter_context(
            fast_window(day.at(day.begin), day.speed, "start", "--plain", home=home, zone=day.zone, changes=places)
        )
        assert differences(lived(shown, expected[-1]), expected) == []
        assert eventually(lambda: posted(log) == titles(expected)), (posted(log), titles(expected))
    assert "stretchbreak ended: 7 missed." in shown.text


def posted(log: Path) -> Counter[str]:
    """How often dunst showed which title."""
    return Counter(line.split("\t")[1] for line in log.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("day", DAYS.values(), ids=[name.replace(" ", "-") for name in DAYS])
def test_a_day_in_another_zone_goes_as_foretold(day: Fast, tmp_path: Path) -> None:
    """The machine's own zone: its clock changes move the hours and no interval, to the minute."""
    needs_fake_time()
    home = home_with(day.settings, tmp_path)
    expected = foretold(day, home)
    assert len(expected) > 10
    with fast_window(day.at(day.begin), day.speed, "start", "--plain", home=home, zone=day.zone) as shown:
        assert differences(lived(shown, expected[-1]), expected) == []


def simulated(day: Fast, *acts: Act) -> list[Told]:
    """What the day would be, played beyond midnight or with acts to the second, which no script can say."""
    settings = read_settings(Source("settings.yaml", day.settings)).demand()
    plan = work_plan(settings, [library().routine(name) for name in settings.rhythm.routines])
    outcomes = play(plan, day.at(day.begin), day.at(day.end), acts)
    return [on_the_wall(one.at, one.what, one.why) for one in outcomes]


def test_a_night_goes_on_over_midnight(tmp_path: Path) -> None:
    """Until 24:00 and from 00:00 are one range; the zone is the one that the settings name."""
    needs_fake_time()
    settings = 'tz: Asia/Kolkata\nhours: {mon-sun: ["00:00-02:30", "21:00-24:00"]}\n'
    day = Fast(settings=settings, begin="2026-03-02T20:40", end="2026-03-03T03:00", zone="Asia/Kolkata")
    expected = simulated(day)
    assert [one.what for one in expected].count("off-hours") == 1
    home = home_with(settings, tmp_path)
    with fast_window(day.at(day.begin), day.speed, "start", "--plain", home=home, zone="Europe/Berlin") as shown:
        assert differences(lived(shown, expected[-1]), expected) == []


def test_what_a_user_does_comes_to_what_is_simulated(tmp_path: Path) -> None:
    """A break taken to its end, the next one snoozed, then skipped: by keys, at five minutes a second."""
    needs_fake_time()
    settings = 'rhythm: {every: 20m, routine: quick-neck}\nhours: {mon-fri: "09:00-17:30"}\n'
    day = Fast(settings=settings, begin="2026-03-02T08:58", end="2026-03-02T09:50", speed=300)
    home = home_with(settings, tmp_path)
    with fast_window(day.at(day.begin), day.speed, "start", "--plain", home=home, zone=day.zone) as shown:
        acts = [
            answered(shown, 1, "\r", "start"),
            answered(shown, 2, "z", "snooze"),
            answered(shown, 3, "sm", "skip"),
        ]
        shown.press("q")
        assert shown.ends() == 0
    came = decisions(shown)
    expected = simulated(day, *(act_of(day, one) for one in acts))
    assert [one.what for one in came] == [
        "on-hours",
        "heads-up",
        "offer",
        "start",
        "finish",
        "heads-up",
        "offer",
        "snooze",
        "offer",
        "skip",
    ]
    assert differences(came, expected[: len(came)]) == []


def answered(shown: Window, offers: int, keys: str, what: str) -> Told:
    """Wait for this many offers, answer with these keys; the decision that came of it."""
    shown.until(lambda: [one.what for one in decisions(shown)].count("offer") == offers, "no offer", 20.0)
    shown.press(keys)
    shown.until(lambda: decisions(shown)[-1].what == what, f"no {what}")
    return decisions(shown)[-1]


def act_of(day: Fast, told: Told) -> Act:
    """What was done, for the simulation."""
    at = day.at(day.begin).replace(hour=0, minute=0) + timedelta(seconds=told.second)
    match told.what:
        case "start":
            return Act(at=at, doing="start")
        case "snooze":
            return Act(at=at, doing="snooze")
        case _:
            return Act(at=at, doing="skip", reason=told.why)


def test_the_screen_follows_a_fast_morning(tmp_path: Path) -> None:
    """Off hours, waiting, heads-up, offer, snooze, and missed: all to be seen, at the right time of the clock."""
    needs_fake_time()
    settings = 'rhythm: {at: [":00"]}\nhours: {mon-fri: "09:00-17:30"}\n'
    home = home_with(settings, tmp_path)
    begin = datetime(2026, 3, 2, 8, 55, tzinfo=ZoneInfo("Europe/Berlin"))
    with fast_window(begin, 600, "start", home=home, zone="Europe/Berlin") as shown:
        shown.shows("09:00")
        assert "off hours" in shown.text
        shown.shows("next break at 10:00")
        shown.shows("break soon")
        shown.shows("time for a break")
        shown.press("z")
        shown.shows("snooze: 1 of 2, for 5 min")
        shown.shows("snoozed 1 of 2 times")
        shown.shows("missed: no answer in 3 min")
        shown.shows("next break at 11:00")
        shown.press("q")
        assert shown.ends() == 0
        assert shown.is_restored
