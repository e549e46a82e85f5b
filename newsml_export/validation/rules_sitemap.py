"""What XML Schema cannot say of sitemaps (sitemaps.org 0.9) and their news extension."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsml_export.validation.kinds import XmlKind
from newsml_export.validation.rules import error, warning
from newsml_export.validation.values import clipped, is_web_address

if TYPE_CHECKING:
    from lxml.etree import _Element

    from newsml_export.validation.rules import Breach

_S = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_N = "{http://www.google.com/schemas/sitemap-news/0.9}"
_PROTOCOL = "Sitemaps protocol 0.9"
_MOST = 50_000
_MOST_NEWS = 1000

ADDRESS = error(
    "sitemap-address-not-absolute",
    "Addresses are whole web addresses.",
    "Write it with https:// and the name of the host.",
    f"{_PROTOCOL}, loc",
)
DUPLICATE = warning(
    "sitemap-address-duplicate",
    "No address is there twice.",
    "Take one of the two away.",
    _PROTOCOL,
)
TOO_LONG = error(
    "sitemap-too-long",
    "A sitemap holds at most 50,000 addresses, one with news at most 1,000.",
    "Write several sitemaps and an index.",
    f"{_PROTOCOL}; Google, news sitemaps",
)
SEVERAL_HOSTS = error(
    "sitemap-several-hosts",
    "All addresses of a sitemap are of one host.",
    "Write a sitemap for each host.",
    f"{_PROTOCOL}, sitemap file location",
)


class SitemapRules:
    """The rules of sitemaps."""

    name = "sitemap-rules"
    rules = (ADDRESS, DUPLICATE, TOO_LONG, SEVERAL_HOSTS)

    def check(self, root: _Element) -> list[Breach]:
        """Return every breach in the sitemap or index ``root``."""
        breaches: list[Breach] = []
        entries = list(root.iterchildren(_S + "url", _S + "sitemap"))
        most = _MOST_NEWS if any(entry.find(_N + "news") is not None for entry in entries) else _MOST
        if len(entries) > most:
            breaches.append(TOO_LONG.broken(root, f"There are {len(entries):,} addresses."))
        seen: set[str] = set()
        hosts: set[str] = set()
        for entry in entries:
            location = entry.find(_S + "loc")
            if location is None:
                continue
            address = (location.text or "").strip()
            if not is_web_address(address):
                breaches.append(ADDRESS.broken(location, f"“{clipped(address)}” is no whole web address."))
                continue
            if address in seen:
                breaches.append(DUPLICATE.broken(location, f"“{clipped(address)}” is there twice."))
            seen.add(address)
            host = urlsplit(address).netloc.casefold()
            if hosts and host not in hosts:
                breaches.append(SEVERAL_HOSTS.broken(location, f"“{clipped(host)}” is another host."))
            hosts.add(host)
        return breaches


KINDS = tuple(
    XmlKind(name=name, standard="Sitemaps 0.9", root=_S + root, schema="sitemap-0.9.xsd", rules=SitemapRules)
    for name, root in (("sitemap", "urlset"), ("sitemap index", "sitemapindex"))
)
