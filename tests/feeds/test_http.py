"""What partners' software expects of HTTP."""

from __future__ import annotations

import gzip
import json

import brotli
import pytest
import zstandard

from newsml_export.feeds.application import LONGEST_TARGET
from tests.feeds.conftest import House, build_house
from tests.formats.factories import make_rich_story
from tests.store.editions import edition, headline, story

_UNPACK = {
    "gzip": gzip.decompress,
    "br": brotli.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().decompress(body),
}


@pytest.mark.parametrize("step", ["rss.xml", "atom.xml", "feed.json", "ninjs.json", "newsml-g2.xml"])
def test_a_feed_that_has_not_changed_is_not_sent_again(small_house: House, step: str) -> None:
    small_house.publish(edition(story(1)))
    first = small_house.get(step)
    for given in ({"if_none_match": first.headers["etag"]}, {"if_modified_since": first.headers["last-modified"]}):
        answer = small_house.get(step, **given)
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == first.headers["etag"]
    small_house.later(minutes=1)
    small_house.publish(edition(story(1, headline=headline("变了"))))
    for given in ({"if_none_match": first.headers["etag"]}, {"if_modified_since": first.headers["last-modified"]}):
        answer = small_house.get(step, **given)
        assert answer.status_code == 200
        assert answer.headers["etag"] != first.headers["etag"]


def test_the_entity_tag_decides_before_the_time(small_house: House) -> None:
    small_house.publish(edition(story(1)))
    first = small_house.get("rss.xml")
    given = {"if_none_match": '"other"', "if_modified_since": first.headers["last-modified"]}
    assert small_house.get("rss.xml", **given).status_code == 200
    assert small_house.get("rss.xml", if_none_match=f'"x", W/{first.headers["etag"]}').status_code == 304
    assert small_house.get("rss.xml", if_none_match="*").status_code == 304
    assert small_house.get("rss.xml", if_modified_since="yesterday").status_code == 200


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip", "gzip"),
        ("br", "br"),
        ("zstd", "zstd"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("*", "zstd"),
        ("identity", ""),
        ("gzip;q=0", ""),
        ("deflate", ""),
        ("gzip;q=nonsense", ""),
    ],
)
def test_a_feed_comes_in_the_coding_that_is_asked_for(small_house: House, accepted: str, coding: str) -> None:
    small_house.publish(edition(story(1)))
    plain = small_house.get("rss.xml")
    given = {"authorization": f"Bearer {small_house.tokens['all']}", "accept-encoding": accepted}
    answer = small_house.client.request("GET", "/v1/all/rss.xml", headers=given)
    assert answer.headers.get("content-encoding", "") == coding
    assert answer.content == plain.content
    assert (answer.headers["etag"] == plain.headers["etag"]) == (coding == "")
    assert {"authorization", "accept-encoding"} <= {name.strip() for name in answer.headers["vary"].split(",")}
    known = small_house.client.request(
        "GET", "/v1/all/rss.xml", headers={**given, "if-none-match": answer.headers["etag"]}
    )
    assert known.status_code == 304


def test_the_codings_hold_the_same(small_house: House) -> None:
    from newsml_export.feeds.representations import Representation

    answer = Representation(b"<rss>" * 400, "application/rss+xml")
    for coding, unpack in _UNPACK.items():
        assert unpack(answer.coded(coding, b"no-store").body) == answer.content


def test_head_says_what_get_would(small_house: House) -> None:
    small_house.publish(edition(story(1)))
    given = {"authorization": f"Bearer {small_house.tokens['all']}", "accept-encoding": "identity"}
    head = small_house.client.request("HEAD", "/v1/all/rss.xml", headers=given)
    whole = small_house.client.request("GET", "/v1/all/rss.xml", headers=given)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers == whole.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(small_house: House, method: str) -> None:
    given = {"authorization": f"Bearer {small_house.tokens['all']}"}
    for path in ("/v1/all/rss.xml", "/healthz"):
        answer = small_house.client.request(method, path, headers=given)
        assert answer.status_code == 405
        assert answer.headers["allow"] == "GET, HEAD"


