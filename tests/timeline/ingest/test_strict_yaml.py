"""YAML is read as data and as nothing else."""

from __future__ import annotations

import pytest

from timeline.errors import InvalidDocument, Problem
from timeline.ingest.document_tree import ListNode, MapNode, Mark, PairNode, ScalarNode
from timeline.ingest.strict_yaml import read_yaml


def fault(text: str) -> str:
    """The first problem of a text, as a line."""
    return told(text)[0]


def told(text: str) -> list[str]:
    """The problems of a text, as lines."""
    with pytest.raises(InvalidDocument) as caught:
        read_yaml(text, "story.yaml")
    return [str(problem) for problem in caught.value.problems]


def test_tree_keeps_values_and_where_they_stand():
    tree = read_yaml("title: Summit\nwhere:\n  - brussels\n", "story.yaml")

    assert tree == MapNode(
        (
            PairNode("title", ScalarNode("Summit", Mark(1, 8)), Mark(1, 1)),
            PairNode("where", ListNode((ScalarNode("brussels", Mark(3, 5)),), Mark(3, 3)), Mark(2, 1)),
        ),
        Mark(1, 1),
    )


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"), ("off", "off"), ("yes", "yes"), ("1:30", "1:30"), ("012", "012"), ("0x1f", "0x1f"),
        ("1_000", "1_000"), ("2023-11-28", "2023-11-28"), ("2023-11-28 10:00:00", "2023-11-28 10:00:00"),
        (".inf", ".inf"), (".nan", ".nan"), ("1e400", "1e400"), ("=", "="), ("'12'", "12"), ('"true"', "true"),
        ("9" * 5000, "9" * 5000),
        ("12", 12), ("-3", -3), ("50.85", 50.85), ("1e3", 1000.0), ("true", True), ("False", False),
        ("null", None), ("~", None), ("", None),
    ],
)  # fmt: skip
def test_scalar_is_text_unless_spelled_as_a_core_value(written, value):
    tree = read_yaml(f"key: {written}\n", "story.yaml")

    assert isinstance(tree, MapNode)
    node = tree.pairs[0].value
    assert isinstance(node, ScalarNode)
    assert (node.value, type(node.value)) == (value, type(value))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &x 1\n", "story.yaml:1: anchors are not allowed; remove &x"),
        ("a: &x [1]\nb: *x\n", "story.yaml:1: anchors are not allowed; remove &x"),
        ("a: 1\nb: *x\n", "story.yaml:2: aliases are not allowed; replace *x by its value"),
        ("a: 1\n<<: {b: 2}\n", "story.yaml:2: merge keys (<<) are not allowed; write the keys themselves"),
        ("a: !!python/object/apply:os.system [ls]\n",
         "story.yaml:1: tags are not allowed; remove tag:yaml.org,2002:python/object/apply:os.system"),
        ("a: ! x\n", "story.yaml:1: tags are not allowed; remove !"),
        ("%TAG ! tag:example.org,2000:\n---\na: 1\n", "story.yaml:1: tags are not allowed; remove the %TAG line"),
        ("a: 1\nb: 2\na: 3\n", "story.yaml:3: the key 'a' appears twice in one mapping, first in line 1"),
        ("a: 1\n---\nb: 2\n", "story.yaml:2: a second document begins here; move it to a file of its own"),
        ("? [a, b]\n: 1\n", "story.yaml:1: a list or a mapping cannot be a key; write a text"),
        ("true: 1\n", "story.yaml:1: a key must be a text; put 'true' in quotes"),
        ("", "story.yaml: the document is empty"),
        ("a: [1\n", "story.yaml:2: the document is not YAML: did not find expected ',' or ']'"),
        ("a: \x07\n",
         "story.yaml: the document is not YAML: unacceptable character #x0007: control characters are not allowed"),
    ],
)  # fmt: skip
def test_trap_is_refused_with_its_line(text, expected):
    assert fault(text) == expected


def test_nesting_ends_at_32_levels():
    assert isinstance(read_yaml("[" * 32 + "]" * 32, "story.yaml"), ListNode)
    too_deep = "lists and mappings are nested deeper than 32 levels"
    assert fault("[" * 33 + "]" * 33) == f"story.yaml:1: {too_deep}"
    assert fault("- " * 400_000 + "x") == f"story.yaml:1: {too_deep}"


def test_merge_bomb_is_refused_at_its_first_anchor():
    bomb = "a: &a {x: 1}\n" + "".join(f"k{n}: &k{n} {{<<: [*a, *a, *a]}}\n" for n in range(20))

    assert fault(bomb) == "story.yaml:1: anchors are not allowed; remove &a"


def test_faults_that_leave_the_tree_whole_are_all_told():
    assert told("a: &x 1\na: !!str 2\n? 7\n: b\nc: [\n") == [
        "story.yaml:1: anchors are not allowed; remove &x",
        "story.yaml:2: tags are not allowed; remove tag:yaml.org,2002:str",
        "story.yaml:2: the key 'a' appears twice in one mapping, first in line 1",
        "story.yaml:3: a key must be a text; put '7' in quotes",
        "story.yaml:6: the document is not YAML: did not find expected node content",
    ]


def test_problem_is_a_value_with_place_and_detail():
    with pytest.raises(InvalidDocument) as caught:
        read_yaml("a: *x", "story.yaml")

    assert caught.value.problems == (Problem("story.yaml:1", "aliases are not allowed; replace *x by its value"),)
