"""Words that a person reads: which characters and which placeholders may stand in them."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from itertools import islice

from stretchbreak.documents.excerpt import quoted
from stretchbreak.documents.findings import Findings
from stretchbreak.documents.nodes import Scalar

PLACEHOLDERS = ("{side}", "{other}", "{Side}", "{Other}")

MOST_TOLD = 20
"""Mistyped placeholders of one text that are told. Who has more meant something else by braces."""

_LONGEST_WORD = 40

_BRACED = re.compile(r"\{[^{}]*\}?|\}")
# Line ends and tabs become spaces; the joiners are part of how words and emoji are written.
_HARMLESS = frozenset("\t\n\r\x85\u2028\u2029\u200c\u200d\u00ad\ufeff")
_STEERING = frozenset({"Cc", "Cf", "Cs"})


def check_text(scalar: Scalar, name: str, findings: Findings, *, fills: bool) -> None:
    """Note every character that could steer a terminal, and every placeholder that would not be filled in."""
    # What can be printed steers nothing, and is most of what there is.
    if not scalar.text.isprintable() and (bad := next(filter(_steers, scalar.text), None)):
        message = f"{name} holds the invisible character U+{ord(bad):04X}, which could steer the terminal"
        findings.error(scalar.part(scalar.text.index(bad), 1), message, "delete it")
    braced = _BRACED.finditer(scalar.text)
    for found in islice((one for one in braced if not (fills and one[0] in PLACEHOLDERS)), MOST_TOLD):
        message, remedy = _complaint(found[0], name, fills=fills)
        findings.error(scalar.part(found.start(), len(found[0])), message, remedy)


def has_placeholder(text: str) -> bool:
    """Whether something in ``text`` is filled in for each side."""
    return "{" in text and any(placeholder in text for placeholder in PLACEHOLDERS)


def _complaint(braced: str, name: str, *, fills: bool) -> tuple[str, str]:
    if not fills and braced in PLACEHOLDERS:
        return f"{name} is the same for both sides, so that {braced} cannot be filled in", "say it without"
    near = get_close_matches(braced[:_LONGEST_WORD], PLACEHOLDERS, n=1) if fills else []
    if near:
        return f"{quoted(braced)} is no placeholder", f'did you mean "{near[0]}"?'
    known = f"only {', '.join(PLACEHOLDERS)} can be filled in" if fills else "write it with round brackets"
    return f"{quoted(braced)} is no placeholder", known


def _steers(character: str) -> bool:
    return character not in _HARMLESS and unicodedata.category(character) in _STEERING
