"""The public addresses, one module for each group."""

from __future__ import annotations

from flask import Blueprint

from api.routes import (
    catalogue,
    changes,
    copresence,
    description,
    embeds,
    events,
    feeds,
    health,
    pictures,
    site,
    site_lists,
    site_map,
    statistics,
    submissions,
    trips,
    widget,
    writes,
)


def blueprints() -> tuple[Blueprint, ...]:
    """Every group of addresses."""
    return (
        events.blueprint,
        catalogue.blueprint,
        statistics.blueprint,
        trips.blueprint,
        copresence.blueprint,
        changes.blueprint,
        feeds.blueprint,
        widget.blueprint,
        embeds.blueprint,
        health.blueprint,
        description.blueprint,
        writes.blueprint,
        submissions.blueprint,
        pictures.blueprint,
        site.blueprint,
        site_lists.blueprint,
        site_map.blueprint,
    )
