"""What a text from outside must be before it is kept."""

from __future__ import annotations

import unicodedata

import pytest

from timeline.ingest import text_rule
from timeline.ingest.text_rule import Unfit

SEPARATORS = "\x00\x07\x0b\x0c\x1b\x1c\x1f\x7f\x85\x9f\u2028\u2029"
BIDI_CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def test_one_line_is_kept_in_nfc_without_outer_blanks():
    assert text_rule.one_line(unicodedata.normalize("NFD", " Zürich \n")) == "Zürich"


def test_one_line_keeps_right_to_left_text_and_emoji_as_they_are():
    for text in ("أنتوني بلينكن", "יצחק הרצוג", "a\u200db 😀"):
        assert text_rule.one_line(text) == text


def test_title_has_at_most_300_code_points_after_nfc():
    assert text_rule.one_line("😀" * 300) == "😀" * 300
    assert text_rule.one_line("u\u0308" * 300) == "ü" * 300
    with pytest.raises(Unfit, match="has 301 characters; the limit is 300"):
        text_rule.one_line("x" * 301)


@pytest.mark.parametrize("character", SEPARATORS + "\t\n\r" + BIDI_CONTROLS + "\ud800")
def test_one_line_refuses_control_characters_inside(character):
    with pytest.raises(Unfit):
        text_rule.one_line(f"Sum{character}mit")


@pytest.mark.parametrize("character", SEPARATORS + BIDI_CONTROLS)
def test_one_line_refuses_other_control_characters_at_its_end_too(character):
    with pytest.raises(Unfit, match=f"U\\+{ord(character):04X}"):
        text_rule.one_line(f"Summit{character}")


def test_long_text_has_line_feeds_and_no_other_control_character():
    assert text_rule.long_text("one\r\ntwo\n\nthree\n") == "one\ntwo\n\nthree"
    for character in SEPARATORS + "\t\r":
        with pytest.raises(Unfit, match="control character"):
            text_rule.long_text(f"one{character}two")


def test_long_text_has_at_most_20000_code_points():
    assert len(text_rule.long_text("x" * 20_000)) == 20_000
    with pytest.raises(Unfit, match="has 20,001 characters; the limit is 20,000"):
        text_rule.long_text("x" * 20_001)


def test_letter_carries_at_most_eight_marks():
    assert text_rule.one_line("q" + "\u0323" * 8) == "q" + "\u0323" * 8
    with pytest.raises(Unfit, match="more than 8 combining marks"):
        text_rule.one_line("q" + "\u0323" * 9)


def test_empty_text_is_refused():
    for rule in (text_rule.one_line, text_rule.long_text, text_rule.key):
        with pytest.raises(Unfit, match="is empty; leave the key out"):
            rule(" \n")


@pytest.mark.parametrize(
    "address",
    ["https://example.org/a?b=c#d", "http://example.org:8080/", "https://münchen.example/ü", "https://[2001:db8::1]/"],
)
def test_web_address_is_kept_as_written(address):
    assert text_rule.web_address(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JaVa\nscript:alert(1)", " \x01javascript:alert(1)", "data:text/html,x", "vbscript:x",
        "//example.org/", "/path", "example.org", "https:", "https://", "https:///x", "https:/example.org",
        "ftp://example.org/", "https://user@example.org/", "https://user:secret@example.org/", "https://@example.org/",
        "https://example.org/a b", "https://example.org/\n", "https://example.org\\@other.example/",
        "https://example.org/\u202egpj.exe", "https://example.org/\u2066x\u2069",
        "https://example.org:99999/", "https://[::1/", 'https://example.org/"><svg>', "https://" + "x" * 2000, "",
    ],
)  # fmt: skip
def test_web_address_refuses_everything_but_absolute_http(address):
    with pytest.raises(Unfit):
        text_rule.web_address(address)


@pytest.mark.parametrize("slug", ["", "A", "a_b", "a b", "é", "a\n", "x" * 81, "١٢"])
def test_slug_refuses_other_characters(slug):
    with pytest.raises(Unfit, match="is not a slug"):
        text_rule.slug(slug)


def test_slug_has_at_most_80_characters():
    assert text_rule.slug("x" * 80) == "x" * 80


def test_key_keeps_spaces_and_letters_of_any_script_up_to_200():
    assert text_rule.key("Визит 12/3") == "Визит 12/3"
    assert text_rule.key("x" * 200) == "x" * 200
    with pytest.raises(Unfit, match="limit is 200"):
        text_rule.key("x" * 201)
    with pytest.raises(Unfit, match="cannot be printed"):
        text_rule.key("a\u200bb")


@pytest.mark.parametrize(
    "name",
    ["", "europe/brussels", "Europe", "localtime", "posixrules", "Factory", "posix/Europe/Brussels", "../etc/passwd",
     "W. Europe Standard Time", "CEST"],
)  # fmt: skip
def test_time_zone_refuses_what_is_not_a_zone_of_the_iana_database(name):
    with pytest.raises(Unfit, match="is not an IANA time zone"):
        text_rule.time_zone(name)


def test_time_zone_country_and_language_are_kept():
    kept = (text_rule.time_zone("Europe/Kyiv"), text_rule.country("BE"), text_rule.language("pt-BR"))

    assert kept == ("Europe/Kyiv", "BE", "pt-BR")


@pytest.mark.parametrize("code", ["be", "BEL", "B", "", "Б1"])
def test_country_is_two_capital_letters(code):
    with pytest.raises(Unfit, match="is not a country code"):
        text_rule.country(code)
