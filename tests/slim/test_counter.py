"""The counter takes connections and never waits for anybody, whatever they do."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Timer

import pytest

from stretchbreak.slim import client, counter, place, wire
from stretchbreak.slim.counter import AT_ONCE, MOST, SILENT, Counter, Request

STATUS = wire.request(["status"], "1.0")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of one's own."""
    monkeypatch.setenv("STRETCHBREAK_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def served(home: Path) -> Iterator[Counter]:  # noqa: ARG001 - where it listens
    """A counter that is open."""
    open_counter = Counter(counter.listen())
    yield open_counter
    turns(open_counter, count=0)
    open_counter.close()


def customer() -> socket.socket:
    """Somebody who has connected and says nothing yet."""
    one = socket.socket(socket.AF_UNIX)
    one.settimeout(2.0)
    one.connect(place.socket_path())
    return one


def turns(served: Counter, *, now: float = 0.0, count: int = 3) -> list[Request]:
    """What is asked within a few turns in which everything is ready; who asks is hung up on at the next call."""
    for request in ASKED:
        request.client.connection.close()
    ASKED[:] = [request for _ in range(count) for request in served.ready(served.watched, now)]
    return ASKED.copy()


ASKED: list[Request] = []


def poured(served: Counter, one: socket.socket, size: int) -> int:
    """So many bytes sent by this one, as far as the counter takes them."""
    sent = 0
    while sent < size:
        try:
            sent += one.send(b"x" * 65536)
        except OSError:
            break
        turns(served)
    return sent


def test_a_request_is_taken_and_answered(served: Counter) -> None:
    """One line in, the answer out, and the line is hung up."""
    with customer() as one:
        one.sendall(STATUS)
        (request,) = turns(served)
        assert (request.argv, request.version) == (["status"], "1.0")
        request.answer(0, "all is well\n", "a word aside\n", version="1.0")
        received = b"".join(iter(lambda: one.recv(4096), b""))
        assert received == wire.reply(0, b"all is well\n", b"a word aside\n", "1.0")


def test_a_request_may_come_in_pieces(served: Counter) -> None:
    """Half a line is kept until the rest comes."""
    with customer() as one:
        one.sendall(STATUS[:10])
        assert turns(served) == []
        one.sendall(STATUS[10:])
        assert [request.argv for request in turns(served)] == [["status"]]


def test_whoever_says_nothing_is_sent_away(served: Counter) -> None:
    """After a few seconds, half a line or none; others are served meanwhile."""
    with customer() as silent, customer() as one:
        silent.sendall(STATUS[:10])
        turns(served)
        one.sendall(STATUS)
        assert len(turns(served, now=SILENT)) == 1
        assert len(served.clients) == 1
        turns(served, now=SILENT + 0.1)
        assert served.clients == []
        assert silent.recv(1) == b""


def test_ten_megabytes_without_an_end_are_not_listened_to(served: Counter) -> None:
    """More than a line of ours can have, and the connection is closed."""
    with customer() as one:
        assert poured(served, one, 10_000_000) < 1_000_000
    assert served.clients == []


def test_rubbish_is_a_request_that_nobody_understands(served: Counter) -> None:
    """It is passed on as such: whoever decides can say so."""
    with customer() as one:
        one.sendall(b"GET / HTTP/1.1\r\n")
        (request,) = turns(served)
        assert request.argv is None


def test_a_flood_has_to_queue_and_the_silent_give_way(served: Counter) -> None:
    """A few connections a turn, and never more of them than there is room for."""
    crowd = [customer() for _ in range(MOST // 2)]
    served.ready([served.listener.fileno()], 0.0)
    assert len(served.clients) == AT_ONCE
    for number in range(3 * MOST):
        crowd.append(customer())
        served.ready([served.listener.fileno()], float(number) / 100)
        assert len(served.clients) <= MOST
    with customer() as one:
        one.sendall(STATUS)
        turns(served, now=1.0, count=40)
    for one in crowd:
        one.close()


def test_an_answer_that_nobody_reads_is_thrown_away(served: Counter) -> None:
    """Larger than what a socket takes: the engine does not wait for a reader."""
    with customer() as one:
        one.sendall(STATUS)
        (request,) = turns(served)
        request.answer(0, "x" * 10_000_000, version="1.0")
        assert request.client.descriptor == -1


def test_the_socket_is_for_the_user_alone(served: Counter, home: Path) -> None:
    """Neither the folder nor the socket is open to others."""
    path = Path(place.socket_path())
    assert path.parent == home / "run"
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert served.watched


def test_a_folder_that_others_may_write_to_is_no_place_for_it(home: Path) -> None:
    """It would be theirs to put another socket there."""
    (home / "run").mkdir()
    (home / "run").chmod(0o777)
    with pytest.raises(PermissionError):
        counter.listen()


def test_a_socket_that_a_dead_engine_left_is_replaced(home: Path) -> None:
    """Whoever listens holds the lock: what lies there belongs to nobody."""
    (home / "run").mkdir(mode=0o700)
    Path(place.socket_path()).write_text("left over")
    again = Counter(counter.listen())
    customer().close()
    again.close()


def test_it_is_seen_when_the_socket_has_lost_its_name(served: Counter, home: Path) -> None:
    """A clean-up of the folder takes it away; a new one is made."""
    assert counter.is_reachable(served.listener)
    Path(place.socket_path()).unlink()
    (home / "run").rmdir()
    assert not counter.is_reachable(served.listener)
    served.listener.close()
    served.listener = counter.listen()
    assert counter.is_reachable(served.listener)


def test_a_home_with_a_long_path_has_a_short_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond what the system can name, a name of its own, the same for whoever asks."""
    monkeypatch.setenv("STRETCHBREAK_HOME", str(tmp_path / ("long" * 30)))
    path = place.socket_path()
    assert len(path) < place.LONGEST
    assert path == place.socket_path()
    monkeypatch.setenv("STRETCHBREAK_HOME", str(tmp_path / ("Long" * 30)))
    assert place.socket_path() != path


@pytest.mark.slow
def test_whoever_finds_the_queue_full_waits_a_moment(home: Path) -> None:
    """Linux would send him away at once, and he would say that no engine runs."""
    (home / "run").mkdir(mode=0o700)
    with socket.socket(socket.AF_UNIX) as listener, ExitStack() as stack:
        listener.bind(place.socket_path())
        listener.listen(1)
        for _ in range(2):
            stack.enter_context(customer())
        taking = Timer(0.1, lambda: stack.enter_context(listener.accept()[0]))
        taking.start()
        one = client.connected()
        taking.join()
        assert one is not None
        one.close()
