"""A name that changes in another language makes no revision, and still moves the calendars in that language."""

from __future__ import annotations

from tests.journeys.test_subscriber import Subscriber, entries_of, subscriber, value
from timeline.ingest.documents import read_document
from timeline.operations.filing.file_reports import file_document

__all__ = ["subscriber"]

FRENCH, GERMAN = "/calendars/all.ics?lang=fr", "/calendars/all.ics?lang=de"


def stamps(reader: Subscriber, feed: str) -> list[str]:
    """DTSTAMP of each entry."""
    return [value(entry, "DTSTAMP") for entry in entries_of(reader.client.get(feed).text).values()]


def last_modified(reader: Subscriber, feed: str) -> str:
    return str(reader.client.get(feed).headers["Last-Modified"])


def rename(reader: Subscriber, names: str) -> None:
    """Brussels gets these names, now."""
    text = f"places: [{{slug: brussels, name: Brussels, country: BE, names: {{{names}}}}}]"
    document = read_document(text.encode(), "names.yaml", recorded_at=reader.now)
    reader.service.write(lambda session: file_document(reader.service.work(session, reader.now), document))


def test_new_name_in_a_language_moves_the_calendars_in_that_language_alone(subscriber: Subscriber):
    subscriber.next_day()
    rename(subscriber, "fr: Bruxelles-Capitale")
    subscriber.next_day()
    german, french = stamps(subscriber, GERMAN), stamps(subscriber, FRENCH)
    modified = last_modified(subscriber, FRENCH)

    rename(subscriber, "fr: Bruxelles")
    subscriber.next_day()

    assert "Bruxelles" in subscriber.client.get(FRENCH).text
    assert all(after > before for before, after in zip(french, stamps(subscriber, FRENCH), strict=True))
    assert stamps(subscriber, GERMAN) == german
    assert last_modified(subscriber, FRENCH) != modified
