"""``stretchbreak do``: one guided break, now."""

from __future__ import annotations

import sys

from stretchbreak.cli.choosing import done_before, in_order
from stretchbreak.cli.hearing import hears_or_says_why_not
from stretchbreak.cli.options import library
from stretchbreak.cli.seat import seat
from stretchbreak.core.decisions import decision_of
from stretchbreak.core.effects import Record
from stretchbreak.core.exercise import Side
from stretchbreak.core.planning import first_side
from stretchbreak.core.routine import Routine, adjusted
from stretchbreak.core.tally import Tally, tally
from stretchbreak.core.tempo import Pace, Tempo
from stretchbreak.core.timeline import timeline
from stretchbreak.core.view import SummaryView
from stretchbreak.core.wording import SAFETY, stand_ins
from stretchbreak.screen.summing import sentence
from stretchbreak.shell import folders
from stretchbreak.shell.clock import SystemClock
from stretchbreak.shell.guiding import GuidedBreak, show_summary
from stretchbreak.shell.journal import FileJournal
from stretchbreak.shell.settings import load
from stretchbreak.shell.told_engine import ToldEngine, tell, turn


def do_break(
    name: str | None,
    *,
    tempo: Tempo | None,
    reps: int | None,
    first: Side | None,
    speed: float,
    plain: bool,
    sound: bool,
    voice: bool,
) -> None:
    """Guide one break, and say in the end what was really done, however it ended."""
    settings = load()
    first = first or first_side(settings)
    chosen = turn() if name is None and speed == 1 else None
    clock = SystemClock(speed)
    due = name or in_order(settings.rhythm, done_before(settings.rhythm, clock.now().wall))[0]
    routine = adjusted(chosen or library(settings.without).routine(due), reps=reps, first=first)
    hears = hears_or_says_why_not(settings.alerts, sound=sound, voice=voice)
    engine = tell(routine) if speed == 1 else ToldEngine()
    guided: GuidedBreak | None = None
    try:
        with seat(clock, plain=plain, hears=hears) as here:
            if here.plain:
                print("\n".join([SAFETY, *(f"{one}." for one in stand_ins(routine))]), file=sys.stderr)
            line = timeline(routine, Pace(tempo or settings.tempo))
            guided = GuidedBreak(line, clock, here.stage, here.vigil, engine.count, ear=here.ear)
            try:
                guided.run()
            finally:
                # Ctrl-C, a kill or a closed terminal end the break as q does: what was done of it is kept.
                unkept = engine.end()
                trouble = None if unkept is None else _keep(tally(line, unkept), routine, clock)
            summary = SummaryView(routine=routine, tally=guided.tally)
            if here.plain:
                here.stage.summary(summary)
            else:
                show_summary(summary, clock, here.stage, here.vigil)
    except KeyboardInterrupt:
        if guided is not None:
            print(sentence(SummaryView(routine=routine, tally=guided.tally)), file=sys.stderr)
        raise
    if not here.plain:
        print(sentence(summary))
    if trouble is not None:
        print(trouble, file=sys.stderr)


def _keep(tally: Tally, routine: Routine, clock: SystemClock) -> str | None:
    """Write down what was done, unless it was a preview; returns what the user should know of that."""
    if clock.pace != 1:
        return None
    why = f"asked for with do; {tally.outcome}: {tally.done} of {tally.planned} reps"
    record = Record(at=clock.now(), what="finish", routine=routine, why=why, tally=tally)
    return FileJournal(folders.journal()).keep(decision_of(record))
