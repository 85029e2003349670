"""The page /docs: each word of a vocabulary has a sentence and an anchor, each parameter a row; each example works."""

from __future__ import annotations

import pytest

from api.http.errors import known_problems
from api.http.limits.published import PUBLISHED
from api.pages.docs.examples_table import EXAMPLES
from api.pages.docs.words import KINDS, LEVELS, MODES, PRESENCES, RANKS, RELATIONS, ROLES, STATUSES, TIERS
from api.parameters.table import FEED_PARAMETERS, FILTERS, FORM_LIST_PARAMETERS, LIST_PARAMETERS
from tests.api.test_site import Reader, read
from timeline.model.vocabulary import EventKind, Level, Mode, Presence, Rank, Relation, Role, Status, Tier
from timeline.render.forms.table import FORMS
from timeline.render.links import Links


@pytest.mark.parametrize(
    ("name", "vocabulary", "sentences"),
    [
        ("kind", EventKind, KINDS), ("status", Status, STATUSES), ("tier", Tier, TIERS), ("role", Role, ROLES),
        ("presence", Presence, PRESENCES), ("relation", Relation, RELATIONS),
        ("rank", Rank, RANKS), ("mode", Mode, MODES), ("level", Level, LEVELS),
    ],
)  # fmt: skip
def test_docs_explain_every_word_under_its_anchor(story, name, vocabulary, sentences):
    page = read(story, "/docs")
    anchors = [attributes["id"] for _, attributes in page.tags if "id" in attributes]

    assert list(sentences) == list(vocabulary)
    assert [anchor for anchor in anchors if anchor in {f"{name}-{word}" for word in vocabulary}] == [
        f"{name}-{word}" for word in vocabulary
    ]
    shown = page.text.replace(" ", "")
    assert [one for one in sentences.values() if one.replace("`", "").replace(" ", "") not in shown] == []


@pytest.mark.parametrize("kind", EventKind)
def test_concept_of_a_calendar_entry_leads_to_its_kind(story, kind):
    path, _, anchor = Links("").concept_url(kind).partition("#")

    assert f'id="{anchor}"' in story.get(path).text


def test_docs_list_every_parameter_of_the_query_and_the_feeds(story):
    html = story.get("/docs").text

    assert {part.partition('"')[0] for part in html.split('id="parameter-')[1:]} == {
        parameter.name for parameter in (*LIST_PARAMETERS, *FEED_PARAMETERS)
    }


def test_docs_say_which_forms_accept_a_parameter(story):
    sections = story.get("/docs").text.split("<h3 id=")
    named = {
        section.split('"')[1]: [part.partition('"')[0] for part in section.split('id="parameter-')[1:]]
        for section in sections
    }

    every_form, of_json = named["paging"], named["members"]
    assert [form.suffix for form in FORMS if {one.name for one in FORM_LIST_PARAMETERS} != filters(every_form)] == []
    assert {one.name for one in LIST_PARAMETERS} == filters(every_form) | set(of_json)


def filters(more: list[str]) -> set[str]:
    """The names of the filters, and these."""
    return {one.name for one in FILTERS} | set(more)


def test_docs_link_to_every_problem(story):
    linked = {address for address in read(story, "/docs").addresses() if address.startswith("/problems/")}

    assert linked == {f"/problems/{code}" for code in known_problems()}
    assert {story.get(address).status_code for address in linked} == {200}


def examples(service) -> list[str]:
    """The paths of the page's commands."""
    first = service.get("/docs").text.partition('id="ten-examples"')[0]
    commands = [line for line in Reader(first).texts if line.startswith("curl ")]
    return [command.removeprefix("curl 'https://timeline.example.org").removesuffix("'") for command in commands]


def test_examples_of_the_docs_work_against_this_service(story):
    paths = examples(story)

    assert len(paths) == 8
    assert [story.get(path).status_code for path in paths] == [200] * len(paths)


def test_examples_of_an_empty_service_work_too(client):
    paths = examples(client)

    assert len(paths) == 4
    assert [client.get(path).status_code for path in paths] == [200] * len(paths)


def test_header_of_every_page_links_to_the_docs(story):
    assert "/docs" in read(story, "/").addresses()


def test_docs_print_the_ten_examples_for_this_service(story):
    shown = [text.strip() for text in read(story, "/docs").texts]

    assert [one.file for one in EXAMPLES if one.shown_at("https://timeline.example.org") not in shown] == []


def test_docs_show_every_operation_and_shape_of_the_description(story):
    document = story.get("/openapi.json").get_json()
    anchors = {attributes["id"] for _, attributes in read(story, "/docs").tags if "id" in attributes}
    operations = [one["operationId"] for methods in document["paths"].values() for one in methods.values()]
    wanted = {f"operation-{one}" for one in operations} | {
        f"shape-{name}" for name in document["components"]["schemas"]
    }

    assert wanted - anchors == set()


def test_docs_and_description_state_every_published_limit(story):
    words = [f"{row.figure:,} {row.unit}" for row in PUBLISHED]
    page, description = read(story, "/docs").text, story.get("/openapi.json").get_json()["info"]["description"]

    assert [one for one in words if one not in page or f"| {one} |" not in description] == []


def test_every_link_inside_the_docs_leads_somewhere(story):
    page = read(story, "/docs")
    anchors = {attributes["id"] for _, attributes in page.tags if "id" in attributes}

    assert {address for address in page.addresses() if address.startswith("#")} - {
        f"#{one}" for one in anchors
    } == set()


def test_docs_need_no_script(story):
    scripts = [attributes for tag, attributes in Reader(story.get("/docs").text).tags if tag == "script"]

    assert scripts == [{"type": "application/ld+json"}]  # which runs nothing
