"""Starts programs in the repository and prints progress; every other module of `devtools` uses it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class SetupFailed(Exception):
    """A command cannot go on; the text says what to do about it."""


def say(text: str) -> None:
    """Print one progress line immediately."""
    sys.stdout.write(f"dev.py: {text}\n")
    sys.stdout.flush()


def run(*command: str | Path, env: dict[str, str] | None = None) -> bool:
    """Run a program in the repository and pass its output through; True if it succeeded."""
    try:
        return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode == 0
    except OSError as error:
        say(f"{command[0]} does not start: {error}")
        return False


def is_successful(*command: str | Path) -> bool:
    """Run a program only for its exit code; True if it succeeded."""
    return subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, check=False).returncode == 0
