"""A day at the terminal on a fake clock: keys and absences in, announcements, breaks and records out."""

from __future__ import annotations

from datetime import timedelta
from math import inf

import pytest

from fakes import MORNING, Absence, FakeAlert, FakeClock, FakeStage, FakeVigil, Scripted, ScriptOverError, a_routine
from stretchbreak.core.day import Plan
from stretchbreak.core.tempo import STANDARD
from stretchbreak.core.timeline import timeline
from stretchbreak.core.today import Today
from stretchbreak.core.workplan import WorkPlan
from stretchbreak.shell.day import Day
from stretchbreak.shell.guiding import SUMMARY_STAYS

ROUTINE = a_routine()
LINE = timeline(ROUTINE)
HOUR = 3600.0


class Lived:
    """A day that was lived to its end, and what is left of it."""

    def __init__(self, *script: Scripted, every: float = HOUR) -> None:
        self.clock = FakeClock()
        self.stage = FakeStage(self.clock)
        self.alert = FakeAlert()
        self.vigil = FakeVigil(self.clock, script)
        plan = Plan(routine=ROUTINE, every=every)
        self.day = Day(WorkPlan((plan,)), STANDARD, self.clock, self.stage, self.vigil, [self.alert])
        self.day.run()

    @property
    def announced(self) -> list[tuple[float, str]]:
        """Seconds and name of each announcement."""
        return [(one.at.mono - self.clock.begin.mono, one.what) for one in self.alert.announced]

    @property
    def modes(self) -> list[str]:
        """What the day was shown to be, each change once."""
        shown = [view.mode for _, view in self.stage.days]
        return [mode for index, mode in enumerate(shown) if index == 0 or shown[index - 1] != mode]


def test_a_day_leads_through_heads_up_offer_break_and_summary_to_the_next_break() -> None:
    """The whole way: announced, taken with enter, guided to its end, summed up, and due again an hour later."""
    lived = Lived((HOUR + 20, "enter"), (HOUR + 200, "q"))
    assert lived.announced == [(3480.0, "heads-up"), (3600.0, "offer")]
    assert lived.modes == ["working", "heads-up", "due", "working"]
    assert [cue for _, cue in lived.stage.cues] == list(LINE.cues)
    end = HOUR + 20 + LINE.seconds
    next_at = lived.clock.begin.shifted(end + HOUR).wall
    assert [(view.tally.outcome, view.next_at) for view in lived.stage.summaries] == [("completed", next_at)]
    assert lived.day.next_at == next_at
    assert lived.day.today == Today(completed=1, reps=8)


def test_a_day_begins_with_a_whole_interval() -> None:
    """The first break is due an interval after the start."""
    lived = Lived((1.0, "q"))
    assert lived.day.next_at == lived.clock.begin.shifted(HOUR).wall
    assert lived.clock.begin.wall == MORNING


def test_the_summary_makes_way_by_itself() -> None:
    """After a quarter of a minute the day goes on without a key."""
    lived = Lived((10.0, "b"), (500.0, "q"))
    shown = [time - lived.clock.begin.mono for time, _ in lived.stage.days]
    assert 10 + LINE.seconds + SUMMARY_STAYS in shown


def test_q_in_a_break_ends_the_break_and_not_the_day() -> None:
    """What was done is kept, and the day goes on waiting."""
    lived = Lived((10.0, "b"), (33.0, "q"), (34.0, "x"), (99.0, "q"))
    assert lived.day.today == Today(partial=1, reps=2)
    assert lived.modes[-1] == "working"


def test_every_decision_is_told_with_its_reason() -> None:
    """A snooze and a skip appear as notes, with time of day and reason."""
    lived = Lived((HOUR + 5, "z"), (HOUR + 310, "s"), (HOUR + 311, "m"), (HOUR + 312, "q"))
    assert lived.stage.notes == [
        "09:58:00  heads-up: break in 2 min",
        "10:00:00  offer: 1 h of work",
        "10:00:05  snooze: 1 of 2, for 5 min",
        "10:05:05  offer: snoozed 1 of 2 times",
        "10:05:11  skip: meeting",
    ]


