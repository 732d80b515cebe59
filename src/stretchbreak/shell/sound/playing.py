"""Run as a program: play sounds the moment they are asked for, and let none of them outlive its time.

To start a player takes whoever starts it half a millisecond, and up to 25 where the machine is busy: too much for a
loop that gives cues. So the loop writes a line into our pipe, in 0.03 ms, and the waiting is done here: for players,
for a sound server that does not answer, for words that are still being rendered. This process loads next to nothing
(8 MB, 10 ms to begin with ``-I -S``). When its input is closed, whatever closed it, it ends with what it plays.

usage: playing.py TONES WORDS [--player PROGRAM ARGUMENT ...] ... [--talker PROGRAM ARGUMENT ...]

TONES and WORDS are folders. Players, the best first, take a file as their last argument; a talker takes a text.
Orders, a line each:

    tone NAME                   play this tone now
    say LEAD SECONDS NAME ...   in LEAD seconds play the first of these words that is there and over SECONDS later
    talk LEAD TEXT              in LEAD seconds let the talker say this
    hush                        end whatever is heard

Writes ``broken`` when nothing here can play, and ends.
"""

from __future__ import annotations

import os
import select
import signal
import sys
from math import inf
from time import monotonic

LIMIT = 5.0
"""Seconds that a player may take beyond the length of what it plays."""

SETTLED = 0.1
"""Seconds after which a player that still plays is one that works. Those that cannot say so sooner."""

STALE = 0.5
"""Seconds after which a tone that could not be played is better not played at all."""

LOOK = 0.03
"""Seconds between two looks for words that are still being rendered."""

MOST = 8
"""Players at once: at sixty times its speed a break has more tones than anybody can hear."""

HEADER = 44
BYTE_RATE = slice(28, 32)


class Child:
    """A player on its way: by which command, what it plays, and when it has to be over."""

    __slots__ = ("command", "deadline", "what")

    def __init__(self, command: list[str], what: str, deadline: float) -> None:
        self.command = command
        self.what = what
        self.deadline = deadline


class Order:
    """Something to be played from ``at`` on: a tone, one of some words, or a text for the talker."""

    __slots__ = ("at", "names", "until", "what")

    def __init__(self, what: str, names: list[str], at: float, until: float) -> None:
        self.what = what
        self.names = names
        self.at = at
        self.until = until


