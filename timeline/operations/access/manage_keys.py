"""Make, check and revoke API keys. Each change of a key leaves a line in the audit trail.

name, scopes, expiry -> id and 32 random bytes -> the key's text, returned once -> id and SHA-256 stored.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from timeline.errors import Problem, UnknownName
from timeline.model.writers.api_key import ALPHABET, ID_LENGTH, SECRET_BYTES, ApiKey, Scope, key_digest, spell_key
from timeline.model.writers.write import AuditLine
from timeline.store.engine.sessions import Session
from timeline.store.logs import api_keys, audit_log

_CREATE: Final = "create key"
_REVOKE: Final = "revoke key"
_SEALED: Final = "sealed "
"""Precedes the digest at the end of a new key's line in the audit trail."""
_UNSEALED: Final = ""
"""The digest of keys that were made before lines had one."""


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that was just made. Its `text` cannot be read again later."""

    key: ApiKey
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyChange:
    """Who changes a key, and when (UTC)."""

    at: datetime
    actor: str


def create_key(
    session: Session, name: str, scopes: Collection[Scope], change: KeyChange, *, expires_at: datetime | None = None
) -> NewKey:
    """Make a key that is valid from now until `expires_at` (exclusive, UTC), or until it is revoked."""
    key_id = "".join(secrets.choice(ALPHABET) for _ in range(ID_LENGTH))
    text = spell_key(key_id, secrets.token_bytes(SECRET_BYTES))
    key = ApiKey(
        id=key_id,
        name=name,
        scopes=tuple(scope for scope in Scope if scope in scopes),
        created_at=change.at,
        expires_at=expires_at,
    )
    api_keys.append_key(session, key, key_digest(text))
    seal, _ = api_keys.key_seals(session)[key_id]
    _append_line(session, key, _CREATE, change, f"; {_SEALED}{seal}")
    return NewKey(key, text)


def revoke_key(session: Session, key_id: str, change: KeyChange) -> ApiKey:
    """Make the key invalid from this moment. A key that was revoked before stays as it is. Raises UnknownName."""
    key = api_keys.find_key(session, key_id)
    if key is None:
        raise UnknownName("key", key_id)
    if key.revoked_at is None:
        api_keys.revoke(session, key_id, at=change.at)
        _append_line(session, key, _REVOKE, change)
    return api_keys.find_key(session, key_id) or key


def authenticate_key(session: Session, text: str, *, at: datetime) -> ApiKey | None:
    """The key with this text, if there is one and it is valid at that moment."""
    return api_keys.verify(session, text, at=at)


def find_valid_key(session: Session, key_id: str, *, at: datetime) -> ApiKey | None:
    """The key with this id, if there is one and it is valid at that moment."""
    key = api_keys.find_key(session, key_id)
    return key if key is not None and key.is_valid_at(at) else None


def record_key_use(session: Session, key_id: str, day: date) -> None:
    """Record that the key was used on that day (UTC)."""
    api_keys.note_use(session, key_id, day)


def verify_keys(session: Session) -> tuple[Problem, ...]:
    """One problem for each key that is missing, or differs from what the audit trail says of it."""
    try:
        held = api_keys.key_seals(session)
    except audit_log.UNREADABLE:
        return (Problem("api_key", "a row cannot be read"),)
    lines = [line for line in audit_log.load_lines(session) if line.action in (_CREATE, _REVOKE) and line.key_id]
    made = {line.key_id: (line.reason or "").partition(_SEALED)[2] for line in lines if line.action == _CREATE}
    revoked = {line.key_id: line.at for line in lines if line.action == _REVOKE}
    missing = [key_id for key_id in made if key_id not in held]
    differing = [
        key_id
        for key_id, (seal, revoked_at) in held.items()
        if made.get(key_id) not in (seal, _UNSEALED) or revoked_at != revoked.get(key_id)
    ]
    return (
        *(Problem(f"api_key {key_id}", "the key is missing") for key_id in missing),
        *(Problem(f"api_key {key_id}", "the key differs from the audit trail") for key_id in sorted(differing)),
    )


def _append_line(session: Session, key: ApiKey, action: str, change: KeyChange, seal: str = "") -> None:
    line = AuditLine(
        at=change.at,
        actor=change.actor,
        key_id=key.id,
        action=action,
        object=f"{key.id} {key.name}",
        outcome="done",
        reason=f"scopes: {', '.join(key.scopes)}{seal}",
    )
    audit_log.append_line(session, line)
