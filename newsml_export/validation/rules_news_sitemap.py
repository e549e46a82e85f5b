"""What XML Schema cannot say of sitemaps and their news extension: what search engines demand."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsml_export.validation.kinds import XmlKind
from newsml_export.validation.rules import error, warning
from newsml_export.validation.values import clipped, is_web_address, moment

if TYPE_CHECKING:
    from lxml.etree import _Element

    from newsml_export.validation.rules import Breach

_PROTOCOL = "sitemaps.org protocol 0.9"
_NEWS_GUIDE = "Google Search Central, news sitemaps"
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
_MOST_NEWS, _MOST_ADDRESSES, _LONGEST = 1000, 50_000, 2048
_DAYS = dt.timedelta(days=2)
_LANGUAGE = re.compile("[a-z]{2,3}|zh-cn|zh-tw")

ADDRESS = error(
    "sitemap-address-not-absolute",
    "Addresses are whole web addresses of less than 2048 characters.",
    "Write it with https:// and the name of the host.",
    f"{_PROTOCOL}, loc",
)
ADDRESS_DUPLICATE = warning(
    "sitemap-address-duplicate", "Every address is there once.", "Take one of the two away.", f"{_PROTOCOL}, loc"
)
HOSTS = error(
    "sitemap-hosts-mixed",
    "All addresses of a sitemap are on one host.",
    "Make a sitemap for each host.",
    f"{_PROTOCOL}, sitemap file location",
)
TOO_MANY = error(
    "sitemap-too-many",
    "A sitemap lists at most 50,000 addresses, and at most 1,000 of them with news.",
    "Make several sitemaps and an index of them.",
    f"{_PROTOCOL}, using sitemap index files; {_NEWS_GUIDE}",
)
NO_ZONE = error(
    "sitemap-date-without-zone",
    "A time of the day has a time zone.",
    "Write it as 2023-03-08T06:00:00+08:00, or the day alone.",
    "W3C, Date and Time Formats",
)
LANGUAGE = error(
    "sitemap-news-language",
    "The language of news is a code of ISO 639 of two or three letters; Chinese is zh-cn or zh-tw.",
    "Write zh-cn for simplified and zh-tw for traditional characters; else the code alone, such as en.",
    f"{_NEWS_GUIDE}, language",
)
NAME = warning(
    "sitemap-news-name-parentheses",
    "The name of a publication is as its readers see it, without anything in parentheses.",
    "Take the parentheses out.",
    f"{_NEWS_GUIDE}, name",
)
OLD = warning(
    "sitemap-news-old",
    "A news sitemap lists the stories of two days.",
    "Take older stories out, or news:news out of their entries.",
    _NEWS_GUIDE,
)


class NewsSitemapRules:
    """The rules of sitemaps, their indexes and their news extension."""

    name = "news-sitemap-rules"
    rules = (ADDRESS, ADDRESS_DUPLICATE, HOSTS, TOO_MANY, NO_ZONE, LANGUAGE, NAME, OLD)

    def check(self, root: _Element) -> list[Breach]:
        """Return every breach in the sitemap or index below ``root``."""
        breaches: list[Breach] = []
        entries = list(root.iterchildren(f"{_SITEMAP}url", f"{_SITEMAP}sitemap"))
        _check_addresses(entries, breaches)
        news = [found for entry in entries if (found := entry.find(f"{_NEWS}news")) is not None]
        for what, number, most in (("addresses", len(entries), _MOST_ADDRESSES), ("news", len(news), _MOST_NEWS)):
            if number > most:
                breaches.append(TOO_MANY.broken(root, f"There are {number} {what} in it."))
        for entry in entries:
            _check_zone(entry.find(f"{_SITEMAP}lastmod"), breaches)
        for one in news:
            _check_news(one, breaches)
        _check_age(news, breaches)
        return breaches


def _check_addresses(entries: list[_Element], breaches: list[Breach]) -> None:
    seen: set[str] = set()
    hosts: set[str | None] = set()
    for entry in entries:
        place = entry.find(f"{_SITEMAP}loc")
        if place is None:
            continue
        address = (place.text or "").strip()
        if not is_web_address(address) or len(address) >= _LONGEST:
            breaches.append(ADDRESS.broken(place, f"“{clipped(address)}” is no whole web address, or too long."))
            continue
        if address in seen:
            breaches.append(ADDRESS_DUPLICATE.broken(place, f"“{clipped(address)}” is there twice."))
        seen.add(address)
        host = urlsplit(address).hostname
        if hosts and host not in hosts:
            breaches.append(HOSTS.broken(place, f"“{clipped(address)}” is on another host than the first address."))
        hosts.add(host)


def _check_zone(date: _Element | None, breaches: list[Breach]) -> None:
    if date is None:
        return
    text = (date.text or "").strip()
    found = moment(text)
    if "T" in text and found is not None and found.tzinfo is None:
        breaches.append(NO_ZONE.broken(date, f"“{clipped(text)}” has no time zone."))


def _check_news(news: _Element, breaches: list[Breach]) -> None:
    language = news.find(f"{_NEWS}publication/{_NEWS}language")
    if language is not None and not _LANGUAGE.fullmatch((language.text or "").strip()):
        breaches.append(LANGUAGE.broken(language, f"“{clipped(language.text or '')}” is no code of a language."))
    elif language is not None and (language.text or "").strip() == "zh":
        breaches.append(LANGUAGE.broken(language, "“zh” does not say which characters are used."))
    name = news.find(f"{_NEWS}publication/{_NEWS}name")
    if name is not None and re.search("[(（]", name.text or ""):
        breaches.append(NAME.broken(name, f"“{clipped(name.text or '')}” has parentheses."))
    _check_zone(news.find(f"{_NEWS}publication_date"), breaches)


def _check_age(news: list[_Element], breaches: list[Breach]) -> None:
    """Compare with the newest story, for when the sitemap is read is not known; a day more, for dates have no zone."""
    dates = [(date, moment(date.text or "")) for one in news for date in one.iterchildren(f"{_NEWS}publication_date")]
    known = [(date, found if found.tzinfo else found.replace(tzinfo=dt.UTC)) for date, found in dates if found]
    newest = max((found for _, found in known), default=None)
    for date, found in known:
        if newest is not None and newest - found > _DAYS + dt.timedelta(days=1):
            told = f"The story of {clipped(date.text or '')} is more than two days older than the newest."
            breaches.append(OLD.broken(date, told))


KINDS = tuple(
    XmlKind(
        name=name,
        standard="sitemaps.org 0.9",
        root=_SITEMAP + root,
        schema="news-sitemap-0.9.xsd",
        rules=NewsSitemapRules,
    )
    for name, root in (("news-sitemap", "urlset"), ("sitemap-index", "sitemapindex"))
)
