"""A day at the terminal: the machine decides; this loop waits, announces, guides and keeps the record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import assert_never

from stretchbreak.boundaries import Alert, Answer, Clock, Ear, Hooks, Journal, Memory, Reached, Stage
from stretchbreak.core import workday
from stretchbreak.core.advice import EVERY, LOOKED_BACK, suggestion
from stretchbreak.core.decisions import Decision, decision_of
from stretchbreak.core.effects import Announce, DayEffect, OpenBreak, Record, Refuse
from stretchbreak.core.events import Declined, Finished, Moment, Returned, Snoozed, Started, Ticked, WorkdayEvent
from stretchbreak.core.hours_line import hours_line
from stretchbreak.core.keymap import day_keys
from stretchbreak.core.planning import replanned
from stretchbreak.core.restart import Beginning, Snapshot, rules
from stretchbreak.core.routine import Routine
from stretchbreak.core.tempo import Pace
from stretchbreak.core.timeline import timeline
from stretchbreak.core.today import Today, midnight, of_date, today
from stretchbreak.core.view import DayView, SummaryView, workday_view
from stretchbreak.core.wording import decision, suggested
from stretchbreak.core.workplan import Workday, WorkPlan
from stretchbreak.shell.guiding import GuidedBreak, show_summary
from stretchbreak.shell.inputs import Key
from stretchbreak.shell.sound.silence import SILENCE
from stretchbreak.shell.vigil import Vigil

HOUR = 3600.0
BY_NOTIFICATION = "by the notification"
OFFERING = frozenset({"heads-up", "due"})
"""The modes in which what was announced is still to be answered."""


MOST_TROUBLES = 3
"""Troubles that are kept until somebody asks: the last ones."""


class Day:
    """Waits for breaks and guides them until the user quits."""

    def __init__(  # noqa: PLR0913 - every piece of the world that a day needs
        self,
        plan: WorkPlan,
        pace: Pace,
        clock: Clock,
        stage: Stage,
        vigil: Vigil,
        alerts: Sequence[Alert],
        *,
        ear: Ear = SILENCE,
        changed: Callable[[], WorkPlan | str | None] = lambda: None,
        journal: Journal | None = None,
        memory: Memory | None = None,
        happened: Callable[[], None] = lambda: None,
        retire: Callable[[float | None], None] = lambda due: None,  # noqa: ARG005 - named for the reader
        hooks: Hooks | None = None,
    ) -> None:
        """``changed`` tells of a new plan, or in words why there is none, and None as long as nothing changed."""
        self._ear = ear
        self._changed = changed
        self.happened = happened
        self._retire = retire
        self.pace = pace
        self._troubles: list[str] = []
        self._unsettled: str | None = None
        self._journal = journal
        self._memory = memory
        self._plan = plan
        self._clock = clock
        self._stage = stage
        self._vigil = vigil
        self._alerts = alerts
        self._hooks = hooks
        now = clock.now()
        self._decisions = () if journal is None else journal.since(midnight(now.wall)).decisions
        self._day = workday.begin(plan, now)
        self._suggested: date | None = None
        self._answers: list[Answer] = []

    @property
    def next_at(self) -> datetime | None:
        """When the next break falls due, by the wall clock; None while nobody can tell."""
        return self._view().next_at

    @property
    def today(self) -> Today:
        """What the day has been so far."""
        return self._view().today

    @property
    def view(self) -> DayView:
        """The day as it stands now."""
        return self._view()

    @property
    def state(self) -> Workday:
        """What the day is made of now."""
        return self._day

    @property
    def plan(self) -> WorkPlan:
        """What the day goes by."""
        return self._plan

    @property
    def decisions(self) -> Sequence[Decision]:
        """What was decided today."""
        return self._decisions

    @property
    def reached(self) -> Reached:
        """How the last announcement fared, by all ways together."""
        ways = [alert.reached() for alert in self._alerts]
        troubles = tuple(trouble for way in ways for trouble in way.troubles)
        return Reached(by=" and ".join(way.by for way in ways if way.by), troubles=troubles)

    def hear(self, answer: Answer) -> None:
        """Take this answer to what was announced; it is acted upon as soon as nobody waits."""
        self._answers.append(answer)

    def order(self, event: WorkdayEvent) -> list[DayEffect]:
        """Let this happen, as ordered from elsewhere; a break that it begins is guided there."""
        self._day, effects = workday.step(self._plan, self._day, event)
        if not effects or not all(isinstance(effect, Refuse) for effect in effects):
            self._settle(event.at, [effect for effect in effects if not isinstance(effect, OpenBreak)])
        self._vigil.disturb()
        return list(effects)

    def go_on(
        self, state: Workday, suggested: date | None, unsettled: str | None, troubles: Sequence[str] = ()
    ) -> None:
        """Go on from this very state, as if there had been no step between."""
        self._day, self._suggested, self._unsettled = state, suggested, unsettled
        self._troubles = list(troubles)

    @property
    def troubles(self) -> tuple[str, ...]:
        """What failed of late, in words; broken settings for as long as they are."""
        return (*([] if self._unsettled is None else [self._unsettled]), *self.passing_troubles)

    @property
    def passing_troubles(self) -> tuple[str, ...]:
        """What failed and has not been told to whoever asks; among it the user's hooks."""
        failures = () if self._hooks is None else self._hooks.failures()
        self._troubles = [*self._troubles, *(f"hook {one.event}: {one.why}" for one in failures)][-MOST_TROUBLES:]
        return tuple(self._troubles)

    def forget_troubles(self) -> None:
        """They have been told."""
        self._troubles = []

    @property
    def unsettled(self) -> str | None:
        """Why the settings that count are not those in the file."""
        return self._unsettled

    @property
    def suggested(self) -> date | None:
        """When a change was last suggested."""
        return self._suggested

    def happen(self, event: WorkdayEvent) -> None:
        """Let this happen."""
        self._happen(event)

    def take_up(self, beginning: Beginning, opening: str = "") -> None:
        """Go on from here instead of beginning afresh: remember that, say ``opening``, and do what is to be done."""
        self._day, self._suggested = beginning.day, beginning.suggested
        opened = () if beginning.opened is None else (beginning.opened,)
        troubles = self._write(self._clock.now(), beginning.effects, opened)
        self._tell(opening)
        self._act(beginning.effects, troubles)
        self._suggest()

    def run(self) -> None:
        """Wait and guide until the user quits with q."""
        while True:
            self._replan()
            now = self._clock.now()
            self._stage.day(self._view(now))
            due = workday.deadline(self._plan, self._day, now)
            self._retire(due)
            # With a new hour the day is shown anew, and at midnight counted anew.
            hour = now.mono + HOUR - (now.wall.minute * 60 + now.wall.second)
            score = self._stage.score(now.mono, hour if due is None else min(due, hour))
            score.until = min(score.until, hour)
            for one in self._vigil.wait(due, score):
                if isinstance(one, Returned):
                    self._happen(one)
                elif not self._pressed(one):
                    return
            self._heed()
            self._happen(Ticked(at=self._clock.now()))

    def _view(self, now: Moment | None = None) -> DayView:
        now = now or self._clock.now()
        view = workday_view(self._plan, self._day, today(self._decisions, now.wall), now, self.pace)
        return replace(view, hours=hours_line(self._decisions, now.wall, self._plan.hours))

    def _replan(self) -> None:
        """Go by the new plan, if there is one; a broken one is told of and changes nothing."""
        change = self._changed()
        if isinstance(change, WorkPlan):
            now = self._clock.now()
            self._day = replanned(self._plan, change, self._day, now)
            self._plan, self._unsettled = change, None
            self._stage.note("the settings changed")
            self._settle(now, (), (self._changed_to(now, change),))
        elif change is not None:
            self._unsettled = change
            self._stage.note(change)
            self.happened()

    def _changed_to(self, now: Moment, plan: WorkPlan) -> Decision:
        """For whoever asks why a break came at another time than it was to come."""
        turn = plan.plan(self._day)
        why = f"the settings changed: {turn.rhythm}"
        return Decision(at=now.wall, what="resume", routine=turn.routine.id, why=why)

    def _heed(self) -> None:
        """Act on the answers that came meanwhile. A question back would reach nobody: who answers there means it."""
        while self._answers:
            event = _answering(self._answers.pop(0), self._clock.now())
            self._happen(event)
            if isinstance(event, Snoozed) and self._view().asked_back == "snooze":
                self._happen(event)

    def _pressed(self, key: Key) -> bool:
        """Act on a key; False when the user quits."""
        self._stage.press(key.name)
        now = self._clock.now()
        binding = next((one for one in day_keys(self._view()) if one.key == key.name), None)
        event = None if binding is None else binding.event(at=now)
        if event is not None:
            self._happen(event)
        return binding is None or event is not None

    def _happen(self, event: WorkdayEvent) -> None:
        self._day, effects = workday.step(self._plan, self._day, event)
        # A tick that brings nothing need not be remembered: whoever goes on from here crosses the same.
        if effects or not isinstance(event, Ticked):
            self._settle(event.at, effects)

    def _settle(self, at: Moment, effects: Sequence[DayEffect], opened: Sequence[Decision] = ()) -> None:
        """Write down what was decided and what became of the day, and only then act, whatever ends us meanwhile."""
        self._act(effects, self._write(at, effects, opened))

    def _write(self, at: Moment, effects: Sequence[DayEffect], opened: Sequence[Decision]) -> list[str]:
        """Decisions first: a day that is remembered without one of them would lose it. Returns what went wrong."""
        decided = [*opened, *(decision_of(effect) for effect in effects if isinstance(effect, Record))]
        return [trouble for trouble in (*map(self._keep, decided), self._save(at)) if trouble is not None]

    def _act(self, effects: Sequence[DayEffect], troubles: Sequence[str]) -> None:
        """Do what is to be done; what went wrong comes last, where on a screen it stays to be seen."""
        for effect in effects:
            self._perform(effect)
        for trouble in troubles:
            self.complain(trouble)
        if any(isinstance(effect, Record) and effect.what == "on-hours" for effect in effects):
            self._suggest()
        if self._view().mode not in OFFERING:
            self._withdraw()
        self.happened()
        for effect in effects:
            if isinstance(effect, OpenBreak):
                self._guide(effect.routine)

    def _withdraw(self) -> None:
        """Nothing waits for an answer now: take away what was announced, and what was answered too late."""
        self._answers.clear()
        for alert in self._alerts:
            alert.settle()

    def _perform(self, effect: DayEffect) -> None:
        """Do what takes no time."""
        match effect:
            case Announce():
                for alert in self._alerts:
                    alert.announce(effect)
            case Record():
                self._stage.note(decision(decision_of(effect)))
                if self._hooks is not None:
                    self._hooks.start(effect, self.next_at)
            case Refuse(why=why):
                self._stage.note(why)
            case OpenBreak():
                pass

    def _suggest(self) -> None:
        """Once a week at most, name an hour that hardly suits; nothing changes by itself."""
        now = self._clock.now()
        if self._journal is None or (self._suggested is not None and now.wall.date() - self._suggested < EVERY):
            return
        found = suggestion(self._journal.since(now.wall - LOOKED_BACK).decisions, now.wall, self._suggested)
        if found is not None:
            self._suggested = now.wall.date()
            self.complain(suggested(found))
            self._save(now)

    def _keep(self, one: Decision) -> str | None:
        """Count this decision and write it down; those of other dates no longer count."""
        self._decisions = of_date((*self._decisions, one), self._clock.now().wall)
        return None if self._journal is None else self._journal.keep(one)

    def _save(self, at: Moment) -> str | None:
        """Remember the day as it is."""
        if self._memory is None:
            return None
        return self._memory.save(Snapshot(at=at, rules=rules(self._plan), day=self._day, suggested=self._suggested))

    def _tell(self, sentence: str) -> None:
        if sentence:
            self._stage.note(sentence)

    def complain(self, trouble: str) -> None:
        """Tell what went wrong, here and to whoever asks for the status."""
        self._troubles = [*self._troubles, trouble][-MOST_TROUBLES:]
        self._stage.note(trouble)

    def _guide(self, routine: Routine) -> None:
        self._withdraw()
        line = timeline(routine, self.pace)
        guided = GuidedBreak(line, self._clock, self._stage, self._vigil, ear=self._ear)
        try:
            guided.run()
        finally:
            # Ctrl-C, a kill or a closed terminal end the break as q does: what was done of it is kept.
            self._happen(Finished(at=self._clock.now(), tally=guided.tally))
        view = SummaryView(routine=routine, tally=guided.tally, next_at=self.next_at)
        # Many a lid is closed right after a break: a sleep in front of the summary is an absence like any other.
        for absence in show_summary(view, self._clock, self._stage, self._vigil):
            self._happen(absence)


def _answering(answer: Answer, at: Moment) -> WorkdayEvent:
    match answer:
        case "start":
            return Started(at=at)
        case "snooze":
            return Snoozed(at=at)
        case "skip":
            return Declined(at=at, reason=BY_NOTIFICATION)
        case _:
            assert_never(answer)
