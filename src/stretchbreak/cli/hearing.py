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
from stretchbreak.shell.sound.narrator import Narrator
from stretchbreak.shell.sound.offering import ToneAlert
from stretchbreak.shell.sound.programs import Command, players, voice
from stretchbreak.shell.sound.silence import SILENCE

NO_VOICE = "No voice here, so that only tones are heard: install espeak-ng to hear what to do."
NO_PLAYER = "Nothing here can play a voice: install pulseaudio-utils to hear what to do."
ELSEWHERE = "Over ssh no voice is heard: the loudspeaker is on the other machine; PULSE_SERVER can lead sound back."


@dataclass(frozen=True, slots=True, kw_only=True)
class Hears:
    """What the user wants to hear, by the settings and the command line."""

    tones: bool
    voice: bool
    volume: int

    @classmethod
    def wanted(cls, alerts: Alerts, *, sound: bool, voice: bool = False) -> Self:
        """What the settings say, and a ``voice`` too if the command line wants one, unless it wants no ``sound``."""
        is_heard = sound and alerts.volume > 0
        return cls(
            tones=is_heard and alerts.sound,
            voice=is_heard and (voice or (alerts.sound and alerts.voice)),
            volume=alerts.volume,
        )

    def trouble(self) -> str | None:
        """Why the voice that is wanted will not be heard; None if it will."""
        if not self.voice:
            return None
        if _is_elsewhere():
            return ELSEWHERE
        return NO_PLAYER if not self._players() else NO_VOICE if voice() is None else None

    def ear(self, send: Callable[[str], None], pace: float = 1.0) -> Ear:
        """The ear for this terminal, to which ``send`` leads; it hears nothing where nothing can be heard."""
        found = self._players()
        can_ring = self.tones and sys.stdout.isatty()
        if not (self.tones or self.voice) or not (found or can_ring):
            return SILENCE
        speaks = voice() if self.voice else None
        return Loudspeaker(
            Band(folders.sounds(), folders.words(), found, () if speaks is None else speaks.talks),
            lambda: send(BELL) if can_ring else None,
            tones=self.tones,
            narrator=None if speaks is None else Narrator(speaks, folders.words(), pace),
        )

    def alerts(self, send: Callable[[str], None]) -> list[Alert]:
        """What calls the user to a break: the bell, which also marks the window, and a tone."""
        heard: list[Alert] = [BellAlert(send)] if sys.stdout.isatty() else []
        if found := self._players():
            heard.append(ToneAlert(Band(folders.sounds(), folders.words(), found)))
        return heard if self.tones else []

    def _players(self) -> tuple[Command, ...]:
        return () if _is_elsewhere() else players(self.volume)


def hears_or_says_why_not(alerts: Alerts, *, sound: bool, voice: bool) -> Hears:
    """What is to be heard; on stderr why the voice that is wanted will not be."""
    hears = Hears.wanted(alerts, sound=sound, voice=voice)
    if trouble := hears.trouble():
        print(trouble, file=sys.stderr)
    return hears


def _is_elsewhere() -> bool:
    """Whether the user sits at another machine, whose loudspeaker we do not reach; the bell does."""
    return bool(os.environ.get("SSH_CONNECTION")) and not os.environ.get("PULSE_SERVER")
