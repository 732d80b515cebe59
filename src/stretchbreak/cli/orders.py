"""What is asked of the engine that runs. The thin client has answered whatever the engine understands before this.

So whoever comes here wants help, has mistyped something, or no engine runs.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, NoReturn

import typer

NO_ENGINE = 4


class Bar(StrEnum):
    """The bars that read a status."""

    WAYBAR = "waybar"
    TMUX = "tmux"
    POLYBAR = "polybar"
    PLAIN = "plain"


def add_orders(app: typer.Typer) -> None:
    """Add these commands."""
    for command in (status, pause, resume, snooze, skip, done, meeting, stop):
        app.command()(command)


def status(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")] = False,  # noqa: FBT002 - an option
    form: Annotated[
        str | None, typer.Option("--format", metavar="TEXT", help="Your own words, with fields like {remaining}.")
    ] = None,
    bar: Annotated[Bar | None, typer.Option(help="A line for a status bar.")] = None,
    watch: Annotated[bool, typer.Option("--watch", help="A line whenever it changes.")] = False,  # noqa: FBT002 - an option
) -> None:
    """When the next break is, and how the day goes."""
    chosen = [
        ["--json"] if as_json else [],
        ["--format", form] if form is not None else [],
        ["--bar", bar] if bar else [],
    ]
    words = [word for words in chosen for word in words]
    if sum(map(bool, chosen)) > 1:
        raise typer.BadParameter("choose one of --json, --format and --bar")
    _ask("status", *words, *(["--watch"] if watch else []))


def pause(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[DURATION | until TIME]", help="30m, until 14:00.")
    ] = None,
    until_resume: Annotated[bool, typer.Option("--until-resume", help="Until `stretchbreak resume`.")] = False,  # noqa: FBT002 - an option
) -> None:
    """No breaks for an hour, or as long as you say."""
    _order("pause", *(words or []), *(["--until-resume"] if until_resume else []))


def resume() -> None:
    """Go on after a pause."""
    _order("resume")


def snooze(
    duration: Annotated[
        str | None, typer.Argument(metavar="[DURATION]", help="5m, unless your settings differ.")
    ] = None,
) -> None:
    """Put off the break that is due."""
    _order("snooze", *([] if duration is None else [duration]))


def skip(
    reason: Annotated[str | None, typer.Option(help="Why: meeting, focus, pain, not needed.")] = None,
) -> None:
    """Let this break go."""
    _order("skip", *([] if reason is None else ["--reason", reason]))


def done() -> None:
    """Say that you have stretched already."""
    _order("done")


def meeting(
    duration: Annotated[
        str | None, typer.Argument(metavar="[DURATION | end]", help="1h unless told; or end.")
    ] = None,
) -> None:
    """Hold every break until a meeting is over."""
    _order("meeting", *([] if duration is None else [duration]))


def stop() -> None:
    """End the engine."""
    _ask("stop")


def _order(*argv: str) -> None:
    """Order this of the engine, if it makes sense."""
    from stretchbreak.documents.orders import ordered
    from stretchbreak.shell.clock import SystemClock

    if ordered(list(argv), SystemClock().now()) is None:
        raise typer.BadParameter(f"{' '.join(argv[1:])!r} makes no sense here. {USAGE[argv[0]]}")
    _ask(*argv)


USAGE = {
    "pause": "Write it like: pause 30m, pause until 14:00, pause --until-resume",
    "snooze": "Write it like: snooze, snooze 10m",
    "skip": "Write it like: skip, skip --reason meeting",
    "meeting": "Write it like: meeting, meeting 1h, meeting end",
}


def _ask(*argv: str) -> NoReturn:
    """Ask the engine, and end as it says."""
    from stretchbreak import __version__
    from stretchbreak.slim import client

    code = client.ask(list(argv), __version__)
    if code is not None:
        raise typer.Exit(code)
    engine = client.connected()
    if engine is None:
        typer.echo("No engine runs. `stretchbreak start` begins one, in the background with --detach.", err=True)
        raise typer.Exit(NO_ENGINE)
    engine.close()
    typer.echo(
        "The engine that runs does not know this. If it is an older one, stop it and start it again.", err=True
    )
    raise typer.Exit(1)
