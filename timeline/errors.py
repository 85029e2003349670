"""Every error that the domain raises: a class with a stable code, the facts as attributes and a one-sentence message.

The callers at the edge (`api.http.errors`, `timeline.cli`) map a class to an HTTP status or an exit code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


class TimelineError(Exception):
    """Root of all errors that a user of the service can act on; `str(error)` is one sentence."""

    code: ClassVar[str] = "error"


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in an input: its place (file, line, pointer or parameter), what is wrong and how to repair it."""

    place: str
    detail: str

    def __str__(self) -> str:
        """Written as `place: detail`, or as the detail alone if there is no place."""
        return f"{self.place}: {self.detail}" if self.place else self.detail


class InvalidDate(TimelineError):
    """A text is not in the date notation, or a date contradicts itself."""

    code = "invalid-date"

    def __init__(self, text: str, reason: str) -> None:
        """Keep the text as written and the reason, which continues the message after a colon."""
        super().__init__(f"{text!r} is not a valid date or time: {reason}")
        self.text = text
        self.reason = reason


class UnresolvedPhrase(TimelineError):
    """A source's words for a time cannot be read, or can be read in ways that exclude each other."""

    code = "unresolved-phrase"

    def __init__(self, phrase: str, reason: str, candidates: tuple[str, ...] = ()) -> None:
        """Keep the phrase, the reason and the possible dates (EDTF), if there are any to choose from."""
        super().__init__(f"{phrase!r} gives no date: {reason}")
        self.phrase = phrase
        self.reason = reason
        self.candidates = candidates


class UnknownWord(TimelineError):
    """A value is not among the words of its vocabulary."""

    code = "unknown-word"

    def __init__(self, field: str, word: str, allowed: tuple[str, ...]) -> None:
        """Keep the field, the word as written and every allowed word."""
        super().__init__(f"{word!r} is not a valid {field}; allowed: {', '.join(allowed)}")
        self.field = field
        self.word = word
        self.allowed = allowed


class UnknownName(TimelineError):
    """A document names a person, organization, place, topic, source or event that is not declared anywhere."""

    code = "unknown-name"

    def __init__(self, kind: str, name: str, nearest: tuple[str, ...] = ()) -> None:
        """Keep the kind of thing, the name as written and the nearest known names, best first."""
        hint = f"; did you mean {', '.join(nearest)}?" if nearest else ""
        super().__init__(f"there is no {kind} {name!r}{hint}")
        self.kind = kind
        self.name = name
        self.nearest = nearest


class InvalidDocument(TimelineError):
    """A document has faults; all of them are listed and nothing of the document was stored."""

    code = "invalid-document"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep every fault, in the order of the document."""
        first = problems[0] if problems else Problem("", "the document is not valid")
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(f"{first}{more}")
        self.problems = problems


class InvalidQuery(TimelineError):
    """A query has unknown parameters or values; each is listed with the allowed ones."""

    code = "invalid-query"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep one problem for each parameter, with the parameter's name as its place."""
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = problems


class InvalidCursor(InvalidQuery):
    """A cursor is damaged or belongs to another query."""

    code = "invalid-cursor"

    def __init__(self) -> None:
        """Name the parameter and what to do."""
        super().__init__((Problem("cursor", "is damaged or belongs to another query; start again without it"),))


class EventNotFound(TimelineError):
    """No event that is visible to the client, current or merged, has this id or slug."""

    code = "event-not-found"

    def __init__(self, key: str) -> None:
        """Keep the id or slug as requested."""
        super().__init__(f"there is no event with the id or slug {key!r}")
        self.key = key


class EventGone(EventNotFound):
    """The event with this id or slug was public and is not any more."""

    code = "event-gone"

    def __init__(self, key: str) -> None:
        """Keep the id or slug as asked."""
        super().__init__(key)
        self.args = (f"the event {key!r} is not public any more",)


class EventMoved(TimelineError):
    """The event with this id or slug was merged into another one, which is public (R14)."""

    code = "event-moved"

    def __init__(self, key: str, slug: str) -> None:
        """Keep the id or slug as asked, and the slug of the event that it was merged into."""
        super().__init__(f"the event {key!r} was merged into {slug!r}")
        self.key = key
        self.slug = slug


