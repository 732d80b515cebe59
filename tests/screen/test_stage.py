"""The full screen: every scene fits every window, and the terminal always shows what is meant."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scenes import ROUTINE, SCENES, Scene, Shown, View, guided

from fakes import MODEST, TILT, a_routine, an_exercise
from stretchbreak.core.exercise import Phase, Sides
from stretchbreak.core.view import DayView, GuideView
from stretchbreak.screen import guiding, summing, waiting
from stretchbreak.screen.glyphs import ASCII, UNICODE, Glyphs
from stretchbreak.screen.scene import Window

SIZES = [(80, 24), (100, 30), (140, 50), (80, 18), (60, 12), (40, 8), (39, 30), (200, 7), (20, 5), (10, 3), (1, 1)]
LONG = a_routine(
    an_exercise(
        name="僧帽筋上部 sternocleidomastoid and everything around it " * 3,
        phases=(*TILT, Phase(kind="step", seconds=40.0, cue="Roll " * 8, say="Überlang")),
        reps=60,
        sides=Sides(stretches="other"),
        equipment="a doorway, a chair, a towel, a ball and a very patient cat",
    ),
    an_exercise(name="漢" * 70, reps=1),
    *(an_exercise(name=f"Number {number}") for number in range(8)),
    name="The longest name that anybody has ever given to a routine 漢字 " * 2,
)
SETS = pytest.mark.parametrize("glyphs", [UNICODE, ASCII], ids=["full", "ascii"])
AT_SIZES = pytest.mark.parametrize(("columns", "rows"), SIZES, ids=[f"{columns}x{rows}" for columns, rows in SIZES])


def widths(view: View, window: Window) -> list[int]:
    """The columns of each row of the view's scene in this window."""
    match view:
        case GuideView():
            scene = guiding.scene(view, window)
        case DayView():
            scene = waiting.scene(view, window, "10:00:00  offer: 1 h of work", seconds=True)
        case _:
            scene = summing.scene(view, window)
    return [row.cell_len for row in scene]


@SETS
@AT_SIZES
@pytest.mark.parametrize("scene", SCENES)
def test_every_scene_fits_every_window(scene: str, columns: int, rows: int, glyphs: Glyphs) -> None:
    """No row is longer and no scene higher than the window; a framed one is exactly as wide. Nothing raises."""
    window = Window(columns, rows, glyphs)
    for routine in (ROUTINE, LONG):
        found = widths(SCENES[scene](routine), window)
        assert len(found) <= rows
        assert max(found) <= columns
        assert window.form != "full" or set(found) == {columns}


@SETS
@pytest.mark.parametrize("scene", SCENES)
def test_a_frame_is_closed_on_the_terminal(scene: str, glyphs: Glyphs) -> None:
    """Wide characters and long names push no border out of its column."""
    for routine in (ROUTINE, LONG):
        shown = Shown(80, 24, glyphs)
        shown.show(SCENES[scene](routine))
        framed = [row for row in shown.rows if row.strip()]
        assert framed[0].startswith(glyphs.top_left)
        assert framed[0].rstrip().endswith(glyphs.top_right)
        assert framed[-1].startswith(glyphs.bottom_left)
        assert framed[-1].rstrip().endswith(glyphs.bottom_right)
        assert all(row.startswith(glyphs.vertical) and row.rstrip().endswith(glyphs.vertical) for row in framed[1:-1])


@AT_SIZES
@pytest.mark.parametrize("scene", SCENES)
def test_the_ascii_set_is_ascii(scene: str, columns: int, rows: int) -> None:
    """What a terminal without Unicode cannot show is not sent to it."""
    shown = Shown(columns, rows, ASCII)
    shown.show(SCENES[scene](ROUTINE))
    foreign = {character for row in shown.rows for character in row if not character.isascii()}
    assert foreign == set()


@pytest.mark.parametrize("scene", SCENES)
def test_an_equal_view_sends_nothing(scene: str) -> None:
    """Drawing what is there already costs the terminal nothing."""
    shown = Shown(80, 24)
    shown.show(SCENES[scene](ROUTINE))
    before = len(shown.sent)
    shown.show(SCENES[scene](ROUTINE))
    assert shown.sent[before:] == []


