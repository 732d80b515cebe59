"""The answers of `status`: JSON to the key, sentences that fit, and bars that nothing slips into."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import accumulate
from math import inf
from typing import Any
from xml.sax.saxutils import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import MODEST, MORNING
from playing import EVERY_EVENT, HOUR, MINUTE, ROUTINE, held, paused, skipped_for
from statuses import ASKED, ENGINE, LAYERED, OFFICE_HOURS, PATIENT, PLAN, Asked
from stretchbreak.core.status import Status
from stretchbreak.core.status_forms import BARS, Form, for_pango, for_polybar, for_tmux, templates
from stretchbreak.core.status_wording import shortened, wrapped
from stretchbreak.core.template import MARKS, cleaned, filled
from stretchbreak.core.workplan import WorkPlan

NASTY = (
    "#[fg=red]",
    "#(reboot)",
    "#",
    "%{F#f00}",
    "%{",
    "<b>",
    "&lt;",
    '"',
    "\\",
    "\x1b[31m",
    "\x9b",
    "\r\n",
    "remaining",
)
foreign = st.lists(
    st.sampled_from(NASTY) | st.text(st.characters(exclude_categories=()), max_size=8), max_size=6
).map("".join)


def answer(status: Status, form: Form, *, later: float = 0.0) -> str:
    """What is printed ``later`` seconds after the status was told."""
    left = None if status.remaining is None else status.remaining - later
    return filled(templates(status)[form], left, status.waiting + later)


def foreign_day(name: str, reason: str) -> Status:
    """A day whose routine has this name, and whose breaks are held and skipped for this reason."""
    engine = replace(ENGINE, troubles=(reason,))
    script = ((10 * MINUTE, skipped_for(reason)), (20 * MINUTE, held(reason)))
    return Asked(2 * HOUR, script, engine=engine).about(replace(ROUTINE, name=name)).status()


# JSON


CONTRACT = {
    "": [
        *("state", "next_at", "remaining_s", "routine", "routine_s", "snoozes_left", "owed", "paused_until"),
        *("today", "target", "engine"),
    ],
    "today": ["completed", "partial", "snoozed", "skipped", "missed", "natural", "reps"],
    "target": ["done", "of"],
    "engine": ["pid", "since", "detached", "version"],
}
"""The keys that scripts are promised, in their order."""


@pytest.mark.parametrize("name", ASKED)
def test_the_json_has_the_keys_that_are_promised(name: str) -> None:
    """The same in every state, in the same order, and none besides; all of it on one line."""
    text = answer(ASKED[name].status(), "json")
    whole: dict[str, Any] = json.loads(text)
    assert {"": list(whole), **{key: list(whole[key]) for key in ("today", "target", "engine")}} == CONTRACT
    assert all(list(owed) == ["since", "reason"] for owed in whole["owed"])
    assert "\n" not in text


def test_the_json_of_a_day_is_this() -> None:
    """Values as numbers, words and ISO times with their offset; what nobody knows is null."""
    assert json.loads(answer(ASKED["held"].status(), "json")) == {
        "state": "held",
        "next_at": "2026-03-02T11:00:00+00:00",
        "remaining_s": 2202.4,
        "routine": "upper-back-reset",
        "routine_s": 69.0,
        "snoozes_left": 2,
        "owed": [{"since": "2026-03-02T10:00:00+00:00", "reason": "meeting"}],
        "paused_until": None,
        "today": {"completed": 0, "partial": 0, "snoozed": 0, "skipped": 0, "missed": 0, "natural": 0, "reps": 0},
        "target": {"done": 0, "of": 2},
        "engine": {"pid": 4711, "since": "2026-03-02T09:00:00+00:00", "detached": True, "version": "1.0.0"},
    }
    after = json.loads(answer(ASKED["working-after-some-breaks"].status(), "json"))
    assert after["today"] == {
        "completed": 2,
        "partial": 0,
        "snoozed": 1,
        "skipped": 1,
        "missed": 0,
        "natural": 0,
        "reps": 16,
    }
    assert after["target"] == {"done": 2, "of": 2}


@pytest.mark.parametrize(("name", "known"), [("paused-for-good", False), ("off-hours", False), ("working", True)])
def test_seconds_remain_only_to_a_break_that_comes(name: str, known: bool) -> None:  # noqa: FBT001 - a case
    """A number with a time, or null with null; and the number runs down."""
    status = ASKED[name].status()
    whole = json.loads(answer(status, "json", later=10.0))
    assert (whole["next_at"] is not None, whole["remaining_s"] is not None) == (known, known)
    assert whole["remaining_s"] == (pytest.approx(2192.4) if known else None)


def test_a_break_that_is_due_remains_due() -> None:
    """However late it is read, no number is less than nothing."""
    assert json.loads(answer(ASKED["due"].status(), "json", later=100.0))["remaining_s"] == 0.0


def test_the_end_of_a_pause_is_a_time_and_none_is_null() -> None:
    """To the second."""
    assert json.loads(answer(ASKED["paused"].status(), "json"))["paused_until"] == "2026-03-02T10:40:00+00:00"
    assert json.loads(answer(ASKED["paused-for-good"].status(), "json"))["paused_until"] is None


def test_a_reported_break_is_no_completed_one() -> None:
    """Done means reps done; the sentence for people takes the user's word."""
    status = ASKED["off-hours"].status()
    assert json.loads(answer(status, "json"))["today"]["completed"] == 1
    assert "2 done" in answer(status, "plain")


