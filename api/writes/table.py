"""Every write address with the scope that it needs: the one table for checks, tests and the description.

`WRITE_ROUTES` -> `api.routes.writes` registers a view for each; `/openapi.json` and the matrix of rights read it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from api.parameters.table import Parameter
from timeline.model.writers.api_key import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyField:
    """One member of a small body and its meaning: a text on one line, or a list of such texts."""

    name: str
    meaning: str
    is_list: bool = False
    is_optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteRoute:
    """One address that takes POST.

    `address` names its variable as OpenAPI does; `if_match` is "required", "optional" or None (not looked at). A body
    without `fields` is the exchange document.
    """

    name: str
    address: str
    scope: Scope
    summary: str
    if_match: str | None = None
    fields: tuple[BodyField, ...] = ()

    @property
    def rule(self) -> str:
        """The address in the router's notation."""
        return self.address.replace("{id}", "<key>")

    @property
    def action(self) -> str:
        """The name of the route in logs."""
        return f"POST {self.address}"


DRY_RUN: Final = Parameter("dry_run", "flag", "Do everything, say what would happen, store nothing.", ("true", "false"))

_REASON: Final = BodyField(name="reason", meaning="Why, on one line; kept with the change.")

FILE_REPORTS: Final = WriteRoute(
    name="file_reports",
    address="/v1/reports",
    scope=Scope.EDIT,
    summary="File what sources say: a document of the exchange format, all or nothing.",
    if_match="optional",
)
WITHDRAW: Final = WriteRoute(
    name="withdraw",
    address="/v1/reports/{id}/withdraw",
    scope=Scope.EDIT,
    summary="Take a report back: it no longer counts, what it said stays in the history.",
    if_match="optional",
    fields=(BodyField(name="reason", meaning="Why, on one line; the public reads it with the report."),),
)
RULE: Final = WriteRoute(
    name="rule",
    address="/v1/events/{id}/rulings",
    scope=Scope.ADMIN,
    summary="Rule which report prevails for one property of an event.",
    if_match="required",
    fields=(
        BodyField(name="property", meaning="The property, such as `when`."),
        BodyField(name="report", meaning="Id of the report whose claim is to prevail."),
        _REASON,
    ),
)
MERGE: Final = WriteRoute(
    name="merge",
    address="/v1/events/{id}/merge",
    scope=Scope.ADMIN,
    summary="Join two events that are one; the one that has been public longer survives.",
    if_match="required",
    fields=(BodyField(name="with", meaning="Id or slug of the other event."), _REASON),
)
SPLIT: Final = WriteRoute(
    name="split",
    address="/v1/events/{id}/split",
    scope=Scope.ADMIN,
    summary="Give some reports an event of their own: undo a merge, or part two events that were filed as one.",
    if_match="required",
    fields=(
        BodyField(name="reports", meaning="Ids of reports; all reports of the same records move too.", is_list=True),
        BodyField(name="slug", meaning="Slug of the new event; without it one is made.", is_optional=True),
        _REASON,
    ),
)
WITHDRAW_RULING: Final = WriteRoute(
    name="withdraw_ruling",
    address="/v1/rulings/{id}/withdraw",
    scope=Scope.ADMIN,
    summary="Take a ruling back: it counts as if it had never been made, and an earlier one holds again.",
    fields=(_REASON,),
)

SUBMIT: Final = WriteRoute(
    name="submit",
    address="/v1/submissions",
    scope=Scope.SUBMIT,
    summary="Put a document before the editors: it waits, compared with nothing, until one takes or refuses it.",
)
TAKE: Final = WriteRoute(
    name="take",
    address="/v1/submissions/{id}/take",
    scope=Scope.EDIT,
    summary="Take a submission: its document is filed as if the editor had sent it.",
    fields=(BodyField(name="reason", meaning="A word to the sender, on one line.", is_optional=True),),
)
REFUSE: Final = WriteRoute(
    name="refuse",
    address="/v1/submissions/{id}/refuse",
    scope=Scope.EDIT,
    summary="Refuse a submission; its sender reads the reason.",
    fields=(BodyField(name="reason", meaning="Why, on one line; the sender reads it."),),
)

WRITE_ROUTES: Final = (FILE_REPORTS, WITHDRAW, RULE, MERGE, SPLIT, WITHDRAW_RULING, SUBMIT, TAKE, REFUSE)
"""In the order of the description."""


PARAMETERS: Final[tuple[Parameter, ...]] = (DRY_RUN,)
"""The query parameters of every write."""
