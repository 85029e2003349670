"""What `q` and `bbox` find: on both engines just what the definition in `model.search` and the map say."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from tests.builders import MAY_1, MAY_2, MAY_3, indexed_event
from tests.timeline.store.views.events import found, store
from timeline.model.query import BoundingBox, EventQuery, PageRequest
from timeline.model.search import matches, read_search, searchable
from timeline.model.sight import Public
from timeline.store.engine.sessions import Engine, read_session, write_session
from timeline.store.views import event_rows, event_view
from timeline.store.views.search import WORDS, has_words

NASTY = (
    "o'hara", "foo-bar", "AND", "a AND b", "NEAR(a b, 3)", "NOT a", "a OR b", "*", "a*", "**", "-", "--", "-a", "--a",
    '"', '""', '"a b', 'a" b', '-"', '-"a b"', '"a b"*', "^a", "words:a", "{words}: a", "a+b", "(a", ")", "a:*",
    "a & b", "a | b", "!a", "<->", "a <-> b", "'", "''", "\\", "%", "_", "a%b", ",", " a , b ", "|", "a|b", "\x00",
    "a\x00b", "\ud800", "ß", "É", "İ", "\u0131", "\N{RIGHT-TO-LEFT OVERRIDE}", "🕊", "?!", "", " \t", "a -a",
    "a" * 10_000, "a " * 5_000, "-a " * 3_000, '"' * 10_000, "-" * 10_000, "*" * 10_000,
    " ".join(f"w{number}" for number in range(2_000)), " ".join(f"x-{number}" for number in range(2_000)),
    " ".join(f"-x-{number}" for number in range(2_000)),
    "近平", "平", "-平", "近", '"近平 G7"', '"平 g7"', "近平G7", "정상", "양 -정", "เนียบ", "ขาว*", "\U00020bb7", "野",
    "\u3164", "近" * 500,
)  # fmt: skip
CORPUS = tuple(
    searchable((line,))
    for line in (
        "",
        "a",
        "b",
        "a b",
        "b a",
        "a x b",
        "ab",
        "foo bar",
        "bar foo",
        "o’Hara",
        "words",
        "ß",
        "x-1 3e5",
        "習近平 G7",
        "近平",
        "평양 정상",
        "ทำเนียบขาว",
        "\U00020bb7野家",
    )
)


def store_words(engine: Engine, lines: Sequence[str]) -> None:
    """Events evt-00, evt-01 and so on with these lines of words, and no others."""
    with write_session(engine) as session:
        event_rows.clear(session)
    store(engine, *(indexed_event(f"evt-{number:02}", words=line) for number, line in enumerate(lines)))


def expected(query: str, lines: Sequence[str]) -> list[str]:
    """What the definition finds among them."""
    search = read_search(query)
    return [f"evt-{number:02}" for number, line in enumerate(lines) if matches(search, line)]


def test_any_text_is_a_search_that_both_engines_answer_as_defined(engine: Engine):
    store_words(engine, CORPUS)

    answers = {query: found(engine, EventQuery(q=query)) for query in NASTY}

    assert answers == {query: expected(query, CORPUS) for query in NASTY}


_WORD = st.sampled_from(
    ("a", "b", "ab", "abc", "é", "ß", "3e5", "o'hara", "x-y", "foo", "foobar", "and", "not", "東京都", "京", "京都a")
)
_TEXT = st.lists(_WORD, max_size=6).map(" ".join)
_LINE = st.lists(_TEXT, max_size=3).map(searchable)
_SIGNS = st.sampled_from((" ", "  ", "-", '"', "*", " -", ' "', '" ', "* ", "AND", "|", "(", ":", "\x00", "“", "”"))
_QUERY = st.lists(_WORD | _SIGNS, max_size=9).map("".join) | st.text(max_size=12)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(_LINE, min_size=1, max_size=6), queries=st.lists(_QUERY, min_size=8, max_size=16))
def test_both_engines_find_what_the_definition_finds(engine: Engine, lines: list[str], queries: list[str]):
    store_words(engine, lines)

    answers = [found(engine, EventQuery(q=query)) for query in queries]

    assert answers == [expected(query, lines) for query in queries]


def test_event_with_very_many_or_very_long_words_is_found_by_each_of_them(engine: Engine):
    many = searchable((" ".join(f"w{number}" for number in range(20_000)),))
    store_words(engine, (many, searchable(("y" * 5_000,)), "a " * 6_000 + "end here"))

    searches = ("w0", "w9999", "w10000", '"w9998 w9999"', "y" * 5_000, "yyy*", '"a end here"', '"a end a"')
    assert [found(engine, EventQuery(q=search)) for search in searches] == [
        ["evt-00"], ["evt-00"], [], ["evt-00"], ["evt-01"], ["evt-01"], ["evt-02"], [],
    ]  # fmt: skip


def test_word_is_found_only_under_the_time_in_which_it_was_shown(engine: Engine):
    store(
        engine,
        indexed_event(known_from=MAY_1, known_to=MAY_2, words="visit to brussels"),
        indexed_event(known_from=MAY_2, known_to=MAY_3, words="visit to skopje"),
        indexed_event(known_from=MAY_3, removed=True, words="visit to skopje"),
    )

    def times(query: str) -> list[bool]:
        return [found(engine, EventQuery(q=query), at=at) == ["evt-a"] for at in (MAY_1, MAY_2, MAY_3)]

    assert [times(query) for query in ("brussels", "skopje", "visit", "-brussels")] == [
        [True, False, False], [False, True, False], [True, True, False], [False, True, False],
    ]  # fmt: skip


def test_removed_event_is_found_by_its_last_words_where_calendars_ask_for_it(engine: Engine):
    store(engine, indexed_event(removed=True, words="visit to skopje"))

    with read_session(engine) as session:
        pages = [
            event_view.find_events(session, EventQuery(q=q), PageRequest(with_removed=True), sight=Public(MAY_2))
            for q in ("skopje", "brussels")
        ]

    assert [[one.event_id for one in page.events] for page in pages] == [["evt-a"], []]


def test_embargoed_event_is_in_no_search_page_or_count_before_its_time(engine: Engine):
    store(engine, indexed_event("evt-open", words="talks"), indexed_event("evt-later", known_from=MAY_3, words="talks"))

    def counted(query: EventQuery) -> list[int | None]:
        with read_session(engine) as session:
            pages = [
                event_view.find_events(session, query, PageRequest(limit=1, with_count=True), sight=Public(at))
                for at in (MAY_2, MAY_3)
            ]
        return [page.count for page in pages]

    assert counted(EventQuery(q="talks")) == [1, 2]
    assert counted(EventQuery(q="-nothing")) == [1, 2]


def test_replaced_and_cleared_words_are_forgotten(engine: Engine):
    store(engine, indexed_event(words="old"))
    store(engine, indexed_event(words="new"))

    assert [found(engine, EventQuery(q=q)) for q in ("old", "new")] == [[], ["evt-a"]]
    with write_session(engine) as session:
        event_rows.clear(session)
    store(engine, indexed_event(words="newest"))
    assert [found(engine, EventQuery(q=q)) for q in ("new", "newest")] == [[], ["evt-a"]]


def test_words_go_with_the_event_whoever_deletes_it(engine: Engine):
    store(engine, indexed_event("evt-a", words="talks"), indexed_event("evt-b", words="talks"))

    with write_session(engine) as session:
        session.execute(text("DELETE FROM event_view WHERE event_id = 'evt-a'"))
    store(engine, indexed_event("evt-c", words="other"))

    assert found(engine, EventQuery(q="talks")) == ["evt-b"]


def test_words_stay_with_their_event_when_the_file_is_rewritten(engine: Engine):
    store(engine, *(indexed_event(f"evt-{number}", words=f"w{number}") for number in range(4)))
    store(engine, indexed_event("evt-1", words="moved"))

    connection = engine.raw_connection()
    try:
        connection.rollback()
        if engine.dialect.name == "postgresql":
            connection.driver_connection.autocommit = True  # type: ignore[union-attr]
        connection.cursor().execute("VACUUM")
    finally:
        connection.invalidate()

    assert [found(engine, EventQuery(q=q)) for q in ("w0", "w1", "moved", "w3")] == [
        ["evt-0"],
        [],
        ["evt-1"],
        ["evt-3"],
    ]


def test_search_begins_with_the_index(engine: Engine):
    store(engine, *(indexed_event(f"evt-{number}", words="talks") for number in range(3)))
    statement = select(WORDS.c.event_id).where(*has_words(read_search('talks "in brussels" minist*')))
    explain = {"sqlite": "EXPLAIN QUERY PLAN ", "postgresql": "EXPLAIN "}[engine.dialect.name]

    with read_session(engine) as session:
        if engine.dialect.name == "postgresql":
            session.execute(text("SET LOCAL enable_seqscan = off"))  # else it reads so small a table whole
        compiled = statement.compile(engine)
        order = compiled.positiontup
        bound = compiled.params if order is None else tuple(compiled.params[name] for name in order)
        plan = " ".join(map(str, session.connection().exec_driver_sql(explain + str(compiled), bound)))

    wanted = {"sqlite": "SEARCH event_words USING INTEGER PRIMARY KEY", "postgresql": "Index Scan on event_search"}
    assert wanted[engine.dialect.name] in plan


ISLANDS = {
    "greenwich": (51.5, 0.0),
    "fiji": (-17.7, 178.0),
    "samoa": (-13.8, -171.8),
    "line": (0.0, 180.0),
    "pole": (90.0, 0.0),
}


@pytest.mark.parametrize(
    ("box", "inside"),
    [
        ((-180, -90, 180, 90), ["fiji", "greenwich", "line", "pole", "samoa"]),
        ((0.0, 51.5, 0.0, 51.5), ["greenwich"]),
        ((0.0, 51.5, 10.0, 60.0), ["greenwich"]),
        ((-10.0, 40.0, 0.0, 51.5), ["greenwich"]),
        ((0.1, 51.5, 10.0, 60.0), []),
        ((170.0, -20.0, -170.0, 0.0), ["fiji", "line", "samoa"]),
        ((178.0, -17.7, -171.8, -13.8), ["fiji", "samoa"]),
        ((178.1, -20.0, -171.9, 10.0), ["line"]),
        ((-170.0, -20.0, 170.0, 0.0), []),
        ((-180.0, -1.0, -179.0, 1.0), ["line"]),
        ((179.0, -1.0, 180.0, 1.0), ["line"]),
        ((180.0, -1.0, -180.0, 1.0), ["line"]),
        ((100.0, 80.0, 110.0, 90.0), ["pole"]),
        ((100.0, 80.0, 110.0, 89.9), []),
    ],
)
def test_box_finds_points_on_its_edges_and_over_the_antimeridian(
    engine: Engine, box: tuple[float, float, float, float], inside: list[str]
):
    store(engine, *(indexed_event(f"evt-{name}", points=(point,)) for name, point in ISLANDS.items()))

    west, south, east, north = box
    query = EventQuery(bbox=BoundingBox(west=west, south=south, east=east, north=north))

    assert found(engine, query) == [f"evt-{name}" for name in inside]


def test_box_finds_an_event_once_if_any_of_its_points_lies_inside_at_that_time(engine: Engine):
    store(
        engine,
        indexed_event("evt-a", known_to=MAY_2, points=((50.85, 4.35), (50.88, 4.43), (42.0, 21.43))),
        indexed_event("evt-a", known_from=MAY_2, points=((42.0, 21.43),)),
        indexed_event("evt-nowhere"),
    )
    belgium = EventQuery(bbox=BoundingBox(west=2.5, south=49.5, east=6.4, north=51.5))

    assert [found(engine, belgium, at=at) for at in (MAY_1, MAY_2)] == [["evt-a"], []]
