"""News sitemap: sitemaps.org 0.9 with the news extension 0.9, by which search engines find the stories of today.

One file lists up to a thousand stories; where there are more, ``news-sitemap.xml`` is an index of several files.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from lxml import etree

from newsml_export.errors import Location, SettingsError
from newsml_export.formats.base import Document, FormatInfo
from newsml_export.formats.excerpt import one_line
from newsml_export.formats.feeds.addresses import StoryAddresses, beside, story_addresses, whole_address
from newsml_export.formats.feeds.issue import FeedIssue
from newsml_export.formats.feeds.text import description, item_title, plain
from newsml_export.formats.json_text import date_time

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.etree import _Element

    from newsml_export.formats.base import IdentifiedStory, WriteContext
    from newsml_export.model.edition import Edition
    from newsml_export.model.story import Story

_MEDIA_TYPE = "application/xml"
_NAME = "news-sitemap"
#: entries of one news sitemap (Google Search Central, “news sitemaps”)
_MOST = 1000
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
_NAMESPACES: dict[str | None, str] = {None: _SITEMAP[1:-1], "news": _NEWS[1:-1]}
_IN_PARENTHESES = re.compile(r"\s*[(（][^()（）]*[)）]")


class NewsSitemapWriter:
    """Writes one news sitemap an issue, ``news-sitemap.xml``."""

    info = FormatInfo(
        name=_NAME,
        title="News sitemap 0.9",
        media_type=_MEDIA_TYPE,
        summary="addresses of all stories that may be shown, for search engines; needs feed.story_url",
    )

    def open(self, edition: Edition, context: WriteContext) -> NewsSitemapSession:
        """Begin to write ``edition``.

        Raises:
            SettingsError: the settings do not say where stories are on the publisher's site, or an address is not a
                whole ``http`` or ``https`` address.
        """
        addresses = story_addresses(context, edition.info.date)
        if addresses is None:
            raise SettingsError(
                "a news sitemap lists the addresses of stories, and none are set.",
                location=Location(path="feed.story_url"),
                next_step='Write story_url = "https://your-newspaper.example/{date}/{local_id}" under [feed].',
            )
        return NewsSitemapSession(edition, context, addresses)


class NewsSitemapSession:
    """Writes the news sitemap of one edition."""

    def __init__(self, edition: Edition, context: WriteContext, addresses: StoryAddresses) -> None:
        self._issue, self._addresses = FeedIssue(edition, context), addresses
        self._zone = context.publisher.time_zone
        self._base = _base(context, addresses)
        publication = one_line(_IN_PARENTHESES.sub("", plain(edition.info.publication)))
        self._publication = publication or self._issue.title

    def story_documents(self, story: Story) -> Iterable[Document]:
        """Write nothing: a sitemap is about the whole issue."""
        return ()

    def issue_documents(self, stories: Sequence[Story]) -> Iterator[Document]:
        """Write the sitemap without the stories that may not be shown at the time of the context's clock.

        An issue of which nothing may be shown gives no sitemap, since an empty one is not valid.
        """
        shown = self._issue.identified(stories)
        parts = [shown[start : start + _MOST] for start in range(0, len(shown), _MOST)]
        if len(parts) == 1:
            yield _document(_NAME, self._sitemap(parts[0]))
        elif parts:
            for number, part in enumerate(parts, 1):
                yield _document(f"{_NAME}-{number}", self._sitemap(part))
            yield _document(_NAME, self._index(parts))

    def _sitemap(self, stories: Sequence[IdentifiedStory]) -> _Element:
        root = etree.Element(_SITEMAP + "urlset", nsmap=_NAMESPACES)
        for one in stories:
            story, moment = one.story, self._issue.moment(one.story)
            url = etree.SubElement(root, _SITEMAP + "url")
            _leaf(url, _SITEMAP + "loc", self._addresses.of(story.local_id))
            _leaf(url, _SITEMAP + "lastmod", date_time(self._changed(one)))
            news = etree.SubElement(url, _NEWS + "news")
            publication = etree.SubElement(news, _NEWS + "publication")
            _leaf(publication, _NEWS + "name", self._publication)
            _leaf(publication, _NEWS + "language", _language(story.language))
            _leaf(news, _NEWS + "publication_date", date_time(moment))
            _leaf(news, _NEWS + "title", item_title(story, description(story)))
        return root

    def _index(self, parts: Sequence[Sequence[IdentifiedStory]]) -> _Element:
        root = etree.Element(_SITEMAP + "sitemapindex", nsmap={None: _SITEMAP[1:-1]})
        for number, part in enumerate(parts, 1):
            sitemap = etree.SubElement(root, _SITEMAP + "sitemap")
            _leaf(sitemap, _SITEMAP + "loc", beside(self._base, f"{_NAME}-{number}.xml"))
            _leaf(sitemap, _SITEMAP + "lastmod", date_time(max(map(self._changed, part))))
        return root

    def _changed(self, one: IdentifiedStory) -> dt.datetime:
        return max(one.version.version_created, self._issue.moment(one.story)).astimezone(self._zone)


def _base(context: WriteContext, addresses: StoryAddresses) -> str:
    """Return an address in the folder that the sitemaps will be in.

    An index may name sitemaps of its own host only (sitemaps.org, “sitemap index files”): that is the folder of the
    feed where the feed is on the host of the stories, else the root of that host.
    """
    story = urlsplit(addresses.of("0"))
    address = context.feed.self_url
    feed = urlsplit(whole_address(address, "feed.self_url")) if address else None
    if feed is not None and feed.netloc == story.netloc:
        return feed.geturl()
    return urlunsplit((story.scheme, story.netloc, "/", "", ""))


def _language(tag: str) -> str:
    """Return the language code of the news extension for a BCP 47 tag.

    It is that of ISO 639, of two or three letters; only Chinese says by a region which script it is written in
    (Google Search Central, “news sitemap reference”). A language that is not known is ``und``, as in ISO 639-2.
    """
    language, *others = tag.replace("_", "-").lower().split("-")
    if language in {"zh", "cmn"}:
        traditional = "hant" in others or ("hans" not in others and not {"tw", "hk", "mo"}.isdisjoint(others))
        return "zh-tw" if traditional else "zh-cn"
    return language if re.fullmatch("[a-z]{2,3}", language) else "und"


def _leaf(parent: _Element, tag: str, text: str) -> None:
    etree.SubElement(parent, tag).text = text


def _document(name: str, root: _Element) -> Document:
    etree.indent(root)
    content = etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
    return Document(path=f"{name}.xml", media_type=_MEDIA_TYPE, content=content)


WRITER = NewsSitemapWriter()
