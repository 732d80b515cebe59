"""Settings → the text of a settings file, and what may stand there without quotes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Final, get_args

from stretchbreak.core.effects import DecisionKind
from stretchbreak.core.settings import Hooks, Hours, Range, Rhythm, Settings
from stretchbreak.documents.clock_times import write_anchor, write_range, write_weekdays
from stretchbreak.documents.durations import write_duration

Leaf = str | int | bool | tuple[str, ...]
Written = Mapping[str, Leaf | Mapping[str, Leaf]]
"""Settings as they are written: durations and times as texts, under the names of the file."""

HEADER: Final = """\
# The settings of stretchbreak. `stretchbreak config show` tells what can be set and what counts now,
# `stretchbreak config check` whether this file is right.
"""
"""The beginning of a file that a command makes."""

DEFAULT_MARK: Final = "# default"

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_/+.-]*(?: [A-Za-z0-9_/+.-]+)*")
_AMOUNT = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:[hms][0-9hms.]*)")
# Words that are no text to one YAML reader or another.
_LOADED = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})


def written(settings: Settings) -> Written:
    """Everything that can be chosen, as a file would say it."""
    wait, small = settings.wait_for_pause, settings.small
    return {
        "rhythm": _rhythm(settings.rhythm),
        "small": "none" if small is None else {"every": write_duration(small.every), "routine": small.routine},
        "hours": _hours(settings.hours, settings.lunch),
        "tempo": settings.tempo,
        "first": settings.first,
        "heads_up": write_duration(settings.heads_up),
        "wait_for_pause": "none"
        if wait is None
        else {"idle": write_duration(wait.idle), "at_most": write_duration(wait.at_most)},
        "natural_break": write_duration(settings.natural_break),
        "snooze": {"minutes": _minutes(settings.snooze.seconds), "at_most": settings.snooze.at_most},
        "target": settings.target,
        "alerts": {
            "sound": settings.alerts.sound,
            "volume": settings.alerts.volume,
            "voice": settings.alerts.voice,
            "repeat": settings.alerts.repeat,
        },
        "without": settings.without,
        "hold_for": settings.hold_for,
        "hooks": _hooks(settings.hooks),
        **({} if settings.terminal is None else {"terminal": settings.terminal}),
        **({} if settings.tz is None else {"tz": settings.tz}),
    }


def defaults(settings: Settings) -> list[str]:
    """The keys, dotted, whose values are those that count where nothing is chosen."""
    usual = dict(_leaves(written(Settings())))
    return [key for key, leaf in _leaves(written(settings)) if usual.get(key) == leaf]


def as_yaml(settings: Settings) -> str:
    """A settings file that says everything; what is the default anyway is marked."""
    usual = set(defaults(settings))
    lines: list[tuple[str, bool]] = []
    for key, value in written(settings).items():
        if not isinstance(value, Mapping):
            lines.append((f"{key}: {in_yaml(value)}", key in usual))
            continue
        lines.append((f"{key}:", False))
        lines += [(f"  {inner}: {in_yaml(leaf)}", f"{key}.{inner}" in usual) for inner, leaf in value.items()]
    width = max(len(line) for line, _ in lines)
    return "".join(f"{line.ljust(width)}  {DEFAULT_MARK}\n" if is_usual else f"{line}\n" for line, is_usual in lines)


def in_yaml(leaf: Leaf) -> str:
    """A value as every YAML reader takes it for what it is, in one line."""
    if isinstance(leaf, bool):
        return "true" if leaf else "false"
    if isinstance(leaf, int):
        return str(leaf)
    if isinstance(leaf, tuple):
        return f"[{', '.join(map(in_yaml, leaf))}]"
    return leaf if _is_plain(leaf) else in_quotes(leaf)


def in_quotes(text: str) -> str:
    """The text in double quotes, whatever is in it: a JSON text is a YAML text."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\x7F")


def _is_plain(text: str) -> bool:
    if _AMOUNT.fullmatch(text):
        return True
    return _WORD.fullmatch(text) is not None and text.lower() not in _LOADED


def _rhythm(rhythm: Rhythm) -> Mapping[str, Leaf]:
    names = rhythm.routines
    when: Mapping[str, Leaf] = (
        {"at": tuple(map(write_anchor, rhythm.at))} if rhythm.at else {"every": write_duration(rhythm.every)}
    )
    pick: Mapping[str, Leaf] = {} if rhythm.pick == Rhythm().pick else {"pick": rhythm.pick}
    return {**when, "routine": names[0] if len(names) == 1 else names, **pick}


def _hours(hours: Hours, lunch: Range | None) -> str | Mapping[str, Leaf]:
    """Days with the same hours together, in the order of their first one."""
    days: dict[tuple[Range, ...], list[int]] = {}
    for day, ranges in enumerate(hours):
        if ranges:
            days.setdefault(ranges, []).append(day)
    week = {write_weekdays(same): _ranges(ranges) for ranges, same in days.items()}
    if not week and lunch is None:
        return "always"
    return week if lunch is None else {**week, "lunch": write_range(lunch)}


def _hooks(hooks: Hooks) -> Mapping[str, Leaf]:
    """Those at an offer and at a finish, and of the others those that there are."""
    commands = {what: hooks.named(what) for what in get_args(DecisionKind)}
    return {what: command for what, command in commands.items() if command or what in {"offer", "finish"}}


def _ranges(ranges: tuple[Range, ...]) -> Leaf:
    texts = tuple(map(write_range, ranges))
    return texts[0] if len(texts) == 1 else texts


def _minutes(seconds: float) -> Leaf:
    return int(seconds // 60) if seconds % 60 == 0 else write_duration(seconds)


def _leaves(values: Written) -> Iterator[tuple[str, Leaf]]:
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield from ((f"{key}.{inner}", leaf) for inner, leaf in value.items())
        else:
            yield key, value
