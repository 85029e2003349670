"""Reads each form as a client does, down to the ids of its events."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from typing import Final
from xml.etree import ElementTree

from werkzeug.test import TestResponse

ATOM: Final = "{http://www.w3.org/2005/Atom}"

MEDIA_TYPES: Final = {
    "csv": "text/csv; charset=utf-8; header=present",
    "ndjson": "application/x-ndjson",
    "geojson": "application/geo+json",
    "atom": "application/atom+xml; charset=utf-8",
    "jsonld": "application/ld+json",
}


def rows_of(answer: TestResponse) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))


def entries_of(answer: TestResponse) -> list[ElementTree.Element]:
    return ElementTree.fromstring(answer.data).findall(f"{ATOM}entry")


def _atom_ids(answer: TestResponse) -> list[str]:
    return [entry.findtext(f"{ATOM}id", "").rpartition(":")[2] for entry in entries_of(answer)]


IDS: Final[Mapping[str, Callable[[TestResponse], list[str]]]] = {
    "csv": lambda answer: [row["id"] for row in rows_of(answer)],
    "ndjson": lambda answer: [json.loads(line)["id"] for line in answer.text.splitlines()],
    "geojson": lambda answer: [one["properties"]["id"] for one in answer.json["features"]],  # type: ignore[index]
    "atom": _atom_ids,
    "jsonld": lambda answer: [one["identifier"] for one in json.loads(answer.data)["@graph"]],
}
