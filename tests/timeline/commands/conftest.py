"""Runs the program as a user does, on a database of its own for each test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from timeline.cli import main

Timeline = Callable[..., Result]

STORY = """\
people: [{slug: jane-doe, name: Jane Doe}]
places: [{slug: geneva, name: Geneva, country: CH}]
sources: [{id: wire, publisher: The Wire, tier: press, published_at: 2024-03-01}]
reports:
  - source: wire
    record: talks
    event: geneva-talks
    says:
      kind: meeting
      status: announced
      title: Talks in Geneva
      when: {phrase: next Thursday, dateline: 2024-03-01}
      where: [geneva]
      participants: [{who: jane-doe, role: attendee}]
"""


@pytest.fixture
def timeline(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Timeline:
    """A function that runs the program with these arguments, on each engine."""
    monkeypatch.setenv("TIMELINE_DATABASE_URL", database_url)
    for name in ("PUBLIC_URL", "UID_DOMAIN", "HOST", "PORT", "WORKERS"):
        monkeypatch.delenv(f"TIMELINE_{name}", raising=False)
    return lambda *arguments, **more: CliRunner().invoke(main, [str(one) for one in arguments], **more)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A file with one report on one event."""
    path = tmp_path / "story.yaml"
    path.write_text(STORY)
    return path
