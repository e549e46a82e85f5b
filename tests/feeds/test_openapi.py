"""The server does what its OpenAPI document says, whatever it is asked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import checks

from newsml_export.feeds.openapi import description
from newsml_export.store import open_store
from tests.feeds.conftest import Client, House, build_house
from tests.formats.factories import make_rich_story
from tests.store.editions import edition, story

DOCUMENT = schemathesis.openapi.from_dict(json.loads(description()))
CHECKS: Any = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
]
OPERATIONS: dict[str, Any] = {one.ok().label: one.ok() for one in DOCUMENT.get_all_operations()}  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def whole_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    opened = open_store(str(tmp_path_factory.mktemp("openapi") / "store.db"))
    house = build_house(opened)
    house.publish(edition(story(1), story(2), make_rich_story()))
    yield house
    opened.close()


def test_the_checks_see_what_is_not_documented(whole_house: House) -> None:
    answer = whole_house.get("/healthz", None)
    answer.status_code = 418
    with pytest.raises(BaseExceptionGroup):
        OPERATIONS["GET /healthz"].Case().validate_response(
            schemathesis.Response.from_httpx(answer, verify=False), checks=CHECKS
        )


@pytest.mark.parametrize("label", OPERATIONS)
def test_every_answer_is_documented(label: str, whole_house: House) -> None:
    @given(case=OPERATIONS[label].as_strategy())
    @settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    def ask(case: Any) -> None:
        if "partner" in (case.path_parameters or {}):
            # Else all requests would end at the first door.
            case.path_parameters["partner"] = "all"
            case.headers = {**(case.headers or {}), "authorization": f"Bearer {whole_house.tokens['all']}"}
        request = case.as_transport_kwargs(base_url="http://feeds.example")
        told = {name: request[name] for name in ("params", "headers", "cookies") if request.get(name)}
        answer = _asked(whole_house.client, request["method"], request["url"], told)
        assert answer.status_code < 500
        case.validate_response(answer, checks=CHECKS)

    ask()


def _asked(client: Client, method: str, address: str, told: dict[str, Any]) -> Any:
    answer = client.request(method, address, **told)
    return schemathesis.Response.from_httpx(answer, verify=False)


def test_stories_and_pages_that_exist_are_documented_too(whole_house: House) -> None:
    guid = whole_house.store.feed("all", limit=1, now=whole_house.now).entries[0].item.guid
    (issue,) = whole_house.get("issues").json()["issues"]
    paths = {
        "/v1/{partner}/items/{guid}": f"items/{guid}",
        "/v1/{partner}/items/{guid}/{version}": f"items/{guid}/1",
        "/v1/{partner}/issues/{issue}/package.xml": f"issues/{issue['id']}/package.xml",
        "/v1/{partner}/newsml-g2.xml": "newsml-g2.xml?since=999",
    }
    for path, asked in paths.items():
        answer = whole_house.get(asked)
        assert answer.is_success
        names = {"partner": "all", "guid": guid, "version": "1", "issue": issue["id"]}
        case = OPERATIONS[f"GET {path}"].Case(path_parameters=names)
        case.validate_response(schemathesis.Response.from_httpx(answer, verify=False), checks=CHECKS)
