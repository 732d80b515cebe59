"""Styles by meaning. Only the terminal's own colours, so that every theme, dark or light, keeps its look."""

from __future__ import annotations

from typing import Final

from stretchbreak.core.timeline import CuePhase

PHASES: Final[dict[CuePhase, str]] = {
    "prepare": "bold magenta",
    "switch": "bold magenta",
    "move": "bold cyan",
    "hold": "bold green",
    "return": "bold blue",
    "rest": "bold",
    "step": "bold cyan",
}

TITLE = "bold"
QUIET = "dim"
STRONG = "bold"
SIDE = "bold magenta"
DONE = "green"
NOW = "bold green"
CALL = "bold green"
KEY = "bold"
WARN = "bold red"
NOTE = "italic"
