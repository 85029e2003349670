"""The answer cache, content negotiation and the strict first step."""

from __future__ import annotations

import pytest

from api.http.answers import Answer, AnswerCache
from api.http.negotiation import CALENDAR, JSON, NotAcceptable, chosen_form
from api.http.request_check import InvalidRequest, check_request


def answer(size: int) -> Answer:
    return Answer(body=b"x" * size, media_type="text/plain", etag="e")


def test_cache_gives_back_what_it_keeps_until_the_mark_changes():
    cache = AnswerCache()
    cache.keep(1, "key", answer(10))

    assert cache.find(1, "key") == answer(10)
    assert cache.find(2, "key") is None

    cache.keep(2, "other", answer(20))

    assert cache.find(1, "key") is None
    assert cache.find(2, "other") == answer(20)


def test_cache_drops_the_least_recently_used_when_it_is_full():
    cache = AnswerCache(most_bytes=8_000)
    for key in ("a", "b", "c", "d"):
        cache.keep(1, key, answer(1_400))
    cache.find(1, "a")
    cache.keep(1, "e", answer(1_400))

    assert [key for key in "abcde" if cache.find(1, key)] == ["a", "c", "d", "e"]


def test_cache_does_not_keep_what_would_push_out_nearly_everything():
    cache = AnswerCache(most_bytes=8_000)
    cache.keep(1, "large", answer(4_000))

    assert cache.find(1, "large") is None


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        ("text/html,application/xhtml+xml,*/*;q=0.8", JSON),
        ("application/json, text/calendar", JSON),
        ("text/calendar", CALENDAR),
        ("text/calendar; charset=utf-8", CALENDAR),
        ("application/json;q=0.5, text/calendar", CALENDAR),
    ],
)
def test_form_is_json_unless_a_calendar_is_named_and_preferred(accept, form):
    assert chosen_form(accept, (JSON, CALENDAR)) == form


@pytest.mark.parametrize("accept", ["text/html", "text/*", "application/json;q=0", "image/png, text/csv"])
def test_form_that_does_not_exist_is_not_replaced_by_another(accept):
    with pytest.raises(NotAcceptable):
        chosen_form(accept, (JSON, CALENDAR))


@pytest.mark.parametrize("path", ["/v1/\x00", "/a\nb", "/\x7f", "/\x85", "/\ufffd", "/\\host", "/\u2028"])
def test_path_with_control_characters_is_refused(path):
    with pytest.raises(InvalidRequest):
        check_request({}, path)


@pytest.mark.parametrize(
    "environ",
    [
        {"HTTP_HOST": "a.example, b.example"},
        {"HTTP_HOST": "a b"},
        {"HTTP_HOST": ""},
        {"CONTENT_LENGTH": "5", "HTTP_TRANSFER_ENCODING": "chunked"},
        {"HTTP_TRANSFER_ENCODING": "gzip, chunked"},
        {"HTTP_TRANSFER_ENCODING": "chunked,chunked"},
        {"HTTP_TRANSFER_ENCODING": "identity"},
        {"REQUEST_METHOD": "get"},
        {"REQUEST_METHOD": "G T"},
        {"CONTENT_LENGTH": "+5"},
        {"CONTENT_LENGTH": "-1"},
        {"CONTENT_LENGTH": "5, 5"},
        {"CONTENT_LENGTH": "0x5"},
        {"CONTENT_LENGTH": "\N{ARABIC-INDIC DIGIT FIVE}"},
    ],
)
def test_doubtful_framing_is_refused(environ):
    with pytest.raises(InvalidRequest):
        check_request({"HTTP_HOST": "timeline.example.org"} | environ, "/")


@pytest.mark.parametrize("protocol", ["HTTP/1.0", "HTTP/1"])
def test_an_old_client_needs_no_host(protocol):
    check_request({"SERVER_PROTOCOL": protocol, "HTTP_HOST": ""}, "/calendars/all.ics")


@pytest.mark.parametrize("host", ["timeline.example.org", "127.0.0.1:8080", "[::1]:8080", "localhost"])
def test_an_honest_request_passes(host):
    check_request({"HTTP_HOST": host, "CONTENT_LENGTH": "5"}, "/events/tōkyō")
