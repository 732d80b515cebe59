"""docs/hooks.md says what is so."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from stretchbreak.core.effects import DecisionKind
from stretchbreak.core.settings import Hooks
from stretchbreak.documents.settings import read_settings
from stretchbreak.documents.source import Source
from stretchbreak.shell.hooks import FACTS, PREFIX

PAGE = (Path(__file__).parents[2] / "docs" / "hooks.md").read_text("utf-8")


@pytest.mark.parametrize("example", re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL))
def test_every_example_is_read_without_a_word(example: str) -> None:
    """What a reader types in gives neither an error nor a warning, and is a hook."""
    reading = read_settings(Source("settings.yaml", example))
    assert reading.report == ""
    assert reading.demand().hooks != Hooks()


def test_every_event_and_every_fact_is_explained() -> None:
    """None besides; in the order in which the program lists them."""
    events, told = (
        [name for row in re.findall(r"^\| (`.*?) \|", part, re.MULTILINE) for name in re.findall(r"`(.*?)`", row)]
        for part in PAGE.split("## What a hook is told")
    )
    assert events == list(get_args(DecisionKind))
    assert told == [f"{PREFIX}{name}" for name in FACTS]
