"""Compares bytes with a file of tests/golden; TIMELINE_RENEW_GOLDEN=1 renews them (tests/golden/README.md has how).

After renewing, read the difference in git: every changed byte reaches every subscriber.
"""

from __future__ import annotations

import os
from pathlib import Path

_FOLDER = Path(__file__).parent / "golden"


def assert_golden(name: str, content: bytes) -> None:
    """The content is that of the golden file, byte for byte; written instead of compared when renewing."""
    path = _FOLDER / name
    if os.environ.get("TIMELINE_RENEW_GOLDEN") == "1":
        path.write_bytes(content)
    assert content == path.read_bytes()
