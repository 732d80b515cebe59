"""``stretchbreak config``: what is set, whether the file is right, and changing it by one line or in an editor.

Only typer and the standard library are imported above, as in ``cli/routines.py``.
"""

# No deferred annotations: typer evaluates those of every command.
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from stretchbreak.core.settings import Settings
    from stretchbreak.documents.settings import Knows
    from stretchbreak.documents.source import Reading

config = typer.Typer(
    name="config",
    help="Your settings: show, edit, check, set.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Profile = Annotated[str | None, typer.Option("--profile", metavar="NAME", help="With this profile over them.")]


@config.command()
def show(
    *,
    profile: Profile = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")] = False,
) -> None:
    """Show every setting as it counts now, and which are the defaults."""
    import json

    from stretchbreak.documents.settings_text import as_yaml, defaults, written

    reading = _read(profile)
    settings = reading.demand()
    _warn(reading)
    if as_json:
        said = {"path": reading.source.name, "profile": profile, "settings": written(settings)}
        typer.echo(json.dumps({**said, "default": defaults(settings)}, ensure_ascii=False))
    else:
        typer.echo(as_yaml(settings), nl=False)


@config.command()
def check() -> None:
    """Tell every mistake in the settings and their profiles, with its line and a remedy."""
    reading = _read(None, _knows())
    reading.demand()
    _warn(reading)
    found = "is fine" if _path().exists() else "is not there: everything has its default"
    typer.echo(f"{reading.source.name} {found}")


@config.command("set")
def set_value(
    key: Annotated[str, typer.Argument(help="What to set, like rhythm.every.", show_default=False)],
    value: Annotated[str, typer.Argument(help="Its value, as the file would say it.", show_default=False)],
) -> None:
    """Change one setting in its line; everything else in the file stays as it is."""
    from stretchbreak.documents.settings_text import HEADER
    from stretchbreak.documents.source import Source
    from stretchbreak.documents.splice import with_value
    from stretchbreak.shell.settings import change

    def edit(source: Source | None) -> str:
        return with_value(source or Source(str(_path()), HEADER), key, value)

    change(_path(), edit)
    _warn(_read(None))


@config.command()
def edit() -> None:
    """Open the settings in your editor; they count once they are right."""
    from stretchbreak.cli.settings_editing import edit_settings

    edit_settings(_path(), _knows())


@config.command()
def schema() -> None:
    """Print the JSON Schema of the settings, by which editors complete and check them."""
    from stretchbreak.documents.schema import in_json
    from stretchbreak.documents.setting_schema import settings_schema

    typer.echo(in_json(settings_schema()), nl=False)


@config.command()
def path() -> None:
    """Tell where the settings are."""
    typer.echo(_path())


def _path() -> Path:
    from stretchbreak.shell.settings import settings_file

    return settings_file()


def _read(profile: str | None, knows: "Knows | None" = None) -> "Reading[Settings]":
    from stretchbreak.shell.settings import read

    return read(_path(), profile, knows)


def _warn(reading: "Reading[Settings]") -> None:
    if reading.report:
        typer.echo(reading.report, err=True)


def _knows() -> "Knows":
    """Looks up a routine of the settings in the library."""
    from stretchbreak.cli.options import library
    from stretchbreak.documents.excerpt import quoted
    from stretchbreak.documents.source import DocumentError, headline
    from stretchbreak.errors import RoutineError

    found = library()

    def knows(name: str) -> tuple[str, str] | None:
        try:
            found.routine(name)
        except DocumentError as error:
            return (
                f"the routine {quoted(name)} is broken",
                f"put this right: {headline(error.source, error.problems[0])}",
            )
        except RoutineError as error:
            message, _, remedy = str(error).partition("\n  help: ")
            return message, remedy
        return None

    return knows
