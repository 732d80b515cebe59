"""Parcels from real folders, zips and git repositories, put in their place and taken away; and those that attack."""

from __future__ import annotations

import os
import socket
import stat
import struct
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import perf_counter
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from real import needs
from stretchbreak.core.merging import Change
from stretchbreak.core.parcel import LARGEST_FILE, ParcelError
from stretchbreak.core.sources import SourceError, place_of
from stretchbreak.errors import StretchbreakError
from stretchbreak.shell.sharing.from_folder import from_folder
from stretchbreak.shell.sharing.from_git import from_git
from stretchbreak.shell.sharing.from_zip import from_zip
from stretchbreak.shell.sharing.origin import NAME, origin_of, read_origin
from stretchbreak.shell.sharing.placing import brought_up_to_date, placed, staged, taken_away

CONTENTS = {"exercises/hang.yaml": b"hold: 20s Hang\n", "sheet.yaml": b"exercises: [{use: hang}]\n"}


def written(folder: Path, contents: dict[str, bytes] | None = None) -> Path:
    """These files in a folder."""
    for name, content in (contents or CONTENTS).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


# A folder


def test_a_folder_gives_its_routines_and_nothing_else(tmp_path: Path) -> None:
    """From its top and its exercises, or from its routines."""
    written(tmp_path, {**CONTENTS, "README.md": b"x", ".hidden.yaml": b"x", "deep/er/x.yaml": b"x"})
    assert from_folder(tmp_path) == CONTENTS
    written(tmp_path / "routines", {"other.yaml": b"y"})
    assert from_folder(tmp_path) == {"other.yaml": b"y"}


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda folder: (folder / "x.yaml").symlink_to("/etc/passwd"), '"x.yaml" is a link'),
        (lambda folder: (folder / "x.yaml").symlink_to("x.yaml"), '"x.yaml" is a link'),
        (lambda folder: (folder / "exercises").symlink_to("/etc"), '"exercises" is a link'),
        (lambda folder: os.mkfifo(folder / "x.yaml"), '"x.yaml" is no plain file'),
        (lambda folder: (folder / "x.yaml").write_bytes(b"x" * (LARGEST_FILE + 1)), '"x.yaml" is larger than 256 kB'),
        (lambda folder: (folder / "x\n.yaml").write_bytes(b""), "has a name that no file should have"),
        (lambda _folder: None, "there is no routine in it"),
    ],
    ids=["link", "circle", "folder-link", "pipe", "large", "name", "empty"],
)
def test_what_is_no_plain_file_of_a_folder_is_refused(
    tmp_path: Path, make: Callable[[Path], object], told: str
) -> None:
    """By its name; nothing waits for a pipe, and no link is followed."""
    make(tmp_path)
    with pytest.raises(ParcelError, match=told):
        from_folder(tmp_path)


# A zip


def zipped(path: Path, *entries: tuple[str | ZipInfo, bytes]) -> Path:
    """A zip with these entries."""
    with ZipFile(path, "w", ZIP_DEFLATED) as parcel:
        for name, content in entries:
            parcel.writestr(name, content)
    return path


def entry(name: str, kind: int = stat.S_IFREG) -> ZipInfo:
    """An entry of this kind, as a zip made on Unix has it."""
    info = ZipInfo(name)
    info.create_system = 3
    info.external_attr = (kind | 0o644) << 16
    return info


GOOD = ("good.yaml", b"x")


