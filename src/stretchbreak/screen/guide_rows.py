"""The parts that scenes of the guided break share: words, pips, titles, what comes next."""

from __future__ import annotations

from math import ceil

from rich.text import Text

from stretchbreak.core.exercise import Exercise, Side, opposite
from stretchbreak.core.timeline import Cue
from stretchbreak.core.view import GuideView, Mark
from stretchbreak.core.wording import countdown, counted, duration
from stretchbreak.screen import palette
from stretchbreak.screen.glyphs import Glyphs
from stretchbreak.screen.layout import wrapped
from stretchbreak.screen.lettering import FIGURE_SPACE, can_letter
from stretchbreak.screen.picture import FOLLOWING, PIPS, Contents, Widths, slot

LABEL = 7
"""Columns of the name of a side."""

COUNT = 8
"""Columns of ``12 of 60``, where there is no room for marks."""

LONG = 5.0
"""Seconds from which on the big number counts the phase down; in shorter ones it is the rep."""

WORDS = {
    "prepare": "get ready",
    "switch": "switch",
    "move": "move",
    "hold": "hold",
    "return": "back",
    "rest": "rest",
    "step": "step",
}


def counts_down(view: GuideView) -> bool:
    """Whether the big number is the seconds left rather than the rep."""
    cue = view.cue
    return view.mode == "counting-in" or cue.rep is None or cue.seconds > LONG or in_steps(cue.exercise)


def in_steps(exercise: Exercise) -> bool:
    """Whether it is done once, in several parts: then these are what is counted."""
    return exercise.kind in {"steps", "timed"} and exercise.total_reps == 1 and len(exercise.phases) > 1


def digits(view: GuideView) -> int:
    """Digits of the big number, the same from the first rep of a side to the last, or from the first second on."""
    if view.count_in is not None:
        return 1
    return len(str(ceil(view.cue.seconds if counts_down(view) else view.cue.of)))


def number(view: GuideView, left: float) -> str:
    """The big number, ``left`` seconds before the next cue."""
    if counts_down(view):
        return str(ceil(left)).rjust(digits(view), FIGURE_SPACE)
    return str(view.cue.rep)


def clock_columns(view: GuideView) -> int:
    """Columns that the time left takes, the same from the first minute to the last."""
    return max(len(countdown(view.timeline.seconds)), 5)


def headline(view: GuideView) -> str:
    """The one word in big letters."""
    if view.mode == "halted":
        return "PAUSED"
    if view.mode == "counting-in":
        return "READY"
    cue = view.cue
    word = cue.say if cue.rep is not None and can_letter(cue.say) else WORDS[cue.phase]
    return word.upper()


def phase_style(view: GuideView) -> str:
    """The colour of what is going on."""
    return palette.PHASES["prepare" if view.mode in {"halted", "counting-in"} else view.cue.phase]


def station_title(view: GuideView, glyphs: Glyphs) -> Text:
    """The exercise, and how many there are."""
    count = f" {glyphs.dot} {view.cue.station + 1} of {view.timeline.stations}"
    return Text.assemble((view.cue.exercise.name, palette.TITLE), (count, palette.QUIET))


def side_titles(view: GuideView, glyphs: Glyphs, lead: str = "stretching ") -> Text:
    """The side that is stretched now, and the one that comes after; and whether nothing is heard."""
    title = _sides_named(view, glyphs, lead)
    if view.hearing == "muted":
        # Said here and not in the line of keys alone, where a narrow window leaves it out.
        title.append(f" {glyphs.dot} muted", palette.QUIET)
    return title


def _sides_named(view: GuideView, glyphs: Glyphs, lead: str) -> Text:
    cue = view.cue
    if cue.stretches is None or cue.exercise.sides is None:
        return Text(view.timeline.routine.name, palette.QUIET)
    # Under a ball or a roller nothing is stretched; the side is where it lies.
    lead = "" if cue.exercise.kind == "timed" else lead
    title = Text(f"{lead}{cue.stretches.upper()}", palette.SIDE)
    if cue.side == cue.exercise.sides.first and cue.exercise.sides.order == "block":
        other = "left" if cue.stretches == "right" else "right"
        title.append(f" {glyphs.dot} then {other}", palette.QUIET)
    return title


def cue_text(view: GuideView, columns: int, glyphs: Glyphs) -> list[Text]:
    """What to do, in two rows: the cue and the breathing, or how to set oneself up."""
    cue, pointer = view.cue, f"{glyphs.pointer} "
    if cue.rep is not None:
        beside = _tip(cue) if cue.exercise.tips else _breathing(cue)
        return [Text.assemble((pointer, palette.QUIET), (cue.text, palette.STRONG)), beside]
    first, *more = wrapped(cue.text, columns - 2, 2)
    return [Text.assemble((pointer, palette.QUIET), first), Text.assemble("  ", *more)]


def is_opening(view: GuideView) -> bool:
    """Whether the break has just begun: the moment for the words of caution."""
    return view.cue.station == 0 and view.cue.phase == "prepare"


