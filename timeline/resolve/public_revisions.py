"""The revisions of an event that the public can know, in order of publication, worked out from the log alone.

Log in storing order -> the revision in force at each moment, and the numbers that readers saw and that no revision in
force has any more -> `PublicRevision`. The caller looks up what each one shows among the public states.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from timeline.model.event import PublicRevision, Revision
from timeline.resolve.numbering import in_force_of, seen_of, turns_of


def public_revisions(logged: Sequence[Revision], *, at: datetime) -> tuple[PublicRevision, ...]:
    """Every revision known by `at`, by `known_from`, then as stored; the last one is what is shown at `at`.

    A revision that was replaced before its time was never seen and is left out (R10). One that was seen and then
    replaced for its own time (its report was corrected, re-filed or made private without a later publication) keeps
    its place without content: it followed from what is not said any more.
    """
    turns = [(moment, revision) for moment, revision in turns_of(in_force_of(logged)) if moment <= at]
    shown = [
        PublicRevision(revision=revision, known_from=moment, is_shown=revision.shown is not None)
        for moment, revision in turns
    ]
    numbers = {revision.number for moment, revision in turns_of(in_force_of(logged)) if revision.shown is not None}
    replaced = {
        revision.number: PublicRevision(revision=revision, known_from=revision.known_from, is_shown=False)
        for revision in seen_of(logged)
        if revision.shown is not None and revision.known_from <= at and revision.number not in numbers
    }
    return tuple(sorted([*replaced.values(), *shown], key=lambda found: found.known_from))
