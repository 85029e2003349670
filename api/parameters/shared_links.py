"""Query parameters that other services add to an address that is shared; calendar addresses ignore them.

A subscription is often copied from a mail or a social network. Everywhere else an unknown parameter is an error.
"""

from __future__ import annotations

from typing import Final

from werkzeug.datastructures import MultiDict

_ADDED: Final = frozenset(["fbclid", "gclid", "_"])
_ADDED_PREFIX: Final = "utm_"


def without_added(args: MultiDict[str, str]) -> MultiDict[str, str]:
    """The parameters without those that sharing adds, and without empty ones."""
    return MultiDict([(name, value) for name, value in args.items(multi=True) if value and not _is_added(name)])


def _is_added(name: str) -> bool:
    return name.lower() in _ADDED or name.lower().startswith(_ADDED_PREFIX)