def test_a_moving_frame_sends_little() -> None:
    """A tenth of a second of a hold is a few cells, not a screen."""
    shown = Shown(80, 24)
    shown.show(SCENES["hold"](ROUTINE))
    frames = shown.stage.score(0.0, 1.0).frames
    assert 5 <= len(frames) <= 10
    assert max(len(text) for _, text in frames) < 120


def test_a_window_with_another_size_is_drawn_anew() -> None:
    """After a change of size, or when its content was lost, everything is sent again."""
    shown = Shown(80, 24)
    shown.show(SCENES["hold"](ROUTINE))
    whole = shown.rows
    shown.send("\x1b[2J")
    shown.stage.resized()
    shown.show(SCENES["hold"](ROUTINE))
    assert shown.rows == whole


@pytest.mark.parametrize("scene", ["halted", "summary"])
def test_what_stands_still_wants_no_frames(scene: str) -> None:
    """A paused break and a summary wake nobody up."""
    shown = Shown(80, 24)
    shown.show(SCENES[scene](ROUTINE))
    assert list(shown.stage.score(0.0, 60.0).frames) == []


@pytest.mark.parametrize("scene", ["move", "hold", "switch", "get ready", "counting in"])
@pytest.mark.parametrize("size", [(80, 24), (40, 8), (30, 3)], ids=str)
def test_a_played_picture_is_the_one_that_would_be_drawn(scene: str, size: tuple[int, int]) -> None:
    """However it came there, by its score or drawn at once, an instant looks the same."""
    view = SCENES[scene](ROUTINE)
    assert isinstance(view, GuideView)
    played = Shown(*size)
    played.show(view)
    score = played.stage.score(0.0, 1.0)
    for time, text in score.frames:
        played.send(text)
        drawn = Shown(*size)
        if view.count_in is None:
            drawn.show(replace(view, elapsed=view.elapsed + time))
        else:
            drawn.show(replace(view, count_in=view.count_in - time))
        assert played.rows == drawn.rows


scenes: st.SearchStrategy[Scene] = st.sampled_from(list(SCENES.values())) | st.floats(0, 341).map(guided)


@pytest.mark.slow
@settings(MODEST, max_examples=40)
@given(
    st.sampled_from([(80, 24), (100, 30), (40, 8), (20, 3)]),
    st.lists(st.tuples(scenes, st.integers(0, 20)), min_size=1, max_size=6),
)
def test_whatever_was_shown_before_a_view_looks_the_same(
    size: tuple[int, int], script: list[tuple[Scene, int]]
) -> None:
    """After any scenes, with their motion cut off anywhere, each cell and its pen is as on a fresh terminal."""
    used = Shown(*size)
    for scene, frames in script:
        view = scene(ROUTINE)
        used.show(view)
        fresh = Shown(*size)
        fresh.show(view)
        assert used.pens == fresh.pens
        used.play(used.stage.score(0.0, 2.0), frames)


@pytest.mark.parametrize(("remaining", "lasts"), [(3600.0, 1.0), (3599.0, 3000.0), (600.0, 1.0), (599.0, None)])
def test_digits_that_need_less_room_get_another_picture(remaining: float, lasts: float | None) -> None:
    """An hour becomes 59:59, ten minutes 9:59: the score ends there, for the digits to stand in the middle again."""
    view = SCENES["waiting"](ROUTINE)
    assert isinstance(view, DayView)
    counting = replace(view, mode="working", remaining=remaining)
    until = waiting.lasts(counting, seconds=True)
    assert until == (inf if lasts is None else pytest.approx(lasts, abs=1e-3))
    if until < inf:
        before = waiting.clock_text(counting, until - 0.01, seconds=True)
        assert len(before) == len(waiting.clock_text(counting, seconds=True))
        assert len(waiting.clock_text(counting, until, seconds=True)) < len(before)
