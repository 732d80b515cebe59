"""The parts that scenes of the guided break share: words, pips, titles, what comes next."""

from __future__ import annotations

from math import ceil

from rich.text import Text

from stretchbreak.core.exercise import Exercise, opposite
from stretchbreak.core.timeline import Cue
from stretchbreak.core.view import GuideView, Mark
from stretchbreak.core.wording import duration
from stretchbreak.screen import palette
from stretchbreak.screen.glyphs import Glyphs
from stretchbreak.screen.layout import wrapped
from stretchbreak.screen.lettering import FIGURE_SPACE, can_letter
from stretchbreak.screen.picture import FOLLOWING, slot

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
    return view.mode == "counting-in" or view.cue.rep is None or view.cue.seconds > LONG


def seconds_left(view: GuideView) -> str:
    """Whole seconds left of this phase, as wide from its first second to its last."""
    longest = view.cue.seconds if view.count_in is None else 3
    return str(ceil(view.left)).rjust(len(str(ceil(longest))), FIGURE_SPACE)


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
    """The side that is stretched now, and the one that comes after."""
    cue = view.cue
    if cue.stretches is None or cue.exercise.sides is None:
        return Text(view.timeline.routine.name, palette.QUIET)
    title = Text(f"{lead}{cue.stretches.upper()}", palette.SIDE)
    if cue.side == cue.exercise.sides.first and cue.exercise.sides.order == "block":
        other = "left" if cue.stretches == "right" else "right"
        title.append(f" {glyphs.dot} then {other}", palette.QUIET)
    return title


def cue_text(view: GuideView, columns: int, glyphs: Glyphs) -> list[Text]:
    """What to do, in two rows: the cue and the breathing, or how to set oneself up."""
    cue, pointer = view.cue, f"{glyphs.pointer} "
    if cue.rep is not None:
        return [Text.assemble((pointer, palette.QUIET), (cue.text, palette.STRONG)), _breathing(cue)]
    first, *more = wrapped(cue.text, columns - 2, 2)
    return [Text.assemble((pointer, palette.QUIET), first), Text.assemble("  ", *more)]


def is_opening(view: GuideView) -> bool:
    """Whether the break has just begun: the moment for the words of caution."""
    return view.cue.station == 0 and view.cue.phase == "prepare"


def caption(view: GuideView, glyphs: Glyphs) -> Text:
    """The number in words."""
    cue = view.cue
    if cue.phase == "switch" and cue.side is not None:
        before = opposite(cue.side)
        done = view.marks(before).count("done")
        sides = cue.exercise.sides
        named = before if sides is None else sides.stretched(before)
        return Text(f"{named} side done: {done} of {cue.of}", palette.QUIET)
    if cue.rep is None:
        return Text(dose_of(cue.exercise), palette.QUIET)
    side = "" if cue.stretches is None else f" {glyphs.dot} {cue.stretches} side"
    return Text(f"rep {cue.rep} of {cue.of}{side}", palette.QUIET)


def dose_of(exercise: Exercise) -> str:
    """``10 x 2 s hold, each side``."""
    holds = [phase.seconds for phase in exercise.phases if phase.kind == "hold"]
    held = f" x {duration(max(holds))} hold" if holds else " reps"
    return f"{exercise.reps}{held}{'' if exercise.sides is None else ', each side'}"


def _breathing(cue: Cue) -> Text:
    if not cue.exercise.breathing:
        return Text()
    breathing = cue.exercise.breathing[0].lower() + cue.exercise.breathing[1:]
    return Text(f"  breathe {breathing}", palette.QUIET)


def following(view: GuideView) -> Text:
    """What comes next, and in how long."""
    cue = view.following
    if cue is None:
        return Text.assemble(("next   ", palette.QUIET), "that was the last one")
    if cue.station == view.cue.station and cue.stretches is not None:
        what = Text.assemble("switch to the ", (cue.stretches.upper(), palette.SIDE), " side")
    else:
        what = Text(cue.exercise.name)
    return Text.assemble(("next   ", palette.QUIET), what, (" in", palette.QUIET), slot(FOLLOWING, 5))


def pips(view: GuideView, columns: int, glyphs: Glyphs, *, this_side_only: bool = False) -> Text:
    """A mark a rep, for each side that is done one after the other."""
    sides = view.cue.exercise.sides
    if sides is None:
        return _row_of_pips("reps", view.marks(None), columns, glyphs, current=True)
    shown = (view.cue.side,) if this_side_only else sides.in_order()
    room = columns // len(shown) - 2
    rows = [
        _row_of_pips(sides.stretched(side), view.marks(side), room, glyphs, current=side == view.cue.side)
        for side in shown
        if side is not None
    ]
    return Text("    ").join(rows)


def _row_of_pips(label: str, marks: tuple[Mark, ...], columns: int, glyphs: Glyphs, *, current: bool) -> Text:
    row = Text.assemble((f"{label:<5}", palette.SIDE if current else palette.QUIET), "  ")
    gap = " " if 2 * len(marks) + 6 <= columns else ""
    if len(marks) + 7 > columns:
        return row.append(f"{marks.count('done')} of {len(marks)} done")
    for number, mark in enumerate(marks):
        row.append(gap if number else "")
        row.append(*_pip(mark, glyphs))
    return row


def _pip(mark: Mark, glyphs: Glyphs) -> tuple[str, str]:
    match mark:
        case "done":
            return glyphs.pip_done, palette.DONE
        case "now":
            return glyphs.pip_now, palette.NOW
        case "open":
            return glyphs.pip_open, palette.QUIET
