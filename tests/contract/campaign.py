"""Tests the application against its own description: schemathesis with every check.

Application + seed + number of examples -> schemathesis' engine (examples, coverage, fuzzing; in this process) ->
`Outcome`: the number of requests, and every failed check as text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final
from unittest.mock import patch

import orjson
import schemathesis
from flask import Flask
from schemathesis.core.failures import AcceptedNegativeData, Failure, ServerError
from schemathesis.engine import events, from_schema
from schemathesis.openapi.checks import RejectedPositiveData
from schemathesis.transport.wsgi import WSGI_TRANSPORT

from tests.api.conftest import SETTINGS

UNLIMITED: Final = SETTINGS.model_copy(update={"reads_per_minute": 0, "writes_per_minute": 0})
"""Settings without rate limits."""

MEANT: Final = re.compile(
    r"no public event has the \w+ '.*'; /v1/\S+ lists those there are"  # a name can look right and be nobody's
    r"|'.*' is not allowed; `known_at` cannot lie in the future"
    r"|'.*' is not a date; write it as 2023-11-28|'.*' is not a time; write .*"  # 30 February has the form of a day
    r"|'.*' is not a bounding box; south lies above north"
    r"|`from` lies after `to`"
    r"|`wait` cannot be combined with `until`"
    r"|`\w+` applies to a `person` or an `organization`; give one of them"
    r"|'\w+' is available only with (include=\w+|`lang`)"
    r"|has to be given at least twice \(`organization` counts as well\), both together at most 10 times"
    r"|at most 100 values can be given in one request"
    r"|is damaged or belongs to another query; start again without it"
)
"""Refusals of single values or combinations that the schema of one parameter cannot express."""

_MEANT_OF_WRITES: Final = (
    "/problems/precondition-failed",  # a tag that no event has now
    "/problems/idempotency-key-reused",
    "/problems/invalid-body",  # names and days of a document
    "/problems/invalid-ruling",
)

_NETWORK_ONLY: Final = ("max_redirects", "verify", "cert")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one run."""

    requests: int
    failures: tuple[str, ...]


def run_campaign(
    app: Flask, *, seed: int, examples: int, token: str, has_coverage: bool = True, only: Collection[str] = ()
) -> Outcome:
    """Test every operation (or `only` those ids) with about that many generated requests each.

    `has_coverage`: also test the boundaries of every parameter, alone and combined; they do not depend on the seed.
    """
    config = _config(seed, examples, token, has_coverage=has_coverage)
    schema = schemathesis.openapi.from_wsgi("/openapi.json", app, config=config)
    schema.hook(filter_failure)
    requests, failures = 0, dict[str, None]()
    with patch.object(WSGI_TRANSPORT, "send", _send_in_process(WSGI_TRANSPORT.send)):
        for event in from_schema(schema.include(operation_id=list(only)) if only else schema).execute():
            if isinstance(event, events.NonFatalError | events.FatalError):
                failures[_error(event)] = None
            if isinstance(event, events.ScenarioFinished):
                requests += len(event.recorder.interactions)
                failures |= dict.fromkeys(_failures(event))
    return Outcome(requests, tuple(failures))


def filter_failure(
    _context: object, failure: Failure, case: schemathesis.Case[Any], response: schemathesis.Response
) -> bool:
    """False for behaviour that is correct although a check cannot know it."""
    if isinstance(failure, ServerError) and response.status_code == HTTPStatus.NOT_IMPLEMENTED:
        return case.path != "/oembed"  # what oEmbed 1.0 asks for another format
    if isinstance(failure, RejectedPositiveData):
        return not _is_meant_refusal(case, response)
    if isinstance(failure, AcceptedNegativeData) and case.path == "/embed":
        return "" not in (case.query or {}).values()  # an empty form field counts as absent
    if isinstance(failure, AcceptedNegativeData):
        return not _is_calendar(case.path)  # its address may arrive with what sharing added, and with empty values
    return True


def _is_calendar(path: str) -> bool:
    return path.startswith("/calendars/") or path.endswith((".ics", ".jcal.json"))


def _is_meant_refusal(case: schemathesis.Case[Any], response: schemathesis.Response) -> bool:
    """True if the request has the right form and is refused for its meaning."""
    if response.headers["content-type"][0] != "application/problem+json":
        return case.path == "/embed" and response.status_code == 422  # the same in HTML
    problem = orjson.loads(response.content)
    if case.method == "POST" and problem["type"] in _MEANT_OF_WRITES:
        return True
    return bool(problem["errors"]) and all(MEANT.fullmatch(error["detail"]) for error in problem["errors"])


def _config(seed: int, examples: int, token: str, *, has_coverage: bool) -> schemathesis.Config:
    return schemathesis.Config.from_dict(
        {
            "seed": seed,
            "continue-on-failure": True,
            "headers": {
                "Accept-Encoding": "identity",
                "Authorization": f"Bearer {token}",
            },  # nothing decodes bodies here
            "generation": {"max-examples": examples, "no-shrink": True},
            "checks": {"missing_required_header": {"expected-statuses": ["400", "401", "403", "406", "422", "428"]}},
            "phases": {"stateful": {"enabled": False}, "coverage": {"enabled": has_coverage}},
        }
    )


def _send_in_process(send: Any) -> Any:
    """`send` without the options of a network client, which schemathesis' check of keys passes to this one too."""

    def send_in_process(*arguments: Any, **options: Any) -> Any:
        return send(*arguments, **{name: value for name, value in options.items() if name not in _NETWORK_ONLY})

    return send_in_process


def _failures(event: events.ScenarioFinished) -> Iterable[str]:
    for case_id, checks in event.recorder.checks.items():
        for check in checks:
            if check.failure_info is not None:
                response = event.recorder.interactions[case_id].response
                body = "" if response is None else response.content[:600].decode("utf-8", "replace")
                failure = check.failure_info.failure
                said = f"{event.recorder.label}: {failure.title}: {failure.message}"
                yield "\n".join((said, check.failure_info.code_sample, body))


def _error(event: events.NonFatalError | events.FatalError) -> str:
    if isinstance(event, events.FatalError):
        return f"schemathesis stopped: {event.exception!r}"
    return f"{event.label}: {event.value!r}"
