"""The line of a problem with its carets, whatever stands in the line."""

from __future__ import annotations

import pytest

from stretchbreak.documents.excerpt import cells, excerpt, quoted


@pytest.mark.parametrize(
    ("line", "column", "width", "drawn"),
    [
        ("hold: two", 7, 3, "  6 | hold: two\n    |       ^^^"),
        ("\thold: two", 8, 3, "  6 |     hold: two\n    |           ^^^"),
        ("首: two", 4, 3, "  6 | 首: two\n    |     ^^^"),
        ("e\u0301: two", 5, 3, "  6 | e\u0301: two\n    |    ^^^"),
        ("name:", 6, 1, "  6 | name:\n    |      ^"),
        ("\x1b[31m: x", 1, 1, "  6 | \ufffd[31m: x\n    | ^"),
    ],
)
def test_the_carets_stand_under_the_words_they_mean(line: str, column: int, width: int, drawn: str) -> None:
    """Tabs, wide characters and accents are counted in cells; control characters are replaced."""
    assert excerpt(6, line, column, width) == drawn


@pytest.mark.parametrize("column", [1, 60, 5_000, 9_990])
def test_a_long_line_is_cut_around_the_place(column: int) -> None:
    """However long the line is, both rows fit 80 columns and the caret stands under the marked letter."""
    line = "a" * (column - 1) + "X" + "b" * (10_000 - column)
    text, carets = excerpt(7, line, column, 1).splitlines()
    assert max(cells(text), cells(carets)) <= 80
    assert text[carets.index("^")] == "X"


def test_a_quoted_text_is_short_and_safe() -> None:
    """Line ends and escape sequences of a file never reach the terminal through a message."""
    assert quoted("two\nlines\x1b[2J") == '"two lines\ufffd[2J"'
    assert len(quoted("x" * 10_000)) == 42
