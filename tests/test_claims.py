"""No shipped text and no page of the documentation claims more for an exercise than its sources do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHIPPED = sorted((ROOT / "routines").rglob("*.yaml"))
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]

ALWAYS = (
    *("proven", "clinically", "scientifically", "miracle", "medical-grade"),  # that it is certain
    *("cure", "cures", "cured", "heal", "heals", "healed", "healing", "therapy", "therapeutic", "detox"),  # medicine
    *("pain-free", "painless", "no more pain", "gets rid of"),  # that complaints go away
    *("lactic", "toxin", "toxins", "adhesions", "scar tissue", "realign", "realigns"),  # what happens in the tissue
    *("perfect posture", "correct posture", "bad posture"),  # that one posture is right
)
"""Words by which one claims too much, whatever stands beside them."""

ABOUT_HEALTH = (
    *("prevent", "prevents", "prevented", "preventing", "prevention", "guarantee", "guarantees", "guaranteed"),
    *("treat", "treats", "treated", "treating", "treatment", "remedy", "remedies", "relief", "relieve", "relieves"),
    *("eliminate", "eliminates", "fix", "fixes", "correct", "corrects", "flush", "flushes", "undo", "undoes"),
)
"""Words that a page about a program needs, and that claim too much beside a word of the body."""

BODY = re.compile(
    r"\b(?:pain|aches?|stiff\w*|injur\w+|illness|diseases?|strains?|tension|posture|necks?|shoulders?|spine|muscles?"
    r"|tissue|complaints?|symptoms?|RSI|body|health)\b",
    re.IGNORECASE,
)
DENIAL = re.compile(r"\b(?:no|not|never|nothing|neither|nobody)\b", re.IGNORECASE)
NO_PROSE = re.compile(r"```.*?```|`[^`\n]+`|\]\([^)]*\)|^\[[^\]]+\]: .*$|https?://\S+", re.DOTALL | re.MULTILINE)


def any_of(*words: str) -> re.Pattern[str]:
    """Finds whichever of these words stands somewhere by itself."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


def claims(text: str) -> list[str]:
    """The sentences of ``text`` that claim something and do not deny it."""
    sentences = re.split(r"(?<=[.:;])\s+|\n\s*\n|^\s*[-|#]", NO_PROSE.sub("", text), flags=re.MULTILINE)
    claimed = [
        one
        for one in sentences
        if any_of(*ALWAYS).search(one) or (any_of(*ABOUT_HEALTH).search(one) and BODY.search(one))
    ]
    return [one.strip() for one in claimed if not DENIAL.search(one)]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_file_has_none_of_the_words_of_a_claim(path: Path) -> None:
    """Not even denied: who stretches does not want to read what it is not."""
    assert any_of(*ALWAYS, *ABOUT_HEALTH).findall(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_claims_nothing_for_an_exercise(path: Path) -> None:
    """The words of a claim stand only in sentences that deny it."""
    assert claims(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Stretching prevents neck pain.", True),
        ("A clinically proven routine: ten reps.", True),
        ("Rolling flushes a tired muscle.", True),
        ("It is no cure. It heals.", True),
        ("It feels good. We do not say that it cures anything.", False),
        ("A lock prevents a second one.", False),
        ("[A page](https://example.org/preventing-neck-pain) says so.", False),
    ],
)
def test_a_claim_is_found_and_a_denial_is_none(text: str, told: bool) -> None:  # noqa: FBT001 - the expected answer
    """The search itself finds what it is for, and a denial covers its own sentence alone."""
    assert bool(claims(text)) == told


def test_what_trained_hands_do_is_no_routine() -> None:
    """Active release and massage are told of on a page, and guided nowhere."""
    guided = "\n".join(path.read_text("utf-8").replace("massage or tennis ball", "") for path in SHIPPED)
    assert not re.search(r"active release|\bART\b|massag|trigger[- ]point|acupress", guided, re.IGNORECASE)
    page = (ROOT / "docs" / "evidence.md").read_text("utf-8")
    assert "## What stays in trained hands" in page
    assert re.search(r"Active Release.*massage.*cannot do", page, re.DOTALL | re.IGNORECASE)
