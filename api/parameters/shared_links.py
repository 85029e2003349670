"""Query parameters that other services add to an address that is shared, and slugs that they write large.

A subscription is often copied from a mail or a social network: calendar addresses ignore what was added and read slugs
in small letters. Everywhere else both are errors.
"""

from __future__ import annotations

from typing import Final

from werkzeug.datastructures import MultiDict

from api.parameters.table import FILTERS

_ADDED: Final = frozenset(["fbclid", "gclid", "_"])
_ADDED_PREFIX: Final = "utm_"
_SLUGS: Final = frozenset(parameter.name for parameter in FILTERS if parameter.type == "name")


def without_added(args: MultiDict[str, str]) -> MultiDict[str, str]:
    """The parameters without those that sharing adds, and without empty ones; slugs in small letters."""
    return MultiDict(
        [
            (name, value.lower() if name in _SLUGS else value)
            for name, value in args.items(multi=True)
            if value and not _is_added(name)
        ]
    )


def _is_added(name: str) -> bool:
    return name.lower() in _ADDED or name.lower().startswith(_ADDED_PREFIX)
