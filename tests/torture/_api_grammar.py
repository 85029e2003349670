"""Makes requests for `api_requests`: addresses, parameters, headers and bodies, good, nearly good and hostile.

`/openapi.json` -> `Operation`s -> `Requests.next()` -> `Asked`. One seed gives one sequence. `wait` is only ever given
such that nobody waits.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

METHODS: Final = ("HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "BREW")
HOSTILE: Final = (
    "", " ", "0", "-1", "1_000", "١٢", "9" * 40, "1e9", "NaN", "null", "true", "*", "a*", "-a",
    '"', '"a b"', "NEAR(", "AND",
    "'", "';--", "%", "%%", "_", "\\", "\x00", "\x1f", "\x7f", "\x85", "\u2028", "\ufffd", "\u202e", "é", "e\u0301",
    "ß", "İ",
    "日本語", "👩\u200d👩", "<script>", "</title>", "{{7*7}}", "${x}", "../..", "..%2f", "//host", "/\\host", "%00",
    "%0d%0a", "a:b",
    ";a=b", "\r\nX: y", "javascript:1", "a" * 300, "x" * 5000, "2023-11-28", "2023-02-30", "0001-01-01",
    "9999-12-31", "2023",
    "2999-01-01", "2023-11-28T10:00:00Z", "2023-11-28T10:00:00+23:59", "0001-01-01T00:00:00+01:00", "1,2,3,4",
    "170,-10,-170,10",
    "nan,0,0,0", "inf,0,0,0", "-180,-90,180,90", "181,0,0,0", "id,title", "claims,reports", "de", "ar", "zz-Latn-x-y",
    ".json", ".ics", ".csv", ".atom", ".jcal.json",
)  # fmt: skip
HEADERS: Final = {
    "HTTP_ACCEPT": (
        "*/*", "text/calendar", "application/json;q=0", "text/html", ",".join(["a/b"] * 200), ";;;", "text/*;q=x",
        "application/*",
        "text/csv", "application/geo+json", "application/atom+xml;q=0.5, application/ld+json", "*", "é/é",
    ),
    "HTTP_ACCEPT_ENCODING": ("gzip", "br", "zstd", "gzip;q=0", "*;q=0", "identity;q=0", "x" * 300, ";q=;"),
    "HTTP_IF_NONE_MATCH": ("*", '"x"', "x", 'W/"x"', ", ".join(['"x"'] * 800), '"', "\x80"),
    "HTTP_IF_MODIFIED_SINCE": ("Sat, 01 Jun 2024 12:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 -9999", "x", "0", "1" * 40),
    "HTTP_IF_MATCH": ("*", '"x"', "x", 'W/"x"', '"1"', '"2"', ""),
    "HTTP_RANGE": ("bytes=0-1", "bytes=-1", "bytes=9-1,", "x"),
    "HTTP_X_HTTP_METHOD_OVERRIDE": ("DELETE", "POST"),
    "HTTP_X_FORWARDED_FOR": ("1.2.3.4", "é", "," * 50),
    "HTTP_ORIGIN": ("null", "https://elsewhere.example"),
    "HTTP_ACCESS_CONTROL_REQUEST_METHOD": ("GET", "POST", "x"),
    "HTTP_CONTENT_ENCODING": ("gzip", "identity"),
    "HTTP_HOST": ("", "a, b", "a b", "evil.example", "[::1]:80", "x" * 300, "é"),
    "HTTP_TRANSFER_ENCODING": ("chunked", "gzip"),
    "HTTP_IDEMPOTENCY_KEY": ("a", "x" * 255, "x" * 256, "é", "", '"quoted"', "a b"),
    "HTTP_AUTHORIZATION": ("Bearer", "Bearer x", "Basic eDp5", "Bearer dt_00000000_" + "0" * 49, "é", "Bearer a b"),
    "CONTENT_TYPE": ("application/json", "text/plain", "application/yaml", "application/json; charset=utf-16", ";",
    "x", ""),
    "CONTENT_LENGTH": ("0", "5", "+5", "-1", "5, 5", "999999999", "9" * 30, "٣"),
}  # fmt: skip
BODIES: Final = (
    b"", b"{}", b"[]", b"null", b"1", b'"x"', b"{", b"\xff\xfe{\x00}\x00", b"\xef\xbb\xbf{}", b"\xff", b"\x00",
    b'{"a":1,"a":2}',
    b'{"reports":NaN}', b'{"reports":"\\ud800"}', b'{"x":' * 40 + b"1" + b"}" * 40, b"[" * 20_000, b"{} {}",
    b'{"reports":' + b"9" * 5000 + b"}", b"a: &a [*a]", b"<xml/>", b"reports: []",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter of an operation; `allowed` holds the words of its vocabulary, if it has one."""

    name: str
    is_in_path: bool
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One documented operation: which paths it answers, and with which statuses."""

    method: str
    template: str
    pattern: re.Pattern[str]
    parameters: tuple[Parameter, ...]
    statuses: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request as the server hands it over; path and header values in Latin-1, as WSGI has them."""

    method: str
    path: str
    query: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    def __str__(self) -> str:
        """The request as a Python expression that makes it again."""
        return (
            f"Asked(method={self.method!r}, path={self.path!r}, query={self.query!r}, "
            f"headers={self.headers!r}, body={self.body!r})"
        )


