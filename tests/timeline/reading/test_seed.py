"""Everything that sources said, as one document."""

from __future__ import annotations

from tests.api.documents import HEAD, a_visit, file_text
from tests.timeline.reading.snapshots import public_at
from timeline.model.report import RecordKey
from timeline.reading.seed import read_seed, slugs_with_another_founder
from timeline.store.engine.sessions import Engine


def test_seed_holds_hidden_reports_under_their_events_and_the_whole_catalogue(engine: Engine):
    hidden = "private: true"
    file_text(engine, HEAD + a_visit(1) + a_visit(2, extra=hidden, source="ministry"))

    with public_at(engine) as snapshot:
        seed = read_seed(snapshot.session)

    assert sorted((one.event, one.report.record_key, one.report.private) for one in seed.filed) == [
        ("visit-1", RecordKey("wire", "visit-1"), False),
        ("visit-2", RecordKey("ministry", "visit-2"), True),
    ]
    assert [source.id for source in seed.sources] == ["ministry", "wire"]
    assert [getattr(entry, "slug", None) for entry in seed.entries] == ["ada", "ben", "vienna"]


def test_seed_holds_the_sources_that_passed_others_on(engine: Engine):
    head = HEAD.replace("id: wire,", "id: wire, via: agency,").replace(
        "sources:", "sources:\n  - {id: agency, publisher: Agency, tier: press, published_at: 2024-04-01}"
    )
    file_text(engine, head + a_visit(1))

    with public_at(engine) as snapshot:
        assert [source.id for source in read_seed(snapshot.session).sources] == ["agency", "wire"]


def test_event_gets_another_id_elsewhere_if_its_founding_record_is_not_the_earliest(engine: Engine):
    file_text(engine, HEAD + a_visit(1, source="ministry") + a_visit(2))
    file_text(engine, HEAD + a_visit(1))

    with public_at(engine) as snapshot:
        seed = read_seed(snapshot.session)

        assert slugs_with_another_founder(snapshot.session, seed.filed) == ("visit-1",)
