"""What counts where nothing is chosen."""

from __future__ import annotations

from stretchbreak.core.settings import ALWAYS, Settings


def test_what_is_not_chosen_is_what_the_documentation_promises() -> None:
    """The numbers of the behaviour: an hour, two minutes' notice, two snoozes of five minutes, two routines a day."""
    settings = Settings()
    assert (settings.rhythm.every, settings.rhythm.at, settings.rhythm.routines) == (
        3600.0,
        (),
        ("upper-back-reset",),
    )
    assert (settings.small, settings.hours, settings.tempo, settings.first) == (None, ALWAYS, "standard", "right")
    assert (settings.heads_up, settings.natural_break, settings.target) == (120.0, 300.0, 2)
    assert (settings.snooze.seconds, settings.snooze.at_most) == (300.0, 2)
    assert (settings.alerts.sound, settings.alerts.voice, settings.alerts.repeat) == (True, False, 2)
    assert settings.wait_for_pause is not None
    assert (settings.wait_for_pause.idle, settings.wait_for_pause.at_most) == (20.0, 300.0)
    assert settings.hold_for == ("meeting", "do-not-disturb", "microphone", "full-screen")
    assert (settings.hooks.offer, settings.hooks.finish, settings.terminal, settings.tz) == ("", "", None, None)
