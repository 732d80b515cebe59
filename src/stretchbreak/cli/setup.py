"""``stretchbreak setup``: five questions, a file that explains itself, and a notification to see.

Questions and answers are plain lines, so that they work by ear and in a pipe.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from stretchbreak.boundaries import Alert, Clock
from stretchbreak.cli.asking import Ask, ask_in_lines, truth, until_right
from stretchbreak.core.effects import Announce
from stretchbreak.core.settings import ALWAYS, Alerts, Rhythm, Settings
from stretchbreak.core.wording import announcement, duration
from stretchbreak.documents.clock_times import parse_hours, parse_range
from stretchbreak.documents.durations import parse_duration
from stretchbreak.documents.excerpt import printable
from stretchbreak.documents.settings import SettingsError, read_settings
from stretchbreak.documents.settings_template import template
from stretchbreak.documents.source import Source
from stretchbreak.shell.library import Library
from stretchbreak.shell.settings import free_name, settings_file, write

Take = Callable[[Settings, str], Settings]
"""What an answer makes of the settings so far. Raises ValueError or StretchbreakError where it makes nothing."""


def set_up() -> None:
    """Ask, write, and prove a notification."""
    from stretchbreak.cli.options import library
    from stretchbreak.shell.alerts.desktop import DesktopAlert
    from stretchbreak.shell.clock import SystemClock

    ask_and_write(settings_file(), library(), DesktopAlert(), SystemClock())


def ask_and_write(path: Path, library: Library, alert: Alert, clock: Clock, ask: Ask = ask_in_lines) -> None:
    """Ask the questions and write the file. Raises SettingsError where the answers end too early."""
    try:
        settings = _answers(path, library, ask)
    except EOFError:
        print()
        raise SettingsError("setup ended before its last answer, so that nothing was written") from None
    except KeyboardInterrupt:
        print("\nNothing was written.", file=sys.stderr)
        raise
    if settings is None:
        print("Your settings stay as they are. `stretchbreak config edit` opens them.")
        return
    _write(path, settings)
    _prove(settings, library, alert, clock)


def _answers(path: Path, library: Library, ask: Ask) -> Settings | None:
    """The settings that the answers come to; None if there are some already and they are to stay."""
    if path.exists():
        question = f"There are settings in {printable(str(path))}. Replace them? yes/no [no] "
        if not until_right(ask, question, lambda answer: truth(answer or "no")):
            return None
    print("Five questions; Enter takes what is in brackets, Ctrl-C writes nothing.")
    names = [entry.id for entry in library.entries() if entry.value]
    questions: tuple[tuple[str, str, Take], ...] = (
        ("How long do you work between two breaks?", "60m", _every),
        ("When do you work, like mon-fri 09:00-17:30?", "always", _hours),
        ("When is lunch, like 12:00-13:00?", "none", _lunch),
        ("May a break be heard? yes/no", "yes", _sound),
        (
            f"Which routine ({', '.join(names)})?",
            "upper-back-reset",
            lambda so_far, name: _routine(so_far, name, library),
        ),
    )
    settings = Settings()
    for number, (question, usual, take) in enumerate(questions, 1):
        settings = until_right(ask, f"{number}. {question} [{usual}] ", _taking(take, settings, usual))
    return settings


def _taking(take: Take, so_far: Settings, usual: str) -> Callable[[str], Settings]:
    return lambda answer: _sound_settings(take(so_far, answer or usual))


def _every(so_far: Settings, answer: str) -> Settings:
    return replace(so_far, rhythm=Rhythm(every=parse_duration(answer, bare="minutes")))


def _hours(so_far: Settings, answer: str) -> Settings:
    return replace(so_far, hours=parse_hours(answer))


def _lunch(so_far: Settings, answer: str) -> Settings:
    return replace(so_far, lunch=None if answer.lower() in {"none", "no"} else parse_range(answer))


def _sound(so_far: Settings, answer: str) -> Settings:
    return replace(so_far, alerts=Alerts(sound=truth(answer)))


def _routine(so_far: Settings, answer: str, library: Library) -> Settings:
    library.routine(answer)
    return replace(so_far, rhythm=replace(so_far.rhythm, routines=(answer,)))


def _sound_settings(settings: Settings) -> Settings:
    """The settings, if a file may say them. Raises ValueError where they contradict each other."""
    reading = read_settings(Source("settings.yaml", template(settings)))
    for problem in reading.errors:
        raise ValueError(f"{problem.message}; {problem.remedy}")
    return settings


def _write(path: Path, settings: Settings) -> None:
    """Write the file; the one before it is kept beside."""
    if path.exists():
        kept = free_name(path.with_name(f"{path.name}.before-setup"))
        write(kept, path.read_bytes())
        print(f"Your former settings are kept in {printable(str(kept))}.")
    write(path, template(settings).encode("utf-8"))
    print(f"Your settings are in {printable(str(path))}; every line there says what it is for.")


def _prove(settings: Settings, library: Library, alert: Alert, clock: Clock) -> None:
    """Post a notification, and be honest about what we know of it."""
    every = settings.rhythm.every
    first = Announce(
        at=clock.now(), what="heads-up", routine=library.routine(settings.rhythm.routines[0]), due_in=every
    )
    alert.announce(first)
    title, _ = announcement(first)
    print(f'A notification was sent just now: "{title}".')
    print("We cannot see whether your desktop showed it. If it did not, allow notifications there;")
    print("breaks are shown in the terminal in any case.")
    when = f"every {duration(every)}" + ("" if settings.hours == ALWAYS else " of your working hours")
    print(f"Begin with `stretchbreak start`: it offers a break {when}.")
