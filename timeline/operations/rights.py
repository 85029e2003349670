"""What a writer may see and do. The command line may everything; an API key what its scopes say.

document -> `check_document_rights` -> MissingScope with the place of everything that the writer may not file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from timeline.errors import MissingScope, Problem
from timeline.model.api_key import Scope
from timeline.model.document import Document
from timeline.model.report import Report
from timeline.model.sight import Insider, Public, Sight
from timeline.model.vocabulary import Tier


@dataclass(frozen=True, slots=True)
class Rights:
    """The scopes of a writer; none includes another."""

    scopes: frozenset[Scope]

    @property
    def sees_hidden(self) -> bool:
        """True if what is private, under embargo or otherwise not public may be filed, named and acted on."""
        return Scope.EMBARGO in self.scopes

    def sight(self, at: datetime) -> Sight:
        """How much of the store the writer sees at that moment."""
        return Insider(at) if self.sees_hidden else Public(at)

    def require(self, scope: Scope, problems: Iterable[Problem] = ()) -> None:
        """Raise MissingScope unless the writer has it; with problems given only if there are any."""
        if scope not in self.scopes:
            raise MissingScope(scope, tuple(problems))


ALL_RIGHTS: Final = Rights(frozenset(Scope))


def is_hidden(report: Report, moment: datetime) -> bool:
    """True if the public can not see the report at that moment (R10)."""
    return report.private or report.public_at > moment


def check_document_rights(document: Document, rights: Rights, *, at: datetime) -> None:
    """Raise MissingScope if a report would be hidden (scope embargo) or speaks for the desk (scope admin, R8)."""
    hidden = [filed.place for filed in document.filed if is_hidden(filed.report, at)]
    if hidden:
        rights.require(Scope.EMBARGO, (Problem(place, "is private or not public yet") for place in hidden))
    of_the_desk = tuple(_of_the_desk(document))
    if of_the_desk:
        rights.require(Scope.ADMIN, of_the_desk)


def _of_the_desk(document: Document) -> Iterator[Problem]:
    for source in document.sources:
        if source.tier is Tier.DESK:
            yield Problem(f"source {source.id}", "has the tier desk")
    for filed in document.filed:
        if filed.report.source.tier is Tier.DESK:
            yield Problem(filed.place, "speaks for the desk")
