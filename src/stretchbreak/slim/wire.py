"""What client and engine say to each other: one line of JSON each way, and the bytes of the answer after it.

    {"argv": ["snooze", "5m"], "version": "1.0.0"}
    {"exit": 0, "out": 42, "err": 0, "version": "1.0.0"}

``out`` and ``err`` say how many bytes for stdout and for stderr follow. An ``exit`` of -1 means that the engine does
not understand these arguments: the command line should explain them. -2 begins a stream: whatever comes until the end
is for stdout, and the header's figures mean nothing.
"""

from __future__ import annotations

from _json import encode_basestring_ascii, scanstring

NOT_UNDERSTOOD = -1
STREAM = -2

RUBBISH = "This is no request of stretchbreak's.\n"
"""What whoever sends anything else is told."""

LONGEST_LINE = 64 * 1024
"""Bytes of a request: more is no request of ours."""


def request(argv: list[str], version: str) -> bytes:
    """The line that asks for this."""
    words = ", ".join(encode_basestring_ascii(word) for word in argv)
    return f'{{"argv": [{words}], "version": {encode_basestring_ascii(version)}}}\n'.encode()


def asked(line: bytes) -> tuple[list[str], str] | None:
    """The arguments and the version of a request as `request` writes it; None for anything else."""
    try:
        text = line.decode()
        words, place = _strings(text, text.index("[") + 1)
        version, end = scanstring(text, text.index('"', place + len('], "version":')) + 1)
    except (ValueError, IndexError):
        return None
    canonical = request(words, version)
    return (words, version) if end and canonical == line else None


def _strings(text: str, place: int) -> tuple[list[str], int]:
    words: list[str] = []
    while text[place] != "]":
        word, place = scanstring(text, text.index('"', place) + 1)
        words.append(word)
    return words, place


def reply(exit_code: int, out: bytes, err: bytes, version: str) -> bytes:
    """The whole answer."""
    head = f'{{"exit": {exit_code}, "out": {len(out)}, "err": {len(err)}, "version": "{version}"}}\n'
    return head.encode() + out + err


def replied(head: bytes) -> tuple[int, int, int, str] | None:
    """Exit code, bytes for stdout, bytes for stderr, version; None if this is no answer of ours."""
    try:
        exit_code, out, err, version = (pair.split(": ")[1] for pair in head.decode().strip("{}\n").split(", "))
        return int(exit_code), int(out), int(err), version.strip('"')
    except (ValueError, IndexError):
        return None
