"""A settings file that explains itself: every key with what it is for, written out or waiting behind a ``#``.

Made from the declarations of the keys, so that it cannot fall behind them.
"""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import wrap
from typing import Final

from stretchbreak.core.settings import Settings
from stretchbreak.documents.setting_keys import KEYS, PROFILES
from stretchbreak.documents.settings_text import HEADER, Leaf, Written, in_yaml, written

_WIDTH = 110
_EXAMPLES: Final[Written] = {
    "small": {"every": "20m", "routine": "quick-neck"},
    "without": ("doorway", "floor"),
    "hours": {"mon-fri": "09:00-17:30", "lunch": "12:00-13:00"},
    "hooks": {"offer": "playerctl pause", "finish": "playerctl play"},
    "terminal": "xterm -e",
    "tz": "Europe/Berlin",
}


def template(settings: Settings) -> str:
    """A file that sets what in ``settings`` is no default, and explains the rest."""
    usual, chosen = written(Settings()), written(settings)
    parts = [f"{HEADER}# A line that begins with # does not count: it is an example, or what counts anyway.\n"]
    for key in KEYS:
        is_chosen = chosen.get(key.name) != usual.get(key.name)
        value = chosen[key.name] if is_chosen else _EXAMPLES.get(key.name, usual.get(key.name, ""))
        parts.append(f"{_comment(key.help)}{'' if is_chosen else '#'}{key.name}: {_in_a_line(value)}\n")
    parts.append(f"{_comment(PROFILES.help)}#{PROFILES.name}: {{home: {{rhythm: {{routine: quick-neck}}}}}}\n")
    return "\n".join(parts)


def _comment(text: str) -> str:
    return "".join(f"# {line}\n" for line in wrap(text, _WIDTH))


def _in_a_line(value: Leaf | Mapping[str, Leaf]) -> str:
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{in_yaml(key)}: {in_yaml(leaf)}' for key, leaf in value.items())}}}"
    return in_yaml(value)
