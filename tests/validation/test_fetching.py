"""Schemas are fetched by https, in bounds, and nothing else is."""

from __future__ import annotations

import http.client
import io
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import OpenerDirector, Request

import pytest

from newsml_export.errors import InputError
from newsml_export.validation import fetching


class Answer(io.BytesIO):
    def geturl(self) -> str:
        return "https://std.example/moved.xsd"


def answered(monkeypatch: pytest.MonkeyPatch, answer: Answer | Exception) -> None:
    def open_(_self: OpenerDirector, request: Request, timeout: float) -> Answer:
        assert request.full_url == "https://std.example/a.xsd"
        assert timeout <= 60
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(OpenerDirector, "open", open_)


def test_what_is_there_and_where_it_came_from(monkeypatch: pytest.MonkeyPatch) -> None:
    answered(monkeypatch, Answer(b"<schema/>"))
    assert fetching.fetch("https://std.example/a.xsd") == (b"<schema/>", "https://std.example/moved.xsd")


@pytest.mark.parametrize("url", ["http://std.example/a.xsd", "file:///etc/passwd", "ftp://std.example/a.xsd"])
def test_only_https(url: str) -> None:
    with pytest.raises(InputError, match="by https only"):
        fetching.fetch(url)


def test_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    answered(monkeypatch, Answer(b"x" * 11))
    with pytest.raises(InputError, match="larger than 10 bytes"):
        fetching.fetch("https://std.example/a.xsd", most=10)
    answered(monkeypatch, Answer(b"x" * 10))
    assert len(fetching.fetch("https://std.example/a.xsd", most=10)[0]) == 10


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (HTTPError("https://std.example/a.xsd", 404, "Not Found", http.client.HTTPMessage(), None), "answers 404"),
        (URLError("no route"), "no route"),
        (TimeoutError("timed out"), "timed out"),
        (http.client.BadStatusLine("x"), "cannot be fetched"),
        (ValueError("bad"), "bad"),
    ],
)
def test_what_cannot_be_had(monkeypatch: pytest.MonkeyPatch, error: Exception, words: str) -> None:
    answered(monkeypatch, error)
    with pytest.raises(InputError, match=words):
        fetching.fetch("https://std.example/a.xsd")


def test_a_redirection_stays_with_https() -> None:
    redirects: Any = fetching._Redirects()
    request = Request("https://std.example/a.xsd")
    followed = redirects.redirect_request(request, None, 302, "", {}, "https://std.example/b.xsd")
    assert followed.full_url == "https://std.example/b.xsd"
    for url in ("http://std.example/b.xsd", "file:///etc/passwd"):
        with pytest.raises(URLError, match="not https"):
            redirects.redirect_request(request, None, 302, "", {}, url)