def read_operations(document: dict[str, Any]) -> tuple[Operation, ...]:
    """The operations of an OpenAPI document, those with the longest fixed text first."""
    found = []
    for template, methods in document["paths"].items():
        for method in methods.keys() & {"get", "post", "put", "patch", "delete"}:
            described = methods[method]
            parameters = [*methods.get("parameters", ()), *described.get("parameters", ())]
            fixed = "[^/]+".join(re.escape(part) for part in re.split(r"\{[^}]+\}", template))
            found.append(
                Operation(
                    method=method.upper(),
                    template=template,
                    pattern=re.compile(fixed, re.DOTALL),
                    parameters=tuple(_parameter(document, one) for one in parameters),
                    statuses=frozenset(int(status) for status in described["responses"]),
                )
            )
    return tuple(sorted(found, key=lambda one: (-len(one.pattern.pattern.replace("[^/]+", "")), one.template)))


def _parameter(document: dict[str, Any], described: dict[str, Any]) -> Parameter:
    described = _resolved(document, described)
    schema = _resolved(document, described.get("schema", {}))
    schema = _resolved(document, schema.get("items", schema))
    allowed = tuple(str(word) for word in schema.get("enum", ()))
    return Parameter(name=described["name"], is_in_path=described["in"] == "path", allowed=allowed)


