"""The spelling of API keys: what is random stays whole, and any slip of the pen is noticed without a database."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.model.writers.api_key import (
    ALPHABET,
    ApiKey,
    Scope,
    base62,
    id_of,
    key_digest,
    leaked_ids,
    redacted,
    spell_key,
)

IDS = st.text(ALPHABET, min_size=8, max_size=8)
SECRETS = st.binary(min_size=32, max_size=32)
NOON = datetime(2025, 5, 1, 12, tzinfo=UTC)


def test_key_is_spelled_with_id_secret_and_checksum():
    key = spell_key("abcdefgh", bytes(range(32)))

    assert re.fullmatch(r"dt_abcdefgh_[0-9A-Za-z]{49}", key)
    assert key_digest(key) == hashlib.sha256(key.encode()).hexdigest()


@given(IDS, SECRETS)
def test_key_shows_its_id_and_has_all_random_bits(key_id: str, secret: bytes):
    key = spell_key(key_id, secret)

    number = 0
    for character in key[12:55]:
        number = number * 62 + ALPHABET.index(character)
    assert id_of(key) == key_id
    assert number.to_bytes(32) == secret


@given(IDS, SECRETS, st.integers(0, 60), st.sampled_from(ALPHABET + "_ -é\n"))
def test_key_with_one_other_character_is_not_a_key(key_id: str, secret: bytes, place: int, other: str):
    key = spell_key(key_id, secret)

    altered = key[:place] + other + key[place + 1 :]

    assert (id_of(altered) is None) == (altered != key)


@pytest.mark.parametrize("text", ["", "dt_", "dt_abcdefgh_", " ", "\n", "Bearer", "x" * 10_000])
def test_text_that_is_not_a_key_has_no_id(text: str):
    assert id_of(text) is None


@given(IDS, SECRETS, st.text(" ,.;\n", min_size=1, max_size=5))
def test_no_secret_is_left_in_a_text_that_was_redacted(key_id: str, secret: bytes, between: str):
    key = spell_key(key_id, secret)

    text = f"{key}{between}{key}"

    assert redacted(text) == f"dt_{key_id}_…{between}dt_{key_id}_…"
    assert leaked_ids(text) == (key_id, key_id)


@pytest.mark.parametrize(("number", "spelled"), [(0, "000"), (61, "00z"), (62, "010"), (62**3 - 1, "zzz")])
def test_base62_fills_up_with_zeros(number: int, spelled: str):
    assert base62(number, 3) == spelled


def test_key_counts_until_it_expires_or_is_revoked():
    key = ApiKey(id="abcdefgh", name="Desk", scopes=(Scope.EDIT,), created_at=NOON)
    late = datetime(2025, 5, 2, tzinfo=UTC)

    ended = [ApiKey(id="a", name="a", scopes=(), created_at=NOON, expires_at=late, revoked_at=None)]
    ended.append(ApiKey(id="a", name="a", scopes=(), created_at=NOON, expires_at=None, revoked_at=late))

    assert key.is_valid_at(late)
    assert [one.is_valid_at(NOON) for one in ended] == [True, True]
    assert [one.is_valid_at(late) for one in ended] == [False, False]
    assert key.actor == "key Desk (abcdefgh)"
