"""What may be heard of a break, and through what."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from stretchbreak.boundaries import Alert, Ear
from stretchbreak.core.settings import Alerts
from stretchbreak.shell import folders
from stretchbreak.shell.alerts.bell import BELL, BellAlert
from stretchbreak.shell.sound.band import Band
from stretchbreak.shell.sound.loudspeaker import Loudspeaker
from stretchbreak.shell.sound.offering import ToneAlert
from stretchbreak.shell.sound.programs import Command, players
from stretchbreak.shell.sound.silence import SILENCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Hears:
    """What the user wants to hear, by the settings and the command line."""

    tones: bool
    volume: int

    @classmethod
    def wanted(cls, alerts: Alerts, *, sound: bool) -> Self:
        """What the settings say, unless the command line wants no sound at all."""
        return cls(tones=sound and alerts.sound and alerts.volume > 0, volume=alerts.volume)

    def ear(self, send: Callable[[str], None]) -> Ear:
        """The ear for this terminal, to which ``send`` leads; it hears nothing where nothing can be heard."""
        found = self._players()
        can_ring = sys.stdout.isatty()
        if not self.tones or not (found or can_ring):
            return SILENCE
        return Loudspeaker(_band(found), lambda: send(BELL) if can_ring else None)

    def alerts(self, send: Callable[[str], None]) -> list[Alert]:
        """What calls the user to a break: the bell, which also marks the window, and a tone."""
        heard: list[Alert] = [BellAlert(send)] if sys.stdout.isatty() else []
        if found := self._players():
            heard.append(ToneAlert(_band(found)))
        return heard if self.tones else []

    def _players(self) -> tuple[Command, ...]:
        return () if _is_elsewhere() else players(self.volume)


def _band(found: tuple[Command, ...]) -> Band:
    return Band(folders.sounds(), folders.words(), found)


def _is_elsewhere() -> bool:
    """Whether the user sits at another machine, whose loudspeaker we do not reach; the bell does."""
    return "SSH_CONNECTION" in os.environ and "PULSE_SERVER" not in os.environ
