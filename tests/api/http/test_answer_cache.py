"""The cache of answers: one mark, bounded in bytes."""

from __future__ import annotations

from api.http.answers import Answer, AnswerCache


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
