"""Small documents for the API tests, filed the way a user files them."""

from __future__ import annotations

from datetime import UTC, datetime

from timeline.ingest.documents import open_document, read_documents
from timeline.model.writers.write import Write
from timeline.operations.filing.file_reports import file_document
from timeline.operations.work import Work
from timeline.render.settings import RenderSettings
from timeline.store.engine.sessions import Engine, write_session

RECORDED_AT = datetime(2024, 6, 1, tzinfo=UTC)
RENDER = RenderSettings(base_url="https://timeline.example.org", uid_domain="timeline.example.org")

HEAD = """
people: [{slug: ada, name: Ada Example}, {slug: ben, name: Ben Example}]
places:
  - {slug: vienna, name: Vienna, country: AT, latitude: 48.2, longitude: 16.4, time_zone: Europe/Vienna}
sources:
  - {id: wire, publisher: Wire, tier: press, published_at: 2024-05-01}
  - {id: ministry, publisher: Ministry, tier: official, published_at: 2024-05-02}
reports:
"""


def file_text(engine: Engine, text: str, *, recorded_at: datetime = RECORDED_AT) -> None:
    """File a document given as YAML."""
    document = read_documents([open_document(text.encode(), "test.yaml")], recorded_at=recorded_at, sources={})
    with write_session(engine) as session:
        write = Write(recorded_at=recorded_at, author="tests", cause="test")
        file_document(Work(session, RENDER, write), document)


def a_visit(number: int, *, who: str = "ada", extra: str = "", title: str = "", source: str = "wire") -> str:
    """One report of a visit on a day of May 2024, as a list entry of `reports`."""
    return f"""
  - source: {source}
    record: visit-{number}
    event: visit-{number}
    {extra}
    says:
      kind: visit
      status: announced
      title: {title or f'"Visit {number}"'}
      when: {{edtf: "2024-05-{number:02}"}}
      where: [vienna]
      participants: [{{who: {who}, role: traveller, presence: expected}}]
"""


def visits(how_many: int) -> str:
    """A document with that many visits, on the days from 1 May 2024 on."""
    return HEAD + "".join(a_visit(number) for number in range(1, how_many + 1))
