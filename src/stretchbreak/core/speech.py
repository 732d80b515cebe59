"""Timeline → words: what a voice says with each cue, so that a break can be done with the eyes shut.

Theory of operation
-------------------
A voice says names where the exercise or the side changes, explains a movement in the first two reps of each side, and
says one word a phase from then on: what to do, and in the hold which rep it is. Long phases have the time to be
explained each time, and are.

Nothing is said that would last longer than its phase. How long words are is known only once they were rendered, and
differs from voice to voice; so each cue has several texts, the fullest first, and the first that fits is said.
Estimates only leave out what cannot possibly fit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from stretchbreak.core.exercise import Exercise, fill
from stretchbreak.core.timeline import Cue, CuePhase, Timeline
from stretchbreak.core.tones import LEADS, Tone, changes_side
from stretchbreak.core.wording import counted

EXPLAINED = 2
"""Reps of each side in which movements are explained."""

LONG = 4.0
"""Seconds from which on a phase has the time to be explained in each rep, and a rest the time to be named."""

PAUSE = 0.05
"""Seconds between the end of what is said and the next cue."""

LONGEST = 300
"""Characters that are said at once: twice as many as any phase of ours has time for."""

HOPE = 1.3
"""How much longer than its phase a text may be by our estimate before no voice is asked to try it."""

_WORDS: Final[Mapping[CuePhase, str]] = {"move": "Move", "hold": "Hold", "return": "Back", "step": "Next"}
"""What is said of a phase that has no word of its own."""

# Brackets lead a voice to take text for commands: half a minute of silence, another voice, sounds instead of letters.
_UNSPOKEN: Final = str.maketrans(dict.fromkeys("[]{}<>|\\^~*_#", " "))


@dataclass(frozen=True, slots=True)
class Saying:
    """What may be said with a cue: the first of these texts that is over in time, the fullest first."""

    texts: tuple[str, ...]


def sayings(line: Timeline) -> tuple[Saying | None, ...]:
    """What is said with each cue of the timeline, in their order; None where nothing is."""
    cues = line.cues
    before: Sequence[Cue | None] = (None, *cues)
    return tuple(_saying(_texts(line, earlier, cue), cue.seconds) for earlier, cue in zip(before, cues, strict=False))


def ending(done: int, planned: int) -> Saying:
    """What is said when the break is over, with so many of its reps done."""
    reps = counted(planned, "rep")
    return Saying((f"Break done. {f'All {reps}' if done == planned else f'{done} of {reps}'}.", "Break done."))


def room(cue: Cue, told: Tone | None, pace: float = 1.0) -> tuple[float, float]:
    """Seconds after which words may begin, behind the tone, and seconds for which they may last."""
    lead = 0.0 if told is None else LEADS[told]
    return lead, max(cue.seconds / pace - lead - PAUSE, 0.0)


def fitting(saying: Saying, seconds: float, length: Callable[[str], float]) -> str | None:
    """The text that is said if there are so many seconds for it; None where each is too long."""
    return next((text for text in saying.texts if length(text) <= seconds), None)


def estimate(text: str) -> float:
    """About how many seconds a voice needs for the text, at three words a second."""
    breaks = sum(text.count(mark) for mark in ".:;!?") - text.endswith((".", "!", "?"))
    return max(0.4, 0.15 + 0.047 * len(text) + 0.35 * breaks + 0.15 * text.count(","))


def speakable(text: str) -> str:
    """The text without anything that a voice would not speak but obey, of bearable length."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text.translate(_UNSPOKEN))
    words = plain.split()
    while words and len(" ".join(words)) > LONGEST:
        words.pop()
    return " ".join(words)


def _saying(texts: Sequence[str], seconds: float) -> Saying | None:
    """These texts as far as they may fit: at least the shortest."""
    spoken = list(dict.fromkeys(text for text in map(speakable, texts) if text))
    hopeful = [text for text in spoken if estimate(text) <= HOPE * seconds]
    chosen = hopeful or sorted(spoken, key=estimate)[:1]
    return Saying(tuple(chosen)) if chosen else None


def _texts(line: Timeline, before: Cue | None, cue: Cue) -> list[str]:
    """What may be said with a cue that comes after ``before``, the fullest first."""
    begins = before is None or before.station != cue.station
    match cue.phase:
        case "prepare":
            return _prepared(line, cue, opens=before is None)
        case "switch":
            return [*_with_setup("Switch. " + _side(cue), cue), "Switch."]
        case "rest" if cue.rep is None:
            return [f"Rest. Next: {cue.exercise.name}.", "Rest."]
        case "rest":
            return ["Rest."] if cue.seconds >= LONG else []
        case _:
            texts = list(_in_rep(before, cue))
            if begins:
                return [*_before(_heading(line, cue, opens=before is None), texts), *texts]
            if before is not None and changes_side(before, cue):
                return [*_before([f"Switch. {_side(cue)}", "Switch."], texts), *texts]
            if before == line.cues[0] and before.seconds < LONG <= cue.seconds:
                # There was hardly time for the name of the routine.
                return [f"{cue.exercise.name}. {texts[0]}", *texts]
            return texts


