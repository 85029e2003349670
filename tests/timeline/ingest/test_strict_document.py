"""The door for documents: size, encoding, and JSON without its loopholes."""

from __future__ import annotations

import json

import pytest

from timeline.errors import InvalidDocument
from timeline.ingest.document_tree import ListNode, MapNode, PairNode, ScalarNode
from timeline.ingest.strict_document import MAX_JSON_BYTES, MAX_YAML_BYTES, read_tree


def fault(content: bytes, name: str) -> str:
    """The only problem of a document, as a line."""
    with pytest.raises(InvalidDocument) as caught:
        read_tree(content, name)
    (problem,) = caught.value.problems
    return str(problem)


def test_json_gives_the_same_kind_of_tree_without_lines():
    tree = read_tree(b'{"a": [1, 2.5, true, null, "x\\ud83d\\ude00"]}', "body.json")

    members = tuple(ScalarNode(value) for value in (1, 2.5, True, None, "x😀"))
    assert tree == MapNode((PairNode("a", ListNode(members)),))


def test_text_that_begins_with_a_brace_is_json_whatever_its_name():
    assert read_tree(b' {"a": 1}', "body") == MapNode((PairNode("a", ScalarNode(1)),))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b'{"a": 1, "a": 2}', "body.json: the key 'a' appears twice in one object; keep one of them"),
        (b'{"a": NaN}', "body.json: NaN is not a JSON value; leave out what is not known"),
        (b'{"a": -Infinity}', "body.json: -Infinity is not a JSON value; leave out what is not known"),
        (b'{"a": 1e400}', "body.json: the number 1e400 is too long or too large"),
        (b'{"a": ' + b"9" * 5000 + b"}", "body.json: the number 99999999999999999999… is too long"),
        (b'{"a": "\\ud800"}', "body.json: a text holds half of a surrogate pair, which is not a character; remove it"),
        (b'{"\\udc00": 1}', "body.json: a text holds half of a surrogate pair, which is not a character; remove it"),
        (b'{"a": 1} {"b": 2}', "body.json:1: the document is not JSON: extra data"),
        (b'{"a":\n', "body.json:2: the document is not JSON: expecting value"),
        (b'{"a": "\n"}', "body.json:1: the document is not JSON: invalid control character at"),
        (b"", "body.json:1: the document is not JSON: expecting value"),
        (b"\xef\xbb\xbf{}", "body.json:1: the document begins with a byte order mark; save it as UTF-8 without one"),
        (json.dumps({"a": 1}).encode("utf-16"),
         "body.json:1: the document begins with a byte order mark; save it as UTF-8 without one"),
        (b'{"a":\n "\xff"}', "body.json:2: byte 9 is not UTF-8; save the document as UTF-8"),
    ],
)  # fmt: skip
def test_json_loophole_is_refused(content, expected):
    assert fault(content, "body.json") == expected


@pytest.mark.parametrize("depth", [33, 900, 100_000])
def test_json_nested_too_deep_is_refused(depth):
    content = b"[" * depth + b"]" * depth

    assert fault(content, "body.json") == "body.json: lists and objects are nested deeper than 32 levels"


def test_json_may_nest_32_levels():
    assert isinstance(read_tree(b"[" * 32 + b"]" * 32, "body.json"), ListNode)


@pytest.mark.parametrize(("name", "limit"), [("a.yaml", MAX_YAML_BYTES), ("a.json", MAX_JSON_BYTES)])
def test_document_may_be_as_long_as_the_limit_and_no_longer(name, limit):
    content = b'"' + b"x" * (limit - 2) + b'"'

    assert getattr(read_tree(content, name), "value", None) == "x" * (limit - 2)
    assert (
        fault(content + b"\n", name)
        == f"{name}: the document has {limit + 1:,} bytes; the limit is {limit:,}; split it"
    )
