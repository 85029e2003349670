"""The unit of work: what it gives to operations, and that nothing is loaded twice."""

from __future__ import annotations

import pytest

from tests.timeline.operations.conftest import CATALOGUE, MAY_2, MAY_3, Service, report
from timeline.ingest.documents import read_document
from timeline.model.catalogue.entries import Catalogue
from timeline.operations.filing.file_reports import file_document
from timeline.operations.rebuild import rebuild
from timeline.store.engine.sessions import Session
from timeline.store.logs import catalogue_log
from timeline.store.logs.catalogue_log import load_catalogue

VISIT = "kind: visit, status: announced, title: Visit, when: {edtf: 2025-06-10}, where: [geneva]"
NEW_NAMES = """
people: [{slug: ana-novak, name: Ana Novák}]
organizations: [{slug: un, name: United Nations}]
offices: [{person: ana-novak, office: Envoy, body: un, first_day: 2025-01-01}]
places: [{slug: geneva, name: Geneva, country: CH, time_zone: Europe/Zurich}]
"""


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[Catalogue]:
    """Every catalogue that was loaded from the store."""
    loaded: list[Catalogue] = []

    def load(session: Session) -> Catalogue:
        loaded.append(load_catalogue(session))
        return loaded[-1]

    monkeypatch.setattr(catalogue_log, "load_catalogue", load)
    return loaded


def test_filing_loads_the_catalogue_once(service: Service, loads: list[Catalogue]):
    names = f"{NEW_NAMES}reports:\n{report('wire', 'a', VISIT, event='visit')}"

    service.load(names.encode(), at=MAY_2)

    assert len(loads) == 1
    assert service.event("visit", MAY_2)["where"][0]["name"] == "Geneva"


def test_rebuild_loads_the_catalogue_once(service: Service, loads: list[Catalogue]):
    service.file(report("wire", "a", VISIT.replace("geneva", "brussels"), event="visit"), at=MAY_2)
    loads.clear()

    service.write(lambda session: rebuild(service.work(session, MAY_3)))

    assert len(loads) == 1


def test_kept_catalogue_is_the_one_that_the_store_holds_after_new_entries(service: Service):
    document = read_document(NEW_NAMES.encode(), "names.yaml", recorded_at=MAY_2)

    def file_and_compare(session: Session) -> tuple[Catalogue, Catalogue]:
        work = service.work(session, MAY_2)
        file_document(work, document)
        return work.catalogue, load_catalogue(session)

    kept, stored = service.write(file_and_compare)

    assert kept == stored
    assert kept.people["ana-novak"].name == "Ana Novák"


def test_failed_filing_leaves_the_kept_catalogue_of_its_own_work_only(service: Service, loads: list[Catalogue]):
    service.load(NEW_NAMES.encode(), at=MAY_2, dry_run=True)

    service.load(CATALOGUE.encode(), at=MAY_3)

    assert ["geneva" in catalogue.places for catalogue in loads] == [False, False]
