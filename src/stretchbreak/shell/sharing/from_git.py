"""A parcel from a git repository, by the real git: one commit, without a working tree.

Files are read out of git's own store, so that no hook, filter or link of the repository ever takes part. Git asks
nobody anything, writes no file larger than a limit, and is ended with all its helpers when its time is over.
"""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from stretchbreak.core.parcel import Item, ItemKind, Taken, is_file_name, taken
from stretchbreak.core.sources import SCHEMES, Place, SourceError
from stretchbreak.documents.excerpt import printable

WITHIN: Final = 60.0
"""Seconds that git may take."""

LARGEST_FETCH: Final = 64 * 1024 * 1024
"""Bytes of the largest file that git may write."""

_BLOCK: Final = 512
"""Bytes that ``ulimit`` counts in."""

_KEPT: Final = frozenset(
    {"GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSH_VARIANT", "GIT_SSL_CAINFO", "GIT_SSL_CAPATH", "GIT_EXEC_PATH"}
    | {"GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"}
)
"""Of git's own variables those that say how to reach a host; the others would lead it to another repository."""

_CAUTION: Final = tuple(
    word
    for setting in (f"core.hooksPath={os.devnull}", "core.fsmonitor=false", "gc.auto=0", "maintenance.auto=false")
    for word in ("-c", setting)
)


def from_git(place: Place, within: float = WITHIN) -> tuple[dict[str, bytes], str]:
    """The routines and exercises of the newest commit, by their names, and the commit.

    Raises SourceError where it cannot be fetched, and ParcelError where an entry of it is refused.
    """
    if shutil.which("git") is None:
        raise SourceError(f'"{place.shown}" needs git\n  help: install git, or add a folder or a zip')
    with TemporaryDirectory(prefix="stretchbreak-") as folder:
        store = Path(folder, "store")
        fetch = ("clone", "--quiet", "--bare", "--depth=1", "--single-branch", "--no-tags", "--template=")
        _git(place, [*fetch, "--", place.text, str(store)], Path(folder), within)
        commit = _git(place, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"], store, within).decode().strip()
        ids = _listed(_git(place, ["ls-tree", "-r", "-z", "-l", "--full-tree", commit], store, within))
        chosen = taken(list(ids))
        asked = "".join(f"{ids[one.item]}\n" for one in chosen).encode()
        return _split(_git(place, ["cat-file", "--batch"], store, within, asked), chosen), commit


def _listed(tree: bytes) -> dict[Item, str]:
    """The files of a tree that look like routines, with the names under which git keeps them."""
    found: dict[Item, str] = {}
    for line in tree.split(b"\0")[:-1]:
        told, _, name = line.partition(b"\t")
        mode, _, identity, size = told.decode("ascii").split()
        item = Item(name.decode("utf-8", "surrogateescape"), _kind(int(mode, 8)), int(size) if size.isdigit() else 0)
        if is_file_name(item.name.rpartition("/")[2]):
            found[item] = identity
    return found


def _kind(mode: int) -> ItemKind:
    if stat.S_ISLNK(mode):
        return "link"
    return "file" if stat.S_ISREG(mode) else "other"


def _split(told: bytes, chosen: tuple[Taken, ...]) -> dict[str, bytes]:
    """The contents, out of what ``cat-file --batch`` tells: for each a line with its size, and its bytes."""
    contents: dict[str, bytes] = {}
    at = 0
    for one in chosen:
        end = told.index(b"\n", at)
        size = int(told[at:end].split()[-1])
        contents[one.name] = told[end + 1 : end + 1 + size]
        at = end + 2 + size
    return contents


def _git(place: Place, words: list[str], folder: Path, within: float, told: bytes = b"") -> bytes:
    """What git answers. Raises SourceError where it fails, or takes too long."""
    limit = f'ulimit -f {LARGEST_FETCH // _BLOCK}; exec "$@"'
    command = ["sh", "-c", limit, "sh", "git", *_CAUTION, *words]
    with subprocess.Popen(  # noqa: S603 - git, with words of ours and an address behind "--"
        command,
        cwd=folder,
        env=_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # Without a terminal of its own nothing that git starts can ask for a password there.
        start_new_session=True,
    ) as process:
        try:
            answer, complaint = process.communicate(told, timeout=within)
        except subprocess.TimeoutExpired:
            raise _refusal(place, f"it took longer than {within:g} s") from None
        finally:
            # Nobody else can have its number as long as nobody has asked how it ended.
            if process.returncode is None:
                os.killpg(process.pid, signal.SIGKILL)
    if process.returncode:
        raise _refusal(place, _said(complaint.decode("utf-8", "replace")) or "it has no commit")
    return answer


def _said(complaint: str) -> str:
    """The line that says why: the first that is fatal, or else the last."""
    lines = complaint.strip().splitlines()
    return next((line for line in lines if line.startswith("fatal: ")), lines[-1] if lines else "")


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in _KEPT}
    return kept | {
        "GIT_ALLOW_PROTOCOL": ":".join(SCHEMES),
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ASKPASS": "true",
        "SSH_ASKPASS": "true",
        "SSH_ASKPASS_REQUIRE": "never",
        "GCM_INTERACTIVE": "never",
        "GIT_LFS_SKIP_SMUDGE": "1",
    }


def _refusal(place: Place, why: str) -> SourceError:
    why = printable(why.replace(place.text, place.shown))[:300]
    remedy = 'check the address, and whether "git clone" can reach it'
    return SourceError(f'"{place.shown}" could not be fetched: {why}\n  help: {remedy}')
