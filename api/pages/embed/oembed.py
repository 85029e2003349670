"""The answer of `/oembed` (oEmbed 1.0, type "rich"): the frame's HTML and its size, as JSON or XML.

Parameters of the frame -> names checked -> `oembed_members` -> `as_json` or `as_xml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from xml.etree import ElementTree

import orjson

from api.http.conditional import FRAME_POLICY
from api.pages.embed.addresses import Query, frame_html, frame_url
from api.pages.embed.lines import filters_of_query, title_of_filters
from api.parameters.read import Params
from timeline.reading.names.public_names import check_names
from timeline.reading.snapshot import Snapshot
from timeline.render.plain_text import one_line
from timeline.render.words.languages import DEFAULT_LANGUAGE, words_of

WIDTH: Final = 600
HEIGHT: Final = 500
_NOT_IN_XML: Final = re.compile("[\ufffe\uffff]")

Members = Mapping[str, str | int]


def oembed_members(snapshot: Snapshot, query: Query, params: Params, limits: tuple[int, int]) -> Members:
    """The members of the answer; `limits` are the largest width and height in pixels.

    Raises InvalidQuery if the query names something that is not public.
    """
    check_names(snapshot.session, params.query, sight=snapshot.present)
    title = one_line(title_of_filters(snapshot, filters_of_query(params.echo), params.lang or DEFAULT_LANGUAGE))
    width, height = min(WIDTH, limits[0]), min(HEIGHT, limits[1])
    base_url = snapshot.links.base_url
    return {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": words_of(DEFAULT_LANGUAGE).feeds.title,
        "provider_url": f"{base_url}/",
        "cache_age": FRAME_POLICY.own,
        "width": width,
        "height": height,
        "html": frame_html(frame_url(base_url, query), title=title, width=width, height=height),
    }


def as_json(members: Members) -> bytes:
    """The members as a JSON object."""
    return orjson.dumps(dict(members))


def as_xml(members: Members) -> bytes:
    """The members as elements of `<oembed>` (oEmbed 1.0 §2.3.4.2)."""
    root = ElementTree.Element("oembed")
    for name, value in members.items():
        ElementTree.SubElement(root, name).text = _NOT_IN_XML.sub("", str(value))
    return (
        b'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n'
        + ElementTree.tostring(root, encoding="unicode").encode()
    )
