"""The canonical words on which the rules are matched."""

from __future__ import annotations

import pytest

from timeline.ingest.phrases.tokens import canonical_words


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("The  FIRST week of Dec.", "1th week of december"),
        ("28–29 Nov., 2023", "28 to 29 november 2023"),
        ("mid-December", "mid december"),
        ("twenty-eight", "28"),
        ("twenty first", "21th"),
        ("Mon–Wed", "monday to wednesday"),
        ("28, 29 & 30 November", "28 , 29 and 30 november"),
        ("Tuesday, 28 November", "tuesday 28 november"),
        ("’today’", "today"),
        ("2023-11-28", "2023-11-28"),
        ("November/December", "november / december"),
        ("", ""),
    ],
)
def test_canonical_words_keep_what_has_a_meaning(phrase: str, words: str) -> None:
    assert canonical_words(phrase) == words