class Playing:
    """What is played and what is still to be played."""

    def __init__(self, tones: str, words: str, players: list[list[str]], talker: list[str]) -> None:
        self._tones = tones
        self._words = words
        self._players = players
        self._talker = talker
        self._lengths: dict[str, float] = {}
        self._children: dict[int, Child] = {}
        self._orders: list[Order] = []
        self._settles = monotonic()
        self._settled = False
        self._null = os.open(os.devnull, os.O_RDWR)
        self._warm_up()

    @property
    def is_broken(self) -> bool:
        """Whether no player is left to try."""
        return not self._players

    @property
    def is_over(self) -> bool:
        """Whether nothing is played, and nothing waits."""
        return not self._children and not self._orders

    def order(self, line: str, now: float) -> None:
        """Take an order."""
        what, _, rest = line.partition(" ")
        if what == "hush":
            self.hush()
        elif what == "tone":
            self._orders.append(Order("tone", [rest], now, now + STALE))
        elif what == "say":
            lead, seconds, *names = rest.split(" ")
            self._speak(Order("say", names, now + float(lead), now + float(lead) + float(seconds)))
        elif what == "talk" and self._talker:
            lead, _, text = rest.partition(" ")
            self._speak(Order("talk", [text], now + float(lead), now + float(lead) + STALE))

    def go_on(self, now: float) -> float | None:
        """Do what is due; returns in how many seconds there is more to do, None until somebody asks."""
        self._reap()
        self._expire(now)
        self._settled = self._settled or now >= self._settles
        if self._settled and self._players:
            self._orders = [order for order in self._orders if not self._play(order, now)]
        times = [child.deadline for child in self._children.values() if child.deadline < inf]
        times += [max(order.at, now + LOOK) for order in self._orders]
        return max(min(times) - now, 0.0) if times else None

    def hush(self) -> None:
        """End everything."""
        self._orders = []
        for pid in self._children:
            self._kill(pid)

    def end(self) -> None:
        """End everything, and see it end."""
        self.hush()
        for pid in self._children:
            os.waitpid(pid, 0)

    def _speak(self, order: Order) -> None:
        """Words take the place of words."""
        self._orders = [other for other in self._orders if other.what == "tone"]
        for pid, child in self._children.items():
            if child.what == "words":
                self._kill(pid)
        self._orders.append(order)

    def _play(self, order: Order, now: float) -> bool:
        """Play it if it can be played now; whether it need not be kept."""
        if now < order.at:
            return False
        if now > order.until or len(self._children) >= MOST:
            return True
        if order.what == "talk":
            self._start(self._talker, order.names[0], "words", now + LIMIT)
        elif order.what == "tone":
            self._start(self._players[0], f"{self._tones}/{order.names[0]}.wav", "tone", now + LIMIT)
        else:
            return self._say(order, now)
        return True

    def _say(self, order: Order, now: float) -> bool:
        """Say the first that is there and fits, and wait for it as long as one may come."""
        for name in order.names:
            length = self._length(name)
            if length is not None and now + length <= order.until:
                self._start(self._players[0], f"{self._words}/{name}.wav", "words", now + length + LIMIT)
                return True
        return False

    def _length(self, name: str) -> float | None:
        """Seconds of these words; None while they are not there."""
        if name not in self._lengths:
            path = f"{self._words}/{name}.wav"
            try:
                with open(path, "rb") as file:
                    rate = int.from_bytes(file.read(HEADER)[BYTE_RATE], "little")
                self._lengths[name] = (os.stat(path).st_size - HEADER) / rate
            except (OSError, ZeroDivisionError):
                return None
        return self._lengths[name]

    def _warm_up(self) -> None:
        """Try the best player that is left with silence, which also wakes a sound server up that slept."""
        while self._players:
            now = monotonic()
            self._settled, self._settles = False, now + SETTLED
            if self._start(self._players[0], f"{self._tones}/silence.wav", "silence", now + LIMIT):
                return
            del self._players[0]

    def _start(self, command: list[str], played: str, what: str, deadline: float) -> bool:
        streams = [(os.POSIX_SPAWN_DUP2, self._null, number) for number in range(3)]
        words = [*command, played]
        try:
            pid = os.posix_spawn(
                words[0], words, os.environ, file_actions=streams, setpgroup=0, setsigdef=[signal.SIGPIPE]
            )
        except OSError:
            return False
        self._children[pid] = Child(command, what, deadline)
        return True

    def _reap(self) -> None:
        """Take note of every child that has ended."""
        while self._children:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            child = self._children.pop(pid)
            if status == 0:
                self._settled = self._settled or child.command in self._players[:1]
            elif os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
                # Not ended by us.
                self._give_up(child)

    def _expire(self, now: float) -> None:
        """End what takes too long: a player that hangs will hang the next time as well."""
        for pid, child in [one for one in self._children.items() if now >= one[1].deadline]:
            self._kill(pid)
            child.deadline = inf
            self._give_up(child)

    def _give_up(self, child: Child) -> None:
        """Go on with the next player, unless it was not this one, or it was not its fault."""
        if child.what != "words" and child.command in self._players[:1]:
            del self._players[0]
            self._warm_up()

    def _kill(self, pid: int) -> None:
        try:
            os.killpg(pid, signal.SIGKILL)
        except ProcessLookupError:
            return


def main() -> None:
    """Play what is asked for on stdin until that is closed."""
    tones, words, *rest = sys.argv[1:]
    woken, waker = os.pipe()
    for end in (woken, waker):
        os.set_blocking(end, False)
    # Before the first child: where this signal is ignored, nobody could tell how a child ended.
    signal.signal(signal.SIGCHLD, lambda number, frame: None)  # noqa: ARG005 - only to be woken
    signal.set_wakeup_fd(waker, warn_on_full_buffer=False)
    playing = Playing(tones, words, _commands("--player", rest), _flat(_commands("--talker", rest)))
    left, closed = b"", None
    while True:
        now = monotonic()
        soon = playing.go_on(now)
        if playing.is_broken or (closed is not None and (playing.is_over or now >= closed)):
            break
        watched = [woken] if closed is not None else [woken, 0]
        ready = select.select(watched, (), (), soon)[0]
        if woken in ready:
            os.read(woken, 512)
        if 0 in ready:
            came = os.read(0, 65536)
            *lines, left = (left + came).split(b"\n")
            for line in lines:
                playing.order(os.fsdecode(line), monotonic())
            closed = None if came else monotonic() + LIMIT
    if playing.is_broken:
        _tell(b"broken\n")
    playing.end()


def _tell(word: bytes) -> None:
    try:
        os.write(1, word)
    except OSError:
        # Nobody listens any more.
        return


def _commands(flag: str, words: list[str]) -> list[list[str]]:
    """The command behind each of these flags, up to the next flag."""
    commands: list[list[str]] = []
    taken = False
    for word in words:
        if word in {"--player", "--talker"}:
            taken = word == flag
            if taken:
                commands.append([])
        elif taken:
            commands[-1].append(word)
    return commands


def _flat(commands: list[list[str]]) -> list[str]:
    return commands[0] if commands else []


if __name__ == "__main__":
    main()
