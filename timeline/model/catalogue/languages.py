"""Language tags (BCP 47) as far as the service tells them apart: by language and script, not by region."""

from __future__ import annotations

from typing import Final

DEFAULT_LANGUAGE: Final = "en"
"""The language of a reader who asks for none."""

_SCRIPT_LENGTH: Final = 4


def primary_subtag(tag: str) -> str:
    """The language alone, in lower case: "zh" of "zh-Hant-TW"."""
    return tag.partition("-")[0].lower()


def language_key(tag: str) -> str:
    """Language and script, "zh-hant" of "zh-Hant-TW" and "pt" of "pt-BR": texts with one key are of one language."""
    primary, *others = tag.lower().split("-")
    script = next((part for part in others[:2] if len(part) == _SCRIPT_LENGTH and part.isalpha()), None)
    return primary if script is None else f"{primary}-{script}"


def best_key(lang: str, keys: tuple[str, ...]) -> str | None:
    """Of these keys the one for a reader of the tag: with the same script, else the first of the language; or None."""
    if language_key(lang) in keys:
        return language_key(lang)
    return next((key for key in keys if primary_subtag(key) == primary_subtag(lang)), None)