def test_a_zip_gives_its_routines(tmp_path: Path) -> None:
    """In one folder, as most have it, with other files and empty folders between them."""
    entries = [(f"clinic/{name}", content) for name, content in CONTENTS.items()]
    beside = (("clinic/README.md", b"x"), ("__MACOSX/x.yaml", b""))
    path = zipped(tmp_path / "a.zip", ("clinic/", b""), *entries, *beside)
    assert from_zip(path) == CONTENTS


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        ([("../../out.yaml", b"")], '"../../out.yaml" has a name that leads out of its folder'),
        ([("x/../../out.txt", b"")], '"x/../../out.txt" has a name that leads out of its folder'),
        ([("/tmp/out.yaml", b"")], '"/tmp/out.yaml" has a name that begins at the root'),  # noqa: S108 - never made
        ([("C:\\out.yaml", b"")], "has a name that begins at the root"),
        ([("..\\out.yaml", b"")], "has a backslash in its name"),
        ([(entry("x.yaml", stat.S_IFLNK), b"/etc/passwd")], '"x.yaml" is a link'),
        ([(entry("passwd", stat.S_IFLNK), b"/etc/passwd")], '"passwd" is a link'),
        ([(entry("x.yaml", stat.S_IFCHR), b"")], '"x.yaml" is no plain file'),
        ([(entry("x.yaml", stat.S_IFBLK), b"")], '"x.yaml" is no plain file'),
        ([(entry("x.yaml", stat.S_IFIFO), b"")], '"x.yaml" is no plain file'),
        ([("x.yaml", b" " * 50_000_000)], '"x.yaml" is larger than 256 kB'),
        ([(f"{number}.yaml", b" " * 250_000) for number in range(40)], "it comes to more than 8 MB"),
        ([(f"{number}.txt", b"") for number in range(2001)], "it has 2002 entries"),
        ([("a.yaml", b"1"), ("A.yaml", b"2")], "has the same name as"),
    ],
    ids=[
        *("climbs", "climbs-inside", "absolute", "drive", "backslash", "link", "link-beside", "character-device"),
        *("block-device", "pipe", "bomb", "bomb-of-many", "thousands", "twins"),
    ],
)
def test_a_zip_that_attacks_is_refused_by_the_name_of_its_entry(
    tmp_path: Path, entries: list[tuple[str | ZipInfo, bytes]], told: str
) -> None:
    """At once, with nothing written anywhere."""
    path = zipped(tmp_path / "a.zip", GOOD, *entries)
    begin = perf_counter()
    with pytest.raises(ParcelError) as caught:
        from_zip(path)
    assert told in str(caught.value)
    assert perf_counter() - begin < 2.0
    assert [one.name for one in tmp_path.iterdir()] == ["a.zip"]


def test_an_entry_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    """Which of the two would count, nobody could tell."""
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = zipped(tmp_path / "a.zip", GOOD, GOOD)
    with pytest.raises(ParcelError, match="an entry is in it twice"):
        from_zip(path)


def test_a_zip_that_lies_about_a_size_is_damaged(tmp_path: Path) -> None:
    """It claims a hundred bytes for ten million: no more than the limit is ever unpacked."""
    path = zipped(tmp_path / "a.zip", ("x.yaml", b" " * 10_000_000))
    content = path.read_bytes().replace(struct.pack("<I", 10_000_000), struct.pack("<I", 100))
    path.write_bytes(content)
    with pytest.raises(ParcelError, match=r'its entry "x\.yaml" is damaged'):
        from_zip(path)


@pytest.mark.parametrize("change", ["password", "method", "torn", "text", "empty", "data"])
def test_a_zip_that_cannot_be_read_is_told(tmp_path: Path, change: str) -> None:
    """Encrypted, packed by an unknown method, cut off, damaged, or none at all."""
    path = zipped(tmp_path / "a.zip", ("x.yaml", b"name: X\n" * 50))
    content = bytearray(path.read_bytes())
    head = content.index(b"PK\x01\x02")
    match change:
        case "password":
            content[head + 8] |= 1
        case "method":
            content[head + 10] = 97
        case "data":
            content[40:44] = b"\xff\xff\xff\xff"
        case "torn":
            del content[-10:]
        case "text":
            content[:] = b"name: X\n"
        case _:
            content.clear()
    path.write_bytes(content)
    with pytest.raises(ParcelError, match=r"wants a password|is damaged|it is no zip, or a damaged one"):
        from_zip(path)


