"""What was, or would be, decided: a line for people and a line for scripts."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Protocol

from stretchbreak.documents.excerpt import printable


class Told(Protocol):
    """Something that was done or would be, and why."""

    @property
    def at(self) -> datetime:
        """When."""
        ...

    @property
    def what(self) -> str:
        """Its kind, in a word."""
        ...

    @property
    def routine(self) -> str:
        """The routine that it is about."""
        ...

    @property
    def why(self) -> str:
        """The reason, in plain words."""
        ...


def line(one: Told) -> str:
    """The time of day, what was done, and why."""
    return f"{one.at:%H:%M:%S}  {one.what:<10}  {printable(one.why)}"


def json_line(one: Told) -> str:
    """One object for scripts."""
    at = one.at.isoformat()
    return json.dumps({"at": at, "what": one.what, "routine": one.routine, "why": one.why})
