"""How a library is laid out: whose its folders are, and what they are called."""

from __future__ import annotations

from typing import Final

YOURS: Final = "yours"
SHIPPED: Final = "shipped"
"""Whose a file is; any other word is the name of a collection that was added."""

EXERCISES: Final = "exercises"
"""The folder of exercises, beside the routines."""

SHARED: Final = "shared"
"""The folder of collections, among the user's own routines."""

ENDINGS: Final = (".yaml", ".yml")
