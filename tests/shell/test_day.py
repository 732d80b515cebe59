"""A day at the terminal on a fake clock: keys and absences in, announcements, breaks and records out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from math import inf

import pytest

from fakes import (
    MORNING,
    Absence,
    FakeAlert,
    FakeClock,
    FakeHooks,
    FakeJournal,
    FakeMemory,
    FakeStage,
    FakeVigil,
    Scripted,
    ScriptOverError,
    a_decision,
    a_routine,
    at,
)
from stretchbreak.boundaries import Answer, Reached, Score
from stretchbreak.core import workday
from stretchbreak.core.day import Plan
from stretchbreak.core.events import Returned
from stretchbreak.core.restart import Beginning, Legacy, Snapshot, begun, restored, rules
from stretchbreak.core.tempo import STANDARD
from stretchbreak.core.timeline import timeline
from stretchbreak.core.today import Today
from stretchbreak.core.workplan import WorkPlan
from stretchbreak.shell.day import Day
from stretchbreak.shell.guiding import SUMMARY_STAYS
from stretchbreak.shell.inputs import Key

ROUTINE = a_routine()
LINE = timeline(ROUTINE)
HOUR = 3600.0


class Lived:
    """A day that was lived to its end, and what is left of it."""

    def __init__(
        self,
        *script: Scripted,
        every: float = HOUR,
        journal: FakeJournal | None = None,
        memory: FakeMemory | None = None,
        beginning: Beginning | None = None,
    ) -> None:
        self.clock = FakeClock()
        self.stage = FakeStage(self.clock)
        self.alert = FakeAlert()
        self.vigil = FakeVigil(self.clock, script)
        self.journal = journal or FakeJournal()
        self.memory = memory or FakeMemory()
        self.hooks = FakeHooks()
        self.day = Day(
            WorkPlan((Plan(routine=ROUTINE, every=every),)),
            STANDARD,
            self.clock,
            self.stage,
            self.vigil,
            [self.alert],
            journal=self.journal,
            memory=self.memory,
            hooks=self.hooks,
        )
        if beginning is not None:
            self.day.take_up(beginning)
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


def test_every_decision_reaches_the_hooks_with_what_comes_next() -> None:
    """Those of a break, with what was done of it in the last; the next break is told as it is after the decision."""
    lived = Lived((HOUR + 5, "z"), (HOUR + 310, "enter"), (HOUR + 333, "q"), (HOUR + 334, "x"), (HOUR + 400, "q"))
    begin = lived.clock.begin
    assert [(record.what, next_at and next_at - begin.wall) for record, next_at in lived.hooks.started] == [
        ("heads-up", timedelta(seconds=HOUR)),
        ("offer", timedelta(seconds=HOUR)),
        ("snooze", timedelta(seconds=HOUR + 305)),
        ("offer", timedelta(seconds=HOUR + 305)),
        ("start", None),
        ("finish", timedelta(seconds=2 * HOUR + 333)),
    ]
    [*_, (finish, _)] = lived.hooks.started
    assert finish.tally is not None
    assert finish.tally.done == 2


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


def test_with_a_new_hour_the_day_is_shown_anew() -> None:
    """However long nothing happens: no picture is worked out beyond the hour that it shows."""
    clock = FakeClock(begin=at(60), reads=at(60).mono)
    vigil = FakeVigil(clock, [(2 * HOUR, "q")])
    stage = FakeStage(clock, frame=60.0)
    Day(WorkPlan((Plan(routine=ROUTINE, every=5 * HOUR),)), STANDARD, clock, stage, vigil, []).run()
    assert max(vigil.frames) == at(HOUR).mono


def test_the_hours_of_the_day_are_shown_with_what_came_of_them() -> None:
    """Skipped at ten, and now it is half past eleven."""
    lived = Lived((HOUR + 5, "s"), (HOUR + 6, "m"), (2.5 * HOUR, "q"))
    assert [(one.hour, one.mark) for one in lived.stage.days[-1][1].hours] == [
        (9, "none"),
        (10, "skipped"),
        (11, "now"),
    ]


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


# What is kept


def test_every_decision_is_written_down_before_anything_is_done_about_it() -> None:
    """In their order, with what a break came to; and the day as it then is."""
    lived = Lived((HOUR + 5, "enter"), (HOUR + 200, "q"))
    kept = [(one.what, one.outcome, one.reps) for one in lived.journal.kept]
    assert kept == [
        ("heads-up", None, 0),
        ("offer", None, 0),
        ("start", None, 0),
        ("finish", "completed", 8),
    ]
    assert [saved.at.mono - lived.clock.begin.mono for saved in lived.memory.saved] == [
        HOUR - 120,
        HOUR,
        HOUR + 5,
        HOUR + 5 + LINE.seconds,
    ]


def test_a_day_is_saved_when_it_changes_and_not_whenever_it_is_looked_at() -> None:
    """Keys that mean nothing and ticks that bring nothing write nothing."""
    lived = Lived((1.0, "x"), (2.0, "enter"), (3.0, "t"), (600.0, "space"), (700.0, "q"))
    assert [saved.at for saved in lived.memory.saved] == [at(600)]
    assert lived.memory.saved[0].rules == rules(WorkPlan((Plan(routine=ROUTINE),)))


def test_the_day_counts_on_what_was_decided_before_this_process() -> None:
    """Today's, and nothing of yesterday."""
    journal = FakeJournal(
        [
            a_decision("skip", MORNING - timedelta(hours=10)),
            a_decision("finish", MORNING - timedelta(hours=1), outcome="completed", reps=8),
        ]
    )
    lived = Lived((10.0, "s"), (11.0, "m"), (20.0, "q"), journal=journal)
    assert lived.day.today == Today(completed=1, reps=8, skipped=1)


