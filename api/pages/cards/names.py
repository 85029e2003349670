"""The usual name of a place, topic or participant; the slug itself where the catalogue has no entry for it."""

from __future__ import annotations

from timeline.model.catalogue.entries import Catalogue


def place_name(slug: str, catalogue: Catalogue) -> str:
    """The place's name, or the slug."""
    return catalogue.places[slug].name if slug in catalogue.places else slug


def topic_name(slug: str, catalogue: Catalogue) -> str:
    """The topic's name, or the slug."""
    return catalogue.topics[slug].name if slug in catalogue.topics else slug


def participant_name(slug: str, catalogue: Catalogue) -> str:
    """The person's or organization's name, or the slug."""
    entry = catalogue.people.get(slug) or catalogue.organizations.get(slug)
    return slug if entry is None else entry.name
