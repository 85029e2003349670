"""Hostile texts in every field of an event never change the shape of its CSV, NDJSON, GeoJSON, Atom and JSON-LD.

Each event has a text of `ics_text` in every field. It is written in each form and read back: rows and columns, members
and elements must be the same as with plain words, no cell may be a formula and nothing may end a script element.
`python3 dev.py torture form-text [TEXTS] [SEED]` tries 200,000 texts; the test suite tries a short run.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Any, Final
from xml.etree import ElementTree

import orjson

from tests.timeline.render.stored import HEAD, SETTINGS, stored
from tests.torture.ics_text import TEXTS, hostile_catalogue, hostile_event, texts, words
from timeline.render.forms.table import FORMS

_FORMULA_STARTS: Final = tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")
_MARKUP: Final = (b"<", b">", b"&", "\u2028".encode(), "\u2029".encode())


class TextsChangedShape(Exception):
    """A form has more or fewer parts, or active content; the text names the form and the round."""


def rendered(give: Callable[[], str]) -> tuple[dict[str, bytes], int]:
    """One event in each form, with a given text in each text field; and how many texts were used."""
    used = 0

    def text() -> str:
        nonlocal used
        used += 1
        return give().encode("utf-8", "ignore").decode("utf-8")  # lone surrogates are not JSON and never stored

    event = stored(hostile_event(text))
    settings = replace(SETTINGS, catalogue=hostile_catalogue(text))
    return {form.suffix: b"".join(form.write([event], settings, HEAD)) for form in FORMS}, used


def shapes(contents: Mapping[str, bytes]) -> dict[str, object]:
    """The parts of each form as a reader finds them, without their texts."""
    return {suffix: _SHAPES[suffix](content) for suffix, content in contents.items()}


def try_texts(wanted: int, seed: int) -> int:
    """Try at least that many texts and return how many were tried. Raises TextsChangedShape."""
    plain = words()
    expected = shapes(rendered(lambda: next(plain))[0])
    hostile = texts(random.Random(seed))
    tried = 0
    for number in count():
        if tried >= wanted:
            return tried
        contents, used = rendered(lambda: next(hostile))
        tried += used
        found = shapes(contents)
        changed = [suffix for suffix in expected if found[suffix] != expected[suffix]]
        if changed:
            raise TextsChangedShape(f"seed {seed}, round {number}: {changed} have another shape")
    return tried


def main(arguments: Sequence[str]) -> int:
    """The whole run."""
    wanted = int(arguments[0]) if arguments else TEXTS
    seed = int(arguments[1]) if len(arguments) > 1 else random.SystemRandom().getrandbits(32)
    print(f"trying {wanted:,} texts with the seed {seed}", flush=True)
    try:
        tried = try_texts(wanted, seed)
    except TextsChangedShape as error:
        print(error)
        return 1
    print(f"{tried:,} texts in every field, {len(FORMS)} forms: no part was added or lost, nothing was active")
    return 0


def _of_table(content: bytes) -> object:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    formulas = [cell for row in rows for cell in row if cell.startswith(_FORMULA_STARTS)]
    return [len(row) for row in rows], formulas


def _of_lines(content: bytes) -> object:
    return [_of_json(line) for line in content.split(b"\n")[:-1]], content.count(b"\r")


def _of_feed(content: bytes) -> object:
    return [(node.tag, sorted(node.attrib)) for node in ElementTree.fromstring(content).iter()]


def _of_linked_data(content: bytes) -> object:
    return _of_json(content), [mark for mark in _MARKUP if mark in content]


def _of_json(content: bytes) -> object:
    return _members(orjson.loads(content))


def _members(value: Any) -> object:
    if isinstance(value, dict):
        return {name: _members(member) for name, member in value.items()}
    return [_members(member) for member in value] if isinstance(value, list) else type(value)


_SHAPES: Final[Mapping[str, Callable[[bytes], object]]] = {
    ".csv": _of_table,
    ".ndjson": _of_lines,
    ".geojson": _of_json,
    ".atom": _of_feed,
    ".jsonld": _of_linked_data,
}
