"""The commands. Each imports what it needs when it runs, so that `--help` and the quick ones stay quick."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from stretchbreak.cli.autostart import autostart
from stretchbreak.cli.completion import completion
from stretchbreak.cli.config import config
from stretchbreak.cli.options import (
    NoSound,
    Plain,
    RoutineName,
    Tempo,
    Voice,
    anchor,
    hours,
    interval,
    lunch,
    time_of_day,
)
from stretchbreak.cli.orders import add_orders
from stretchbreak.cli.routines import routines

Parsed = Any
"""What an option's own parser makes of it; typer knows only plain types by name."""

app = typer.Typer(
    name="stretchbreak",
    help="Reminds you to stretch, guides every rep, and keeps count.",
    epilog="Begin with `stretchbreak start`. General exercises for healthy adults; not medical advice.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    # Rich's help is framed, and twice as slow: plain help reads as well, aloud too.
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(routines)
app.add_typer(config)
add_orders(app)
app.add_typer(autostart)


@app.callback()
def options(
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,  # noqa: FBT002 - an option
) -> None:
    """Reminds you to stretch, guides every rep, and keeps count."""
    if version:
        from stretchbreak import __version__

        typer.echo(f"stretchbreak {__version__}")
        raise typer.Exit


@app.command()
def start(
    routine: RoutineName = None,
    every: Annotated[
        float | None, typer.Option(parser=interval, metavar="DURATION", help="Time of work between two breaks; 60m.")
    ] = None,
    at: Annotated[
        list[Parsed] | None,
        typer.Option(parser=anchor, metavar="TIME", help='At times of the clock instead: ":00", "10:30".'),
    ] = None,
    hours: Annotated[
        Parsed, typer.Option(parser=hours, metavar="HOURS", help='Working hours: "mon-fri 09:00-17:30".')
    ] = None,
    lunch: Annotated[Parsed, typer.Option(parser=lunch, metavar="SPAN", help="Lunch: 12:00-13:00.")] = None,
    profile: Annotated[str | None, typer.Option(metavar="NAME", help="A profile of your settings.")] = None,
    detach: Annotated[bool, typer.Option("--detach", help="Go on in the background, without this terminal.")] = False,  # noqa: FBT002 - an option
    plain: Plain = False,  # noqa: FBT002 - an option
    no_sound: NoSound = False,  # noqa: FBT002 - an option
    voice: Voice = False,  # noqa: FBT002 - an option
) -> None:
    """Wait in this terminal, or in the background, and guide every break."""
    from stretchbreak.cli.start import start_day, start_engine
    from stretchbreak.cli.wishes import Wishes

    wishes = Wishes(routine=routine, every=every, at=tuple(at or ()), hours=hours, lunch=lunch)
    if detach:
        start_engine(wishes, profile)
    else:
        start_day(wishes, profile, plain=plain, sound=not no_sound, voice=voice)


@app.command()
def do(
    routine: RoutineName = None,
    tempo: Tempo = None,
    reps: Annotated[int | None, typer.Option(min=1, max=60, help="Reps of every exercise.")] = None,
    first: Annotated[Literal["left", "right"] | None, typer.Option(help="The side to begin with.")] = None,
    speed: Annotated[float, typer.Option(min=1, max=60, help="Play it so many times as fast, as a preview.")] = 1.0,
    plain: Plain = False,  # noqa: FBT002 - an option
    no_sound: NoSound = False,  # noqa: FBT002 - an option
    voice: Voice = False,  # noqa: FBT002 - an option
) -> None:
    """One guided break, now."""
    from stretchbreak.cli.do import do_break

    do_break(routine, tempo=tempo, reps=reps, first=first, speed=speed, plain=plain, sound=not no_sound, voice=voice)


@app.command()
def checkin(
    plain: Plain = False,  # noqa: FBT002 - an option
    as_json: Annotated[bool, typer.Option("--json", help="Print the numbers so far, for scripts.")] = False,  # noqa: FBT002 - an option
) -> None:
    """Where, how strong (0-10), and what to do about it."""
    from stretchbreak.cli.checkin import check_in

    check_in(plain=plain, as_json=as_json)


@app.command()
def simulate(
    day: Annotated[
        Path | None, typer.Argument(metavar="[DAY.yaml]", help="A scripted day; see docs/simulate.md.")
    ] = None,
    date: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The date, if it does not say.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")] = False,  # noqa: FBT002 - an option
) -> None:
    """Play a day in no time: what would happen, and why."""
    from stretchbreak.cli.simulate import simulate_day

    simulate_day(day, None if date is None else date.date(), as_json=as_json)


@app.command()
def why(
    since: Annotated[
        Parsed, typer.Option(parser=time_of_day, metavar="TIME", help="Only from this time of today on: 10:00.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")] = False,  # noqa: FBT002 - an option
) -> None:
    """Each decision of today, and its reason."""
    from stretchbreak.cli.why import show_why

    show_why(since, as_json=as_json)


@app.command()
def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for scripts, and ask nothing.")] = False,  # noqa: FBT002 - an option
) -> None:
    """Prove each way to reach you on this machine."""
    from stretchbreak.cli.doctor import doctor as examined

    if not examined(as_json=as_json):
        raise typer.Exit(1)


@app.command()
def setup() -> None:
    """Five questions, and you are ready."""
    from stretchbreak.cli.setup import set_up

    set_up()


app.command()(completion)
