"""Finds what texts cite of our pages and names of the code, for `tests/test_docs_pages.py`.

A text of the repository -> its words (of Python only comments and strings) -> `citations` -> what is not in `docs/`.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
DOCS: Final = ROOT / "docs"

_FENCE: Final = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_HEADING: Final = re.compile(r"^#+ (.+)$", re.MULTILINE)
_PAGE: Final = re.compile(r"(?<![\w.-])((?:[\w.-]+/)*[A-Z]{4,}\.md)\b")
_ELSEWHERE: Final = re.compile(r"\b(?:DESIGN|STYLE|STACK|FACTS)\b(?=\.md| section| \d)|(?<![\w/])shared[/]")
_RULE: Final = re.compile(r"\bR(\d{1,2})\b")
_NUMBERED: Final = re.compile(
    r"\b(FEEDS|DATES|WIDGET)(?:\.md)?,? (?:rules? )?(\d+(?:\.\d+)?(?:(?:,| to| and|, and) \d+(?:\.\d+)?)*)"
)
_QUOTED: Final = re.compile(r'\b(FEEDS|DATES|WIDGET|RELIABILITY)(?:\.md)?(?: \d+)?, "([^"]+)"')
_RELIABILITY: Final = re.compile(
    r"\bRELIABILITY(?:\.md)?,? ((?:finding \d+|[A-K]\d{1,2}|T\d{1,2}|\d\.\d{1,2}|,| |-|to|and)+)"
)
_ROW: Final = re.compile(r"finding \d+|[A-KT]\d{1,2}|\d\.\d{1,2}")
_ROW_IN_BRACKETS: Final = re.compile(r"(?<= )\(([A-K]\d{1,2})\)")
_FINDING: Final = re.compile(r"\bfinding \d+")
_BACKTICKED: Final = re.compile(r"`([^`\n]+)`")
_DOTTED: Final = re.compile(r"(?:timeline|api|devtools)(?:\.\w+)+")
_PATH: Final = re.compile(
    r"(?:timeline|api|tests|docs|devtools|data|seeds|requirements)/[\w./*-]*|(?:dev|conftest)\.py"
)


def words_of(path: Path) -> str:
    """The part of a file that people read: of Python its comments and strings, else all of it, on one line each."""
    text = path.read_text("utf-8")
    return " ".join(_python_words(text)) if path.suffix == ".py" else text


def _python_words(text: str) -> Iterator[str]:
    wanted = {tokenize.COMMENT, tokenize.STRING, getattr(tokenize, "FSTRING_MIDDLE", tokenize.STRING)}
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type in wanted:
            yield " ".join(token.string.split())


def missing_citations(text: str, folder: Path = ROOT) -> list[str]:
    """Whatever the text cites that no page of ours has, in the order of the text; `folder` is where it stands."""
    text = re.sub(r"\s+", " ", text)
    missing = [page for page in _PAGE.findall(text) if not _is_page(page, folder)]
    missing += [match[0] for match in _ELSEWHERE.finditer(text)]
    missing += [f"R{number}" for number in _RULE.findall(text) if f"R{number}" not in rules()]
    for page, numbers in _NUMBERED.findall(text):
        missing += [f"{page} {number}" for number in _numbers(numbers) if number not in numbered(page)]
    missing += [f'{page}, "{heading}"' for page, heading in _QUOTED.findall(text) if heading not in headings(page)]
    cited = [row for rows in _RELIABILITY.findall(text) for row in _ROW.findall(rows)]
    cited += [*_ROW_IN_BRACKETS.findall(text), *_FINDING.findall(text)]
    return [*missing, *(row for row in cited if row not in reliability())]


def _numbers(cited: str) -> list[str]:
    """The numbers of "8 to 10" or "5 and 7": the ends of a range stand for what lies between."""
    return re.findall(r"\d+(?:\.\d+)?", cited)


def _is_page(page: str, folder: Path) -> bool:
    """True if a page of this name exists: a path in the repository, beside the text, or in `docs/`."""
    return any((place / page).is_file() for place in (ROOT, folder, DOCS))


def pages() -> list[Path]:
    """Every page of text in the repository that people write."""
    places = [*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *ROOT.glob("seeds/*.md"), *ROOT.glob("data/*.md")]
    return sorted([*places, *ROOT.glob("tests/**/README.md")])


@cache
def text_of(page: str) -> str:
    """The text of a page in `docs/`, without its examples of code."""
    return _FENCE.sub("", (DOCS / f"{page}.md").read_text("utf-8"))


@cache
def headings(page: str) -> frozenset[str]:
    """The headings of a page, without their numbers."""
    return frozenset(re.sub(r"^[\d.]+ ", "", heading) for heading in _HEADING.findall(text_of(page)))


@cache
def numbered(page: str) -> frozenset[str]:
    """The numbers that a page gives: of headings ("### 5. …") and of rules in a list ("3. …")."""
    return frozenset(re.findall(r"^(?:#+ )?(\d+(?:\.\d+)?)\.? ", text_of(page), re.MULTILINE))


@cache
def rules() -> tuple[str, ...]:
    """The rules in the order of their page."""
    return tuple(re.findall(r"^## (R\d+): ", text_of("RULES"), re.MULTILINE))


@cache
def reliability() -> frozenset[str]:
    """What can be cited of the page on reliability: rows, findings, sections and goals."""
    rows = re.findall(r"^\| (finding \d+|[A-KT]\d{1,2}) \|", text_of("RELIABILITY"), re.MULTILINE)
    return frozenset([*rows, *re.findall(r"^#+ (\d\.\d{1,2}) ", text_of("RELIABILITY"), re.MULTILINE)])


def names_in(page: Path) -> Iterator[str]:
    """Modules, functions, files and folders that a page names in backticks."""
    for name in _BACKTICKED.findall(_FENCE.sub("", page.read_text("utf-8"))):
        if _DOTTED.fullmatch(name) or _PATH.fullmatch(name):
            yield name


def is_there(name: str) -> bool:
    """True if the file, folder, module or name in a module exists; `*` stands for any name."""
    if "/" in name or name.endswith(".py"):
        return any(ROOT.glob(name.rstrip("/")))
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        place = ROOT.joinpath(*parts[:length])
        module = next((file for file in (place.with_suffix(".py"), place / "__init__.py") if file.is_file()), None)
        if module is not None:
            return _defines(ast.parse(module.read_text("utf-8")).body, parts[length:])
    return ROOT.joinpath(*parts).is_dir()


def _defines(body: list[ast.stmt], names: list[str]) -> bool:
    """True if the module, and the class in it, defines or imports the names."""
    if not names:
        return True
    for node in body:
        if names[0] in _defined(node):
            return len(names) == 1 or (isinstance(node, ast.ClassDef) and _defines(node.body, names[1:]))
    return False


def _defined(node: ast.stmt) -> set[str]:
    if isinstance(node, ast.ClassDef | ast.FunctionDef):
        return {node.name}
    if isinstance(node, ast.Import | ast.ImportFrom):
        return {alias.asname or alias.name for alias in node.names}
    if isinstance(node, ast.AnnAssign):
        return {node.target.id} if isinstance(node.target, ast.Name) else set()
    targets = node.targets if isinstance(node, ast.Assign) else []
    return {target.id for target in targets if isinstance(target, ast.Name)}


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    found = _HEADING.findall(_FENCE.sub("", page.read_text("utf-8")))
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in found}