def test_a_zip_too_large_to_be_one_of_routines_is_not_opened(tmp_path: Path) -> None:
    """Its list of entries alone could be endless."""
    (tmp_path / "a.zip").write_bytes(b"\0" * (4 * 1024 * 1024 + 1))
    with pytest.raises(ParcelError, match="it is larger than 4 MB"):
        from_zip(tmp_path / "a.zip")


# Git


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with these files, whose owner's git is set up in no way."""
    needs("git")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    (tmp_path / "home").mkdir()
    folder = written(tmp_path / "clinic")
    git(folder, "init", "-q")
    committed(folder)
    return folder


def git(folder: Path, *words: str) -> str:
    """What git answers in this folder."""
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    done = subprocess.run(["git", *who, *words], cwd=folder, capture_output=True, text=True, check=True, timeout=30)
    return done.stdout.strip()


def committed(folder: Path) -> str:
    """The commit that has all that lies there now."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "x")
    return git(folder, "rev-parse", "HEAD")


def fetched(folder: Path, within: float = 30.0) -> tuple[dict[str, bytes], str]:
    """What is fetched from a repository in this folder."""
    return from_git(place_of(folder.as_uri(), is_path=False), within)


def test_a_repository_gives_the_routines_of_its_newest_commit(repository: Path, tmp_path: Path) -> None:
    """Bare or not; what was not committed does not come along."""
    commit = git(repository, "rev-parse", "HEAD")
    (repository / "sheet.yaml").write_text("not committed")
    assert fetched(repository) == (CONTENTS, commit)
    git(tmp_path, "clone", "-q", "--bare", str(repository), "a bare & odd one.git")
    assert fetched(tmp_path / "a bare & odd one.git") == (CONTENTS, commit)


def test_no_hook_filter_or_variable_of_the_outside_takes_part(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither hooks of a template, nor filters of the repository, nor variables that lead elsewhere."""
    hook = tmp_path / "template" / "hooks" / "post-checkout"
    hook.parent.mkdir(parents=True)
    hook.write_text(f"#!/bin/sh\ntouch '{tmp_path}/ran'\n")
    hook.chmod(0o755)
    for name in ("post-checkout", "reference-transaction", "post-update"):
        written(tmp_path / "hooks", {name: hook.read_bytes()})
        (tmp_path / "hooks" / name).chmod(0o755)
    (tmp_path / "home" / ".gitconfig").write_text(
        f"[init]\ntemplateDir = {tmp_path}/template\n[core]\nhooksPath = {tmp_path}/hooks\n"
        f"[filter \"x\"]\nsmudge = touch '{tmp_path}/ran'; cat\n"
    )
    (repository / ".gitattributes").write_text("* filter=x\n")
    commit = committed(repository)
    with suppress(FileNotFoundError):
        (tmp_path / "ran").unlink()
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_CONFIG", "GIT_OBJECT_DIRECTORY"):
        monkeypatch.setenv(name, str(tmp_path / "elsewhere"))
    assert fetched(repository) == (CONTENTS, commit)
    assert not (tmp_path / "ran").exists()


def test_a_link_in_a_repository_is_refused(repository: Path) -> None:
    """It is never made, and never followed; links beside the routines do not matter."""
    (repository / "README").symlink_to("/etc/passwd")
    committed(repository)
    assert fetched(repository)[0] == CONTENTS
    (repository / "x.yaml").symlink_to("/etc/passwd")
    committed(repository)
    with pytest.raises(ParcelError, match=r'its entry "x\.yaml" is a link'):
        fetched(repository)


def test_a_large_file_of_a_repository_is_refused(repository: Path) -> None:
    """Before a byte of it is read."""
    (repository / "x.yaml").write_bytes(b"x" * (LARGEST_FILE + 1))
    committed(repository)
    with pytest.raises(ParcelError, match=r'its entry "x\.yaml" is larger than 256 kB'):
        fetched(repository)


def test_without_git_that_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what else can be added."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SourceError, match=r"needs git\n  help: install git, or add a folder or a zip"):
        from_git(place_of("https://example.org/x", is_path=False))


