"""`/openapi.json` is valid, and agrees with the router and with the parameters that each address accepts."""

from __future__ import annotations

import re
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from api.http.errors import known_problems
from api.openapi import samples
from api.openapi.operation import Operation
from api.routes.description import OPERATIONS, description_at
from timeline import __version__

PAGES = {
    "site.story", "site.event", "site.pinned", "site.docs", "site.problem", "site.subscribe", "feeds.unknown",
    "pictures.of_query", "pictures.of_trip", "pictures.world_map",
    "site_lists.names", "site_lists.changes", "site_lists.statistics", "site_map.robots", "site_map.sitemap",
    "embeds.builder",
    "static",
}  # fmt: skip
"""Endpoints that the description leaves out, as its introduction says: pages, pictures and unknown calendars."""

ALLOWED = re.compile(r"'.*' is not a parameter of this address; (?:allowed: (.*)|it takes none)")


@pytest.fixture
def document(story) -> dict[str, Any]:
    """The description as it is served."""
    return dict(story.get("/openapi.json").get_json())


def test_description_is_valid_openapi(document):
    assert [str(error) for error in OpenAPIV31SpecValidator(document).iter_errors()] == []


def test_description_names_version_and_base_address(story, document):
    answer = story.get("/openapi.json")

    assert document == description_at("https://timeline.example.org")
    assert (document["openapi"], document["info"]["version"]) == ("3.1.0", __version__)
    assert document["servers"] == [{"url": "https://timeline.example.org"}]
    assert (answer.content_type, answer.headers["Access-Control-Allow-Origin"]) == ("application/json", "*")


def test_description_is_not_sent_twice(story):
    first = story.get("/openapi.json")
    second = story.get("/openapi.json", headers={"If-None-Match": first.headers["ETag"]})

    assert (second.status_code, second.data, second.headers["ETag"]) == (304, b"", first.headers["ETag"])


def test_examples_of_bodies_fit_their_schemas(document):
    contents = [
        answer.get("content", {})
        for methods in document["paths"].values()
        for one in methods.values()
        for answer in (*one["responses"].values(), one.get("requestBody", {}))
    ]
    media = [media for content in contents for media in content.values() if "examples" in media]
    pairs = [(media["schema"], example["value"]) for media in media for example in media["examples"].values()]
    faults = [
        (error.json_path, error.message)
        for schema, value in pairs
        for error in Draft202012Validator({**schema, "components": document["components"]}).iter_errors(value)
    ]

    assert (faults, len(pairs) > 100) == ([], True)


def test_every_problem_is_described_where_it_can_happen(document):
    described = {
        code
        for methods in document["paths"].values()
        for one in methods.values()
        for answer in one["responses"].values()
        for code in answer.get("content", {}).get("application/problem+json", {}).get("examples", ())
    }

    assert set(known_problems()) - described == {
        "method-not-allowed",  # of methods that are not described
        "error",  # the root of all; over HTTP it is internal-error
        "invalid-document",  # over HTTP it is invalid-body
    }


def test_operation_ids_name_methods_of_clients():
    ids = [operation.id for operation in OPERATIONS]

    assert sorted(set(ids)) == sorted(ids)
    assert [one for one in ids if not re.fullmatch(r"[a-z][a-zA-Z]+", one)] == []


def spelled_out(rule: str) -> set[str]:
    """The addresses of a router's rule: one for each word of `any(…)`, `{}` for every other part."""
    either = re.search(r"<any\(([^)]*)\):\w+>", rule)
    if either is None:
        return {re.sub(r"<[^>]+>", "{}", rule)}
    words = (word.strip() for word in either[1].split(","))
    return {path for word in words for path in spelled_out(rule.replace(either[0], word, 1))}


def sample_path(operation: Operation) -> str:
    """The operation's path with an example in each place."""
    path = operation.path
    for parameter in operation.path_parameters:
        path = path.replace(f"{{{parameter.name}}}", parameter.sample)
    return path


def test_every_route_is_described(story):
    routes = {
        (method.lower(), path)
        for rule in story.application.url_map.iter_rules()
        if rule.endpoint not in PAGES
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        for path in spelled_out(rule.rule)
        if not path.endswith("/")  # a calendar address with a slash at its end is another spelling
    }

    assert routes - {(one.method, re.sub(r"\{\w+\}", "{}", one.path)) for one in OPERATIONS} == set()


def test_every_operation_has_a_route(story):
    router = story.application.url_map.bind("timeline.example.org")
    reached = {one.id: router.match(sample_path(one), method=one.method.upper())[0] for one in OPERATIONS}

    assert {name for name, endpoint in reached.items() if endpoint in PAGES} == set()


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)
def test_parameters_described_are_those_the_address_names(story, token, operation):
    headers = {"Accept": "application/json", "Authorization": f"Bearer {token}", "If-Match": '"x"'}
    asked = {"query_string": {"no-such": "1"}, "headers": headers, "json": {}}
    answer = story.open(sample_path(operation), method=operation.method.upper(), **asked)
    if operation.path.startswith("/widget/"):  # files, which ignore the query string
        assert operation.parameters is None
        return
    found = [ALLOWED.fullmatch(error["detail"]) for error in answer.get_json()["errors"]]

    assert (answer.status_code, len(found)) == (422, 1)
    assert found[0] is not None
    assert [one.name for one in operation.parameters] == (found[0][1].split(", ") if found[0][1] else [])


def test_sample_event_is_the_one_that_the_story_gives(story):
    given = story.get(f"/v1/events/{samples.EVENT['slug']}").json

    assert {**given, "updated_at": ""} == {**samples.EVENT, "updated_at": ""}
