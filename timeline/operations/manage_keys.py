"""Make and revoke API keys; each change leaves a line in the audit trail.

name, scopes, expiry -> id and 32 random bytes -> the key's text, given back once -> id and SHA-256 stored.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from timeline.errors import Problem, UnknownName
from timeline.model.api_key import ALPHABET, ID_LENGTH, SECRET_BYTES, ApiKey, Scope, key_digest, spell_key
from timeline.store.engine.sessions import Session
from timeline.store.logs import api_keys as keys
from timeline.store.logs import audit_log

_CREATE: Final = "create key"
_REVOKE: Final = "revoke key"
_SEALED: Final = "sealed "
"""Before the digest that a new key's line of the audit trail ends with."""
_UNSEALED: Final = ""
"""What keys have that were made before lines had such a digest."""


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
    seal, _ = keys.key_seals(session)[key_id]
    _note(session, key, _CREATE, f"; {_SEALED}{seal}", at=at, actor=actor)
    return NewKey(key, text)


def revoke_key(session: Session, key_id: str, *, at: datetime, actor: str) -> ApiKey:
    """Let the key count no longer, from this moment on. Raises UnknownName; once revoked it stays as it is."""
    key = keys.find_key(session, key_id)
    if key is None:
        raise UnknownName("key", key_id)
    if key.revoked_at is None:
        keys.revoke(session, key_id, at=at)
        _note(session, key, _REVOKE, at=at, actor=actor)
    return keys.find_key(session, key_id) or key


def verify_keys(session: Session) -> tuple[Problem, ...]:
    """One problem for each key that is not what the audit trail says of its making and revocation, or is missing."""
    try:
        held = keys.key_seals(session)
    except audit_log.UNREADABLE:
        return (Problem("api_key", "a row can not be read"),)
    lines = [line for line in audit_log.load_lines(session) if line.action in (_CREATE, _REVOKE) and line.key_id]
    made = {line.key_id: (line.reason or "").partition(_SEALED)[2] for line in lines if line.action == _CREATE}
    revoked = {line.key_id: line.at for line in lines if line.action == _REVOKE}
    differing = {
        key_id
        for key_id, (seal, revoked_at) in held.items()
        if made.get(key_id) not in (seal, _UNSEALED) or revoked_at != revoked.get(key_id)
    }
    found = {key_id: "the key is missing" for key_id in made if key_id is not None and key_id not in held}
    found |= dict.fromkeys(sorted(differing), "the key differs from what the audit trail tells")
    return tuple(Problem(f"api_key {key_id}", fault) for key_id, fault in found.items())


def _note(session: Session, key: ApiKey, action: str, more: str = "", *, at: datetime, actor: str) -> None:
    line = audit_log.AuditLine(
        at=at,
        actor=actor,
        key_id=key.id,
        action=action,
        object=f"{key.id} {key.name}",
        outcome="done",
        reason=f"scopes: {', '.join(key.scopes)}{more}",
    )
    audit_log.append_line(session, line)
