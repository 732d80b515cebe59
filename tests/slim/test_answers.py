"""What the waiting process says by itself: templates filled in, fields of a format, and a line to those who watch."""

from __future__ import annotations

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import MODEST
from statuses import ASKED
from stretchbreak.core.status_fields import FIELDS, fields
from stretchbreak.core.status_fields import formatted as formatted_by_core
from stretchbreak.core.status_forms import templates
from stretchbreak.core.template import filled
from stretchbreak.slim import wire
from stretchbreak.slim.answers import Answers, Watchers, clock, formatted
from stretchbreak.slim.counter import Client, Request

ANSWERS = Answers(
    "1.0",
    {"status": ("next in ", "minutes", "."), "status\0--json": ('{"remaining_s": ', "remaining_s", "}")},
    {"state": ("working",), "routine": ("reset",), "remaining": ("remaining",), "waiting": ("waiting",)},
    next_at=1000.0,
    since=400.0,
)


@pytest.mark.parametrize(
    ("argv", "answer"),
    [
        (["status"], "next in 9 min."),
        (["status", "--json"], '{"remaining_s": 501.5}'),
        (["status", "--format", "{state} {remaining}"], "working 8:22"),
        (["status", "--format", "{{x}} \\n{waiting}"], "{x} \n1:39"),
        (["status", "--format", "a\x1b[31m"], None),
        (["status", "--format", "{nonsense}"], None),
        (["status", "--format", "{state.__class__}"], None),
        (["status", "--format", "{"], None),
        (["status", "--format", "}"], None),
        (["status", "--bar", "unknown"], None),
        (["snooze"], None),
        ([], None),
    ],
)
def test_what_is_known_is_answered_and_nothing_else(argv: list[str], answer: str | None) -> None:
    """A form that was worked out ahead, or fields by their names."""
    assert ANSWERS.to(argv, 498.5) == answer


def test_what_is_overdue_remains_for_no_seconds() -> None:
    """Never less than nothing."""
    assert ANSWERS.to(["status", "--json"], 2000.0) == '{"remaining_s": 0.0}'


@pytest.mark.parametrize(("seconds", "text"), [(0.0, "0:00"), (0.1, "0:01"), (61.0, "1:01"), (3600.0, "1:00:00")])
def test_time_is_written_as_people_do(seconds: float, text: str) -> None:
    """Whole seconds, rounded up."""
    assert clock(seconds) == text


def test_a_field_is_text_and_never_a_field_again() -> None:
    """Braces in a value stay what they are."""
    assert formatted("{a}{b}", {"a": "{b}", "b": "}"}) == "{b}}"


def watching(*argv: str) -> tuple[socket.socket, Request]:
    """Somebody who asks to watch, and the request of it."""
    theirs, ours = socket.socketpair()
    theirs.settimeout(0.0)
    return theirs, Request(Client(ours, 0.0), wire.request([*argv, "--watch"], "1.0"))


def said(one: socket.socket) -> str:
    """What has been said to this one since."""
    try:
        return one.recv(4096).decode()
    except BlockingIOError:
        return ""


def test_those_who_watch_get_a_line_when_theirs_changes() -> None:
    """At once, and then only if it says something else."""
    watchers = Watchers([])
    theirs, request = watching("status")
    assert watchers.add(request, ANSWERS, 400.0)
    watchers.tell(ANSWERS, 400.0)
    assert said(theirs).splitlines()[1:] == ["next in 10 min."]
    watchers.tell(ANSWERS, 410.0)
    assert said(theirs) == ""
    watchers.tell(ANSWERS, 470.0)
    assert said(theirs) == "next in 9 min.\n"
    theirs.close()
    request.client.connection.close()


def test_whoever_does_not_read_is_let_go() -> None:
    """A bar that was closed, or stopped: nobody waits for it."""
    watchers = Watchers([])
    theirs, request = watching("status", "--json")
    watchers.add(request, ANSWERS, 0.0)
    theirs.close()
    watchers.tell(ANSWERS, 1.0)
    assert watchers.watching == []


def test_what_cannot_be_answered_cannot_be_watched() -> None:
    """The command line explains it."""
    watchers = Watchers([])
    theirs, request = watching("status", "--format", "{nonsense}")
    assert not watchers.add(request, ANSWERS, 0.0)
    theirs.close()
    request.client.connection.close()


TEXTS = st.text(max_size=12) | st.lists(st.sampled_from([*FIELDS, "{", "}", "{{", "\\", "n", "é"])).map(
    lambda parts: "".join(f"{{{part}}}" if part in FIELDS else part for part in parts)
)


@MODEST
@given(st.sampled_from(sorted(ASKED)), TEXTS, st.floats(0, 1e5))
def test_it_says_what_the_core_would_say_or_leaves_it_to_it(name: str, text: str, later: float) -> None:
    """Two fillers, one without imports: any format, and any form, at any moment."""
    status = ASKED[name].status()
    forms = {f"status\0{form}": template for form, template in templates(status).items()}
    next_at = None if status.remaining is None else status.remaining
    answers = Answers("1.0", forms, fields(status), next_at=next_at, since=-status.waiting)
    left = None if status.remaining is None else status.remaining - later
    for form, template in templates(status).items():
        assert answers.to(["status", form], later) == filled(template, left, status.waiting + later)
    ours = answers.to(["status", "--format", text], later)
    if ours is not None:
        assert ours == filled(formatted_by_core(status, text), left, status.waiting + later)
