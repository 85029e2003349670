"""R2 and R3 for the status: a life-cycle in which time comes before tier, and an end is an end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.timeline.resolve.builders import day, relations, report, resolve
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


PUBLISHERS = {"ap": "press", "tass": "press", "un": "official", "mfa": "official", "blog": "unverified"}
CALLS_OFF = {"cancelled", "postponed"}
words = st.tuples(
    st.sampled_from(sorted(PUBLISHERS)), st.integers(1, 9), st.sampled_from(["announced", "cancelled", "postponed"])
)


@given(said=st.lists(words, min_size=1, max_size=7, unique_by=lambda word: (word[0], word[1])))
def test_before_an_event_begins_the_latest_current_word_of_press_and_above_counts(said: list[tuple[str, int, str]]):
    """An oracle of its own for events that have not begun: no phase, no ladder, only who said what last."""
    current = {name: (at, status) for name, at, status in sorted(said, key=lambda word: word[1])}
    verified = {name: word for name, word in current.items() if PUBLISHERS[name] != "unverified"} or current
    heights = {"unverified": 0, "press": 1, "official": 2}
    best = max((at, heights[PUBLISHERS[name]]) for name, (at, _) in verified.items())
    winners = {status for name, (at, status) in verified.items() if (at, heights[PUBLISHERS[name]]) == best}

    shown, is_contested = told(*((name, PUBLISHERS[name], at, status) for name, at, status in said))

    assert shown in winners
    standing = any(
        status not in CALLS_OFF and heights[PUBLISHERS[name]] > best[1] for name, (_, status) in verified.items()
    )
    if shown in CALLS_OFF and standing:
        assert is_contested
