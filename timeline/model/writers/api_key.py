"""API keys as text and as values: their spelling, checksum, digest and scopes.

random bytes -> `spell_key` -> `dt_` + id + `_` + secret + checksum, shown once -> SHA-256, which alone is stored.
The spelling makes keys recognizable in any text, for `redacted` (logs) and for secret scanners.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
ID_LENGTH: Final = 8
SECRET_BYTES: Final = 32
SECRET_LENGTH: Final = 43
"""The number of base62 characters for 32 bytes."""
CHECKSUM_LENGTH: Final = 6

_KEY: Final = re.compile(
    rf"dt_(?P<id>[0-9A-Za-z]{{{ID_LENGTH}}})_(?P<secret>[0-9A-Za-z]{{{SECRET_LENGTH}}})(?P<sum>[0-9A-Za-z]{{{CHECKSUM_LENGTH}}})"
)
_LIKE_A_KEY: Final = re.compile(rf"dt_([0-9A-Za-z]{{{ID_LENGTH}}})_[0-9A-Za-z]{{20,}}")


class Scope(StrEnum):
    """What a key may do: `admin` includes all of `edit`; `submit` stands alone and lets nobody see what is hidden."""

    EDIT = "edit"
    ADMIN = "admin"
    SUBMIT = "submit"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """A key without its secret. It is valid before `expires_at` and `revoked_at`; instants are UTC."""

    id: str
    name: str
    scopes: tuple[Scope, ...]
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    last_used_on: date | None = None

    @property
    def actor(self) -> str:
        """The key's name in logs: "key NAME (ID)"."""
        return f"key {self.name} ({self.id})"

    def is_valid_at(self, moment: datetime) -> bool:
        """True if the key is neither expired nor revoked at that moment."""
        return all(end is None or moment < end for end in (self.expires_at, self.revoked_at))


def base62(number: int, length: int) -> str:
    """The number in exactly `length` characters of base62, padded with zeros; higher digits are cut off."""
    characters = []
    for _ in range(length):
        number, rest = divmod(number, len(ALPHABET))
        characters.append(ALPHABET[rest])
    return "".join(reversed(characters))


def spell_key(key_id: str, secret: bytes) -> str:
    """The complete key for an id of 8 characters and 32 random bytes."""
    body = f"dt_{key_id}_{base62(int.from_bytes(secret), SECRET_LENGTH)}"
    return body + _checksum(body)


def id_of(text: str) -> str | None:
    """The id of a complete key with a correct checksum; None for any other text."""
    match = _KEY.fullmatch(text)
    if match is None or _checksum(text[:-CHECKSUM_LENGTH]) != match["sum"]:
        return None
    return match["id"]


def key_digest(text: str) -> str:
    """SHA-256 of the key in hexadecimal. With 256 random bits, a slow hash function is not needed."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def leaked_ids(text: str) -> tuple[str, ...]:
    """The ids of everything in the text that looks like one of our keys, complete or not."""
    return tuple(_LIKE_A_KEY.findall(text))


def redacted(text: str) -> str:
    """The text without the secrets of everything that looks like one of our keys."""
    return _LIKE_A_KEY.sub(r"dt_\1_…", text)


def _checksum(body: str) -> str:
    return base62(zlib.crc32(body.encode()), CHECKSUM_LENGTH)
