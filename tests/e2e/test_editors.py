"""Files in an editor: the real YAML language server underlines what our checker refuses, where it refuses it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from language_server import SERVER, Server, server

from real import needs
from stretchbreak.core.settings import Settings
from stretchbreak.documents.keys import EXERCISE, KIND, PREPARE, REPS, ROUTINE
from stretchbreak.documents.schema import FILE_NAME, in_json, schema_line
from stretchbreak.documents.setting_schema import settings_schema
from stretchbreak.documents.settings import read_settings
from stretchbreak.documents.settings_text import as_yaml
from stretchbreak.documents.source import Source
from stretchbreak.shell.folders import shipped_routines
from stretchbreak.shell.library import Library

pytestmark = [pytest.mark.real, pytest.mark.slow]

Written = Callable[[str], Path]
SHIPPED = sorted(shipped_routines().rglob("*.yaml"))


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One language server for all of these, as an editor has one."""
    needs(SERVER)
    with server(tmp_path_factory.mktemp("home")) as running:
        yield running


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Writes a file as a user has it: below the line that names the schema that ships."""

    def write(text: str) -> Path:
        path = tmp_path / "mine.yaml"
        path.write_text(f"{schema_line(shipped_routines())}\n{text}", "utf-8")
        return path

    return write


def refused(path: Path) -> list[tuple[int, int]]:
    """Where our own checker finds errors in a file."""
    (reading,) = Library(path.parent / "nothing", shipped_routines()).check([path])
    return [(problem.span.line, problem.span.column) for problem in reading.errors if problem.span]


MISTAKES = {
    "an unknown key": "exercises:\n  - use: upper-trap\n    repps: 8\n",
    "an unknown key of the file": "nam: Mine\nexercises:\n  - use: upper-trap\n",
    "a wrong type": "exercises:\n  - use: upper-trap\n    reps: many\n",
    "a list for a text": "name: [a, b]\nmove: 2s Up\n",
    "a text for a list": "exercises: upper-trap\n",
    "a text for a mapping": "exercises:\n  - upper-trap\n",
    "a bad duration": "exercises:\n  - use: upper-trap\n    hold: two Long neck\n",
    "a space in a duration": "move: 2 s Slide up\n",
    "a missing key": "name: Mine\nsummary: For the neck\n",
    "a missing key in a list": "phases:\n  - phase: move\n    cue: Up\n  - seconds: 2\n",
    "nothing to do": "exercises:\n  - name: Angel\n    reps: 8\n",
    "no name": "exercises:\n  - move: 2s Up\n",
    "too much": "exercises:\n  - use: upper-trap\n    reps: 61\n",
    "too little": "move: 0s Up\n",
    "too long": "move: 11m Up\nprepare: 3m\n",
    "one of the words": "kind: stretch\nmove: 2s Up\nsides: {each: true, order: random}\n",
    "a word or a mapping": "sides: both\nmove: 2s Up\n",
    "an unknown key of a mapping": "sides: {frist: left}\nmove: 2s Up\n",
    "yes for true": "sides: {each: yes}\nmove: 2s Up\n",
    "too many characters": f"name: {'x' * 61}\nphases:\n- {{phase: move, seconds: 2, cue: {'x' * 41}}}\n",
    "no list at all": "exercises: []\n",
    "a long hold of an active isolated stretch": "kind: ais\nmove: 2s Up\nhold: 3s Stay\n",
    "several": "name: [x]\nexercises:\n  - use: upper-trap\n    hold: x\n    rep: 8\n    switch: -1s\n  - reps: 0\n",
}


@pytest.mark.parametrize("text", MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_underlined_where_the_checker_tells_it(editor: Server, written: Written, text: str) -> None:
    """The same line and column, as often as there are mistakes."""
    path = written(text)
    assert refused(path)
    assert sorted({(mark.line, mark.column) for mark in editor.marks(path)}) == sorted(set(refused(path)))


@pytest.mark.parametrize(
    ("text", "told", "underlined"),
    [
        # The server marks where a value should begin, beyond the end of the line; we mark the key, which is seen.
        ("move: 2s Up\nreps:\n", (3, 1), (3, 6)),
        # In a mapping in brackets the server marks the bracket; we mark the first key, as we do without brackets.
        ("phases: [{phase: move}]\n", (2, 11), (2, 10)),
        # The server marks a text from its beginning; we mark the letters that are wrong, or too many.
        ("move: 2s Up\nsetup: Lift {sdie} arm\n", (3, 13), (3, 8)),
        (f"move: 2s {'x' * 41}\n", (2, 10), (2, 7)),
        # Of phases that are written twice the server marks the key; we mark what could go.
        ("phases: [{phase: move, seconds: 2}]\nhold: 2s Long neck\n", (3, 7), (3, 1)),
    ],
    ids=["no value", "brackets", "a part of a text", "the words of a phase", "twice"],
)
def test_where_the_two_differ_the_checker_has_the_closer_place(
    editor: Server, written: Written, text: str, told: tuple[int, int], underlined: tuple[int, int]
) -> None:
    """In the same line, a few columns apart; nothing else differs."""
    path = written(text)
    assert refused(path) == [told]
    assert [(mark.line, mark.column) for mark in editor.marks(path)] == [underlined]


def test_a_mistake_is_told_in_the_words_of_the_checker(editor: Server, written: Written) -> None:
    """No pattern's letters are shown to anybody."""
    path = written("exercises:\n  - use: upper-trap\n    hold: two Long neck\n    name: 'a {'\n  - reps: 8\n")
    said = [mark.message for mark in editor.marks(path)]
    assert said == [
        "must be a duration like 2s and a few words: at most 40 characters",
        "must be some text without { and }",
        'this exercise has no name: add "name", or "use" for one of the library',
        'this exercise has no phases, so that there is nothing to do; add "move: 2s Slide the arms up"',
    ]


