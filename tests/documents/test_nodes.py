"""YAML that is broken, hostile or merely surprising."""

from __future__ import annotations

from contextlib import suppress

import pytest
import yaml

from stretchbreak.documents import nodes
from stretchbreak.documents.findings import Findings, UnreadableError
from stretchbreak.documents.nodes import Mapping, Scalar, read_tree
from stretchbreak.documents.source import DocumentError, Source, report


def report_of(text: str) -> str:
    """All that is said of this text as YAML."""
    source, findings = Source("f.yaml", text), Findings()
    with suppress(UnreadableError):
        read_tree(source, findings)
    return report(source, findings.problems)


def first_line(text: str) -> str:
    """Place and message of the first problem."""
    return report_of(text).partition("\n")[0]


BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join(['*' + before] * 10)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "f.yaml  error: the file is empty"),
        ("# only a comment\n", "f.yaml  error: the file is empty"),
        ("---\n", "f.yaml  error: the file is empty"),
        ("name: a\n---\nname: b\n", 'f.yaml:2:1  error: a second document begins here, after "---"'),
        ("name: a\n\thold: 2s\n", "f.yaml:2:1  error: a tab, where only spaces can indent"),
        ("cue: Hold: rest\n", "f.yaml:1:10  error: a second colon in one line"),
        ("cue: @home\n", "f.yaml:1:6  error: a text cannot begin with this character"),
        ('cue: "Hold\nname: b\n', "f.yaml:1:6  error: a quote is opened and never closed"),
        ("name: a\n  reps: 3\n", "f.yaml:2:7  error: this line does not fit the lines above it"),
        ("name: a\n- b\n", "f.yaml:2:1  error: this line does not fit the lines above it"),
        ("stop_if: [a, b\nname: c\n", 'f.yaml:2:5  error: a "," or a closing "]" is missing'),
        ("setup: {Side} hand\n", "f.yaml:1:15  error: text follows where a value was complete"),
        ("name: a\nreps: 1\nname: b\n", 'f.yaml:3:1  error: "name" is already in line 1, column 1'),
        ("[a]: b\n", "f.yaml:1:1  error: a key must be a single word"),
        ("a: *b\n", 'f.yaml:1:4  error: there is no finished value "&b" above this line'),
        ("a: &a [*a]\n", 'f.yaml:1:8  error: there is no finished value "&a" above this line'),
        ("a\0b: c\n", "f.yaml:1:2  error: the character U+0000 does not belong in a text file"),
        ("a: \ud800\n", "f.yaml:1:4  error: the character U+D800 does not belong in a text file"),
        (BOMB, "f.yaml:4:36  error: the file holds more than 10000 values, counting every repetition by *alias"),
        ("[" * 10_000, "f.yaml:1:21  error: this is nested more than 20 levels deep"),
        ("- " * 10_000, "f.yaml:1:41  error: this is nested more than 20 levels deep"),
        ('a: "\\UFFFFFFFF"', "f.yaml  error: it is not valid YAML: an escape or a version in it is impossible"),
    ],
)
def test_each_fault_is_told_in_plain_words_at_its_place(text: str, said: str) -> None:
    """Broken and hostile YAML gives one stated problem, whose words need no knowledge of YAML."""
    assert first_line(text) == said


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system", "!!binary", "!mine", "!!set"])
def test_a_tag_that_builds_objects_is_refused(tag: str) -> None:
    """Only YAML's own core tags may stand in a file; nothing is ever built from others."""
    assert "is refused: such a file holds only text" in first_line(f"name: {tag} [echo]\n")


def test_a_second_pair_of_the_same_key_does_not_hide_later_faults() -> None:
    """Duplicate keys and tags are noted, and the reading goes on."""
    said = report_of("a: 1\na: 2\nb: !x 3\nc: 4\nc: 5\n")
    assert [line.split("  ")[0] for line in said.splitlines() if line.startswith("f.yaml")] == [
        "f.yaml:2:1",
        "f.yaml:3:4",
        "f.yaml:5:1",
    ]


@pytest.mark.parametrize("raw", ["10:00", "no", "010", "2026-11-20", "1_000", "0x1A", "on"])
def test_yaml_1_1_surprises_stay_text(raw: str) -> None:
    """What a value means is for its field to say; the tree keeps it as it is written."""
    tree = read_tree(Source("f.yaml", f"key: {raw}\n"), Findings())
    assert isinstance(tree, Mapping)
    value = tree.entries[0].value
    assert isinstance(value, Scalar)
    assert value.text == raw


@pytest.mark.parametrize("raw", ["!!str null", "! null", "'null'", "!!str ~", '""'])
def test_what_is_said_to_be_text_is_never_nothing(raw: str) -> None:
    """Quotes or a tag make a text of the words that stand for nothing, as an editor sees it."""
    tree = read_tree(Source("f.yaml", f"key: {raw}\n"), Findings())
    assert isinstance(tree, Mapping)
    value = tree.entries[0].value
    assert isinstance(value, Scalar)
    assert not value.is_null


@pytest.mark.parametrize("text", ["name: a\r\nreps: 3\r\n", "\ufeffname: a\nreps: 3\n", "name: a\nreps: 3"])
def test_line_ends_and_a_byte_order_mark_make_no_difference(text: str) -> None:
    """Files from other systems and editors read like any other."""
    tree = read_tree(Source("f.yaml", text), Findings())
    assert isinstance(tree, Mapping)
    assert [(entry.key.text, entry.key.span.line) for entry in tree.entries] == [("name", 1), ("reps", 2)]


@pytest.mark.parametrize("text", ["a: [1, {b: c}]\n", "a: 'x y'\nb: |\n  z\n", 'a: "\\u00e9"\n', "a: &x 1\nb: *x\n"])
def test_both_parsers_grow_the_same_tree(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether or not PyYAML was built with libyaml, values and places are the same."""
    fast = read_tree(Source("f.yaml", text), Findings())
    monkeypatch.setattr(nodes, "_FASTEST", yaml.SafeLoader)
    assert read_tree(Source("f.yaml", text), Findings()) == fast


SAVE = "  help: save it as UTF-8 text in your editor"
SPLIT = "  help: split it, or check whether it is the file you meant"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            "name: a\n".encode("utf-16"),
            "f.yaml  error: it is UTF-16, not UTF-8\n" + SAVE,
        ),
        (
            "name: a\n".encode("utf-16-be"),
            "f.yaml  error: it is UTF-16, not UTF-8\n" + SAVE,
        ),
        (
            b"name: a\ncue: caf\xe9\n",
            "f.yaml:2:9  error: byte 0xe9 is not UTF-8 text\n  2 | cue: caf\ufffd\n    |         ^\n" + SAVE,
        ),
        (
            b"\xef\xbb\xbfcaf\xc3\xa9: \xe9\n",
            "f.yaml:1:7  error: byte 0xe9 is not UTF-8 text\n  1 | café: \ufffd\n    |       ^\n" + SAVE,
        ),
        (
            b"#" * 300_000,
            "f.yaml  error: it is larger than 256 kB; such a file has a few\n" + SPLIT,
        ),
    ],
)
def test_bytes_that_are_no_text_are_refused_with_a_remedy(content: bytes, said: str) -> None:
    """An encoding other than UTF-8 is named, or located at its first wrong byte."""
    with pytest.raises(DocumentError) as caught:
        Source.decode("f.yaml", content)
    assert str(caught.value) == said