def test_a_repository_that_cannot_be_fetched_is_told(repository: Path, tmp_path: Path) -> None:
    """Without a commit, or not there at all."""
    git(tmp_path, "init", "-q", "new")
    for folder in (tmp_path / "new", tmp_path / "nowhere"):
        with pytest.raises(SourceError, match=r"could not be fetched: .*\n  help: check the address"):
            fetched(folder)
    assert fetched(repository)


@pytest.mark.slow
def test_a_host_that_never_answers_is_given_up(tmp_path: Path) -> None:
    """After its time, with everything that git had started."""
    needs("git")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        place = place_of(f"git://127.0.0.1:{silent.getsockname()[1]}/x", is_path=False)
        begin = perf_counter()
        with pytest.raises(SourceError, match=r"it took longer than 0\.5 s"):
            from_git(place, within=0.5)
        assert perf_counter() - begin < 5.0
    assert not list(tmp_path.iterdir())


ASKS = """\
import ssl, sys
from http.server import BaseHTTPRequestHandler, HTTPServer

class Asks(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(401)
        self.send_header("WWW-Authenticate", "Basic realm=x")
        self.end_headers()

server = HTTPServer(("127.0.0.1", 0), Asks)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(sys.argv[1], sys.argv[2])
server.socket = context.wrap_socket(server.socket, server_side=True)
print(server.server_address[1], flush=True)
server.serve_forever()
"""


