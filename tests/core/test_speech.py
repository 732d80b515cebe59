"""What a voice says: by ear alone a break can be done, and no word outlasts its phase."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import MODEST, TILT, a_routine, an_exercise
from stretchbreak.core.exercise import Exercise, Phase, Sides
from stretchbreak.core.routine import Routine, of_one
from stretchbreak.core.speech import (
    HOPE,
    LONG,
    LONGEST,
    Saying,
    ending,
    estimate,
    fitting,
    room,
    sayings,
    speakable,
)
from stretchbreak.core.tempo import Pace, Tempo
from stretchbreak.core.timeline import Cue, Timeline, timeline
from stretchbreak.core.tones import tone
from stretchbreak.core.wording import counted
from stretchbreak.shell.folders import shipped_routines
from stretchbreak.shell.library import Library

LIBRARY = Library(Path("no-such-folder"), shipped_routines())
TEMPOS: list[Tempo] = ["gentle", "standard", "brisk"]
SHIPPED = [
    pytest.param(entry.id, tempo, id=f"{entry.id}, {tempo}") for entry in LIBRARY.entries() for tempo in TEMPOS
]
every_break = pytest.mark.parametrize(("name", "tempo"), SHIPPED)
EACH_SIDE = Sides(stretches="other")


@dataclass(frozen=True)
class Spoken:
    """A cue, the time that there is for words, and what is said."""

    cue: Cue
    seconds: float
    text: str


def transcript(line: Timeline, length: Callable[[str], float] = estimate) -> list[Spoken]:
    """All that is said in a break by a voice that needs so long for each text; nothing is an empty text."""
    spoken = []
    for before, cue, saying in zip([None, *line.cues], line.cues, sayings(line), strict=False):
        _, seconds = room(cue, tone(before, cue))
        text = None if saying is None else fitting(saying, seconds, length)
        spoken.append(Spoken(cue, seconds, text or ""))
    return spoken


def heard(routine: Routine) -> list[str]:
    """What is said with each cue."""
    return [one.text for one in transcript(timeline(routine))]


def shipped(name: str, tempo: Tempo) -> list[Spoken]:
    """What is said in a shipped break."""
    return transcript(timeline(LIBRARY.routine(name), Pace(tempo)))


def by_rep(spoken: list[Spoken]) -> Iterator[list[Spoken]]:
    """The cues of each rep."""
    for rep, cues in groupby(spoken, key=lambda one: (one.cue.station, one.cue.side, one.cue.rep)):
        if rep[2] is not None:
            yield list(cues)


# By ear alone


@every_break
def test_the_first_words_name_the_break_and_say_how_much_it_is(name: str, tempo: Tempo) -> None:
    """Its name, and how many exercises, or how many reps where it is a single one."""
    routine, first = LIBRARY.routine(name), shipped(name, tempo)[0].text
    assert first.startswith(routine.name)
    assert counted(len(routine.exercises), "exercise") in first or counted(routine.reps, "rep") in first


@every_break
def test_every_exercise_is_named_before_or_with_its_first_movement_and_never_in_a_rep(
    name: str, tempo: Tempo
) -> None:
    """Names belong to transitions."""
    spoken = shipped(name, tempo)
    firsts = [True, *(one.cue.rep is None for one in spoken[:-1])]
    for _, cues in groupby(zip(spoken, firsts, strict=True), key=lambda pair: pair[0].cue.station):
        told = [(one.cue.rep is None or is_first, one.cue.exercise.name in one.text) for one, is_first in cues]
        assert any(named for is_transition, named in told if is_transition)
        assert not any(named for is_transition, named in told if not is_transition)


@every_break
def test_every_phase_begins_with_a_word(name: str, tempo: Tempo) -> None:
    """All but the short rest behind a rep, whose release was told."""
    assert {one.cue.phase for one in shipped(name, tempo) if not one.text} <= {"rest"}


@every_break
def test_every_change_of_side_is_told(name: str, tempo: Tempo) -> None:
    """Switch, and the side that is stretched now; or, where sides alternate, the side in each rep."""
    for before, one in pairwise(shipped(name, tempo)):
        if one.cue.station != before.cue.station or one.cue.side == before.cue.side:
            continue
        if one.cue.phase == "switch":
            assert one.text.startswith(f"Switch. {str(one.cue.stretches).capitalize()} side.")
        else:
            assert str(one.cue.side) in one.text.lower()


@every_break
def test_every_rep_is_counted_and_the_last_one_announced(name: str, tempo: Tempo) -> None:
    """Its number is said once; the last one begins with these words."""
    for rep in by_rep(shipped(name, tempo)):
        cue, words = rep[0].cue, " ".join(one.text for one in rep)
        if cue.of == 1:
            continue
        is_last = cue.rep == cue.of
        assert ("Last one." in rep[0].text) == is_last
        assert words.count(f"{cue.rep}.") == 1 or (is_last and f"{cue.rep}." not in words)


@every_break
def test_from_the_third_rep_on_a_phase_has_one_word(name: str, tempo: Tempo) -> None:
    """Besides the number, the side and "last one", which are news; long phases are explained each time."""
    for rep in by_rep(shipped(name, tempo)):
        for one in rep:
            if one.cue.rep is None or one.cue.rep <= 2 or one.cue.seconds >= LONG:
                continue
            word = one.text.replace("Last one.", "").replace(f"{one.cue.rep}.", "")
            word = word.replace("Right.", "").replace("Left.", "")
            assert len(word.split()) <= max(len(one.cue.say.split()), 1)


@every_break
def test_nothing_that_is_said_outlasts_its_phase(name: str, tempo: Tempo) -> None:
    """Tone, words and a breath fit in."""
    assert [one for one in shipped(name, tempo) if one.text and estimate(one.text) > one.seconds] == []


def test_the_end_is_told_with_what_was_done() -> None:
    """All of it, or how much of it."""
    assert ending(2, 2).texts == ("Break done. All 2 reps.", "Break done.")
    assert ending(1, 2).texts == ("Break done. 1 of 2 reps.", "Break done.")


# One exercise


def test_a_break_of_one_exercise_is_told_like_this() -> None:
    """Word for word."""
    exercise = an_exercise(sides=EACH_SIDE, reps=3)
    first, *rest = heard(of_one(exercise))
    assert first == "Side tilt, 6 reps. Left side first. 3 times on each side. Sit tall. Let the left arm hang."
    assert rest == [
        *("Tip right ear to right shoulder.", "Hold. 1.", "Back.", ""),
        *("Tip right ear to right shoulder.", "Hold. 2.", "Back.", ""),
        *("Last one. Tilt.", "3.", "Back.", ""),
        "Switch. Right side. Sit tall. Let the right arm hang.",
        *("Tip left ear to left shoulder.", "Hold. 1.", "Back.", ""),
        *("Tip left ear to left shoulder.", "Hold. 2.", "Back.", ""),
        *("Last one. Tilt.", "3.", "Back.", ""),
    ]


def words_of(exercise: Exercise, cue: int) -> str:
    """What is said with one cue of a break of this exercise among others."""
    return heard(a_routine(an_exercise(reps=1), exercise))[5 + cue]


def test_a_mini_dose_is_told_as_one_side_and_full_stops_are_not_doubled() -> None:
    """Three times, the left side, and nothing of another."""
    phases = (Phase(kind="move", seconds=2.0, cue="Tip over.", say="Tilt."), TILT[1])
    exercise = an_exercise(phases=phases, sides=Sides(order="single", stretches="other"))
    assert heard(of_one(exercise))[:4] == [
        "Side tilt, 3 reps. Left side. 3 times. Sit tall. Let the left arm hang.",
        "Tip over.",
        "Hold. 1.",
        "Tip over.",
    ]


def test_without_a_hold_the_rep_is_counted_at_its_beginning() -> None:
    """There is no other moment for it."""
    roll = (Phase(kind="move", seconds=1.0, cue="Shoulders up", say="Up"), TILT[2])
    exercise = an_exercise(name="Rolls", phases=roll, reps=3)
    assert [words_of(exercise, cue) for cue in (1, 3, 5)] == ["1. Up.", "2. Up.", "Last one."]


def test_without_time_to_get_ready_the_first_movement_says_what_it_is() -> None:
    """As much of it as fits."""
    assert words_of(an_exercise(name="Nod", prepare=0.0), 0) == "Nod. Tilt."


def test_without_time_to_change_over_the_first_movement_says_switch() -> None:
    """As much of it as fits."""
    exercise = an_exercise(name="Nod", sides=EACH_SIDE, reps=1, switch=0.0)
    assert words_of(exercise, 5) == "Switch. Right side."


def test_a_rest_between_exercises_says_what_comes() -> None:
    """Time to fetch what is needed."""
    routine = a_routine(an_exercise(reps=1), an_exercise(name="Chin glide", reps=1), rest=10.0)
    assert heard(routine)[5] == "Rest. Next: Chin glide."


def test_a_phase_without_a_word_of_its_own_has_that_of_its_kind() -> None:
    """Whoever leaves ``say`` out is not left in silence."""
    kinds = [
        Phase(kind=kind, seconds=2.0, cue="A much longer text than anybody can say") for kind in ("move", "return")
    ]
    exercise = an_exercise(name="Nod", phases=tuple(kinds), reps=4)
    assert [words_of(exercise, cue) for cue in (5, 6)] == ["3. Move.", "Back."]


def test_a_text_of_two_holds_is_counted_once() -> None:
    """At the first one, as the screen has it."""
    holds = (TILT[1], Phase(kind="hold", seconds=2.0, cue="And deeper", say="Deeper"))
    exercise = an_exercise(name="Nod", phases=holds, reps=4)
    assert [words_of(exercise, cue) for cue in (5, 6)] == ["3.", "Deeper."]


# Room and length


def test_words_begin_behind_their_tone_and_end_before_the_next() -> None:
    """A preview at four times the speed has a quarter of the time."""
    cue = timeline(a_routine()).cues[1]
    assert [round(part, 3) for part in room(cue, "move")] == [0.12, 1.83]
    assert [round(part, 3) for part in room(cue, None)] == [0.0, 1.95]
    assert [round(part, 3) for part in room(cue, "move", 4.0)] == [0.12, 0.33]
    assert room(cue, "move", 60.0)[1] == 0.0


def test_the_fullest_text_that_fits_is_said() -> None:
    """And none, if each is too long."""
    saying = Saying(("twelve words", "six", "one"))
    lengths = {"twelve words": 3.0, "six": 1.5, "one": 0.5}
    said = [fitting(saying, seconds, lengths.__getitem__) for seconds in (3.0, 2.9, 1.0, 0.4)]
    assert said == ["twelve words", "six", "one", None]


@every_break
def test_no_voice_is_asked_to_try_what_cannot_fit(name: str, tempo: Tempo) -> None:
    """Each text that is rendered costs time; the shortest always gets its chance."""
    for cue, saying in zip((line := timeline(LIBRARY.routine(name), Pace(tempo))).cues, sayings(line), strict=True):
        if saying is not None:
            assert all(estimate(text) <= HOPE * cue.seconds for text in saying.texts[:-1])


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("Tilt", "Tilt"),
        ("[[slnc 30000]] Tilt", "slnc 30000 Tilt"),
        ("<audio src='x'/>Tilt", "audio src='x'/ Tilt"),
        ("a\x1b[31mb\x00c\nd\u202ee", "a 31mb c d e"),
        ("-w /etc/passwd", "-w /etc/passwd"),
        ("Kopf über die rechte Schulter, 漢字", "Kopf über die rechte Schulter, 漢字"),
        ("", ""),
    ],
)
def test_a_voice_is_given_words_and_no_commands(text: str, spoken: str) -> None:
    """What a voice would obey rather than say is left out; letters of all alphabets stay."""
    assert speakable(text) == spoken


@MODEST
@given(st.text(max_size=2000))
def test_whatever_a_text_holds_its_spoken_form_is_short_and_plain(text: str) -> None:
    """One line of printable characters, at most as long as can be borne; cleaned twice it is the same."""
    spoken = speakable(text)
    assert len(spoken) <= LONGEST
    assert spoken.isprintable()
    assert not set(spoken) & set("[]{}<>|\\")
    assert speakable(spoken) == spoken


@MODEST
@given(
    st.lists(st.sampled_from(["move", "hold", "return", "rest", "step"]), min_size=1, max_size=4),
    st.sampled_from([0.2, 1.0, 2.0, 20.0]),
    st.integers(1, 4),
    st.sampled_from([None, EACH_SIDE, Sides(order="alternate"), Sides(order="single")]),
    st.sampled_from([0.0, 3.0, 8.0]),
)
def test_no_exercise_is_told_beyond_its_phases(
    kinds: list[str], seconds: float, reps: int, sides: Sides | None, between: float
) -> None:
    """However it is made, what is said fits, and every text could be a voice's."""
    phases = tuple(Phase(kind=kind, seconds=seconds, cue="Tip {side}. {Other} [down]") for kind in kinds)  # type: ignore[arg-type]  # sampled
    exercise = an_exercise(phases=phases, reps=reps, sides=sides, prepare=between, switch=between)
    line = timeline(a_routine(exercise, an_exercise(name="Chin glide")))
    assert all(estimate(one.text) <= one.seconds for one in transcript(line) if one.text)
    for saying in sayings(line):
        assert saying is None or (saying.texts and all(speakable(text) == text for text in saying.texts))
