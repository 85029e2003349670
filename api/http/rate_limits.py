"""How often a client or a key may ask within a minute, counted by this process alone, in memory.

Request -> `client_address` -> `RateLimits.count_…` -> nothing, or TooManyRequests with the seconds to wait. A read
costs one unless this process answered the same question before: so what counts depends on what was asked and never on
what is stored, kept or hidden (R10). Writes and refused keys count one each.
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

from api.http.limits import FAILURES_PER_MINUTE
from timeline import clock
from timeline.errors import TimelineError
from timeline.settings import Settings

if TYPE_CHECKING:
    from limits.strategies import MovingWindowRateLimiter

WINDOW_SECONDS: Final = 60
READS: Final = "reads"
WRITES: Final = "writes"
FAILURES: Final = "failures"

_EXTENSION: Final = "rate_limits"
_MOST_QUESTIONS: Final = 16_384
_MOST_PROXIES: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is left of one policy for one asker, and the seconds until the oldest counted request is forgotten."""

    policy: str
    remaining: int
    reset_seconds: int

    @property
    def header(self) -> str:
        """The value of `RateLimit` (draft-ietf-httpapi-ratelimit-headers)."""
        return f'"{self.policy}";r={self.remaining};t={self.reset_seconds}'


class TooManyRequests(TimelineError):
    """The asker has used up a limit; `standing` says which, and when to come back."""

    code = "too-many-requests"

    def __init__(self, standing: Standing, most: int) -> None:
        """Say the limit in words."""
        super().__init__(f"more than {most} {standing.policy} in a minute; wait {standing.reset_seconds} seconds")
        self.standing = standing
        self.most = most


class RateLimits:
    """The counts of one process; all methods are safe to call from several threads."""

    def __init__(self, settings: Settings) -> None:
        """Start with nothing counted."""
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
        """True if the question was answered before, as far as this process remembers."""
        with self._lock:
            if hash(question) not in self._questions:
                return False
            self._questions.move_to_end(hash(question))
            return True

    def remember(self, question: Hashable) -> None:
        """Note that the question was answered; the one asked longest ago is forgotten when there are too many."""
        with self._lock:
            self._questions[hash(question)] = None
            if len(self._questions) > _MOST_QUESTIONS:
                self._questions.popitem(last=False)

    def count(self, policy: str, asker: str) -> Standing | None:
        """Count one; None where the policy has no limit. Raises TooManyRequests when the minute's share is used up."""
        most = self.most[policy]
        if not most:
            return None
        from limits import RateLimitItemPerMinute  # noqa: PLC0415 - takes 0.15 s to load, which no start waits for

        windows, rule = self._loaded(), RateLimitItemPerMinute(most)
        is_within = windows.hit(rule, policy, asker)
        reset, remaining = windows.get_window_stats(rule, policy, asker)
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
    """Give the application counts of its own."""
    app.extensions[_EXTENSION] = RateLimits(settings)


def rate_limits() -> RateLimits:
    """The counts of the running application."""
    return cast(RateLimits, current_app.extensions[_EXTENSION])


def count_read(question: Hashable) -> None:
    """Count this request if it reads `/v1/…` without a valid key and asks what was not answered before.

    `question` is the key under which the answer is kept. Raises TooManyRequests, before anything is read.
    """
    limits = rate_limits()
    is_counted = request.path.startswith("/v1/") and not g.get("key_id") and not limits.is_answered(question)
    if is_counted:
        limits.count(READS, client())


def count_write(key_id: str) -> None:
    """Count a write with this key, after it was found valid; its answer tells what is left. Raises TooManyRequests."""
    g.key_id = key_id
    g.standing = rate_limits().count(WRITES, key_id)


def count_failure() -> None:
    """Count a refused key of this client. Raises TooManyRequests when there were too many; a valid key never asks."""
    rate_limits().count(FAILURES, client())


def policies() -> str:
    """The value of `RateLimit-Policy` for the policies in force, or nothing."""
    most = rate_limits().most
    return ", ".join(f'"{name}";q={most[name]};w={WINDOW_SECONDS}' for name in (READS, WRITES) if most[name])


def client() -> str:
    """Who asks, for counting: see `client_address`."""
    return client_address(
        request.environ.get("REMOTE_ADDR", ""), request.headers.get("X-Forwarded-For", ""), rate_limits().trusted
    )


def client_address(peer: str, forwarded_for: str, trusted: Sequence[IPv4Network | IPv6Network]) -> str:
    """An IPv4 address, or the /64 of an IPv6 one: the last address on the way that is no trusted proxy.

    `X-Forwarded-For` counts only from a trusted peer, read from its end, where the nearest proxy writes; what is no
    address ends the reading. A peer without an address (a local socket) is called "local".
    """
    found = _address(peer)
    hops = [] if not trusted else forwarded_for.split(",")[-_MOST_PROXIES:]
    while found is not None and hops and any(found in network for network in trusted):
        before = _address(hops.pop())
        if before is None:
            break
        found = before
    if found is None:
        return "local"
    return str(found) if found.version == 4 else str(IPv6Network((int(found) >> 64 << 64, 64)))


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """The address; one of IPv4 inside IPv6 is the inner one. None for anything else."""
    try:
        found = ip_address(text.strip().partition("%")[0])
    except ValueError:
        return None
    mapped = found.ipv4_mapped if found.version == 6 else None
    return mapped or found