def test_a_day_that_is_taken_up_does_what_is_to_be_done() -> None:
    """What fell due while nothing ran is announced and written down; the day is saved at once."""
    plan = WorkPlan((Plan(routine=ROUTINE),))
    snapshot = Snapshot(at=at(-3600), rules=rules(plan), day=workday.begin(plan, at(-3600)))
    legacy = Legacy(alive=at(-200), boot="", shift=0.0, snapshot=snapshot)
    lived = Lived((10.0, "q"), beginning=restored(plan, legacy, at(0)))
    assert lived.announced == [(0.0, "offer")]
    assert [one.what for one in lived.journal.kept] == ["resume", "offer"]
    assert lived.modes == ["due"]
    assert [saved.at for saved in lived.memory.saved] == [at(0)]
    assert lived.stage.notes == ["09:00:00  offer: fell due during 3 min 20 s away (not running)"]


def test_a_day_that_begins_is_saved_at_once_and_says_nothing() -> None:
    """Whoever is killed a second later is taken up; the journal knows since when something ran."""
    lived = Lived((1.0, "q"), beginning=begun(WorkPlan((Plan(routine=ROUTINE),)), at(0)))
    assert [one.what for one in lived.journal.kept] == ["on-hours"]
    assert [saved.at for saved in lived.memory.saved] == [at(0)]
    assert lived.stage.notes == []


def test_what_cannot_be_kept_is_told_once_and_stops_nothing() -> None:
    """The sentences come after those of the decisions, so that they are the last to be seen."""
    journal, memory = FakeJournal(trouble="the journal is full"), FakeMemory(trouble="the disk is full")
    lived = Lived(
        (10.0, "s"), (11.0, "m"), (12.0, "b"), (13.0, "q"), (14.0, "x"), (15.0, "q"), journal=journal, memory=memory
    )
    assert lived.stage.notes[:3] == ["the disk is full", "09:00:11  skip: meeting", "the journal is full"]
    assert [one.what for one in lived.journal.kept] == ["skip", "start", "finish"]


class Interrupted(FakeVigil):
    """A vigil in which the key c is Ctrl-C."""

    def wait(self, until: float | None, score: Score | None = None) -> list[Key | Returned]:
        """What the script has before ``until``."""
        came = super().wait(until, score)
        if Key("c") in came:
            raise KeyboardInterrupt
        return came


def test_ctrl_c_in_a_break_keeps_what_was_done_of_it() -> None:
    """As a kill or a closed terminal do: the reps are written down, and the rhythm has started afresh."""
    clock, journal, memory = FakeClock(), FakeJournal(), FakeMemory()
    day = Day(
        WorkPlan((Plan(routine=ROUTINE),)),
        STANDARD,
        clock,
        FakeStage(clock),
        Interrupted(clock, [(10.0, "b"), (33.0, "c")]),
        [],
        journal=journal,
        memory=memory,
    )
    with pytest.raises(KeyboardInterrupt):
        day.run()
    assert [(one.what, one.outcome, one.reps) for one in journal.kept] == [
        ("start", None, 0),
        ("finish", "partial", 2),
    ]
    assert memory.saved[-1].at == at(33)
    assert day.next_at == at(HOUR + 33).wall


