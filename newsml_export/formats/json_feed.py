"""JSON Feed 1.1 (jsonfeed.org): ``feed.json`` with the whole text of every story that may be shown."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from newsml_export.formats.base import Document, FormatInfo
from newsml_export.formats.excerpt import excerpt, one_line
from newsml_export.formats.feeds.addresses import beside, home_address, story_addresses, whole_address
from newsml_export.formats.filing import filing
from newsml_export.formats.json_text import Json, date_time, encoded, language, paragraphs_html
from newsml_export.formats.shown import is_shown, publication_moment, web_address
from newsml_export.formats.xml_text import clean, line_or_none
from newsml_export.model.story import HeadlineRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from newsml_export.formats.base import WriteContext
    from newsml_export.model.edition import Edition
    from newsml_export.model.story import Story

_MEDIA_TYPE = "application/feed+json"
_VERSION = "https://jsonfeed.org/version/1.1"
_SUMMARY = 200


class JsonFeedWriter:
    """Writes one feed an issue, ``feed.json``."""

    info = FormatInfo(
        name="json-feed",
        title="JSON Feed 1.1",
        media_type=_MEDIA_TYPE,
        summary="one feed with the whole text of every story that may be shown",
    )

    def open(self, edition: Edition, context: WriteContext) -> JsonFeedSession:
        """Begin to write ``edition``.

        Raises:
            SettingsError: an address of the feed is not a whole ``http`` or ``https`` address.
        """
        return JsonFeedSession(edition, context)


class JsonFeedSession:
    """Writes the feed of one edition."""

    def __init__(self, edition: Edition, context: WriteContext) -> None:
        self._edition, self._context = edition, context
        self._home = home_address(context)
        self._feed_url = _feed_url(context.feed.self_url)
        self._story_addresses = story_addresses(context, edition.info.date)

    def story_documents(self, story: Story) -> Iterable[Document]:
        """Write nothing: a feed is about the whole issue."""
        return ()

    def issue_documents(self, stories: Sequence[Story]) -> Iterator[Document]:
        """Write the feed without the stories that may not be shown at the time of the context's clock."""
        items = [self.item(story) for story in stories if is_shown(story, self._context.now)]
        yield Document(path="feed.json", media_type=_MEDIA_TYPE, content=self.feed(items))

    def feed(self, items: Sequence[Json], marks: Mapping[str, Json] | None = None) -> bytes:
        """Return the feed.

        Args:
            items: what ``item`` returned, of this issue or of others.
            marks: further properties of the feed, such as ``next_url``.
        """
        head = {**self._head(), **(marks or {})}
        # An empty list says something here: that nothing may be shown. It is required.
        return encoded({**head, "items": items}) if items else _without_items(head)

    def _head(self) -> dict[str, Json]:
        info, publisher, feed = self._edition.info, self._context.publisher, self._context.feed
        named = " ".join(filter(None, (info.publication, f"{info.date:%Y-%m-%d}", info.number, info.edition)))
        title = line_or_none(feed.title or info.publication) or line_or_none(publisher.name) or publisher.domain
        return {
            "version": _VERSION,
            "title": title,
            "home_page_url": self._home,
            "feed_url": self._feed_url,
            "description": line_or_none(feed.description or named),
            "language": language(info.language),
            "authors": [
                {
                    "name": line_or_none(publisher.name) or publisher.domain,
                    "url": web_address(publisher.site_url) if publisher.site_url else None,
                }
            ],
            "_rights": {
                "copyright": line_or_none(publisher.copyright_notice),
                "usage_terms": line_or_none(publisher.usage_terms),
            },
        }

    def item(self, story: Story) -> Json:
        """Return the item of a story of this issue."""
        info, publisher = self._edition.info, self._context.publisher
        guid = self._context.guids[story.local_id]
        published = publication_moment(story, publisher.published(info.date), publisher.time_zone)
        modified = self._context.version(story).version_created.astimezone(publisher.time_zone)
        pictures = [address for address in (web_address(picture.href) for picture in story.pictures) if address]
        first = story.parts[0]
        return {
            "id": guid,
            "url": self._story_addresses.of(story.local_id) if self._story_addresses else None,
            "title": line_or_none(story.main_headline),
            "content_html": _html(story) or "<p></p>",
            "content_text": "\n\n".join(map(clean, story.paragraphs)),
            "summary": _summary(story),
            "image": pictures[0] if pictures else None,
            "date_published": date_time(published),
            "date_modified": date_time(max(modified, published)),
            "authors": [{"name": name} for name in _distinct(byline.name for byline in story.bylines)],
            "tags": _tags(story),
            "language": language(story.language),
            "_newspaper": {
                "publication": line_or_none(info.publication),
                "issue_date": info.date.isoformat(),
                "issue_number": line_or_none(info.number),
                "page": line_or_none(first.page),
                "section": line_or_none(first.section),
                "version": self._context.version(story).number,
                "derived_headline": True if story.derived_headline else None,
                "headline": [
                    {"role": str(line.role), "text": line_or_none(line.text)}
                    for line in story.headline
                    if line_or_none(line.text)
                ],
                **filing(story),
            },
        }


def _feed_url(address: str | None) -> str | None:
    """Return the feed's own address; the settings name that of ``rss.xml``, beside which this feed stands."""
    if not address:
        return None
    return beside(whole_address(address, "feed.self_url"), "feed.json")


def _without_items(head: dict[str, Json]) -> bytes:
    return encoded(head).rstrip().removesuffix(b"}").rstrip() + b',\n  "items": []\n}\n'


def _html(story: Story) -> str:
    """Return the story as HTML: what stands around the main headline, the text, and pictures whose address is whole."""
    around = [
        f"<p><strong>{escape(line, quote=False)}</strong></p>"
        for role in (HeadlineRole.SERIES, HeadlineRole.KICKER, HeadlineRole.DECK)
        for line in (line_or_none(one.text) for one in story.headline if one.role is role)
        if line
    ]
    pictures = []
    for picture in story.pictures:
        source, caption = web_address(picture.href), line_or_none(picture.caption) or ""
        if source:
            shown = f'<img src="{escape(source)}" alt="{escape(caption)}">'
            caption = f"<figcaption>{escape(caption, quote=False)}</figcaption>" if caption else ""
            pictures.append(f"<figure>{shown}{caption}</figure>")
    return "\n".join(filter(None, (*around, paragraphs_html(story.paragraphs), *pictures)))


def _summary(story: Story) -> str | None:
    summary = one_line(clean(story.summary or ""))
    if summary:
        return summary
    # A slice spares the cleaning of a paragraph of a megabyte.
    openings = (one_line(clean(paragraph[: _SUMMARY * 4])) for paragraph in story.paragraphs)
    return next((excerpt(text, _SUMMARY) for text in openings if text), None)


def _tags(story: Story) -> list[Json]:
    named = (
        story.parts[0].section,
        story.genre.name if story.genre is not None else None,
        *(subject.name for subject in story.subjects),
        *(keyword.text for keyword in story.keywords),
        story.series.name if story.series is not None else None,
    )
    return list(_distinct(named))


def _distinct(texts: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(text for text in map(line_or_none, texts) if text))


WRITER = JsonFeedWriter()
