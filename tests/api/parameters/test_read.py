"""What a query string becomes, and every way in which it is refused."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from api.parameters.read import Params, query_echo, read_params
from api.parameters.table import LIST_PARAMETERS, STATE_PARAMETERS
from timeline.errors import InvalidQuery
from timeline.model.query import BoundingBox, EventQuery, Sort
from timeline.model.sight import Public
from timeline.model.vocabulary import AskedPresence, EventKind, Mode, Rank, Role, Status, Tier
from timeline.render.links import query_string

NOW = datetime(2024, 6, 1, 12, 0, tzinfo=UTC)


def read(*pairs: tuple[str, str]) -> Params:
    return read_params(MultiDict(list(pairs)), LIST_PARAMETERS, now=NOW)


def faults(*pairs: tuple[str, str]) -> list[tuple[str, str]]:
    with pytest.raises(InvalidQuery) as caught:
        read(*pairs)
    return [(problem.place, problem.detail) for problem in caught.value.problems]


def test_params_without_any_are_the_defaults():
    assert read() == Params(query=EventQuery(), now=NOW)


def test_params_become_a_query_with_every_filter():
    params = read(
        ("from", "2023-11-01"), ("to", "2023-12-31"), ("person", "ada"), ("person", "ben"), ("country", "BE"),
        ("kind", "visit"), ("status", "completed"), ("tier", "record"), ("role", "traveller"), ("presence", "attended"),
        ("rank", "official-working"), ("mode", "online"), ("series", "g20-summit"), ("series", "apec"),
        ("contested", "true"), ("exact", "false"), ("updated_since", "2024-02-29T00:30:00+01:00"),
        ("known_at", "2023-11-28"), ("sort", "-updated"), ("limit", "200"),
        ("include", "claims"), ("count", "true"),
    )  # fmt: skip

    assert params.query == EventQuery(
        first_day=date(2023, 11, 1),
        last_day=date(2023, 12, 31),
        person=("ada", "ben"),
        country=("BE",),
        kind=(EventKind.VISIT,),
        status=(Status.COMPLETED,),
        tier=(Tier.RECORD,),
        role=(Role.TRAVELLER,),
        presence=(AskedPresence.ATTENDED,),
        rank=(Rank.OFFICIAL_WORKING,),
        mode=(Mode.ONLINE,),
        series=("g20-summit", "apec"),
        contested=True,
        exact=False,
        updated_since=datetime(2024, 2, 28, 23, 30, tzinfo=UTC),
        sort=Sort.UPDATED_DESCENDING,
    )
    assert params.sight == Public(datetime(2023, 11, 28, 23, 59, 59, 999999, UTC))
    assert (params.limit, params.include, params.with_count) == (200, ("claims",), True)


def test_params_name_every_fault_at_once_with_what_is_allowed():
    problems = faults(("persn", "ada"), ("kind", "party"), ("limit", "0"))

    assert problems[0][0] == "persn"
    assert "allowed: from, to, person" in problems[0][1]
    assert problems[1] == (
        "kind",
        "'party' is not allowed; allowed: trip, visit, stopover, ministerial, summit, meeting, call, remarks, "
        "briefing, statement, agreement, ceremony",
    )
    assert problems[2] == ("limit", "'0' is not a whole number from 1 to 200")


@pytest.mark.parametrize("text", ["0", "201", "-1", "+1", "1_0", "\u0661\u0662", "²", " 5", "5.0", "", "9" * 5_000])
def test_limit_takes_plain_digits_from_1_to_200_only(text):
    assert [place for place, _ in faults(("limit", text))] == ["limit"]


@pytest.mark.parametrize(
    "text",
    ["2023-02-30", "2023-1-1", "20230101", "today", "2023-11-28T00:00:00Z", "", "\u0662\u0660\u0662\u0663-11-28"],
)
def test_from_takes_days_of_the_calendar_only(text):
    assert [place for place, _ in faults(("from", text))] == ["from"]


def test_from_after_to_is_refused():
    assert faults(("from", "2024-01-02"), ("to", "2024-01-01")) == [("from", "`from` lies after `to`")]


def test_a_parameter_that_is_no_list_can_be_given_only_once():
    assert faults(("from", "2024-01-01"), ("from", "2024-01-01")) == [("from", "can be given only once")]


def test_presence_and_role_without_a_name_are_those_of_anyone():
    query = read(("presence", "absent"), ("presence", "unknown"), ("role", "chair")).query

    assert query == EventQuery(presence=(AskedPresence.ABSENT, AskedPresence.UNKNOWN), role=(Role.CHAIR,))


def test_known_at_as_an_instant_keeps_its_offset_in_mind():
    assert read(("known_at", "2023-11-28T01:00:00+01:00")).known_at == datetime(2023, 11, 28, tzinfo=UTC)


def test_known_at_as_the_present_day_means_now():
    assert read(("known_at", "2024-06-01")).known_at == NOW


@pytest.mark.parametrize("text", ["2024-06-02", "2024-06-01T12:00:01Z", "9999-12-31"])
def test_known_at_in_the_future_is_refused(text):
    assert [place for place, _ in faults(("known_at", text))] == ["known_at"]


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("2024-03-01", datetime(2024, 2, 29, 23, 59, 59, 999999, UTC)),
        ("2024-03-01T00:00:00Z", datetime(2024, 3, 1, tzinfo=UTC)),
        ("2024-03-01t01:30:00.25-02:00", datetime(2024, 3, 1, 3, 30, 0, 250000, UTC)),
        ("0001-01-01", datetime(1, 1, 1, tzinfo=UTC)),
        ("9999-12-31", datetime(9999, 12, 30, 23, 59, 59, 999999, UTC)),
    ],
)
def test_updated_since_is_an_instant_or_the_beginning_of_a_day(text: str, since: datetime):
    assert read(("updated_since", text)).query.updated_since == since


@pytest.mark.parametrize("text", ["", "yesterday", "2024-02-30", "2024-03-01T10:00:00", "2024-03-01 10:00:00Z", "1e3"])
def test_updated_since_that_is_no_time_is_refused(text: str):
    assert [place for place, _ in faults(("updated_since", text))] == ["updated_since"]


def test_too_many_values_are_refused_at_once():
    assert faults(*[("person", f"p{number}") for number in range(101)]) == [
        ("", "at most 100 values can be given in one request"),
    ]


def test_an_address_takes_its_own_parameters_only():
    with pytest.raises(InvalidQuery) as caught:
        read_params(MultiDict([("limit", "5")]), STATE_PARAMETERS, now=NOW)

    assert str(caught.value) == "limit: 'limit' is not a parameter of this address; allowed: known_at"


def test_a_refused_value_is_shown_short_and_printable():
    ((_, detail),) = faults(("person", "\x00\x1b[31m" + "<script>" * 50))

    assert "\x00" not in detail
    assert "\x1b" not in detail
    assert len(detail) < 200


def test_echo_repeats_what_was_asked_in_the_order_of_the_table():
    params = read(("kind", "visit"), ("from", "2024-01-01"), ("kind", "call"), ("cursor", "abc"))

    assert query_echo(params) == {"from": "2024-01-01", "kind": ["visit", "call"]}
    assert query_string(params.echo) == "from=2024-01-01&kind=visit&kind=call&cursor=abc"


@given(st.lists(st.tuples(st.sampled_from([p.name for p in LIST_PARAMETERS]) | st.text(), st.text()), max_size=8))
def test_params_of_any_text_are_read_or_refused_and_never_fail_otherwise(pairs):
    with suppress(InvalidQuery):
        assert read(*pairs).limit in range(1, 201)


def test_q_is_taken_as_it_was_typed():
    typed = '"Foreign Ministers" -NATO Brüs* ) OR NEAR( '

    assert read(("q", typed)).query == EventQuery(q=typed)


def test_q_without_a_character_filters_nothing():
    assert read(("q", "")).query == EventQuery()


def test_q_takes_500_code_points_and_no_more():
    assert read(("q", "\U0001f30d" * 500)).query.q == "\U0001f30d" * 500
    assert faults(("q", "é" * 501)) == [("q", f"'{'é' * 79}…' is longer than 500 characters")]


@pytest.mark.parametrize("text", ["a\x00b", "a\nb", "\t", "\x7f", "\x85", "a\x1b[31m"])
def test_q_takes_no_control_characters(text):
    assert [detail.partition("' ")[2] for _, detail in faults(("q", text))] == ["contains control characters"]


@pytest.mark.parametrize(
    ("text", "box"),
    [
        ("2.5,49.5,6.4,51.5", BoundingBox(west=2.5, south=49.5, east=6.4, north=51.5)),
        ("170,-50,-170,-10.25", BoundingBox(west=170, south=-50, east=-170, north=-10.25)),
        ("-180,-90,180,90", BoundingBox(west=-180, south=-90, east=180, north=90)),
        ("4.35,50.85,4.35,50.85", BoundingBox(west=4.35, south=50.85, east=4.35, north=50.85)),
    ],
)
def test_bbox_is_west_south_east_north(text, box):
    assert read(("bbox", text)).query == EventQuery(bbox=box)


@pytest.mark.parametrize(
    "text",
    [
        "", "1,2,3", "1,2,3,4,5", "1, 2,3,4", "+1,2,3,4", "1e1,2,3,4", "nan,0,0,0", "inf,0,0,0", ".5,0,1,1", "1.,0,1,1",
        "0x1,0,1,1", "1_0,0,11,1", "\u0661,0,2,1", "180.1,0,1,1", "0,-90.5,1,1", "0,0,-181,1", "0,0,1,91",
        "0,2,1,1.5", "0,0,1," + "1" * 5_000,
    ],
)  # fmt: skip
def test_bbox_takes_four_plain_numbers_of_the_globe_only(text):
    assert [place for place, _ in faults(("bbox", text))] == ["bbox"]
