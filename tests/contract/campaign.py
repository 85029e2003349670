"""Asks the application what its own description promises, and what it forbids: schemathesis with every check.

application + seed + number of examples -> schemathesis' engine (examples, coverage, fuzzing; in this process) ->
`Found`: how many requests were made, and every broken promise as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import orjson
import schemathesis
from flask import Flask
from schemathesis.core.failures import Failure
from schemathesis.engine import events, from_schema

from tests.api.conftest import SETTINGS

MEANT: Final = re.compile(
    r"no public event has the \w+ '.*'"  # a name can look right and be nobody's
    r"|'.*' lies in the future; what will be known nobody can ask"
    r"|'.*' is no day; write it as 2023-11-28|'.*' is no time; write .*"  # 30 February has the form of a day
    r"|'.*' is no box; its south lies above its north"
    r"|lies after `to`"
    r"|applies to a `person` or an `organization`; give one"
    r"|'\w+' is there only with (include=\w+|`lang`)"
    r"|has to be given at least twice \(`organization` counts as well\), both together at most 10 times"
    r"|at most 100 values can be given in one request"
    r"|is damaged or belongs to another query; start again without it"
)
"""Refusals of single values or their combinations that no schema of one parameter can foretell."""


UNLIMITED: Final = SETTINGS.model_copy(update={"reads_per_minute": 0, "writes_per_minute": 0})
"""Settings without limits of how often one may ask."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one run saw."""

    requests: int
    failures: tuple[str, ...]


def run_campaign(app: Flask, *, seed: int, examples: int, token: str | None = None) -> Found:
    """Try every operation of the description with about that many generated requests each."""
    schema = schemathesis.openapi.from_wsgi("/openapi.json", app, config=_config(seed, examples, token))
    requests, failures = 0, dict[str, None]()
    for event in from_schema(schema).execute():
        if isinstance(event, events.NonFatalError | events.FatalError):
            failures[_error(event)] = None
        if isinstance(event, events.ScenarioFinished):
            requests += len(event.recorder.interactions)
            failures |= dict.fromkeys(_failures(event))
    return Found(requests, tuple(failures))


@schemathesis.hook
def before_call(_context: object, _case: schemathesis.Case[Any], kwargs: dict[str, Any]) -> None:
    """Drop what only a network has; schemathesis' check of keys passes it on to the client in this process."""
    for name in ("max_redirects", "verify", "cert"):
        kwargs.pop(name, None)


def _config(seed: int, examples: int, token: str | None) -> schemathesis.Config:
    project: dict[str, Any] = {
        "generation": {"max-examples": examples, "no-shrink": True, "deterministic": False},
        "checks": {"missing_required_header": {"expected-statuses": ["400", "401", "403", "406", "415", "422", "428"]}},
        "phases": {"stateful": {"enabled": False}},
    }
    project["headers"] = {"Accept-Encoding": "identity"}  # in this process nobody unpacks answers
    if token is not None:
        project["headers"]["Authorization"] = f"Bearer {token}"
    return schemathesis.Config.from_dict({"seed": seed, **project})


def _failures(event: events.ScenarioFinished) -> Iterable[str]:
    for case_id, checks in event.recorder.checks.items():
        for check in checks:
            response = event.recorder.interactions[case_id].response
            if check.failure_info is not None and not _is_meant(
                check.name, event.recorder.cases[case_id].value, response
            ):
                failure: Failure = check.failure_info.failure
                body = "" if response is None else response.content[:600].decode("utf-8", "replace")
                said = f"{event.recorder.label}: {failure.title}: {failure.message}"
                yield "\n".join((said, check.failure_info.code_sample, body))


def _is_meant(check: str, case: schemathesis.Case[Any], response: schemathesis.Response | None) -> bool:
    """True if the description is right and the check can not know it."""
    if response is None:
        return False
    if check == "positive_data_acceptance":
        errors = (
            orjson.loads(response.content).get("errors", []) if "json" in response.headers["content-type"][0] else []
        )
        return bool(errors) and all(MEANT.fullmatch(error["detail"]) for error in errors)
    if check == "negative_data_rejection" and case.path == "/embed":  # a form's empty field counts as not given
        return "" in (case.query or {}).values()
    return False


def _is_meant_refusal(case: schemathesis.Case[Any], response: schemathesis.Response) -> bool:
    """True if what was asked has the right form and still can not be done."""
    if response.status_code == 412:  # a tag that some event had once
        return True
    if case.path in ("/embed", "/v1/reports") and response.status_code == 422:  # HTML; names and days inside a document
        return True
    is_problem = response.headers["content-type"][0] == "application/problem+json"
    errors = orjson.loads(response.content)["errors"] if is_problem else []
    return bool(errors) and all(MEANT.fullmatch(error["detail"]) for error in errors)


def _error(event: events.NonFatalError | events.FatalError) -> str:
    if isinstance(event, events.FatalError):
        return f"schemathesis stopped: {event.exception!r}"
    return f"{event.label}: {event.value!r}"