def _resolved(document: dict[str, Any], described: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in described:
        node: Any = document
        for step in described["$ref"].removeprefix("#/").split("/"):
            node = node[step]
        described = node
    return described


class Requests:
    """An endless sequence of requests; the same for the same seed, names and operations."""

    def __init__(
        self, seed: int, operations: Sequence[Operation], names: Sequence[str], bodies: Mapping[str, Any]
    ) -> None:
        """`names` are slugs and ids that exist; `bodies` are good ones by the last word of the address."""
        self._chance = random.Random(seed)
        self._operations = operations
        self._parameters = tuple({one.name for operation in operations for one in operation.parameters})
        self._names = names
        self._bodies = bodies
        self._report_ids = tuple(name for name in names if name.startswith("rep-")) or tuple(names)
        self.tags: list[str] = ["x"]
        """Entity tags and cursors that answers gave; the caller adds to them."""

    def next(self) -> Asked:
        """One more request."""
        chance = self._chance
        operation = chance.choice(self._operations)
        method = operation.method if chance.random() < 0.85 else chance.choice((*METHODS, "HEAD", "OPTIONS", "POST"))
        path = self._path(operation)
        return Asked(
            method=method,
            path=path.encode("utf-8", "surrogateescape").decode("latin-1"),
            query=self._query(operation),
            headers=self._headers(method),
            body=self._body(operation) if method not in ("GET", "HEAD", "OPTIONS") or chance.random() < 0.02 else b"",
        )

    def _path(self, operation: Operation) -> str:
        chance = self._chance
        path = re.sub(r"\{([^}]+)\}", lambda match: self._value(match[1], operation), operation.template)
        if chance.random() < 0.1:
            position = chance.randrange(len(path) + 1)
            path = path[:position] + chance.choice(HOSTILE) + path[position + chance.randint(0, 3) :]
        if chance.random() < 0.01:
            path = path.encode().decode("utf-8", "surrogateescape") + "\udcff"
        return path

    def _value(self, name: str, operation: Operation | None = None) -> str:
        """A value for a parameter, more often fitting than not."""
        chance = self._chance
        if name == "wait":
            return chance.choice(("0", "0", "-1", "999999", "x"))
        if name == "id" and operation and operation.template.startswith("/v1/reports") and chance.random() < 0.7:
            return chance.choice(self._report_ids)
        allowed = next((one.allowed for one in operation.parameters if one.name == name), ()) if operation else ()
        if allowed and chance.random() < 0.8:
            return chance.choice(allowed)
        fitting = {
            "cursor": lambda: self._mutated(chance.choice(self.tags)),
            "limit": lambda: str(chance.choice((1, 2, 50, 200, 201, 0))),
            "year": lambda: chance.choice(("2023", "2024", "0000", "9999")),
            "folder": lambda: chance.choice(("people", "organizations", "countries", "topics", "trips", "places")),
            "after": lambda: chance.choice(("0", "1", "5", "100000", "9" * 15)),
            "from": lambda: chance.choice(("2023-11-01", "2023-11-28", "2024-01-01", "9999-12-31")),
            "to": lambda: chance.choice(("2023-11-30", "2023-11-28", "2026-01-01", "0001-01-01")),
            "known_at": lambda: chance.choice(("2023-11-28", "2024-09-01", "2023-11-28T10:00:00Z", "0001-01-01")),
            "q": lambda: chance.choice(("nato", "blink*", '"foreign ministers"', "-israel", "né le", "x" * 500)),
            "bbox": lambda: chance.choice(("-180,-90,180,90", "170,-10,-170,10", "4,50,5,51", "0,0,0,0")),
            "fields": lambda: chance.choice(("id,title", "when", "id", "title,title", "x")),
            "lang": lambda: chance.choice(("de", "ar", "fr-CA", "xx", "en")),
            "country": lambda: chance.choice(("BE", "be", "US", "MK", "XX")),
            "person": lambda: chance.choice(("antony-blinken", "sergey-lavrov", "nobody")),
            "place": lambda: chance.choice(("brussels", "skopje", "tokyo", "nowhere")),
        }.get(name)
        if fitting and chance.random() < 0.75:
            return fitting()
        return chance.choice(self._names) if chance.random() < 0.6 else chance.choice(HOSTILE)

    def _mutated(self, text: str) -> str:
        position = self._chance.randrange(len(text) + 1)
        return (
            text
            if self._chance.random() < 0.3
            else text[:position] + self._chance.choice("aZ0_-.=") + text[position + 1 :]
        )

    def _query(self, operation: Operation) -> str:
        chance = self._chance
        pairs = []
        takes = [one.name for one in operation.parameters if not one.is_in_path and not one.name[0].isupper()]
        for _ in range(min(chance.choice((0, 0, 1, 1, 1, 2, 2, 3, 6)), 6)):
            name = chance.choice(takes if takes and chance.random() < 0.93 else [*self._parameters, *HOSTILE])
            value = self._value(name, operation)
            quoting = chance.random()
            pairs.append(f"{quote(name)}={quote(value)}" if quoting < 0.97 else f"{name}={value}")
        if chance.random() < 0.005:
            pairs *= 40
        return (
            chance.choice(("&", "&", "&", "&&", ";") if len(pairs) > 3 else "&").join(pairs).encode().decode("latin-1")
        )

    def _headers(self, method: str) -> tuple[tuple[str, str], ...]:
        chance = self._chance
        count = chance.choice((0, 0, 0, 0, 1, 1, 3)) + (method == "POST")
        found = {name: chance.choice(HEADERS[name]) for name in chance.sample(tuple(HEADERS), count)}
        if "HTTP_HOST" in found and chance.random() < 0.8:
            del found["HTTP_HOST"]  # nearly all values end the request at the first step
        if chance.random() < 0.05:
            found["HTTP_IF_NONE_MATCH"] = f'"{chance.choice(self.tags)}"'
        if method not in ("GET", "HEAD", "OPTIONS") and chance.random() < 0.7:
            found |= {"CONTENT_TYPE": "application/json", "HTTP_AUTHORIZATION": "Bearer KEY"}
            found |= {"HTTP_IF_MATCH": found.get("HTTP_IF_MATCH", "*")} if chance.random() < 0.5 else {}
            found |= {"HTTP_IDEMPOTENCY_KEY": str(chance.randrange(200))} if chance.random() < 0.3 else {}
        if chance.random() < 0.002:
            found |= {f"HTTP_X_{number}": "x" for number in range(101)}
        return tuple(sorted((name, value.encode().decode("latin-1")) for name, value in found.items()))

    def _body(self, operation: Operation) -> bytes:
        chance = self._chance
        if chance.random() < 0.25:
            return chance.choice(BODIES)
        fitting = self._bodies.get(operation.template.rpartition("/")[2])
        value = json.loads(json.dumps(fitting or chance.choice(tuple(self._bodies.values()))))
        for name in value.keys() & {"report", "with"}:
            value[name] = chance.choice(self._report_ids if name == "report" else self._names)
        for _ in range(chance.choice((0, 0, 1, 1, 2))):
            self._damage(value)
        text = json.dumps(value, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")
        return text if chance.random() < 0.9 else text[: chance.randrange(len(text) + 1)]

    def _damage(self, value: Any) -> None:
        """Change one thing somewhere inside."""
        chance = self._chance
        node = value
        words = (chance.choice(HOSTILE), chance.choice(self._names))
        rivals: list[Any] = [None, True, 0, -1, 10**17, 1.5, [], {}, [[]], *words]
        while isinstance(node, (dict, list)) and node:
            keys = list(node) if isinstance(node, dict) else list(range(len(node)))
            key = chance.choice(keys)
            if not isinstance(node[key], (dict, list)) or not node[key] or chance.random() < 0.3:
                if isinstance(node, dict) and chance.random() < 0.2:
                    node[chance.choice(HOSTILE)] = node.pop(key)
                else:
                    node[key] = chance.choice(rivals)
                return
            node = node[key]
