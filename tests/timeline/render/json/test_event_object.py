"""The event object as a request wants it: members, additions, names and labels."""

from __future__ import annotations

from dataclasses import replace

import orjson

from tests.builders import a_revision
from tests.timeline.render.builders import CATALOGUE, MINISTERIAL
from tests.timeline.render.stored import stored
from timeline.model.event import PublicRevision
from timeline.model.related import ONLY_CLAIMS, Include, Related
from timeline.render.json.event_object import AS_STORED, ObjectShape, event_object, localizer
from timeline.render.json.event_records import revision_head

ROW = stored(MINISTERIAL)


def test_object_without_any_wish_is_the_stored_one():
    assert event_object(replace(ROW, json=b'{"any":  "bytes"}'), AS_STORED) == b'{"any":  "bytes"}'


def test_fields_leave_in_the_id_and_what_they_name_in_the_usual_order():
    assert event_object(ROW, ObjectShape(fields=("title", "kind"))) == (
        b'{"id":"evt-aaaa","kind":"ministerial","title":"NATO foreign ministers\' meeting; first day, second day"}'
    )


def test_claims_are_added_as_they_are_stored():
    assert event_object(replace(ROW, json=b'{"id":1}', claims=b"[ 2 ]"), AS_STORED, ONLY_CLAIMS) == (
        b'{"id":1,"claims":[ 2 ]}'
    )


def test_additions_come_in_the_order_given_and_no_field_takes_them_away():
    revision = PublicRevision(revision=a_revision(MINISTERIAL), known_from=ROW.known_from, is_shown=True)
    part = replace(ROW, json=b'{"id":"evt-part"}')
    related = Related(
        included=(Include.REVISIONS, Include.PARENTS, Include.PARTS),
        parts={ROW.event_id: (part, part)},
        parents={ROW.event_id: ()},
        revisions={ROW.event_id: (revision,)},
    )

    found = event_object(ROW, ObjectShape(fields=("slug",)), related)

    assert list(orjson.loads(found).items()) == [
        ("id", "evt-aaaa"),
        ("slug", "nato-foreign-ministers-2023-11"),
        ("revisions", [revision_head(revision)]),
        ("parents", []),
        ("parts", [{"id": "evt-part"}] * 2),
    ]


def test_language_adds_labels_and_changes_nothing_else_without_names_in_it():
    localize = localizer(CATALOGUE, "de")

    found = orjson.loads(localize(ROW.json))

    assert found == orjson.loads(ROW.json) | {
        "labels": {"kind": "Ministertreffen", "status": "Abgeschlossen", "rank": None, "mode": None}
    }


def test_language_gives_names_of_the_catalogue_to_places_and_participants():
    place = replace(CATALOGUE.places["brussels"], names=(("de", "Brüssel"),))
    catalogue = replace(CATALOGUE, places={**CATALOGUE.places, "brussels": place})

    found = orjson.loads(localizer(catalogue, "de")(ROW.json))

    stored_members = orjson.loads(ROW.json)
    assert [place["name"] for place in found["where"]] == ["Brüssel"]
    assert found["where"] == [stored_members["where"][0] | {"name": "Brüssel"}]
    assert found["participants"] == stored_members["participants"]


def test_default_language_keeps_the_stored_names():
    found = orjson.loads(localizer(CATALOGUE, "en")(ROW.json))

    assert found == orjson.loads(ROW.json) | {
        "labels": {"kind": "Ministerial meeting", "status": "Completed", "rank": None, "mode": None}
    }
