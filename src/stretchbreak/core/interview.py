"""The questions of a check-in, one key each; Enter and Esc are no answer, and then nothing is concluded from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal, get_args

from stretchbreak.core.checkin import Answers, News, Rating, wants_flags
from stretchbreak.core.places import PlaceName, Region, of_region
from stretchbreak.core.red_flags import RED_FLAGS, Urgency

Topic = Literal["where", "which", "how strong", "news", "emergency", "same day", "appointment"]

NO_ANSWER: Final = frozenset({"enter", "esc"})

_REGIONS: Final[dict[str, Region]] = {
    "n": "neck",
    "s": "shoulders",
    "u": "upper back",
    "l": "low back",
    "w": "wrists",
    "h": "hips",
    "e": "eyes",
    "0": "nowhere",
}
_NEWS: Final[dict[str, News]] = {"t": "tingling", "d": "dizziness", "p": "sharp pain"}
_SCORES: Final = {**{str(number): number for number in range(10)}, "x": 10}
_YES_NO: Final = {"y": "yes", "n": "no"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A question is open. ``region`` is where, as long as it is not known more closely."""

    topic: Topic
    answers: Answers
    region: Region = "nowhere"


@dataclass(frozen=True, slots=True, kw_only=True)
class Over:
    """Everything is asked."""

    answers: Answers


Interview = Asking | Over


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question, what it lists, the keys that answer it with their words, and what Enter means."""

    text: str
    listed: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...]
    enter: str = "no answer"


def begin(before: Rating | None = None) -> Asking:
    """The first question: where it is; after a break how strong it is now where it was before."""
    if before is None:
        return Asking(topic="where", answers=Answers())
    return Asking(topic="how strong", answers=Answers(place=before.place, before=before))


def question(asking: Asking) -> Question:
    """What is asked."""
    match asking.topic:
        case "where":
            return Question(text="Where do you feel something?", choices=tuple(_REGIONS.items()))
        case "which":
            places = of_region(asking.region)
            return Question(
                text=f"Where in the {asking.region}?",
                choices=tuple((str(number), place.name) for number, place in enumerate(places, 1)),
            )
        case "how strong":
            return Question(text=_how_strong(asking.answers), choices=(("0", "none"), ("x", "10, the worst")))
        case "news":
            return Question(text="Anything new?", choices=tuple(_NEWS.items()), enter="no")
        case urgency:
            return Question(
                text="Do you have any of these?", listed=RED_FLAGS[urgency], choices=tuple(_YES_NO.items())
            )


def _how_strong(answers: Answers) -> str:
    if answers.before is None:
        return f"How strong ({answers.place}), 0 to 9?"
    return f"And now ({answers.place}; {answers.before.score} before), 0 to 9?"


def answered(asking: Asking, key: str) -> Interview:
    """What comes next after this key; a key that is no answer changes nothing."""
    if key in NO_ANSWER:
        return _unanswered(asking)
    match asking.topic:
        case "where":
            return _where(asking, key)
        case "which":
            places = {str(number): place for number, place in enumerate(of_region(asking.region), 1)}
            return _place(asking, places[key].name) if key in places else asking
        case "how strong":
            return _next(asking, replace(asking.answers, score=_SCORES[key])) if key in _SCORES else asking
        case "news":
            return _next(asking, replace(asking.answers, news=_NEWS[key])) if key in _NEWS else asking
        case urgency:
            return _flag(asking, urgency, key)


def _where(asking: Asking, key: str) -> Interview:
    if key not in _REGIONS:
        return asking
    region = _REGIONS[key]
    places = of_region(region)
    if len(places) == 1:
        return _place(asking, places[0].name)
    return replace(asking, topic="which", region=region)


def _place(asking: Asking, place: PlaceName) -> Interview:
    answers = replace(asking.answers, place=place)
    return Over(answers=answers) if place == "nowhere" else Asking(topic="how strong", answers=answers)


def _flag(asking: Asking, urgency: Urgency, key: str) -> Interview:
    match key:
        case "y":
            return Over(answers=replace(asking.answers, flag=urgency))
        case "n":
            last = urgency == "appointment"
            return _next(asking, replace(asking.answers, cleared=last))
        case _:
            return asking


def _unanswered(asking: Asking) -> Interview:
    """Without a place there is nothing more to ask; a list that is not answered is not denied either."""
    if asking.topic in {"where", "which"} or asking.topic in get_args(Urgency):
        return Over(answers=asking.answers)
    return _next(asking, asking.answers)


def _next(asking: Asking, answers: Answers) -> Interview:
    """The question after this one."""
    following: dict[Topic, Topic] = {"how strong": "news", "emergency": "same day", "same day": "appointment"}
    if asking.topic in following:
        return replace(asking, topic=following[asking.topic], answers=answers)
    if asking.topic == "news" and wants_flags(answers):
        return replace(asking, topic="emergency", answers=answers)
    return Over(answers=answers)
