"""What the server answers, as an OpenAPI 3.1 document."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from newsml_export._version import __version__
from newsml_export.feeds.rendering import FEEDS, ITEMS

_PROBLEM = {"$ref": "#/components/responses/problem"}
_SECURITY: list[dict[str, list[str]]] = [{"bearer": []}, {"basic": []}]
_PARTNER = {
    "name": "partner", "in": "path", "required": True, "description": "short name of the partner",
    "schema": {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]*$"},
}  # fmt: skip
_HEADERS = {
    "ETag": {"schema": {"type": "string"}, "description": "strong entity tag"},
    "Last-Modified": {"schema": {"type": "string"}},
}

#: parts that paths refer to
_COMPONENTS: dict[str, Any] = {
    "securitySchemes": {
        "bearer": {"type": "http", "scheme": "bearer"},
        "basic": {"type": "http", "scheme": "basic", "description": "The token is the password."},
    },
    "responses": {
        "problem": {
            "description": "What is wrong (RFC 9457)",
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/problem"}}},
        }
    },
    "schemas": {
        "problem": {
            "type": "object",
            "required": ["type", "title", "status", "detail"],
            "properties": {
                "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"},
                "detail": {"type": "string"},
            },
        }
    },
}  # fmt: skip


@cache
def description() -> bytes:
    """Return the document, JSON in UTF-8."""
    feeds = {
        f"/v1/{{partner}}/{step}": _get(
            f"The feed as {name}", {media_type: {}}, _FEED_PARAMETERS, empty=name == "newsml-g2"
        )
        for name, (media_type, step) in FEEDS.items()
    }
    archives = {
        f"/v1/{{partner}}/archive/{{month}}/{FEEDS[name][1]}": _get(
            f"A month that is over, as {name} (RFC 5005)",
            {FEEDS[name][0]: {}},
            [_path("month", "^[0-9]{4}-(0[1-9]|1[0-2])$")],
        )
        for name in ("rss", "atom")
    }
    items: dict[str, Any] = {media_type: {} for media_type, _ in ITEMS.values()}
    guid = _path("guid", None, "GUID of the story, percent-encoded; may end in the ending of a format")
    document: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {
            "title": "newsml-export feeds", "version": __version__,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": {
            **feeds,
            **archives,
            "/v1/{partner}/items/{guid}": _get("A story as it is now", items, [guid], gone=True),
            "/v1/{partner}/items/{guid}/{version}": _get(
                "A version of a story", items, [guid, _path("version", "^[0-9]{1,9}$")], gone=True
            ),
            "/v1/{partner}/issues": _get(
                "Issues that print something for the partner", {"application/json": {}}, [_number("before")]
            ),
            "/v1/{partner}/issues/{issue}/package.xml": _get(
                "An issue as a packageItem", {"application/vnd.iptc.g2.packageitem+xml": {}}, [_path("issue", None)]
            ),
            "/v1/{partner}/pictures/{sha256}": _get(
                "A picture", {"*/*": {}}, [_path("sha256", "^[0-9a-f]{64}$")]
            ),
            "/v1/{partner}/catalog.xml": _get("Our schemes", {"application/vnd.iptc.g2.catalogitem+xml": {}}, []),
            "/v1/{partner}/vocabularies/{name}": _get(
                "One of our schemes",
                {"application/vnd.iptc.g2.knowledgeitem+xml": {}, "application/vnd.iptc.g2.conceptitem+xml": {}},
                [_path("name", None)],
            ),
            "/healthz": _open("The server runs", "application/json"),
            "/readyz": _open("The store can be read", "application/json"),
            "/metrics": _open("Counters for Prometheus", "text/plain; version=0.0.4; charset=utf-8"),
            "/openapi.json": _open("This document", "application/vnd.oai.openapi+json;version=3.1"),
        },
        "components": _COMPONENTS,
    }  # fmt: skip
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def _number(name: str, text: str = "") -> dict[str, Any]:
    return {
        "name": name, "in": "query", "required": False, "description": text,
        "schema": {"type": "integer", "minimum": 0, "maximum": 10**17},
    }  # fmt: skip


_FEED_PARAMETERS = [
    _number("since", "only what came after this cursor, the newest first; the header X-Cursor says where to go on"),
    _number("before", "only what came before this cursor"),
    _number("limit", "entries of a page, 200 at most"),
]


def _path(name: str, pattern: str | None, text: str = "") -> dict[str, Any]:
    schema = {"type": "string", **({"pattern": pattern} if pattern else {"minLength": 1})}
    return {"name": name, "in": "path", "required": True, "description": text, "schema": schema}


def _get(
    summary: str, content: dict[str, Any], parameters: list[dict[str, Any]], *, gone: bool = False, empty: bool = False
) -> dict[str, Any]:
    responses: dict[str, Any] = {
        "200": {"description": summary, "headers": _HEADERS, "content": content},
        "304": {"description": "Not changed"},
        **dict.fromkeys(("400", "401", "404", "405", "414", "429", "503"), _PROBLEM),
    }
    if gone:
        responses["410"] = _PROBLEM
    if empty:
        responses["204"] = {"description": "Nothing new"}
    operation = {"summary": summary, "security": _SECURITY, "responses": responses}
    return {"parameters": [_PARTNER, *parameters], "get": operation}


def _open(summary: str, media_type: str) -> dict[str, Any]:
    responses = {
        "200": {"description": summary, "content": {media_type: {}}},
        **dict.fromkeys(("405", "414", "503"), _PROBLEM),
        "304": {"description": "Not changed"},
    }
    return {"get": {"summary": summary, "security": [], "responses": responses}}
