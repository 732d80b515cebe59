"""What the keys of an exercise must agree on. A fault is shown where it was written, else where it was brought in."""

from __future__ import annotations

from stretchbreak.core.exercise import AIS_HOLD_LIMIT, Exercise, Side, fill
from stretchbreak.core.routine import Routine
from stretchbreak.documents.findings import Findings
from stretchbreak.documents.keys import EXERCISES, KIND, REPS, ROUNDS, SETUP, SIDES, USE
from stretchbreak.documents.phases import PHASES, SHORT_FORM, Draft
from stretchbreak.documents.records import Values
from stretchbreak.documents.source import Span
from stretchbreak.documents.texts import has_placeholder

LONGEST_CUE = 40
LONGEST_SAY = 10
LONGEST_ROUTINE = 2 * 3600.0

_BOTH: tuple[Side, Side] = ("left", "right")


def check_exercise(exercise: Exercise, drafts: tuple[Draft, ...], values: Values, findings: Findings) -> None:
    """Note every disagreement within ``exercise``, which came of ``drafts`` and ``values``."""
    if not drafts and not values.has(PHASES, *SHORT_FORM):
        remedy = 'add lines such as "move: 2s Slide the arms up" and "hold: 2s Long neck"'
        findings.error(values.span, "this exercise has no phases, so that there is nothing to do", remedy)
    for draft in drafts:
        _check_hold(exercise, draft, values, findings)
        check_words(draft, values, findings)
    if exercise.sides is None:
        _check_sidedness(exercise, drafts, values, findings)
    if _seconds(exercise) > LONGEST_ROUTINE:
        place = values.place(REPS, PHASES, *SHORT_FORM, USE)
        findings.error(place, "this exercise takes more than two hours", "use fewer reps or shorter phases")


def check_words(draft: Draft, values: Values, findings: Findings) -> None:
    """Note words of a phase that are too long once a side is filled in."""
    for name, text, longest, span in (
        ("cue", draft.cue or "", LONGEST_CUE, draft.cue_at),
        ("say", draft.say or "", LONGEST_SAY, draft.say_at),
    ):
        fills = has_placeholder(text)
        length, side = max((len(fill(text, one)), one) for one in _BOTH) if fills else (len(text), "")
        if length > longest:
            filled = f' with "{side}" filled in' if fills else ""
            message = f"{name} is {length} characters long{filled}; at most {longest} fit"
            findings.error(span or values.place(SIDES, USE), message, "say it in fewer words")


def check_routine(routine: Routine, values: Values, findings: Findings) -> None:
    """Note a routine that nobody can mean: one of more than two hours."""
    pauses = routine.rest * (len(routine.exercises) * routine.rounds - 1)
    if routine.rounds * sum(map(_seconds, routine.exercises)) + pauses > LONGEST_ROUTINE:
        place = values.place(ROUNDS, EXERCISES)
        findings.error(place, "this routine takes more than two hours", "use fewer rounds, exercises or reps")


def _check_hold(exercise: Exercise, draft: Draft, values: Values, findings: Findings) -> None:
    if exercise.kind == "ais" and draft.kind == "hold" and draft.seconds > AIS_HOLD_LIMIT:
        message = f"a hold of kind ais lasts at most {AIS_HOLD_LIMIT:g} s, not {draft.seconds:g} s"
        span = draft.seconds_at or values.place(KIND, USE)
        findings.error(span, message, 'hold it for 2s, or write "kind: strength"')


def _check_sidedness(exercise: Exercise, drafts: tuple[Draft, ...], values: Values, findings: Findings) -> None:
    brought_in = values.place(SIDES, USE)
    _check_filled(exercise.setup, values.place(SETUP, SIDES, USE), findings)
    for draft in drafts:
        _check_filled(draft.cue or "", draft.cue_at or brought_in, findings)
        _check_filled(draft.say or "", draft.say_at or brought_in, findings)


def _check_filled(text: str, span: Span, findings: Findings) -> None:
    if has_placeholder(text):
        message = "a side is to be filled in here, but the exercise has no sides"
        findings.error(span, message, 'add "sides: each", or say it without a placeholder')


def _seconds(exercise: Exercise) -> float:
    """How long it takes at the standard tempo, without laying out every cue."""
    rep = sum(phase.seconds for phase in exercise.phases)
    return exercise.prepare + exercise.total_reps * rep + (0.0 if exercise.sides is None else exercise.switch)
