"""Scripted days: each rule of the day by name, played, with every line it must give and none that it must not.

A day is ``tests/days/NAME.yaml``, what it must come to stands beside it in ``NAME.txt``. After a change that is
meant, ``UPDATE_DAYS=1 pytest tests/test_days.py`` writes the latter anew; read the difference before you commit it.
"""

from __future__ import annotations

import os
from datetime import UTC, date
from pathlib import Path

import pytest

from stretchbreak.cli.simulate import lines
from stretchbreak.documents.day_script import read_day
from stretchbreak.shell.folders import read_source

DAYS = sorted((Path(__file__).parent / "days").glob("*.yaml"))


@pytest.mark.parametrize("day", DAYS, ids=[day.stem for day in DAYS])
def test_a_day_goes_as_it_is_told(day: Path) -> None:
    """Every effect of the day comes at its time and with its reason, and no other comes."""
    script = read_day(read_source(day), date(2026, 3, 2), UTC)
    assert not script.problems, script.report
    played = "".join(f"{line}\n" for line in lines(script.demand()))
    expected = day.with_suffix(".txt")
    if os.environ.get("UPDATE_DAYS"):
        expected.write_text(played, encoding="utf-8")
    assert played == expected.read_text("utf-8")


def test_no_expectation_is_left_without_its_day() -> None:
    """What a day must come to stands beside a day."""
    folder = Path(__file__).parent / "days"
    assert {text.stem for text in folder.glob("*.txt")} == {day.stem for day in DAYS}
