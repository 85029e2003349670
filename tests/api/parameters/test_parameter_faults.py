"""Queries nobody should ask: unknown, doubled, empty and odd values, cursors of elsewhere, search text of any kind.

RELIABILITY D8 to D11 and D15 (422 where a parameter is wrong, 400 where a cursor is), and section 2.5 for what is typed
into `q`.
"""

from __future__ import annotations

from urllib.parse import quote

import pytest

from api.parameters.table import (
    EVENT_FEED_PARAMETERS,
    EVENT_PARAMETERS,
    FEED_PARAMETERS,
    LIST_PARAMETERS,
    STATE_PARAMETERS,
)

TRIP = "/v1/events/blinken-trip-2023-11"
ADDRESSES = {
    "/v1/events": LIST_PARAMETERS,
    "/v1/events.json": LIST_PARAMETERS,
    "/v1/events.ics": FEED_PARAMETERS,
    "/v1/events.jcal.json": FEED_PARAMETERS,
    TRIP: EVENT_PARAMETERS,
    f"{TRIP}.ics": EVENT_FEED_PARAMETERS,
    f"{TRIP}/reports": STATE_PARAMETERS,
    f"{TRIP}/history": STATE_PARAMETERS,
    f"{TRIP}/revisions": STATE_PARAMETERS,
}
SINGLE = [
    ("from", "2023-11-01"), ("to", "2023-12-31"), ("contested", "true"), ("deviated", "false"), ("exact", "true"),
    ("known_at", "2023-12-31"), ("q", "nato"), ("bbox", "-10,30,40,60"), ("sort", "title"), ("limit", "3"),
    ("count", "true"), ("lang", "de"),
]  # fmt: skip
FORMS = ("json", "ics", "jcal.json", "csv", "ndjson", "geojson", "atom", "jsonld")


def named(answer) -> list[str]:
    """The parameters that a 422 problem names."""
    assert answer.content_type == "application/problem+json"
    assert (answer.status_code, answer.json["type"]) == (422, "/problems/invalid-query")
    return [error["parameter"] for error in answer.json["errors"]]


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize("name", ["persn", "Person", "person[]", "known-at", "q ", "id", "_method", "\u0440"])
def test_d8_unknown_parameter_is_named_with_the_known_ones(story, path, name):
    answer = story.get(path, query_string={name: "x"})

    assert named(answer) == [name]
    known = ", ".join(parameter.name for parameter in ADDRESSES[path])
    assert answer.json["errors"][0]["detail"] == f"{name!r} is not a parameter of this address; allowed: {known}"


@pytest.mark.parametrize(("name", "value"), SINGLE)
def test_d9_parameter_of_one_value_can_not_be_repeated(story, name, value):
    assert story.get("/v1/events", query_string={name: value}).status_code == 200
    assert named(story.get("/v1/events", query_string=[(name, value), (name, value)])) == [name]


@pytest.mark.parametrize("name", [parameter.name for parameter in LIST_PARAMETERS if parameter.name != "q"])
def test_d9_empty_value_is_refused(story, name):
    answer = story.get(f"/v1/events?{name}=")

    if name == "cursor":
        assert (answer.status_code, answer.json["type"]) == (400, "/problems/invalid-cursor")
    else:
        assert name in named(answer)


@pytest.mark.parametrize("value", ["-1", "0", "1_000", "\u0661\u0662", "9" * 5_000, "1e2", "0x1", " 5", "5 ", "+5"])
def test_d9_limit_of_other_than_plain_digits_is_refused(story, value):
    assert named(story.get("/v1/events", query_string={"limit": value})) == ["limit"]


@pytest.mark.parametrize("value", ["True", "1", "yes", "on", "TRUE", "null", "true,false"])
@pytest.mark.parametrize("name", ["count", "contested", "deviated", "exact"])
def test_d9_flags_are_true_or_false_as_spelled(story, name, value):
    assert named(story.get("/v1/events", query_string={name: value})) == [name]


@pytest.mark.parametrize("value", ["", "claims,", ",", "claim", "CLAIMS", "claims reports", "*", "claims;parts"])
def test_d9_include_takes_its_names_only(story, value):
    assert named(story.get("/v1/events", query_string={"include": value}))[0] == "include"


