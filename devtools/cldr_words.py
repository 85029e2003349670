"""Writes the words of CLDR that phrases are read with: months, weekdays and relative words of eight languages.

`python -m devtools.cldr_words` with the package babel beside it -> timeline/ingest/phrases/languages/cldr.json, a part
of the repository: the service needs no babel, and a newer CLDR changes no reading before somebody looks at it.
Both contexts (in a date, alone) and the widths wide and abbreviated are kept: Slavic months have two cases.
"""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Any, Final

_LANGUAGES: Final = ("fr", "de", "es", "it", "pt", "ru", "uk", "ar")
_FILE: Final = Path(__file__).parent.parent / "timeline" / "ingest" / "phrases" / "languages" / "cldr.json"
_RELATIVE: Final = {
    "day": {
        -2: "day before yesterday",
        -1: "yesterday",
        0: "today",
        1: "tomorrow",
        2: "day after tomorrow",
    },
    "week": {-1: "last week", 0: "this week", 1: "next week"},
    "month": {-1: "last month", 0: "this month", 1: "next month"},
    "year": {-1: "last year", 0: "this year", 1: "next year"},
}


def _forms(names: Any, numbers: range) -> list[list[str]]:
    """All forms of each name, without the full stop of an abbreviation."""
    kept = []
    for number in numbers:
        found = {
            names[context][width][number].rstrip(".")
            for context in ("format", "stand-alone")
            for width in ("wide", "abbreviated")
        }
        kept.append(sorted(found))
    return kept


def _relative(fields: Any) -> dict[str, str]:
    """The relative words and counts, each with the English that the grammar reads; `{n}` is a number."""
    told = {}
    for field, words in _RELATIVE.items():
        named = fields.get(field, {})
        for offset, english in words.items():
            if offset in named.get("relative", {}):
                told[named["relative"][offset]] = english
        for form in named.get("future", {}).values():
            told[form.replace("{0}", "{n}")] = f"in {{n}} {field}s"
        for form in named.get("past", {}).values():
            told[form.replace("{0}", "{n}")] = f"{{n}} {field}s ago"
    return {words: english for words, english in told.items() if "{n}" in words or "{n}" not in english}


def main() -> None:
    """Write the file."""
    core, localedata = import_module("babel.core"), import_module("babel.localedata")
    words = {}
    for language in _LANGUAGES:
        locale = core.Locale.parse(language)
        words[language] = {
            "months": _forms(locale.months, range(1, 13)),
            "weekdays": _forms(locale.days, range(7)),
            "relative": _relative(localedata.load(language)["date_fields"]),
        }
    _FILE.write_text(json.dumps(words, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
