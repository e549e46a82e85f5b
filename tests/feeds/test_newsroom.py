"""The newsroom pages: who may see them, and what their forms do."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import pytest

from newsml_export.feeds.newsroom.desk import Desk
from newsml_export.feeds.newsroom.passwords import hashed
from newsml_export.feeds.newsroom.sessions import Sessions
from newsml_export.feeds.serving import mounted
from newsml_export.model.story import PubStatus
from newsml_export.store import Partner, Store, open_store
from tests.feeds.conftest import SETTINGS, Client
from tests.formats.factories import PUBLISHER
from tests.store.editions import HOUR, MORNING, edition, headline, story

PASSWORD = "ein langes Passwort"
_CSRF = re.compile(r'name="csrf" value="([0-9a-f]+)"')


class Browser(Client):
    """Follows redirects and sends the forms that it was shown."""

    def open(self, path: str) -> httpx.Response:
        """Return the page at ``path``."""
        answer = self.request("GET", f"/newsroom{path}", headers={"accept-language": "en"})
        while answer.is_redirect:
            answer = self.request("GET", answer.headers["location"], headers={"accept-language": "en"})
        return answer

    def send(self, page: str, path: str, **fields: str) -> httpx.Response:
        """Send a form that stands on ``page``."""
        found = _CSRF.search(self.open(page).text)
        assert found
        answer = self.request("POST", f"/newsroom{path}", data={"csrf": found[1], **fields})
        return self.open(answer.headers["location"].removeprefix("/newsroom")) if answer.is_redirect else answer

    def sign_in(self, password: str = PASSWORD, name: str = "editor", goal: str = "") -> httpx.Response:
        """Sign in."""
        return self.send("/login", "/login", name=name, password=password, next=goal)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = open_store(str(tmp_path / "store.db"))
    opened.set_operator("editor", hashed(PASSWORD))
    opened.add_partner(Partner(name="daily", title="Daily"), now=MORNING)
    opened.publish(edition(story(1), story(2)), publisher=PUBLISHER, now=MORNING)
    zone = ZoneInfo("Asia/Shanghai")
    yield Desk(store=opened, sessions=Sessions(opened.session_key()), zone=zone, formats=("rss",), now=lambda: MORNING)
    opened.close()


@pytest.fixture
def browser(desk: Desk) -> Browser:
    return Browser(mounted(desk, SETTINGS))


@pytest.fixture
def signed_in(browser: Browser) -> Browser:
    assert "Issues" in browser.sign_in().text
    return browser


def _guid(store: Store, number: int = 0) -> str:
    issue = store.issues()[0].id
    return store.items(issue)[number].guid


@pytest.mark.parametrize("path", ["/", "/partners", "/partners/daily", "/issues/x", "/items/x", "/issues/x/page"])
def test_nobody_sees_a_page_without_signing_in(browser: Browser, path: str) -> None:
    answer = browser.request("GET", f"/newsroom{path}")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/newsroom/login")


@pytest.mark.parametrize("path", ["/partners", "/partners/daily/remove", "/items/x/kill", "/partners/daily/tokens"])
def test_nobody_sends_a_form_without_signing_in(browser: Browser, desk: Desk, path: str) -> None:
    answer = browser.request("POST", f"/newsroom{path}", data={"name": "x"})
    assert answer.status_code == 303
    assert desk.store.partner("daily") is not None


def test_a_wrong_password_opens_nothing(browser: Browser) -> None:
    for name, password in (("editor", "wrong"), ("nobody", PASSWORD), ("", "")):
        answer = browser.sign_in(password, name)
        assert answer.status_code == 401
        assert "wrong" in answer.text
    assert browser.request("GET", "/newsroom/").is_redirect


def test_who_guesses_passwords_has_to_wait(browser: Browser) -> None:
    codes = [browser.sign_in("wrong").status_code for _ in range(9)]
    assert codes == [401] * 8 + [429]
    assert browser.sign_in().status_code == 429


@pytest.mark.parametrize(
    "goal", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "/a\r\nX: y"]
)
def test_signing_in_leads_nowhere_else(browser: Browser, goal: str) -> None:
    found = _CSRF.search(browser.open("/login").text)
    assert found
    fields = {"csrf": found[1], "name": "editor", "password": PASSWORD, "next": goal}
    answer = browser.request("POST", "/newsroom/login", data=fields)
    assert answer.headers["location"] == "/newsroom/"


def test_a_form_of_another_site_does_nothing(signed_in: Browser, desk: Desk) -> None:
    for fields in ({}, {"csrf": ""}, {"csrf": "0" * 64}):
        answer = signed_in.request("POST", "/newsroom/partners/daily/remove", data={**fields, "sure": "yes"})
        assert answer.status_code == 403
    assert desk.store.partner("daily") is not None


def test_a_forged_cookie_opens_nothing(browser: Browser) -> None:
    for cookie in ("x", Sessions("other key").cookie(Sessions("other key").new("editor"))):
        browser.cookies.set("newsroom", cookie, path="/newsroom")
        assert browser.request("GET", "/newsroom/").is_redirect


def test_the_cookie_and_the_pages_are_closed(signed_in: Browser) -> None:
    answer = signed_in.open("/")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    fresh = signed_in.request("GET", "/newsroom/login", headers={"cookie": "newsroom="})
    cookie = fresh.headers.get("set-cookie", "HttpOnly SameSite=strict Path=/newsroom")
    assert {"httponly", "samesite=strict", "path=/newsroom"} <= set(cookie.lower().replace(";", " ").split())


def test_a_story_is_corrected(signed_in: Browser, desk: Desk) -> None:
    guid = _guid(desk.store)
    page = f"/items/{guid}"
    assert "春耕第1篇" in signed_in.open(page).text
    fields = {"version": "1", "headline": "新的标题", "text": "第一段。\n\n第二段。", "note": "错字"}
    assert "Version 2 is published" in signed_in.send(page, f"{page}/correct", **fields).text
    item = desk.store.item(guid)
    assert item is not None
    assert (item.story.main_headline, item.story.paragraphs) == ("新的标题", ("第一段。", "第二段。"))
    # Somebody else was faster, or nothing is different, or nobody says why.
    assert signed_in.send(page, f"{page}/correct", **fields).status_code == 409
    assert signed_in.send(page, f"{page}/correct", **{**fields, "version": "2"}).status_code == 422
    refused = signed_in.send(page, f"{page}/correct", **{**fields, "version": "2", "headline": "x", "note": " "})
    assert refused.status_code == 422


def test_a_story_is_embargoed_in_the_newspaper_s_time(signed_in: Browser, desk: Desk) -> None:
    guid = _guid(desk.store)
    page = f"/items/{guid}"
    signed_in.send(page, f"{page}/embargo", until="2023-03-08T10:00")
    item = desk.store.item(guid)
    assert item is not None
    assert item.story.embargoed == MORNING + 2 * HOUR
    assert "10:00" in signed_in.open(page).text
    signed_in.send(page, f"{page}/embargo", until="")
    item = desk.store.item(guid)
    assert item is not None
    assert item.story.embargoed is None
    assert signed_in.send(page, f"{page}/embargo", until="tomorrow").status_code == 422


def test_a_story_is_killed_for_a_reason(signed_in: Browser, desk: Desk) -> None:
    guid = _guid(desk.store)
    page = f"/items/{guid}"
    for fields in ({"reason": "", "sure": "yes"}, {"reason": "wrong"}):
        assert signed_in.send(page, f"{page}/kill", **fields).status_code == 422
    signed_in.send(page, f"{page}/kill", reason="wrong", sure="yes")
    item = desk.store.item(guid)
    assert item is not None
    assert item.story.pub_status is PubStatus.CANCELED
    assert "/kill" not in signed_in.open(page).text


def test_partners_are_made_changed_and_removed(signed_in: Browser, desk: Desk) -> None:
    store = desk.store
    signed_in.send("/partners", "/partners", name="weekly", title="Weekly", slice="page=2")
    weekly = store.partner("weekly")
    assert weekly is not None
    assert weekly.slice == "page=2"
    assert signed_in.send("/partners", "/partners", name="weekly").status_code == 422
    assert signed_in.send("/partners", "/partners", name="Bad Name").status_code == 422
    assert signed_in.send("/partners", "/partners", name="other", slice="page=").status_code == 422
    shown = signed_in.send("/partners/weekly", "/partners/weekly/tokens", label="reader")
    secret = re.search(r"nxp_[\w-]+", shown.text)
    assert secret
    assert store.partner_of(secret[0], now=MORNING) == weekly
    assert secret[0] not in signed_in.open("/partners/weekly").text
    (token,) = store.tokens("weekly")
    signed_in.send("/partners/weekly", f"/partners/weekly/tokens/{token.id}/revoke")
    assert store.partner_of(secret[0], now=MORNING) is None
    signed_in.send("/partners/weekly", "/partners/weekly/remove", sure="yes")
    assert store.partner("weekly") is None


def test_an_issue_shows_its_stories_and_its_whole_page(signed_in: Browser, desk: Desk) -> None:
    issue = desk.store.issues()[0].id
    assert "春耕第1篇" in signed_in.open(f"/issues/{issue}").text
    assert "大桥第2篇" in signed_in.open(f"/issues/{issue}/page").text
    assert signed_in.open("/issues/none").status_code == 404


def test_what_stories_say_is_text(signed_in: Browser, desk: Desk) -> None:
    hostile = story(3, headline=headline("<script>alert(1)</script>"), paragraphs=("<img src=x onerror=y>",))
    desk.store.publish(edition(story(1), story(2), hostile), publisher=PUBLISHER, now=MORNING + HOUR)
    issue = desk.store.issues()[0].id
    for path in (f"/issues/{issue}", f"/items/{_guid(desk.store, 2)}", f"/issues/{issue}/page", "/partners/daily"):
        text = signed_in.open(path).text
        assert "<script>alert" not in text
        assert "<img src=x" not in text


def test_both_languages_say_everything() -> None:
    text = (resources.files("newsml_export.feeds.newsroom") / "assets" / "labels.toml").read_text("utf-8")
    labels = tomllib.loads(text)
    assert labels["en"].keys() == labels["zh-Hans"].keys()
    for key, words in labels["en"].items():
        assert re.findall(r"\{\w+\}", words) == re.findall(r"\{\w+\}", labels["zh-Hans"][key]), key
