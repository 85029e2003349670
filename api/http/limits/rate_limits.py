"""How many requests a client or a key may make within a minute, counted by each process in its memory.

request -> `client_address` -> `RateLimits.count` -> nothing, or TooManyRequests with the seconds to wait. A read counts
one unless this process answered the same request before, or it follows the `next` of an answer. So the count depends
on the requests alone and never on what is stored, kept or hidden (R10). Writes and refused keys count one each.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from math import ceil
from threading import Lock
from typing import TYPE_CHECKING, Final, cast

from flask import Flask, current_app, g, request

from api.http.limits.published import FAILURES_PER_MINUTE
from timeline import clock
from timeline.errors import TimelineError
from timeline.settings import Settings

if TYPE_CHECKING:
    from limits.strategies import MovingWindowRateLimiter

WINDOW_SECONDS: Final = 60
READS: Final = "reads"
BULK_FORMS: Final = (
    "/v1/events.ndjson, .csv, .geojson and .jsonld give a whole query in one answer, /v1/changes what changed since;"
    " following `next` is not counted"
)
"""What a refused reader can do instead of asking often."""

WRITES: Final = "writes"
FAILURES: Final = "failures"

_EXTENSION: Final = "rate_limits"
_MOST_QUESTIONS: Final = 16_384
_MOST_PROXIES: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is left of one policy for one client, and the seconds until the oldest counted request no longer counts."""

    policy: str
    remaining: int
    reset_seconds: int

    @property
    def header(self) -> str:
        """The value of `RateLimit` (draft-ietf-httpapi-ratelimit-headers)."""
        return f'"{self.policy}";r={self.remaining};t={self.reset_seconds}'


class TooManyRequests(TimelineError):
    """The client has reached a limit; `standing` says which, and how long to wait."""

    code = "too-many-requests"

    def __init__(self, standing: Standing, most: int) -> None:
        """Say the limit in words."""
        way_out = f"; {BULK_FORMS}" if standing.policy == READS else ""
        wait = f"wait {standing.reset_seconds} seconds"
        super().__init__(f"more than {most} {standing.policy} in a minute; {wait}{way_out}")
        self.standing = standing
        self.most = most


class RateLimits:
    """The counts of one process; all methods are safe to call from several threads."""

    def __init__(self, settings: Settings) -> None:
        """Begin with nothing counted."""
        self.most: Final = {
            READS: settings.reads_per_minute,
            WRITES: settings.writes_per_minute,
            FAILURES: FAILURES_PER_MINUTE,
        }
        self.trusted: Final = settings.trusted_proxies
        self._lock = Lock()
        self._windows: MovingWindowRateLimiter | None = None
        self._questions: OrderedDict[int, None] = OrderedDict()

    def is_answered(self, question: Hashable) -> bool:
        """True if this process remembers that it answered the same request before."""
        with self._lock:
            if hash(question) not in self._questions:
                return False
            self._questions.move_to_end(hash(question))
            return True

    def remember(self, question: Hashable) -> None:
        """Remember that the request was answered; the one answered longest ago is forgotten if there are too many."""
        with self._lock:
            self._questions[hash(question)] = None
            if len(self._questions) > _MOST_QUESTIONS:
                self._questions.popitem(last=False)

    def count(self, policy: str, client_id: str) -> Standing | None:
        """Count one. None if the policy has no limit. Raises TooManyRequests if the limit of the minute is reached."""
        most = self.most[policy]
        if not most:
            return None
        from limits import RateLimitItemPerMinute  # noqa: PLC0415 - takes 0.15 s to load, and not at the start

        windows, rule = self._loaded(), RateLimitItemPerMinute(most)
        is_within = windows.hit(rule, policy, client_id)
        reset, remaining = windows.get_window_stats(rule, policy, client_id)
        seconds = min(WINDOW_SECONDS, max(1, ceil(reset - clock.now().timestamp())))
        standing = Standing(policy=policy, remaining=remaining if is_within else 0, reset_seconds=seconds)
        if not is_within:
            raise TooManyRequests(standing, most)
        return standing

    def _loaded(self) -> MovingWindowRateLimiter:
        with self._lock:
            if self._windows is None:
                from limits.storage import MemoryStorage  # noqa: PLC0415
                from limits.strategies import MovingWindowRateLimiter  # noqa: PLC0415

                self._windows = MovingWindowRateLimiter(MemoryStorage())
            return self._windows


def register_rate_limits(app: Flask, settings: Settings) -> None:
    """Give the application its own counts."""
    app.extensions[_EXTENSION] = RateLimits(settings)


def rate_limits() -> RateLimits:
    """The counts of the running application."""
    return cast(RateLimits, current_app.extensions[_EXTENSION])


def count_read(question: Hashable, *, follows_next: bool = False) -> None:
    """Count this request if it reads `/v1/…` without a valid key, was not answered before and is no further page.

    `question` is the key under which the answer is kept. Raises TooManyRequests, before anything is read.
    """
    limits = rate_limits()
    is_open = request.path.startswith("/v1/") and not g.get("key_id")
    if is_open and not follows_next and not limits.is_answered(question):
        limits.count(READS, client())


def count_write(key_id: str) -> None:
    """Count a write with this valid key; the answer says what is left. Raises TooManyRequests."""
    g.key_id = key_id
    g.standing = rate_limits().count(WRITES, key_id)


def count_failure() -> None:
    """Count a refused key of this client. Raises TooManyRequests if there were too many."""
    rate_limits().count(FAILURES, client())


def policies() -> str:
    """The value of `RateLimit-Policy`; empty if no policy has a limit."""
    most = rate_limits().most
    return ", ".join(f'"{name}";q={most[name]};w={WINDOW_SECONDS}' for name in (READS, WRITES) if most[name])


def client() -> str:
    """The client of this request, for counting; see `client_address`."""
    return client_address(
        request.environ.get("REMOTE_ADDR", ""), request.headers.get("X-Forwarded-For", ""), rate_limits().trusted
    )


def client_address(peer: str, forwarded_for: str, trusted: Sequence[IPv4Network | IPv6Network]) -> str:
    """An IPv4 address, or the /64 of an IPv6 address: the last one on the way that is not a trusted proxy.

    `X-Forwarded-For` counts only from a trusted peer. It is read from its end, where the nearest proxy writes, up to
    the first entry that is not an address. A peer without an address (a local socket) is called "local".
    """
    address = _address(peer)
    hops = [] if not trusted else forwarded_for.split(",")[-_MOST_PROXIES:]
    while address is not None and hops and any(address in network for network in trusted):
        before = _address(hops.pop())
        if before is None:
            break
        address = before
    if address is None:
        return "local"
    return str(address) if address.version == 4 else str(IPv6Network((int(address) >> 64 << 64, 64)))


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """The address; for an IPv4 address inside IPv6 the inner one. None for anything else."""
    try:
        address = ip_address(text.strip().partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if address.version == 6 else None
    return mapped or address
