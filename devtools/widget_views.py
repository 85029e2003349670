"""The views of the widget as they are served: `source/NAME.js` in `api/static/widget` -> esbuild -> `NAME.js` there.

`npm install --no-save esbuild`, then `python -m devtools.widget_views`. The results are in the repository, so that a
checkout and the package need no JavaScript tools; their first line has the hash of the source, which a test compares.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from devtools.programs import ROOT, SetupFailed, run, say

WIDGET: Final = ROOT / "api" / "static" / "widget"
VIEWS: Final = ("lanes", "map")
ESBUILD: Final = ROOT / "node_modules" / ".bin" / "esbuild"


def banner(source: Path) -> str:
    """The first line of what is built from a source."""
    return f"/* source {hashlib.sha256(source.read_bytes()).hexdigest()[:16]} */"


def build(name: str) -> None:
    """Minify one view. Raises SetupFailed without esbuild."""
    source, target = WIDGET / "source" / f"{name}.js", WIDGET / f"{name}.js"
    options = ("--minify", "--charset=utf8", "--format=esm", "--target=es2023", f"--banner:js={banner(source)}")
    if not run(ESBUILD, source, *options, f"--outfile={target}", "--log-level=warning"):
        raise SetupFailed(f"{name}.js is not built: npm install --no-save esbuild")
    say(f"{target.name}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    for view in VIEWS:
        build(view)
