"""R2 and R3 for the status: a life-cycle in which time comes before tier, and an end is an end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.timeline.resolve.builders import correction, day, relations, report, resolve, ruling
from timeline.model.report import Report
from timeline.model.vocabulary import Relation, Status

Word = tuple[str, str, int, str]
"""Publisher, tier, day of November, status."""


def told(*words: Word) -> tuple[str | None, bool]:
    """The shown status, and whether it is contested."""
    event = resolve(
        *(report(f"{name}-{at}", tier, at=at, publisher=name, status=status) for name, tier, at, status in words)
    )
    return (None if event.status is None else event.status.value, "status" in event.contested)


@pytest.mark.parametrize(
    ("words", "shown", "is_contested"),
    [
        # an event under way is called off, first by another publisher, then by the same one
        ([("ap", "press", 10, "under-way"), ("un", "official", 11, "cancelled"), ("ap", "press", 12, "cancelled")],
         "cancelled", False),
        ([("ap", "press", 10, "under-way"), ("un", "official", 11, "cancelled")], "cancelled", False),
        ([("ap", "press", 10, "under-way"), ("tass", "press", 11, "broken-off")], "broken-off", False),
        ([("un", "official", 10, "under-way"), ("ap", "press", 11, "postponed")], "postponed", True),
        ([("un", "official", 10, "under-way"), ("ap", "press", 11, "broken-off"), ("un", "official", 12, "broken-off")],
         "broken-off", False),
        # press calls off what the ministry announced: contested until the ministry follows
        ([("un", "official", 2, "confirmed"), ("ap", "press", 5, "cancelled")], "cancelled", True),
        ([("un", "official", 2, "confirmed"), ("ap", "press", 5, "cancelled"), ("un", "official", 6, "cancelled")],
         "cancelled", False),
        ([("un", "official", 2, "announced"), ("ap", "press", 5, "postponed"), ("un", "official", 6, "announced")],
         "announced", False),
        # tier breaks the ties of one day
        ([("un", "official", 5, "announced"), ("ap", "press", 5, "cancelled")], "announced", True),
        ([("ap", "press", 5, "announced"), ("un", "official", 5, "cancelled")], "cancelled", True),
        # a rumour overrules nobody
        ([("ap", "press", 2, "announced"), ("blog", "unverified", 5, "cancelled")], "announced", True),
        ([("ap", "press", 2, "announced"), ("blog", "unverified", 5, "completed")], "announced", True),
        ([("blog", "unverified", 5, "cancelled")], "cancelled", False),
        # a record decides, whenever it was published
        ([("un", "record", 5, "completed"), ("ap", "press", 9, "cancelled")], "completed", False),
        ([("ap", "press", 9, "completed"), ("un", "record", 5, "cancelled")], "cancelled", True),
        # called off, and planned again
        ([("un", "official", 2, "cancelled"), ("un", "official", 6, "announced")], "announced", False),
        ([("un", "official", 2, "confirmed"), ("ap", "press", 4, "postponed"), ("un", "official", 6, "announced")],
         "announced", False),
        ([("ap", "press", 2, "under-way"), ("un", "official", 3, "cancelled"), ("tass", "press", 9, "announced")],
         "announced", False),
        ([("ap", "press", 2, "under-way"), ("un", "official", 3, "postponed"), ("tass", "press", 9, "under-way")],
         "under-way", False),
        # a stale plan does not undo what took place
        ([("ap", "press", 5, "completed"), ("un", "official", 6, "announced")], "completed", False),
        ([("ap", "press", 5, "under-way"), ("tass", "press", 6, "confirmed")], "under-way", False),
        # a publisher's later word replaces its own earlier one, also an outcome by a plan
        ([("ap", "press", 5, "completed"), ("ap", "press", 6, "cancelled")], "cancelled", False),
        ([("ap", "press", 5, "under-way"), ("ap", "press", 6, "announced")], "announced", False),
        # one ladder: the firmer word is shown
        ([("un", "official", 2, "confirmed"), ("ap", "press", 5, "announced")], "confirmed", False),
        ([("ap", "press", 5, "completed"), ("tass", "press", 6, "under-way")], "completed", False),
    ],
)  # fmt: skip
def test_r3_the_latest_word_of_the_life_cycle_is_shown(
    words: Sequence[Word],
    shown: str,
    is_contested: bool,  # noqa: FBT001 - a parameter of the cases
):
    assert told(*words) == (shown, is_contested)
    assert told(*reversed(words)) == (shown, is_contested)


def test_r2_what_calls_off_an_event_under_way_is_an_outcome_with_its_days():
    event = resolve(
        report("un", "official", at=1, status="announced", when="2023-11-09/2023-11-12"),
        report("ap", at=9, status="under-way"),
        report("tass", at=10, status="broken-off", when="2023-11-09/2023-11-10"),
    )

    assert (event.when.edtf, event.status) == ("2023-11-09/2023-11-10", Status.BROKEN_OFF)
    assert event.phases.actual is not None
    assert event.phases.actual.status is Status.BROKEN_OFF


def test_r3_a_publication_known_only_by_its_day_counts_from_the_end_of_that_day():
    noon = report("ap", at=5, status="announced")
    noon = replace(noon, published_at=day(5, 12), source=replace(noon.source, published_at=day(5, 12)))

    event = resolve(noon, report("tass", at=5, status="cancelled"))

    assert event.status is Status.CANCELLED


def test_r3_but_never_after_a_report_that_quotes_it():
    quoted = report("tass", at=5, status="cancelled")
    quoting = report("ap", at=5, status="announced")
    quoting = replace(
        quoting, published_at=day(5, 9), source=replace(quoting.source, via="tass", published_at=day(5, 9))
    )
    later = report("afp", at=5, status="announced")
    later = replace(later, published_at=day(5, 12), source=replace(later.source, published_at=day(5, 12)))

    assert resolve(quoted, quoting, later).status is Status.ANNOUNCED


def test_r5_the_ministry_stands_against_the_press_until_it_follows():
    event = resolve(
        report("un", "official", at=2, status="confirmed"), report("ap", at=5, status="cancelled"),
        report("tass", at=3, status="announced"),
    )  # fmt: skip

    assert relations(event, "status") == {
        "un": Relation.CONTRADICTS, "ap": Relation.SHOWN, "tass": Relation.SUPERSEDED,
    }  # fmt: skip


PUBLISHERS = {"ap": 1, "tass": 1, "un": 2, "mfa": 2, "blog": 0, "archive": 3}
TIERS = ("unverified", "press", "official", "record")
PLANS = {"reported": 0, "announced": 1, "confirmed": 2}
ENDS = {"completed", "broken-off"}
OFF = {"cancelled", "postponed"}
ALL = [status.value for status in Status if status is not Status.WITHDRAWN]
ARCHIVED = ("completed", "broken-off", "cancelled")
words = st.tuples(st.sampled_from(sorted(PUBLISHERS)), st.integers(1, 9), st.sampled_from(ALL)).filter(
    lambda word: word[0] != "archive" or word[2] in ARCHIVED
)
stories = st.lists(words, min_size=1, max_size=7, unique_by=(lambda word: word[0::2], lambda word: word[1]))
"""Told by several publishers, on each day at most one word: no ties, so that exactly one answer is right."""


def followed(said: Sequence[tuple[str, int, str]]) -> str:
    """An oracle of its own, told as a story: go through the days and let each word change the status if it can."""
    sound = [word for word in said if PUBLISHERS[word[0]] > 0] or said
    last = [word for word in sound if word[1] == max(at for name, at, _ in sound if name == word[0])]
    records = [word for word in last if word[0] == "archive"]
    status, best = "", ""
    for _, _, word in sorted(records or last, key=lambda word: word[1]):
        if status in ENDS and word in (*PLANS, *OFF):
            continue  # what is over is neither planned nor called off
        if status == "under-way" and word in PLANS:
            continue  # what has begun is not planned any more
        is_firmer = word in PLANS and best in PLANS and PLANS[word] < PLANS[best]
        if not (is_firmer or (word == "under-way" and best in ENDS)):
            best = word
        status = best if best in ENDS else word
    return best


@given(said=stories)
@settings(max_examples=300)
def test_r3_any_story_ends_where_following_it_day_by_day_ends(said: list[tuple[str, int, str]]):
    assert told(*((name, TIERS[PUBLISHERS[name]], at, status) for name, at, status in said))[0] == followed(said)


@given(said=stories)
@settings(max_examples=200)
def test_r3_what_a_higher_tier_still_says_contests_what_calls_it_off(said: list[tuple[str, int, str]]):
    said = [word for word in said if word[0] != "archive"]
    current = [word for word in said if word[1] == max(at for name, at, _ in said if name == word[0])]
    shown, is_contested = told(*((name, TIERS[PUBLISHERS[name]], at, status) for name, at, status in said))
    callers = [word for word in current if word[2] == shown]

    standing = [
        (name, at)
        for name, at, status in current
        if shown in OFF and status not in (*OFF, "broken-off") and PUBLISHERS[name] in (1, 2)
        and all(PUBLISHERS[caller] < PUBLISHERS[name] or day < at for caller, day, _ in callers)
        and at < max(day for _, day, _ in callers)
    ]  # fmt: skip

    assert is_contested or not standing


@pytest.mark.parametrize(
    ("words", "shown", "is_contested"),
    [
        # of one day the higher tier decides, also on whether it still goes on
        ([("ap", "press", 10, "under-way"), ("un", "official", 10, "cancelled")], "cancelled", True),
        ([("un", "official", 10, "under-way"), ("ap", "press", 10, "cancelled")], "under-way", True),
        # what is over can not be called off, even though it was once under way
        ([("ap", "press", 8, "under-way"), ("un", "official", 10, "completed"), ("tass", "press", 11, "cancelled")],
         "completed", False),
        # a rumour that it had begun does not make its cancellation an outcome
        ([("blog", "unverified", 3, "under-way"), ("un", "official", 4, "cancelled"), ("ap", "press", 5, "announced")],
         "announced", False),
        # another ministry follows, and the agency repeats it: that tier has followed
        ([("un", "official", 1, "announced"), ("ap", "press", 5, "cancelled"), ("mfa", "official", 6, "cancelled"),
          ("ap", "press", 7, "cancelled")], "cancelled", False),
        ([("un", "official", 1, "announced"), ("mfa", "official", 1, "cancelled"), ("ap", "press", 2, "cancelled")],
         "cancelled", True),
    ],
)  # fmt: skip
def test_r3_who_may_call_off_what(words: Sequence[Word], shown: str, is_contested: bool):  # noqa: FBT001
    assert told(*words) == (shown, is_contested)
    assert told(*reversed(words)) == (shown, is_contested)


def test_r2_a_corrected_word_that_it_was_under_way_makes_no_outcome():
    wrong = report("ap", at=3, status="under-way")
    called_off = report("un", "official", at=4, status="cancelled", when="2023-11-20")
    fixed = correction(wrong, "status", at=5, reason="it had not begun")

    assert resolve(wrong, called_off, fixed).phases.actual is None


def test_r8_the_desk_decides_until_a_later_word_and_a_ruling_for_good():
    wrong = report("ap", at=3, status="cancelled")
    fixed = correction(wrong, "status", at=6, status="postponed")
    later = report("un", "official", at=8, status="announced")

    assert resolve(wrong, report("un", "official", at=5, status="announced"), fixed).status is Status.POSTPONED
    assert resolve(wrong, fixed, later).status is Status.ANNOUNCED
    assert resolve(wrong, fixed, later, rulings=[ruling("status", fixed)]).status is Status.POSTPONED


def timed(name: str, at: datetime, status: str, **origin: object) -> Report:
    """A press report published at that instant."""
    plain = report(name, at=at, status=status)
    return replace(plain, source=replace(plain.source, published_at=at, **origin))  # type: ignore[arg-type]


def test_r3_a_day_counts_not_after_the_report_that_passed_it_on():
    quoted = timed("post", day(5), "cancelled", via="tass")
    passed_on = timed("tass", day(5, 9), "announced")
    later = timed("afp", day(5, 12), "announced")

    assert resolve(quoted, later).status is Status.CANCELLED
    assert resolve(quoted, passed_on, later).status is Status.ANNOUNCED