# Between reps


def _prepared(line: Timeline, cue: Cue, *, opens: bool) -> list[str]:
    full, *shorter = _heading(line, cue, opens=opens)
    return [*_with_setup(f"{full} {_dose(cue.exercise)}".strip(), cue), full, *shorter]


def _heading(line: Timeline, cue: Cue, *, opens: bool) -> list[str]:
    """The exercise and its side; at the beginning of a break the routine and how much there is to do."""
    name, side = f"{cue.exercise.name}.", _side(cue)
    if not opens:
        return [f"{name} {side}", name]
    if line.routine.name == cue.exercise.name:
        name = f"{cue.exercise.name}, {counted(line.routine.reps, 'rep')}."
        return [f"{name} {side}", name]
    routine = f"{line.routine.name}, {counted(line.stations, 'exercise')}."
    return [f"{routine} {name} {side}", f"{routine} {name}", routine]


def _side(cue: Cue) -> str:
    """The side that is stretched, as the screen names it."""
    sides = cue.exercise.sides
    if cue.stretches is None or sides is None:
        return ""
    if sides.order == "alternate":
        return "Both sides in turn."
    is_first = cue.side == sides.first and sides.order == "block"
    return f"{cue.stretches.capitalize()} side{' first' if is_first else ''}."


def _dose(exercise: Exercise) -> str:
    if exercise.reps == 1:
        return ""
    on_one_side = exercise.sides is None or exercise.sides.order == "single"
    return f"{exercise.reps} times{'' if on_one_side else ' on each side'}."


def _with_setup(words: str, cue: Cue) -> list[str]:
    """The words and how to set oneself up: all of that, then less and less of it, a sentence at a time."""
    sentences = [] if cue.text == cue.exercise.name else cue.text.split(". ")
    kept = [". ".join(sentences[:count]) for count in range(len(sentences), 0, -1)]
    return [*(f"{words} {_ended(setup)}" for setup in kept), words]


def _ended(text: str) -> str:
    """With a full stop: a voice lowers itself there."""
    return f"{text.rstrip('. ')}."


# In a rep


def _in_rep(before: Cue | None, cue: Cue) -> Iterator[str]:
    """What to do, and which rep it is, in as many words as there is time for."""
    word = cue.say or _WORDS.get(cue.phase, "")
    explains = cue.rep is not None and (cue.rep <= EXPLAINED or cue.seconds >= LONG)
    is_first = before is None or (before.station, before.side, before.rep) != (cue.station, cue.side, cue.rep)
    ahead = _ahead(cue) if is_first else ""
    number = _number(cue, is_first=is_first)
    if cue.phase == "hold" and number:
        if explains and cue.seconds >= LONG:
            yield f"{number} {ahead} {_ended(cue.text)}"
        yield from (f"{ahead} {_ended(word)} {number}",) if explains or ahead else ()
        yield number
        return
    ahead = f"{number} {ahead}".strip()
    if explains:
        # Whoever is told to move the right ear need not be told the side as well.
        names_side = cue.side is not None and cue.side in cue.text.lower()
        yield f"{_without_side(ahead, cue) if names_side else ahead} {_ended(cue.text)}"
    yield f"{ahead} {_ended(word)}"
    if ahead:
        yield ahead


def _ahead(cue: Cue) -> str:
    """What is said at the beginning of a rep besides its movement: that it is the last, and the side it is for."""
    sides = cue.exercise.sides
    last = "Last one." if cue.rep == cue.of > 1 else ""
    side = f"{cue.side.capitalize()}." if cue.side and sides is not None and sides.order == "alternate" else ""
    return f"{last} {side}".strip()


def _without_side(ahead: str, cue: Cue) -> str:
    return ahead.removesuffix(f"{(cue.side or '').capitalize()}.").strip()


def _number(cue: Cue, *, is_first: bool) -> str:
    """The rep, at the beginning of its first hold; where nothing is held, with its first movement."""
    if cue.of == 1:
        return ""
    holds = [phase for phase in cue.exercise.phases if phase.kind == "hold"]
    if holds:
        is_counted = cue.phase == "hold" and cue.text == fill(holds[0].cue, cue.side)
        return f"{cue.rep}." if is_counted else ""
    return f"{cue.rep}." if is_first and cue.rep != cue.of else ""


def _before(headings: Sequence[str], texts: Sequence[str]) -> list[str]:
    """Each heading in front of the shortest text, and alone."""
    shortest = min(filter(None, texts), key=len, default="")
    return [part for heading in headings for part in (f"{heading} {shortest}", heading)]