def test_what_an_answer_may_be_kept_for(small_house: House) -> None:
    report = small_house.publish(edition(make_rich_story()))
    for path in ("rss.xml", f"items/{report.new[0].guid}"):
        assert small_house.get(path).headers["cache-control"] == "private, no-cache"
    assert small_house.get("rss.xml", None).headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "authorization",
    [
        "", "Bearer", "Bearer ", "Bearer nxp_wrong", "Basic", "Basic !!!", "Basic dXNlcg==", "Basic dXNlcjo=",
        "Basic /////w==", "Digest x", "Bearer nxp_wrong\twith",
    ],
)  # fmt: skip
def test_without_a_token_nothing_is_answered(small_house: House, authorization: str) -> None:
    for path in ("/v1/all/rss.xml", "/v1/nobody/rss.xml", "/v1/", "/v1/all/items/x"):
        given = {"authorization": authorization} if authorization else {}
        answer = small_house.client.request("GET", path, headers=given)
        assert answer.status_code == 401
        assert "Basic" in answer.headers["www-authenticate"]
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == 401


def test_a_token_opens_as_a_password_too(small_house: House) -> None:
    import base64

    for user in ("", "all", "anything", "编辑"):
        secret = base64.b64encode(f"{user}:{small_house.tokens['all']}".encode()).decode()
        assert small_house.get("rss.xml", authorization=f"Basic {secret}").status_code == 200


def test_a_revoked_token_opens_nothing(small_house: House) -> None:
    store, now = small_house.store, small_house.now
    info, secret = store.new_token("all", "second", now=now)
    assert small_house.get("rss.xml", authorization=f"Bearer {secret}").status_code == 200
    store.revoke_token(info.id, now=now)
    assert small_house.get("rss.xml", authorization=f"Bearer {secret}").status_code == 401
    assert small_house.get("rss.xml").status_code == 200
    store.remove_partner("all")
    assert small_house.get("rss.xml").status_code == 401


