"""Titles and summaries: by the language of their source (R3), and summaries only while they agree with the status."""

from __future__ import annotations

import pytest

from tests.timeline.resolve.builders import (
    CATALOGUE,
    correction,
    day,
    history,
    relations,
    report,
    resolve,
    ruling,
    source,
)
from timeline.model.catalogue.languages import best_key, language_key
from timeline.model.event import Event
from timeline.model.vocabulary import Relation
from timeline.render.local_names import in_language

ENGLISH = source("reuters", language="en")
FRENCH = source("congo-ministry", "official", language="fr")
SPANISH = source("efe", "press", language="es-ES")


def read_in(lang: str, event: Event) -> tuple[str | None, str | None]:
    """Title and summary as a reader of the language gets them."""
    local, _ = in_language(event, CATALOGUE, lang)
    return local.title, local.summary


def test_a_title_in_another_language_replaces_no_english_one_and_contradicts_nothing():
    event = resolve(report(ENGLISH, title="Mass at Ndolo"), report(FRENCH, title="Messe de Ndolo", at=9))

    assert (event.title, event.titles) == ("Mass at Ndolo", (("fr", "Messe de Ndolo"),))
    assert event.contested == ()
    assert relations(event, "title") == {"reuters": Relation.SHOWN, "congo-ministry": Relation.AGREES}


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("en", "Mass at Ndolo"), ("en-GB", "Mass at Ndolo"), ("fr", "Messe de Ndolo"), ("fr-CD", "Messe de Ndolo"),
        ("es", "Misa en Ndolo"), ("ja", "Mass at Ndolo"), ("de", "Mass at Ndolo"),
    ],
)  # fmt: skip
def test_a_reader_gets_the_title_of_the_language_or_else_the_english_one(lang, title):
    event = resolve(
        report(ENGLISH, title="Mass at Ndolo"),
        report(FRENCH, title="Messe de Ndolo"),
        report(SPANISH, title="Misa en Ndolo"),
    )

    assert read_in(lang, event) == (title, None)


def test_without_an_english_title_the_best_ranked_of_any_language_is_shown():
    event = resolve(report(SPANISH, title="Misa en Ndolo", at=9), report(FRENCH, title="Messe de Ndolo", at=2))

    assert (event.title, event.titles) == ("Messe de Ndolo", (("es", "Misa en Ndolo"),))
    assert [read_in(lang, event)[0] for lang in ("en", "es", "fr")] == [
        "Messe de Ndolo", "Misa en Ndolo", "Messe de Ndolo",
    ]  # fmt: skip


def test_each_language_has_its_best_ranked_title():
    event = resolve(
        report(ENGLISH, title="Mass"),
        report(source("le-monde", language="fr"), title="Une messe", at=12),
        report(FRENCH, title="Messe de Ndolo", at=2),
    )

    assert event.titles == (("fr", "Messe de Ndolo"),)
    assert event.contested == ()


def test_titles_of_one_language_contradict_each_other_as_before():
    event = resolve(report(FRENCH, title="Messe de Ndolo"), report(source("le-monde", language="fr-FR"), title="Adieu"))

    assert (event.title, event.contested) == ("Messe de Ndolo", ("title",))


def test_a_source_without_a_language_counts_as_one_in_the_default_language():
    event = resolve(report("wire", "unverified", title="Mass"), report(FRENCH, title="Messe de Ndolo"))

    assert (event.title, event.titles) == ("Mass", (("fr", "Messe de Ndolo"),))


def test_a_ruling_shows_the_title_it_names_whatever_its_language():
    english, french = report(ENGLISH, title="Mass"), report(FRENCH, title="Messe de Ndolo")

    event = resolve(english, french, rulings=(ruling("title", french, at=day(20)),))

    assert (event.title, event.titles) == ("Messe de Ndolo", ())


def test_a_corrected_title_is_shown_in_no_language():
    french = report(FRENCH, title="Messe de Lolo")
    fixed = correction(french, "title", title="Mass at Ndolo")

    event = resolve(french, fixed)

    assert (event.title, event.titles) == ("Mass at Ndolo", ())


def test_two_scripts_are_two_languages_and_two_regions_are_one():
    assert [language_key(tag) for tag in ("pt-BR", "pt", "zh-Hant-TW", "sr-Latn", "EN-gb")] == [
        "pt", "pt", "zh-hant", "sr-latn", "en",
    ]  # fmt: skip
    assert [best_key(tag, ("zh-hans", "zh-hant")) for tag in ("zh-Hant-HK", "zh-TW", "ja")] == [
        "zh-hant", "zh-hans", None,
    ]  # fmt: skip


@pytest.mark.parametrize("calls_off", ["cancelled", "postponed", "withdrawn"])
def test_summary_of_a_plan_disappears_when_the_event_is_called_off(calls_off):
    plan = report("ministry", "official", status="announced", summary="She will meet the king.", at=2)
    end = report("ministry", "official", status=calls_off, record="r2", at=9)

    assert resolve(plan).summary == "She will meet the king."
    event = resolve(plan, end)

    assert (event.status, event.summary, event.contested) == (calls_off, None, ())
    assert relations(event, "summary") == {"ministry": Relation.SUPERSEDED}


def test_summary_of_a_plan_gives_way_to_the_outcome_even_where_that_has_none():
    event = resolve(
        report("ministry", "official", status="announced", summary="She will meet the king.", at=2),
        report("court", "record", status="completed", at=9),
    )

    assert (event.summary, relations(event, "summary")) == (None, {"ministry": Relation.PLANNED})


def test_summary_stays_while_the_status_only_grows_firmer():
    event = resolve(
        report("wire", status="reported", summary="A visit is being prepared.", at=2),
        report("ministry", "official", status="confirmed", at=9),
    )

    assert event.summary == "A visit is being prepared."


def test_summary_of_a_report_without_a_status_falls_when_it_is_older_than_the_cancellation():
    silent = report("wire", summary="She will meet the king.", at=2)
    end = report("ministry", "official", status="cancelled", at=9)
    later = report("wire", record="r2", summary="The king is ill.", at=10)

    assert resolve(silent, end).summary is None
    assert resolve(silent, end, later).summary == "The king is ill."


def test_summary_in_each_language_follows_the_status_too():
    event = resolve(
        report(ENGLISH, status="announced", summary="He will say mass.", at=2),
        report(FRENCH, status="announced", summary="Il dira la messe.", at=2),
        report(FRENCH, status="cancelled", record="r2", summary="La messe est annul\u00e9e.", at=9),
    )

    assert (event.summary, event.summaries) == ("La messe est annul\u00e9e.", ())
    assert read_in("fr", event) == (None, "La messe est annul\u00e9e.")


def test_a_ruling_keeps_a_summary_that_the_status_would_drop():
    plan = report("ministry", status="announced", summary="She will meet the king.", at=2)
    end = report("ministry", status="cancelled", record="r2", at=9)

    assert resolve(plan, end, rulings=(ruling("summary", plan, at=day(20)),)).summary == "She will meet the king."


def test_summary_disappears_when_every_record_is_withdrawn():
    said = report("wire", title="A visit", summary="She will meet the king.", at=2)

    found = history(said, report("wire", withdrawn=True, at=9))

    assert [(state.event.status, state.event.summary) for state in found if state.event] == [
        (None, "She will meet the king."), ("withdrawn", None),
    ]  # fmt: skip
