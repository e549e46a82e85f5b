"""The server in processes of its own: several workers, a proxy in front, slow clients, a graceful end."""

from __future__ import annotations

import json
import socket
import threading
import time
from pathlib import Path

import httpx
import pytest

from newsml_export.store import Partner, open_store
from tests.feeds.processes import serving
from tests.formats.factories import PUBLISHER
from tests.store.editions import MORNING, edition, headline, story


def _token(address: str) -> str:
    opened = open_store(address)
    opened.add_partner(Partner(name="daily"), now=MORNING)
    secret = opened.new_token("daily", "test", now=MORNING)[1]
    opened.publish(edition(story(1), story(2)), publisher=PUBLISHER, now=MORNING)
    opened.close()
    return secret


def test_workers_answer_alike_while_publishing_goes_on(address: str, tmp_path: Path) -> None:
    secret = _token(address)
    wrong: list[str] = []
    with serving(address, tmp_path, "--workers", "2", "--rate", "100000") as running:
        feed, ended = f"{running.url}/v1/daily/rss.xml", threading.Event()

        def pull() -> None:
            headers = {"authorization": f"Bearer {secret}"}
            with httpx.Client(headers=headers, timeout=20) as client:
                while not ended.is_set():
                    answer = client.get(feed, headers={"connection": "close"})
                    if answer.status_code != 200 or not answer.text.rstrip().endswith("</rss>"):
                        wrong.append(f"{answer.status_code} {answer.text[-80:]}")

        threads = [threading.Thread(target=pull) for _ in range(4)]
        for thread in threads:
            thread.start()
        opened = open_store(address)
        for number in range(10):
            opened.publish(edition(story(1, headline=headline(f"第{number}次"))), publisher=PUBLISHER, now=MORNING)
        opened.close()
        time.sleep(0.5)
        ended.set()
        for thread in threads:
            thread.join(20)
        with httpx.Client(headers={"authorization": f"Bearer {secret}", "connection": "close"}) as client:
            answers = {client.get(feed).headers["etag"] for _ in range(12)}
            assert "第9次" in client.get(feed).text
    assert wrong == []
    assert len(answers) == 1, "all workers give the same bytes"


@pytest.fixture
def shop(tmp_path: Path) -> tuple[str, str]:
    """Return a store and a token for it."""
    address = str(tmp_path / "store.db")
    return address, _token(address)


def test_headers_of_a_proxy_are_believed_from_trusted_addresses_alone(shop: tuple[str, str], tmp_path: Path) -> None:
    address, secret = shop
    headers = {"authorization": f"Bearer {secret}", "x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.9"}
    with serving(address, tmp_path) as running:
        text = httpx.get(f"{running.url}/v1/daily/rss.xml", headers=headers).text
        assert f"http://127.0.0.1:{running.port}/v1/daily/rss.xml" in text
        assert "203.0.113.9" not in running.log.read_text("utf-8")
    with serving(address, tmp_path, "--trusted-proxy", "127.0.0.1") as running:
        text = httpx.get(f"{running.url}/v1/daily/rss.xml", headers=headers).text
        assert f"https://127.0.0.1:{running.port}/v1/daily/rss.xml" in text
        assert "203.0.113.9" in running.log.read_text("utf-8")


def test_the_access_log_is_json_without_secrets(shop: tuple[str, str], tmp_path: Path) -> None:
    address, secret = shop
    with serving(address, tmp_path) as running:
        httpx.get(f"{running.url}/v1/daily/rss.xml?since=0", headers={"authorization": f"Bearer {secret}"})
        httpx.get(f"{running.url}/v1/daily/rss.xml", headers={"user-agent": "reader/1"})
        running.stop()
        lines = [json.loads(line) for line in running.log.read_text("utf-8").splitlines() if line.startswith("{")]
    asked = [line for line in lines if line["path"] == "/v1/daily/rss.xml"]
    assert [(line["status"], line["partner"]) for line in asked] == [(200, "daily"), (401, "")]
    assert asked[0]["query"] == "since=0"
    assert asked[1]["agent"] == "reader/1"
    assert secret not in running.log.read_text("utf-8")


def test_slow_clients_hold_up_nobody(shop: tuple[str, str], tmp_path: Path) -> None:
    address, secret = shop
    with serving(address, tmp_path) as running:
        slow = [socket.create_connection(("127.0.0.1", running.port)) for _ in range(50)]
        for one in slow:
            one.sendall(b"GET /v1/daily/rss.xml HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        began = time.monotonic()
        answer = httpx.get(f"{running.url}/v1/daily/rss.xml", headers={"authorization": f"Bearer {secret}"}, timeout=8)
        assert answer.status_code == 200
        assert time.monotonic() - began < 8
        slow[0].settimeout(40)
        # The server ends the connection of whoever never finishes the headers.
        assert b"200 OK" not in slow[0].recv(4096)
        for one in slow:
            one.close()


_STRANGE = (
    b"GET /v1/../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    b"GET //etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    b"GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    b"GET /v1/daily/rss.xml HTTP/1.1\r\nHost: x\r\nHost: y\r\nConnection: close\r\n\r\n",
    b"GET /v1/daily/rss.xml HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a\r\n b\r\nConnection: close\r\n\r\n",
    b"NONSENSE\r\n\r\n",
    b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X-A: b\r\n" * 5000 + b"\r\n",
)


def test_what_is_no_request_of_ours_gets_nothing(shop: tuple[str, str], tmp_path: Path) -> None:
    with serving(shop[0], tmp_path) as running:
        for sent in _STRANGE:
            got = _raw(running.port, sent)
            assert not got or got.split()[1] in (b"400", b"401", b"404", b"414", b"431"), got[:200]
            assert b"root:" not in got
            assert httpx.get(f"{running.url}/healthz").is_success


def _raw(port: int, sent: bytes) -> bytes:
    got = b""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.settimeout(20)
        try:
            connection.sendall(sent)
            while part := connection.recv(65536):
                got += part
        except (ConnectionResetError, BrokenPipeError):
            pass
    return got


def test_what_began_is_answered_before_the_end(shop: tuple[str, str], tmp_path: Path) -> None:
    address, secret = shop
    headers = {"authorization": f"Bearer {secret}"}
    with serving(address, tmp_path, "--rate", "1000000") as running:
        answers: list[bool] = []
        ended = threading.Event()

        def pull() -> None:
            while not ended.is_set():
                try:
                    answer = httpx.get(f"{running.url}/v1/daily/rss.xml", headers=headers, timeout=10)
                except httpx.ConnectError:
                    return
                except httpx.TransportError as error:
                    answers.append(isinstance(error, httpx.ConnectTimeout))
                    return
                answers.append(answer.status_code == 200 and answer.text.rstrip().endswith("</rss>"))

        threads = [threading.Thread(target=pull) for _ in range(4)]
        for thread in threads:
            thread.start()
        time.sleep(0.5)
        code = running.stop()
        ended.set()
        for thread in threads:
            thread.join(20)
    assert code in (0, -15)
    assert len(answers) > 4
    assert answers.count(False) <= 4, "at most what was being connected when it ended"
