"""Builders of the public JSON of `/v1/events?include=claims`, in exactly the shape that the service writes."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

BRUSSELS: Json = {
    "slug": "brussels",
    "name": "Brussels",
    "country": "BE",
    "territory": None,
    "latitude": 50.85,
    "longitude": 4.35,
    "time_zone": "Europe/Brussels",
}


def place(name: str, time_zone: str = "Europe/Brussels") -> Json:
    """A place of an event."""
    return {**BRUSSELS, "slug": name.lower().replace(" ", "-"), "name": name, "time_zone": time_zone}


def when(edtf: str | None, first_day: str | None, last_day: str | None, *, exact: bool = True, **more: Any) -> Json:
    """The date object with all its nine keys."""
    known = {"edtf": edtf, "first_day": first_day, "last_day": last_day, "exact": exact}
    open_keys = dict.fromkeys(("starts_at", "ends_at", "time_zone", "phrase", "dateline"))
    return {**known, **open_keys, **more}


def on(day: str) -> Json:
    """One whole day."""
    return when(day, day, day)


def days(first_day: str, last_day: str) -> Json:
    """Whole days, both included."""
    return when(f"{first_day}/{last_day}", first_day, last_day)


def at(starts_at: str, ends_at: str, time_zone: str) -> Json:
    """A timed event within one day."""
    day = starts_at[:10]
    return when(day, day, day, starts_at=starts_at, ends_at=ends_at, time_zone=time_zone)


def participant(name: str, presence: str = "expected") -> Json:
    """A person who takes part."""
    slug = name.lower().replace(" ", "-")
    return {
        "who": slug,
        "name": name,
        "type": "person",
        "office": None,
        "role": "attendee",
        "presence": presence,
        "when": None,
    }


def claim(publisher: str, **more: Any) -> Json:
    """A claim as `include=claims` gives it."""
    slug = publisher.lower().replace(" ", "-")
    given = {
        "property": "title",
        "value": "A title",
        "relation": "shown",
        "report": f"rep-{slug}",
        "source": slug,
        "record": "1",
        "publisher": publisher,
        "tier": "press",
        "published_at": "2026-05-01T00:00:00Z",
        "attributed_to": None,
        "locator": None,
        "via": None,
        "note": None,
        "corrected_by": None,
        "reason": None,
        "ruled_at": None,
        "ruling_reason": None,
    }
    return {**given, **more}


def correction(publisher: str, who: str, *, reason: str) -> list[Json]:
    """The three claims that a corrected participant has in the API: the person, the role and the presence."""
    values = {"": who, ".role": "traveller", ".presence": "expected"}
    return [
        claim(
            publisher,
            property=f"participants.{who}{below}",
            value=value,
            relation="corrected",
            corrected_by="rep-desk",
            reason=reason,
        )
        for below, value in values.items()
    ]


def event(slug: str, title: str, date: Json, **more: Any) -> Json:
    """A public event with all its keys; one source unless `claims` says otherwise."""
    claims = more.get("claims", [claim("Reuters")])
    given = {
        "id": f"evt-{slug}",
        "slug": slug,
        "kind": "meeting",
        "status": "announced",
        "title": title,
        "summary": None,
        "url": None,
        "when": date,
        "where": [BRUSSELS],
        "participants": [],
        "topics": [],
        "part_of": None,
        "sources": sorted({one["source"] for one in claims}),
        "contested": [],
        "deviations": [],
        "moved": [],
        "postponed_from": None,
        "revision": 1,
        "known_from": "2026-05-01T00:00:00Z",
        "updated_at": "2026-05-01T00:00:00Z",
        "links": {
            "self": f"https://example.org/v1/events/{slug}",
            "html": f"https://example.org/events/{slug}",
            "ics": f"https://example.org/v1/events/{slug}.ics",
            "related": [],
        },
        "claims": claims,
    }
    return {**given, **more}


def listing(*events: Json, following: str | None = None) -> Json:
    """The answer of `/v1/events.json`."""
    return {"events": list(events), "next": following, "query": {}, "known_at": None}


def season() -> list[Json]:
    """A season around 12 May 2026 with every form of the list: statuses, dates, trips, conflicts, changes."""
    nato = [
        claim(
            "NATO",
            tier="official",
            property="when",
            value={"edtf": "2026-05-19/2026-05-20"},
            locator="programme, page 1",
        ),
        claim(
            "TASS",
            property="when",
            value={"edtf": "2026-05-18"},
            relation="contradicts",
            attributed_to="a spokesperson",
        ),
        *correction("Jerusalem Post", "hamas", reason="The sentence names the wrong visitor."),
    ]
    return [
        event(
            "paris-talks",
            "Talks on the grain corridor",
            on("2026-04-21"),
            status="completed",
            where=[place("Paris")],
            participants=[participant("Jean-Noël Barrot", "attended"), participant("Hakan Fidan", "absent")],
            deviations=[{"property": "when", "planned": "2026-04-20", "actual": "2026-04-21"}],
        ),
        event(
            "gulf-trip",
            "Secretary of State’s trip to the Gulf",
            days("2026-05-10", "2026-05-14"),
            kind="trip",
            status="under-way",
            where=[],
            participants=[participant("Marco Rubio", "attended")],
            summary="Security of shipping, energy and the release of detainees.",
        ),
        event(
            "gulf-riyadh",
            "Visit to Riyadh",
            days("2026-05-10", "2026-05-11"),
            kind="visit",
            status="completed",
            where=[place("Riyadh", "Asia/Riyadh")],
            part_of=["gulf-trip"],
        ),
        event(
            "gulf-doha",
            "Visit to Doha",
            days("2026-05-12", "2026-05-13"),
            kind="visit",
            status="under-way",
            where=[place("Doha", "Asia/Qatar")],
            part_of=["gulf-trip"],
        ),
        event(
            "gulf-muscat",
            "Visit to Muscat",
            on("2026-05-14"),
            kind="visit",
            status="confirmed",
            where=[place("Muscat", "Asia/Muscat")],
            part_of=["gulf-trip"],
        ),
        event(
            "geneva-call",
            "Foreign ministers speak by telephone",
            at("2026-05-13T23:30:00+02:00", "2026-05-13T23:59:00+02:00", "Europe/Zurich"),
            kind="call",
            status="confirmed",
            where=[place("Geneva", "Europe/Zurich")],
            participants=[participant("Ignazio Cassis"), participant("Sergey Lavrov")],
        ),
        event(
            "nato-foreign-ministers",
            "NATO foreign ministers’ meeting",
            days("2026-05-19", "2026-05-20"),
            kind="ministerial",
            status="confirmed",
            participants=[participant("Mark Rutte"), participant("Marco Rubio")],
            claims=nato,
            contested=["when"],
            revision=3,
            known_from="2026-05-12T07:00:00Z",
        ),
        event(
            "osce-council",
            "OSCE council",
            when(
                "[2026-05-25..2026-05-29]",
                "2026-05-25",
                "2026-05-29",
                exact=False,
                phrase="in the last week of May",
                dateline="2026-05-05",
            ),
            kind="ministerial",
            status="reported",
            where=[place("Skopje", "Europe/Skopje")],
        ),
        event(
            "quad",
            "Quad leaders’ summit",
            when("2026-06", "2026-06-01", "2026-06-30", exact=False),
            kind="summit",
            status="announced",
            where=[place("New Delhi", "Asia/Kolkata")],
        ),
        event(
            "ankara",
            "Visit to Ankara",
            on("2026-06-03"),
            kind="visit",
            status="postponed",
            where=[place("Ankara")],
            deviations=[{"property": "when", "planned": "2026-05-28", "actual": "2026-06-03"}],
            moved=[{"from": "2026-05-28", "to": "2026-06-03", "known_from": "2026-05-01T00:00:00Z"}],
        ),
        event("minsk", "Contact group in Minsk", on("2026-06-09"), status="cancelled", where=[place("Minsk")]),
        event(
            "ceasefire",
            "Start of the monitoring mission",
            when("2026-06-15/..", "2026-06-15", None, exact=False),
            kind="agreement",
            status="reported",
            where=[],
        ),
        event(
            "exchange",
            "Second exchange of detainees",
            when(None, None, None, exact=False, phrase="at an agreed time"),
            kind="agreement",
            status="reported",
            where=[],
        ),
    ]
