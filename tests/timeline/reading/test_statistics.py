"""Labels of a statistic, and the instant whose numbers it gives."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.api.documents import HEAD, a_visit, file_text
from tests.timeline.reading.conftest import snapshot_at
from timeline.model.figures.statistics import Group, KeyCount, LabelledStatistic, Statistic, Unit
from timeline.model.query import EventQuery
from timeline.reading.statistics import statistic_of
from timeline.store.engine.sessions import Engine, read_session

MAY_1, MAY_2, JULY_1 = (datetime(2024, month, day, tzinfo=UTC) for month, day in ((5, 1), (5, 2), (7, 1)))
TWO_VISITS = HEAD + a_visit(1) + a_visit(2, who="ben", source="ministry")


def counted(
    engine: Engine, group: Group, *, known_at: datetime | None = None, lang: str = "en", text: str = TWO_VISITS
) -> LabelledStatistic:
    """The events of the document by that group."""
    file_text(engine, text)
    with read_session(engine) as session:
        snapshot = snapshot_at(session, JULY_1, known_at=known_at)
        return statistic_of(snapshot, EventQuery(), group, Unit.EVENTS, lang)


def test_present_numbers_name_the_instant_from_which_they_hold(engine: Engine):
    assert counted(engine, Group.PERSON) == LabelledStatistic(
        group=Group.PERSON,
        unit=Unit.EVENTS,
        statistic=Statistic(rows=(KeyCount("ada", 1), KeyCount("ben", 1)), uncounted=0, is_cut=False),
        labels={"ada": "Ada Example", "ben": "Ben Example"},
        known_at=MAY_2,
    )


def test_earlier_numbers_name_the_instant_of_the_reader(engine: Engine):
    earlier = datetime(2024, 5, 1, 12, tzinfo=UTC)

    statistic = counted(engine, Group.PERSON, known_at=earlier)

    assert (statistic.statistic.rows, statistic.known_at) == ((KeyCount("ada", 1),), earlier)


def test_statistic_of_nothing_holds_from_now(engine: Engine):
    statistic = counted(engine, Group.PERSON, text=HEAD + a_visit(1, extra="private: true"))

    assert (statistic.statistic.rows, statistic.known_at) == ((), JULY_1)


def test_country_takes_its_name_from_a_place_that_public_events_mention(engine: Engine):
    places = "  - {slug: austria, name: Austria, country: AT}\n"
    assert counted(engine, Group.COUNTRY, text=TWO_VISITS.replace("places:\n", f"places:\n{places}")).labels == {
        "AT": "Vienna"
    }


def test_kinds_have_the_words_of_the_language(engine: Engine):
    assert counted(engine, Group.KIND, lang="de").labels["visit"] == "Besuch"


def test_months_have_no_labels(engine: Engine):
    assert counted(engine, Group.MONTH).labels == {}
