"""Every error the domain raises: a class with a stable code, the facts as attributes and one sentence.

Callers at the edge (`api.http.errors`, `timeline.cli`) turn a class into a status or an exit code; nothing here knows
them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


class TimelineError(Exception):
    """Root of all errors that a user of the service can answer; `str(error)` is one sentence."""

    code: ClassVar[str] = "error"


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in an input: the place (file, line, pointer or parameter) and what is wrong and how to mend it."""

    place: str
    detail: str

    def __str__(self) -> str:
        """Read as `place: detail`."""
        return f"{self.place}: {self.detail}" if self.place else self.detail


class InvalidDate(TimelineError):
    """A text is no date of the accepted notation, or a date value breaks its own rules."""

    code = "invalid-date"

    def __init__(self, text: str, reason: str) -> None:
        """Keep the text as written and the reason as half a sentence."""
        super().__init__(f"{text!r} is not a date we can keep: {reason}")
        self.text = text
        self.reason = reason


class UnresolvedPhrase(TimelineError):
    """A source's words for a time can not be read, or can be read in ways that exclude each other."""

    code = "unresolved-phrase"

    def __init__(self, phrase: str, reason: str, candidates: tuple[str, ...] = ()) -> None:
        """Keep the phrase, the reason and the candidate days (EDTF) among which nobody chose."""
        super().__init__(f"{phrase!r} gives no date: {reason}")
        self.phrase = phrase
        self.reason = reason
        self.candidates = candidates


class UnknownWord(TimelineError):
    """A value is not among the words of its vocabulary."""

    code = "unknown-word"

    def __init__(self, field: str, word: str, allowed: tuple[str, ...]) -> None:
        """Keep the field, the word as written and every allowed word."""
        super().__init__(f"{word!r} is no {field}; allowed: {', '.join(allowed)}")
        self.field = field
        self.word = word
        self.allowed = allowed


class UnknownName(TimelineError):
    """A person, organization, place, topic, source or event is named that nobody has declared."""

    code = "unknown-name"

    def __init__(self, kind: str, name: str, nearest: tuple[str, ...] = ()) -> None:
        """Keep the kind of thing, the name as written and the nearest known names, best first."""
        hint = f"; did you mean {', '.join(nearest)}?" if nearest else ""
        super().__init__(f"no {kind} is called {name!r}{hint}")
        self.kind = kind
        self.name = name
        self.nearest = nearest


class InvalidDocument(TimelineError):
    """A document holds faults; all of them are listed and nothing of it was stored."""

    code = "invalid-document"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep every fault that was found, in the order of the document."""
        first = problems[0] if problems else Problem("", "no problem named")
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(f"{first}{more}")
        self.problems = problems


class InvalidQuery(TimelineError):
    """A query has unknown parameters or values; each is listed with what is allowed."""

    code = "invalid-query"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep one problem for each parameter, its name as the place."""
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = problems


class InvalidCursor(InvalidQuery):
    """A cursor is damaged, or was given out for another query."""

    code = "invalid-cursor"

    def __init__(self) -> None:
        """Name the parameter and the way out."""
        super().__init__((Problem("cursor", "is damaged or belongs to another query; start again without it"),))


class EventNotFound(TimelineError):
    """No event, current or merged, has this id or slug, as far as the asker may know."""

    code = "event-not-found"

    def __init__(self, key: str) -> None:
        """Keep the id or slug as asked."""
        super().__init__(f"no event has the id or slug {key!r}")
        self.key = key


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
        """Keep the kind of entry and the slug as asked."""
        super().__init__(f"no {kind} is called {slug!r}")
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
    """Two events can not be joined: the same event twice, or one of them is gone."""

    code = "invalid-merge"


class ReportNotFound(TimelineError):
    """No report has this id, as far as the asker may know."""

    code = "report-not-found"

    def __init__(self, report_id: str) -> None:
        """Keep the id as asked."""
        super().__init__(f"no report has the id {report_id!r}")
        self.report_id = report_id


class ReportReplaced(TimelineError):
    """The report is not the newest of its record, which alone can be withdrawn."""

    code = "report-replaced"

    def __init__(self, report_id: str, newest_id: str) -> None:
        """Keep the report and the one that has taken its place."""
        super().__init__(f"the newest report of this record is {newest_id!r}; withdraw that one")
        self.report_id = report_id
        self.newest_id = newest_id


class MissingScope(TimelineError):
    """The writer lacks the right to do this."""

    code = "missing-scope"

    def __init__(self, scope: str, problems: tuple[Problem, ...] = ()) -> None:
        """Keep the scope that is asked for, and the places of a document that ask for it."""
        super().__init__(f"this needs a key with the scope {str(scope)!r}")
        self.scope = str(scope)
        self.problems = problems


class PartOfCycle(TimelineError):
    """Filing these reports would make an event a part of itself, or of too long a chain."""

    code = "part-of-cycle"

    def __init__(self, chain: tuple[str, ...], fault: str = "part_of would form a cycle") -> None:
        """Keep the slugs or ids along the way, in a cycle with the first one repeated at the end; none if not told."""
        super().__init__(f"{fault}: {' -> '.join(chain)}" if chain else fault)
        self.chain = chain


class StoreRefused(TimelineError):
    """The database can not be used as it is; the sentence says what to do."""

    code = "store-refused"


class StoreBusy(TimelineError):
    """The database did not answer in time; the same call may succeed later."""

    code = "store-busy"


class InvalidSettings(TimelineError):
    """A setting is missing or has a value that can not be used; the sentence names the variable."""

    code = "invalid-settings"
