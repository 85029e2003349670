"""The tables of a person's page in words: trips by year, stays by country, who was at the same places."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from timeline.model.figures.copresence import COPRESENCE_LABEL
from timeline.model.figures.statistics import Group, LabelledStatistic, Unit, counting_rule
from timeline.reading.pages.person_figures import Met, read_person_figures
from timeline.reading.snapshot import Snapshot
from timeline.render.words.date_words import day_words


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row: a name with the address of its events, and its values."""

    name: str
    href: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: its caption, the headings of its columns, its rows, and how they are counted."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[TableRow, ...]
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonTables:
    """The tables that have rows."""

    tables: tuple[Table, ...]


def person_tables(snapshot: Snapshot, slug: str) -> PersonTables:
    """The tables of this person."""
    figures = read_person_figures(snapshot, slug)
    person = quote(slug, safe="")
    tables = (
        _counts("Trips by year", ("Year", "Trips"), figures.trips, f"/?person={person}&year=", by_key=True),
        _counts("Countries", ("Country", "Stays"), figures.stays, f"/?person={person}&country="),
        _met_table(figures.met),
    )
    return PersonTables(tables=tuple(table for table in tables if table.rows))


def rule_words(unit: Unit, group: Group) -> str:
    """The counting rule for readers, without the marks around the API's own words."""
    return counting_rule(unit, group).replace("`", "")


def _counts(
    caption: str, headings: tuple[str, str], labelled: LabelledStatistic, address: str, *, by_key: bool = False
) -> Table:
    rows = labelled.statistic.rows
    ordered = sorted(rows, key=lambda row: row.key, reverse=True) if by_key else rows
    return Table(
        caption=caption,
        headings=headings,
        rows=tuple(
            TableRow(
                name=labelled.labels.get(row.key, row.key),
                href=f"{address}{quote(row.key, safe='')}",
                values=(str(row.value),),
            )
            for row in ordered
        ),
        rule=rule_words(labelled.unit, labelled.group),
    )


def _met_table(met: tuple[Met, ...]) -> Table:
    rows = (
        TableRow(
            name=one.name,
            href=f"/people/{quote(one.slug, safe='')}",
            values=(str(one.times), day_words(one.last_day)),
        )
        for one in met
    )
    return Table(
        caption="At the same place on the same days",
        headings=("Person", "Times", "Last"),
        rows=tuple(rows),
        rule=f"{COPRESENCE_LABEL} Counted for those who share most events.",
    )
