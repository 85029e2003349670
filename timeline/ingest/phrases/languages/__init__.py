"""Phrases in French, German, Spanish, Italian, Portuguese, Russian, Ukrainian and Arabic (docs/DATES.md rule 12).

plain text -> `in_english` -> the same words in the English of the one grammar, or UnknownWords. The rules stay single:
a language is data (`cldr.json`, which devtools/cldr_words.py writes, and `words/<language>.json` of our own).
"""

from timeline.ingest.phrases.languages.translate import LANGUAGES, UnknownWords, in_english

__all__ = ["LANGUAGES", "UnknownWords", "in_english"]
