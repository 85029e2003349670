"""`/embed/builder`: a form that chooses an embed, its preview, and the code to copy in every form.

Parameters -> `next_lines` -> `snippets` -> template `embed_builder.html`. Refused values -> the page with the form
alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import render_template
from werkzeug.datastructures import MultiDict

from api.pages.embed.addresses import frame_url, oembed_url
from api.pages.embed.builder_form import builder_form
from api.pages.embed.frame import MOST_LINES, look_of, source_of
from api.pages.embed.lines import NextLines, address_of, next_lines
from api.pages.embed.reference import REFERENCE
from api.pages.embed.snippets import ElementCode, element_html, frame_code, picture_code
from api.pages.subscribe.form import Given
from api.pages.template_functions import static_url
from api.parameters.embed_table import PICTURE_PARAMETERS
from api.parameters.read import Params
from timeline.errors import Problem
from timeline.reading.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One form of the code: its name in the page, and the text to copy."""

    id: str
    label: str
    hint: str
    text: str

    @property
    def rows(self) -> int:
        """Lines of the field that shows it."""
        return min(self.text.count("\n") + 2, 14)


def builder_page(snapshot: Snapshot, params: Params, script: tuple[str, str]) -> str:
    """The page with the chosen embed; `script` is the hash and the integrity value of the element's script.

    Raises InvalidQuery for a name that is not public.
    """
    shown = next_lines(snapshot, params, most=MOST_LINES)
    query = MultiDict([(name, value) for name, values in params.echo for value in values])
    return render_template(
        "embed_builder.html",
        form=builder_form(snapshot, dict(params.echo)),
        shown=shown,
        frame=frame_url("", query),
        codes=_codes(snapshot.links.base_url, params, script, shown),
        reference=REFERENCE,
    )


def _picture(params: Params) -> str:
    names = {parameter.name for parameter in PICTURE_PARAMETERS}
    return address_of("/embed.svg", tuple(pair for pair in params.echo if pair[0] in names))


def refused_builder(snapshot: Snapshot, given: Given, problems: Iterable[Problem]) -> str:
    """The form alone, with the given values in it and each problem at its field."""
    form = builder_form(snapshot, given, problems)
    return render_template("embed_builder.html", form=form, shown=None, reference=REFERENCE)


def _codes(base_url: str, params: Params, script: tuple[str, str], shown: NextLines) -> tuple[Code, ...]:
    query = MultiDict([(name, value) for name, values in params.echo for value in values])
    frame = frame_url(base_url, query)
    element = ElementCode(
        script=f"{base_url}/widget/diplomatic-timeline.{script[0]}.js",
        integrity=script[1],
        src=base_url + source_of(params.echo),
        look=look_of(params.echo),
    )
    host_script = base_url + static_url("embed_host.js")
    return (
        Code(
            id="code-element",
            label="Script and element",
            hint="The best choice where you can add a script. The events inside are for readers without script and for"
            " search engines; refresh them when you refresh your page.",
            text=element_html(element, shown),
        ),
        Code(
            id="code-frame",
            label="Frame",
            hint="For pages that take no script of others. The script below the frame gives it the height of its"
            " content; without it the frame scrolls.",
            text=frame_code(frame, shown.title, host_script),
        ),
        Code(
            id="code-oembed",
            label="Address for oEmbed",
            hint="For programs that embed by themselves. WordPress and others find it from the address of any page.",
            text=oembed_url(base_url, frame, "json"),
        ),
        Code(
            id="code-picture",
            label="Picture",
            hint="For newsletters and pages that take neither script nor frame: the next ten events, drawn anew when"
            " they change. Some mail programs show no SVG; the text of the link stays.",
            text=picture_code(base_url + _picture(params), shown.page_url, shown.title),
        ),
    )
