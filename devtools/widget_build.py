"""Builds the widget's served files from its readable source, by the esbuild that the interop tests have pinned.

`python -m devtools.widget_build` builds `BUILT` of api/static/widget/source into api/static/widget. The built files
are in the repository, so that a machine with nothing but Python serves them; a test holds them to the source.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from devtools.programs import ROOT

WIDGET: Final = ROOT / "api" / "static" / "widget"
SOURCE: Final = WIDGET / "source"
BUILT: Final = {
    "diplomatic-timeline.js": ("element.js", "styles.css"),
    "details.js": ("details.js", "details.css"),
    "lanes.js": ("lanes.js", "lanes.css"),
    "map.js": ("map.js", "map.css"),
}
"""Served file -> where its code begins, and its style sheet."""

_OPTIONS: Final = ("--bundle", "--minify", "--format=esm", "--target=es2024", "--charset=utf8", "--legal-comments=none")


def esbuild_of(node: Path) -> Path:
    """The program in a folder with `node_modules`."""
    return node / "node_modules" / ".bin" / "esbuild"


def build(esbuild: Path, source: Path = SOURCE) -> dict[str, bytes]:
    """The content of each served file. Raises CalledProcessError where the source can not be built."""
    return {served: _built(esbuild, source / code, source / styles) for served, (code, styles) in BUILT.items()}


def _built(esbuild: Path, code: Path, styles: Path) -> bytes:
    css = _run(esbuild, styles, "--minify", "--charset=utf8").decode("utf-8").strip()
    return _run(esbuild, code, *_OPTIONS, f"--define:STYLES={json.dumps(css, ensure_ascii=False)}")


def _run(program: Path, *arguments: str | Path) -> bytes:
    return subprocess.run([program, *arguments], cwd=ROOT, capture_output=True, check=True).stdout


def main(arguments: Sequence[str]) -> int:
    """Write the built files; the folder with `node_modules` may be given."""
    node = Path(arguments[0]) if arguments else ROOT / ".venv-interop" / "node"
    for name, content in build(esbuild_of(node)).items():
        (WIDGET / name).write_bytes(content)
        sys.stdout.write(f"{name}: {len(content)} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
