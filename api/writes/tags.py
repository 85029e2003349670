"""The tag with which a writer's If-Match is compared.

A read with a key answers with `writing_etag`: the public ETag, a full stop, and the write tag (`reading.write_tags`).
If-Match compares the write tag alone, so the tag of any JSON view serves. The ETag of a read without a key serves too
if no report is hidden from the public.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Precondition:
    """What If-Match must hold for one event: `etag`, or `public` if that serves. Both without quotes.

    `etag` is None where there is no event.
    """

    etag: str | None
    public: str | None = None

    def is_met_by(self, held: Collection[str]) -> bool:
        """True if one of these tags stands for the event as it is now."""
        if self.public is not None and self.public in held:
            return True
        return self.etag is not None and write_tag_in(self.etag) in {write_tag_in(tag) for tag in held}


def writing_etag(etag: str, tag: str) -> str:
    """The ETag of a view of an event as a writer gets it, without quotes."""
    return f"{etag}.{tag}"


def write_tag_in(etag: str) -> str:
    """The part that If-Match compares. A tag without a full stop is that of an event that is not public."""
    return etag.rpartition(".")[2]