def test_a_key_without_a_meaning_here_does_nothing() -> None:
    """Snooze at work is no key of the waiting screen, and the day goes on."""
    lived = Lived((10.0, "z"), (11.0, "enter"), (12.0, "q"))
    assert lived.stage.notes == []
    assert lived.stage.pressed == ["z", "enter", "q"]


def test_nobody_at_the_keyboard_is_reminded_and_then_left_alone() -> None:
    """Two reminders, a missed break, and the next one an interval after the offer."""
    lived = Lived((2 * HOUR + 1, "q"))
    assert lived.announced == [
        (3480.0, "heads-up"),
        (3600.0, "offer"),
        (3660.0, "reminder"),
        (3720.0, "reminder"),
        (7080.0, "heads-up"),
        (7200.0, "offer"),
    ]
    assert lived.day.today == Today(missed=1)


def test_a_night_asleep_brings_a_fresh_interval_and_no_announcement() -> None:
    """Nine hours asleep are one natural break."""
    lived = Lived((600.0, Absence(9 * HOUR)), (9 * HOUR + 700, "q"))
    assert lived.announced == []
    assert lived.day.next_at == lived.clock.begin.shifted(10 * HOUR + 600).wall
    assert lived.day.today == Today(natural=1)


def test_midnight_begins_a_new_count() -> None:
    """What was skipped on Monday is not told of Tuesday, though the program never ended."""
    lived = Lived((10.0, "s"), (11.0, "m"), (15 * HOUR + 10, "q"))
    assert [view.today for _, view in lived.stage.days if view.now.hour == 23][-1].skipped == 1
    assert lived.day.today.skipped == 0


@pytest.mark.parametrize("when", [10 + LINE.seconds + 5, 40.0])
def test_closing_the_lid_in_or_after_a_break_brings_no_flood(when: float) -> None:
    """Whether the summary or the break itself was left open over night, nothing is announced for the night."""
    night = (when, Absence(9 * HOUR))
    lived = Lived((10.0, "b"), night, (10 * HOUR, "q"), (10 * HOUR + 1, "x"), (10 * HOUR + 2, "q"))
    assert [what for _, what in lived.announced if what != "heads-up"] == []


def test_a_pause_is_shown_and_ends_by_key() -> None:
    """Space pauses the day, space goes on."""
    lived = Lived((600.0, "space"), (660.0, "space"), (700.0, "q"))
    assert lived.modes == ["working", "paused", "working"]
    assert lived.day.next_at == lived.clock.begin.shifted(HOUR + 60).wall


def test_every_alert_is_told() -> None:
    """Desktop and bell both hear of each announcement."""
    clock = FakeClock()
    first, second = FakeAlert(), FakeAlert()
    vigil = FakeVigil(clock, [(HOUR + 1, "q")])
    Day(WorkPlan((Plan(routine=ROUTINE),)), STANDARD, clock, FakeStage(clock), vigil, [first, second]).run()
    assert first == second
    assert len(first.announced) == 2


def test_an_endless_pause_waits_for_nothing_but_the_user() -> None:
    """There is no time at which the loop would have to wake up."""
    clock = FakeClock()
    vigil = FakeVigil(clock, [(5.0, "space")])
    with pytest.raises(ScriptOverError):
        Day(WorkPlan((Plan(routine=ROUTINE, pause=inf),)), STANDARD, clock, FakeStage(clock), vigil, []).run()
    assert vigil.waits[-1] is None


def test_a_changed_plan_counts_at_once() -> None:
    """A new plan counts from the next picture on; what is wrong with one is told, and changes nothing."""
    clock = FakeClock()
    stage = FakeStage(clock)
    faster = WorkPlan((Plan(routine=ROUTINE, every=HOUR / 2),))
    news: list[WorkPlan | str | None] = ["settings kept: a typing error", faster]
    vigil = FakeVigil(clock, [(30.0, "t"), (60.0, "q")])
    day = Day(
        WorkPlan((Plan(routine=ROUTINE),)),
        STANDARD,
        clock,
        stage,
        vigil,
        [],
        changed=lambda: news.pop(0) if news else None,
    )
    day.run()
    assert stage.notes[:2] == ["settings kept: a typing error", "the settings changed"]
    assert day.next_at == MORNING + timedelta(seconds=HOUR / 2)