def test_a_changed_plan_is_saved_with_its_rules() -> None:
    """A due time is never kept under the rules of another rhythm."""
    clock, memory = FakeClock(), FakeMemory()
    faster = WorkPlan((Plan(routine=ROUTINE, every=HOUR / 2),))
    news: list[WorkPlan | str | None] = [None, faster]
    day = Day(
        WorkPlan((Plan(routine=ROUTINE),)),
        STANDARD,
        clock,
        FakeStage(clock),
        FakeVigil(clock, [(30.0, "t"), (60.0, "q")]),
        [],
        changed=lambda: news.pop(0) if news else None,
        memory=memory,
    )
    day.run()
    assert [(saved.at, saved.rules) for saved in memory.saved] == [(at(30), rules(faster))]


def test_an_hour_that_hardly_suits_is_named_once_a_week() -> None:
    """By the journal of two weeks, when the day begins; what was suggested is remembered, and not said again."""
    week = [at(-24 * HOUR * number) for number in range(1, 7)]
    offers = [one for day in week for one in (a_decision("offer", day.wall), a_decision("missed", day.wall))]
    journal = FakeJournal(kept=sorted(offers, key=lambda one: one.at))
    lived = Lived((10.0, "q"), journal=journal, beginning=begun(WorkPlan((Plan(routine=ROUTINE),)), at(0)))
    assert [note[:40] for note in lived.stage.notes if "hour" in note] == ["Between 09:00 and 10:00, 6 of 6 breaks i"]
    assert lived.day.suggested == MORNING.date()
    assert lived.memory.saved[-1].suggested == MORNING.date()


class Clicking(FakeVigil):
    """A vigil in whose first wait after an offer somebody presses a button."""

    day: Day | None = None
    answers: tuple[Answer, ...] = ()

    def wait(self, until: float | None, score: Score | None = None) -> list[Key | Returned]:
        """As ever; what was pressed waits for the day afterwards."""
        came = super().wait(until, score)
        if self.day is not None and self.day.view.mode == "due":
            for answer in self.answers:
                self.day.hear(answer)
            self.answers = ()
        return came


def clicked(*answers: Answer, script: Sequence[Scripted] = ()) -> tuple[Day, FakeAlert, FakeJournal]:
    """A day in which these buttons are pressed a minute after the first offer."""
    clock, alert, journal = FakeClock(), FakeAlert(), FakeJournal()
    vigil = Clicking(clock, [*script, (HOUR + 60, "?"), (HOUR + 500, "q"), (HOUR + 600, "q")])
    plan = WorkPlan((Plan(routine=ROUTINE, every=HOUR),))
    day = Day(plan, STANDARD, clock, FakeStage(clock), vigil, [alert], journal=journal)
    vigil.day, vigil.answers = day, answers
    day.run()
    return day, alert, journal


@pytest.mark.parametrize(
    ("answer", "what", "why"),
    [
        ("snooze", "snooze", "1 of 2, for 5 min"),
        ("skip", "skip", "by the notification"),
        ("start", "start", "taken when offered"),
    ],
)
def test_a_button_of_a_notification_answers_the_offer(answer: Answer, what: str, why: str) -> None:
    """As a key does, and whoever presses it is not asked back."""
    _, alert, journal = clicked(answer)
    assert (what, why) in [(one.what, one.why) for one in journal.kept]
    assert alert.settled > 0


def test_a_button_pressed_too_late_is_pressed_for_nothing() -> None:
    """The second answer comes when the first has settled the offer."""
    _, _, journal = clicked("skip", "start")
    assert "start" not in [one.what for one in journal.kept]


def test_an_offer_that_is_answered_by_a_key_is_taken_away() -> None:
    """Whatever shows it, shows it no longer than it waits."""
    lived = Lived((HOUR + 20, "z"), (HOUR + 30, "q"))
    assert lived.alert.settled > 0


def test_an_offer_that_waits_is_not_taken_away() -> None:
    """Nor is a heads-up."""
    assert Lived((HOUR - 30, "q")).alert.settled == 0
    assert Lived((HOUR + 20, "q")).alert.settled == 0


def test_how_an_announcement_fared_is_told_of_all_ways_together() -> None:
    """For the status, and for whoever asks why."""
    lived = Lived((1.0, "q"))
    lived.alert.fared = Reached(by="a notification", troubles=("no buttons",))
    assert lived.day.reached == Reached(by="a notification", troubles=("no buttons",))
