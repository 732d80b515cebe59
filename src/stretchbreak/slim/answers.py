"""What `status` says: worked out ahead by the engine, but for what moves with time."""

from __future__ import annotations

from stretchbreak.slim import wire
from stretchbreak.slim.counter import Client, Request

MOVING = frozenset({"remaining_s", "remaining", "minutes", "waiting"})
"""What is filled in when somebody asks; ``core.status`` says how each is written."""

FORMAT = ["status", "--format"]


class Answers:
    """Every status there is until the next decision. ``templates`` by their arguments, joined by NUL.

    A template is text and moving names in turn, text first. ``next_at`` and ``since`` are seconds since the machine
    began to run: when the next break is due, and since when one is offered.
    """

    def __init__(
        self,
        version: str,
        templates: dict[str, tuple[str, ...]],
        fields: dict[str, str],
        next_at: float | None,
        since: float,
    ) -> None:
        self.version = version
        self.templates = templates
        self.fields = fields
        self.next_at = next_at
        self.since = since

    def to(self, argv: list[str], now: float) -> str | None:
        """The answer to these arguments; None if only the engine, or the command line, has one."""
        remaining = None if self.next_at is None else max(self.next_at - now, 0.0)
        moving = moved(remaining, max(now - self.since, 0.0))
        template = self.templates.get("\0".join(argv))
        if template is not None:
            return "".join(moving[part] if number % 2 else part for number, part in enumerate(template))
        if argv[:2] == FORMAT and len(argv) == len(FORMAT) + 1:
            return formatted(argv[2], {**self.fields, **moving})
        return None


def moved(remaining: float | None, waiting: float) -> dict[str, str]:
    """What moves, as it is written now."""
    left = 0.0 if remaining is None else remaining
    return {
        "remaining_s": "" if remaining is None else f"{left:.1f}",
        "remaining": "" if remaining is None else clock(left),
        "minutes": "" if remaining is None else f"{int(-(-left // 60))} min",
        "waiting": clock(waiting),
    }


def clock(seconds: float) -> str:
    """Whole seconds, rounded up, as people write them: ``36:43``, ``1:00:00``."""
    minutes, rest = divmod(int(-(-seconds // 1)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def formatted(text: str, fields: dict[str, str]) -> str | None:
    """The text with its fields filled in; None where it has one that is unknown, or a brace by itself."""
    said: list[str] = []
    rest = text.replace("\\n", "\n").replace("\\t", "\t")
    while rest:
        brace = min((place for place in (rest.find("{"), rest.find("}")) if place >= 0), default=len(rest))
        said.append(rest[:brace])
        rest = rest[brace:]
        if rest[:2] in {"{{", "}}"}:
            said.append(rest[0])
            rest = rest[2:]
        elif rest:
            name, closed, rest = rest[1:].partition("}")
            if not closed or name not in fields:
                return None
            said.append(fields[name])
    return "".join(said)


class Watchers:
    """Those who want a line whenever theirs changes: no polling, theirs or ours."""

    def __init__(self, watching: list[tuple[Client, list[str]]]) -> None:
        self._watching = [(client, argv, "") for client, argv in watching]

    @property
    def watching(self) -> list[tuple[Client, list[str]]]:
        """Everybody who watches, and what each wants to see."""
        return [(client, argv) for client, argv, _ in self._watching]

    def add(self, request: Request, answers: Answers, now: float) -> bool:
        """Let this client watch from now on; False if there is no answer to what it asks."""
        argv = [word for word in request.argv or [] if word != "--watch"]
        if answers.to(argv, now) is None:
            return False
        request.client.connection.setblocking(False)
        if request.client.send(wire.reply(wire.STREAM, b"", b"", answers.version)):
            self._watching.append((request.client, argv, ""))
        return True

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
