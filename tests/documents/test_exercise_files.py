"""Exercise files: what they may leave out, what they come to, and every mistake that can be made in one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NoReturn

import pytest

from stretchbreak.core.exercise import Exercise, Phase, Sides
from stretchbreak.documents.exercise import GENERAL_STOP_LIST, UseError, read_exercise, slug_of
from stretchbreak.documents.keys import EXERCISE, ROUTINE
from stretchbreak.documents.source import Reading, Source

Read = Callable[[str], Reading[Exercise]]

STOP = "stop_if: [pain]\n"


def first(reading: Reading[Exercise]) -> str:
    """Place and message of the first problem, with its remedy."""
    problem = reading.problems[0]
    place = "" if problem.span is None else f"{problem.span.line}:{problem.span.column} "
    return f"{place}{problem.message} | {problem.remedy}"


def test_a_short_file_gets_sensible_defaults(exercise_of: Read) -> None:
    """Everything that is not said has the value that format and evidence name."""
    exercise = exercise_of("move: 2s Slide up\nhold: 2s Long neck\nreturn: 1.5s Slide down\n" + STOP).demand()
    assert exercise == Exercise(
        id="angel",
        name="Angel",
        kind="ais",
        reps=10,
        prepare=8.0,
        switch=5.0,
        position="sit or stand",
        equipment="none",
        stop_if=("pain",),
        phases=(
            Phase(kind="move", seconds=2.0, cue="Slide up", say="Move"),
            Phase(kind="hold", seconds=2.0, cue="Long neck", say="Hold"),
            Phase(kind="return", seconds=1.5, cue="Slide down", say="Back"),
        ),
    )


def test_short_and_full_form_make_the_same_exercise(exercise_of: Read) -> None:
    """``move: 2s Up`` says what an entry of ``phases`` says."""
    short = exercise_of("move: 2s Up\nrest: 0.5 Loose\n" + STOP)
    full = exercise_of(
        "phases:\n- {phase: move, seconds: 2, cue: Up}\n- {phase: rest, seconds: 0.5s, cue: Loose}\n" + STOP
    )
    assert short.demand() == full.demand()


def test_short_phases_keep_the_order_in_which_they_are_written(exercise_of: Read) -> None:
    """A rest may come first, and a step between."""
    exercise = exercise_of("rest: 1s a\nstep: 2s b\nmove: 3s c\n" + STOP).demand()
    assert [phase.kind for phase in exercise.phases] == ["rest", "step", "move"]


@pytest.mark.parametrize(
    ("phases", "kind"),
    [
        ("move: 1s\nhold: 2s\n", "ais"),
        ("move: 1s\nhold: 3s\n", "strength"),
        ("hold: 30s\n", "timed"),
        ("move: 1s\nreturn: 1s\n", "mobility"),
        ("step: 10s\nhold: 30s\n", "steps"),
    ],
)
def test_a_kind_that_is_not_told_is_seen_in_the_phases(exercise_of: Read, phases: str, kind: str) -> None:
    """Holds, moves and steps tell what sort of exercise it is."""
    assert exercise_of(phases + STOP).demand().kind == kind


@pytest.mark.parametrize(
    ("sides", "expected"),
    [
        ("each", Sides()),
        ("none", None),
        ("{each: false}", None),
        ("{order: alternate, first: left}", Sides(order="alternate", first="left")),
        ("{each: true, stretches: other, means: tilt}", Sides(stretches="other", means="tilt")),
    ],
)
def test_sides_are_a_word_or_a_mapping(exercise_of: Read, sides: str, expected: Sides | None) -> None:
    """The short words stand for the mappings that most exercises need."""
    assert exercise_of(f"move: 1s\nsides: {sides}\n{STOP}").demand().sides == expected


def test_without_a_stop_list_the_general_one_is_used_with_a_warning(exercise_of: Read) -> None:
    """A missing ``stop_if`` does not keep an exercise from being done."""
    reading = exercise_of("move: 1s Up\n")
    assert reading.demand().stop_if == GENERAL_STOP_LIST
    assert [problem.severity for problem in reading.problems] == ["warning"]


def test_wrapped_text_becomes_one_line(exercise_of: Read) -> None:
    """However a text is wrapped in the file, it is one line on screen."""
    assert exercise_of("setup: |\n  Sit\n    tall.\nmove: 1s\n" + STOP).demand().setup == "Sit tall."


def test_an_exercise_can_start_from_another(exercise_of: Read) -> None:
    """What is written beside ``use`` replaces what the used exercise says, and nothing else."""
    exercise = exercise_of("use: tilt\nreps: 8\nhold: 1.5s\nsides: {first: left}\n").demand()
    assert (exercise.id, exercise.name, exercise.reps) == ("angel", "Side tilt", 8)
    assert exercise.sides == Sides(first="left", means="direction of tilt", stretches="other")
    assert exercise.phases[1] == Phase(kind="hold", seconds=1.5, cue="Fingers rest", say="Hold")
    assert len(exercise.phases) == 4


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hold: two Long neck", '1:7 hold must be a duration like 2s, not "two" | write it as "hold: 2s Long neck"'),
        ("hold: Long neck", '1:7 hold must be a duration like 2s, not "Long" | write it as "hold: 2s Long neck"'),
        ("hold: 2 s Neck", '1:7 hold has a space inside its duration | write it as "hold: 2s Neck"'),
        ("hold: -2s Neck", '1:7 hold must be a duration like 2s, not "-2s" | write it as "hold: 2s Neck"'),
        (
            "hold: 0s Neck",
            '1:7 hold must be longer than 0 s and at most 10 min, not "0s" | write it as "hold: 2s Neck"',
        ),
        ("hold: 11m", '1:7 hold must be longer than 0 s and at most 10 min, not "11m" | write it as "hold: 2s"'),
        ("hold: [2s]", "1:7 hold must be a duration like 2s and a few words, not a list | "),
        ("prepare: 10:00", '1:10 prepare must be a duration like 2s, not "10:00" | write it as "prepare: 2s"'),
        ("prepare: 3m", '1:10 prepare must be from 0 s to 2 min, not "3m" | write it as "prepare: 2s"'),
        ("reps: 0", '1:7 reps must be a whole number from 1 to 60, not "0" | write it as "reps: 10"'),
        ("reps: 61", '1:7 reps must be a whole number from 1 to 60, not "61" | write it as "reps: 10"'),
        ("reps: ten", '1:7 reps must be a whole number from 1 to 60, not "ten" | write it as "reps: 10"'),
        ('reps: "8"', '1:7 reps must be a number, not text | write it as "reps: 8"'),
        (f"reps: {'9' * 5000}", "1:7 reps must be a whole number from 1 to 60"),
        ("rep: 8", '1:1 an exercise has no key "rep" | did you mean "reps"?'),
        ("Name: x", '1:1 an exercise has no key "Name" | did you mean "name"?'),
        ("kind: AIS", '1:7 kind must be ais, strength, mobility, timed or steps, not "AIS" | did you mean "ais"?'),
        ("sides: both", '1:8 sides must be each or none, not "both" | write it as "sides: each"'),
        ("sides: {each: yes}", '1:15 each must be true or false, not "yes" | write it as "each: true"'),
        ("sides: {each: tRue}", '1:15 each must be true or false, not "tRue" | write it as "each: true"'),
        ("sides: {each: no}", '1:15 each must be true or false, not "no" | write it as "each: false"'),
        ("reps: !!str 8", "1:7 reps must be a number, not text | write it as"),
        ("name:", "1:1 name has no value | write text after the colon, or delete the line"),
        ('name: ""', "1:7 name must not be empty | write a word or two"),
        (f"name: {'x' * 61}", "1:7 name is 61 characters long; at most 60 are shown | say it in fewer words"),
        (
            'name: "a\\e[31m"',
            "1:7 name holds the invisible character U+001B, which could steer the terminal | delete it",
        ),
        (
            'name: "a\\u202Eb"',
            "1:7 name holds the invisible character U+202E, which could steer the terminal | delete it",
        ),
        ("setup: Lift {sdie} arm", '1:13 "{sdie}" is no placeholder | did you mean "{side}"?'),
        (
            "setup: Lift {arm",
            '1:13 "{arm" is no placeholder | only {side}, {other}, {Side}, {Other} can be filled in',
        ),
        (
            "setup: Lift {side} arm",
            '1:8 a side is to be filled in here, but the exercise has no sides | add "sides: each"',
        ),
        (
            "name: The {side}",
            "1:11 name is the same for both sides, so that {side} cannot be filled in | say it without",
        ),
        ("setup: {side}", "1:8 setup must be text, not keys and values | put it in quotes"),
        ("step: 2s Reach with your {side} arm up to the roof\nsides: each", ""),
        (
            "step: 2s Reach with your {side} arm up to the roofs\nsides: each",
            '1:10 cue is 41 characters long with "right" filled in; at most 40 fit | say it in fewer words',
        ),
        (
            "phases: [{phase: move, seconds: 1, say: Elevenchars}]",
            "1:41 say is 11 characters long; at most 10 fit | ",
        ),
        ("phases: []", "1:9 phases has 0 entries; from 1 to 20 are possible | write at least one"),
        ("phases: [{phase: move}]", '1:11 a phase needs seconds | add "seconds: ..."'),
        ("phases: [move]", '1:10 an entry of phases must be a phase written as keys and values, not "move" | '),
        (
            "phases: [{phase: move, seconds: 1}]\nhold: 2s",
            "2:7 phases are written twice: in their short form here, and under phases | keep one of the two forms",
        ),
        (
            "kind: ais\nhold: 2.1s",
            '2:7 a hold of kind ais lasts at most 2 s, not 2.1 s | hold it for 2s, or write "kind',
        ),
        ("use: tlit", '1:6 there is no exercise called "tlit" | did you mean "tilt"?'),
        ("use: tilt\nhold: 3s", "2:7 a hold of kind ais lasts at most 2 s, not 3 s | "),
        ("use: tilt\nsides: none", "2:8 a side is to be filled in here, but the exercise has no sides | "),
        ("use: tilt\nstep: 3s", "2:7 the exercise that is used has no step phases, not one to change | "),
        ("reps: 60\nhold: 10m", "1:7 this exercise takes more than two hours | use fewer reps or shorter phases"),
        ("reps: 8", "1:1 this exercise has no phases, so that there is nothing to do | add lines such as"),
        ("instead: angel", "1:10 an exercise cannot stand in for itself | name another one"),
        ('instead: ""', "1:10 instead must not be empty | write a word or two"),
        (f"tips: [a, {'x' * 61}]", "1:11 an entry of tips is 61 characters long; at most 60 are shown | say it"),
        ("tips: [a, {side}]", "1:11 an entry of tips must be text, not keys and values | put it in quotes"),
        ("[a, b]", "1:1 the file must be an exercise written as keys and values, not a list | begin with"),
    ],
)
def test_each_mistake_is_told_with_place_and_remedy(exercise_of: Read, text: str, said: str) -> None:
    """The first problem stands where the mistake was made and says how it would be right."""
    is_whole = text.startswith("[") or "phases" in said or any(f"{kind}:" in text for kind in ("hold", "step", "use"))
    reading = exercise_of(text + ("" if text.startswith("[") else "\n" + STOP) + ("" if is_whole else "move: 1s\n"))
    if said:
        assert first(reading).startswith(said)
        assert reading.value is None
    else:
        assert reading.problems == ()


def nobody(name: str) -> NoReturn:
    """There is no exercise at all."""
    raise UseError(f'there is no exercise called "{name}"', "look again")


def test_a_stand_in_that_does_not_exist_is_told_where_it_is_named() -> None:
    """Its name is looked up without reading it."""
    source = Source("angel.yaml", f"move: 1s\ninstead: ghost\n{STOP}")
    reading = read_exercise(source, "angel", find=nobody, look=nobody)
    assert first(reading) == '2:10 there is no exercise called "ghost" | look again'


def test_a_stand_in_made_from_its_own_original_stands_in_for_nothing(exercise_of: Read) -> None:
    """What it inherits would be its own name; any other stand-in is inherited like every key."""

    def original(name: str) -> Exercise:
        return replace(exercise_of("move: 1s\n" + STOP).demand(), id=name, instead="twin")

    def read(slug: str) -> Exercise:
        return read_exercise(Source("x.yaml", "use: original\n"), slug, original).demand()

    assert (read("twin").instead, read("other").instead) == ("", "twin")


def test_a_lone_tip_is_a_list_of_one(exercise_of: Read) -> None:
    """Tips are lines, like mistakes and reasons to stop."""
    assert exercise_of("move: 1s\ntips: Feet flat\n" + STOP).demand().tips == ("Feet flat",)


def test_all_mistakes_of_a_file_are_told_in_one_pass(exercise_of: Read) -> None:
    """Eight mistakes, eight places, in the order of the file."""
    reading = exercise_of(
        "name:\nregoin: neck\nreps: 100\nprepare: soon\nsides: {each: yes, frist: left}\n"
        "setup: The {sid} arm\nphases:\n  - {phase: move, seconds: 0}\n  - {phase: jump, seconds: 1, cue: {side}}\n"
    )
    assert [(problem.span.line, problem.severity) for problem in reading.problems if problem.span] == [
        (1, "error"),
        (1, "warning"),
        (2, "error"),
        (3, "error"),
        (4, "error"),
        (5, "error"),
        (5, "error"),
        (6, "error"),
        (8, "error"),
        (9, "error"),
        (9, "error"),
    ]


def test_every_key_says_what_it_is_for() -> None:
    """Whoever generates a schema or a page from the declarations finds a sentence for each key."""
    for record in (EXERCISE, ROUTINE):
        assert all(key.help.endswith((".", "...")) for key in record.fields)
        assert len({key.name for key in record.fields}) == len(record.fields)


@pytest.mark.parametrize(
    ("name", "slug"), [("Wall angel", "wall-angel"), ("  A_b! C ", "a-b-c"), ("Café", "café"), ("!!!", "exercise")]
)
def test_an_exercise_on_the_spot_goes_by_its_name(name: str, slug: str) -> None:
    """Its identifier is its name in small letters with dashes."""
    assert slug_of(name) == slug
