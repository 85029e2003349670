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
    """One required member of a small body: a text on one line, and its meaning."""

    name: str
    meaning: str


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
    has_dry_run: bool = False

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
    scope=Scope.WRITE,
    summary="File what sources say: a document of the exchange format, all or nothing.",
    if_match="optional",
    has_dry_run=True,
)
WITHDRAW: Final = WriteRoute(
    name="withdraw",
    address="/v1/reports/{id}/withdraw",
    scope=Scope.WRITE,
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
    summary="Join two events that are one; the one founded first survives.",
    if_match="required",
    fields=(BodyField(name="with", meaning="Id or slug of the other event."), _REASON),
)

WRITE_ROUTES: Final = (FILE_REPORTS, WITHDRAW, RULE, MERGE)
"""In the order of the description."""


def parameters_of(route: WriteRoute) -> tuple[Parameter, ...]:
    """The query parameters of the route."""
    return (DRY_RUN,) if route.has_dry_run else ()
