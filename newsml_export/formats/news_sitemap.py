"""A news sitemap: the addresses of an issue's stories, as search engines read them.

Sources: the Sitemaps protocol 0.9 (sitemaps.org) and the news extension 0.9 of Google.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

from newsml_export.errors import Location, SettingsError
from newsml_export.formats.base import Document, FormatInfo
from newsml_export.formats.feed_parts import FeedFrame, description_of, item_title, title_text
from newsml_export.formats.shown import is_shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsml_export.formats.base import WriteContext
    from newsml_export.model.edition import Edition
    from newsml_export.model.story import Story

_MEDIA_TYPE = "application/xml"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
_NAMESPACES: dict[str | None, str] = {None: _SITEMAP, "news": _NEWS}
#: addresses that one news sitemap may hold (Google, “News sitemap best practices”)
_MOST = 1000


class NewsSitemapWriter:
    """Writes ``news-sitemap.xml``; of more than 1,000 stories, an index and ``news-sitemap-1.xml`` and so on."""

    info = FormatInfo(
        name="news-sitemap",
        title="News sitemap",
        media_type=_MEDIA_TYPE,
        summary="addresses of the stories on the publisher's site; needs feed.story_url",
    )

    def open(self, edition: Edition, context: WriteContext) -> NewsSitemapSession:
        """Begin to write ``edition``.

        Raises:
            SettingsError: the settings do not say where stories stand on the publisher's site.
        """
        if not context.feed.story_url:
            raise SettingsError(
                "a news sitemap needs the addresses of the stories.",
                location=Location(path="feed.story_url"),
                next_step="Set it, such as https://news.example/{date}/{local_id}, or leave news-sitemap out.",
            )
        return NewsSitemapSession(edition, context)


class NewsSitemapSession:
    """Writes the sitemap of one edition."""

    def __init__(self, edition: Edition, context: WriteContext) -> None:
        self._context = context
        self._frame = FeedFrame(edition, context)

    def story_documents(self, story: Story) -> Iterable[Document]:
        """Write nothing: a sitemap is about the whole issue."""
        return ()

    def issue_documents(self, stories: Sequence[Story]) -> Iterator[Document]:
        """Write the sitemap without the stories that may not be shown at the time of the context's clock.

        Raises:
            SettingsError: there are more than 1,000 of them, and the settings do not say where the files will stand.
        """
        shown = [story for story in stories if is_shown(story, self._context.now)]
        batches = [shown[start : start + _MOST] for start in range(0, len(shown), _MOST)]
        if len(batches) < 2:
            yield _document("news-sitemap.xml", self._urlset(shown))
            return
        names = [f"news-sitemap-{number}.xml" for number in range(1, len(batches) + 1)]
        yield _document("news-sitemap.xml", self._index(names))
        for name, batch in zip(names, batches, strict=True):
            yield _document(name, self._urlset(batch))

    def _urlset(self, stories: Sequence[Story]) -> etree._Element:
        root = etree.Element(f"{{{_SITEMAP}}}urlset", nsmap=_NAMESPACES)
        info = self._frame.edition.info
        for story in stories:
            url = etree.SubElement(root, f"{{{_SITEMAP}}}url")
            _put(url, _SITEMAP, "loc", self._frame.story_address(story) or "")
            news = etree.SubElement(url, f"{{{_NEWS}}}news")
            publication = etree.SubElement(news, f"{{{_NEWS}}}publication")
            _put(publication, _NEWS, "name", title_text(info.publication) or self._frame.title)
            _put(publication, _NEWS, "language", _language(story.language))
            _put(news, _NEWS, "publication_date", self._frame.moment(story).isoformat(timespec="seconds"))
            _put(news, _NEWS, "title", item_title(story, description_of(story)))
        return root

    def _index(self, names: Sequence[str]) -> etree._Element:
        root = etree.Element(f"{{{_SITEMAP}}}sitemapindex", nsmap={None: _SITEMAP})
        for name in names:
            address = self._frame.beside(name)
            if address is None:
                raise SettingsError(
                    "more than 1,000 stories need several sitemaps, and nothing says where they will stand.",
                    location=Location(path="feed.self_url"),
                    next_step="Set it to the address of rss.xml; the sitemaps stand beside it.",
                )
            _put(etree.SubElement(root, f"{{{_SITEMAP}}}sitemap"), _SITEMAP, "loc", address)
        return root


def _put(parent: etree._Element, namespace: str, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{namespace}}}{name}").text = text


def _document(path: str, root: etree._Element) -> Document:
    etree.indent(root)
    buffer = BytesIO()
    etree.ElementTree(root).write(buffer, encoding="utf-8", xml_declaration=True)
    return Document(path=path, media_type=_MEDIA_TYPE, content=buffer.getvalue() + b"\n")


def _language(tag: str) -> str:
    """Return the language as ISO 639, and Chinese as ``zh-cn`` or ``zh-tw`` (news extension, ``language``)."""
    language, *others = tag.replace("_", "-").lower().split("-")
    if language in {"zh", "cmn"}:
        return "zh-tw" if {"hant", "tw", "hk", "mo"} & set(others) else "zh-cn"
    return language if re.fullmatch("[a-z]{2,3}", language) else "und"


WRITER = NewsSitemapWriter()
