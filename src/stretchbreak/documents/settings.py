"""A settings file → the settings, those of a profile over the others, with everything that is wrong in its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from stretchbreak.core.settings import Hooks, Range, Rhythm, Settings, Small, Snooze, WaitForPause
from stretchbreak.documents.clock_times import MIDNIGHT, write_range
from stretchbreak.documents.excerpt import printable, quoted
from stretchbreak.documents.findings import Findings, reading
from stretchbreak.documents.nodes import Mapping, read_tree
from stretchbreak.documents.records import Field, Values
from stretchbreak.documents.setting_keys import (
    ALERTS,
    AT,
    EVERY,
    FIRST,
    HEADS_UP,
    HOLD_FOR,
    HOOKS,
    HOURS,
    MINUTES,
    NATURAL_BREAK,
    OFF,
    PICK,
    PROFILES,
    RHYTHM,
    ROUTINES,
    SETTINGS,
    SMALL,
    SMALL_EVERY,
    SMALL_ROUTINE,
    SNOOZE,
    SNOOZES,
    TARGET,
    TEMPO,
    TERMINAL,
    TZ,
    WAIT_FOR_PAUSE,
    WITHOUT,
)
from stretchbreak.documents.setting_shapes import EVERY_HOUR, Placed, Week
from stretchbreak.documents.shapes import nearest
from stretchbreak.documents.source import Reading, Source, Span
from stretchbreak.errors import StretchbreakError

Knows = Callable[[str], tuple[str, str] | None]
"""Says of a routine's name what is wrong with it and what to do, or None if it can be done."""

_PLAIN: Final[tuple[Field[Any], ...]] = (
    *(TEMPO, FIRST, HEADS_UP, NATURAL_BREAK, TARGET),
    *(WITHOUT, HOLD_FOR, TERMINAL, TZ),
)


class SettingsError(StretchbreakError):
    """The settings cannot be used or changed as asked."""


def read_settings(source: Source, profile: str | None = None, knows: Knows | None = None) -> Reading[Settings]:
    """Read a settings file; all its profiles are checked, whichever is asked for. An empty file is all defaults.

    Routines are looked up only where ``knows`` is given. Raises SettingsError where there is no such profile.
    """
    names: list[str] = []

    def read(findings: Findings) -> Settings:
        tree = read_tree(source, findings, blank=Mapping((), Span(1, 1)))
        values = SETTINGS.read(tree, "the file", findings)
        names.extend(_profiles(values))
        return settings_of(values, findings, profile, knows)

    outcome = reading(source, read)
    if profile is not None and profile not in names and outcome.value is not None:
        raise _no_such_profile(profile, names, source)
    return outcome


def settings_of(
    values: Values, findings: Findings, profile: str | None = None, knows: Knows | None = None
) -> Settings:
    """The settings in ``values``, those of ``profile`` over them; the other profiles are checked as well."""
    _check_rhythm(values, findings)
    outcome = _settings(values, findings, knows)
    for name, changes in _profiles(values).items():
        _check_rhythm(changes, findings)
        changed = _settings(_merged(values, changes), findings, knows)
        outcome = changed if name == profile else outcome
    return outcome


def _profiles(values: Values) -> dict[str, Values]:
    return values.get(PROFILES, None) or {}


def _settings(values: Values, findings: Findings, knows: Knows | None) -> Settings:
    default = Settings()
    plain: dict[str, Any] = {key.name: values.found[key.name] for key in _PLAIN if key.name in values.found}
    week: Week = values.get(HOURS, EVERY_HOUR)
    _check_week(week, values, findings)
    return replace(
        default,
        **plain,
        rhythm=_rhythm(values.get(RHYTHM, None), findings, knows),
        small=_small(values.get(SMALL, None), findings, knows),
        hours=week.hours,
        lunch=week.lunch[-1].value if week.lunch else None,
        wait_for_pause=_wait(values.get(WAIT_FOR_PAUSE, None)),
        snooze=_snooze(values.get(SNOOZE, None)),
        alerts=replace(default.alerts, **_found(values.get(ALERTS, None))),
        hooks=_hooks(values.get(HOOKS, None)),
    )


def _rhythm(values: Values | None, findings: Findings, knows: Knows | None) -> Rhythm:
    if values is None:
        return Rhythm()
    default = Rhythm()
    names = values.get(ROUTINES, ())
    return Rhythm(
        every=values.get(EVERY, default.every),
        at=values.get(AT, default.at),
        routines=tuple(_known(name, findings, knows) for name in names) or default.routines,
        pick=values.get(PICK, default.pick),
    )