class CatalogueEntryNotFound(TimelineError):
    """No visible catalogue entry has this slug."""

    code = "catalogue-entry-not-found"

    def __init__(self, kind: str, slug: str) -> None:
        """Keep the kind of entry and the slug as requested."""
        super().__init__(f"there is no {kind} {slug!r}")
        self.kind = kind
        self.slug = slug


class FeedNotFound(TimelineError):
    """No calendar feed has this name."""

    code = "feed-not-found"

    def __init__(self, folder: str = "", nearest: tuple[str, ...] = ()) -> None:
        """Keep the public names of the folder that are nearest to the one asked for, best first."""
        super().__init__("no calendar feed has this name")
        self.folder = folder
        self.nearest = nearest


class InvalidRuling(TimelineError):
    """A ruling names a property or a claim that the event does not have."""

    code = "invalid-ruling"


class InvalidMerge(TimelineError):
    """Two events cannot be merged: they are the same event, or one of them no longer exists."""

    code = "invalid-merge"


class InvalidSplit(TimelineError):
    """The records cannot be split off: none is named, one is not filed under the event, or none would remain."""

    code = "invalid-split"


class RulingNotFound(TimelineError):
    """There is no ruling with this id, or its event is not visible to the client."""

    code = "ruling-not-found"

    def __init__(self, ruling_id: str) -> None:
        """Keep the id as requested."""
        super().__init__(f"there is no ruling with the id {ruling_id!r}")
        self.ruling_id = ruling_id


class ReportNotFound(TimelineError):
    """No report that is visible to the client has this id."""

    code = "report-not-found"

    def __init__(self, report_id: str) -> None:
        """Keep the id as requested."""
        super().__init__(f"there is no report with the id {report_id!r}")
        self.report_id = report_id


class ReportReplaced(TimelineError):
    """The report is not the newest of its record; only the newest can be withdrawn."""

    code = "report-replaced"

    def __init__(self, report_id: str, newest_id: str) -> None:
        """Keep the report and the one that replaced it."""
        super().__init__(f"the newest report of this record is {newest_id!r}; withdraw that one")
        self.report_id = report_id
        self.newest_id = newest_id


class SubmissionNotFound(TimelineError):
    """No submission has this id, or it came with another key than that of the reader."""

    code = "submission-not-found"

    def __init__(self, submission_id: str) -> None:
        """Name what was asked for."""
        self.submission_id = submission_id
        super().__init__(f"there is no submission {submission_id!r}")


class SubmissionDecided(TimelineError):
    """The submission was taken or refused before."""

    code = "submission-decided"

    def __init__(self, submission_id: str, decision: str) -> None:
        """Name the submission and what was decided."""
        self.submission_id = submission_id
        self.decision = decision
        super().__init__(f"submission {submission_id!r} was {decision} before; a decision is not changed")


class TooManySubmissions(TimelineError):
    """As many submissions of one key wait as may wait at once."""

    code = "too-many-submissions"

    def __init__(self, most: int) -> None:
        """Name the limit."""
        self.most = most
        super().__init__(f"{most:,} submissions of this key wait for an editor; send more when some are decided")


class MissingScope(TimelineError):
    """The client's key does not have the scope that this request needs."""

    code = "missing-scope"

    def __init__(self, scope: str, problems: tuple[Problem, ...] = ()) -> None:
        """Keep the needed scope and the places of a document that need it."""
        super().__init__(f"this request needs a key with the scope {str(scope)!r}")
        self.scope = str(scope)
        self.problems = problems


class PartOfCycle(TimelineError):
    """Filing these reports would make an event a part of itself, or make a chain of `part_of` too long."""

    code = "part-of-cycle"

    def __init__(self, chain: tuple[str, ...], fault: str = "part_of would form a cycle") -> None:
        """Keep the slugs or ids of the chain, with the first one repeated at the end of a cycle; none if hidden."""
        super().__init__(f"{fault}: {' -> '.join(chain)}" if chain else fault)
        self.chain = chain


class StoreRefused(TimelineError):
    """The database cannot be used in its present state; the message says what to do."""

    code = "store-refused"


class StoreBusy(TimelineError):
    """The database did not respond in time; the same request may succeed later."""

    code = "store-busy"


class InvalidSettings(TimelineError):
    """A setting is missing or has an invalid value; the message names the environment variable."""

    code = "invalid-settings"
