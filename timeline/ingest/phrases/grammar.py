"""Templates of the grammar: `[on] {weekday} next week` -> a pattern over canonical words -> `Fields` that it matched.

A template consists of words, alternatives `a|b`, optional parts `[...]` and fields `{name}`; a digit at the end of a
field name distinguishes two fields of one kind. Patterns have no nested repetition, so matching is linear.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from timeline.ingest.phrases.context import Context, Span
from timeline.ingest.phrases.english import MONTHS, SEASONS, WEEKDAYS

_FIELDS: Final = {
    "weekday": "|".join(WEEKDAYS),
    "month": "|".join(MONTHS),
    "season": "|".join(SEASONS),
    "day": r"(?:0?[1-9]|[12][0-9]|3[01])(?:th)?",
    "year": r"[12][0-9]{3}",
    "count": r"[0-9]{1,3}|an?",
    "nth": r"[1-9][0-9]?th|last",
    "number": r"[0-9]{1,2}(?:th)?",
    "iso": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "numeric": r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}",
    "dotted": r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}",
    "near": r"today|tomorrow|yesterday",
    "part": r"morning|afternoon|evening|night|noon|midday",
    "which": r"this|current|next|coming|last|past|previous",
    "unit": r"week|month|quarter|year",
    "units": r"days?|weeks?|months?|years?|hours?|fortnights?",
    "plural": r"days|weeks|months|years|hours",
    "few": r"(?:a )?(?:few|couple(?: of)?)|several|some",
    "edge": r"early|mid|late|beginning|start|middle|end",
    "link": r"to|through|until|and|or",
    "lead": r"from|on|between|for|over",
    "rest": r".+?",
}
_TEMPLATE: Final = re.compile(r"\[|\]|[^\s\[\]]+")


@dataclass(frozen=True, slots=True)
class Fields:
    """What a template matched, by field name."""

    texts: Mapping[str, str]

    def text(self, field: str) -> str:
        """The canonical words of a field; empty if it is absent."""
        return self.texts.get(field, "")

    def number(self, field: str) -> int | None:
        """The number in a field (`a` is 1, `28th` is 28); None if it is absent."""
        text = self.text(field).removesuffix("th")
        if not text:
            return None
        return 1 if text in ("a", "an") else int(text)

    def month(self, field: str = "month") -> int:
        """The number of a month, 1 to 12. The template must hold the field."""
        return MONTHS.index(self.text(field)) + 1

    def weekday(self, field: str = "weekday") -> int | None:
        """The number of a weekday (Monday is 0); None if it is absent."""
        text = self.text(field)
        return WEEKDAYS.index(text) if text else None


Reader = Callable[[Fields, Context], Span]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule: its patterns and the function that gives the bounds of what they matched."""

    name: str
    patterns: tuple[re.Pattern[str], ...]
    read: Reader

    def match(self, text: str) -> Fields | None:
        """The fields if one of the patterns matches the whole text, else None."""
        for pattern in self.patterns:
            match = pattern.fullmatch(f"{text} ")
            if match is not None:
                return Fields({field: text.strip() for field, text in match.groupdict(default="").items()})
        return None


class RuleBook:
    """The rules of one topic, in the order in which they are tried."""

    def __init__(self) -> None:
        """Start empty."""
        self._rules: list[Rule] = []

    def __iter__(self) -> Iterator[Rule]:
        """The rules, in order."""
        return iter(self._rules)

    def rule(self, name: str, *templates: str) -> Callable[[Reader], Reader]:
        """A decorator that adds a rule with these templates, read by the decorated function."""

        def register(read: Reader) -> Reader:
            self._rules.append(Rule(name, tuple(_compiled(template) for template in templates), read))
            return read

        return register


def vocabulary(template_sources: tuple[str, ...]) -> frozenset[str]:
    """The words that occur in compiled patterns, without the names of their fields."""
    return frozenset(
        word for source in template_sources for word in re.findall(r"(?<![a-z\\?<])[a-z]+(?![a-z<>])", source)
    )


@cache
def _compiled(template: str) -> re.Pattern[str]:
    """The pattern of a template. Every word includes the blank after it, so the matched text must end with a blank."""
    pieces: list[str] = []
    for piece in _TEMPLATE.findall(template):
        if piece == "[":
            pieces.append("(?:")
        elif piece == "]":
            pieces.append(")?")
        elif piece.startswith("{"):
            field = piece.strip("{}")
            pieces.append(f"(?P<{field}>{_FIELDS[field.rstrip('0123456789')]}) ")
        else:
            pieces.append(f"(?:{'|'.join(re.escape(word) for word in piece.split('|'))}) ")
    return re.compile("".join(pieces))
