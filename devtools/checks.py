"""The static checks (format, lint, types, imports, dependencies) and the formatters that repair what they can."""

from __future__ import annotations

import shutil
from collections.abc import Sequence

from devtools.environment import Environment
from devtools.programs import ROOT, run, say

Command = tuple[str, ...]

CHECKS: tuple[Command, ...] = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("mypy",),
    ("lint-imports",),
    ("deptry", "."),
)

FAST_CHECKS: tuple[Command, ...] = (*CHECKS[:2], ("mypy",))
"""What `dev.py test --fast` checks; mypy takes two seconds once its cache is warm, the first time most of a minute."""

FIXES: tuple[Command, ...] = (("ruff", "check", "--fix", "."), ("ruff", "format", "."))

PRETTIER_FILES = ("api/static/*.{js,css}", "api/static/widget/source/*.{js,css,ts}", "tests/**/*.{js,mjs,ts}")


def failed_checks(environment: Environment, checks: Sequence[Command] = CHECKS) -> list[str]:
    """Run every check, also after one has failed; the names of those that failed."""
    failed = []
    for program, *arguments in checks:
        name = " ".join((program, *arguments))
        say(name)
        if not run(environment.program(program), *arguments):
            failed.append(name)
            say(f"{name} FAILED")
    return failed


def fix(environment: Environment) -> bool:
    """Repair format and lint as far as the tools can; True if nothing is left for a person to do."""
    done = [run(environment.program(program), *arguments) for program, *arguments in FIXES]
    return all([*done, _format_scripts()])


def _format_scripts() -> bool:
    """Format JavaScript and CSS with prettier where this machine has it; True also where it has not."""
    local = ROOT / "node_modules" / ".bin" / "prettier"
    prettier = str(local) if local.exists() else shutil.which("prettier")
    if prettier is None:
        say("prettier is not installed: JavaScript and CSS are left as they are")
        return True
    return run(prettier, "--write", "--log-level", "warn", *PRETTIER_FILES)
