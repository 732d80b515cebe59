"""How fast a rep goes. A hold is never stretched or shortened: its two seconds are the dose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from stretchbreak.core.exercise import AIS_HOLD_LIMIT, Exercise, Phase, PhaseKind

Tempo = Literal["gentle", "standard", "brisk"]

# A standard rep of 2.0 + 2.0 + 1.5 + 0.5 s becomes 8 s (gentle: most of the gain is rest) or 5 s (brisk).
FACTORS: Final[Mapping[Tempo, Mapping[PhaseKind, float]]] = {
    "gentle": {"move": 1.25, "return": 4 / 3, "rest": 3.0},
    "standard": {"move": 1.0, "return": 1.0, "rest": 1.0},
    "brisk": {"move": 0.75, "return": 2 / 3, "rest": 1.0},
}

STEP = 0.1
SLOWEST, FASTEST = 2.0, 0.5
BLINK = 0.001
"""However fast, a phase is never over before it begins."""


@dataclass(frozen=True, slots=True)
class Pace:
    """A tempo, and how much longer (> 1) or shorter (< 1) the user has made its movements on the spot."""

    tempo: Tempo = "standard"
    stretch: float = 1.0

    def seconds(self, exercise: Exercise, phase: Phase) -> float:
        """Seconds this phase takes at this pace, to the millisecond."""
        return self._paced(phase) if is_paced(exercise) else phase.seconds

    def rep(self, exercise: Exercise) -> float:
        """Seconds that all phases of a rep take at this pace."""
        if is_paced(exercise):
            return sum(map(self._paced, exercise.phases))
        return sum(phase.seconds for phase in exercise.phases)

    def _paced(self, phase: Phase) -> float:
        factor = FACTORS[self.tempo].get(phase.kind)
        if factor is None:
            return phase.seconds
        return max(round(phase.seconds * factor * self.stretch, 3), BLINK)

    def slower(self) -> Pace:
        """Ten percent slower, down to half speed."""
        return replace(self, stretch=min(round(self.stretch + STEP, 2), SLOWEST))

    def faster(self) -> Pace:
        """Ten percent faster, up to double speed."""
        return replace(self, stretch=max(round(self.stretch - STEP, 2), FASTEST))


STANDARD = Pace()


def is_paced(exercise: Exercise) -> bool:
    """Whether tempo applies: to active isolated stretches, and to mobility that holds like one."""
    holds = [phase.seconds for phase in exercise.phases if phase.kind == "hold"]
    return exercise.kind == "ais" or (exercise.kind == "mobility" and max(holds, default=0.0) >= AIS_HOLD_LIMIT)