def test_another_partner_s_address_is_as_if_it_were_not(small_house: House) -> None:
    small_house.publish(edition(story(1), story(2)))
    given = {"authorization": f"Bearer {small_house.tokens['two']}"}
    answers = [
        small_house.client.request("GET", path, headers=given)
        for path in ("/v1/all/rss.xml", "/v1/nobody/rss.xml", "/v1/two/none.xml", "/v1/two", "/v1/all/items/x")
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert len({tuple(sorted(answer.headers.items())) for answer in answers}) == 1


@pytest.mark.parametrize(
    "path",
    [
        "items/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "pictures/..%2f..%2fetc%2fpasswd", "vocabularies/..%2fcatalog.xml",
        "vocabularies/%2e%2e", "issues/..%2f..%2f/package.xml", "items/%00", "pictures/%00", "archive/%00/rss.xml",
        "items/x/1/2", "items//1", "pictures/", "items/'%20OR%201=1--", "issues/%ff/package.xml", "items/%F0%9F%93%B0",
        "items/x/999999999", "items/x/1e5", "items/x/%D9%A1",
    ],
)  # fmt: skip
def test_what_is_not_there_is_not_there(small_house: House, path: str) -> None:
    small_house.publish(edition(story(1)))
    answer = small_house.get(path)
    assert answer.status_code == 404
    assert answer.json() == {
        "type": "about:blank", "title": "Not Found", "status": 404, "detail": "There is nothing here for you.",
    }  # fmt: skip


@pytest.mark.parametrize(
    "query",
    [
        "since=x", "since=-1", "since=1.5", "since=", "since=1&since=2", "limit=0", "before=%D9%A1", "since=1&before=2",
        "since=" + "9" * 40, "since=1%00",
    ],
)  # fmt: skip
def test_questions_that_make_no_sense_are_told_so(small_house: House, query: str) -> None:
    answer = small_house.get(f"rss.xml?{query}")
    assert answer.status_code == 400
    assert answer.json()["detail"]


def test_a_query_of_others_is_passed_over(small_house: House) -> None:
    assert small_house.get("rss.xml?utm_source=x&limit=1000000").status_code == 200
    assert small_house.get("rss.xml?" + "&".join(f"a{n}=1" for n in range(30))).status_code == 400


def test_too_long_an_address_is_refused(small_house: House) -> None:
    assert small_house.get("items/" + "a" * LONGEST_TARGET).status_code == 414
    assert small_house.get("rss.xml?x=" + "a" * LONGEST_TARGET).status_code == 414


@pytest.mark.parametrize(
    "host",
    [
        'evil"onload',
        "a b",
        "<x>",
        "",
        "x/y",
        "user@host",
        "ex\tample",
        "a.:0",
        "-.-",
        "x:99999",
        "[::g]",
        "[",
        ".",
        "x:",
    ],
)
def test_a_host_that_is_none_gets_into_no_document(small_house: House, host: str) -> None:
    small_house.publish(edition(story(1)))
    answer = small_house.get("rss.xml", host=host)
    assert answer.status_code == 400
    assert host not in answer.headers.get("link", "") or not host


def test_hosts_do_not_mix(small_house: House) -> None:
    small_house.publish(edition(story(1)))
    for host in ("one.example", "two.example:8080", "[2001:db8::1]:80"):
        answer = small_house.get("rss.xml", host=host)
        assert f"http://{host}/v1/all/rss.xml" in answer.text
        assert f"<http://{host}/v1/all/rss.xml>" in answer.headers["link"]


def test_a_base_url_that_is_set_stands_before_the_host(small_house: House) -> None:
    store = small_house.store
    for name in ("all", "two", "early"):
        store.remove_partner(name)
    house = build_house(store, base_url="https://feeds.jiangzhou.example/")
    house.publish(edition(story(1)))
    assert "https://feeds.jiangzhou.example/v1/all/rss.xml" in house.get("rss.xml", host="evil.example").text


def test_too_many_requests_have_to_wait(small_house: House) -> None:
    for name in ("all", "two", "early"):
        small_house.store.remove_partner(name)
    house = build_house(small_house.store, rate=5)
    codes = [house.get("rss.xml").status_code for _ in range(7)]
    # A minute may have ended meanwhile.
    assert 429 in codes or codes == [200] * 7 != []
    refused = next(answer for answer in (house.get("rss.xml") for _ in range(12)) if answer.status_code == 429)
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert refused.json()["status"] == 429
    assert house.get("rss.xml", "two").status_code == 200


def test_who_guesses_tokens_has_to_wait(small_house: House) -> None:
    codes = [small_house.get("rss.xml", authorization="Bearer nxp_x").status_code for _ in range(140)]
    assert codes[0] == 401
    assert 429 in codes
    assert small_house.get("rss.xml").status_code in (200, 429)


def test_monitors_are_answered_without_a_token(small_house: House) -> None:
    small_house.publish(edition(story(1)))
    small_house.get("rss.xml")
    assert small_house.get("/healthz", None).json() == {"status": "ok"}
    assert small_house.get("/readyz", None).json() == {"status": "ready"}
    assert 'newsml_export_requests_total{partner="all",status="200"} 1.0' in small_house.get("/metrics", None).text
    assert small_house.get("/openapi.json", None).json()["openapi"] == "3.1.0"
    assert small_house.get("/", None).status_code == 404


def test_a_store_that_fails_is_told_as_unavailable(small_house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    from newsml_export.errors import OutputError
    from newsml_export.store import Store

    def gone(*_: object, **__: object) -> None:
        raise OutputError("the database is gone.", next_step="Start it.")

    monkeypatch.setattr(Store, "pulse", gone)
    for path in ("rss.xml", "/readyz"):
        answer = small_house.get(path)
        assert answer.status_code == 503
        assert answer.headers["retry-after"] == "10"
        assert "database" not in json.loads(answer.content)["detail"]
    assert small_house.get("/healthz", None).status_code == 200
