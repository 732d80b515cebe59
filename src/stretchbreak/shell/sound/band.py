"""The process that plays, seen from the one that gives cues: a pipe that takes orders and never blocks."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Thread

from stretchbreak.shell.sound import playing
from stretchbreak.shell.sound.programs import Command


class Band:
    """Plays tones and words while it is on, with whatever player of these works."""

    def __init__(self, tones: Path, words: Path, players: Sequence[Command], talker: Command = ()) -> None:
        self._command = [sys.executable, "-I", "-S", playing.__file__, str(tones), str(words)]
        for player in players:
            self._command += ["--player", *player]
        if talker:
            self._command += ["--talker", *talker]
        self._has_players = bool(players)
        self._orders = self._answers = -1

    @property
    def is_on(self) -> bool:
        """Whether somebody takes orders, as far as we have heard."""
        return self._orders >= 0

    def start(self) -> None:
        """Let it begin, if it can; best effort, as everything that is only heard."""
        if self.is_on or not self._has_players:
            return
        try:
            process = subprocess.Popen(  # noqa: S603 - our own program, no shell
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                start_new_session=True,
            )
        except OSError:
            return
        if process.stdin is None or process.stdout is None:
            return
        self._orders, self._answers = os.dup(process.stdin.fileno()), os.dup(process.stdout.fileno())
        process.stdin.close()
        process.stdout.close()
        for end in (self._orders, self._answers):
            os.set_blocking(end, False)
        # It sleeps until the process is over: the system keeps a place for that one until somebody has asked.
        Thread(target=process.wait, daemon=True).start()

    def order(self, line: str) -> bool:
        """Pass an order on; False where nobody plays, now or any more. Takes no time to speak of."""
        if not self.is_on:
            return False
        try:
            if self._is_broken():
                self.stop()
                return False
            os.write(self._orders, os.fsencode(f"{line}\n"))
        except BlockingIOError:
            # It is stopped, or the machine chokes: no order is better than a late cue.
            return True
        except OSError:
            self.stop()
            return False
        return True

    def stop(self) -> None:
        """Let it end, once everything is played that was ordered."""
        for end in (self._orders, self._answers):
            if end >= 0:
                os.close(end)
        self._orders = self._answers = -1

    def _is_broken(self) -> bool:
        """Whether it has said that nothing can be played, or is gone."""
        try:
            os.read(self._answers, 64)
        except BlockingIOError:
            return False
        return True
