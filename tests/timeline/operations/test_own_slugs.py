"""Slugs of records that bring none (RELIABILITY.md E13): of the title and the id, never twice, never without a word."""

from __future__ import annotations

import re
import threading

import pytest

from tests.timeline.operations.conftest import MAY_2, MAY_3, Service, report

SAYS = "kind: visit, status: announced, when: {edtf: 2025-05-20}"


def test_events_of_one_title_have_slugs_of_their_own(service: Service):
    reports = [report("wire", f"r{number}", f"{SAYS}, title: Visit to Brussels") for number in range(60)]

    filed = service.file(*reports, at=MAY_2)

    slugs = {one.slug for one in filed.new}
    assert len(slugs) == 60
    assert all(re.fullmatch(r"visit-to-brussels-[a-z2-7]{8}", slug) for slug in slugs)
    assert set(service.slugs(MAY_3)) == slugs


@pytest.mark.parametrize("title", ["?!", "—", "🕊", "\u200d\u200d", "events", "null", "..", "api"])
def test_title_without_letters_still_gives_a_slug(service: Service, title: str):
    filed = service.file(report("wire", "r", f'{SAYS}, title: "{title}"'), at=MAY_2)

    (slug,) = [one.slug for one in filed.new]
    assert re.fullmatch(r"[a-z]+-[a-z2-7]{8}", slug)
    assert service.event(slug, MAY_3)["title"] == title


def test_concurrent_writers_never_make_the_same_slug_twice(service: Service):
    together = threading.Barrier(4, timeout=30)

    def file(number: int) -> None:
        together.wait()
        service.file(report("wire", f"r{number}", f"{SAYS}, title: Visit to Brussels"), at=MAY_2)

    threads = [threading.Thread(target=file, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    slugs = service.slugs(MAY_3)
    assert (len(slugs), len(set(slugs))) == (4, 4)