@MODEST
@given(foreign, foreign)
def test_json_can_be_read_whatever_names_and_reasons_say(name: str, reason: str) -> None:
    """Both JSON answers, in ASCII, with the words as they are."""
    status = foreign_day(name, reason)
    whole, bar = answer(status, "json"), answer(status, "waybar")
    assert whole.isascii()
    assert bar.isascii()
    assert json.loads(whole)["owed"][0]["reason"] == cleaned(reason)
    assert list(json.loads(bar)) == ["text", "alt", "tooltip", "class", "percentage"]


PLANS = st.sampled_from([PLAN, OFFICE_HOURS, LAYERED, PATIENT])
happening = st.lists(
    st.tuples(st.sampled_from([30.0, 25 * MINUTE, HOUR]), st.sampled_from([*EVERY_EVENT])), max_size=10
)


@MODEST
@given(PLANS, happening)
def test_every_day_has_a_status(plan: WorkPlan, happens: list[tuple[float, str]]) -> None:
    """Whatever happened: seconds remain where there is a time, a break is owed where one is held, and all is told."""
    times = accumulate((gap for gap, _ in happens), initial=HOUR - 60.0)
    script = tuple((when, EVERY_EVENT[name]) for when, (_, name) in zip(times, happens, strict=False))
    status = Asked(sum(gap for gap, _ in happens) + HOUR, script, plan).status()
    assert (status.next_at is None) == (status.remaining is None)
    assert status.owed or status.state != "held"
    whole = json.loads(answer(status, "json"))
    assert list(whole) == CONTRACT[""]
    assert all(len(sentence) <= 80 for sentence in answer(status, "plain").splitlines())
    assert len(answer(status, "tmux")) <= 40


