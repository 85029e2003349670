"""The pages of the repository and what cites them: every rule, page, heading, row, module and link leads somewhere."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.citations import (
    DOCS,
    ROOT,
    anchors,
    is_there,
    missing_citations,
    names_in,
    pages,
    reliability,
    rules,
    text_of,
    words_of,
)
from tests.reliability_rows import ROWS

READ_BY_PEOPLE = {".css", ".html", ".js", ".md", ".mjs", ".py", ".toml", ".ts", ".yaml", ".yml"}
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def cited_files() -> list[Path]:
    """Every text that git knows or will know: code, tests, templates, configuration and pages."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    files = (ROOT / name for name in listing.split("\0") if name)
    return [file for file in files if file.suffix in READ_BY_PEOPLE and file.is_file()]


def is_made_later(name: str) -> bool:
    """True for what git ignores because a running service makes it, such as the database."""
    command = ["git", "-c", "safe.directory=*", "check-ignore", "--quiet", name]
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def test_rules_are_r1_to_r15_in_order() -> None:
    assert rules() == tuple(f"R{number}" for number in range(1, 16))


@pytest.mark.parametrize("rule", [f"R{number}" for number in range(1, 16)])
def test_rule_names_the_code_that_holds_it_and_a_test(rule: str) -> None:
    section = text_of("RULES").partition(f"## {rule}: ")[2].partition("\n## ")[0]

    assert re.search(r"^Code: `timeline\.", section, re.MULTILINE)
    assert re.search(r"Test:\s`tests/", section)


def test_whatever_is_cited_is_in_the_pages_of_this_repository() -> None:
    cited = {
        file.relative_to(ROOT).as_posix(): missing_citations(words_of(file), file.parent) for file in cited_files()
    }

    assert {name: missing for name, missing in cited.items() if missing} == {}


def test_every_module_function_and_file_that_a_page_names_exists() -> None:
    named = {page.relative_to(ROOT).as_posix(): sorted(set(names_in(page))) for page in pages()}
    missing = {
        page: [name for name in names if not is_there(name) and not is_made_later(name)]
        for page, names in named.items()
    }

    assert {page: names for page, names in missing.items() if names} == {}


def test_every_link_between_pages_leads_to_a_page_and_a_heading() -> None:
    broken = [
        (page.relative_to(ROOT).as_posix(), link)
        for page in pages()
        for link in _LINK.findall(page.read_text("utf-8"))
        if "://" not in link and not _leads_somewhere(page, link)
    ]

    assert broken == []


def _leads_somewhere(page: Path, link: str) -> bool:
    name, _, anchor = link.partition("#")
    target = page.parent / name if name else page
    return target.exists() and (not anchor or anchor in anchors(target))


def test_every_decision_is_in_the_list_of_decisions() -> None:
    listed = set(_LINK.findall((DOCS / "decisions" / "README.md").read_text("utf-8")))

    assert listed == {page.name for page in (DOCS / "decisions").glob("*.md")} - {"README.md"}


def test_every_tested_row_of_reliability_is_on_its_page() -> None:
    assert [row.id for row in ROWS if row.id not in reliability()] == []


@pytest.mark.parametrize(
    ("word", "cited", "missing"),
    [
        ("R", "({0}3 to {0}5)", []),
        ("R", "{0}3, {0}99", ["{0}99"]),
        ("FEEDS", "as docs/{0}.md says, and {0} 5 and 7", []),
        ("FEEDS", "{0}.md 8 to 10, {0} 77", ["{0} 77"]),
        ("FEEDS", '{0}.md, "Window and size"; {0}, "Nothing"', ['{0}, "Nothing"']),
        ("DATES", "{0} rule 3, {0} rule 44", ["{0} 44"]),
        ("RELIABILITY", "{0} E11, D1-D6 and 5.2; {0}, finding 9", []),
        ("RELIABILITY", "{0} D8 to D99", ["D99"]),
        ("K7", "as in ({0}7)", ["{0}7"]),
        ("finding", "half of them ({0} 88)", ["{0} 88"]),
        ("NOWHERE", "docs/{0}.md", ["docs/{0}.md"]),
        ("DESIGN", "{0} section 4", ["{0}"]),
    ],
)
def test_citation_is_read_and_compared_with_the_page(word: str, cited: str, missing: list[str]) -> None:
    assert missing_citations(cited.format(word)) == [one.format(word) for one in missing]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("timeline.model.report.Report.phase", True),
        ("timeline.model.report.Report.nothing", False),
        ("timeline.model.report.nothing", False),
        ("timeline.nothing", False),
        ("tests/test_docs_pages.py", True),
        ("tests/nothing.py", False),
    ],
)
def test_name_is_there_if_the_module_defines_it(name: str, expected: bool) -> None:  # noqa: FBT001 - a column
    assert is_there(name) is expected
