"""The full-screen stage: turns views into the few characters that bring the terminal up to date."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import floor

from rich.console import Console
from rich.text import Text

from stretchbreak.core.timeline import Cue
from stretchbreak.core.view import DayView, GuideView, SummaryView
from stretchbreak.screen import guiding, summing, waiting
from stretchbreak.screen.canvas import CLEAR, Canvas
from stretchbreak.screen.glyphs import Glyphs
from stretchbreak.screen.picture import Painter, Picture
from stretchbreak.screen.scene import Window

FRAME = 0.1
"""Seconds between two pictures of a moving bar."""

BELL = "\a"

Contents = Mapping[str, Sequence[str]]


class ScreenStage:
    """Shows each view on a window of the terminal, sending only what changed since the one before."""

    def __init__(
        self,
        console: Console,
        glyphs: Glyphs,
        size: Callable[[], tuple[int, int]],
        send: Callable[[str], None],
        *,
        sound: bool = True,
    ) -> None:
        self._sound = sound
        self._title = ""
        self._painter = Painter(console)
        self._glyphs = glyphs
        self._size = size
        self._send = send
        self._note = ""
        self._seconds = True
        self.resized()

    def resized(self) -> None:
        """Take the window's size anew and forget what it shows."""
        columns, rows = self._size()
        self._window = Window(columns, rows, self._glyphs)
        self._canvas = Canvas(columns, rows)
        self._key: object = None
        self._picture = Picture((), {})
        self._shown: Contents = {}
        self._unsent = CLEAR

    def cue(self, cue: Cue) -> None:
        """Ring when hands or place change: with the head tilted nobody reads a screen."""
        if self._sound and cue.rep is None and cue.at > 0:
            self._send(BELL)

    def note(self, text: str) -> None:
        """Keep the sentence beside the day until there is another."""
        self._note = text

    def press(self, key: str) -> None:
        """``t`` counts in minutes rather than seconds, or the other way round."""
        if key == "t":
            self._seconds = not self._seconds

    def guide(self, view: GuideView) -> None:
        """Show the guided break as it stands."""
        key = ("guide", guiding.scene_key(view))
        self._show(
            key,
            lambda: guiding.scene(view, self._window),
            lambda widths: guiding.moving(view, widths, self._window),
        )

    def day(self, view: DayView) -> None:
        """Show the day as it stands."""
        seconds = self._seconds
        key = ("day", waiting.scene_key(view, seconds=seconds), self._note)
        self._show(
            key,
            lambda: waiting.scene(view, self._window, self._note, seconds=seconds),
            lambda widths: waiting.moving(view, widths, self._window, seconds=seconds),
        )

    def summary(self, view: SummaryView) -> None:
        """Show what the break came to."""
        self._show(("summary", view), lambda: summing.scene(view, self._window), lambda _: {})

    def next_change(self, view: GuideView | DayView | SummaryView) -> float | None:
        """Seconds until the picture of this view changes by itself; None while it stands still."""
        match view:
            case GuideView(mode="going" | "counting-in"):
                return FRAME
            case DayView(mode="due", waiting=waiting_for):
                return 1 - waiting_for % 1
            case DayView(remaining=float(remaining), mode=mode):
                step = 1.0 if self._seconds or mode == "heads-up" else 60.0
                return remaining - step * floor(remaining / step) or step
            case _:
                return None

    def _show(
        self, key: object, scene: Callable[[], list[Text]], moving: Callable[[Mapping[str, Sequence[int]]], Contents]
    ) -> None:
        if key != self._key:
            self._key = key
            self._picture = self._painter.paint(scene())
            self._widths = {name: [place.width for place in places] for name, places in self._picture.slots.items()}
            self._shown = moving(self._widths)
            changes = [self._unsent, self._canvas.show(self._picture.filled(self._shown))]
            self._unsent = ""
        else:
            before, self._shown = self._shown, moving(self._widths)
            changes = self._patches(before, self._shown)
        sent = "".join(changes)
        if sent:
            self._send(sent)

    def _patches(self, before: Contents, after: Contents) -> list[str]:
        return [
            self._canvas.patch(place.row, place.column, text.ljust(place.width), place.pen)
            for name, texts in after.items()
            if texts != before.get(name)
            for place, text in zip(self._picture.slots.get(name, ()), texts, strict=False)
        ]