# Sentences


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        (
            "working",
            [
                "Next break at 10:00, in 36:43: Upper-back reset, 1 min 9 s, every 1 h.",
                "Today: no break yet; 0 of 2 full routines.",
            ],
        ),
        (
            "working-after-some-breaks",
            [
                "Next break at 13:07, in 36:43: Upper-back reset, 1 min 9 s, every 1 h.",
                "Today: 2 done, 1 snoozed, 1 skipped, 16 reps; 2 of 2 full routines.",
            ],
        ),
        (
            "snoozed",
            [
                "Snoozed until 10:05, 4:18 more: Upper-back reset, 1 min 9 s, every 1 h.",
                "Today: 1 snoozed; 0 of 2 full routines.",
            ],
        ),
        (
            "in-a-meeting",
            [
                "Next break at 10:00, in 10:00: Upper-back reset, 1 min 9 s, every 1 h.",
                "Today: no break yet; 0 of 2 full routines.",
                "Breaks are held for now: meeting.",
            ],
        ),
        (
            "heads-up",
            [
                "Break soon, at 10:00, in 1:43: Upper-back reset, 1 min 9 s.",
                "Today: no break yet; 0 of 2 full routines; 2 snoozes left.",
            ],
        ),
        (
            "typing",
            [
                "Due once you pause typing, in 4:32 at the latest: Upper-back reset, 1 min 9 s.",
                "Today: no break yet; 0 of 2 full routines; 2 snoozes left.",
            ],
        ),
        (
            "due",
            [
                "Time for a break, offered at 10:00, 1:12 ago: Upper-back reset, 1 min 9 s.",
                "Today: no break yet; 0 of 2 full routines; 2 snoozes left.",
            ],
        ),
        (
            "due-with-no-snooze-left",
            [
                "Time for a break, offered at 10:10, 1:39 ago: Upper-back reset, 1 min 9 s.",
                "Today: 2 snoozed; 0 of 2 full routines; no snooze left.",
            ],
        ),
        (
            "a-small-break-due",
            [
                "Time for a small break, offered at 09:20, 0:12 ago: Eyes, 14 s.",
                "Today: no break yet; 0 of 2 full routines; 1 snooze left.",
            ],
        ),
        (
            "held",
            [
                "Held since 10:00 (meeting), offered afterwards; next 11:00, in 36:43.",
                "Today: no break yet; 0 of 2 full routines.",
            ],
        ),
        (
            "held-twice",
            [
                "2 held since 10:00 (do-not-distur...), offered afterwards; next 12:00, in 30:00.",
                "Today: no break yet; 0 of 2 full routines.",
            ],
        ),
        (
            "stretching",
            [
                "Stretching since 10:00: Upper-back reset, 1 min 9 s.",
                "Today: no break yet; 0 of 2 full routines.",
            ],
        ),
        (
            "paused",
            [
                "Paused until 10:40; next at 11:00, in 1:00:00: Upper-back reset, 1 min 9 s.",
                "Today: no break yet; 0 of 2 full routines.",
            ],
        ),
        (
            "paused-for-good",
            ["Paused until you resume (stretchbreak resume).", "Today: no break yet; 0 of 2 full routines."],
        ),
        (
            "off-hours",
            ["Off hours until Tue 09:00.", "Today: 2 done, 5 missed, 8 reps; 1 of 2 full routines."],
        ),
        ("the-weekend", ["Off hours until Mon 09:00.", "Today: 7 missed; 0 of 2 full routines."]),
        (
            "away",
            [
                "Away since 09:25; the rhythm begins afresh when you are back.",
                "Today: no break yet; 0 of 2 full routines.",
            ],
        ),
        (
            "something-failed",
            [
                "Next break at 10:00, in 40:00: Upper-back reset, 1 min 9 s, every 1 h.",
                "Today: no break yet; 0 of 2 full routines.",
                "Failed: hook offer: playerctl pause ended with 1, No players found;",
                "  notification: no service answers on this desktop",
            ],
        ),
    ],
)
def test_every_state_reads_well(name: str, lines: list[str]) -> None:
    """State, time and routine; the day so far; and what holds breaks or failed."""
    assert answer(ASKED[name].status(), "plain").splitlines() == lines


