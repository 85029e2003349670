"""The strict check of every request before any route sees it."""

from __future__ import annotations

import pytest

from api.http.request_check import InvalidRequest, check_request


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
