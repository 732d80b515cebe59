"""``stretchbreak autostart``: on, off, and what is so now.

Only typer and the standard library are imported above, as in ``cli/routines.py``.
"""

# No deferred annotations: typer evaluates those of every command.
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from stretchbreak.shell.autostart.kind import Found, Kind

autostart = typer.Typer(
    name="autostart",
    help="Starting when you log in: on, off, status.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@autostart.command()
def on(
    *,
    systemd: Annotated[
        bool, typer.Option("--systemd", help="By a unit of systemd, which starts it again if it fails.")
    ] = False,
) -> None:
    """Start it in the background when you log in; once more after it was installed elsewhere."""
    from stretchbreak.shell.autostart.command import launch

    chosen, others = _chosen(systemd=systemd)
    started = launch()
    done = [*chosen.put(started), *(deed for other in others if _is_ours(other) for deed in other.remove())]
    typer.echo("on: stretchbreak starts when you log in" if done else "on already: nothing was changed")
    _show("command", shlex.join(started.words))
    _show("by", f"{chosen.name} {chosen.place}")
    _show("done", *done)
    _warn_of_foreign(others)


@autostart.command()
def off() -> None:
    """Start it no more when you log in; one that runs now goes on."""
    from stretchbreak.shell.autostart.files import foreign

    kinds = _kinds()
    done = [deed for kind in kinds if _is_ours(kind) for deed in kind.remove()]
    strangers = [kind.place for kind in kinds if kind.found()]
    if strangers and not done:
        raise foreign(strangers[0])
    typer.echo("off: stretchbreak no longer starts when you log in" if done else "off already: nothing was changed")
    _show("done", *done)
    _warn_of_foreign(kinds)


@autostart.command()
def status() -> None:
    """Tell whether it starts when you log in, by what, and whether that still works."""
    from stretchbreak.shell.autostart.command import launch

    kinds = _kinds()
    ours = [(kind, found) for kind in kinds if (found := kind.found()) and found.ours]
    for kind, found in ours:
        _check(kind, found)
    starting = [(kind, found) for kind, found in ours if not found.off]
    typer.echo("on: stretchbreak starts when you log in" if starting else "off: it does not start when you log in")
    for kind, found in ours:
        _show("command", shlex.join(found.words))
        _show("by", f"{kind.name} {kind.place}")
        _show("but", *filter(None, (found.off, *_differs(found, launch().words))))
    if not starting or len(ours) > 1:
        _show("help", "`stretchbreak autostart on` " + ("leaves one of them" if starting else "changes that"))
    _warn_of_foreign(kinds)


def _chosen(*, systemd: bool) -> "tuple[Kind, list[Kind]]":
    """The way to start at login that is asked for, and the others. Raises BadParameter where it is not to be had."""
    kinds = _kinds()
    if systemd and len(kinds) == 1:
        raise typer.BadParameter(f"there is no systemd on {sys.platform}; leave --systemd out.")
    chosen = kinds[int(systemd)]
    return chosen, [kind for kind in kinds if kind is not chosen]


def _kinds() -> "list[Kind]":
    """The ways to start at login on this platform, the usual one first."""
    if sys.platform == "win32":
        from stretchbreak.shell.autostart.run_key import Registry, RunKey

        return [RunKey(Registry())]
    if sys.platform == "darwin":
        from stretchbreak.shell.autostart.launchd import LaunchAgent

        return [LaunchAgent(Path.home() / "Library")]
    from stretchbreak.shell.autostart.desktop_entry import DesktopEntry
    from stretchbreak.shell.autostart.files import config_home
    from stretchbreak.shell.autostart.systemd_unit import SystemdUnit

    return [DesktopEntry(config_home()), SystemdUnit(config_home())]


def _is_ours(kind: "Kind") -> bool:
    found = kind.found()
    return found is not None and found.ours


def _check(kind: "Kind", found: "Found") -> None:
    """Raise StretchbreakError where an entry would start a program that is gone."""
    from stretchbreak.documents.excerpt import printable
    from stretchbreak.errors import StretchbreakError
    from stretchbreak.shell.autostart.command import is_there, program_in

    program = program_in(found.words)
    if program is not None and not found.off and not is_there(program):
        raise StretchbreakError(
            f"{printable(kind.place)} is on, but what it starts is gone: {printable(program)}\n"
            "  help: `stretchbreak autostart on` starts this one instead, `stretchbreak autostart off` none"
        )


def _differs(found: "Found", words: tuple[str, ...]) -> list[str]:
    """What to say where an entry starts another stretchbreak than this one."""
    from stretchbreak.shell.autostart.command import program_in

    if program_in(found.words) == program_in(words):
        return []
    return ["that is not the stretchbreak that you run now; `stretchbreak autostart on` changes that"]


def _show(label: str, *values: str) -> None:
    from stretchbreak.documents.excerpt import printable

    for value in values:
        typer.echo(f"  {label:<8} {printable(value)}")


def _warn_of_foreign(kinds: "list[Kind]") -> None:
    for kind in kinds:
        found = kind.found()
        if found is not None and not found.ours:
            typer.echo(
                f"{kind.place} was not made by stretchbreak, and stays as it is; look what it starts", err=True
            )
