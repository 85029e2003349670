"""Words of any script in one folded form, and any text at all as a search."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.model.search import MOST_WORDS, Search, Term, matches, read_search, search_words, searchable


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Straße in ZÜRICH", ("strasse", "in", "zurich")),
        ("İstanbul \u0131l\u0131ca ISPARTA", ("istanbul", "ilica", "isparta")),
        ("Élysée E\u0301lyse\u0301e", ("elysee", "elysee")),
        ("Йод Йодль \u0418\u0306\u043e\u0434", ("yod", "yodl", "yod")),
        ("O’Hara o'hara", ("o", "hara", "o", "hara")),
        ("U.S.–EU, 3e5 ½", ("u", "s", "eu", "3e5", "1", "2")),
        ("\uff26\uff2f\uff2f \ufb01ne", ("foo", "fine")),
        ("\u200bzero\u200d\ufe0f", ("zero",)),
        ("a\x00b\ud800 c\x85d\u2028e\u3000f\x1cg", tuple("abcdefg")),
        ("🕊", ("dove",)),
        ("?! — …", ()),
        ("x" * 100, ("x" * 64,)),
    ],
)
def test_text_folds_into_latin_words(text: str, words: tuple[str, ...]):
    assert search_words(text) == words


@given(st.text())
def test_folding_is_the_same_in_every_normal_form_and_again_once_folded(text: str):
    words = search_words(text)

    assert all(search_words(unicodedata.normalize(form, text)) == words for form in ("NFC", "NFD"))
    assert search_words(" ".join(words)) == words


def term(*words: str, is_prefix: bool = False) -> Term:
    return Term(words, is_prefix=is_prefix)


@pytest.mark.parametrize(
    ("text", "search"),
    [
        ("Visit  brussels", Search((term("visit"), term("brussels")))),
        ('"visit to" o\'hara', Search((term("visit", "to"), term("o", "hara")))),
        ("„visit to“ «a b»", Search((term("visit", "to"), term("a", "b")))),
        ('talks -a -"tel aviv" \u2212x', Search((term("talks"),), (term("a"), term("tel", "aviv"), term("x")))),
        ("--a a-b -a-b", Search((term("a", "b"),), (term("a"), term("a", "b")))),
        ("minist* -bel*", Search((term("minist", is_prefix=True),), (term("bel", is_prefix=True),))),
        ('"foreign min"* "foreign min*"', Search((term("foreign", "min", is_prefix=True),))),
        ("*a b*c d-* e**", Search((term("a"), term("b", "c"), term("d"), term("e", is_prefix=True)))),
        ('a "b c', Search((term("a"), term("b", "c")))),
        ('a" b', Search((term("a"), term("b")))),
        ("a AND NEAR(c) OR NOT", Search((term("a"), term("and"), term("near", "c"), term("or"), term("not")))),
        ("a a A", Search((term("a"),))),
        ("a - & ? *", Search((term("a"),))),
        ("", Search(is_blank=True)),
        (" \t\n\u00a0", Search(is_blank=True)),
    ],
)  # fmt: skip
def test_typed_text_is_read_as_a_search_box_does(text: str, search: Search):
    assert read_search(text) == search


@pytest.mark.parametrize("text", ["?!", "-", '"', '""', "*", "-*", "\x00", '-"?"'])
def test_text_without_a_word_finds_nothing_but_blank_text_filters_nothing(text: str):
    assert [matches(read_search(typed), line) for typed in (text, " ") for line in ("", "a")] == [
        False, False, True, True,
    ]  # fmt: skip


@given(st.text())
def test_any_text_can_be_read_and_finds_itself_unless_it_forbids_a_word(text: str):
    search = read_search(text)

    assert matches(search, searchable((text,))) or search.unwanted or search.is_wordless


def test_texts_are_parted_by_a_border_counted_once_and_cut_at_the_most():
    assert searchable(("A b", None, "", "c", "a B", "?")) == "a b | c"
    assert searchable(("x y " * MOST_WORDS,)).count(" ") == MOST_WORDS - 1


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("a c", True), ('"a b"', True), ('"b a"', False), ('"b c"', False), ('"b | c"', False), ("b*", True),
        ('"a b*"', True), ("bc", False), ("-c", False), ("a -d", True), ('-"b a" -"a c"', True), ("cd", True),
        ("c*", True), ('"c*"', True), ('"a c"', False),
    ],
)  # fmt: skip
def test_line_fulfils_a_search_with_all_wanted_and_no_unwanted_terms(typed: str, is_found: bool):  # noqa: FBT001
    assert matches(read_search(typed), "a b | c cd") is is_found
