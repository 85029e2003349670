"""A short run of the campaign `form-text`: hostile texts in every field do not change the shape of any form."""

from __future__ import annotations

import pytest

from tests.torture.form_text import rendered, shapes, try_texts


@pytest.mark.parametrize("seed", [1, 2])
def test_texts_in_every_field_do_not_change_the_shape_of_any_form(seed: int):
    assert try_texts(1_000, seed) >= 1_000


@pytest.mark.parametrize(
    ("suffix", "before", "after"),
    [
        (".csv", b"word", b"word,extra"),
        (".csv", b"\r\n", b"\r\n=1"),
        (".ndjson", b"}\n", b"}\n{}\n"),
        (".geojson", b'"geometry"', b'"added":1,"geometry"'),
        (".atom", b"</entry>", b"<link/></entry>"),
        (".jsonld", b"word", b"<word"),
    ],
)
def test_part_that_a_text_adds_is_noticed(suffix: str, before: bytes, after: bytes):
    contents, _ = rendered(lambda: "word")

    changed = contents | {suffix: contents[suffix].replace(before, after, 1)}

    assert [one for one in contents if shapes(changed)[one] != shapes(contents)[one]] == [suffix]
