"""Words of any script in one folded form, and any text at all as a search."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.model.runs import NO_LETTERS, RUN
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
        ("\u97d3\u56fd", ("\u97d3\u56fd", "\u56fd")),
        ("G20峰会 2016", ("g20", "峰会", "会", "2016")),
        ("ﾄﾞｲﾂ訪問", ("ドイ", "イツ", "ツ訪", "訪問", "問")),
        ("か\u3099 か\u200b\u3099", ("が", "が")),
        ("한·미", ("한", "미")),
        ("\u1112\u1161\u11ab미", ("한미", "미")),
        ("ไทย ๒๕๖๖", ("ไท", "ทย", "ย", "2566")),
        ("ລາວ", ("ລາ", "າວ", "ວ")),
        ("ខ្ម\u200bែ", ("ខ្", "្ម", "មែ", "ែ")),
        ("မြန်မာ၊", ("မြ", "ြန", "န်", "်မ", "မာ", "ာ")),
        ("\U00020bb7野", ("\U00020bb7野", "野")),
        ("a\u3164b \u115f\u1160 c\uffa0", ("a", "b", "c")),
        ("서\u3164울", ("서", "울")),
    ],
)
def test_text_folds_into_latin_words(text: str, words: tuple[str, ...]):
    assert search_words(text) == words


@given(st.text())
def test_folding_is_the_same_in_every_normal_form_and_again_once_folded(text: str):
    words = search_words(text)

    latin = tuple(word for word in words if word.isascii())
    assert all(search_words(unicodedata.normalize(form, text)) == words for form in ("NFC", "NFD"))
    assert search_words(" ".join(latin)) == latin


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
        ("東京都 -米", Search((term("東京", "京都"),), (term("米", is_prefix=True),))),
        ('"日 G7" G7峰会*', Search((term("日", "g7"), term("g7", "峰会")))),
        ("한 정상*", Search((term("한", is_prefix=True), term("정상")))),
        ("\u3164", Search()),
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


RUN_TEXTS = (
    "習近平国家主席とG7",
    "バイデン米大統領",
    "한미정상회담 서울",
    "ประชุมทำเนียบขาว",
    "ກອງປະຊຸມ",
    "ភ្នំពេញ",
    "နေပြည်တော်",
    "Élysée 峰会",
)


@pytest.mark.parametrize(
    ("typed", "texts"),
    [
        ("近平", {"習近平国家主席とG7"}),
        ("平近", set()),
        ("主席とg7", {"習近平国家主席とG7"}),
        ("主席g7", set()),
        ("g7", {"習近平国家主席とG7"}),
        ("米", {"バイデン米大統領"}),
        ("領", {"バイデン米大統領"}),
        ("ﾊﾞｲﾃﾞﾝ 大統領", {"バイデン米大統領"}),
        ('"大統領 バイデン"', set()),
        ("정상회담 -부산", {"한미정상회담 서울"}),
        ("정상회담 -서울", set()),
        ('"회담 서울"', {"한미정상회담 서울"}),
        ("seoul", {"한미정상회담 서울"}),
        ("ทำเนียบ*", {"ประชุมทำเนียบขาว"}),
        ("ປະຊຸມ", {"ກອງປະຊຸມ"}),
        ("ពេញ", {"ភ្នំពេញ"}),
        ("ပြည်", {"နေပြည်တော်"}),
        ("elys* 峰", {"Élysée 峰会"}),
        ("-席 -領 -서 -ข -ປ -ញ -တ", {"Élysée 峰会"}),
    ],
)
def test_word_is_found_anywhere_inside_a_run(typed: str, texts: set[str]):
    assert {text for text in RUN_TEXTS if matches(read_search(typed), searchable((text,)))} == texts


_LETTERS = st.text("東京都米国한국ไทยກຂខ្មမြaé7 ", max_size=14)


@given(text=_LETTERS, typed=st.text("東京都米国한국ไทยກຂខ្មမြ", min_size=1, max_size=4))
def test_run_is_found_where_the_text_contains_it(text: str, typed: str):
    assert matches(read_search(typed), searchable((text,))) is (typed in text)


def test_runs_are_the_letters_and_marks_of_their_scripts():
    scripts = ("CJK UNIFIED", "HIRAGANA", "KATAKANA", "BOPOMOFO LETTER", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR")
    letters = {
        letter
        for letter in map(chr, range(0x110000))
        if unicodedata.category(letter) in ("Lo", "Lm", "Mn", "Mc")
        and unicodedata.name(letter, "").startswith(scripts)
        and unicodedata.is_normalized("NFKC", letter)
        and ord(letter) not in NO_LETTERS
    }

    assert [f"{letter!a}" for letter in sorted(letters) if not RUN.fullmatch(letter)] == []
    assert not any(RUN.search(chr(number)) for number in (*NO_LETTERS, 0x3002, 0x30FB, 0x0E52, 0x17D4, 0x104A))
