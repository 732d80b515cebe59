"""Which entries of a parcel are taken, and which make it be refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import MODEST
from stretchbreak.core.parcel import (
    LARGEST_FILE,
    LARGEST_SUM,
    MOST_FILES,
    MOST_ITEMS,
    Item,
    ItemKind,
    ParcelError,
    taken,
)

names = st.text("ab./\\:\0 \n~-é", max_size=12).map(lambda text: text + ".yaml") | st.sampled_from(
    ["routines/a.yaml", "exercises/a.yaml", "x/routines/exercises/b.yml", "../a.yaml", "C:/a.yaml", "/a.yaml"]
)
kinds: st.SearchStrategy[ItemKind] = st.sampled_from(["file", "folder", "link", "other"])


def files(*names: str) -> list[Item]:
    """Plain files of these names."""
    return [Item(name, "file", 100) for name in names]


def taken_names(*names: str) -> dict[str, str]:
    """What is taken of these files, by the names that it gets."""
    return {one.name: one.item.name for one in taken(files(*names))}


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("a.yaml", "exercises/b.yml", "README.md", "deep/er/c.yaml"), ["a.yaml", "exercises/b.yml"]),
        (("clinic-main/a.yaml", "clinic-main/exercises/b.yaml"), ["a.yaml", "exercises/b.yaml"]),
        (("x/y/a.yaml",), ["a.yaml"]),
        (("exercises/b.yaml",), ["exercises/b.yaml"]),
        (("mkdocs.yml", "routines/a.yaml", "routines/exercises/b.yaml"), ["a.yaml", "exercises/b.yaml"]),
        (("clinic/mkdocs.yml", "clinic/routines/a.yaml"), ["a.yaml"]),
        ((".github/x.yaml", ".a.yaml", "__MACOSX/a.yaml", "a.yaml"), ["a.yaml"]),
        (("A.YAML",), ["A.YAML"]),
    ],
)
def test_routines_are_found_where_people_pack_them(names: tuple[str, ...], expected: list[str]) -> None:
    """At the top, in one folder as most zips have it, or in routines/; what hides is left out."""
    assert list(taken_names(*names)) == expected


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../a.yaml", "leads out of its folder"),
        ("a/../../b.yaml", "leads out of its folder"),
        ("./a.yaml", "leads out of its folder"),
        ("a//b.yaml", "leads out of its folder"),
        ("/etc/a.yaml", "begins at the root of a disk"),
        ("C:/a.yaml", "begins at the root of a disk"),
        ("..\\a.yaml", "has a backslash in its name"),
        ("a\0.yaml", "no file should have"),
        ("a\x1b[2J.yaml", "no file should have"),
        ("x" * 300 + ".yaml", "no file should have"),
        ("x" * 130 + ".yaml", "no routine can have"),
        ("a..b.yaml", "no routine can have"),
        ("ab:c.yaml", "no routine can have"),
        (" .yaml", "no routine can have"),
    ],
)
def test_a_name_that_is_no_routine_s_refuses_the_whole(name: str, why: str) -> None:
    """It is told by that name, with nothing in it that could steer a terminal."""
    with pytest.raises(ParcelError, match=why) as caught:
        taken([*files("good.yaml"), Item(name, "file", 10)])
    assert "\x1b" not in str(caught.value)
    assert "nothing was added: its entry" in str(caught.value)


@pytest.mark.parametrize(("kind", "why"), [("link", "is a link"), ("other", "is no plain file")])
def test_links_and_devices_refuse_the_whole(kind: ItemKind, why: str) -> None:
    """Even where they are no routine."""
    with pytest.raises(ParcelError, match=f'its entry "passwd" {why}'):
        taken([*files("good.yaml"), Item("passwd", kind)])


@pytest.mark.parametrize(
    ("items", "why"),
    [
        ([], "there is no routine in it"),
        (files("README.md", "a/b/c.yaml", "d.yaml/x"), "there is no routine in it"),
        ([Item("a.yaml", "folder")], "there is no routine in it"),
        ([Item(f"{number}.txt", "file") for number in range(MOST_ITEMS + 1)], "entries"),
        ([Item(f"{number}.yaml", "file") for number in range(MOST_FILES + 1)], "routines and exercises"),
        ([Item("a.yaml", "file", LARGEST_FILE + 1)], 'its entry "a.yaml" is larger than 256 kB'),
        ([Item(f"{number}.yaml", "file", LARGEST_FILE) for number in range(33)], "more than 8 MB"),
        (files("a.yaml", "A.yaml"), "has the same name as"),
    ],
)
def test_too_little_too_much_and_two_of_one_name_are_refused(items: list[Item], why: str) -> None:
    """With a limit for each that no library of a person comes near."""
    assert 33 * LARGEST_FILE > LARGEST_SUM
    with pytest.raises(ParcelError, match=why):
        taken(items)


@MODEST
@given(st.lists(st.builds(Item, names, kinds, st.integers(0, LARGEST_FILE)), max_size=6))
def test_whatever_is_taken_stays_in_its_folder(items: list[Item]) -> None:
    """Whatever the entries are called, the names that they get lead nowhere else, and each is there once."""
    try:
        chosen = taken(items)
    except ParcelError:
        return
    for one in chosen:
        folder, _, name = one.name.rpartition("/")
        assert folder in {"", "exercises"}
        assert name.isprintable()
        assert not set(name) & set("/\\\0:")
        assert not name.startswith(".")
        assert one.item.kind == "file"
    assert len({one.name.casefold() for one in chosen}) == len(chosen)
