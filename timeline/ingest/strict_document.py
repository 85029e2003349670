"""The entry point for documents from outside: checks size and encoding, then reads YAML or JSON strictly.

bytes -> UTF-8 text within its limit -> `strict_json` (if the name ends in .json or the text begins with a brace) or
`strict_yaml` -> tree of nodes. `documents` gives the keys their meaning.
"""

from __future__ import annotations

from typing import Final

from timeline.errors import Problem
from timeline.ingest.document_tree import Mark, Node, refuse
from timeline.ingest.strict_json import read_json
from timeline.ingest.strict_yaml import read_yaml

MAX_YAML_BYTES: Final = 1_000_000
MAX_JSON_BYTES: Final = 10_000_000


def read_tree(content: bytes, name: str, *, faults: list[Problem] | None = None) -> Node:
    """The tree of a document; `name` is its name in messages. Raises InvalidDocument (size, encoding, syntax).

    A list of `faults` takes up what YAML has outside our subset and can be read all the same; without one, that is
    refused too.
    """
    is_json = name.lower().endswith(".json") or content[:1000].lstrip()[:1] == b"{"
    limit = MAX_JSON_BYTES if is_json else MAX_YAML_BYTES
    if len(content) > limit:
        raise refuse(name, Mark(), f"the document has {len(content):,} bytes; the limit is {limit:,}; split it")
    if content.startswith((b"\xef\xbb\xbf", b"\xfe\xff", b"\xff\xfe")):
        raise refuse(name, Mark(1, 1), "the document begins with a byte order mark; save it as UTF-8 without one")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise refuse(name, Mark(line), f"byte {error.start + 1} is not UTF-8; save the document as UTF-8") from None
    return read_json(text, name) if is_json else read_yaml(text, name, faults=faults)
