"""The operator's settings: read once at the edge from `TIMELINE_*` environment variables, then passed down.

Environment -> `load_settings` -> frozen `Settings` -> `create_app`, the command line and the operations. No secret has
a default; an invalid value stops the start with a message of one sentence.
"""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from timeline.errors import InvalidSettings


def default_database_url() -> str:
    """`data/timeline.db` in the checkout of this program, or in the working directory if there is no checkout."""
    checkout = Path(__file__).parent.parent
    folder = f"{checkout}/data" if (checkout / "dev.py").is_file() else "data"
    return f"sqlite:///{folder}/timeline.db"


DEFAULT_UID_DOMAIN = "diplomatic-timeline.invalid"
"""Calendar UIDs end in this until an operator sets a domain. It is a constant, because a UID must never change."""


class Settings(BaseSettings):
    """The service's settings. `public_url` has no slash at its end; if it is not set, host and port give the address.

    `licence` is the SPDX identifier that every export names; the default is that of the shipped data.
    `reads_per_minute` applies to each anonymous client, `writes_per_minute` to each key; 0 means no limit, and each
    worker process counts separately. A forwarded client address is accepted only from the `trusted_proxies`.
    """

    model_config = SettingsConfigDict(env_prefix="TIMELINE_", frozen=True, extra="ignore")

    database_url: str = Field(default_factory=default_database_url)
    public_url: str = ""
    uid_domain: str = DEFAULT_UID_DOMAIN
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=1, le=65535)
    workers: int = Field(default=1, ge=1, le=256)
    licence: str = Field(default="CC0-1.0", pattern=r"^[A-Za-z0-9][A-Za-z0-9.+-]{0,63}$")
    reads_per_minute: int = Field(default=600, ge=0, le=1_000_000)
    writes_per_minute: int = Field(default=120, ge=0, le=1_000_000)
    trusted_proxies: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode] = ()

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _as_networks(cls, value: object) -> object:
        """The networks of a text with addresses and networks, separated by commas; any other value unchanged."""
        if not isinstance(value, str):
            return value
        return tuple(ip_network(part.strip()) for part in value.split(",") if part.strip())

    @field_validator("public_url")
    @classmethod
    def _is_absolute(cls, value: str) -> str:
        if not value:
            return value
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise ValueError("write an absolute http or https address without a query")
        return value.rstrip("/")

    @field_validator("uid_domain")
    @classmethod
    def _is_domain(cls, value: str) -> str:
        if not value or not all(part and part.replace("-", "").isalnum() for part in value.split(".")):
            raise ValueError("write a domain name such as timeline.example.org")
        return value.lower()

    @property
    def base_url(self) -> str:
        """The address under which readers reach the service, without a slash at its end."""
        return self.public_url or f"http://{self.host}:{self.port}"


def load_settings(**overrides: object) -> Settings:
    """Settings from the environment; overrides that are not None win. Raises InvalidSettings naming the variable."""
    given = {name: value for name, value in overrides.items() if value is not None}
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = "TIMELINE_" + "_".join(str(part) for part in first["loc"]).upper()
        raise InvalidSettings(f"{name} is not valid: {first['msg']} (it is {first['input']!r})") from None


def shipped_folder(name: str) -> Path:
    """The folder `data` or `seeds` that ships with the service: inside the installed package, or in the checkout."""
    package = Path(__file__).parent
    inside = package / f"_{name}"
    return inside if inside.is_dir() else package.parent / name
