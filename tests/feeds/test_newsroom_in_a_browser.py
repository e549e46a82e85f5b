"""The newsroom from end to end in a real browser, at a desk and on a phone, by mouse and by keyboard."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from newsml_export.feeds.newsroom.passwords import hashed
from newsml_export.model.story import PubStatus
from newsml_export.store import open_store
from tests.feeds.processes import Running, serving
from tests.formats.factories import PUBLISHER
from tests.store.editions import MORNING, edition, story

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PASSWORD = "ein langes Passwort"
_WAIT = 15_000


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Return a browser, or skip loudly."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip(f"NOT CHECKED IN A BROWSER: none of {', '.join(BROWSERS)} is installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[tuple[Running, str]]:
    """Return a server with two stories and an operator, and where its store is."""
    address = str(tmp_path / "store.db")
    opened = open_store(address)
    opened.set_operator("editor", hashed(PASSWORD))
    opened.publish(edition(story(1), story(2)), publisher=PUBLISHER, now=MORNING)
    opened.close()
    with serving(address, tmp_path) as running:
        yield running, address


def _page(chromium: Browser, running: Running, **options: object) -> Page:
    context = chromium.new_context(base_url=f"{running.url}/newsroom/", locale="en-GB", **options)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(_WAIT)
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto("partners")
    page.fill("#name", "editor")
    page.fill("#password", PASSWORD)
    page.click("main button")
    assert page.url.endswith("/newsroom/partners")
    assert told == []
    return page


def test_an_operator_s_day(chromium: Browser, newsroom: tuple[Running, str]) -> None:
    running, address = newsroom
    page = _page(chromium, running)

    # A new partner with a slice and a token that opens.
    page.click("#new summary")
    page.fill("#p-name", "daily")
    page.fill("#p-slice", "page=2 or page=3")
    page.click("#new button")
    page.goto("partners/daily")
    page.fill("#label", "feed reader")
    page.click("form[action$='/tokens'] button")
    secret = page.inner_text(".secret")
    assert re.fullmatch(r"nxp_[\w-]+", secret)
    feed = f"{running.url}/v1/daily/rss.xml"
    headers = {"authorization": f"Bearer {secret}"}
    assert "春耕第1篇" in httpx.get(feed, headers=headers).text

    # A correction, which the partner sees at once.
    page.goto("")
    page.click("table a")
    page.get_by_role("link", name="春耕第1篇").click()
    assert page.inner_text("dl").count("daily") == 1
    page.click("#correct summary")
    page.fill("#headline-0", "改正的标题")
    page.fill("#note", "错字")
    page.click("#correct button")
    assert "Version 2" in page.inner_text("[role=status]")
    page.wait_for_timeout(400)
    assert "改正的标题" in httpx.get(feed, headers=headers).text

    # An embargo, and a kill that must be confirmed.
    page.click("#embargo summary")
    page.fill("#until", "2099-01-01T06:00")
    page.click("#embargo button")
    assert "2099-01-01 06:00" in page.inner_text("dl")
    page.click("#kill summary")
    page.fill("#reason", "侵权")
    page.click("#kill button")
    assert page.locator("#kill").is_visible(), "without the tick nothing is sent"
    page.check("#kill input[type=checkbox]")
    page.click("#kill button")
    page.wait_for_selector(".badge.canceled")
    page.wait_for_timeout(400)
    assert "改正的标题" not in httpx.get(feed, headers=headers).text
    opened = open_store(address)
    statuses = {item.story.pub_status for item in opened.items(opened.issues()[0].id)}
    opened.close()
    assert statuses == {PubStatus.USABLE, PubStatus.CANCELED}

    # Revoked and signed out.
    page.goto("partners/daily")
    page.get_by_role("button", name="Revoke").click()
    page.wait_for_timeout(400)
    assert httpx.get(feed, headers=headers).status_code == 401
    page.get_by_role("button", name="Sign out").click()
    page.goto("partners")
    assert "/login" in page.url


def test_on_a_phone_nothing_is_wider_than_the_screen(chromium: Browser, newsroom: tuple[Running, str]) -> None:
    running, address = newsroom
    opened = open_store(address)
    issue = opened.issues()[0].id
    guid = opened.items(issue)[0].guid
    opened.close()
    page = _page(chromium, running, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    for path in ("", f"issues/{issue}", f"items/{guid}", "partners"):
        page.goto(path)
        for summary in page.locator("summary").all():
            summary.click()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
        small = page.evaluate(
            "[...document.querySelectorAll('button, input:not([type=hidden]):not([type=checkbox]), summary')]"
            ".filter(e => e.offsetParent && e.getBoundingClientRect().height < 40).map(e => e.outerHTML)"
        )
        assert small == [], "what is touched is large enough"


def test_the_keyboard_reaches_everything(chromium: Browser, newsroom: tuple[Running, str]) -> None:
    running, address = newsroom
    opened = open_store(address)
    guid = opened.items(opened.issues()[0].id)[0].guid
    opened.close()
    page = _page(chromium, running)
    page.goto(f"items/{guid}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    seen = set()
    for _ in range(60):
        seen.add(page.evaluate("document.activeElement.closest('details')?.id || document.activeElement.tagName"))
        focus = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert focus != "none" or page.evaluate("document.activeElement === document.body")
        page.keyboard.press("Tab")
    assert {"correct", "embargo", "kill", "A", "BUTTON"} <= seen
    page.locator("#embargo summary").focus()
    page.keyboard.press("Enter")
    assert page.locator("#until").is_visible()
    unnamed = page.evaluate(
        "[...document.querySelectorAll('input:not([type=hidden]), textarea')].filter(e => !e.labels.length).length"
    )
    assert unnamed == 0
