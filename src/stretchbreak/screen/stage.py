"""The full-screen stage: turns views into the few characters that bring the terminal up to date."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count, islice
from math import inf

from rich.console import Console
from rich.text import Text

from stretchbreak.boundaries import Score
from stretchbreak.core.timeline import Cue
from stretchbreak.core.view import DayView, GuideView, SummaryView
from stretchbreak.screen import guiding, summing, waiting
from stretchbreak.screen.canvas import CLEAR, Canvas
from stretchbreak.screen.glyphs import Glyphs
from stretchbreak.screen.picture import Contents, Motion, Painter, Picture, Place, still
from stretchbreak.screen.scene import Window

FRAME = 0.1
"""Seconds between two pictures of a moving bar."""

MOST_KEPT = 24
"""Pictures kept for the next rep: it looks the same but for its number."""

MOST_FRAMES = 300
"""Frames worked out at once: to begin costs as much as fifty of them, but a key throws them all away."""


class ScreenStage:
    """Shows each view on a window of the terminal, sending only what changed since the one before."""

    def __init__(
        self,
        console: Console,
        glyphs: Glyphs,
        size: Callable[[], tuple[int, int]],
        send: Callable[[str], None],
        *,
        pace: float = 1.0,
    ) -> None:
        self._painter = Painter(console, glyphs)
        self._glyphs = glyphs
        self._size = size
        self._send = send
        self._frame = FRAME * pace
        self._title = ""
        self._note = ""
        self._seconds = True
        self.resized()

    def resized(self) -> None:
        """Take the window's size anew and forget what it shows."""
        columns, rows = self._size()
        self._window = Window(columns, rows, self._glyphs)
        self._canvas = Canvas(columns, rows)
        self._pictures: dict[object, Picture] = {}
        self._picture = Picture((), {})
        self._motion: Motion = still
        self._steps: Iterator[float] = iter(())
        self._lasts = inf
        self._score = Score()
        self._scored: list[Contents] = []
        self._unsent = CLEAR

    def cue(self, cue: Cue) -> None:
        """Nothing: the picture that comes right after it says it all."""

    def note(self, text: str) -> None:
        """Keep the sentence beside the day until there is another."""
        self._note = text

    def press(self, key: str) -> None:
        """``t`` counts in minutes rather than seconds, or the other way round."""
        if key == "t":
            self._seconds = not self._seconds

    def guide(self, view: GuideView) -> None:
        """Show the guided break as it stands."""
        self._entitle(view.cue.exercise.name)
        picture = self._pictured(guiding.scene_key(view), lambda: guiding.scene(view, self._window))
        standing = guiding.standing(view, picture.widths, self._window)
        self._show(picture, standing, guiding.motion(view, picture.widths, self._window))
        moves = view.mode in {"going", "counting-in"}
        self._steps = (self._frame * number for number in count(1)) if moves else iter(())
        self._lasts = inf

    def day(self, view: DayView) -> None:
        """Show the day as it stands."""
        self._entitle(waiting.title(view))
        key = waiting.scene_key(view, seconds=self._seconds), self._note
        picture = self._pictured(key, lambda: waiting.scene(view, self._window, self._note, seconds=self._seconds))
        motion = waiting.motion(view, picture.widths, self._window, seconds=self._seconds)
        self._show(picture, {}, motion)
        self._steps = waiting.changes(view, seconds=self._seconds)
        self._lasts = waiting.lasts(view, seconds=self._seconds)

    def summary(self, view: SummaryView) -> None:
        """Show what the break came to."""
        self._entitle(summing.headline(view.tally))
        self._show(self._pictured(view, lambda: summing.scene(view, self._window)), {}, still)
        self._steps = iter(())

    def score(self, start: float, until: float) -> Score:
        """How the picture shown last moves by itself, from monotonic time ``start`` to ``until``, or not so far."""
        frames: list[tuple[float, str]] = []
        before = self._scored[-1]
        steps = list(islice(self._steps, MOST_FRAMES))
        lasts = start + self._lasts
        for step in steps:
            if start + step > min(until, lasts):
                break
            after = self._motion(step)
            if sent := self._patches(before, after):
                frames.append((start + step, sent))
                self._scored.append(after)
            before = after
        worked_out = start + steps[-1] if len(steps) == MOST_FRAMES else inf
        self._score = Score(frames, min(worked_out, lasts))
        return self._score

    def _entitle(self, title: str) -> None:
        """Name the window, where a glance finds it while another program is on top."""
        if title != self._title:
            self._title = title
            self._send(f"\x1b]2;{title}\x1b\\")

    def _pictured(self, key: object, scene: Callable[[], list[Text]]) -> Picture:
        picture = self._pictures.get(key)
        if picture is None:
            if len(self._pictures) == MOST_KEPT:
                self._pictures.clear()
            picture = self._pictures[key] = self._painter.paint(scene())
        return picture

    def _show(self, picture: Picture, standing: Contents, motion: Motion) -> None:
        self._settle()
        moving = motion(0.0)
        sent = self._unsent + self._canvas.show(picture.filled({**standing, **moving}))
        self._unsent = ""
        self._picture, self._motion, self._scored = picture, motion, [moving]
        if sent:
            self._send(sent)

    def _settle(self) -> None:
        """Go back to what was really sent, if something came between the frames of the score."""
        if self._score.sent < len(self._score.frames):
            for place, text in self._placed(self._scored[self._score.sent]):
                self._canvas.assume(place.row, place.column, text)
        self._score = Score()

    def _patches(self, before: Contents, after: Contents) -> str:
        changed = {name: texts for name, texts in after.items() if texts != before[name]}
        return "".join(
            self._canvas.patch(place.row, place.column, text, place.pen) for place, text in self._placed(changed)
        )

    def _placed(self, contents: Contents) -> Iterator[tuple[Place, str]]:
        for name, texts in contents.items():
            for place, text in zip(self._picture.slots.get(name, ()), texts, strict=False):
                yield place, text[: place.width].ljust(place.width)