@MODEST
@given(
    st.text("abc #%-", min_size=1, max_size=120),
    st.text("abc #%-", min_size=1, max_size=120),
    st.sampled_from([*ASKED]),
)
def test_sentences_fit_into_eighty_columns(name: str, reason: str, day: str) -> None:
    """However long a name or a reason is; only a longer word has a line for itself."""
    asked = ASKED[day].about(replace(ROUTINE, name=name))
    lines = answer(replace(asked.status(), holds=(reason,)), "plain").splitlines()
    words = max(len(word) for word in reason.split() or [""]) + len("  .")
    assert all(len(line) <= max(80, words) for line in lines)


def test_a_day_without_a_target_does_not_speak_of_one() -> None:
    """Nobody asked for it."""
    status = replace(ASKED["working"], target=0).status()
    assert answer(status, "plain").splitlines()[1] == "Today: no break yet."
    assert json.loads(answer(status, "waybar"))["percentage"] == 100


def test_hours_that_never_begin_are_off_without_an_end() -> None:
    """As in a week without a working day."""
    status = replace(ASKED["off-hours"].status(), opens_at=None)
    assert answer(status, "plain").startswith("Off hours.\n")
    assert answer(status, "tmux") == "off hours"


def test_another_day_has_its_weekday() -> None:
    """A break that comes tomorrow, or a pause that ends then."""
    status = ASKED["paused"].status()
    tomorrow = replace(status, next_at=MORNING + timedelta(days=1), paused_until=MORNING + timedelta(days=1))
    assert answer(tomorrow, "tmux") == "paused until Tue 09:00"


@pytest.mark.parametrize(
    ("text", "columns", "short"),
    [
        ("Upper-back reset", 16, "Upper-back reset"),
        ("Upper-back reset", 15, "Upper-back r..."),
        ("a b cdef", 5, "a..."),
    ],
)
def test_what_is_too_long_ends_in_dots(text: str, columns: int, short: str) -> None:
    """And is never longer than it may be, nor has a blank before the dots."""
    assert shortened(text, columns) == short


def test_lines_are_broken_between_words() -> None:
    """The others are indented; a word that is longer than a line is kept whole."""
    assert list(wrapped("one two three", 9)) == ["one two", "  three"]
    assert list(wrapped("a incomprehensibilities b", 9)) == ["a", "  incomprehensibilities", "  b"]


def test_a_sentence_that_cannot_be_short_takes_two_lines() -> None:
    """As that of a whole night in which breaks are held."""
    tomorrow = MORNING + timedelta(days=1)
    status = replace(ASKED["held-twice"].status(), now=tomorrow, remaining=36000.0)
    assert answer(status, "plain").splitlines()[:2] == [
        "2 held since Mon 10:00 (do-not-di...), offered afterwards; next Mon 12:00, in",
        "  10:00:00.",
    ]


# Bars


@pytest.mark.parametrize(
    ("name", "line", "tmux"),
    [
        ("working", "36:43 > Upper-back reset 10:00", "37 min > Upper-back reset"),
        (
            "working-after-some-breaks",
            "36:43 > Upper-back reset 13:07 | 2 done 1 skipped",
            "37 min > Upper-back reset",
        ),
        ("snoozed", "snoozed 4:18 > Upper-back reset 10:05", "snoozed 5 min > Upper-back reset"),
        ("heads-up", "soon 1:43 > Upper-back reset 10:00", "soon 1:43 > Upper-back reset"),
        ("typing", "soon 4:32 > Upper-back reset 10:05", "soon 4:32 > Upper-back reset"),
        ("due", "stretch now 1:12 > Upper-back reset", "stretch now 1:12 > Upper-back reset"),
        ("a-small-break-due", "stretch now 0:12 > Eyes", "stretch now 0:12 > Eyes"),
        ("held", "held: meeting > Upper-back reset 11:00", "held: meeting"),
        ("stretching", "stretching > Upper-back reset", "stretching > Upper-back reset"),
        ("paused", "paused until 10:40 > Upper-back reset 11:00", "paused until 10:40"),
        ("paused-for-good", "paused", "paused"),
        ("off-hours", "off hours until Tue 09:00 | 2 done 5 missed", "off hours until Tue 09:00"),
        ("away", "away", "away"),
    ],
)
def test_every_state_has_a_line_for_bars(name: str, line: str, tmux: str) -> None:
    """What it is about comes first, since bars cut at the end; tmux gives forty columns."""
    status = ASKED[name].status()
    assert (answer(status, "line"), answer(status, "tmux")) == (line, tmux)
    assert len(tmux) <= 40


