"""What counts where nothing is chosen."""

from __future__ import annotations

from dataclasses import fields
from typing import get_args

import pytest

from stretchbreak.core.effects import DecisionKind
from stretchbreak.core.settings import ALWAYS, Hooks, Settings


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
    assert settings.alerts.volume == 70
    assert settings.wait_for_pause is not None
    assert (settings.wait_for_pause.idle, settings.wait_for_pause.at_most) == (20.0, 300.0)
    assert settings.hold_for == ("meeting", "do-not-disturb", "microphone", "full-screen")
    assert (settings.hooks.offer, settings.hooks.finish, settings.terminal, settings.tz) == ("", "", None, None)


def test_every_kind_of_decision_can_have_a_command() -> None:
    """There is a field for each, and none besides."""
    assert [field.name.replace("_", "-") for field in fields(Hooks)] == list(get_args(DecisionKind))


@pytest.mark.parametrize("what", get_args(DecisionKind))
def test_a_command_runs_at_its_own_decision_alone(what: DecisionKind) -> None:
    """With one command for each decision, none is taken for another's."""
    hooks = Hooks(**{field.name: f"run {field.name}" for field in fields(Hooks)})
    assert hooks.at(what) == hooks.named(what) == f"run {what.replace('-', '_')}"
    assert Hooks().at(what) == ""


def test_what_was_owed_is_an_offer_too() -> None:
    """Its own command comes first; the other way round an offer never is one that was owed."""
    assert Hooks(offer="a").at("owed-offer") == "a"
    assert Hooks(offer="a", owed_offer="b").at("owed-offer") == "b"
    assert Hooks(owed_offer="b").at("offer") == ""
