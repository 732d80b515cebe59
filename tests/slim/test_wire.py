"""What client and engine say to each other survives every text, and nothing else is taken for it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import MODEST
from stretchbreak.slim import wire

words = st.lists(
    st.text(max_size=30) | st.sampled_from(["status", "[", "]", '"', '],"version":', "\udc80"]), max_size=5
)


@MODEST
@given(words, st.text(max_size=10))
def test_a_request_is_read_as_it_was_written_and_is_json(argv: list[str], version: str) -> None:
    """Quotes, brackets, line feeds and undecodable bytes included; one line, as any JSON reader reads it."""
    line = wire.request(argv, version)
    assert wire.asked(line) == (argv, version)
    assert line.count(b"\n") == 1
    assert json.loads(line) == {"argv": argv, "version": version}


@pytest.mark.parametrize(
    "line",
    [
        b"\n",
        b"{}\n",
        b"[]\n",
        b"\xff\xfe\n",
        b'{"argv": "status", "version": "1"}\n',
        b'{"argv": ["status", "version": "1"}\n',
        b'{"argv": ["status"]}\n',
        b'{"argv": ["status"], "version": "1"} \n',
        b'{"argv": ["sta\\q"], "version": "1"}\n',
        b"GET / HTTP/1.1\r\n",
    ],
)
def test_anything_else_is_no_request(line: bytes) -> None:
    """Rubbish is told apart, and never raises."""
    assert wire.asked(line) is None


@MODEST
@given(st.binary(max_size=200))
def test_no_bytes_can_break_the_reader(line: bytes) -> None:
    """Whatever comes."""
    wire.asked(line + b"\n")
    wire.replied(line)


@given(st.integers(-2, 200), st.binary(max_size=50), st.binary(max_size=50))
def test_an_answer_says_how_much_of_it_is_for_whom(exit_code: int, out: bytes, err: bytes) -> None:
    """The header is JSON, and what follows is cut where it says."""
    head, body = wire.reply(exit_code, out, err, "1.0").split(b"\n", 1)
    assert wire.replied(head) == (exit_code, len(out), len(err), "1.0")
    assert json.loads(head)["exit"] == exit_code
    assert (body[: len(out)], body[len(out) :]) == (out, err)
