"""`Says` and its canonical JSON: what is not said is left out, and reading gives back what was written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.errors import UnknownWord
from timeline.ids import canonical_bytes
from timeline.model.dates.event_date import EventDate
from timeline.model.says import Link, Participation, Retraction, Says
from timeline.model.vocabulary import EventKind, Level, Mode, Presence, Rank, Role, Status

WHEN = EventDate.from_edtf("2023-11-28/2023-11-29", phrase="this week")
FULL = Says(
    kind=EventKind.MINISTERIAL,
    status=Status.UNDER_WAY,
    title="NATO ministers",
    summary="Two days",
    url="https://nato.example/",
    when=WHEN,
    where=("brussels",),
    part_of=("trip-1", "trip-2"),
    itinerary=("skopje-1", "brussels-1"),
    rank=Rank.OFFICIAL_WORKING,
    mode=Mode.MIXED,
    series="nato-ministers",
    ordinal="31st Council",
    participants=(
        Participation(who="blinken", role=Role.ATTENDEE, presence=Presence.EXPECTED, when=WHEN),
        Participation(who="baerbock", presence=Presence.REPRESENTED, by="tausch", reason="ill"),
        Participation(who="koch", role=Role.DELEGATION, together_with="blinken"),
        Participation(who="nato", level=Level.MINISTERS),
    ),
    topics=("ukraine",),
    links=(Link(url="https://a.example/", label="Programme"),),
    retracts=Retraction(participants=("hamas",), topics=("hostages",), links=("https://b.example/",)),
)

words = st.text(min_size=1, max_size=5)
some = st.lists(words, max_size=3).map(tuple)
whens = st.none() | st.sampled_from(["2023", "2023-11-28", "2023-11-28/.."]).map(EventDate.from_edtf)
participations = st.builds(
    Participation,
    who=words,
    role=st.none() | st.sampled_from(Role),
    presence=st.none() | st.sampled_from(Presence),
    when=whens,
    by=st.none() | words,
    together_with=st.none() | words,
    reason=st.none() | words,
    level=st.none() | st.sampled_from(Level),
)
partial_events = st.builds(
    Says,
    kind=st.none() | st.sampled_from(EventKind),
    status=st.none() | st.sampled_from(Status),
    title=st.none() | words,
    summary=st.none() | words,
    url=st.none() | words,
    when=whens,
    where=st.none() | st.lists(words, max_size=3).map(tuple),
    part_of=st.lists(words, unique=True, max_size=3).map(tuple),
    itinerary=st.none() | st.lists(words, min_size=1, max_size=3).map(tuple),
    rank=st.none() | st.sampled_from(Rank),
    mode=st.none() | st.sampled_from(Mode),
    series=st.none() | words,
    ordinal=st.none() | st.integers(min_value=1, max_value=999) | words,
    participants=st.lists(participations, max_size=2).map(tuple),
    topics=some,
    links=st.lists(st.builds(Link, url=words, label=st.none() | words), max_size=2).map(tuple),
    retracts=st.builds(Retraction, participants=some, topics=some, links=some),
)


def test_says_json_has_every_property_that_is_said():
    assert FULL.to_json() == {
        "kind": "ministerial",
        "status": "under-way",
        "title": "NATO ministers",
        "summary": "Two days",
        "url": "https://nato.example/",
        "when": WHEN.to_json(),
        "where": ["brussels"],
        "part_of": ["trip-1", "trip-2"],
        "itinerary": ["skopje-1", "brussels-1"],
        "rank": "official-working",
        "mode": "mixed",
        "series": "nato-ministers",
        "ordinal": "31st Council",
        "participants": [
            {"who": "blinken", "role": "attendee", "presence": "expected", "when": WHEN.to_json()},
            {"who": "baerbock", "presence": "represented", "by": "tausch", "reason": "ill"},
            {"who": "koch", "role": "delegation", "with": "blinken"},
            {"who": "nato", "level": "ministers"},
        ],
        "topics": ["ukraine"],
        "links": [{"url": "https://a.example/", "label": "Programme"}],
        "not": {"participants": ["hamas"], "topics": ["hostages"], "links": ["https://b.example/"]},
    }


def test_says_json_leaves_out_what_is_not_said():
    assert Says().to_json() == {}
    assert Says(part_of=("trip-1",)).to_json() == {"part_of": "trip-1"}  # as the first schema wrote it (R13)
    assert Says(title="x", participants=(Participation(who="blinken"),)).to_json() == {
        "title": "x",
        "participants": [{"who": "blinken"}],
    }


@given(said=partial_events)
@settings(max_examples=100, derandomize=True)
def test_says_read_back_is_the_same_value_and_the_same_bytes(said: Says):
    again = Says.from_json(said.to_json())

    assert again == said
    assert canonical_bytes(again.to_json()) == canonical_bytes(said.to_json())


@pytest.mark.parametrize(
    ("found", "field"),
    [
        ({"kind": "picnic"}, "kind"),
        ({"status": "Announced"}, "status"),
        ({"participants": [{"who": "blinken", "role": "guest"}]}, "role"),
        ({"participants": [{"who": "blinken", "presence": "late"}]}, "presence"),
    ],
)
def test_says_refuses_an_unknown_word_and_names_the_allowed_ones(found: dict[str, object], field: str):
    with pytest.raises(UnknownWord) as caught:
        Says.from_json(found)

    assert caught.value.field == field
    assert caught.value.allowed
