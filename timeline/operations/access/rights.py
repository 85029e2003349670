"""What a writer may see and do. The command line may do everything, an API key what its scopes allow.

Who writes into the log sees all of it (R10): a writer without sight would learn by refusals what is hidden.
document -> `check_document_rights` -> MissingScope with the place of everything that the writer may not file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from timeline.errors import MissingScope, Problem
from timeline.model.document import Document
from timeline.model.vocabulary import Tier
from timeline.model.writers.api_key import Scope


@dataclass(frozen=True, slots=True)
class Rights:
    """The scopes of a writer; `admin` includes all of `edit`."""

    scopes: frozenset[Scope]

    @property
    def sees_hidden(self) -> bool:
        """True if the writer may file, and sees what is private, under embargo or otherwise not public."""
        return self.has(Scope.EDIT)

    def has(self, scope: Scope) -> bool:
        """True if the writer has the scope, or one that includes it."""
        return scope in self.scopes or (scope is Scope.EDIT and Scope.ADMIN in self.scopes)

    def require(self, scope: Scope, problems: Iterable[Problem] = ()) -> None:
        """Raise MissingScope, with these problems, unless the writer has the scope."""
        if not self.has(scope):
            raise MissingScope(scope, tuple(problems))


ALL_RIGHTS: Final = Rights(frozenset(Scope))


def check_document_rights(document: Document, rights: Rights) -> None:
    """Raise MissingScope if a report or a source is the desk's (scope admin, R8)."""
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
