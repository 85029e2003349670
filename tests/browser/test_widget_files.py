"""The widget's files: the served ones are what esbuild makes of the source, small, and of no third host."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
from pathlib import Path

import pytest

from devtools.widget_build import SOURCE, build, esbuild_of
from tests.browser.site import WIDGET
from tests.interop import environments

MAX_GZIP_BYTES = {"diplomatic-timeline.js": 15_545, "details.js": 6_400}
"""What each file may weigh for a reader; the list needs no more than the first file to show a plain event."""

WITHOUT_PLURALS = {"zh"}
LANGUAGES = sorted(path.stem for path in (WIDGET / "words").glob("*.json"))


@pytest.fixture(scope="module")
def node() -> Path:
    """The folder in which esbuild and tsc are installed as locked."""
    folder = environments.node_modules()
    if folder is None:
        pytest.skip(f"no esbuild; mend it with: {environments.MEND}")
    return folder


def test_served_files_are_what_esbuild_makes_of_the_source(node: Path):
    built = build(esbuild_of(node))

    stale = [name for name, content in built.items() if (WIDGET / name).read_bytes() != content]
    assert stale == [], "run: python -m devtools.widget_build"


def test_source_agrees_with_its_types(node: Path):
    checked = subprocess.run(
        [node / "node_modules" / ".bin" / "tsc", "-p", SOURCE.parents[3] / "tsconfig.json"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (checked.stdout, checked.returncode) == ("", 0)


@pytest.mark.parametrize("name", sorted(MAX_GZIP_BYTES))
def test_file_stays_small(name: str):
    assert len(gzip.compress((WIDGET / name).read_bytes(), 9)) <= MAX_GZIP_BYTES[name]


def test_source_loads_only_files_of_its_own_folder_and_writes_no_markup():
    sources = {path.name: path.read_text(encoding="utf-8") for path in SOURCE.glob("*.js")}
    asked = [line for text in sources.values() for line in text.splitlines() if "import(" in line]
    static = [one for text in sources.values() for one in re.findall(r"^(?:import|export) .*from '(.*)'", text, re.M)]

    assert [line.strip() for line in asked if "typeof import" not in line] == [
        "const module = await import(String(new URL(`${name}.js`, import.meta.url)))"
    ]
    assert {one for one in static if not re.fullmatch(r"\./[a-z]+\.js", one)} == set()
    assert [name for name, text in sources.items() if "innerHTML" in text or "eval(" in text] == []
    assert [path.name for path in WIDGET.glob("*.js") if path.read_text(encoding="utf-8").startswith("import")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_a_language_cover_every_english_one(language: str):
    table = json.loads((WIDGET / "words" / f"{language}.json").read_text(encoding="utf-8"))
    keys: set[str] = set()
    for name in ("words.js", "details.js"):
        english = (SOURCE / name).read_text(encoding="utf-8").split("const ENGLISH = {")[1].split("\n}\n")[0]
        keys |= {quoted or bare for quoted, bare in re.findall(r"'([a-z]+\.[a-z_-]+)': |\b([a-zA-Z]+): '", english)}

    if language in WITHOUT_PLURALS:
        keys = {key for key in keys if not key.endswith(".one")}
    assert keys - set(table) == set()
    assert len(gzip.compress(json.dumps(table, ensure_ascii=False).encode(), 9)) <= 3072
