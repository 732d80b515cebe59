"""Where a collection comes from, as users write it: a folder, a zip, or the address of a git repository."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from stretchbreak.errors import StretchbreakError

SourceKind = Literal["git", "path"]

SCHEMES: Final = ("https", "ssh", "file", "git")
LONGEST: Final = 1000

_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")


class SourceError(StretchbreakError):
    """Nothing can be fetched from there."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where to fetch from, and whether git does it."""

    text: str
    kind: SourceKind

    @property
    def shown(self) -> str:
        """The address as it may be shown: without a password."""
        scheme, mark, rest = self.text.partition("://")
        user, at, host = rest.partition("@")
        if mark and at and "/" not in user and ":" in user:
            return f"{scheme}://{user.partition(':')[0]}:***@{host}"
        return self.text

    @property
    def name(self) -> str:
        """What a collection from there is called unless told: its last part without an ending; it may be empty."""
        last = self.text.rstrip("/").replace("\\", "/").rpartition("/")[2].rpartition(":")[2]
        for ending in (".git", ".zip"):
            last = last.removesuffix(ending)
        return "".join(letter if letter in _LETTERS else "-" for letter in last).strip("-._")


def place_of(text: str, *, is_path: bool) -> Place:
    """The place that ``text`` means; ``is_path`` where there is a file or folder of that name.

    Raises SourceError where it is none, or one that we do not go to.
    """
    if text.startswith("-"):
        raise _refusal(text, "begins like an option", "write ./ in front of the name of a folder")
    if not text.strip() or not text.isprintable() or len(text) > LONGEST:
        raise _refusal(
            text, "is no address", "name a folder, a zip, or a git address like https://example.org/name.git"
        )
    if is_path:
        return Place(text, "path")
    scheme, mark, rest = text.partition("://")
    if mark:
        return _of_scheme(text, scheme.lower(), rest)
    host, colon, path = text.partition(":")
    if colon and "/" not in host:
        # As ssh has it: somebody@host:path. Two colons would name a helper program of git's.
        strange = "::" in text or path.startswith("-") or host.rpartition("@")[2].startswith("-")
        if strange or not path or not host.strip("@"):
            raise _refusal(text, "is no address that is gone to", f"use one of {', '.join(SCHEMES)}")
        return Place(text, "git")
    raise _refusal(text, "is neither a folder, nor a file, nor an address", "check its spelling")


def _of_scheme(text: str, scheme: str, rest: str) -> Place:
    if scheme == "http":
        raise _refusal(text, "could be changed on its way", "use https")
    if scheme not in SCHEMES:
        raise _refusal(text, "is no address that is gone to", f"use one of {', '.join(SCHEMES)}")
    host = rest.partition("/")[0].rpartition("@")[2]
    if rest.startswith("-") or host.startswith("-") or (scheme != "file" and not host) or not rest.strip("/"):
        raise _refusal(text, "names no host", "check its spelling")
    return Place(text, "git")


def _refusal(text: str, why: str, remedy: str) -> SourceError:
    shown = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text[:200])
    return SourceError(f'"{shown}" {why}\n  help: {remedy}')
