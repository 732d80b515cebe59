"""A collection fetched again: what came is replaced, what the user made of it is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import MODEST
from stretchbreak.core.merging import Change, ChangeKind, merged

digests = st.dictionaries(st.sampled_from("abcd"), st.sampled_from("123"), max_size=4)


@pytest.mark.parametrize(
    ("before", "here", "now", "what"),
    [
        ("1", "1", "1", None),
        ("1", "1", "2", "changed"),
        ("1", "1", None, "removed"),
        (None, None, "1", "added"),
        ("1", "mine", "1", None),
        ("1", "mine", "2", "kept"),
        ("1", "mine", None, "kept"),
        ("1", None, "1", None),
        ("1", None, "2", "kept"),
        ("1", None, None, None),
        (None, "mine", None, None),
        (None, "mine", "1", "kept"),
        (None, "1", "1", None),
        ("1", "2", "2", None),
    ],
)
def test_each_file_by_what_came_what_is_there_and_what_comes(
    before: str | None, here: str | None, now: str | None, what: ChangeKind | None
) -> None:
    """A file of the user's, or one that the user deleted, stays; it is told only where something new has come."""

    def one(digest: str | None) -> dict[str, str]:
        return {} if digest is None else {"a": digest}

    assert merged(one(before), one(here), one(now)) == (() if what is None else (Change("a", what),))


@MODEST
@given(digests, digests, digests)
def test_nothing_of_the_user_is_lost_and_twice_is_once(
    before: dict[str, str], here: dict[str, str], now: dict[str, str]
) -> None:
    """What is not as it came is there afterwards as before; an update that was interrupted can be done again."""
    after = dict(here)
    for change in merged(before, here, now):
        if change.what == "removed":
            del after[change.name]
        elif change.what != "kept":
            after[change.name] = now[change.name]
    assert all(after[name] == digest for name, digest in here.items() if before.get(name) != digest)
    assert all(change.what == "kept" for change in merged(before, after, now))
    assert merged(now, after, now) == ()
