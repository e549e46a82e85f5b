"""What every feed says of one issue and its stories."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from newsml_export.formats.base import IdentifiedStory
from newsml_export.formats.feeds.addresses import home_address, story_addresses
from newsml_export.formats.feeds.text import title
from newsml_export.formats.shown import is_shown, publication_moment
from newsml_export.model.story import HeadlineRole
from newsml_export.vocabularies.schemes import IPTC_SCHEMES, own_schemes

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from newsml_export.formats.base import WriteContext
    from newsml_export.model.edition import Edition
    from newsml_export.model.story import Story

#: categories that are kept as they are written
_KEPT = 1024
_ISSUE_NUMBER = re.compile(r"第?\s*(\d+)\s*期?")


_GUESSED = ("storyprop:guessed", "guessed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """What a story is filed under."""

    #: never empty
    name: str
    #: URI of the vocabulary; ``None``: the name stands alone
    scheme: str | None = None
    #: code in the vocabulary, where there is one
    code: str | None = None


def is_guessed(story: Story) -> bool:
    """Say whether a program made any of what a feed files ``story`` under."""
    filed = (story.genre, story.series, story.located, *story.subjects, *story.keywords)
    return any(one is not None and one.confidence is not None for one in filed)


class FeedIssue:
    """One issue as feeds present it."""

    def __init__(self, edition: Edition, context: WriteContext) -> None:
        """Look at ``edition``, except for its stories.

        Raises:
            SettingsError: an address that the settings give is not a whole ``http`` or ``https`` address.
        """
        self.info, self.context = edition.info, context
        publisher = context.publisher
        #: page that the feed belongs to
        self.link = home_address(context)
        #: where the stories are on the publisher's site; ``None``: nowhere
        self.stories = story_addresses(context, edition.info.date)
        #: when the issue appeared, in the publisher's time zone
        self.published = publisher.published(edition.info.date)
        self._schemes = {scheme.alias: scheme.uri for scheme in (*IPTC_SCHEMES, *own_schemes(publisher.domain))}
        self._filed = lru_cache(maxsize=_KEPT)(self._file)
        number = _ISSUE_NUMBER.fullmatch(self.info.number or "")
        self._publication = title(self.info.publication or "")
        self._number = title((number[1] if number else self.info.number) or "")

    @property
    def title(self) -> str:
        """Title of the feed; never empty."""
        publisher, feed = self.context.publisher, self.context.feed
        return title(feed.title or self.info.publication) or title(publisher.name) or publisher.domain

    @property
    def description(self) -> str:
        """What the feed is, in a line; never empty."""
        info = self.info
        named = " ".join(filter(None, (info.publication, f"{info.date:%Y-%m-%d}", info.number, info.edition)))
        return title(self.context.feed.description or named) or self.title

    @property
    def rights(self) -> str:
        """Copyright notice; may be empty."""
        return title(self.context.publisher.copyright_notice or "")

    def shown(self, stories: Iterable[IdentifiedStory]) -> Iterator[IdentifiedStory]:
        """Yield the ``stories`` that may be shown at the time of the context's clock: whoever holds a feed reads it."""
        return (one for one in stories if is_shown(one.story, self.context.now))

    def identified(self, stories: Sequence[Story]) -> list[IdentifiedStory]:
        """Return those of ``stories`` that may be shown, under the names and versions that the context gives them."""
        context = self.context
        found = (
            IdentifiedStory(story=story, guid=context.guids[story.local_id], version=context.version(story))
            for story in stories
        )
        return list(self.shown(found))

    def moment(self, story: Story) -> dt.datetime:
        """Return when ``story`` became readable, in the publisher's time zone."""
        return publication_moment(story, self.published, self.context.publisher.time_zone)

    def last_change(self, shown: Sequence[IdentifiedStory]) -> dt.datetime:
        """Return when what the feed shows last changed: never the clock, so that a feed without news stays the same."""
        moments = [one.version.version_created for one in shown]
        package = self.context.versions.get(self.context.package_guid)
        if package:
            moments.append(package.version_created)
        return max(moments, default=self.published).astimezone(self.context.publisher.time_zone)

    def categories(self, story: Story, written: Callable[[Category], str]) -> Iterator[str]:
        """Yield what ``story`` is filed under: section, genre, series, subjects, place and keywords.

        That its headline is derived, or that a program made any of what is filed here, is a category too: feeds have no
        place to say so of a single one.

        Args:
            story: what is filed.
            written: writes one category; what it wrote is kept, since many stories are filed under the same.
        """
        named: list[tuple[str | None, str | None]] = [(None, story.parts[0].section)]
        if story.genre:
            named.append((story.genre.qcode, story.genre.name))
        if story.series:
            named.append((story.series.qcode, story.series.name))
        named += [(subject.qcode, subject.name) for subject in story.subjects]
        if story.located:
            named.append((story.located.qcode, story.located.name))
        named += [(None, keyword.text) for keyword in story.keywords]
        if is_guessed(story):
            named.append(_GUESSED)
        if story.derived_headline:
            named.append((f"hlrole:{HeadlineRole.DERIVED}", HeadlineRole.DERIVED))
        seen: set[tuple[str | None, str]] = set()
        for qcode, name in named:
            filed = self._filed(qcode, name, written)
            if filed is not None and filed[0] not in seen:
                seen.add(filed[0])
                yield filed[1]

    def _file(
        self, qcode: str | None, name: str | None, written: Callable[[Category], str]
    ) -> tuple[tuple[str | None, str], str] | None:
        """Return what tells a category from others, and how it is written; ``None`` where it has no name."""
        shown = title(name or "")
        if not shown:
            return None
        alias, _, code = (qcode or "").partition(":")
        scheme = self._schemes.get(alias) if qcode else None
        category = Category(name=shown, scheme=scheme, code=title(code) or None if scheme else None)
        return (scheme, shown), written(category)

    def printed(self, story: Story) -> Iterator[tuple[str, str]]:
        """Yield where ``story`` was printed: names and values of PRISM 3.0, none of them empty."""
        first = story.parts[0]
        for name, text in (
            ("publicationName", self._publication),
            ("section", title(first.section or "")),
            ("startingPage", title(first.page or "")),
            ("number", self._number),
        ):
            if text:
                yield name, text
