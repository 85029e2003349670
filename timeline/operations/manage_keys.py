"""Make and revoke API keys; each change leaves a line in the audit trail.

name, scopes, expiry -> id and 32 random bytes -> the key's text, given back once -> id and SHA-256 stored.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from timeline.errors import UnknownName
from timeline.model.api_key import ALPHABET, ID_LENGTH, SECRET_BYTES, ApiKey, Scope, key_digest, spell_key
from timeline.store import audit_log, keys
from timeline.store.engine import Session


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that was just made; `text` is never to be had again."""

    key: ApiKey
    text: str


def create_key(
    session: Session, name: str, scopes: Collection[Scope], *, expires_at: datetime | None, at: datetime, actor: str
) -> NewKey:
    """Make a key that counts from now until `expires_at` (exclusive, UTC; None = until it is revoked)."""
    key_id = "".join(secrets.choice(ALPHABET) for _ in range(ID_LENGTH))
    text = spell_key(key_id, secrets.token_bytes(SECRET_BYTES))
    key = ApiKey(
        id=key_id,
        name=name,
        scopes=tuple(scope for scope in Scope if scope in scopes),
        created_at=at,
        expires_at=expires_at,
    )
    keys.append_key(session, key, key_digest(text))
    _note(session, key, "create key", at=at, actor=actor)
    return NewKey(key, text)


def revoke_key(session: Session, key_id: str, *, at: datetime, actor: str) -> ApiKey:
    """Let the key count no longer, from this moment on. Raises UnknownName; once revoked it stays as it is."""
    key = keys.find_key(session, key_id)
    if key is None:
        raise UnknownName("key", key_id)
    if key.revoked_at is None:
        keys.revoke(session, key_id, at=at)
        _note(session, key, "revoke key", at=at, actor=actor)
    return keys.find_key(session, key_id) or key


def _note(session: Session, key: ApiKey, action: str, *, at: datetime, actor: str) -> None:
    line = audit_log.AuditLine(
        at=at,
        actor=actor,
        key_id=key.id,
        action=action,
        object=f"{key.id} {key.name}",
        outcome="done",
        reason=f"scopes: {', '.join(key.scopes)}",
    )
    audit_log.append_line(session, line)