@pytest.mark.slow
def test_a_repository_that_wants_a_password_asks_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A real server that says who are you: git gives up at once, and says so without showing a password."""
    needs("git", "openssl")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    words = ("-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=x")
    names = ("-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate))
    subprocess.run(["openssl", "req", *words, *names], capture_output=True, check=True, timeout=30)
    monkeypatch.setenv("GIT_SSL_CAINFO", str(certificate))
    server = [sys.executable, "-I", "-c", ASKS, str(certificate), str(key)]
    with subprocess.Popen(server, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as asks:
        try:
            assert asks.stdout is not None
            port = int(asks.stdout.readline())
            for user in ("", "me:secret@"):
                place = place_of(f"https://{user}127.0.0.1:{port}/x", is_path=False)
                with pytest.raises(SourceError, match=r"could not be fetched: fatal: .*[Aa]uthentication") as caught:
                    from_git(place, within=20.0)
                assert "secret" not in str(caught.value)
        finally:
            asks.kill()


# In its place


def put(shared: Path, contents: dict[str, bytes] | None = None) -> Path:
    """The collection of these files, in its place."""
    origin = origin_of("/from/here", "folder", None, contents or CONTENTS)
    with staged(shared, "clinic", contents or CONTENTS, origin) as folder:
        placed(folder, shared / "clinic")
    return shared / "clinic"


def lying(folder: Path) -> dict[str, bytes]:
    """Every file that lies there, without the origin."""
    found = {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if name != NAME}


def test_a_collection_is_there_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    """Staged under a name that hides, then renamed; given up, nothing is left of it."""
    shared = tmp_path / "shared"
    origin = origin_of("/from/here", "folder", None, CONTENTS)
    with staged(shared, "clinic", CONTENTS, origin) as folder:
        assert folder.name.startswith(".clinic-")
        assert lying(folder) == CONTENTS
    assert list(shared.iterdir()) == []
    folder = put(shared)
    assert lying(folder) == CONTENTS
    assert read_origin(folder) == origin
    assert [path.name for path in shared.iterdir()] == ["clinic"]
    assert stat.S_IMODE((folder / NAME).stat().st_mode) == 0o600


def test_a_name_that_was_taken_meanwhile_is_told(tmp_path: Path) -> None:
    """What is there stays."""
    put(tmp_path)
    with pytest.raises(StretchbreakError, match="clinic cannot be written"):
        put(tmp_path, {"other.yaml": b""})
    assert lying(tmp_path / "clinic") == CONTENTS


def test_what_is_as_it_came_is_brought_up_to_date_and_the_rest_stays(tmp_path: Path) -> None:
    """Changed, added and gone; what the user changed, deleted or added is not touched."""
    folder = put(tmp_path, dict.fromkeys(("a.yaml", "b.yaml", "c.yaml", "d.yaml", "exercises/e.yaml"), b"1"))
    (folder / "b.yaml").write_bytes(b"mine")
    (folder / "c.yaml").unlink()
    (folder / "mine.yaml").write_bytes(b"mine too")
    now = dict.fromkeys(("a.yaml", "b.yaml", "c.yaml", "exercises/new.yaml"), b"2")
    origin = origin_of("/from/here", "folder", None, now)
    assert set(brought_up_to_date(folder, now, origin)) == {
        Change("a.yaml", "changed"),
        Change("b.yaml", "kept"),
        Change("c.yaml", "kept"),
        Change("d.yaml", "removed"),
        Change("exercises/e.yaml", "removed"),
        Change("exercises/new.yaml", "added"),
    }
    assert lying(folder) == {
        "a.yaml": b"2",
        "b.yaml": b"mine",
        "mine.yaml": b"mine too",
        "exercises/new.yaml": b"2",
    }
    assert brought_up_to_date(folder, now, origin) == ()


def test_an_update_that_broke_off_is_finished_by_the_next(tmp_path: Path) -> None:
    """What was written already needs nothing; what stood in the way is told."""
    folder = put(tmp_path, {"a.yaml": b"1", "b.yaml": b"1"})
    now = {"a.yaml": b"2", "b.yaml": b"2", "exercises/x.yaml": b"2"}
    (folder / "exercises").write_text("in the way")
    with pytest.raises(StretchbreakError, match="cannot be written"):
        brought_up_to_date(folder, now, origin_of("/from/here", "folder", None, now))
    (folder / "exercises").unlink()
    brought_up_to_date(folder, now, origin_of("/from/here", "folder", None, now))
    assert lying(folder) == now


@pytest.mark.parametrize("make", [lambda path: path.symlink_to("/etc/passwd"), os.mkfifo, Path.mkdir])
def test_what_the_user_put_in_the_place_of_a_file_stays(tmp_path: Path, make: Callable[[Path], object]) -> None:
    """A link, a pipe, a folder: it is not what came."""
    folder = put(tmp_path, {"a.yaml": b"1"})
    (folder / "a.yaml").unlink()
    make(folder / "a.yaml")
    now = {"a.yaml": b"2"}
    assert brought_up_to_date(folder, now, origin_of("x", "folder", None, now)) == (Change("a.yaml", "kept"),)


def test_a_collection_is_taken_away_but_not_what_was_made_of_it(tmp_path: Path) -> None:
    """What is as it came is deleted; the rest is kept, each time under a name of its own."""
    assert taken_away(put(tmp_path / "shared"), tmp_path / "attic") is None
    assert not (tmp_path / "attic").exists()
    for number, name in ((1, "clinic"), (2, "clinic-2")):
        folder = put(tmp_path / "shared")
        (folder / "sheet.yaml").write_bytes(b"mine %d" % number)
        (folder / "notes.txt").write_bytes(b"notes")
        assert taken_away(folder, tmp_path / "attic") == tmp_path / "attic" / name
        assert lying(tmp_path / "attic" / name) == {"sheet.yaml": b"mine %d" % number, "notes.txt": b"notes"}
        assert not folder.exists()


@pytest.mark.parametrize("text", ["", "{}", '{"version": 99}', "\0"])
def test_an_origin_that_is_lost_is_told_with_the_way_out(tmp_path: Path, text: str) -> None:
    """Nothing is deleted or written over when nobody knows what came."""
    folder = put(tmp_path)
    (folder / NAME).write_text(text)
    for action in (
        lambda: taken_away(folder, tmp_path / "attic"),
        lambda: brought_up_to_date(folder, CONTENTS, origin_of("x", "folder", None, CONTENTS)),
    ):
        with pytest.raises(StretchbreakError, match=r"nobody knows where .*clinic came from.*\n  help: move"):
            action()
    assert lying(folder) == CONTENTS
