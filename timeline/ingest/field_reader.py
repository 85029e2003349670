"""Reads a document field by field and collects every fault on the way.

`Spot` is a node with its path; `Record` is a mapping with the keys that it may have. A reader is a function from a spot
to a value; it raises one of our errors. `Record.read` collects that error with its place and continues, so that one
pass finds all faults. A document with a fault is refused as a whole, so no placeholder ever leaves this package.
"""

from __future__ import annotations

import difflib
import json
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, TypeVar

from timeline.errors import Problem, TimelineError
from timeline.ingest import text_rule
from timeline.ingest.document_tree import ListNode, MapNode, Mark, Node, PairNode, ScalarNode, place
from timeline.ingest.text_rule import Unfit
from timeline.model.limits import MAX_MEMBERS

MAX_FAULTS: Final = 200
"""The largest number of faults that are listed one by one; further ones are only counted."""

T = TypeVar("T")


class Faults:
    """The faults of one document, in the order in which they were detected."""

    def __init__(self, name: str, found: Iterable[Problem] = ()) -> None:
        """Start with those that were found already; `name` is the document's name in messages."""
        self.name = name
        self._problems = list(found)
        self.count = len(self._problems)
        """The number of all faults, listed or not."""

    def add(self, mark: Mark, path: str, detail: str) -> None:
        """Add one fault."""
        self.count += 1
        if self.count <= MAX_FAULTS:
            self._problems.append(Problem(place(self.name, mark, path), detail))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All faults; beyond MAX_FAULTS, one more that counts the rest."""
        rest = self.count - MAX_FAULTS
        more = (Problem(self.name, f"and {rest} more faults; repair these first"),) if rest > 0 else ()
        return (*self._problems, *more)


@dataclass(frozen=True, slots=True)
class Spot:
    """A node of the document, its path ("reports[3].says.when") and the collected faults of the document."""

    node: Node
    path: str
    faults: Faults

    @property
    def place(self) -> str:
        """Where the node is, for messages: "blinken.yaml:41", or name and path if lines are not known."""
        mark = self.node.mark
        return place(self.faults.name, mark, "" if mark.line else self.path)

    @property
    def full_place(self) -> str:
        """The same, always with the path: "blinken.yaml:41 people[3]"."""
        return place(self.faults.name, self.node.mark, self.path)

    def attempt(self, reader: Callable[[Spot], T]) -> T | None:
        """The value that the reader gives, or None after adding its error to the faults."""
        try:
            return reader(self)
        except TimelineError as error:
            self.faults.add(self.node.mark, self.path, str(error))
            return None

    def record(self, known: Iterable[str]) -> Record:
        """The mapping with these keys; each unknown key is a fault. Raises Unfit for other nodes."""
        if not isinstance(self.node, MapNode):
            raise Unfit("is not a mapping of keys and values")
        return Record(self, self.node, tuple(known))

    def members(self, reader: Callable[[Spot], T], *, limit: int = MAX_MEMBERS) -> tuple[T, ...]:
        """The members of a list that could be read. Raises Unfit for other nodes and above the limit."""
        if not isinstance(self.node, ListNode):
            raise Unfit(f"is not a list; write it as [{self._shown()}]" if self._shown() else "is not a list")
        if len(self.node.members) > limit:
            raise Unfit(f"has {len(self.node.members):,} members; the limit is {limit:,}")
        spots = (Spot(node, f"{self.path}[{number}]", self.faults) for number, node in enumerate(self.node.members))
        return tuple(value for spot in spots if (value := spot.attempt(reader)) is not None)

    def _shown(self) -> str:
        return str(self.node.value)[:80] if isinstance(self.node, ScalarNode) else ""


class Record:
    """A mapping with the keys that it may have."""

    def __init__(self, spot: Spot, node: MapNode, known: tuple[str, ...]) -> None:
        """Add a fault for every unknown key."""
        self.spot = spot
        self._pairs = {pair.key: pair for pair in node.pairs}
        for pair in node.pairs:
            if pair.key not in known:
                self._refuse_key(pair, known)

    def has(self, key: str) -> bool:
        """True if the key is present, even with null."""
        return key in self._pairs

    def get(self, key: str) -> Spot | None:
        """The value of a key; None if the key is absent or null ("not known")."""
        pair = self._pairs.get(key)
        if pair is None or (isinstance(pair.value, ScalarNode) and pair.value.value is None):
            return None
        return Spot(pair.value, self._path(key), self.spot.faults)

    def read(self, key: str, reader: Callable[[Spot], T]) -> T | None:
        """The value of an optional key; None if it is absent, null or faulty (a fault is added to the document's)."""
        spot = self.get(key)
        return None if spot is None else spot.attempt(reader)

    def need(self, key: str, reader: Callable[[Spot], T], *, placeholder: T) -> T:
        """The value of a required key; the placeholder, after adding a fault, if it is missing or faulty."""
        if self.get(key) is None:
            self.fault(key, "is missing")
        value = self.read(key, reader)
        return placeholder if value is None else value

    def members(self, key: str, reader: Callable[[Spot], T], *, limit: int = MAX_MEMBERS) -> tuple[T, ...]:
        """The members of an optional list."""
        return self.read(key, lambda spot: spot.members(reader, limit=limit)) or ()

    def fault(self, key: str, detail: str) -> None:
        """Add a fault of this key."""
        pair = self._pairs.get(key)
        mark = self.spot.node.mark if pair is None else pair.mark
        self.spot.faults.add(mark, self._path(key), detail)

    def _path(self, key: str) -> str:
        return f"{self.spot.path}.{key}" if self.spot.path else key

    def _refuse_key(self, pair: PairNode, known: tuple[str, ...]) -> None:
        # Faults beyond the limit are not shown, so the slow search for a similar key is not worth its time.
        near = difflib.get_close_matches(pair.key, known, n=1) if self.spot.faults.count < MAX_FAULTS else ()
        hint = f"did you mean {near[0]}? " if near else ""
        detail = f"unknown key {text_rule.shortened(pair.key)}; {hint}known keys: {', '.join(known)}"
        self.spot.faults.add(pair.mark, self.spot.path, detail)


def text(spot: Spot) -> str:
    """The text of a scalar as written. Raises Unfit for anything that is not text."""
    if not isinstance(spot.node, ScalarNode) or spot.node.value is None:
        raise Unfit("is not a text")
    if not isinstance(spot.node.value, str):
        raise Unfit(f'is not a text; write it in quotes, as "{json.dumps(spot.node.value)}"')
    return spot.node.value


def ruled(rule: Callable[[str], T]) -> Callable[[Spot], T]:
    """A reader that applies a rule of `text_rule` to a text."""
    return lambda spot: rule(text(spot))


def truth(spot: Spot) -> bool:
    """The value of `true` or `false`. Raises Unfit for anything else."""
    if isinstance(spot.node, ScalarNode) and isinstance(spot.node.value, bool):
        return spot.node.value
    raise Unfit("is neither true nor false; write one of these words without quotes")


def degrees(limit: float) -> Callable[[Spot], float]:
    """A reader for a number from -limit to limit, both included."""

    def read(spot: Spot) -> float:
        value = spot.node.value if isinstance(spot.node, ScalarNode) else None
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
            raise Unfit("is not a number of degrees; write it as 50.85")
        if not -limit <= value <= limit:
            raise Unfit(f"is {value}; write a number of degrees from -{limit:g} to {limit:g}")
        return float(value)

    return read
