"""Counts of the events that match a query, with the names of what is counted by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from timeline.model.catalogue.folders import NamedEntry
from timeline.model.figures.statistics import Group, LabelledStatistic, Unit
from timeline.model.query import EventQuery
from timeline.model.vocabulary import EventKind
from timeline.reading.names.public_names import check_names
from timeline.reading.names.titles import country_names
from timeline.reading.snapshot import Snapshot, view_begins_at
from timeline.render.local_names import local_name
from timeline.render.words.languages import words_of
from timeline.store.views.statistics import count_events


def statistic_of(snapshot: Snapshot, query: EventQuery, group: Group, unit: Unit, lang: str) -> LabelledStatistic:
    """The statistic of the public events that match, with labels in the language (BCP 47).

    Raises InvalidQuery for a name that no public event mentions now (R10).
    """
    check_names(snapshot.session, query, sight=snapshot.present)
    known_at = _known_at(snapshot)
    sight = replace(snapshot.sight, at=known_at)
    statistic = count_events(snapshot.session, query, group, unit, sight=sight)
    if group is Group.COUNTRY:
        places = count_events(snapshot.session, query, Group.PLACE, unit, sight=sight).rows
        labels = country_names(snapshot.catalogue, [row.key for row in places], lang)
    else:
        labels = _labels(snapshot, group, lang)
    return LabelledStatistic(group=group, unit=unit, statistic=statistic, labels=labels, known_at=known_at)


def _known_at(snapshot: Snapshot) -> datetime:
    """The instant of the snapshot if it is an earlier one; else the first one from which the numbers are as now.

    So the numbers that are shown now have an address that still shows them later.
    """
    if snapshot.sight != snapshot.present:
        return snapshot.sight.at
    return view_begins_at(snapshot)


def _labels(snapshot: Snapshot, group: Group, lang: str) -> Mapping[str, str]:
    """What the keys of the group are called; a key without a name has no label."""
    if group is Group.KIND:
        return {str(kind): words_of(lang).kinds[kind] for kind in EventKind}
    catalogue = snapshot.catalogue
    by_group: Mapping[Group, Mapping[str, NamedEntry]] = {
        Group.PLACE: catalogue.places,
        Group.PERSON: catalogue.people,
        Group.ORGANIZATION: catalogue.organizations,
    }
    return {slug: local_name(entry, lang) for slug, entry in by_group.get(group, {}).items()}
