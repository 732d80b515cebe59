"""Where the user sits: which stage fits this terminal, and how it is set up and taken down."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from stretchbreak.boundaries import Clock, Ear, Stage
from stretchbreak.cli.hearing import Hears
from stretchbreak.screen.plain import PlainStage
from stretchbreak.shell.inputs import Inputs
from stretchbreak.shell.terminal import Terminal, keyboard
from stretchbreak.shell.vigil import Vigil


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A stage to show things on, an ear, the vigil that waits before them, and the terminal all stand on."""

    stage: Stage
    ear: Ear
    vigil: Vigil
    inputs: Inputs
    terminal: Terminal
    plain: bool


@contextmanager
def seat(clock: Clock, *, plain: bool, hears: Hears, beat: Callable[[], None] = lambda: None) -> Iterator[Seat]:
    """Take the terminal for as long as the block lasts; it is handed back as it was, whatever happens.

    ``beat`` is called about once a minute.
    """
    plain = plain or not has_screen()
    terminal = Terminal(keyboard(), 1, screen=not plain, encoding=_encoding())
    with ExitStack() as stack:
        inputs = stack.enter_context(Inputs(terminal.source))
        stack.enter_context(terminal)
        stage = PlainStage(_say) if plain else _screen_stage(terminal, pace=clock.pace)
        vigil = Vigil(clock, inputs, terminal, stage, beat)
        ear = hears.ear(terminal.send, clock.pace)
        yield Seat(stage=stage, ear=ear, vigil=vigil, inputs=inputs, terminal=terminal, plain=plain)


def has_screen() -> bool:
    """Whether stdout shows pictures, and its reader wants them."""
    if os.environ.get("ACCESSIBLE") or os.environ.get("TERM", "dumb") in {"", "dumb"}:
        return False
    return sys.stdout.isatty()


def _encoding() -> str:
    return sys.stdout.encoding


def _say(line: str) -> None:
    """Print a line at once: a pipe or a screen reader follows it live."""
    print(line, flush=True)


def _screen_stage(terminal: Terminal, *, pace: float) -> Stage:
    from rich.console import Console

    from stretchbreak.screen.glyphs import glyphs_for
    from stretchbreak.screen.stage import ScreenStage

    return ScreenStage(Console(), glyphs_for(_encoding()), terminal.size, terminal.send, pace=pace)
