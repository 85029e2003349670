"""Who asks: the public, or an insider whose key may write into the log (R10).

key of the request -> `sees_hidden` -> `sight_of`. An insider who gives `known_at` asks what the public knew then.
"""

from __future__ import annotations

from flask import g

from api.parameters.read import Params
from timeline.model.sight import Insider, Sight
from timeline.model.writers.api_key import ApiKey
from timeline.operations.access.rights import Rights


def sees_hidden() -> bool:
    """True if the key of this request may see what is not public: whoever may write into the log."""
    key: ApiKey | None = g.get("api_key")
    return key is not None and Rights(frozenset(key.scopes)).sees_hidden


def sight_of(params: Params) -> Sight:
    """What this request may see."""
    return Insider(params.now) if sees_hidden() and params.known_at is None else params.sight
