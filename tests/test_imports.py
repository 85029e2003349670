"""The import rules: what the design allows to know what. The contracts stand in pyproject.toml."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).parent.parent
CONFIGURATION = ROOT / "pyproject.toml"

VIOLATION = """
[tool.importlinter]
root_packages = ["timeline", "api"]

[[tool.importlinter.contracts]]
name = "Imports point the wrong way"
type = "layers"
layers = ["timeline.errors", "timeline.model"]
"""


def test_every_import_contract_holds() -> None:
    assert lint_imports(config_filename=str(CONFIGURATION), no_cache=True) == EXIT_STATUS_SUCCESS


def test_contract_that_the_code_breaks_is_noticed(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(VIOLATION, "utf-8")

    assert lint_imports(config_filename=str(wrong), no_cache=True) != EXIT_STATUS_SUCCESS


def test_command_line_starts_without_loading_the_web_framework() -> None:
    program = "import sys, timeline.cli; print(sorted({'flask', 'werkzeug', 'api'} & sys.modules.keys()))"

    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


def test_package_runs_as_a_module_like_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "timeline", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert "python -m timeline" in done.stdout
    assert "explain" in done.stdout