def _small(values: Values | None, findings: Findings, knows: Knows | None) -> Small | None:
    if values is None or values is OFF:
        return None
    name = values.get(SMALL_ROUTINE, None)
    if name is None:
        if not values.has(SMALL_ROUTINE):
            findings.error(values.span, "small needs routine", 'add "routine: ..." beside it, or write "small: none"')
        return None
    routine = _known(name, findings, knows)
    return Small(routine=routine, every=values.get(SMALL_EVERY, Small(routine=routine).every))


def _known(name: Placed[str], findings: Findings, knows: Knows | None) -> str:
    """The routine's name; what is wrong with the routine is noted where the name is written."""
    if knows is not None and (complaint := knows(name.value)):
        findings.error(name.span, *complaint)
    return name.value


def _wait(values: Values | None) -> WaitForPause | None:
    return None if values is OFF else replace(WaitForPause(), **_found(values))


def _snooze(values: Values | None) -> Snooze:
    default = Snooze()
    if values is None:
        return default
    return Snooze(seconds=values.get(MINUTES, default.seconds), at_most=values.get(SNOOZES, default.at_most))


def _hooks(values: Values | None) -> Hooks:
    return Hooks(**{name.replace("-", "_"): command for name, command in _found(values).items()})


def _found(values: Values | None) -> dict[str, Any]:
    return {} if values is None else dict(values.found)


def _check_rhythm(values: Values, findings: Findings) -> None:
    """Note a rhythm that is written both ways. In a profile the one takes the place of the other."""
    rhythm = values.get(RHYTHM, None)
    if rhythm is not None and rhythm.has(EVERY) and rhythm.has(AT):
        place = max(rhythm.place(EVERY), rhythm.place(AT))
        findings.error(place, "a rhythm goes by every or by at, not by both", "keep one of the two")


def _check_week(week: Week, values: Values, findings: Findings) -> None:
    """Note a week without work, and a lunch that comes before or after the work of every day."""
    if not week.days or not week.whole:
        return
    days = [ranges for ranges in week.days.values() if ranges]
    if not days:
        remedy = 'give one its hours, or write "hours: always"'
        findings.error(values.place(HOURS), "no weekday has working hours", remedy)
    for lunch in week.lunch:
        days = [ranges for ranges in week.days.values() if ranges]
        if lunch.value and days and not any(_touches(lunch.value, (day[0][0], day[-1][1])) for day in days):
            message = f"lunch {write_range(lunch.value)} is outside the working hours of every day"
            findings.error(lunch.span, message, "move lunch into them, or correct the hours")


def _touches(one: Range, other: Range) -> bool:
    return all(before[0] < after[1] or after[1] == MIDNIGHT for before, after in ((one, other), (other, one)))


def _merged(values: Values, changes: Values) -> Values:
    """The values with those of ``changes`` over them, key by key."""
    merged = Values(changes.span, dict(values.found), dict(values.nodes), values.refused | changes.refused)
    for name, node in changes.nodes.items():
        merged.nodes[name] = node
        if name in changes.found:
            merged.found[name] = _over(name, values.found.get(name), changes.found[name])
    return merged


def _over(name: str, old: object, new: object) -> object:
    if isinstance(new, Week) and isinstance(old, Week):
        return new.over(old)
    if isinstance(new, Values) and isinstance(old, Values) and OFF not in (old, new):
        return _merged(_without_rival(old, new) if name == RHYTHM.name else old, new)
    return new


def _without_rival(old: Values, new: Values) -> Values:
    """The rhythm without what a profile replaces by its opposite: an interval by clock times, and the reverse."""
    rivals = {AT.name} if new.has(EVERY) else {EVERY.name} if new.has(AT) else set()
    found = {name: value for name, value in old.found.items() if name not in rivals}
    nodes = {name: node for name, node in old.nodes.items() if name not in rivals}
    return Values(old.span, found, nodes, old.refused)


def _no_such_profile(profile: str, names: list[str], source: Source) -> SettingsError:
    near = nearest(profile, dict.fromkeys(names))
    known = f"its profiles are {', '.join(map(quoted, names))}" if names else "it has no profiles"
    remedy = f"did you mean {quoted(near)}?" if near else f"{known}; add one under profiles"
    return SettingsError(f"{printable(source.name)}  error: there is no profile {quoted(profile)}\n  help: {remedy}")
