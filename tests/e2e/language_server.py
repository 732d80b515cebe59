"""The real yaml-language-server, spoken to as editors do: files are opened, and it tells what it thinks of them."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from select import select
from time import perf_counter
from typing import IO, Any, Final

from real import SOON, environment

SERVER: Final = "yaml-language-server"
PATIENCE: Final = 3 * SOON
"""Seconds for an answer: the server is a second old when it is asked for the first time."""

# With these alone it would ask the network for the schemas of everybody else.
_SETTINGS: Final = {
    "yaml": {"schemaStore": {"enable": False}, "validate": True, "completion": True, "hover": True},
}
_CAPABILITIES: Final = {"workspace": {"configuration": True}}

Message = dict[str, Any]


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Something an editor underlines: line and column where it begins, counted from 1, and what it says."""

    line: int
    column: int
    message: str


class Server:
    """A language server that runs."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._to: IO[bytes] = process.stdin
        self._from: IO[bytes] = process.stdout
        self._received = b""
        self._asked = 0
        self._opened = 0
        self._ask("initialize", {"processId": None, "rootUri": None, "capabilities": _CAPABILITIES})
        self._tell("initialized", {})

    def marks(self, path: Path) -> list[Mark]:
        """What is underlined in a file, in the order of its lines."""
        return self.marks_of([path])[path]

    def marks_of(self, paths: Sequence[Path]) -> dict[Path, list[Mark]]:
        """The same for files that are opened together: it thinks over each for a moment, but over all at once."""
        awaited = {self._open(path): path for path in paths}
        found: dict[Path, list[Mark]] = {}
        while awaited:
            told = self._until(lambda message: message.get("method") == "textDocument/publishDiagnostics")["params"]
            if told["uri"] in awaited:
                found[awaited.pop(told["uri"])] = sorted(map(_mark, told["diagnostics"]))
        return found

    def offers(self, path: Path, line: int, column: int) -> dict[str, str]:
        """What can be completed at this place, each with its explanation."""
        answer = self._ask("textDocument/completion", self._place(path, line, column))
        return {one["label"]: _words(one.get("documentation")) for one in answer["items"]}

    def explains(self, path: Path, line: int, column: int) -> str:
        """What is shown to someone who points at this place."""
        answer = self._ask("textDocument/hover", self._place(path, line, column))
        return _words(answer and answer["contents"])

    def _place(self, path: Path, line: int, column: int) -> Message:
        return {"textDocument": {"uri": self._open(path)}, "position": {"line": line - 1, "character": column - 1}}

    def _open(self, path: Path) -> str:
        self._opened += 1
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": self._opened}
        self._tell("textDocument/didOpen", {"textDocument": document | {"text": path.read_text("utf-8")}})
        return path.as_uri()

    def _ask(self, method: str, params: Message) -> Any:  # noqa: ANN401 - whatever the protocol has as an answer
        self._asked += 1
        number = self._asked
        self._send({"id": number, "method": method, "params": params})
        return self._until(lambda message: message.get("id") == number and "method" not in message)["result"]

    def _tell(self, method: str, params: Message) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: Message) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._to.write(b"Content-Length: %d\r\n\r\n%b" % (len(content), content))
        self._to.flush()

    def _until(self, is_it: Callable[[Message], bool]) -> Message:
        """The first message of this kind; what the server asks meanwhile is answered."""
        end = perf_counter() + PATIENCE
        while True:
            message = self._receive(end)
            if "method" in message and "id" in message:
                self._send({"id": message["id"], "result": _answered(message)})
            elif is_it(message):
                return message

    def _receive(self, end: float) -> Message:
        while True:
            head, gap, rest = self._received.partition(b"\r\n\r\n")
            length = int(head.rpartition(b":")[2]) if gap else 0
            if gap and len(rest) >= length:
                self._received = rest[length:]
                message: Message = json.loads(rest[:length])
                return message
            ready = select([self._from], (), (), max(end - perf_counter(), 0.0))[0]
            part = os.read(self._from.fileno(), 65536) if ready else b""
            assert part, "the language server has ended" if ready else "the language server does not answer"
            self._received += part


def _mark(diagnostic: Message) -> Mark:
    start = diagnostic["range"]["start"]
    return Mark(start["line"] + 1, start["character"] + 1, diagnostic["message"])


def _answered(request: Message) -> object:
    if request["method"] == "workspace/configuration":
        return [_SETTINGS.get(item["section"]) for item in request["params"]["items"]]
    return None


def _words(said: Mapping[str, str] | str | None) -> str:
    return said["value"] if isinstance(said, Mapping) else said or ""


@contextmanager
def server(home: Path) -> Iterator[Server]:
    """A language server, which ends with the block."""
    with subprocess.Popen(
        [SERVER, "--stdio"],
        env=environment(home),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            yield Server(process)
        finally:
            process.kill()
