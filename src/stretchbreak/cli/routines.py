"""``stretchbreak routines``: what is in the library, what a routine does, and whether its file is right.

Only typer and the standard library are imported above; what a command needs it imports itself, because every other
command loads this module too, to know its name.
"""

# No deferred annotations: typer evaluates those of every command, so that Path is needed at run time.
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stretchbreak.cli.options import span

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import RenderableType

    from stretchbreak.documents.source import Reading
    from stretchbreak.shell.library import Library

routines = typer.Typer(
    name="routines",
    help="The library of stretches: list, show, and make it yours.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]


@routines.command("list")
def list_routines(
    *,
    region: Annotated[str, typer.Option(metavar="PART", help="Only those for this part of the body: neck.")] = "",
    under: Annotated[
        float | None, typer.Option(parser=span, metavar="DURATION", help="Only those that take less: 3m.")
    ] = None,
    no_equipment: Annotated[bool, typer.Option("--no-equipment", help="Only those that need nothing.")] = False,
    seated: Annotated[bool, typer.Option("--seated", help="Only those that can be done sitting.")] = False,
    as_json: AsJson = False,
) -> None:
    """List routines and exercises, or those that fit.

    With how long each takes, what it is for, where it is done, and whose it is.
    """
    from stretchbreak.cli.routine_index import current

    kept, is_seen = current(), _is_rich()
    if kept is not None and not (region or under is not None or no_equipment or seated or as_json or is_seen):
        # The most frequent question of scripts: the answer lies ready, and nothing else has to be loaded.
        typer.echo(kept.lines)
        return
    from stretchbreak.cli.routine_listing import list_library
    from stretchbreak.core.listing import Wanted

    wanted = Wanted(region=region, under=under, no_equipment=no_equipment, seated=seated)
    list_library(kept, wanted, as_json=as_json, is_seen=is_seen)


@routines.command()
def show(
    name: Annotated[str, typer.Argument(help="A routine's name, or an exercise's.", show_default=False)],
    *,
    with_timeline: Annotated[bool, typer.Option("--timeline", help="Print every cue with its offset.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show what a routine does, in words or cue by cue."""
    from stretchbreak.cli import routine_pages as pages
    from stretchbreak.cli.options import library as shelf
    from stretchbreak.cli.places import places_without
    from stretchbreak.cli.routine_index import settings_path
    from stretchbreak.core.timeline import timeline
    from stretchbreak.screen.plain import cue_line

    without = places_without(settings_path()) or ()
    library = shelf(without)
    routine, whose = library.routine(name), library.locate(name).whose
    if with_timeline:
        line_of = pages.cue_json if as_json else cue_line
        typer.echo("\n".join(map(line_of, timeline(routine).cues)))
    elif as_json:
        typer.echo(pages.routine_json(routine, whose))
    elif _is_rich():
        _draw(lambda _: pages.drawn(pages.card(routine, whose, without)))
    else:
        typer.echo("\n".join(pages.printed(pages.card(routine, whose, without))))


@routines.command()
def check(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE]...", help="Files to check; the library without any.")
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Tell every mistake in these files, or in the whole library, with its line and a remedy."""
    from stretchbreak.cli.routine_pages import checked_json
    from stretchbreak.errors import RoutineError

    readings = _library().check(files or ())
    reports = [] if as_json else [reading.report for reading in readings if reading.problems]
    broken = sum(bool(reading.errors) for reading in readings)
    if as_json:
        typer.echo(checked_json(readings))
    if broken and as_json:
        raise RoutineError(_verdict(readings, broken))
    if broken:
        raise RoutineError("\n".join([*reports, "", _verdict(readings, broken)]))
    for report in reports:
        typer.echo(report, err=True)
    if not as_json:
        typer.echo(_verdict(readings, broken))


@routines.command()
def new(
    name: Annotated[str, typer.Argument(help="What you will call it by.", show_default=False)],
    *,
    ask: Annotated[bool, typer.Option("--ask", help="Ask what is in it, instead of a file to fill in.")] = False,
) -> None:
    """Write a routine of your own, to fill in."""
    from stretchbreak.cli.routine_authoring import new_routine

    new_routine(name, _library(), questions=ask)


@routines.command()
def edit(
    name: Annotated[str, typer.Argument(help="A routine's name, or an exercise's.", show_default=False)],
) -> None:
    """Open a routine in your editor; it counts once it is right."""
    from stretchbreak.cli.routine_authoring import edit_routine

    edit_routine(name, _library())


@routines.command()
def copy(
    name: Annotated[str, typer.Argument(help="A routine's name, or an exercise's.", show_default=False)],
    new_name: Annotated[
        str | None, typer.Argument(metavar="[NEW]", help="The name of the copy; the same without.")
    ] = None,
) -> None:
    """Make a routine yours, letter by letter."""
    from stretchbreak.cli.routine_authoring import copy_routine

    copy_routine(name, new_name, _library())


@routines.command()
def schema(
    *,
    line: Annotated[
        bool, typer.Option("--line", help="Print the line that makes editors check a file by it.")
    ] = False,
) -> None:
    """Print the JSON Schema of routine and exercise files, by which editors complete and check them."""
    from stretchbreak.documents.schema import in_json, routine_schema, schema_line
    from stretchbreak.shell.folders import shipped_routines

    typer.echo(schema_line(shipped_routines()) if line else in_json(routine_schema()), nl=line)


@routines.command()
def add(
    source: Annotated[str, typer.Argument(help="A folder, a zip, or a git address.", show_default=False)],
    name: Annotated[str | None, typer.Option("--as", metavar="NAME", help="What to call the collection.")] = None,
) -> None:
    """Add routines that somebody else made."""
    from stretchbreak.cli.routine_sharing import add_collection
    from stretchbreak.shell.folders import user_routines

    add_collection(source, name, user_routines(), _library())


@routines.command()
def update(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="A collection; all of them without.")] = None,
) -> None:
    """Fetch what was added once more; what you changed in it stays."""
    from stretchbreak.cli.routine_sharing import update_collections
    from stretchbreak.shell.folders import user_routines

    update_collections(name, user_routines(), _library())


@routines.command()
def remove(name: Annotated[str, typer.Argument(help="A collection that was added.", show_default=False)]) -> None:
    """Take away what was added; what you changed in it is kept."""
    from stretchbreak.cli.routine_sharing import remove_collection
    from stretchbreak.shell.folders import user_routines

    remove_collection(name, user_routines(), _library())


@routines.command()
def where() -> None:
    """Tell in which folders the library lies."""
    from stretchbreak.core.layout import SHARED
    from stretchbreak.shell.folders import folders_in, shipped_routines, user_routines

    typer.echo(f"yours    {user_routines()}\nshipped  {shipped_routines()}")
    if folders_in(shared := user_routines() / SHARED):
        typer.echo(f"added    {shared}")


def _library() -> "Library":
    from stretchbreak.shell.folders import shipped_routines, user_routines
    from stretchbreak.shell.library import Library

    return Library(user_routines(), shipped_routines())


def _verdict(readings: "list[Reading[Any]]", broken: int) -> str:
    errors = sum(len(reading.errors) for reading in readings)
    fine = len(readings) - broken
    good = f"{fine} {'file is' if fine == 1 else 'files are'} fine"
    if not broken:
        return good
    return f"{errors} {'error' if errors == 1 else 'errors'} in {broken} {'file' if broken == 1 else 'files'}; {good}"


def _is_rich() -> bool:
    """Whether a person with a terminal that can do more than lines looks at the answer."""
    plain = os.environ.get("TERM") in {"dumb", "unknown"} or os.environ.get("ACCESSIBLE") == "1"
    return sys.stdout.isatty() and not plain


def _draw(picture: "Callable[[int], RenderableType]") -> None:
    """Print what ``picture`` makes of the width of the terminal."""
    from rich.console import Console

    console = Console(highlight=False)
    console.print(picture(console.width))
