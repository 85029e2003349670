"""The public revisions of an event in order of publication, from the log alone.

log in storing order -> the revision in force at each moment, and revisions that were public once but whose number no
revision in force has any more -> `PublicRevision`. The caller looks up the content among the public states.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from timeline.model.event import PublicRevision, Revision
from timeline.resolve.numbering import revisions_in_force, seen_revisions, transitions_of


def public_revisions(logged: Sequence[Revision], *, at: datetime) -> tuple[PublicRevision, ...]:
    """Every public revision up to `at`, by `known_from`, then in storing order; the last one is the state at `at`.

    A revision that was replaced before its time was never public and is left out (R10). A revision that was public and
    then replaced for its own time (its report was corrected, re-filed or made private without a later publication)
    keeps its place without content, because its reports no longer say so.
    """
    transitions = tuple(transitions_of(revisions_in_force(logged)))
    shown = [
        PublicRevision(revision=revision, known_from=moment, is_shown=revision.shown is not None)
        for moment, revision in transitions
        if moment <= at
    ]
    numbers = {revision.number for _, revision in transitions if revision.shown is not None}
    replaced = {
        revision.number: PublicRevision(revision=revision, known_from=revision.known_from, is_shown=False)
        for revision in seen_revisions(logged)
        if revision.shown is not None and revision.known_from <= at and revision.number not in numbers
    }
    return tuple(sorted([*replaced.values(), *shown], key=lambda revision: revision.known_from))
