"""Reads JSON strictly: one value; no repeated key, NaN, lone surrogate, trailing text or deep nesting.

text -> the standard library's decoder without its lenient extensions -> the same tree as from YAML, without lines.
Integers have at most 18 digits, other numbers are finite.
"""

from __future__ import annotations

import json
import math
from typing import Any, Final, NoReturn

from timeline.ingest.document_tree import ListNode, MapNode, Mark, Node, PairNode, ScalarNode, refuse
from timeline.model.limits import MAX_NESTING

_MAX_NUMBER_LENGTH: Final = 40


class _Refused(ValueError):
    """A value that Python's decoder accepts and we refuse."""


def read_json(text: str, name: str) -> Node:
    """The one value of the text. Raises InvalidDocument at the first fault, with the line of a syntax error."""
    try:
        loaded = json.loads(
            text, object_pairs_hook=_pairs, parse_constant=_no_constant, parse_int=_integer, parse_float=_number
        )
        return _node(loaded, depth=1)
    except json.JSONDecodeError as error:
        raise refuse(name, Mark(error.lineno, error.colno), f"the document is not JSON: {error.msg.lower()}") from None
    except _Refused as error:
        raise refuse(name, Mark(), str(error)) from None
    except RecursionError:
        raise refuse(name, Mark(), _TOO_DEEP) from None


_TOO_DEEP: Final = f"lists and objects are nested deeper than {MAX_NESTING} levels"


class _Pairs(tuple[tuple[str, Any], ...]):
    """The keys and values of a JSON object, in order."""

    __slots__ = ()


def _pairs(pairs: list[tuple[str, Any]]) -> _Pairs:
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            raise _Refused(f"the key {key[:80]!r} appears twice in one object; keep one of them")
        seen.add(key)
    return _Pairs(pairs)


def _no_constant(word: str) -> NoReturn:
    raise _Refused(f"{word} is not a JSON value; leave out what is not known")


def _integer(digits: str) -> int:
    if len(digits.lstrip("-")) > 18:
        raise _Refused(f"the number {digits[:20]}… is too long")
    return int(digits)


def _number(digits: str) -> float:
    if len(digits) > _MAX_NUMBER_LENGTH or not math.isfinite(number := float(digits)):
        raise _Refused(f"the number {digits[:20]} is too long or too large")
    return number


def _node(value: Any, *, depth: int) -> Node:
    if isinstance(value, (_Pairs, list)) and depth > MAX_NESTING:
        raise _Refused(_TOO_DEEP)
    if isinstance(value, _Pairs):
        return MapNode(tuple(PairNode(_checked(key), _node(inner, depth=depth + 1)) for key, inner in value))
    if isinstance(value, list):
        return ListNode(tuple(_node(inner, depth=depth + 1) for inner in value))
    return ScalarNode(_checked(value) if isinstance(value, str) else value)


def _checked(text: str) -> str:
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        raise _Refused("a text holds half of a surrogate pair, which is not a character; remove it")
    return text