def test_every_bar_that_can_be_named_has_a_form() -> None:
    """And only one of them is called otherwise: what is plain without a bar is sentences."""
    forms = templates(ASKED["working"].status())
    assert list(BARS) == ["waybar", "tmux", "polybar", "plain"]
    assert set(forms) == {"json", "plain", *BARS.values()}


def test_waybar_is_told_all_it_can_show() -> None:
    """Few words, more on hovering, a class to colour it by, and how much of the target is reached."""
    status = ASKED["working-after-some-breaks"].status()
    assert json.loads(answer(status, "waybar")) == {
        "text": "37 min",
        "alt": "working",
        "tooltip": "Next break at 13:07, in 37 min: Upper-back reset, 1 min 9 s, every 1 h.\n"
        "Today: 2 done, 1 snoozed, 1 skipped, 16 reps; 2 of 2 full routines.\nLast: 12:07 skip: focus",
        "class": "working",
        "percentage": 100,
    }


@pytest.mark.parametrize("form", ["waybar", "tmux", "polybar"])
def test_a_bar_changes_with_the_minute_and_not_with_the_second(form: Form) -> None:
    """Until a break is near; then every second counts."""
    work, near = ASKED["working"].status(), ASKED["heads-up"].status()
    assert answer(work, form) == answer(work, form, later=41.0) != answer(work, form, later=43.0)
    assert answer(near, form) != answer(near, form, later=1.0)


@MODEST
@given(foreign, foreign)
def test_no_bar_takes_a_name_or_a_reason_for_markup(name: str, reason: str) -> None:
    """Pango's letters are escaped, tmux's come in even numbers, polybar's tags are broken; no terminal is steered."""
    status = foreign_day(name, reason)
    answers = {form: filled(open_, status.remaining, 0.0) for form, open_ in templates(status).items()}
    bar = json.loads(answers["waybar"])
    assert not re.search(r"[<>]|&(?!amp;|lt;|gt;)", bar["text"] + bar["tooltip"])
    assert all(len(run) % 2 == 0 for run in re.findall("#+", answers["tmux"]))
    assert "%{" not in answers["polybar"]
    whole = "".join(answers.values())
    assert whole.replace("\n", "").isprintable()
    assert not MARKS.keys() & set(whole)


def test_what_is_escaped_is_what_was_meant() -> None:
    """Each bar shows the text again; polybar, which has no escape, with a blank in the tag."""
    assert unescape(for_pango("a < b & c > d &lt;")) == "a < b & c > d &lt;"
    assert for_tmux("nr # 1 #[fg=red] ##[ ##") == "nr #### 1 ##[fg=red] ####[ ########"
    assert for_polybar("100% %{F#f00} %%{") == "100% % {F#f00} %% {"


def test_an_answer_of_an_endless_pause_moves_no_more() -> None:
    """Nothing in it is left open."""
    status = Asked(2 * HOUR, ((HOUR, paused(inf)),)).status()
    assert all(len(template) == 1 for template in templates(status).values())


def test_times_have_the_offset_of_the_place() -> None:
    """As the user's clock shows them."""
    status = replace(ASKED["working"].status(), next_at=datetime.fromisoformat("2026-07-01T15:00:00+02:00"))
    assert json.loads(answer(status, "json"))["next_at"] == "2026-07-01T15:00:00+02:00"
