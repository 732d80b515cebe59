"""The place beside a wide guide. A moving figure will stand here; until then it tells how the exercise goes."""

from __future__ import annotations

from rich.text import Text

from stretchbreak.core.exercise import fill
from stretchbreak.core.timeline import Cue
from stretchbreak.screen import palette
from stretchbreak.screen.layout import fitted, wrapped


def card(cue: Cue, columns: int, rows: int) -> list[Text]:
    """How to set up, what to watch, when to stop: as much as fits."""
    exercise = cue.exercise
    parts = [
        ("set up", fill(exercise.setup, cue.side)),
        ("watch", "; ".join(exercise.mistakes)),
        ("stop if", "; ".join(exercise.stop_if)),
        ("easier", exercise.easier),
    ]
    lines = [Text()]
    for label, words in parts:
        block = _part(label, words, columns)
        if words and len(lines) + len(block) <= rows:
            lines += block
    return [fitted(line, columns) for line in lines + [Text()] * (rows - len(lines))]


def _part(label: str, words: str, columns: int) -> list[Text]:
    return [Text(label, palette.QUIET), *wrapped(words, columns, 6), Text()]
