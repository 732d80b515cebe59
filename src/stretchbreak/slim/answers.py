"""What `status` says: worked out ahead by the engine, but for what moves with time."""

from __future__ import annotations

from stretchbreak.slim import wire
from stretchbreak.slim.counter import MOST, Client, Request

MINUTE = 60.0

FORMAT = ["status", "--format"]


class Answers:
    """Every status there is until the next decision.

    ``templates`` by their arguments, joined by NUL; ``fields`` of a format by their names. Each is pieces of text, in
    which the name of something that moves stands for it. ``next_at`` and ``since`` are seconds on the clock that
    `to` is asked by: when the next break is due, and since when one is offered.
    """

    def __init__(
        self,
        version: str,
        templates: dict[str, tuple[str, ...]],
        fields: dict[str, tuple[str, ...]],
        next_at: float | None,
        since: float,
        *,
        once: bool = False,
    ) -> None:
        """``once``: the plain status holds what is told only once, so the engine itself must tell it."""
        self.version = version
        self.once = once
        self.templates = templates
        self.fields = fields
        self.next_at = next_at
        self.since = since

    def is_left_to_the_engine(self, argv: list[str]) -> bool:
        """Whether the engine wants to answer this itself."""
        return self.once and argv == ["status"]

    def to(self, argv: list[str], now: float) -> str | None:
        """The answer to these arguments; None if only the engine, or the command line, has one."""
        moving = moved(0.0 if self.next_at is None else self.next_at - now, now - self.since)
        template = self.templates.get("\0".join(argv))
        if template is not None:
            return filled(template, moving)
        if argv[:2] == FORMAT and len(argv) == len(FORMAT) + 1:
            return formatted(argv[2], {name: filled(field, moving) for name, field in self.fields.items()})
        return None


def moved(remaining: float, waiting: float) -> dict[str, str]:
    """What moves, as it is written now: what ``core.template`` says, without anything that it loads."""
    left = max(remaining, 0.0)
    return {
        "remaining_s": f"{left:.1f}",
        "remaining": clock(left),
        "minutes": f"{-int(-left // 60)} min",
        "waiting": clock(max(waiting, 0.0)),
    }


def filled(template: tuple[str, ...], moving: dict[str, str]) -> str:
    """The text, with what moves filled in."""
    return "".join([moving.get(piece, piece) for piece in template])


def clock(seconds: float) -> str:
    """Whole seconds, rounded up, as people write them: ``36:43``, ``1:00:00``."""
    minutes, rest = divmod(-int(-seconds // 1), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def formatted(text: str, fields: dict[str, str]) -> str | None:
    """The text with its fields filled in; None where somebody has to explain what is wrong with it."""
    said = []
    at = 0
    while at < len(text):
        pair = text[at : at + 2]
        if pair in PAIRS:
            said.append(PAIRS[pair])
            at += 2
        elif text[at] in "{}":
            end = text.find("}", at)
            field = fields.get(text[at + 1 : end]) if end > at else None
            if field is None:
                return None
            said.append(field)
            at = end + 1
        else:
            said.append(text[at])
            at += 1
    return "".join(said) if text.isprintable() else None


PAIRS = {"{{": "{", "}}": "}", "\\n": "\n", "\\t": "\t", "\\\\": "\\"}
"""What these two letters of a format stand for."""


class Watchers:
    """Those who want a line whenever theirs changes: no polling, theirs or ours."""

    def __init__(self, watching: list[tuple[Client, list[str], str]]) -> None:
        self._watching = watching

    @property
    def watching(self) -> list[tuple[Client, list[str], str]]:
        """Everybody who watches, what each wants to see, and the line that each saw last."""
        return self._watching

    def add(self, request: Request, answers: Answers, now: float) -> bool:
        """Let this client watch from now on; False if there is no answer to what it asks."""
        argv = [word for word in request.argv or [] if word != "--watch"]
        if answers.to(argv, now) is None:
            return False
        request.client.connection.setblocking(False)
        if request.client.send(wire.reply(wire.STREAM, b"", b"", answers.version)):
            self._watching.append((request.client, argv, ""))
        if len(self._watching) > MOST:
            client, *_ = self._watching.pop(0)
            client.connection.close()
        return True

    def next_change(self, answers: Answers, now: float) -> float:
        """When a minute has passed that somebody sees; what moves faster than that moves for nobody who watches."""
        if answers.next_at is None or answers.next_at <= now:
            return now + MINUTE
        return now + ((answers.next_at - now) % MINUTE or MINUTE)

    def tell(self, answers: Answers, now: float) -> None:
        """A line to each whose line has changed. Who does not take it is let go."""
        watching = []
        for client, argv, before in self._watching:
            line = answers.to(argv, now) or ""
            if line == before or client.send(f"{line}\n".encode()):
                watching.append((client, argv, line))
            else:
                client.connection.close()
        self._watching = watching
