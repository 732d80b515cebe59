"""``stretchbreak why``: each decision of today, and its reason."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from stretchbreak.cli.telling import json_line, line
from stretchbreak.core.decisions import Pages
from stretchbreak.core.replies import Reply
from stretchbreak.core.today import midnight, of_date
from stretchbreak.documents.clock_times import NotationError, parse_time
from stretchbreak.documents.excerpt import printable
from stretchbreak.errors import StretchbreakError
from stretchbreak.shell import folders
from stretchbreak.shell.clock import SYSTEM, SystemClock
from stretchbreak.shell.journal import FileJournal
from stretchbreak.shell.settings import load
from stretchbreak.shell.state import peek

SILENT = timedelta(minutes=3)
"""Longer than this without a sign of life, nothing runs: a running one gives one every minute."""


def show_why(since: time | None, *, as_json: bool) -> None:
    """Tell what was decided today, or since a time of it; what keeps it from being all is told beside it."""
    said = why(since, as_json=as_json)
    sys.stdout.write(said.out)
    sys.stdout.flush()
    sys.stderr.write(said.err)


def answer(words: list[str]) -> Reply | None:
    """The answer to these arguments; None if they make no sense."""
    as_json = "--json" in words
    match [word for word in words if word != "--json"]:
        case []:
            return why(None, as_json=as_json)
        case ["--since", clock]:
            try:
                return why(parse_time(clock), as_json=as_json)
            except NotationError:
                return None
        case _:
            return None


def why(since: time | None, *, as_json: bool) -> Reply:
    """What was decided, a line each, and what is to be said beside it."""
    now = _now()
    start = midnight(now) if since is None else now.replace(hour=since.hour, minute=since.minute, second=0, fold=0)
    pages = FileJournal(folders.journal()).since(start.replace(microsecond=0))
    told = [replace(one, at=one.at.astimezone(now.tzinfo)) for one in of_date(pages.decisions, now)]
    lines = [json_line(one) if as_json else line(one) for one in told]
    remarks = [*([] if told else [_nothing(since)]), *_gaps(pages), *_end(now)]
    return Reply(out="".join(f"{one}\n" for one in lines), err="".join(f"{one}\n" for one in remarks))


def _now() -> datetime:
    """The time where the user is; settings that cannot be read keep nobody from asking why."""
    try:
        zone = load().tz
    except StretchbreakError:
        zone = None
    return SystemClock(zone=SYSTEM if zone is None else ZoneInfo(zone)).now().wall


def _nothing(since: time | None) -> str:
    if since is not None:
        return f"Nothing was decided since {since:%H:%M}."
    return "Nothing was decided yet today; `stretchbreak start` begins the day."


def _gaps(pages: Pages) -> Iterator[str]:
    """What may be missing."""
    if pages.trouble:
        yield f"Not all could be read: {pages.trouble}."
    if pages.damaged:
        lines = "1 line is" if pages.damaged == 1 else f"{pages.damaged} lines are"
        yield f"{lines} damaged, and left as found in {printable(str(folders.journal()))}."


def _end(now: datetime) -> Iterator[str]:
    """Since when nothing runs that could decide."""
    legacy = peek(folders.state())
    if legacy is not None and now - legacy.alive.wall > SILENT:
        last = legacy.alive.wall.astimezone(now.tzinfo)
        form = "%H:%M" if last.date() == now.date() else "%a %H:%M"
        yield f"stretchbreak is not running; it was last at {last:{form}}."
