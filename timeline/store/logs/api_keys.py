"""API keys in the database: id, name, scopes and the SHA-256 of the whole key, never the key.

key text -> `verify` -> the key's row by id, digests compared in constant time -> `ApiKey`, or None whatever was wrong.
An unknown or misspelled key takes the same steps as a known one, and is compared with a digest that no key has.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Row, insert, or_, select, update
from sqlalchemy.orm import Session

from timeline.model.writers.api_key import ApiKey, Scope, id_of, key_digest
from timeline.store.logs.write_log import row_digest
from timeline.store.tables import ApiKeyRow, table_of

_KEYS = table_of(ApiKeyRow)
_NO_DIGEST: Final = "0" * 64
_NO_ID: Final = ""
_FIXED: Final = ("id", "digest", "name", "scopes", "created_at", "expires_at")
"""The columns of a key that never change; the audit trail holds a digest of them (`key_seals`)."""

_SCOPES: Final[Mapping[str, Scope | None]] = {
    "write": Scope.EDIT,
    "embargo": None,
    **{scope.value: scope for scope in Scope},
}
"""The scope behind each stored word. Keys made before there was `edit` keep their row, which is sealed: what was
`write` is `edit` and sees what is hidden; `embargo` alone allowed nothing.
"""


def append_key(session: Session, key: ApiKey, digest: str) -> None:
    """Store a new key. An id that exists already is an error of the database."""
    values = {
        "id": key.id,
        "digest": digest,
        "name": key.name,
        "scopes": " ".join(key.scopes),
        "created_at": key.created_at,
        "expires_at": key.expires_at,
        "revoked_at": key.revoked_at,
        "last_used_on": key.last_used_on,
    }
    session.execute(insert(_KEYS), [values])


def find_key(session: Session, key_id: str) -> ApiKey | None:
    """The key with this id, also if it is expired or revoked."""
    row = session.execute(select(_KEYS).where(_KEYS.c.id == key_id)).first()
    return None if row is None else _key_of(row)


def list_keys(session: Session) -> tuple[ApiKey, ...]:
    """Every key, oldest first."""
    return tuple(_key_of(row) for row in session.execute(select(_KEYS).order_by(_KEYS.c.created_at, _KEYS.c.id)))


def verify(session: Session, text: str, *, at: datetime) -> ApiKey | None:
    """The key with this text, if there is one and it is valid at that moment."""
    row = session.execute(select(_KEYS).where(_KEYS.c.id == (id_of(text) or _NO_ID))).first()
    is_equal = hmac.compare_digest(key_digest(text), _NO_DIGEST if row is None else row.digest)
    if row is None or not is_equal:
        return None
    key = _key_of(row)
    return key if key.is_valid_at(at) else None


def key_seals(session: Session) -> dict[str, tuple[str, datetime | None]]:
    """For each key's id a digest of its unchanging columns, and the instant of its revocation."""
    columns = [_KEYS.c[name].label(f"fixed_{name}") for name in _FIXED]
    rows = session.execute(select(_KEYS.c.revoked_at, *columns)).all()
    return {row.fixed_id: (row_digest(_KEYS, row._asdict() | {"revoked_at": None}), row.revoked_at) for row in rows}


def revoke(session: Session, key_id: str, *, at: datetime) -> None:
    """Make the key invalid from this moment. A key that was revoked before stays as it is."""
    session.execute(update(_KEYS).where(_KEYS.c.id == key_id, _KEYS.c.revoked_at.is_(None)).values(revoked_at=at))


def note_use(session: Session, key_id: str, day: date) -> None:
    """Record that the key was used on that day (UTC), unless a later day is recorded."""
    is_older = or_(_KEYS.c.last_used_on.is_(None), _KEYS.c.last_used_on < day)
    session.execute(update(_KEYS).where(_KEYS.c.id == key_id, is_older).values(last_used_on=day))


def _scopes_of(words: str) -> tuple[Scope, ...]:
    """The scopes behind the stored words, in the order of `Scope`."""
    held = {_SCOPES[word] for word in words.split()}
    return tuple(scope for scope in Scope if scope in held)


def _key_of(row: Row[Any]) -> ApiKey:
    return ApiKey(
        id=row.id,
        name=row.name,
        scopes=_scopes_of(row.scopes),
        created_at=row.created_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        last_used_on=row.last_used_on,
    )
