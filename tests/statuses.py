"""Days whose status is asked for: one for each state, played by the real automaton."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import inf
from pathlib import Path
from types import MappingProxyType

from fakes import MORNING, at
from playing import (
    CLOSING,
    DAY,
    DONE,
    EYES,
    HOUR,
    MINI,
    MINUTE,
    OFFICE,
    PAUSE,
    ROUTINE,
    SMALL,
    SNOOZE,
    START,
    TICK,
    Making,
    finished,
    held,
    paused,
    played,
    skipped_for,
    typed,
)
from stretchbreak.core.day import Plan
from stretchbreak.core.decisions import decision_of
from stretchbreak.core.effects import Record
from stretchbreak.core.routine import Routine
from stretchbreak.core.status import EngineFacts, Status, status
from stretchbreak.core.status_fields import formatted
from stretchbreak.core.status_forms import BARS, templates
from stretchbreak.core.template import filled
from stretchbreak.core.workplan import Patience, WorkPlan

PAGE = Path(__file__).parents[1] / "docs" / "status.md"
ENGINE = EngineFacts(pid=4711, since=MORNING, detached=True, version="1.0.0")
RESET = replace(ROUTINE, id="upper-back-reset", name="Upper-back reset")
PLAN = WorkPlan((Plan(routine=RESET),))
OFFICE_HOURS = replace(PLAN, hours=OFFICE.hours)
LAYERED = replace(PLAN, small=replace(SMALL, routine=replace(EYES, id="eyes")))
PATIENT = replace(PLAN, patience=Patience())
TAKEN: tuple[tuple[float, Making], ...] = ((HOUR, START), (HOUR + 69, finished))
"""The first break of the day, done to its last rep in 69 s."""


@dataclass(frozen=True)
class Asked:
    """A day of which the status is asked ``at`` so many seconds after nine on a Monday."""

    at: float
    script: tuple[tuple[float, Making], ...] = ()
    plan: WorkPlan = PLAN
    engine: EngineFacts = ENGINE
    target: int = 2

    def status(self) -> Status:
        """Its status."""
        day, effects = played(*self.script, (self.at, TICK), plan=self.plan)
        kept = [decision_of(one) for one in effects if isinstance(one, Record)]
        return status(self.plan, day, kept, at(self.at), self.engine, target=self.target)

    def about(self, routine: Routine) -> Asked:
        """The same day with this routine."""
        turns = tuple(replace(turn, routine=routine) for turn in self.plan.turns)
        return replace(self, plan=replace(self.plan, turns=turns))


ASKED: Mapping[str, Asked] = MappingProxyType(
    {
        "working": Asked(1397.6),
        "working-after-some-breaks": Asked(
            12657.6, (*TAKEN, (7280, SNOOZE), (7590, START), (7659, finished), (11260, skipped_for("focus")))
        ),
        "snoozed": Asked(HOUR + 90, ((HOUR + 48, SNOOZE),)),
        "in-a-meeting": Asked(50 * MINUTE, ((40 * MINUTE, held()),)),
        "heads-up": Asked(HOUR - 103),
        "typing": Asked(HOUR + 28, ((HOUR - 10, typed()),), PATIENT),
        "due": Asked(HOUR + 71.5),
        "due-with-no-snooze-left": Asked(HOUR + 700, ((HOUR, SNOOZE), (HOUR + 300, SNOOZE), (HOUR + 301, SNOOZE))),
        "a-small-break-due": Asked(20 * MINUTE + 12, (), LAYERED),
        "held": Asked(HOUR + 1397.6, ((50 * MINUTE, held()),)),
        "held-twice": Asked(
            2 * HOUR + 1800, ((50 * MINUTE, held("do-not-disturb")), (60 * MINUTE, held("microphone")))
        ),
        "stretching": Asked(HOUR + 40, ((HOUR + 5, START),)),
        "a-mini-dose": Asked(HOUR + 10, ((HOUR + 5, MINI),)),
        "paused": Asked(HOUR, ((40 * MINUTE, PAUSE),)),
        "paused-for-good": Asked(HOUR, ((40 * MINUTE, paused(inf)),)),
        "off-hours": Asked(CLOSING + HOUR, (*TAKEN, (2 * HOUR, DONE)), OFFICE_HOURS),
        "the-weekend": Asked(4 * DAY + 10 * HOUR, (), OFFICE_HOURS),
        "away": Asked(31 * MINUTE, engine=replace(ENGINE, away_since=at(25 * MINUTE).wall)),
        "something-failed": Asked(
            1200,
            engine=replace(
                ENGINE,
                troubles=(
                    "hook offer: playerctl pause ended with 1, No players found",
                    "notification: no service answers on this desktop",
                    "hook offer: playerctl pause ended with 1, No players found",
                ),
            ),
        ),
    }
)
"""A day for each state, and for what else is to be told."""


def snippets(language: str) -> list[str]:
    """The examples in this language that docs/status.md shows."""
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def answers(status: Status) -> dict[str, str]:
    """What the program answers, to every command that asks for a status in docs/status.md, by its arguments."""
    forms = templates(status)
    open_ = {f"status --bar {bar}": forms[form] for bar, form in BARS.items()}
    texts = re.findall(
        r"stretchbreak status --format (?P<quote>['\"])(.*?)(?P=quote)", PAGE.read_text(encoding="utf-8")
    )
    open_ |= {f"status --format {text}": formatted(status, text) for _, text in texts}
    open_ |= {"status": forms["plain"], "status --json": forms["json"]}
    return {asked: filled(template, status.remaining, status.waiting) for asked, template in open_.items()}
