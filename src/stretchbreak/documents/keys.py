"""Every key of an exercise and of a routine: its shape, and what it is for. This is the format; all else follows.

The checker reads files with these declarations; the JSON Schema for editors is derived from them.
"""

from __future__ import annotations

from typing import Final

from stretchbreak.core.exercise import ExerciseKind, Side
from stretchbreak.documents.phases import PHASES, SHORT_FORM
from stretchbreak.documents.records import Field, Record, Values
from stretchbreak.documents.shapes import Choice, Duration, Either, Flag, Listed, Shape, Text, Whole, words
from stretchbreak.documents.source import Span

LONGEST_TIP = 60
"""What fits behind its label in a row of the picture at 80 columns."""

_PAUSE = Duration(longest=120.0, zero=True)
_LINES: Shape[tuple[str, ...]] = Listed(each=Text(longest=120), most=12, lone=True)

EACH = Field("each", Flag(), "Whether the exercise is done on each side; true unless it says false.", default=True)
_ORDER = Field(
    "order",
    words("block", "alternate"),
    "All reps of one side and then the other, or in turn; block unless told.",
    default="block",
)
_FIRST: Field[Side] = Field(
    "first", words("left", "right"), "The side that comes first; right unless told.", default="right"
)
_MEANS = Field("means", Text(longest=60), 'What "right" names: the direction of a tilt, the arm on the frame.')
_STRETCHES = Field(
    "stretches",
    words("same", "other"),
    "Whether the side that is named is lengthened, or the opposite one; same unless told.",
    default="same",
)
_SIDES = Record("sides", (EACH, _ORDER, _FIRST, _MEANS, _STRETCHES))
_SIDES_IN_A_WORD = Choice(
    {"each": Values(Span(1, 1), {EACH.name: True}), "none": Values(Span(1, 1), {EACH.name: False})}
)

USE = Field(
    "use", Text(longest=80, required=True), "An exercise to start from; every key beside it changes one thing."
)
NAME = Field("name", Text(longest=60, required=True), "What it is called on screen.")
REGION = Field(
    "region",
    Text(longest=40),
    "The part of the body it is for: neck, shoulders, upper back, eyes ...",
    default="whole body",
)
KIND: Field[ExerciseKind] = Field(
    "kind",
    words("ais", "strength", "mobility", "timed", "steps"),
    "ais (holds of at most 2 s), strength, mobility, timed or steps; told from the phases where it is not written.",
)
LENGTHENS = Field("lengthens", Text(), "What is stretched.")
WORKS = Field("works", Text(), "What does the work.")
POSITION = Field(
    "position",
    Text(longest=60),
    "How it is done: sit, stand, lie; sit or stand unless told.",
    default="sit or stand",
)
EQUIPMENT = Field("equipment", Text(longest=80), "What must be at hand; none unless told.", default="none")
INSTEAD = Field(
    "instead",
    Text(longest=80, required=True),
    "The exercise that stands in where its position or equipment cannot be had: its seated twin.",
)
SETUP = Field("setup", Text(fills=True), "How to get into position; {side} and {other} are filled in.")
BREATHING = Field("breathing", Text(), "When to breathe out and in.")
TIPS: Field[tuple[str, ...]] = Field(
    "tips",
    Listed(each=Text(longest=LONGEST_TIP, required=True), most=31, lone=True),
    "Something to look at besides, a few words each; one of them is shown, another one each day.",
)
REPS = Field("reps", Whole(1, 60), "Reps, on each side where there are sides; 10 unless told.", default=10)
SIDES: Field[Values] = Field(
    "sides",
    Either(_SIDES_IN_A_WORD, _SIDES),
    "each, none, or how the two sides are taken; none unless told.",
    default="none",
)
PREPARE = Field("prepare", _PAUSE, "Time to get into position; 8s unless told.", default="8s")
SWITCH = Field("switch", _PAUSE, "Time to change sides; 5s unless told.", default="5s")
MISTAKES = Field("mistakes", _LINES, "What often goes wrong, a few words each.")
STOP_IF = Field("stop_if", _LINES, "When to stop at once, a few words each; a general list unless told.")
AVOID_IF = Field("avoid_if", Text(), "Who should leave it out, or ask a professional first.")
EASIER = Field("easier", Text(), "How to make it easier.")
HARDER = Field("harder", Text(), "How to make it harder.")
BASIS = Field("basis", Text(), "Where the exercise and its dose come from.")

PLAIN: Final = (
    *(NAME, REGION, KIND, LENGTHENS, WORKS, POSITION, EQUIPMENT, INSTEAD, SETUP, BREATHING, TIPS),
    *(REPS, PREPARE, SWITCH, MISTAKES, STOP_IF, AVOID_IF, EASIER, HARDER, BASIS),
)
"""The keys whose values are those of an exercise, under the same names."""

EXERCISE = Record("an exercise", (*PLAIN, USE, SIDES, PHASES, *SHORT_FORM), lone=USE.name)

SUMMARY = Field("summary", Text(longest=120), "What the routine is for, in one line.")
WHEN = Field("when", Text(longest=120), "When to do it.")
EXERCISES = Field(
    "exercises",
    Listed(each=EXERCISE, least=1, most=50),
    "What is done, in order: each entry uses an exercise of the library, or is one written out.",
    required=True,
)
REST = Field("rest", _PAUSE, "A pause between two exercises; none unless told.", default="0s")
ROUNDS = Field("rounds", Whole(1, 10), "How often all of it is done; once unless told.", default=1)

ROUTINE = Record("a routine", (NAME, SUMMARY, WHEN, EXERCISES, REST, ROUNDS))

EXERCISE_ALONE: Final = tuple(
    field.name for field in EXERCISE.fields if field.name not in {key.name for key in ROUTINE.fields}
)
"""The keys that show, where none is ``exercises``, that a file describes an exercise and no routine."""