def caption(view: GuideView, glyphs: Glyphs) -> str:
    """The number in words."""
    cue = view.cue
    if cue.phase == "switch" and cue.side is not None:
        before = opposite(cue.side)
        done = view.marks(before).count("done")
        sides = cue.exercise.sides
        named = before if sides is None else sides.stretched(before)
        return f"{named} side done: {done} of {cue.of}"
    if cue.rep is None:
        return dose_of(cue.exercise)
    if in_steps(cue.exercise):
        return f"step {_step(view)} of {len(cue.exercise.phases)}{_paced(view, glyphs)}"
    side = "" if cue.stretches is None else f" {glyphs.dot} {cue.stretches} side"
    return f"rep {cue.rep} of {cue.of}{side}{_paced(view, glyphs)}"


def _paced(view: GuideView, glyphs: Glyphs) -> str:
    """How much slower or faster than its tempo, once the user has changed that."""
    percent = round((view.timeline.pace.stretch - 1) * 100)
    if not percent:
        return ""
    return f" {glyphs.dot} {abs(percent)} % {'slower' if percent > 0 else 'faster'}"


def dose_of(exercise: Exercise) -> str:
    """``10 x 2 s hold, each side``; ``6 steps, 30 s``."""
    if in_steps(exercise):
        return f"{len(exercise.phases)} steps, {duration(sum(phase.seconds for phase in exercise.phases))}"
    holds = [phase.seconds for phase in exercise.phases if phase.kind == "hold"]
    dose = f"{exercise.reps} x {duration(max(holds))} hold" if holds else counted(exercise.reps, "rep")
    return f"{dose}{'' if exercise.sides is None else ', each side'}"


def _tip(cue: Cue) -> Text:
    return Text(f"  today: {cue.exercise.tips[0]}", palette.QUIET)


def _breathing(cue: Cue) -> Text:
    if not cue.exercise.breathing:
        return Text()
    breathing = cue.exercise.breathing[0].lower() + cue.exercise.breathing[1:]
    return Text(f"  breathe {breathing}", palette.QUIET)


def following(view: GuideView, columns: int) -> Text:
    """What comes next, and in how long; a long name gives way to the time."""
    cue = view.following
    if cue is None:
        return Text.assemble(("next   ", palette.QUIET), "this is the last one")
    if cue.station == view.cue.station and cue.stretches is not None:
        what = Text.assemble("switch to the ", (cue.stretches.upper(), palette.SIDE), " side")
    else:
        what = Text(cue.exercise.name)
        what.truncate(columns - len("next    in ") - clock_columns(view), overflow="ellipsis")
    return Text.assemble(
        ("next   ", palette.QUIET), what, (" in ", palette.QUIET), slot(FOLLOWING, clock_columns(view))
    )


def pips(view: GuideView, columns: int, *, this_side_only: bool = False) -> Text:
    """Places for a mark a rep, for each side that is done one after the other."""
    shown = [
        (number, side) for number, side in enumerate(_sides(view)) if not this_side_only or side == view.cue.side
    ]
    room = columns // len(shown) - 2
    rows = []
    for number, side in shown:
        style = palette.SIDE if side == view.cue.side else palette.QUIET
        rows.append(
            Text.assemble((f"{_label(view, side):<5}  ", style), slot(PIPS[number], _width(view, room), palette.DONE))
        )
    return Text("    ").join(rows)


def pip_texts(view: GuideView, widths: Widths, glyphs: Glyphs) -> Contents:
    """The marks: done, being done, still open."""
    return {
        PIPS[number]: (_marked(_marks(view, side), widths[PIPS[number]], glyphs),)
        for number, side in enumerate(_sides(view))
        if PIPS[number] in widths
    }


def _sides(view: GuideView) -> tuple[Side | None, ...]:
    sides = view.cue.exercise.sides
    return (None,) if sides is None else sides.in_order()


def _step(view: GuideView) -> int:
    """Which part of an exercise in steps is on, from 1; 0 before the first."""
    cue, cues = view.cue, view.timeline.cues[: view.index + 1]
    return sum(one.station == cue.station and one.rep is not None for one in cues)


def _marks(view: GuideView, side: Side | None) -> tuple[Mark, ...]:
    if not in_steps(view.cue.exercise):
        return view.marks(side)
    now = _step(view)
    numbers = range(1, len(view.cue.exercise.phases) + 1)
    return tuple("done" if number < now else "now" if number == now else "open" for number in numbers)


def _label(view: GuideView, side: Side | None) -> str:
    sides = view.cue.exercise.sides
    if in_steps(view.cue.exercise):
        return "steps"
    return "reps" if side is None or sides is None else sides.stretched(side)


def _width(view: GuideView, room: int) -> int:
    """Columns of the marks: with gaps where they fit, without where not, else of a count."""
    marks = len(_marks(view, None))
    return next((width for width in (2 * marks - 1, marks) if width + LABEL <= room), COUNT)


def _marked(marks: tuple[Mark, ...], width: int, glyphs: Glyphs) -> str:
    if width not in {len(marks), 2 * len(marks) - 1}:
        return f"{marks.count('done')} of {len(marks)}".ljust(COUNT)
    shape = {"done": glyphs.pip_done, "now": glyphs.pip_now, "open": glyphs.pip_open}
    return ("" if width == len(marks) else " ").join(shape[mark] for mark in marks)
