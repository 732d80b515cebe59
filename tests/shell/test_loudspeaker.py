"""A break that is heard: its tones in order, the bell where there are none, and silence when it is wanted."""

from __future__ import annotations

from dataclasses import dataclass, field

from fakes import FakeBand, a_routine, an_exercise, at
from stretchbreak.core.effects import Announce, AnnouncementKind
from stretchbreak.core.exercise import Sides
from stretchbreak.core.tally import tally
from stretchbreak.core.timeline import timeline
from stretchbreak.shell.sound.loudspeaker import Loudspeaker
from stretchbreak.shell.sound.offering import ToneAlert
from stretchbreak.shell.sound.silence import SILENCE

LINE = timeline(a_routine(an_exercise(sides=Sides(), reps=1), an_exercise(name="Chin glide", reps=1)))
DONE = tally(LINE, frozenset())


@dataclass
class Heard:
    """An ear with a band, and a bell that counts."""

    band: FakeBand = field(default_factory=FakeBand)
    rings: int = 0

    def __post_init__(self) -> None:
        self.ear = Loudspeaker(self.band, self.ring)

    def ring(self) -> None:
        """Count the bell."""
        self.rings += 1

    def hear(self, cues: slice = slice(None)) -> list[str]:
        """The orders for these cues of the break."""
        known = len(self.band.orders)
        for cue in LINE.cues[cues]:
            self.ear.cue(cue)
        return self.band.orders[known:]


def test_each_cue_orders_its_tone() -> None:
    """In the order of the cues, with none for the short rest."""
    heard = Heard()
    heard.ear.begin(LINE)
    rep = ["tone move", "tone hold", "tone release"]
    assert heard.hear() == ["tone ready", *rep, "tone switch", *rep, "tone exercise-done", *rep]
    heard.ear.end(DONE)
    assert heard.band.orders[-1] == "tone break-done"
    assert not heard.band.is_started
    assert heard.rings == 0


def test_a_bell_rings_where_nothing_can_be_played() -> None:
    """When hands or place change, and at the end; not a few times in each rep."""
    heard = Heard(FakeBand(plays=False))
    heard.ear.begin(LINE)
    heard.hear()
    assert heard.rings == len(["switch", "exercise done"])
    heard.ear.end(DONE)
    assert heard.rings == len(["switch", "exercise done", "break done"])


def test_a_band_that_fails_in_the_middle_leaves_the_bell() -> None:
    """From that cue on."""
    heard = Heard()
    heard.ear.begin(LINE)
    heard.hear(slice(3))
    heard.band.plays = False
    heard.hear(slice(3, None))
    assert heard.rings == len(["switch", "exercise done"])


def test_muted_is_silent_at_once_and_bell_and_end_too() -> None:
    """Until it is not muted any more; the next break is muted as well."""
    heard = Heard()
    heard.ear.begin(LINE)
    heard.ear.mute()
    assert heard.ear.hearing() == "muted"
    assert heard.band.orders == ["hush"]
    assert heard.hear() == []
    heard.ear.end(DONE)
    heard.ear.begin(LINE)
    assert heard.hear(slice(4)) == []
    heard.ear.mute()
    assert heard.ear.hearing() == "on"
    assert heard.hear(slice(4, 6)) == ["tone switch"]


def test_a_muted_bell_does_not_ring() -> None:
    """Silence is silence."""
    heard = Heard(FakeBand(plays=False))
    heard.ear.begin(LINE)
    heard.ear.mute()
    heard.hear()
    heard.ear.end(DONE)
    assert heard.rings == 0


def test_a_break_that_was_left_ends_without_a_word() -> None:
    """Whatever is heard ends at once, and whoever plays goes home."""
    heard = Heard()
    heard.ear.begin(LINE)
    heard.ear.end(None)
    assert heard.band.orders == ["hush"]
    assert not heard.band.is_started


def test_an_offer_and_its_reminders_have_a_tone_and_a_heads_up_has_none() -> None:
    """And nobody stays behind to play the next one, an hour later."""
    band = FakeBand()
    kinds: list[AnnouncementKind] = ["heads-up", "offer", "reminder"]
    for what in kinds:
        ToneAlert(band).announce(Announce(at=at(0), what=what, routine=LINE.routine, due_in=0.0))
    assert band.orders == ["tone offer", "tone offer"]
    assert not band.is_started


def test_silence_is_no_ear() -> None:
    """It hears nothing, and cannot be muted."""
    SILENCE.begin(LINE)
    SILENCE.cue(LINE.cues[0])
    SILENCE.rest()
    SILENCE.mute()
    SILENCE.end(DONE)
    assert SILENCE.hearing() == "off"