@pytest.mark.parametrize(("limit", "status"), [("1", 200), ("200", 200), ("201", 422)])
def test_d10_limit_at_its_bounds(story, limit, status):
    assert story.get(f"/v1/events?limit={limit}").status_code == status


def test_d11_cursor_of_elsewhere_is_an_invalid_cursor(story):
    following = story.get("/v1/events?limit=2").json["next"].partition("cursor=")[2]
    queries = ["kind=visit", "q=nato", "bbox=-10,30,40,60", "sort=-start", "known_at=2024-01-01", "lang=de&q=nato"]

    answers = [story.get(f"/v1/events?{query}&cursor={following}") for query in queries]
    answers += [story.get(f"/v1/events?cursor={cut}") for cut in (following[:-1], following[1:], following * 2, "%00")]

    assert [(answer.status_code, answer.json["type"]) for answer in answers] == [
        (400, "/problems/invalid-cursor") for _ in answers
    ]


def test_cursor_goes_on_while_fields_include_and_language_change(story):
    following = story.get("/v1/events?limit=2").json["next"].partition("cursor=")[2]
    plain = story.get(f"/v1/events?limit=2&cursor={following}").json["events"]

    other = story.get(f"/v1/events?limit=2&cursor={following}&fields=slug&include=parts&lang=fr").json["events"]

    assert [event["slug"] for event in other] == [event["slug"] for event in plain]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("name", "value"), [("bbox", "1,2,3"), ("q", "a\x00b"), ("q", "x" * 501)])
def test_every_form_refuses_the_same_values(story, form, name, value):
    assert named(story.get(f"/v1/events.{form}", query_string={name: value})) == [name]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_takes_words_and_a_box(story, form):
    answer = story.get(f"/v1/events.{form}?q=minister&bbox=-10,30,40,60")

    assert answer.status_code == 200
    assert "application/problem+json" not in answer.content_type


@pytest.mark.parametrize("path", ["/", "/subscribe", "/embed"])
def test_every_page_takes_words_and_a_box(story, path):
    assert story.get(f"{path}?q=minister&bbox=-10,30,40,60").status_code == 200


@pytest.mark.parametrize(
    "text",
    [
        "'", '"', '""', '"unclosed phrase', "-", "--", "- -", "*", "**", "-*", "a*b", "NEAR(a b)", "a AND", "OR", "NOT",
        "title:nato", "{a b}", "^a", "a + b", "(((", ")", "\\", "%", "_", "; DROP TABLE event_view; --", "' OR '1'='1",
        "<script>alert(1)</script>", "{{7*7}}", "${x}", "\u202eabc", "\u2066a\u2069", "\u200b", "\u2028", "\U000e0001",
        "a" + "\u0301" * 400, "\ufffd", "\ufffe", "İıẞß", "Ǆ", "ﬁ", "\uff11\uff12", "نيتو", "北約", "🇺🇦", "-nato -nato",
        " " * 500, '"' * 500, "-" * 500, "* " * 250, "a " * 250,
    ],
)  # fmt: skip
def test_text_typed_into_q_is_never_an_error(story, text):
    answer = story.get("/v1/events", query_string={"q": text, "count": "true", "fields": "slug"})

    assert answer.status_code == 200, answer.json
    assert answer.json["query"]["q"] == text
    assert answer.json["count"] == len(answer.json["events"])


@pytest.mark.parametrize("raw", ["%00", "a%0ab", "%1b%5b31m", "%7f", "%c2%85", "a%09b"])
def test_control_characters_in_q_are_refused(story, raw):
    assert named(story.get(f"/v1/events?q={raw}")) == ["q"]


@pytest.mark.parametrize("raw", ["%ff", "%ed%a0%80", "%c3%28"])
def test_octets_that_are_no_text_are_refused_or_found_nowhere(story, raw):
    answer = story.get(f"/v1/events?q={raw}")

    assert answer.status_code in (200, 400)
    assert answer.status_code == 400 or answer.json["events"] == []


def test_q_of_500_code_points_is_taken_and_of_one_more_refused(story):
    assert story.get(f"/v1/events?q={quote('é' * 500)}").status_code == 200
    assert named(story.get(f"/v1/events?q={quote('é' * 501)}")) == ["q"]


def test_q_without_a_character_is_the_whole_list(story):
    assert story.get("/v1/events?q=").json["events"] == story.get("/v1/events").json["events"]