def test_a_schema_that_lies_beside_the_file_is_found(editor: Server, tmp_path: Path) -> None:
    """By a path from the folder of the file, so that both can be moved together."""
    (tmp_path / "kept.json").write_bytes((shipped_routines() / FILE_NAME).read_bytes())
    (tmp_path / "exercises").mkdir()
    path = tmp_path / "exercises" / "mine.yaml"
    path.write_text("# yaml-language-server: $schema=../kept.json\nmove: 2s Up\nreps: 61\n")
    assert [(mark.line, mark.column) for mark in editor.marks(path)] == [(3, 7)]


SETTINGS_MISTAKES = (
    "rhythm: {evry: 60m}\nhours: {man: 09:00-17:00}\ntempo: fast\nheads_up: soon\nsnooze: {at_most: 9}\n"
    "alerts: {sound: yes}\nsmall: 20m\nprofiles: {home: {tempo: slow}}\n"
)


def test_the_settings_are_underlined_where_the_checker_tells_it(editor: Server, tmp_path: Path) -> None:
    """With the schema that ``config schema`` prints, kept beside them; what we write ourselves is not."""
    (tmp_path / "settings.json").write_text(in_json(settings_schema()), "utf-8")
    path = tmp_path / "settings.yaml"
    line = "# yaml-language-server: $schema=settings.json\n"
    path.write_text(f"{line}{as_yaml(Settings())}", "utf-8")
    assert editor.marks(path) == []
    path.write_text(f"{line}{SETTINGS_MISTAKES}", "utf-8")
    errors = read_settings(Source("settings.yaml", path.read_text("utf-8"))).errors
    told = [(problem.span.line, problem.span.column) for problem in errors if problem.span]
    assert sorted({(mark.line, mark.column) for mark in editor.marks(path)}) == told
    assert len(told) == 8


def test_an_empty_file_is_offered_every_key_with_its_sentence(editor: Server, written: Written) -> None:
    """Both those of a routine and those of an exercise, since it may become either."""
    offers = editor.offers(written(""), 2, 1)
    sentences = {field.name: field.help for field in (*EXERCISE.fields, *ROUTINE.fields)}
    assert {key: sentence for key, sentence in offers.items() if key in sentences} == sentences


@pytest.mark.parametrize("begun", ["- ", "- use: upper-trap\n    "])
def test_an_entry_of_a_routine_is_offered_the_keys_of_an_exercise(
    editor: Server, written: Written, begun: str
) -> None:
    """Each once with its sentence, those that are written already left out, and none of a routine's."""
    path = written(f"exercises:\n  {begun}")
    lines = path.read_text("utf-8").split("\n")
    expected = {field.name: field.help for field in EXERCISE.fields if f"{field.name}:" not in begun}
    assert editor.offers(path, len(lines), len(lines[-1]) + 1) == expected


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("kind: \nmove: 2s Up\n", 2, 7, ["ais", "strength", "mobility", "timed", "steps"]),
        ("move: 2s Up\nsides: \n", 3, 8, ["none", "each"]),
        ("phases:\n  - phase: \n", 3, 12, ["move", "hold", "return", "rest", "step"]),
        ("move: 2s Up\nsides:\n  order: \n", 4, 10, ["block", "alternate"]),
    ],
)
def test_a_value_is_completed_where_there_is_a_choice(
    editor: Server, written: Written, text: str, line: int, column: int, words: list[str]
) -> None:
    """The words that the key takes, the usual one first."""
    assert list(editor.offers(written(text), line, column)) == words


def test_pointing_at_a_key_shows_its_sentence(editor: Server, written: Written) -> None:
    """In a routine and in its entries."""
    path = written("exercises:\n  - use: upper-trap\n    reps: 8\n    kind: ais\n    prepare: 5s\n")
    for line, field in ((4, REPS), (5, KIND), (6, PREPARE)):
        assert field.help in editor.explains(path, line, 6)


def test_no_shipped_file_is_underlined_anywhere(editor: Server, tmp_path: Path) -> None:
    """Neither as YAML nor by the schema."""
    copies = [tmp_path / f"{number}-{path.name}" for number, path in enumerate(SHIPPED)]
    for path, copy in zip(SHIPPED, copies, strict=True):
        copy.write_text(f"{schema_line(shipped_routines())}\n{path.read_text('utf-8')}", "utf-8")
    assert {path.name: marks for path, marks in editor.marks_of(copies).items() if marks} == {}
    assert len(copies) >= 40
