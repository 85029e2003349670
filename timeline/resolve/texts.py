"""Titles and summaries: the one place that decides which of them a reader of each language gets.

claims -> by the language of their source -> each language resolved by itself (R3 to R5) -> the title for a reader of
the default language, and those of further languages. A source that does not name its language counts as one in the
default language. A summary is shown only while its report agrees with the shown status. `render.local_names` chooses.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from timeline.model.catalogue.languages import DEFAULT_LANGUAGE, language_key
from timeline.model.report import Report
from timeline.model.vocabulary import CALLS_OFF, Phase, Relation, Status
from timeline.resolve.claims import Claim, SpeakingReports
from timeline.resolve.comparison import STATUSES, TEXT
from timeline.resolve.dependence import fate, set_back
from timeline.resolve.ranking import rank
from timeline.resolve.single import Judged, Resolved, resolve_single

TEXT_PROPERTIES: Final = frozenset({"title", "summary"})
"""The properties whose claims belong to a language."""

_NOT_AT_ODDS: Final = frozenset({Relation.SHOWN, Relation.REFINED, Relation.CONTRADICTS})
"""Relations inside a language that say no more than "agrees" about the shown value of another language."""


@dataclass(frozen=True, slots=True)
class ResolvedText:
    """`main` is what a reader of the default language sees, with every claim in whatever language.

    `others` has (language, text) for every further language, in alphabetical order.
    """

    main: Resolved[str]
    others: tuple[tuple[str, str], ...]


def resolve_titles(speaking: SpeakingReports) -> ResolvedText:
    """The titles of the event."""
    return _resolve_text(speaking, speaking.claims_of("title", lambda report: report.says.title), {})


def resolve_summaries(speaking: SpeakingReports, status: Resolved[Status]) -> ResolvedText:
    """The summaries, of reports that agree with the resolved status only."""
    claims = speaking.claims_of("summary", lambda report: report.says.summary)
    return _resolve_text(speaking, claims, _out_of_date(claims, status))


def language_of_report(report: Report) -> str:
    """The language in which the report's texts count."""
    return language_key(report.source.language) if report.source.language else DEFAULT_LANGUAGE


def _resolve_text(
    speaking: SpeakingReports, claims: Sequence[Claim[str]], out_of_date: Mapping[str, Relation]
) -> ResolvedText:
    by_language: dict[str, list[Claim[str]]] = {}
    for claim in sorted(claims, key=rank):
        by_language.setdefault(language_of_report(claim.report), []).append(claim)
    resolved = {lang: resolve_single(speaking, own, TEXT, out_of_date) for lang, own in by_language.items()}
    chosen = _for_default_reader(resolved)
    if chosen is None:
        judged = tuple(one for own in resolved.values() for one in own.judged)
        return ResolvedText(Resolved(shown=None, judged=_in_rank(judged)), ())
    judged = tuple(one if lang == chosen else _beside(one) for lang, own in resolved.items() for one in own.judged)
    others = {lang: own.shown.value for lang, own in resolved.items() if own.shown and lang != chosen}
    others.pop(DEFAULT_LANGUAGE, None)  # only a ruling shows another language where there is a text in this one
    return ResolvedText(replace(resolved[chosen], judged=_in_rank(judged)), tuple(sorted(others.items())))


def _for_default_reader(resolved: Mapping[str, Resolved[str]]) -> str | None:
    """The language shown: of a ruling, else the default one, else of the best-ranked text; None without any text."""
    shown = {lang: own.shown for lang, own in resolved.items() if own.shown}
    best = min(shown, key=lambda lang: rank(shown[lang]), default=None)
    if best is None or shown[best].ruling is not None:
        return best
    return DEFAULT_LANGUAGE if DEFAULT_LANGUAGE in shown else best


def _beside(judged: Judged[str]) -> Judged[str]:
    """The claim as seen from the text of another language: two languages never contradict each other."""
    return replace(judged, relation=Relation.AGREES) if judged.relation in _NOT_AT_ODDS else judged


def _in_rank(judged: Iterable[Judged[str]]) -> tuple[Judged[str], ...]:
    return tuple(sorted(judged, key=lambda one: rank(one.claim)))


def _out_of_date(claims: Iterable[Claim[str]], status: Resolved[Status]) -> Mapping[str, Relation]:
    """By report id, the relation of summaries whose report does not agree with the shown status (R5).

    A report without a status agrees, unless it is older than a word that the event does not take place or is over, or
    speaks of the plan of an event that has begun.
    """
    shown = status.shown
    if shown is None:
        return {}
    telling = {judged.claim.report.id for judged in status.judged}
    silent = (claim for claim in claims if claim.report.id not in telling and _is_outdated(claim, shown))
    agrees = set_back(status, lambda one, other: STATUSES.is_equal(one, other) or STATUSES.is_compatible(one, other))
    return {**agrees, **{claim.report.id: fate(claim, shown) for claim in silent}}


def _is_outdated(claim: Claim[str], shown: Claim[Status]) -> bool:
    if claim.phase is Phase.PLAN and shown.phase is Phase.OUTCOME:
        return True
    return shown.value in CALLS_OFF and claim.heard.at < shown.heard.at
