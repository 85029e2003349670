"""What a writer may see and do. The command line may do everything, an API key what its scopes allow.

document -> `check_document_rights` -> MissingScope with the place of everything that the writer may not file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from timeline.errors import MissingScope, Problem
from timeline.model.document import Document
from timeline.model.sight import Insider, Public, Sight
from timeline.model.vocabulary import Tier
from timeline.model.writers.api_key import Scope


@dataclass(frozen=True, slots=True)
class Rights:
    """The scopes of a writer. No scope includes another."""

    scopes: frozenset[Scope]

    @property
    def sees_hidden(self) -> bool:
        """True if the writer may file, name and change what is private, under embargo or otherwise not public."""
        return Scope.EMBARGO in self.scopes

    def sight(self, at: datetime) -> Sight:
        """What the writer may see at that moment."""
        return Insider(at) if self.sees_hidden else Public(at)

    def require(self, scope: Scope, problems: Iterable[Problem] = ()) -> None:
        """Raise MissingScope, with these problems, unless the writer has the scope."""
        if scope not in self.scopes:
            raise MissingScope(scope, tuple(problems))


ALL_RIGHTS: Final = Rights(frozenset(Scope))


def check_document_rights(document: Document, rights: Rights, *, at: datetime) -> None:
    """Raise MissingScope if a report is not public at that moment (scope embargo) or the desk's (scope admin, R8)."""
    hidden = [filed.place for filed in document.filed if not filed.report.is_public_at(at)]
    if hidden:
        rights.require(Scope.EMBARGO, (Problem(place, "is private or not public yet") for place in hidden))
    desk_problems = tuple(_desk_problems(document))
    if desk_problems:
        rights.require(Scope.ADMIN, desk_problems)


def _desk_problems(document: Document) -> Iterator[Problem]:
    for source in document.sources:
        if source.tier is Tier.DESK:
            yield Problem(f"source {source.id}", "has the tier desk")
    for filed in document.filed:
        if filed.report.source.tier is Tier.DESK:
            yield Problem(filed.place, "speaks for the desk")
